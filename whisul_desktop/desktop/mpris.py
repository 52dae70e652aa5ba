"""MPRIS2, by which Linux desktops find a player for media keys, panels and headsets.

https://specifications.freedesktop.org/mpris-spec/2.2/
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from typing import Annotated, Any

from dbus_fast import PropertyAccess, Variant
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from whisul_desktop.core.presence import Key, NowPlaying, Pressed
from whisul_desktop.desktop.bus import Bus, fit
from whisul_desktop.desktop.surroundings import APP_ID, APP_NAME

_PATH = "/org/mpris/MediaPlayer2"
_NAME = "org.mpris.MediaPlayer2.whisul"
_NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
_SECOND = 1_000_000  # times are in microseconds
_TEXT = 300  # characters
# a plain None, which future annotations make a text, dbus-fast 5.2 does not understand
DBusNothing = Annotated[None, DBusSignature("")]


def _constant(name: str, signature: str, value: object) -> Any:
    def get(_self: ServiceInterface) -> object:
        return value

    get.__name__ = name
    get.__annotations__["return"] = signature
    return dbus_property(PropertyAccess.READ)(get)


class Mpris:
    """Answers on the bus for as long as it is offered."""

    def __init__(self, bus: Bus, pressed: Callable[[Pressed], None]) -> None:
        self._bus = bus
        self._pressed = pressed
        self._name = ""
        self._interfaces: tuple[_Root, _Player] | None = None

    async def offer(self, now: NowPlaying, position: Callable[[], float]) -> None:
        if self._interfaces is not None:
            return
        root, player = _Root(self._press), _Player(self._press, now, position)
        self._interfaces = root, player
        # with the demo beside it there are two of us, which the spec names so
        names = [_NAME, f"{_NAME}.instance{os.getpid()}"]
        self._name = await self._bus.offer(names, _PATH, root, player)

    async def withdraw(self) -> None:
        interfaces, self._interfaces = self._interfaces, None
        if interfaces is not None:
            await self._bus.take_back(self._name, _PATH, *interfaces)

    def show_playing(self, now: NowPlaying) -> None:
        if self._interfaces is not None:
            self._interfaces[1].show(now)

    def show_jump(self, position: float) -> None:
        if self._interfaces is not None:
            self._interfaces[1].Seeked(round(position * _SECOND))

    def _press(self, key: Key, value: float = 0.0) -> None:
        # not inside of the bus's own turn: the caller has its answer at once, and an error of
        # ours is no error of the bus
        asyncio.get_running_loop().call_soon(self._pressed, Pressed(key, value))


class _Root(ServiceInterface):
    def __init__(self, press: Callable[..., None]) -> None:
        super().__init__("org.mpris.MediaPlayer2")
        self._press = press

    @dbus_method()
    def Raise(self) -> DBusNothing:
        self._press(Key.RAISE)

    @dbus_method()
    def Quit(self) -> DBusNothing:
        self._press(Key.QUIT)

    CanQuit = _constant("CanQuit", "b", True)
    CanRaise = _constant("CanRaise", "b", True)
    HasTrackList = _constant("HasTrackList", "b", False)
    Identity = _constant("Identity", "s", APP_NAME)
    DesktopEntry = _constant("DesktopEntry", "s", APP_ID)
    SupportedUriSchemes = _constant("SupportedUriSchemes", "as", [])
    SupportedMimeTypes = _constant("SupportedMimeTypes", "as", [])


class _Player(ServiceInterface):
    def __init__(
        self, press: Callable[..., None], now: NowPlaying, position: Callable[[], float]
    ) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._press = press
        self._now = now
        self._position = position

    def show(self, now: NowPlaying) -> None:
        """Tell what differs."""
        before, self._now = self._told(), now
        changed = {name: value for name, value in self._told().items() if value != before[name]}
        if changed:
            self.emit_properties_changed(changed)

    def _told(self) -> dict[str, Any]:
        names = ("PlaybackStatus", "Metadata", "Volume", "CanSeek")
        return {name: getattr(self, name) for name in names}

    @dbus_method()
    def Next(self) -> DBusNothing:
        self._press(Key.NEXT)

    @dbus_method()
    def Previous(self) -> DBusNothing:
        self._press(Key.PREVIOUS)

    @dbus_method()
    def Pause(self) -> DBusNothing:
        self._press(Key.PAUSE)

    @dbus_method()
    def PlayPause(self) -> DBusNothing:
        self._press(Key.PLAY_PAUSE)

    @dbus_method()
    def Stop(self) -> DBusNothing:
        self._press(Key.STOP)

    @dbus_method()
    def Play(self) -> DBusNothing:
        self._press(Key.PLAY)

    @dbus_method()
    def Seek(self, offset: DBusInt64) -> DBusNothing:
        self._seek(self._position() + offset / _SECOND)

    @dbus_method()
    def SetPosition(self, track_id: DBusObjectPath, position: DBusInt64) -> DBusNothing:
        # the spec: what is meant for another track, or lies outside of this one, does nothing
        if track_id == _track(self._now) and 0 <= position <= self._now.length * _SECOND:
            self._seek(position / _SECOND)

    @dbus_method()
    def OpenUri(self, uri: DBusStr) -> DBusNothing:
        """The spec wants the method; SupportedUriSchemes says that there is nothing for it."""

    @dbus_signal()
    def Seeked(self, position: int) -> DBusInt64:
        return position

    @dbus_property(PropertyAccess.READ)
    def PlaybackStatus(self) -> DBusStr:
        return self._now.state.value

    @dbus_property()
    def Rate(self) -> DBusDouble:
        return 1.0

    @Rate.setter
    def Rate(self, rate: DBusDouble) -> None:
        if rate == 0:  # the spec: act as though Pause was called
            self._press(Key.PAUSE)

    MinimumRate = _constant("MinimumRate", "d", 1.0)
    MaximumRate = _constant("MaximumRate", "d", 1.0)

    @dbus_property(PropertyAccess.READ)
    def Metadata(self) -> DBusDict:
        return _metadata(self._now)

    @dbus_property()
    def Volume(self) -> DBusDouble:
        return self._now.volume

    @Volume.setter
    def Volume(self, volume: DBusDouble) -> None:
        self._press(Key.VOLUME, max(0.0, min(1.0, volume)))

    @dbus_property(PropertyAccess.READ)
    def Position(self) -> DBusInt64:
        return round(self._position() * _SECOND)

    CanGoNext = _constant("CanGoNext", "b", True)
    CanGoPrevious = _constant("CanGoPrevious", "b", True)
    CanPlay = _constant("CanPlay", "b", True)
    CanPause = _constant("CanPause", "b", True)

    @dbus_property(PropertyAccess.READ)
    def CanSeek(self) -> DBusBool:
        return bool(self._now.job_id) and self._now.length > 0

    CanControl = _constant("CanControl", "b", True)

    def _seek(self, seconds: float) -> None:
        if seconds > self._now.length > 0:
            self._press(Key.NEXT)  # the spec: beyond the end is Next
        elif self._now.job_id:
            self._press(Key.SEEK_TO, max(0.0, seconds))


def _track(now: NowPlaying) -> str:
    if not now.job_id:
        return _NO_TRACK
    # ours are hex digits; whatever came from a merged library may not be a path
    return f"/com/whisul/desktop/{re.sub(r'[^0-9A-Za-z]', '_', now.job_id)}"


def _metadata(now: NowPlaying) -> dict[str, Variant]:
    told = {"mpris:trackid": Variant("o", _track(now))}
    if not now.job_id:
        return told
    told["xesam:title"] = Variant("s", fit(now.title, _TEXT))
    told["xesam:artist"] = Variant("as", [APP_NAME])  # panels leave a gap without one
    if now.tags:
        told["xesam:genre"] = Variant("as", [fit(tag, _TEXT) for tag in now.tags])
    if now.length > 0:
        told["mpris:length"] = Variant("x", round(now.length * _SECOND))
    if now.cover is not None:
        told["mpris:artUrl"] = Variant("s", now.cover.absolute().as_uri())
    return told
