"""Plays one local file at a time. QtMultimedia is loaded at the first need, not at the start."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal

from whisul_desktop.ui import sound
from whisul_desktop.ui.device_watch import DeviceWatch
from whisul_desktop.ui.fade import Fade

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

_log = logging.getLogger(__name__)

_SEEK_PACE_MS = 80  # a seek empties and refills the decoder: more often is only slower
_SETTLE_MS = 400  # how long after a seek old positions may still arrive
_SETTLE_S = 1.0


class PlayerState(StrEnum):
    STOPPED = "stopped"
    PLAYING = "playing"
    PAUSED = "paused"


class Player(QObject):
    """Volume, mute and the wish to play are kept here and outlive the sound device.

    Only what is a file on this computer is ever opened: Qt's FFmpeg would follow any URL.
    """

    state_changed = Signal(object)  # PlayerState
    position_changed = Signal(float)  # seconds
    duration_changed = Signal(float)  # seconds
    finished = Signal()  # the end of the song, once for each time that it is reached
    failed = Signal(str)  # a sentence; playing has stopped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._devices: QMediaDevices | None = None
        self._state = PlayerState.STOPPED
        self._path: Path | None = None
        self._percent = 80
        self._muted = False
        self._ended = False
        self._loaded = False
        self._target: float | None = None  # where the last seek went, until it has arrived
        self._pending: float | None = None  # a seek that waits for the pace or the file
        self._since_seek = QElapsedTimer()
        self._pace = QTimer(self, singleShot=True, interval=_SEEK_PACE_MS)
        self._pace.timeout.connect(self._flush_seek)
        self._watch = DeviceWatch()
        self._watch.gone.connect(self._on_device_gone)
        self._fade = Fade(self)
        self._fade.stepped.connect(self._apply_volume)
        self._fade.ended.connect(self._halt)

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def path(self) -> Path | None:
        """The file that is open."""
        return self._path

    def prepare(self) -> None:
        """Load and build what playing needs, on the GUI thread, ahead of the first `play`."""
        if sound.missing_library() is None:
            self._backend()

    def play(self, path: Path) -> None:
        """Play a file from its start. `failed` says why where that can't be."""
        if not path.is_file():
            self._path = None
            self._fail(self.tr("The song's file is not on this computer any more."))
            return
        missing = sound.missing_library()
        if missing is not None:
            sentence = self.tr("Songs can't be played here, a sound library is missing: %1")
            self._fail(sentence.replace("%1", missing))
            return
        media = self._backend()
        if not sound.has_device():
            self._load(media, path)
            self._fail(self._no_device())
            return
        self._load(media, path)
        media.play()
        self._set_state(PlayerState.PLAYING)

    def toggle(self) -> None:
        """Pause, or play on; after the end, from the start."""
        if self._state is PlayerState.PLAYING:
            self.pause()
            return
        if self._path is None:
            return
        if not sound.has_device():
            self._fail(self._no_device())
            return
        self._end_fade()
        self._ended = False
        self._backend().play()
        self._set_state(PlayerState.PLAYING)

    def pause(self) -> None:
        """Silence without a click: the sound sinks for a moment, the state changes at once."""
        if self._state is PlayerState.PLAYING:
            self._sink_into(PlayerState.PAUSED)

    def stop(self) -> None:
        """Pause and go back to the start; the file stays open."""
        if self._state is PlayerState.PLAYING:
            self._sink_into(PlayerState.STOPPED)
        elif self._state is PlayerState.PAUSED:
            self._set_state(PlayerState.STOPPED)
            self._halt()

    def seek(self, seconds: float) -> None:
        """Go there. Of many in a row the last one counts."""
        if self._path is None:
            return
        self._pending = max(0.0, seconds)
        if self._loaded and not self._pace.isActive():
            self._flush_seek()
            self._pace.start()

    def set_volume(self, percent: int) -> None:
        """0–100 as the ear hears it: half is half as loud, not half the voltage."""
        self._percent = max(0, min(100, percent))
        self._apply_volume()

    def set_muted(self, muted: bool) -> None:
        self._muted = muted
        if self._output is not None:
            self._output.setMuted(muted)

    def release(self) -> None:
        """Let go of the file, so that it can be replaced or deleted (Windows)."""
        self._end_fade()
        self._path = None
        self._pending = self._target = None
        self._loaded = False
        if self._media is not None:
            self._media.stop()
            self._media.setSource(QUrl())
        self._set_state(PlayerState.STOPPED)

    def close(self) -> None:
        """Give the device back, in an order that Qt survives at exit. `play` opens it again."""
        self.release()
        self._watch.close()
        if self._media is None or self._output is None or self._devices is None:
            return
        import shiboken6

        self._devices.audioOutputsChanged.disconnect(self._on_devices_changed)
        self._media.disconnect(self)
        self._media.setAudioOutput(None)  # type: ignore[arg-type]
        for part in (self._media, self._output, self._devices):
            shiboken6.delete(part)
        self._media = self._output = self._devices = None

    def _backend(self) -> QMediaPlayer:
        if self._media is not None:
            if self._output is not None and self._media.audioOutput() is None:  # it was gone
                self._media.setAudioOutput(self._output)
            return self._media
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

        self._devices = QMediaDevices(self)
        self._output = QAudioOutput(self)
        self._media = QMediaPlayer(self)
        self._media.setAudioOutput(self._output)
        self._output.setMuted(self._muted)
        self._apply_volume()
        self._devices.audioOutputsChanged.connect(self._on_devices_changed)
        self._media.positionChanged.connect(self._on_position)
        self._media.durationChanged.connect(self._on_duration)
        self._media.mediaStatusChanged.connect(self._on_status)
        self._media.errorOccurred.connect(self._on_error)
        return self._media

    def _load(self, media: QMediaPlayer, path: Path) -> None:
        self._end_fade()
        self._ended = False
        self._pending = self._target = None
        if path == self._path and self._loaded:
            media.stop()  # from the start
            return
        self._path = path
        self._loaded = False
        media.setSource(QUrl.fromLocalFile(str(path)))

    def _flush_seek(self) -> None:
        if self._pending is None or self._media is None:
            return
        if not self._media.isSeekable():
            self._pending = None
            return
        self._target, self._pending = self._pending, None
        self._since_seek.start()
        self._ended = False
        self._media.setPosition(round(self._target * 1000))
        self.position_changed.emit(self._target)
        self._pace.start()
        self._watch_device()  # Qt opens it anew

    def _on_position(self, milliseconds: int) -> None:
        self._watch.moved()
        seconds = milliseconds / 1000
        if self._pending is not None:
            return  # the user is already elsewhere
        if self._target is not None:
            if self._since_seek.hasExpired(_SETTLE_MS):
                self._target = None
            elif abs(seconds - self._target) > _SETTLE_S:
                return  # from before the seek
        self.position_changed.emit(seconds)

    def _on_duration(self, milliseconds: int) -> None:
        if milliseconds > 0:
            self.duration_changed.emit(milliseconds / 1000)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        known = QMediaPlayer.MediaStatus
        if status in {known.LoadedMedia, known.BufferedMedia} and not self._loaded:
            self._loaded = True
            if self._pending is not None:
                self._flush_seek()
        elif status == known.EndOfMedia and not self._ended and self._path is not None:
            self._ended = True
            self._end_fade()
            was_playing = self._state is PlayerState.PLAYING
            self._set_state(PlayerState.STOPPED)
            if was_playing:
                self.finished.emit()

    def _on_error(self, _error: QMediaPlayer.Error, text: str) -> None:
        if self._path is None:
            return
        _log.info("the file %s can't be played: %s", self._path.name, text)
        self.release()
        self._fail(self.tr("This file can't be played. It may be damaged."))

    def _on_devices_changed(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        if self._output is None:
            return
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._on_device_gone()
        elif device != self._output.device():
            self._output.setDevice(device)
            self._watch_device()

    def _watch_device(self) -> None:
        if self._state is PlayerState.PLAYING:
            self._watch.watch(self._output.device() if self._output is not None else None)
        else:
            self._watch.stop()

    def _on_device_gone(self) -> None:
        if self._state is PlayerState.PLAYING and self._media is not None:
            # with its stream, else one that comes back would stay silent
            self._media.setAudioOutput(None)  # type: ignore[arg-type]
            self._media.pause()
            self._fail(self.tr("The sound device is gone. Connect one and press Play."))

    def _no_device(self) -> str:
        return self.tr("No sound device was found. Connect one and press Play.")

    def _fail(self, sentence: str) -> None:
        self._end_fade()
        stopped = self._path is None or self._state is PlayerState.STOPPED
        self._set_state(PlayerState.STOPPED if stopped else PlayerState.PAUSED)
        self.failed.emit(sentence)

    def _set_state(self, state: PlayerState) -> None:
        was, self._state = self._state, state
        self._watch_device()
        if state is not was:
            self.state_changed.emit(state)

    def _apply_volume(self, share: float = 1.0) -> None:
        if self._output is None:
            return
        self._output.setVolume(sound.linear_volume(self._percent) * share)

    def _sink_into(self, state: PlayerState) -> None:
        self._set_state(state)
        self._fade.start()

    def _end_fade(self) -> None:
        self._fade.stop()
        self._apply_volume()

    def _halt(self) -> None:
        # the volume comes back when it plays on: what is buffered would still be heard
        if self._media is None:
            return
        if self._state is PlayerState.STOPPED:
            self._media.stop()
        else:
            self._media.pause()
