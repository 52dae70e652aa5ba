"""What plays, as media keys and the system's own player show it, and what these ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from whisul_desktop.core.presence import Key, NowPlaying, Play, Pressed
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player, PlayerState

_JUMP = 1.0  # seconds: what differs less from playing on is playing on
_STATES = {
    PlayerState.PLAYING: Play.PLAYING,
    PlayerState.PAUSED: Play.PAUSED,
    PlayerState.STOPPED: Play.STOPPED,
}


class Playing(QObject):
    """Follows the player; acts by the window's own commands."""

    changed = Signal(object)  # NowPlaying
    jumped = Signal(float)  # seconds: the position changed other than by playing

    def __init__(
        self,
        window: MainWindow,
        playback: Playback,
        player: Player,
        library: Library,
        preferences: Preferences,
        locate: Callable[[str], Path],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._playback = playback
        self._player = player
        self._library = library
        self._preferences = preferences
        self._locate = locate
        self._length = 0.0
        self._position = 0.0
        self._since = QElapsedTimer()  # since that position
        self._since.start()
        player.state_changed.connect(self._on_player)
        player.duration_changed.connect(self._on_duration)
        player.position_changed.connect(self._on_position)
        self._disconnects = [
            library.changed.connect(self._on_library),
            preferences.changed.connect(self._on_settings),
        ]
        self.now = NowPlaying()
        self._refresh()

    def close(self) -> None:
        for disconnect in self._disconnects:
            disconnect()

    def position(self) -> float:
        """Seconds into the song, at this moment."""
        if self.now.state is not Play.PLAYING:
            return self._position
        position = self._position + self._since.elapsed() / 1000
        return min(position, self.now.length) if self.now.length else position

    def press(self, pressed: Pressed) -> None:
        """Do what a media key or the system's player asks for."""
        actions, bar = self._window.actions_, self._window.player_bar
        playing = self.now.state is Play.PLAYING
        match pressed.key:
            case Key.PLAY_PAUSE:
                actions["play_pause"].trigger()
            case Key.PLAY if not playing:
                actions["play_pause"].trigger()
            case Key.PAUSE if playing:
                actions["play_pause"].trigger()
            case Key.STOP:
                self._player.stop()
            case Key.NEXT:
                actions["next"].trigger()
            case Key.PREVIOUS:
                actions["previous"].trigger()
            case Key.SEEK_TO:
                bar.seek_requested.emit(pressed.value)
            case Key.VOLUME:
                percent = round(pressed.value * 100)
                bar.set_volume(percent)
                bar.volume_changed.emit(percent)
            case Key.RAISE:
                self._window.bring_forward()
            case Key.QUIT:
                actions["quit"].trigger()
            case _:  # play while it plays, pause while it does not
                pass

    def _on_player(self, _state: PlayerState) -> None:
        self._position = self.position()
        self._since.restart()
        self._refresh()

    def _on_duration(self, seconds: float) -> None:
        self._length = seconds
        self._refresh()

    def _on_position(self, seconds: float) -> None:
        if self._playback.current != self.now.job_id:  # it is announced by `changed`
            self._refresh()
            jumped = False
        else:
            jumped = abs(seconds - self.position()) > _JUMP
        self._position = seconds
        self._since.restart()
        if jumped:
            self.jumped.emit(seconds)

    def _on_library(self, jobs: tuple[Job, ...]) -> None:
        if any(job.id == self.now.job_id for job in jobs):
            self._refresh()

    def _on_settings(self, _settings: Settings) -> None:
        self._refresh()

    def _refresh(self) -> None:
        job_id = self._playback.current or ""
        if job_id != self.now.job_id:
            self._position = 0.0
            self._length = 0.0
        job = self._library.jobs.get(job_id)
        settings = self._preferences.value
        volume = 0.0 if settings.muted else settings.volume / 100
        if job is None:
            now = NowPlaying(volume=volume)
        else:
            listed = (job.song.duration if job.song else None) or 0.0
            now = NowPlaying(
                job.id,
                job.title,
                job.tags,
                self._locate(job.cover_file) if job.cover_file else None,
                self._length or listed,
                _STATES[self._player.state],
                volume,
            )
        if now != self.now:
            self.now = now
            self.changed.emit(now)
