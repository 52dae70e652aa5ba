"""The session bus, taken as something that may be missing, refuse or not answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from dbus_fast import DBusError, Message, MessageFlag, MessageType, NameFlag, RequestNameReply
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, InvalidAddressError
from dbus_fast.service import ServiceInterface

ANSWER_LIMIT = 5.0  # seconds
_log = logging.getLogger(__name__)


class Bus:
    """One connection. Without one, calls answer None and signals go nowhere."""

    def __init__(self) -> None:
        self._bus: MessageBus | None = None

    @property
    def is_open(self) -> bool:
        return self._bus is not None and self._bus.connected

    async def open(self) -> None:
        """Connect, where there is a bus."""
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                # KeyError: dbus-fast reads $HOME; EOFError, AuthError: what listens is no bus
                self._bus = await MessageBus().connect()
        except (OSError, EOFError, KeyError, AuthError, InvalidAddressError, DBusError) as trouble:
            _log.info("no session bus: %s", trouble or type(trouble).__name__)

    async def watch(self) -> None:
        """Until the connection ends: dbus-fast wants somebody to hear why it did."""
        if self._bus is None:
            return
        try:
            await self._bus.wait_for_disconnect()
        except (OSError, EOFError) as trouble:
            _log.info("the session bus is gone: %s", trouble or type(trouble).__name__)

    def close(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            self._bus = None

    async def call(self, message: Message) -> list[Any] | None:
        """The answer, None where there is none."""
        if self._bus is None or not self._bus.connected:
            return None
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                reply = await self._bus.call(message)
        except (OSError, EOFError, DBusError) as trouble:
            _log.debug("%s: %s", message.member, trouble or type(trouble).__name__)
            return None
        if reply.message_type is MessageType.ERROR:
            _log.debug("%s: %s %s", message.member, reply.error_name, reply.body)
            return None
        return reply.body

    def tell(self, message: Message) -> None:
        """Call without waiting for an answer."""
        if self._bus is not None and self._bus.connected:
            message.flags = MessageFlag.NO_REPLY_EXPECTED
            self._bus.send(message)

    def emit(self, path: str, interface: str, member: str, signature: str, *body: Any) -> None:
        """Send a signal to whoever listens."""
        if self._bus is not None and self._bus.connected:
            signal = Message.new_signal(path, interface, member, signature, list(body))
            self._bus.send(signal)

    async def listen(self, interface: str, heard: Callable[[str, list[Any]], None]) -> None:
        """Call `heard(member, body)` for every signal of the interface from now on."""

        def handler(message: Message) -> None:
            if message.message_type is MessageType.SIGNAL and message.interface == interface:
                heard(message.member or "", message.body)

        if self._bus is None:
            return
        self._bus.add_message_handler(handler)
        await self.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="AddMatch",
                signature="s",
                body=[f"type='signal',interface='{interface}'"],
            )
        )

    async def offer(self, names: list[str], path: str, *interfaces: ServiceInterface) -> str:
        """Answer for these at a path, under the first of the names that is free; "" for none."""
        if self._bus is None or not self._bus.connected:
            return ""
        for interface in interfaces:
            self._bus.export(path, interface)
        for name in names:
            try:
                async with asyncio.timeout(ANSWER_LIMIT):
                    answer = await self._bus.request_name(name, NameFlag.DO_NOT_QUEUE)
            except (OSError, EOFError, DBusError) as trouble:
                _log.info("the name %s: %s", name, trouble or type(trouble).__name__)
                return ""
            if answer in (RequestNameReply.PRIMARY_OWNER, RequestNameReply.ALREADY_OWNER):
                return name
        return ""

    async def take_back(self, name: str, path: str, *interfaces: ServiceInterface) -> None:
        """The reverse of `offer`."""
        if self._bus is None or not self._bus.connected:
            return
        for interface in interfaces:
            self._bus.unexport(path, interface)
        if name:
            await self.call(
                Message(
                    destination="org.freedesktop.DBus",
                    path="/org/freedesktop/DBus",
                    interface="org.freedesktop.DBus",
                    member="ReleaseName",
                    signature="s",
                    body=[name],
                )
            )


def fit(text: str, most: int) -> str:
    """Outside text as D-Bus takes it: on one line, no NUL, no half characters, not too long."""
    whole = text[: most * 4].encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    line = " ".join(whole.split())
    return line if len(line) <= most else line[: most - 1] + "…"
