"""The library as the app opens it: locked by others, of a newer version, made anew under it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.damage import DAMAGES, LIMIT, all_jobs, save, some_job, some_jobs
from whisul_desktop.core.errors import NewerLibrary, StoreError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.database import Database
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.schema import MIGRATIONS
from whisul_desktop.store.worker import Worker, first_success

ROOT = Path(__file__).resolve().parents[2]
LOCKED = 10.0  # seconds, as fault 38 says
NEXT = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN mood INTEGER",))


async def longest_gap(over: asyncio.Event) -> float:
    longest, last = 0.0, time.perf_counter()
    while not over.is_set():
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - last)
        last = time.perf_counter()
    return longest


def locked_by_another_program(path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.locker", str(path), str(LOCKED)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert other.stdout is not None
    assert other.stdout.readline() == b"locked\n"
    return other


async def test_locked_for_ten_seconds_by_another_program(path: Path) -> None:
    """The loop goes on, the accepted id is safe at once, and the write arrives (fault 38)."""
    file = LibraryFile(path)
    errors: list[BaseException] = []
    library = Library(file.jobs, errors.append)
    job = replace(some_job(0), status=JobStatus.SUBMITTING, server_id=None)
    await asyncio.wrap_future(library.add([job]))
    with locked_by_another_program(path) as other:
        over = asyncio.Event()
        watch = asyncio.get_running_loop().create_task(longest_gap(over))
        start = time.perf_counter()
        await asyncio.wrap_future(
            library.accept(
                job.id, lambda job: replace(job, status=JobStatus.RUNNING, server_id="s")
            )
        )
        assert time.perf_counter() - start < 2
        assert other.poll() is None
        renamed = library.update(job.id, lambda job: replace(job, prompt="changed"))
        assert not renamed.done()
        await asyncio.wrap_future(renamed)
        assert time.perf_counter() - start > LOCKED - 2
        over.set()
        assert await watch < 0.2
        assert other.wait(LIMIT) == 0
    assert errors == []
    [saved] = file.jobs.newest(9).result(LIMIT)
    assert (saved.server_id, saved.prompt) == ("s", "changed")
    file.close()


def test_library_of_a_newer_version_is_opened_read_only(path: Path) -> None:
    newer = Database(path, migrations=NEXT)
    newer.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO jobs (id, prompt, api_url, created_at, status, mood)"
            " VALUES ('a', 'p', 'u', 1, 'completed', 5)"
        )
        connection.commit()
    before = path.read_bytes()
    file = LibraryFile(path)
    assert file.read_only
    assert file.recoveries == []
    file.start_upkeep(0.0)
    [job] = file.jobs.newest(9).result(LIMIT)
    assert job.prompt == "p"
    claim = (JobStatus.COMPLETED, JobStatus.QUEUED)
    for refused in (file.jobs.save([some_job(1)]), file.jobs.claim("a", *claim)):
        with pytest.raises(NewerLibrary, match="newer version"):
            refused.result(LIMIT)
    with pytest.raises(StoreError):
        file.jobs.note_accepted(replace(job, server_id="s")).result(LIMIT)
    file.close()
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name]


def test_opening_is_quick_whatever_the_size(path: Path) -> None:
    """A look at the header, the schema and the newest rows: nothing grows with the library."""
    file = LibraryFile(path)
    save(file, some_jobs(3_000))
    file.close()
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    real = Database._open

    def watched(self: Database) -> None:
        real(self)
        self._connection.set_progress_handler(count, 1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_open", watched)
        file = LibraryFile(path)
        file.database.read(lambda c: c.execute("SELECT * FROM jobs LIMIT 1").fetchall())
        file.jobs.newest(50).result(LIMIT)
    file.close()
    assert 0 < steps < 60_000


async def test_library_in_memory_outlives_its_file(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Damage in a running app: what it has goes into the new file, what it lacked is shown."""
    caplog.set_level(logging.WARNING, "whisul_desktop.store.recovery")
    file = LibraryFile(path)
    save(file, some_jobs(700))
    assert Backups(path).make()
    errors: list[BaseException] = []
    library = Library(file.jobs, errors.append)
    library.load_newest()
    loaded = len(library.jobs)
    assert loaded < 700
    newest = max(library.jobs.values(), key=lambda job: job.created_at)
    await asyncio.wrap_future(library.update(newest.id, lambda job: replace(job, prompt="changed")))
    file.database.read(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    file.database.read(lambda c: c.execute("PRAGMA shrink_memory").fetchall()).result(LIMIT)
    DAMAGES["text"](path)
    await asyncio.wrap_future(file.database.recover("by the test"))
    await library.renew()
    assert len(library.jobs) == 700
    assert library.jobs[newest.id].prompt == "changed"
    kept = all_jobs(file)
    assert kept == dict(library.jobs)
    assert errors == []
    file.close()


class Refusing:
    """A store whose journal and library fail as told."""

    def __init__(self, noted: StoreError | None, saved: StoreError | None) -> None:
        self._noted, self._saved = noted, saved

    def note_accepted(self, job: Job) -> Future[None]:
        return settled(self._noted)

    def post(self, _jobs: object, done: Callable[[BaseException | None], object]) -> None:
        done(self._saved)

    def begin(self) -> None: ...


def settled(error: StoreError | None) -> Future[None]:
    future: Future[None] = Future()
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
    return future


@pytest.mark.parametrize("noted", [None, StoreError("journal")])
@pytest.mark.parametrize("saved", [None, StoreError("library")])
def test_accepted_id_is_safe_where_one_of_two_has_it(
    noted: StoreError | None, saved: StoreError | None
) -> None:
    errors: list[BaseException] = []
    library = Library(Refusing(noted, saved), errors.append)  # type: ignore[arg-type]
    library._take_in([some_job(0)])
    kept = library.accept(some_job(0).id, lambda job: replace(job, server_id="s"))
    assert kept.exception(LIMIT) is (saved if noted and saved else None)
    assert errors == ([saved] if saved else [])  # it is told all the same
    assert library.jobs[some_job(0).id].server_id == "s"


def test_first_success_from_many_threads() -> None:
    for failing in range(4):
        workers = [Worker(f"worker {number}") for number in range(4)]

        def fail() -> None:
            raise StoreError("no")

        futures = [
            worker.submit(fail if number < failing else lambda: None)
            for number, worker in enumerate(workers)
        ]
        assert first_success(futures).result(LIMIT) is None
        for worker in workers:
            assert worker.close(LIMIT)
    assert isinstance(first_success([settled(StoreError("no"))]).exception(LIMIT), StoreError)
