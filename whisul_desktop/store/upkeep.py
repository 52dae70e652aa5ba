"""Looks after the library while the app runs: checks, copies and packs it, keeps the reserve."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Sequence

from whisul_desktop.core.errors import StoreError
from whisul_desktop.store.backup import Backups, Stopped
from whisul_desktop.store.database import Database
from whisul_desktop.store.journal import Journal
from whisul_desktop.store.packing import Packing
from whisul_desktop.store.reserve import Reserve

_log = logging.getLogger(__name__)

TICK = 20.0  # seconds between two looks
COPY_AFTER = 900.0  # seconds, where anything changed
COPY_AFTER_COMMITS = 500  # or that many, but not oftener than:
COPY_NOT_BEFORE = 120.0
_CLOSE_LIMIT = 1.0


class Upkeep:
    """A daemon thread of low priority; `start` it once the window is there."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        reserves: Sequence[Reserve],
        *,
        tick: float | None = None,
    ) -> None:
        self._database = database
        self._journal = journal
        self._reserves = reserves
        self._tick = TICK if tick is None else tick
        self._closing = threading.Event()
        self._backups = Backups(database.path, self._closing)
        self._packing = Packing(database, self._closing)
        self._copied_at = 0.0
        self._copied_commits = 0
        self._thread: threading.Thread | None = None
        self.first_round_done = threading.Event()  # the library was checked

    def start(self, delay: float = 3.0) -> None:
        """Check and copy the library in `delay` seconds, then look after it until `close`."""
        self._thread = threading.Thread(target=self._run, args=(delay,), name="upkeep", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give up what is going on. Idempotent."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join(_CLOSE_LIMIT)

    def _run(self, delay: float) -> None:
        _give_way()
        wait = delay
        while not self._closing.wait(wait):
            with contextlib.suppress(Stopped):
                self._round()
                self.first_round_done.set()
            wait = self._tick

    def _round(self) -> None:
        try:
            for reserve in self._reserves:
                reserve.restore()
            if not self.first_round_done.is_set():
                self._check(behind=self._backups.are_behind())
            elif self._is_due():
                self._copy()
        except (OSError, sqlite3.Error, StoreError) as error:
            if self._closing.is_set():
                raise Stopped from error
            # Nothing is lost by it: the next round tries again.
            _log.warning("The library could not be looked after: %s", error)

    def _check(self, *, behind: bool) -> None:
        """The whole file, once in a run: reading it is all that finds damage."""
        if damage := self._backups.trouble_of_library():
            self._database.recover(damage).result()
            behind = True
        if behind:
            self._copy()

    def _is_due(self) -> bool:
        commits = self._database.commits - self._copied_commits
        age = time.monotonic() - self._copied_at
        if commits == 0 or age < COPY_NOT_BEFORE:
            return False
        return commits >= COPY_AFTER_COMMITS or age >= COPY_AFTER

    def _pack(self) -> None:
        """In a thread that does not give way: it would hold the interpreter while others run."""
        thread = threading.Thread(target=self._write_packed, name="packing", daemon=True)
        thread.start()
        thread.join()

    def _write_packed(self) -> None:
        try:
            if self._packing.is_due():
                self._packing.write()
        except (OSError, sqlite3.Error, StoreError) as error:
            # it makes a start quick and no more: the copy does not wait for it
            _log.info("The library could not be packed: %s", error)

    def _copy(self) -> None:
        self._pack()  # before: the copy has what it writes
        commits = self._database.commits  # later ones may be missing in the copy
        if self._backups.make():
            self._journal.rotate(self._backups.known).result()
            self._copied_commits = commits
        elif damage := self._backups.trouble_of_library():
            self._database.recover(damage).result()
        self._copied_at = time.monotonic()


def _give_way() -> None:
    """To all other threads of this computer, where one thread alone can."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
