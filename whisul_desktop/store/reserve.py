"""Room on the disk that is given back when there is none left: an accepted id still fits."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from whisul_desktop.core.events import Event
from whisul_desktop.store.files import sync_folder

_log = logging.getLogger(__name__)

RESERVE = 1 << 20  # bytes: some hundred commits
_AGAIN = 16  # times the reserve must be free before it is taken again


class Reserve:
    """One file of junk. `full` tells, in the thread that met it, True when the disk turned out
    to be full and False when there is room again."""

    def __init__(self, path: Path, *, size: int = RESERVE) -> None:
        self._path = path
        self._size = size
        self._lock = threading.Lock()
        self._is_full = False
        self.full: Event[bool] = Event()

    def release(self) -> None:
        """There is no room: give back ours, where it is still there."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            first, self._is_full = not self._is_full, True
        if first:
            _log.info("The disk is full: the reserve was given back.")
            self.full.emit(True)

    def restore(self) -> None:
        """Take the room where it is not taken and there is plenty."""
        with self._lock:
            if not self._path.exists() and not self._take():
                return
            first, self._is_full = self._is_full, False
        if first:
            self.full.emit(False)

    def _take(self) -> bool:
        import shutil  # brings the compressors along: not before the first paint

        folder = self._path.parent
        try:
            if shutil.disk_usage(folder).free < self._size * _AGAIN:
                return False
            with self._path.open("wb") as file:
                file.write(os.urandom(self._size))  # junk: zeros can be stored as nothing
                file.flush()
                os.fsync(file.fileno())
            sync_folder(folder)
        except OSError as error:
            _log.info("No room for the reserve: %s", error)
            self._path.unlink(missing_ok=True)
            return False
        return True
