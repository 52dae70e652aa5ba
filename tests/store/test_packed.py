"""The packed library is never anything but what the tables say, whatever happened to either."""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import sqlite3
import tempfile
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.damage import LIMIT, save, some_jobs
from whisul_desktop.core.types import Job, JobStatus, Rating, Song
from whisul_desktop.services import loading
from whisul_desktop.services.library import Library
from whisul_desktop.store import files, packed, packed_file
from whisul_desktop.store import packing as packing_module
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.packed_file import NotPacked
from whisul_desktop.store.packing import Packing

FINISHED = (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.EXPIRED)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing_module, "LEAST", 1)
    monkeypatch.setattr(packing_module, "_STEP", 8)
    monkeypatch.setattr(packing_module, "_PAUSE", 0.0)
    monkeypatch.setattr(loading, "FIRST_PAGE", 3)


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


def a_job(number: int, **values: object) -> Job:
    job = Job(
        id=f"{number:032x}",
        prompt=f"prompt {number}",
        api_url=f"https://whisul.com/{number % 2}",
        created_at=1_771_000_000.0 + number,
        status=FINISHED[number % 3],
        server_id=f"server-{number}",
        song=Song(f"Song {number}", 90.0 + number, 180.0, ("lofi", f"tag {number % 5}")),
        started_at=1_771_000_001.0 + number,
        finished_at=1_771_000_100.0 + number,
        audio_file=f"{number:032x}.mp3",
    )
    return dataclasses.replace(job, **values)  # type: ignore[arg-type]


def pack(database: Database) -> None:
    Packing(database, threading.Event()).write()


def loaded(database: Database) -> Library:
    """As at a start."""
    library = Library(JobStore(database), pytest.fail)
    library.load_newest()

    async def rest() -> None:
        await library.load_unfinished()
        await library.load_rest()

    asyncio.run(rest())
    return library


def on_disk(database: Database) -> dict[str, Job]:
    """What the tables say, one by one, without the links that are on disk alone."""
    return {job.id: job for job in JobStore(database).newest(10_000).result()}


def searched(job: Job) -> str:
    return f"{job.title}\n{job.prompt}\n{job.note}".casefold()


def assert_same(library: Library, database: Database) -> None:
    there = on_disk(database)
    assert dict(library.jobs) == there
    shown = [job.status for job in there.values() if job.deleted_at is None]
    assert {status: n for status, n in library.counts.items() if n} == {
        status: shown.count(status) for status in set(shown)
    }
    words = library.jobs.find(b"song ")
    found = {library.jobs.ids[position] for some in words for position in some}
    assert found == {job.id for job in there.values() if "song " in searched(job)}


def was_used(database: Database) -> bool:
    return database.read(lambda c: packed.read(c, database.path)).result() is not None


def test_all_of_it_comes_out_of_the_file(database: Database, monkeypatch: pytest.MonkeyPatch):
    JobStore(database).save([a_job(number) for number in range(300)]).result()
    pack(database)
    monkeypatch.setattr(JobStore, "finished_before", pytest.fail)
    assert_same(loaded(database), database)


_NUMBERS = st.integers(0, 40)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), _NUMBERS, st.sampled_from(JobStatus), st.text(max_size=4)),
        st.tuples(st.just("rate"), _NUMBERS, st.integers(0, 5)),
        st.tuples(st.just("delete"), _NUMBERS),
        st.tuples(st.just("bin"), _NUMBERS),
        st.tuples(st.just("elsewhere"), _NUMBERS, st.text(max_size=4)),
        st.tuples(st.just("pack")),
        st.tuples(st.just("begin")),
    ),
    max_size=14,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.integers(0, 40), steps=_STEPS)
def test_whatever_is_written_and_packed_in_any_order(first: int, steps: list[tuple[object, ...]]):
    with tempfile.TemporaryDirectory() as name:
        database = Database(Path(name) / "library.sqlite3")
        store = JobStore(database)
        store.save([a_job(number) for number in range(first)]).result()
        try:
            for what, *values in steps:
                do(database, store, str(what), values)
            assert_same(loaded(database), database)
        finally:
            database.close()


