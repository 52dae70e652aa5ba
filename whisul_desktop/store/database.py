"""The one SQLite connection, on a thread of its own, so that no one waits for the disk."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from whisul_desktop.core.errors import (
    DamagedLibrary,
    DiskFull,
    DuplicateJob,
    NewerLibrary,
    StoreError,
)
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.store import files
from whisul_desktop.store.reserve import Reserve
from whisul_desktop.store.schema import MIGRATIONS, Migrations, migrate, roll_back, version_of
from whisul_desktop.store.worker import Worker

T = TypeVar("T")
_log = logging.getLogger(__name__)

_BUSY_TIMEOUT = 1.0  # seconds that SQLite itself waits; between two we look at the clock
_CLOSE_LIMIT = 3.0  # seconds that `close` waits for what is queued
_RECOVERIES = 3  # in one run: a disk that goes on damaging files is not ours to fight
_LOG, _SPARED_LOG = 1000, 16  # pages, SQLite's own and for a full disk
_HIGHEST_VERSION = 10_000  # of the schema: more is a damaged header
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# What a full disk looks like, where it is full indeed.
_MAY_BE_NO_ROOM = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


class Database:
    """Runs work in order on its own daemon thread.

    Work gets the connection and returns plain values; a Future carries the result, or a
    StoreError for whatever SQLite, the disk or the values did. Work may be run a second time
    where the first one met a full disk or damage, after being rolled back.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        patience: float = 60.0,
        migrations: Migrations = MIGRATIONS,
        reserve: Reserve | None = None,
        recover: Callable[[str, Callable[[], None]], object] | None = None,
    ) -> None:
        """Open or create the library and bring it to our version.

        `read_only` opens what a newer version wrote, as it is. `patience` is how long
        (seconds) a lock of another program is waited for. `recover` gets the reason and what
        closes the file, and puts a sound library at `path`; it runs on the database's thread
        wherever damage shows, and what met the damage is then done again.
        Raises NewerLibrary, DamagedLibrary, DiskFull or plain StoreError.
        """
        self.path = path
        self.commits = 0  # so far, for whoever wonders whether a copy is due
        self._read_only = read_only
        self._patience = patience
        self._migrations = migrations
        self._reserve = reserve
        self._recover = recover
        self._recoveries = 0
        self._opened: sqlite3.Connection | None = None
        self._worker = Worker("database")
        try:
            self._submit(lambda: self._with_room(self._open)).result()
        except BaseException:
            self._worker.close(_CLOSE_LIMIT)
            raise
        if reserve is not None:
            reserve.full.connect(self._spare)

    def run(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do `work` in one transaction of its own, on disk when the Future is done."""
        return self._submit(lambda: self._run(work))

    def post(
        self,
        work: Callable[[sqlite3.Connection], object],
        done: Callable[[BaseException | None], object],
    ) -> None:
        """The same without a Future, once `begin` is called; see `Worker.post`."""
        self._worker.post(lambda: self._carefully(lambda: self._run(work)), done)

    def begin(self) -> None:
        """Do what was posted."""
        self._worker.begin()

    def read(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do `work`, which only reads, in its turn."""
        return self._submit(lambda: work(self._connection))

    def recover(self, reason: str) -> Future[None]:
        """The library turned out to be damaged: have it made anew, where that is possible."""

        def renew() -> None:
            self._renew(DamagedLibrary(f"The library is damaged: {reason}."), reason)

        return self._worker.submit(lambda: self._translated(renew))

    def close(self) -> None:
        """Do what is queued, then close, waiting at most a few seconds for it. Idempotent."""
        if not self._worker.close(_CLOSE_LIMIT, self._finish):
            _log.warning("The library is still being written while the app ends.")

    # on the thread

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        return self._worker.submit(lambda: self._carefully(work))

    def _carefully(self, work: Callable[[], T]) -> T:
        return self._translated(lambda: self._healed(work))

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._read_only:
            raise NewerLibrary("A newer version wrote this library: it can only be read.")
        result = self._with_room(lambda: self._transact(work))
        self.commits += 1
        return result

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            raise StoreError("The library could not be opened again.")
        return self._opened

    def _translated(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (OSError, sqlite3.Error, UnicodeError, OverflowError) as error:
            raise self._store_error(error) from error

    def _healed(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (sqlite3.DatabaseError, DamagedLibrary) as error:
            if not _is_damage(error):
                raise
            self._renew(error, str(error))
        return work()

    def _renew(self, damage: Exception, reason: str) -> None:
        """Have the library made anew. Raises `damage` where that can't be."""
        if self._recover is None or self._read_only or self._recoveries == _RECOVERIES:
            raise damage
        self._recoveries += 1
        self._recover(reason, self._let_go)
        self._open()

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _with_room(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if self._reserve is None or not self._is_no_room(error):
                raise
        self._reserve.release()
        return work()

    def _spare(self, is_full: bool) -> None:
        """On a full disk the log is used over and over: it must not eat the reserve up."""
        pragma = f"PRAGMA wal_autocheckpoint = {_SPARED_LOG if is_full else _LOG}"
        self.read(lambda connection: connection.execute(pragma).fetchall())

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connection
        self._retry(lambda: connection.execute("BEGIN IMMEDIATE"))
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
        return result

    def _finish(self) -> None:
        try:
            if not self._read_only:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
        except sqlite3.Error as error:
            # All is committed: only the write-ahead log stays until the next start.
            _log.warning("The library was not closed neatly: %s", error)

    def _open(self) -> None:
        if self._opened is not None:
            return  # a recovery has opened it already
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Transactions are begun by hand: what Python begins by itself is not IMMEDIATE.
        connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            self._retry(lambda: self._prepare(connection))
        except BaseException:
            connection.close()
            raise
        self._opened = connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if self._read_only:
            version_of(connection)  # so that damage shows here
            connection.execute("PRAGMA query_only = ON")
            return
        version, known = _format(connection)
        if not 0 <= version <= _HIGHEST_VERSION or (version > 0) != known:
            raise DamagedLibrary(f"The library is damaged: format {version}.")
        if version > len(self._migrations):
            raise NewerLibrary(
                f"A newer version of this app wrote the library (format {version}, "
                f"this one knows {len(self._migrations)})."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        if version < len(self._migrations):
            if version > 0:
                self._back_up(connection, len(self._migrations))
            migrate(connection, self._migrations)

    def _back_up(self, connection: sqlite3.Connection, version: int) -> None:
        """The whole library as `<name>.before-v<version>`, never half a one."""
        target = self.path.with_name(f"{self.path.name}.before-v{version}")
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        files.sync_file(part)
        part.replace(target)

    def _is_no_room(self, error: Exception) -> bool:
        if isinstance(error, OSError):
            return error.errno in files.NO_ROOM
        code = _code(error)
        return code == sqlite3.SQLITE_FULL or (
            code in _MAY_BE_NO_ROOM and files.is_full(self.path.parent)
        )

    def _store_error(self, error: Exception) -> StoreError:
        if _is_damage(error):
            return DamagedLibrary(f"The library is damaged: {error}.")
        if self._is_no_room(error):
            return DiskFull("There is no room left on the disk.")
        if isinstance(error, sqlite3.IntegrityError) and "server_id" in str(error):
            return DuplicateJob("Two jobs have the same ID at the service.")
        if isinstance(error, (UnicodeError, OverflowError)):
            return StoreError(f"The library can't hold this value: {error}.")
        reason = getattr(error, "strerror", None) or error
        return StoreError(
            Said(
                QT_TRANSLATE_NOOP("wording", "The library could not be read or written: {reason}."),
                reason=str(reason),
            )
        )

    def _retry(self, attempt: Callable[[], object]) -> None:
        """Until no other program holds the lock, or patience or the app ends."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                attempt()
            except sqlite3.OperationalError as error:
                busy = _code(error) in _BUSY
                if not busy or time.monotonic() >= deadline or self._worker.closing.is_set():
                    raise
                _log.info("The library is locked by another program: waiting.")
            else:
                return


def _format(connection: sqlite3.Connection) -> tuple[int, bool]:
    """The version of the schema, and whether the jobs are in it: of one and the same moment."""
    connection.execute("BEGIN")
    try:
        columns = connection.execute("PRAGMA table_info(jobs)").fetchall()
        return version_of(connection), bool(columns)
    finally:
        roll_back(connection)


def _code(error: BaseException) -> int:
    """SQLite's primary result code; 0 for what Python's module raises by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_damage(error: BaseException) -> bool:
    return isinstance(error, DamagedLibrary) or _code(error) in _DAMAGE
