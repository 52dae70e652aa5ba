"""`--try-out`: the demo makes songs, plays the first and quits by itself, so that a bundle can be
tried on a system where nothing presses its buttons."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from whisul_desktop.core.types import Job
from whisul_desktop.services.library import Library
from whisul_desktop.ui import sound
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player

PROMPT = "a song that tries everything out"
SONGS = 4  # one of them may fail: the demo shows that, too
ENOUGH = 3.0  # seconds that were played: one of the songs begins in silence
_log = logging.getLogger(__name__)


class TryOut(QObject):
    """Quits where all went well. Where not, the program stays, and whoever started it sees that."""

    def __init__(
        self, window: MainWindow, playback: Playback, player: Player, library: Library
    ) -> None:
        super().__init__(window)
        self._window = window
        self._playback = playback
        self._disconnect = library.changed.connect(self._on_changed)
        player.position_changed.connect(self._on_position)
        player.duration_changed.connect(self._on_duration)
        window.compose.submit_requested.emit(PROMPT, SONGS)

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        here = [job for job in jobs if job.audio_file is not None]
        if here and self._playback.current is None:
            self._playback.play(here[0].id)

    def _on_position(self, seconds: float) -> None:
        if seconds >= ENOUGH:
            self._end("a song was made and played")

    def _on_duration(self, _seconds: float) -> None:
        if not sound.has_device():
            self._end("a song was made and opened; there is no sound device to play it")

    def _end(self, what: str) -> None:
        self._disconnect()
        _log.info("tried out: %s", what)
        self._window.close()