def do(database: Database, store: JobStore, what: str, values: list[object]) -> None:
    number = values[0] if values else 0
    assert isinstance(number, int)
    job = a_job(number)
    match what, values[1:]:
        case "save", [status, note]:
            changed = dataclasses.replace(job, status=status, note=note)  # type: ignore[arg-type]
            store.save([changed]).result()
        case "rate", [stars]:
            store.rate({job.id: Rating(stars, True, False, 1.0)}).result()  # type: ignore[arg-type]
        case "delete", []:
            store.delete(job.id).result()
        case "bin", []:
            store.save([dataclasses.replace(job, deleted_at=2.0)]).result()
        case "elsewhere", [title]:
            with sqlite3.connect(database.path) as other:
                other.execute("UPDATE jobs SET title = ? WHERE id = ?", (title, job.id))
            other.close()
        case "pack", _:
            pack(database)
        case _:  # a program that died while it was packing
            database.run(packing_module._begin).result()


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_file_is_refused_as_a_whole(data: st.DataObject, tmp_path: Path):
    path = tmp_path / "library.packed"
    jobs = [a_job(number) for number in range(20)]
    database = Database(tmp_path / "library.sqlite3")
    JobStore(database).save(jobs).result()
    page = JobStore(database).finished_before(float("inf"), "", 99).result()
    database.close()
    assert page is not None
    packed_file.write(path, "token", [page, page])
    sound = path.read_bytes()
    at = data.draw(st.integers(0, len(sound) - 1))
    with_other_end = data.draw(st.booleans())
    damaged = bytearray(sound)
    damaged[at] ^= data.draw(st.integers(1, 255))
    if data.draw(st.booleans()):
        del damaged[at:]
    if with_other_end:  # as somebody would who knows the sum
        damaged += zlib.crc32(damaged).to_bytes(4, "little")
    path.write_bytes(damaged)
    try:
        pages = packed_file.read(path, "token")
    except NotPacked:
        return
    assert with_other_end
    assert all(len(page.ids) == len(page.status) == len(page.api_urls) for page in pages)


def test_another_file_is_not_read(database: Database, path: Path, tmp_path: Path):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    pack(database)
    before = tmp_path / "before"
    shutil.copyfile(files.packed_path(path), before)
    store.save([a_job(1, note="changed")]).result()
    pack(database)
    assert was_used(database)
    shutil.copyfile(before, files.packed_path(path))
    assert not was_used(database)
    assert_same(loaded(database), database)


def test_what_changes_while_it_is_written_is_noted(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    write = packed_file.write

    def slowly(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        store.save([a_job(5, note="meanwhile"), a_job(90)]).result()
        store.delete(a_job(6).id).result()

    monkeypatch.setattr(packed_file, "write", slowly)
    pack(database)
    assert was_used(database)
    library = loaded(database)
    assert library.jobs[a_job(5).id].note == "meanwhile"
    assert_same(library, database)


async def test_what_goes_or_changes_while_it_is_read_stays_so(database: Database):
    store = JobStore(database)
    jobs = [a_job(number) for number in range(60)]
    store.save(jobs).result()
    pack(database)
    library = Library(store, pytest.fail)
    library.load_newest()
    await library.load_unfinished()
    newest = jobs[-1].id
    await asyncio.gather(library.load_rest(), library.forget(newest))
    assert newest not in library.jobs
    library.update(jobs[-2].id, lambda job: dataclasses.replace(job, note="mine")).result()
    assert_same(library, database)


def test_values_of_another_kind_are_read_the_slow_way(database: Database, path: Path):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    database.run(
        lambda c: c.execute("UPDATE jobs SET stars = 'many' WHERE id = ?", (a_job(4).id,))
    ).result()
    pack(database)
    assert not was_used(database)
    assert not files.packed_path(path).exists()
    assert_same(loaded(database), database)


def test_a_version_that_packs_no_more_can_be_read(database: Database):
    JobStore(database).save([a_job(number) for number in range(9)]).result()
    database.run(lambda c: c.execute("DROP TABLE packed")).result()
    library = Library(JobStore(database), pytest.fail)
    library.load_newest()
    asyncio.run(library.load_rest())
    assert len(library.jobs) == 9


def test_it_is_due_for_many_jobs_and_many_changes(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packing_module, "LEAST", 20)
    monkeypatch.setattr(packing_module, "_CHANGED_MOST", 3)
    store, packing = JobStore(database), Packing(database, threading.Event())
    store.save([a_job(number) for number in range(19)]).result()
    assert not packing.is_due()
    store.save([a_job(19)]).result()
    assert packing.is_due()
    packing.write()
    assert not packing.is_due()
    store.save([a_job(number, note="other") for number in range(4)]).result()
    assert packing.is_due()
    packing.write()
    assert not packing.is_due()
    files.packed_path(path).unlink()
    assert packing.is_due()
    monkeypatch.setattr(packing_module, "_SPARE", 1 << 60)  # no room
    assert not packing.is_due()


def test_the_end_of_the_app_leaves_no_half_file(database: Database, path: Path):
    JobStore(database).save([a_job(number) for number in range(30)]).result()
    closing = threading.Event()
    closing.set()
    Packing(database, closing).write()
    assert not was_used(database)
    assert list(path.parent.glob("library.packed*")) == []


def test_it_is_packed_before_the_first_copy(path: Path):
    library = LibraryFile(path)
    save(library, some_jobs(40))
    library.start_upkeep(0.0)
    assert library._upkeep is not None
    assert library._upkeep.first_round_done.wait(LIMIT)
    assert was_used(library.database)
    library.close()
    copy = files.backup_paths(path)[0]
    assert copy.stat().st_mtime_ns >= files.packed_path(path).stat().st_mtime_ns
    # a library that comes back from its copy still knows what is packed
    shutil.copyfile(copy, path)
    again = LibraryFile(path)
    assert was_used(again.database)
    assert_same(loaded(again.database), again.database)
    again.close()
