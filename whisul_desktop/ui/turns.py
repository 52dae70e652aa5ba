"""Whoever listens to the library hears of an answer in the turn of the event loop after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from whisul_desktop.core.events import Gathered
from whisul_desktop.core.types import Job


class Gathering(QObject):
    """Has all changes of one turn told together in the next, when `turn` comes, so that no answer
    waits for what is painted, fetched or sent later anyway."""

    def __init__(self, turn: QTimer, changed: Gathered[Job]) -> None:
        super().__init__(turn)
        self._changed = changed
        turn.timeout.connect(self._tell)
        changed.wait = turn.start

    def close(self) -> None:
        """The library lives longer than the window."""
        self._changed.wait = None

    def _tell(self) -> None:
        if self._changed.wait is not None:
            self._changed.tell()
