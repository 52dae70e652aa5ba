"""What is put off to the next turn of the event loop, and done once there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from whisul_desktop.core.events import Gathered
from whisul_desktop.core.types import Job


class Turn(QObject):
    """However often it is asked for in one turn, it comes once, in the next."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_asked_for = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    def ask(self) -> None:
        if not self._is_asked_for:  # to start a timer takes a tenth of what an answer may
            self._is_asked_for = True
            self._timer.start()

    def _on_timeout(self) -> None:
        self._is_asked_for = False
        self.came.emit()


class Gathering(QObject):
    """Has all changes of one turn told together when `turn` comes, so that no answer waits for
    what is painted, fetched or sent later anyway."""

    def __init__(self, turn: Turn, changed: Gathered[Job]) -> None:
        super().__init__(turn)
        self._changed = changed
        turn.came.connect(self._tell)
        changed.wait = turn.ask

    def close(self) -> None:
        """The library lives longer than the window."""
        self._changed.wait = None

    def _tell(self) -> None:
        if self._changed.wait is not None:
            self._changed.tell()
