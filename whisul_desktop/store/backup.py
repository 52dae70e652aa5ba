"""Copies of the library beside it: three, the youngest first, each checked before it counts."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from whisul_desktop.store.files import backup_paths, remove, size, sync_file, sync_folder
from whisul_desktop.store.journal import Accepted, Line
from whisul_desktop.store.schema import MIGRATIONS

_log = logging.getLogger(__name__)

_STEP = 64  # pages at a time
_PAUSE = 0.002  # seconds between two steps, for whoever else wants the disk
_SPARE = 64 << 20  # bytes that a copy leaves free


class Stopped(Exception):
    """The app ends: the copy or check was given up."""


class Backups:
    """Made and checked on the caller's thread over connections of its own, so that the
    library goes on meanwhile. All methods raise OSError and sqlite3.Error."""

    def __init__(self, library: Path, closing: threading.Event | None = None) -> None:
        self._library = library
        self._closing = closing or threading.Event()
        self._copies = backup_paths(library)

    def newest_first(self) -> list[Path]:
        """The copies that are there, sound or not."""
        return [copy for copy in self._copies if copy.exists()]

    def are_behind(self) -> bool:
        """Whether the library was written since the youngest copy was made."""
        newest = self._copies[0]
        if not newest.exists():
            return True
        made = newest.stat().st_mtime_ns
        log = self._library.with_name(self._library.name + "-wal")
        return self._library.stat().st_mtime_ns > made or size(log) > 0

    def make(self) -> bool:
        """Copy the library as it is now; False where there is no room, or the copy is not
        sound. Raises Stopped."""
        newest = self._copies[0]
        newest.parent.mkdir(mode=0o700, exist_ok=True)
        part = newest.with_name(newest.name + ".part")
        remove(part)
        needed = 2 * size(self._library) + _SPARE
        if shutil.disk_usage(newest.parent).free < needed:
            _log.info("No room for a copy of the library.")
            return False
        try:
            self._copy(part)
            sync_file(part)
            if trouble := self.trouble_of(part):
                _log.info("The copy of the library is not sound: %s", trouble)
                return False
            self._rotate(part)
        finally:
            remove(part)
        return True

    def trouble_of(self, copy: Path) -> str:
        """Why a copy is of no use; "" where it is sound."""
        uri = f"{copy.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if not 0 < version <= len(MIGRATIONS):
                    return f"format {version}"
                return self._check(connection)
        except sqlite3.DatabaseError as error:
            if self._closing.is_set():
                raise Stopped from error
            return str(error)

    def trouble_of_library(self) -> str:
        """What is damaged in the library itself; "" where it is sound. Raises Stopped."""
        with contextlib.closing(self._read_library()) as connection:
            try:
                return self._check(connection)
            except sqlite3.DatabaseError as error:
                if self._closing.is_set():
                    raise Stopped from error
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in {
                    sqlite3.SQLITE_CORRUPT,
                    sqlite3.SQLITE_NOTADB,
                }:
                    return str(error)
                raise

    def known(self, lines: Sequence[Line]) -> set[str]:
        """Of which of these jobs (our ids) the youngest copy holds what the line says: its
        server's id, or that it was forgotten."""
        uri = f"{self._copies[0].resolve().as_uri()}?mode=ro&immutable=1"
        job = "SELECT 1 FROM jobs WHERE id = ? AND server_id = ?"
        gone = "SELECT 1 FROM forgotten WHERE id = ?"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            return {
                line.id
                for line in lines
                if (
                    connection.execute(job, (line.id, line.server_id))
                    if isinstance(line, Accepted)
                    else connection.execute(gone, (line.id,))
                ).fetchone()
            }

    def _read_library(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._library.resolve().as_uri()}?mode=ro", uri=True)

    def _check(self, connection: sqlite3.Connection) -> str:
        # Looked at every few milliseconds: the app can end meanwhile.
        connection.set_progress_handler(self._closing.is_set, 100_000)
        said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return "" if said == "ok" else str(said)

    def _copy(self, part: Path) -> None:
        def give_way(*_: int) -> None:
            if self._closing.wait(_PAUSE):
                raise Stopped

        with (
            contextlib.closing(self._read_library()) as source,
            contextlib.closing(sqlite3.connect(part, isolation_level=None)) as target,
        ):
            # It is synced as a whole, later, and nobody reads half of it.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            # One view for the whole copy: a write meanwhile would start it from the beginning.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target, pages=_STEP, progress=give_way)

    def _rotate(self, part: Path) -> None:
        """A kill in between leaves a gap in the numbers, and no copy lost but the oldest."""
        for younger, older in reversed(list(zip(self._copies, self._copies[1:], strict=False))):
            if younger.exists():
                younger.replace(older)
        part.replace(self._copies[0])
        sync_folder(part.parent)
