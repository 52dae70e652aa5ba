"""A notification service that writes down what it is told, in the test or as a process.

As a process (`python -m tests.desktop.recorder`) each notification is one line of JSON on
stdout, and a line "NUMBER ACTION" on stdin is a click. With the word "tray" it has a tray
instead: each line is the address of an icon.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

from dbus_fast import PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusDict, DBusInt32, DBusSignature, DBusStr, DBusUInt32
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from whisul_desktop.desktop.mpris import DBusNothing

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
Texts = Annotated[list[str], DBusSignature("as")]
Token = Annotated[tuple[int, str], DBusSignature("us")]


@dataclass
class Shown:
    """One call of Notify."""

    id: int
    app: str
    replaces: int
    icon: str
    title: str
    text: str
    actions: list[str]
    hints: dict[str, Any]
    timeout: int


@dataclass
class Recorded:
    """What a notification service was told."""

    shown: list[Shown] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    @property
    def last(self) -> Shown:
        return self.shown[-1]


class Recorder(ServiceInterface):
    """org.freedesktop.Notifications with the ids of a real service."""

    def __init__(self, capabilities: list[str]) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.recorded = Recorded()
        self._capabilities = capabilities

    @dbus_method()
    def GetCapabilities(self) -> Texts:
        return self._capabilities

    @dbus_method()
    def Notify(
        self,
        app: DBusStr,
        replaces: DBusUInt32,
        icon: DBusStr,
        title: DBusStr,
        text: DBusStr,
        actions: Texts,
        hints: DBusDict,
        timeout: DBusInt32,
    ) -> DBusUInt32:
        number = replaces or len(self.recorded.shown) + 1
        values = {name: hint.value if isinstance(hint, Variant) else hint
                  for name, hint in hints.items()}  # fmt: skip
        self.recorded.shown.append(
            Shown(number, app, replaces, icon, title, text, actions, values, timeout)
        )
        return number

    @dbus_method()
    def CloseNotification(self, number: DBusUInt32) -> DBusNothing:
        self.recorded.closed.append(number)

    @dbus_signal()
    def ActivationToken(self, number: int, token: str) -> Token:
        return number, token

    @dbus_signal()
    def ActionInvoked(self, number: int, action: str) -> Token:
        return number, action


class TrayHost(ServiceInterface):
    """org.kde.StatusNotifierWatcher, by which Qt finds a tray."""

    def __init__(self) -> None:
        super().__init__("org.kde.StatusNotifierWatcher")

    @dbus_method()
    def RegisterStatusNotifierItem(self, address: DBusStr) -> DBusNothing:
        _say(address)

    @dbus_property(PropertyAccess.READ)
    def IsStatusNotifierHostRegistered(self) -> DBusBool:
        return True

    @dbus_property(PropertyAccess.READ)
    def ProtocolVersion(self) -> DBusInt32:
        return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _have_a_tray() -> None:
    bus = await MessageBus().connect()
    bus.export("/StatusNotifierWatcher", TrayHost())
    await bus.request_name("org.kde.StatusNotifierWatcher")
    await bus.wait_for_disconnect()


async def _serve() -> None:
    bus = await MessageBus().connect()
    recorder = Recorder(["actions", "body", "body-markup"])
    bus.export(PATH, recorder)
    await bus.request_name(NAME)
    told = 0

    def click() -> None:
        number, action = sys.stdin.readline().split()
        recorder.ActionInvoked(int(number), action)

    asyncio.get_running_loop().add_reader(sys.stdin, click)
    while bus.connected:
        for shown in recorder.recorded.shown[told:]:
            _say(json.dumps(asdict(shown)))
            told += 1
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(_have_a_tray() if sys.argv[1:] == ["tray"] else _serve())
