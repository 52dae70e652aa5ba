"""The one SQLite connection, on a thread of its own, so that no one waits for the disk."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from whisul_desktop.core.errors import DamagedLibrary, DuplicateJob, NewerLibrary, StoreError
from whisul_desktop.store.schema import MIGRATIONS, Migrations

T = TypeVar("T")
_log = logging.getLogger(__name__)

_BUSY_TIMEOUT = 1.0  # seconds that SQLite itself waits; between two we look at the clock
_CLOSE_LIMIT = 3.0  # seconds that `close` waits for what is queued
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class Database:
    """Runs work in order on its own daemon thread.

    Work gets the connection and returns plain values; a Future carries the result, or a
    StoreError for whatever SQLite, the disk or the values did. Futures fit
    `asyncio.wrap_future`; once queued, work is done even if nobody waits any more, so that
    a cancelled task never loses a write.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        patience: float = 60.0,
        migrations: Migrations = MIGRATIONS,
    ) -> None:
        """Open or create the library and bring it to our version.

        `read_only` opens what a newer version wrote, as it is. `patience` is how long
        (seconds) a lock of another program is waited for. Raises NewerLibrary,
        DamagedLibrary or plain StoreError.
        """
        self.path = path
        self._read_only = read_only
        self._patience = patience
        self._migrations = migrations
        self._queue: SimpleQueue[Callable[[sqlite3.Connection], None] | None] = SimpleQueue()
        self._lock = threading.Lock()  # nothing is queued behind the end mark
        self._closing = threading.Event()
        opened: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._serve, args=(opened,), name="database", daemon=True
        )
        self._thread.start()
        opened.result()

    def run(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do `work` in one transaction of its own, on disk when the Future is done."""

        def transact(connection: sqlite3.Connection) -> T:
            if self._read_only:
                raise NewerLibrary("A newer version wrote this library: it can only be read.")
            self._begin(connection)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
            return result

        return self._submit(transact)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do `work`, which only reads, in its turn."""
        return self._submit(work)

    def close(self) -> None:
        """Do what is queued, then close, waiting at most a few seconds for it. Idempotent."""
        with self._lock:
            if not self._closing.is_set():
                self._closing.set()
                self._queue.put(None)
        self._thread.join(_CLOSE_LIMIT)
        if self._thread.is_alive():
            _log.warning("The library is still being written while the app ends.")

    def _submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it can't be cancelled

        def call(connection: sqlite3.Connection) -> None:
            try:
                result = work(connection)
            except (sqlite3.Error, UnicodeError, OverflowError) as error:
                future.set_exception(_store_error(error))
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._lock:
            if self._closing.is_set():
                future.set_exception(StoreError("The library is closed."))
            else:
                self._queue.put(call)
        return future

    def _serve(self, opened: Future[None]) -> None:
        try:
            connection = self._open()
        except StoreError as error:
            opened.set_exception(error)
            return
        except (OSError, sqlite3.Error) as error:
            opened.set_exception(_store_error(error))
            return
        except BaseException as error:  # noqa: BLE001 - raised by the constructor
            opened.set_exception(error)
            return
        opened.set_result(None)
        while (call := self._queue.get()) is not None:
            call(connection)
            del call  # holds the work and its values until the next one comes
        self._finish(connection)

    def _finish(self, connection: sqlite3.Connection) -> None:
        try:
            if not self._read_only:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        except sqlite3.Error as error:
            # All is committed: only the write-ahead log stays until the next start.
            _log.warning("The library was not closed neatly: %s", error)

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Transactions are begun by hand: what Python begins by itself is not IMMEDIATE.
        connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            self._retry(lambda: self._prepare(connection))
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        version = _version(connection)
        if self._read_only:
            connection.execute("PRAGMA query_only = ON")
            return
        if version > len(self._migrations):
            raise NewerLibrary(
                f"A newer version of this app wrote the library (format {version}, "
                f"this one knows {len(self._migrations)})."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        if version < len(self._migrations):
            self._migrate(connection, version)

    def _migrate(self, connection: sqlite3.Connection, version: int) -> None:
        """All steps or none; an existing library is copied aside first."""
        if version > 0:
            self._back_up(connection, len(self._migrations))
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again: another instance may have got here first.
            for step in self._migrations[_version(connection) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(self._migrations)}")
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise

    def _back_up(self, connection: sqlite3.Connection, version: int) -> None:
        """The whole library as `<name>.before-v<version>`, never half a one."""
        target = self.path.with_name(f"{self.path.name}.before-v{version}")
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(target)

    def _begin(self, connection: sqlite3.Connection) -> None:
        self._retry(lambda: connection.execute("BEGIN IMMEDIATE"))

    def _retry(self, attempt: Callable[[], object]) -> None:
        """Until no other program holds the lock, or patience or the app ends."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                attempt()
            except sqlite3.OperationalError as error:
                busy = _code(error) in _BUSY
                if not busy or time.monotonic() >= deadline or self._closing.is_set():
                    raise
                _log.info("The library is locked by another program: waiting.")
            else:
                return


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _roll_back(connection: sqlite3.Connection) -> None:
    """SQLite has often rolled back by itself already (disk full)."""
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):  # what is being raised matters more
            connection.execute("ROLLBACK")


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for what Python's module raises by itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _store_error(error: Exception) -> StoreError:
    if isinstance(error, sqlite3.Error):
        if _code(error) in _DAMAGE:
            made: StoreError = DamagedLibrary(f"The library is damaged: {error}.")
        elif isinstance(error, sqlite3.IntegrityError) and "server_id" in str(error):
            made = DuplicateJob("Two jobs have the same ID at the service.")
        else:
            made = StoreError(f"The library could not be read or written: {error}.")
    elif isinstance(error, OSError):
        made = StoreError(f"The library could not be opened: {error.strerror or error}.")
    else:
        made = StoreError(f"The library can't hold this value: {error}.")
    made.__cause__ = error
    return made
