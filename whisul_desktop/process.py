"""The program as a process: who may end it, and that it does end."""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.override import override
from whisul_desktop.store.paths import crash_path, last_crash_path

_log = logging.getLogger(__name__)
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


class CrashLog:
    """Catches the stacks of all threads where the process dies of a signal or of Qt's abort.

    The file is there while the program runs and empty while it is well; an orderly end takes
    it away. What one that died has left is kept until the next one dies.
    """

    def __init__(self, folder: Path) -> None:
        self._path = crash_path(folder)
        self._last = last_crash_path(folder)
        self._file: TextIO | None = None
        self.has_found = False  # the last run has left a report

    def open(self) -> None:
        """From now on. Where the disk refuses, the songs matter more."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > 0:
                self._path.replace(self._last)
                self.has_found = True
            self._file = self._path.open("w", encoding="utf-8")
        except OSError as error:
            _log.warning("a crash could not be written down: %s", error)
            return
        faulthandler.enable(self._file, all_threads=True)

    def dump(self) -> None:
        """The stacks as they are, to the log and to stderr."""
        faulthandler.dump_traceback(all_threads=True)
        if self._file is not None:
            faulthandler.dump_traceback(self._file, all_threads=True)

    def close(self) -> None:
        """The process ends well."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("the empty crash log stays: %s", error)


def watchdog(crash_log: CrashLog) -> threading.Timer:
    """Not yet started: leaves, with all stacks told, where an exit takes too long."""

    def leave_anyway() -> None:
        crash_log.dump()
        os._exit(70)

    timer = threading.Timer(EXIT_LIMIT, leave_anyway)
    timer.daemon = True
    return timer
