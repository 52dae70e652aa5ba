"""The program as a process: who may end it, and that it does end."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import threading

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

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


class Signals(QObject):
    """SIGTERM and SIGINT as a Qt signal, at once and not when Python next gets a turn."""

    received = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._read.close()
        self._write.close()

    def _on_readable(self) -> None:
        if set(self._read.recv(64)) & {signal.SIGTERM, signal.SIGINT}:
            self.received.emit()


def watchdog() -> threading.Timer:
    """Not yet started: leaves, with all stacks on stderr, where an exit takes too long."""
    timer = threading.Timer(EXIT_LIMIT, _leave_anyway)
    timer.daemon = True
    return timer


def _leave_anyway() -> None:
    faulthandler.dump_traceback(all_threads=True)
    os._exit(70)
