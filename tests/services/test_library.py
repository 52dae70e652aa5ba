"""The one writer: memory, announcement and disk agree; pages come without gaps."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services import loading
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.settings import SettingsStore

STATUSES = {0: JobStatus.RUNNING, 5: JobStatus.COMPLETED}


def make_jobs(count: int) -> list[Job]:
    return [
        Job(
            id=f"{number:032x}",
            prompt=f"song {number}",
            api_url="https://whisul.com/api",
            created_at=1_771_000_000.0 + number // 3,  # some of the same second
            # a completed one without a song is a possible answer too
            status=STATUSES.get(number % 10, JobStatus.FAILED),
            server_id=f"server-{number}",
        )
        for number in range(count)
    ]


@pytest.fixture
def database(tmp_path: Path):
    database = Database(tmp_path / "library.sqlite3")
    yield database
    database.close()


async def test_the_library_comes_in_pages_newest_first_and_the_unfinished_before_the_rest(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loading, "FIRST_PAGE", 7)
    monkeypatch.setattr(loading, "PAGE", 5)
    store = JobStore(database)
    jobs = make_jobs(40)
    store.save(jobs).result()
    library = Library(store, pytest.fail)
    pages: list[tuple[Job, ...]] = []
    library.added.connect(pages.append)
    positions: list[int] = []
    library.jobs.added.connect(positions.extend)
    library.load_newest()
    await library.load_unfinished()
    running = {job.id for job in jobs if job.status is JobStatus.RUNNING}
    assert running <= set(library.jobs)
    assert len(library.jobs) < 15
    await library.load_rest()
    assert sorted(library.jobs) == [job.id for job in jobs]
    assert pages[0][0] == jobs[-1]
    announced = [job.id for page in pages for job in page]
    assert running <= set(announced)
    assert sorted(library.jobs.ids[position] for position in positions) == sorted(library.jobs)
    assert sorted(library.jobs.values(), key=lambda job: job.id) == jobs
    assert library.counts == Counter(job.status for job in jobs)


async def test_a_change_is_announced_counted_and_on_disk(database: Database):
    store = JobStore(database)
    library = Library(store, pytest.fail)
    jobs = make_jobs(3)
    library.add(jobs).result()
    heard: list[tuple[Job, ...]] = []
    library.changed.connect(heard.append)
    library.update_many(
        [job.id for job in jobs] + ["unknown"],
        lambda job: replace(job, status=JobStatus.EXPIRED),
    ).result()
    library.update(jobs[0].id, lambda job: job).result()  # nothing changes: nothing is said
    assert [len(changed) for changed in heard] == [3]
    assert library.counts[JobStatus.EXPIRED] == 3
    assert +library.counts == Counter({JobStatus.EXPIRED: 3})
    assert {job.status for job in store.newest(9).result()} == {JobStatus.EXPIRED}


async def test_of_two_that_claim_a_job_one_gets_it(database: Database, tmp_path: Path):
    jobs = [replace(make_jobs(2)[1], status=JobStatus.QUEUED)]
    first = Library(JobStore(database), pytest.fail)
    first.add(jobs).result()
    other_database = Database(tmp_path / "library.sqlite3")  # a second instance of the app
    second = Library(JobStore(other_database), pytest.fail)
    second.load_newest()
    job_id = jobs[0].id
    claims = [
        await library.claim(job_id, JobStatus.QUEUED, JobStatus.SUBMITTING)
        for library in (first, second, first)
    ]
    other_database.close()
    assert claims == [True, False, False]
    assert second.jobs[job_id].status is JobStatus.QUEUED


def test_a_write_that_fails_later_is_told(database: Database):
    errors: list[BaseException] = []
    told = threading.Event()

    def tell(error: BaseException) -> None:
        errors.append(error)
        told.set()

    library = Library(JobStore(database), tell)
    library.add(make_jobs(1)).result()
    database.close()
    library.update("0" * 32, lambda job: replace(job, error="late"))
    assert told.wait(5)
    assert type(errors[0]).__name__ == "StoreError"


def test_preferences_are_on_disk_after_many_quick_changes(tmp_path: Path):
    store = SettingsStore(tmp_path / "settings.json")
    preferences = Preferences(store, pytest.fail)
    for number in range(50):
        preferences.update(draft=f"draft {number}", volume=number)
    preferences.close()
    loaded = SettingsStore(tmp_path / "settings.json").load()
    assert (loaded.draft, loaded.volume) == ("draft 49", 49)


def test_a_draft_is_on_disk_soon_without_a_quit(tmp_path: Path):
    written = threading.Event()

    class Store(SettingsStore):
        def save(self, settings: object) -> None:
            super().save(settings)  # type: ignore[arg-type]
            written.set()

    preferences = Preferences(Store(tmp_path / "settings.json"), pytest.fail)
    preferences.update(draft="half a thought")
    assert written.wait(5)
    assert SettingsStore(tmp_path / "settings.json").load().draft == "half a thought"
    preferences.close()


async def test_what_is_deleted_while_it_is_claimed_is_not_sent(database: Database):
    job = replace(make_jobs(2)[1], status=JobStatus.QUEUED, server_id=None)
    library = Library(JobStore(database), pytest.fail)
    library.add([job]).result()
    claiming = asyncio.ensure_future(  # noqa: TID251 - a test's own
        library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING)
    )
    await asyncio.sleep(0)
    library.update(job.id, lambda job: replace(job, deleted_at=5.0))
    assert not await claiming
    assert library.jobs[job.id].status is JobStatus.QUEUED
    [kept] = JobStore(database).newest(9).result()
    assert (kept.status, kept.deleted_at) == (JobStatus.QUEUED, 5.0)


async def test_a_forgotten_job_is_in_nobodys_way(database: Database):
    job = replace(make_jobs(2)[1], status=JobStatus.QUEUED, server_id=None)
    library = Library(JobStore(database), pytest.fail)
    library.add([job]).result()
    library._unsaved.add(job.id)  # its last write has failed
    await library.forget(job.id)
    assert await library.set_queued([job.id], is_held=True) == []
    assert not await library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING)


@pytest.mark.parametrize("told_by", ["the next turn", "another write", "the end"])
async def test_a_change_that_nobody_waits_for_is_written_whatever_its_listeners_do(
    database: Database, tmp_path: Path, told_by: str
):
    library = Library(JobStore(database), pytest.fail)
    turns: list[None] = []
    library.changed.wait = lambda: turns.append(None)
    job, other = make_jobs(2)
    library.add([job, other]).result()

    def break_down(_changes: object) -> None:
        raise RuntimeError("a bug of a view")

    stop = library.jobs.changed.connect(break_down)
    written = threading.Event()
    with pytest.raises(RuntimeError, match="of a view"):
        library.change(
            [job.id], lambda job: replace(job, note="kept"), lambda _error: written.set()
        )
    stop()
    assert len(turns) == 1
    match told_by:
        case "the next turn":
            library.changed.tell()
        case "another write":
            library.update(other.id, lambda job: replace(job, note="too")).result()
        case _:
            database.close()
    assert written.wait(5)
    with contextlib.closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        notes = connection.execute("SELECT note FROM jobs WHERE id = ?", (job.id,)).fetchone()
    assert notes == ("kept",)


async def test_a_change_is_told_before_its_job_is_gone_and_after_it_is_on_its_way(
    database: Database,
):
    library = Library(JobStore(database), pytest.fail)
    told: list[object] = []
    turns: list[None] = []
    library.changed.wait = lambda: turns.append(None)
    library.changed.connect(lambda jobs: told.append([job.note for job in jobs]))
    library.removed.connect(told.append)
    job = make_jobs(1)[0]
    await asyncio.wrap_future(library.add([job]))
    library.update(job.id, lambda job: replace(job, note="a"))
    await asyncio.wrap_future(library.update(job.id, lambda job: replace(job, note="b")))
    assert (told, len(turns)) == ([], 1)
    await library.forget(job.id)
    assert told == [["a", "b"], (job.id,)]
