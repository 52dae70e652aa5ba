"""macOS: notifications, the Now Playing centre, the Dock. Never run by us: see packaging/."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

# pyright: reportMissingImports=false
from rubicon.objc import Block, NSInteger, NSMakeRect, ObjCClass, ObjCInstance, objc_id
from rubicon.objc.runtime import load_library

from whisul_desktop.core.override import override
from whisul_desktop.core.presence import Activity, Key, Notification, NowPlaying, Play, Pressed
from whisul_desktop.desktop.surroundings import APP_NAME, Surroundings
from whisul_desktop.desktop.toasts import Toasts

load_library("AppKit")
load_library("MediaPlayer")
_STATES = {Play.PLAYING: 1, Play.PAUSED: 2, Play.STOPPED: 3}  # MPNowPlayingPlaybackState
_KEYS = {
    "playCommand": Key.PLAY,
    "pauseCommand": Key.PAUSE,
    "togglePlayPauseCommand": Key.PLAY_PAUSE,
    "stopCommand": Key.STOP,
    "nextTrackCommand": Key.NEXT,
    "previousTrackCommand": Key.PREVIOUS,
    "changePlaybackPositionCommand": Key.SEEK_TO,
}
_SUCCESS = 0  # MPRemoteCommandHandlerStatusSuccess


class MacOS(Surroundings):
    """Qt runs the CFRunLoop of the main thread, which calls us back."""

    def __init__(self, icon: Path) -> None:
        super().__init__()
        self._toasts = Toasts(icon, self.done.emit)
        self._centre: Any = None
        self._handlers: list[tuple[Any, Any, Any]] = []  # command, target, block: kept alive
        self._bar: Any = None  # in the Dock, with the icon that it lies on
        self._now = NowPlaying()
        self._position: Callable[[], float] = lambda: 0.0

    @override
    async def notify(self, notification: Notification) -> None:
        await self._toasts.show(notification)

    @override
    async def offer_media_keys(self, now: NowPlaying, position: Callable[[], float]) -> None:
        if self._centre is not None:
            return
        self._position = position
        self._centre = ObjCClass("MPNowPlayingInfoCenter").defaultCenter()
        commands = ObjCClass("MPRemoteCommandCenter").sharedCommandCenter()
        for name, key in _KEYS.items():
            command = getattr(commands, name)
            block = Block(self._handler(key), NSInteger, objc_id)
            self._handlers.append((command, command.addTargetWithHandler(block), block))
        self.show_playing(now)

    @override
    async def withdraw_media_keys(self) -> None:
        for command, target, _ in self._handlers:
            command.removeTarget(target)
        self._handlers.clear()
        if self._centre is not None:
            self._centre.nowPlayingInfo = None
            self._centre = None

    @override
    def show_playing(self, now: NowPlaying) -> None:
        self._now = now
        self.show_jump(self._position())

    @override
    def show_jump(self, position: float) -> None:
        if self._centre is None:
            return
        now = self._now
        self._centre.nowPlayingInfo = {
            "title": now.title,  # MPMediaItemPropertyTitle
            "artist": APP_NAME,
            "playbackDuration": now.length,
            "MPNowPlayingInfoPropertyElapsedPlaybackTime": position,
            "MPNowPlayingInfoPropertyPlaybackRate": 1.0 if now.state is Play.PLAYING else 0.0,
        }
        self._centre.playbackState = _STATES[now.state]

    @override
    def show_activity(self, activity: Activity) -> None:
        """How far several songs are, as a bar on the icon; how many is a badge, by Qt."""
        application = ObjCClass("NSApplication").sharedApplication
        tile = application.dockTile
        if activity.share is None:
            tile.setContentView(None)
        else:
            if self._bar is None:
                icon = ObjCClass("NSImageView").imageViewWithImage(application.applicationIconImage)
                width, height = tile.size.width, tile.size.height
                icon.setFrame(NSMakeRect(0, 0, width, height))
                bar = ObjCClass("NSProgressIndicator").alloc()
                bar = bar.initWithFrame(NSMakeRect(0, 0, width, height / 6))
                bar.setIndeterminate(False)
                bar.setMaxValue(1.0)
                icon.addSubview(bar)
                self._bar = (bar, icon)
            bar, icon = self._bar
            bar.setDoubleValue(activity.share)
            tile.setContentView(icon)
        tile.display()

    def _handler(self, key: Key) -> Callable[[Any], int]:
        loop = asyncio.get_running_loop()

        def handle(event: Any) -> int:
            value = ObjCInstance(event).positionTime if key is Key.SEEK_TO else 0.0
            loop.call_soon_threadsafe(self.pressed.emit, Pressed(key, value))
            return _SUCCESS

        return handle
