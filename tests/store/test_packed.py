"""The packed library is never anything but what the tables say, whatever happened to either."""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import sqlite3
import tempfile
import zlib
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.packed_jobs import a_job, assert_same, loaded, pack, was_used
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import JobStatus, Rating
from whisul_desktop.services.library import Library
from whisul_desktop.store import files, packed, packed_file
from whisul_desktop.store import packing as packing_module
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.packed_file import NotPacked

pytestmark = pytest.mark.usefixtures("small_steps")


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


def test_a_version_that_packs_no_more_can_be_read(database: Database):
    JobStore(database).save([a_job(number) for number in range(9)]).result()
    database.run(lambda c: c.execute("DROP TABLE packed")).result()
    library = Library(JobStore(database), pytest.fail)
    library.load_newest()
    asyncio.run(library.load_rest())
    assert len(library.jobs) == 9


async def test_a_library_that_can_be_read_again_is_loaded(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    pack(database)
    library = Library(store, pytest.fail)
    library.load_newest()
    with monkeypatch.context() as broken:
        broken.setattr(packed, "read", lambda *_: _raise(sqlite3.OperationalError("disk I/O")))
        await library.load_unfinished()
        with pytest.raises(StoreError):
            await library.load_rest()
    await library.load_rest()
    assert len(library.jobs) == 30


def _raise(error: Exception) -> NoReturn:
    raise error
