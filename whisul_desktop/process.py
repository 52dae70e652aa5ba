"""The program as a process: who may end it, and that it does end."""

from __future__ import annotations

import faulthandler
import os
import threading

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.override import override

EXIT_LIMIT = 10.0  # seconds until the watchdog leaves for us


class Application(QApplication):
    """Asks to quit instead of ending the loop: whoever runs the loop ends it."""

    quit_requested = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_requested.emit()
            return True
        return super().event(event)


def watchdog() -> threading.Timer:
    """Not yet started: leaves, with all stacks on stderr, where an exit takes too long."""
    timer = threading.Timer(EXIT_LIMIT, _leave_anyway)
    timer.daemon = True
    return timer


def _leave_anyway() -> None:
    faulthandler.dump_traceback(all_threads=True)
    os._exit(70)
