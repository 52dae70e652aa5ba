"""Lets a sound sink before it is cut off, so that there is no click."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

# Measured: cutting off a 440 Hz tone jumps by its full amplitude, an audible click; over
# 60 ms in 12 steps no jump is much larger than the tone's own.
_STEPS = 12
_STEP_MS = 5


class Fade(QObject):
    """From 1 down to 0 in 60 ms."""

    stepped = Signal(float)  # the share of the volume that is left
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._left = _STEPS
        self._timer.start()

    def stop(self) -> None:
        """Break off without `ended`."""
        self._timer.stop()

    def _on_timeout(self) -> None:
        self._left -= 1
        self.stepped.emit(self._left / _STEPS)
        if self._left == 0:
            self._timer.stop()
            self.ended.emit()
