"""The database thread: transactions, migrations, locks (faults 36, 38)."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from whisul_desktop.core.errors import DamagedLibrary, NewerLibrary, StoreError
from whisul_desktop.core.types import Job
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.schema import MIGRATIONS

LIMIT = 20  # seconds: far more than anything here takes
NEXT = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN mood INTEGER", "CREATE TABLE notes (x)"))
BROKEN = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN mood INTEGER", "CREATE NONSENSE"))


def job(number: int) -> Job:
    return Job(id=f"{number:032x}", prompt="a trap song", api_url="u", created_at=float(number))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def insert(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO jobs (id, prompt, api_url, created_at, status) VALUES ('a', '', '', 0, '')"
    )


def count(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM jobs").fetchone()[0]


def test_settings_of_the_connection(database: Database) -> None:
    def read(connection: sqlite3.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "user_version")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert database.read(read).result(LIMIT) == ["wal", 2, 1, len(MIGRATIONS)]


def test_work_is_done_in_order_on_one_thread(database: Database) -> None:
    threads: list[int] = []
    done: list[int] = []

    def work(number: int) -> None:
        threads.append(threading.get_ident())
        done.append(number)

    for number in range(50):
        kind = database.run if number % 2 else database.read
        last = kind(lambda _, number=number: work(number))
    last.result(LIMIT)
    assert done == list(range(50))
    assert set(threads).isdisjoint({threading.get_ident()})
    assert len(set(threads)) == 1


def test_all_of_a_transaction_or_nothing(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        insert(connection)
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        database.run(half).result(LIMIT)
    assert database.read(count).result(LIMIT) == 0
    database.run(insert).result(LIMIT)
    with pytest.raises(StoreError) as caught:
        database.run(insert).result(LIMIT)
    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)
    assert database.read(count).result(LIMIT) == 1


@pytest.mark.parametrize("value", ["\ud800", 2**70, object()])
def test_values_that_do_not_fit_are_errors_of_that_work_alone(
    database: Database, value: object
) -> None:
    def work(connection: sqlite3.Connection) -> None:
        insert(connection)
        connection.execute("UPDATE jobs SET prompt = ?", (value,))

    with pytest.raises(StoreError):
        database.run(work).result(LIMIT)
    assert database.read(count).result(LIMIT) == 0


async def test_futures_fit_asyncio_and_a_cancelled_wait_loses_no_write(
    database: Database,
) -> None:
    held = threading.Event()
    database.read(lambda _: held.wait(LIMIT))
    future = asyncio.wrap_future(database.run(insert))
    future.cancel()
    held.set()
    assert await asyncio.wrap_future(database.read(count)) == 1


def test_close_does_what_is_queued_and_empties_the_log(path: Path) -> None:
    database = Database(path)
    futures = [JobStore(database).save([job(number)]) for number in range(200)]
    database.close()
    assert all(future.done() and future.exception() is None for future in futures)
    assert rows(path, "SELECT count(*) FROM jobs") == [(200,)]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_after_close(database: Database) -> None:
    database.close()
    database.close()
    for future in (database.run(count), database.read(count)):
        with pytest.raises(StoreError, match="closed"):
            future.result(LIMIT)


def test_close_and_run_at_once_leave_no_future_waiting(path: Path) -> None:
    for _ in range(20):
        database = Database(path)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            pending = [pool.submit(database.read, count) for _ in range(20)]
            database.close()
        for outer in pending:
            inner = outer.result(LIMIT)
            error = inner.exception(LIMIT)
            assert error is None or isinstance(error, StoreError)


def test_close_does_not_wait_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "whisul_desktop.store.database")
    monkeypatch.setattr("whisul_desktop.store.database._CLOSE_LIMIT", 0.2)
    database = Database(path)
    held = threading.Event()
    stuck = database.read(lambda _: held.wait(LIMIT))
    database.close()
    assert "still being written" in caplog.text
    assert not stuck.done()
    held.set()
    assert stuck.result(LIMIT)


def test_migration_copies_the_library_aside(path: Path, database: Database) -> None:
    JobStore(database).save([job(1)]).result(LIMIT)
    database.close()
    Database(path, migrations=NEXT).close()
    assert rows(path, "PRAGMA user_version") == [(len(NEXT),)]
    assert rows(path, "SELECT prompt, mood FROM jobs") == [("a trap song", None)]
    backup = path.with_name(f"library.sqlite3.before-v{len(NEXT)}")
    assert rows(backup, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert rows(backup, "SELECT prompt FROM jobs") == [("a trap song",)]
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, backup.name}


def test_new_library_needs_no_copy(path: Path) -> None:
    Database(path, migrations=NEXT).close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_migration_that_fails_half_way_is_rolled_back(path: Path, database: Database) -> None:
    JobStore(database).save([job(1)]).result(LIMIT)
    database.close()
    with pytest.raises(StoreError):
        Database(path, migrations=BROKEN)
    assert rows(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    again = Database(path)
    assert JobStore(again).newest(9).result(LIMIT) == [job(1)]
    columns = again.read(
        lambda connection: connection.execute("PRAGMA table_info(jobs)").fetchall()
    )
    assert "mood" not in {column[1] for column in columns.result(LIMIT)}
    again.close()


def test_library_of_a_newer_version_can_only_be_read(path: Path) -> None:
    newer = Database(path, migrations=NEXT)
    JobStore(newer).save([job(1)]).result(LIMIT)
    newer.close()
    before = path.read_bytes()
    with pytest.raises(NewerLibrary):
        Database(path)
    database = Database(path, read_only=True)
    store = JobStore(database)
    assert store.newest(9).result(LIMIT) == [job(1)]
    with pytest.raises(NewerLibrary):
        store.save([job(2)]).result(LIMIT)
    with pytest.raises(StoreError):
        database.read(insert).result(LIMIT)
    database.close()
    assert path.read_bytes() == before


def test_two_programs_make_the_same_new_library(path: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        databases = list(pool.map(lambda _: Database(path), range(8)))
    for number, database in enumerate(databases):
        JobStore(database).save([job(number)]).result(LIMIT)
    assert databases[0].read(count).result(LIMIT) == 8
    for database in databases:
        database.close()


@pytest.mark.parametrize("content", [b"not a database" * 500, random.Random(1).randbytes(9_000)])
def test_damaged_file_is_told_and_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedLibrary):
        Database(path)
    assert path.read_bytes() == content


def test_damaged_page_is_told(path: Path, database: Database) -> None:
    JobStore(database).save([job(number) for number in range(2_000)]).result(LIMIT)
    database.close()
    content = bytearray(path.read_bytes())
    content[8_192:-4_096] = b"\xff" * (len(content) - 12_288)
    path.write_bytes(content)
    damaged = Database(path)
    with pytest.raises(DamagedLibrary):
        JobStore(damaged).newest(2_000).result(LIMIT)
    damaged.close()


def test_path_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "file" / "library.sqlite3", tmp_path):
        with pytest.raises(StoreError):
            Database(path)


@contextlib.contextmanager
def locked(path: Path, mode: str = "IMMEDIATE") -> Iterator[None]:
    """As another program that writes."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {mode}")
        yield
        other.execute("ROLLBACK")


