"""org.freedesktop.Notifications, spoken directly.

desktop-notifier's way to it hands outside text on as markup, can't take the place of a shown
notification (nothing could fold), drops the token that Wayland wants before a window comes
forward, and opens a connection of its own that is never closed; a tray icon's messages have
no buttons and don't say which of them was clicked.
https://specifications.freedesktop.org/notification-spec/1.3/
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dbus_fast import Message, Variant

from whisul_desktop.core.presence import Deed, Done, Notification
from whisul_desktop.desktop.bus import Bus, fit
from whisul_desktop.desktop.surroundings import APP_ID, APP_NAME

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_REMEMBERED = 100  # notifications whose buttons still work
_DEEDS = {deed.value: deed for deed in Deed} | {"default": Deed.SHOW}
_TITLE, _TEXT = 120, 300  # characters


class Notifications:
    """Shows notifications and hears of their buttons. Without a service nothing is shown."""

    def __init__(self, bus: Bus, icon: Path, done: Callable[[Done], None]) -> None:
        self._bus = bus
        self._icon = icon
        self._done = done
        self._capabilities: frozenset[str] | None = None
        self._ids: dict[str, int] = {}  # by key, oldest first
        self._tokens: dict[int, str] = {}

    async def open(self) -> None:
        await self._bus.listen(_NAME, self._on_signal)

    async def show(self, notification: Notification) -> None:
        capabilities = await self._capable()
        if capabilities is None:
            return
        for key in notification.replaces:
            if (shown := self._ids.pop(key, None)) is not None:
                self._close(shown)
        text = fit(notification.text, _TEXT)
        if "body-markup" in capabilities:
            text = html.escape(text, quote=False)
        answer = await self._call(
            "Notify",
            "susssasa{sv}i",
            APP_NAME,
            self._ids.pop(notification.key, 0),
            self._icon.as_uri(),
            fit(notification.title, _TITLE),
            text,
            _actions(notification) if "actions" in capabilities else [],
            _hints(notification),
            -1,  # as long as the desktop sees fit
        )
        if answer is None:
            self._capabilities = None  # another service may take its place
            return
        self._ids[notification.key] = answer[0]
        while len(self._ids) > _REMEMBERED:
            self._tokens.pop(self._ids.pop(next(iter(self._ids))), None)

    async def _capable(self) -> frozenset[str] | None:
        if self._capabilities is None:
            answer = await self._call("GetCapabilities", "")
            self._capabilities = None if answer is None else frozenset(answer[0])
        return self._capabilities

    async def _call(self, member: str, signature: str, *body: Any) -> list[Any] | None:
        return await self._bus.call(_message(member, signature, *body))

    def _close(self, number: int) -> None:
        self._bus.tell(_message("CloseNotification", "u", number))

    def _on_signal(self, member: str, body: list[Any]) -> None:
        """Comes for other programs' notifications too."""
        key = next((key for key, shown in self._ids.items() if body and shown == body[0]), None)
        if key is None:
            return
        if member == "ActivationToken":
            self._tokens[body[0]] = body[1]
        elif member == "ActionInvoked" and (deed := _DEEDS.get(body[1])):
            done = Done(deed, key, self._tokens.pop(body[0], ""))
            self._close(body[0])  # some services leave it to us
            # not inside of the bus's own turn: an error of a listener is no answer of the bus
            asyncio.get_running_loop().call_soon(self._done, done)


def _message(member: str, signature: str, *body: Any) -> Message:
    return Message(_NAME, _PATH, _NAME, member, signature=signature, body=list(body))


def _actions(notification: Notification) -> list[str]:
    """A click anywhere else shows it, which the desktop gives no button."""
    actions = ["default", ""]
    for deed, label in notification.deeds:
        actions += [deed.value, label]
    return actions


def _hints(notification: Notification) -> dict[str, Variant]:
    hints = {
        "desktop-entry": Variant("s", APP_ID),
        "urgency": Variant("y", 1),
        "category": Variant("s", "transfer.error" if notification.problem else "transfer.complete"),
    }
    if notification.picture is not None:
        hints["image-path"] = Variant("s", notification.picture.absolute().as_uri())
    if notification.sound:
        sound = "dialog-warning" if notification.problem else "complete"
        hints["sound-name"] = Variant("s", sound)
    else:
        hints["suppress-sound"] = Variant("b", True)
    return hints
