"""Windows: toasts, the taskbar, the System Media Transport Controls. Never run by us."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

# pyright: reportMissingImports=false
from winrt.windows.media import (
    MediaPlaybackStatus,
    MediaPlaybackType,
    SystemMediaTransportControlsButton,
    SystemMediaTransportControlsTimelineProperties,
)
from winrt.windows.media.interop import get_for_window
from winrt.windows.storage import StorageFile
from winrt.windows.storage.streams import RandomAccessStreamReference

from whisul_desktop.core.override import override
from whisul_desktop.core.presence import Activity, Key, Notification, NowPlaying, Play, Pressed
from whisul_desktop.desktop.surroundings import APP_NAME, Surroundings
from whisul_desktop.desktop.taskbar import Taskbar
from whisul_desktop.desktop.toasts import Toasts

_STATES = {
    Play.PLAYING: MediaPlaybackStatus.PLAYING,
    Play.PAUSED: MediaPlaybackStatus.PAUSED,
    Play.STOPPED: MediaPlaybackStatus.STOPPED,
}
_KEYS = {
    SystemMediaTransportControlsButton.PLAY: Key.PLAY,
    SystemMediaTransportControlsButton.PAUSE: Key.PAUSE,
    SystemMediaTransportControlsButton.STOP: Key.STOP,
    SystemMediaTransportControlsButton.NEXT: Key.NEXT,
    SystemMediaTransportControlsButton.PREVIOUS: Key.PREVIOUS,
}


class Windows(Surroundings):
    """The controls belong to our window: Windows takes them away with it."""

    def __init__(self, icon: Path, window: int) -> None:
        super().__init__()
        self._toasts = Toasts(icon, self.done.emit)
        self._window = window
        self._taskbar: Taskbar | None = None
        self._controls: Any = None
        self._now = NowPlaying()
        self._cover: Path | None = None  # that the controls show, or will
        self._position: Callable[[], float] = lambda: 0.0

    @override
    async def open(self) -> None:
        self._taskbar = Taskbar(self._window)

    @override
    def show_activity(self, activity: Activity) -> None:
        if self._taskbar is not None:
            self._taskbar.show(activity.running, activity.share)

    @override
    async def notify(self, notification: Notification) -> None:
        await self._toasts.show(notification)

    @override
    async def offer_media_keys(self, now: NowPlaying, position: Callable[[], float]) -> None:
        self._loop = loop = asyncio.get_running_loop()
        self._position = position
        if self._controls is None:
            self._controls = get_for_window(self._window)

            def on_button(_sender: Any, told: Any) -> None:  # on a thread of Windows'
                if (key := _KEYS.get(told.button)) is not None:
                    loop.call_soon_threadsafe(self.pressed.emit, Pressed(key))

            def on_seek(_sender: Any, told: Any) -> None:
                seconds = told.requested_playback_position.total_seconds()
                loop.call_soon_threadsafe(self.pressed.emit, Pressed(Key.SEEK_TO, seconds))

            self._controls.add_button_pressed(on_button)
            self._controls.add_playback_position_change_requested(on_seek)
        controls = self._controls
        controls.is_play_enabled = controls.is_pause_enabled = controls.is_stop_enabled = True
        controls.is_next_enabled = controls.is_previous_enabled = True
        controls.is_enabled = True
        self.show_playing(now)

    @override
    async def withdraw_media_keys(self) -> None:
        if self._controls is not None:
            self._controls.is_enabled = False

    @override
    def show_playing(self, now: NowPlaying) -> None:
        self._now = now
        if self._controls is None:
            return
        self._controls.playback_status = _STATES[now.state]
        updater = self._controls.display_updater
        if now.cover != self._cover:
            self._cover = now.cover
            updater.clear_all()  # the cover that was
            self._open_cover()
        updater.type = MediaPlaybackType.MUSIC
        updater.music_properties.title = now.title
        updater.music_properties.artist = APP_NAME
        updater.update()
        self.show_jump(self._position())

    @override
    def show_jump(self, position: float) -> None:
        if self._controls is None:
            return
        line = SystemMediaTransportControlsTimelineProperties()
        line.start_time = line.min_seek_time = timedelta(0)
        line.end_time = line.max_seek_time = timedelta(seconds=self._now.length)
        line.position = timedelta(seconds=position)
        self._controls.update_timeline_properties(line)

    def _open_cover(self) -> None:
        cover, loop = self._cover, self._loop
        if cover is None:
            return

        def on_opened(opening: Any, _status: Any) -> None:  # on a thread of Windows'
            loop.call_soon_threadsafe(self._show_cover, cover, opening)

        StorageFile.get_file_from_path_async(str(cover)).completed = on_opened

    def _show_cover(self, cover: Path, opening: Any) -> None:
        if cover != self._cover:  # another one's turn already
            return
        try:
            file = opening.get_results()
        except OSError:  # gone meanwhile: the controls do without
            return
        updater = self._controls.display_updater
        updater.thumbnail = RandomAccessStreamReference.create_from_file(file)
        updater.update()