def test_locked_by_another_program_waits_and_goes_on(path: Path, database: Database) -> None:
    with locked(path):
        start = time.perf_counter()
        future = JobStore(database).save([job(1)])
        assert time.perf_counter() - start < 0.2  # the window goes on
        # Longer than SQLite itself waits: the second round is ours.
        assert not concurrent.futures.wait([future], timeout=1.5).done
    future.result(LIMIT)
    assert database.read(count).result(LIMIT) == 1


def test_opening_needs_no_lock(path: Path, database: Database) -> None:
    with locked(path, "EXCLUSIVE"):
        start = time.perf_counter()
        second = Database(path)
        assert JobStore(second).newest(9).result(LIMIT) == []
        assert time.perf_counter() - start < 0.8
        second.close()


def test_patience_ends(path: Path, database: Database) -> None:
    impatient = Database(path, patience=0.0)
    with locked(path):
        with pytest.raises(StoreError, match="locked"):
            JobStore(impatient).save([job(1)]).result(LIMIT)
    JobStore(impatient).save([job(1)]).result(LIMIT)
    impatient.close()


def test_closing_ends_the_waiting(path: Path, database: Database) -> None:
    with locked(path):
        future = JobStore(database).save([job(1)])
        start = time.perf_counter()
        database.close()
        assert time.perf_counter() - start < 2.5
        with pytest.raises(StoreError, match="locked"):
            future.result(0)


def test_opening_imports_nothing_heavy() -> None:
    code = (
        "import sys, whisul_desktop.store.opening, whisul_desktop.store.settings,"
        " whisul_desktop.store.paths;"
        "print([name for name in ('asyncio', 'httpx', 'keyring', 'mutagen', 'platformdirs',"
        " 'shutil')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=LIMIT
    )
    assert done.stdout.strip() == "[]"
