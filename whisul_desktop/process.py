"""The program as a process: who may end it, and that it does end."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import os
import sys
import threading
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.override import override
from whisul_desktop.store.paths import crash_path, last_crash_path

_log = logging.getLogger(__name__)
EXIT_LIMIT = 10.0  # seconds until the watchdog leaves for us
COLLECT_EVERY = 250  # ms: what is young is few then, and looked at in half a millisecond
SETTLED = 5_000  # ms after which a start has made all that it makes


class Application(QApplication):
    """Asks to quit instead of ending the loop: whoever runs the loop ends it."""

    quit_requested = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_requested.emit()
            return True
        return super().event(event)


class GarbageCollector(QObject):
    """Collects on the GUI thread, between two turns of its loop, and nowhere else.

    Python by itself collects in whichever thread allocates next: a widget or a timer that was
    part of a cycle would be destroyed there, under Qt's hands, and the process with it.
    """

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=COLLECT_EVERY)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """From now on; what the start has made stays, and no collection looks at it again."""
        gc.freeze()
        self._timer.start()
        # the library and what connects to the desktop have come meanwhile
        QTimer.singleShot(SETTLED, self._timer, gc.freeze)

    def collect(self) -> None:
        """What Python would have collected meanwhile, the oldest generation that is due."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return


def give_back_memory() -> None:
    """What a load took and let go of, to the system: glibc keeps it where smaller pieces lie
    between. Takes some milliseconds."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


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
        """The stacks as they are, to the log and, where there is one, to stderr."""
        if sys.stderr is not None:
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
        try:
            crash_log.dump()
        finally:
            os._exit(70)

    timer = threading.Timer(EXIT_LIMIT, leave_anyway)
    timer.daemon = True
    return timer
