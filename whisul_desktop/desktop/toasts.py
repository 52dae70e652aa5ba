"""Notifications of Windows and macOS, through desktop-notifier."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from desktop_notifier import (  # pyright: ignore[reportMissingImports]
    DEFAULT_SOUND,
    Attachment,
    Button,
    DesktopNotifier,
    Icon,
)
from desktop_notifier import Notification as Toast  # pyright: ignore[reportMissingImports]

from whisul_desktop.core.presence import Deed, Done, Notification
from whisul_desktop.desktop.surroundings import APP_NAME

# What XML can't hold, in which Windows takes them; a title may come with it from outside.
_UNFIT = re.compile("[\\x00-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")


class Toasts:
    """Both systems take texts literally. A failure is a line in the log: it is theirs to say."""

    def __init__(self, icon: Path, done: Callable[[Done], None]) -> None:
        self._notifier = DesktopNotifier(APP_NAME, Icon(path=icon))
        self._done = done

    async def show(self, notification: Notification) -> None:
        key = notification.key
        for replaced in notification.replaces:
            await self._notifier.clear(replaced)
        picture = notification.picture
        await self._notifier.send_notification(
            Toast(
                title=_UNFIT.sub("", notification.title),
                message=_UNFIT.sub("", notification.text),
                buttons=tuple(
                    Button(label, on_pressed=lambda deed=deed: self._done(Done(deed, key)))
                    for deed, label in notification.deeds
                ),
                on_clicked=lambda: self._done(Done(Deed.SHOW, key)),
                attachment=Attachment(path=picture) if picture is not None else None,
                sound=DEFAULT_SOUND if notification.sound else None,
                identifier=key,
            )
        )
