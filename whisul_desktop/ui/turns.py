"""Whoever listens to the library hears of an answer in the turn of the event loop after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from whisul_desktop.services.library import Library


class Turns(QObject):
    """Has all changes of one turn told together in the next, so that no answer waits for what
    is painted, fetched or sent later anyway."""

    def __init__(self, parent: QObject, library: Library) -> None:
        super().__init__(parent)
        self._library = library
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(library.changed.tell)
        library.changed.wait = self._next.start

    def close(self) -> None:
        """The library lives longer than the window."""
        self._next.stop()
        self._library.changed.wait = None
