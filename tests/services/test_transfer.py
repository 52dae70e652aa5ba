"""A library goes into a file and comes back: all of it, and only once."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from tests.services.places import URL, MakePlace, Place, job, make_place
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.judging import Judging

__all__ = ["make_place"]


async def test_a_library_comes_back_whole_with_its_files(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    judged = job(1, is_favourite=True, stars=4, note="the bridge", judged_at=5.0, batch_id="b")
    plain = job(3, song=None, status=JobStatus.FAILED, error="no", parent_id=judged.id)
    await here.add(here.with_files(judged), here.with_files(job(2)), plain)
    steps: list[tuple[int, int]] = []
    file = tmp_path / "library.zip"
    count = await here.transfer.export_library(
        file, with_media=True, on_progress=lambda done, total: steps.append((done, total))
    )
    assert count == 3
    assert steps[-1] == (7, 7)
    brought = await there.take(file)
    assert (brought.added, brought.files, brought.unchanged) == (3, 4, 0)
    assert there.jobs() == here.jobs() == await there.on_disk()
    for number in (1, 2):
        for name in (f"{number:032x}.mp3", f"{number:032x}.jpg"):
            assert (there.cache.folder / name).read_bytes() == (
                here.cache.folder / name
            ).read_bytes()
    assert list(tmp_path.glob("*.part")) == []  # noqa: ASYNC240
    again = await there.take(file)
    assert (again.added, again.completed, again.unchanged, again.files) == (0, 0, 3, 0)
    assert there.jobs() == here.jobs()


async def test_without_files_they_are_fetched_later(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    await here.add(here.with_files(job(1)))
    await there.take(await here.export(tmp_path / "library.zip"))
    assert there.jobs() == {job(1).id: job(1)}


async def test_what_waits_to_be_sent_is_not_sent_twice(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    waiting = job(1, status=JobStatus.QUEUED, server_id=None, song=None, is_held=True)
    await here.add(waiting)
    file = await here.export(tmp_path / "library.zip")
    await there.take(file)
    assert there.jobs()[waiting.id].status is JobStatus.UNCONFIRMED
    await here.take(file)
    assert here.jobs()[waiting.id] == waiting  # here nothing is in doubt


async def test_the_services_id_tells_what_is_one_job(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    await here.add(job(1), job(2, server_id=None, status=JobStatus.UNCONFIRMED, song=None))
    same = job(1, id="a" * 32, song=None, status=JobStatus.RUNNING)
    other = job(2, server_id="00000000-0000-4000-8000-00000000000f", api_url="https://other/api")
    await there.add(same, other)
    file = await here.export(tmp_path / "library.zip")
    brought = await there.take(file)
    assert (brought.added, brought.completed) == (1, 1)
    jobs = there.jobs()
    assert jobs["a" * 32].status is JobStatus.COMPLETED
    assert jobs["a" * 32].song == job(1).song
    assert jobs[other.id] == other
    assert sorted(job.api_url for job in jobs.values()) == ["https://other/api", URL, URL]
    assert (await there.take(file)).unchanged == 2
    assert there.jobs() == jobs


async def test_a_merge_drops_no_judgement(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    one, two = job(1), job(2)
    for place in (here, there):
        await place.add(one, two)
    early = Judging(here.library, here.cache, lambda: 10.0)
    early.set_stars([one.id], 5)
    early.set_note([one.id, two.id], "the best take")
    later = Judging(there.library, there.cache, lambda: 20.0)
    later.undo(later.delete([one.id]))
    later.set_stars([two.id], 4)
    await here.take(await there.export(tmp_path / "there.zip"))
    await there.take(await here.export(tmp_path / "here.zip"))
    for place in (here, there):
        jobs = place.jobs()
        assert (jobs[one.id].stars, jobs[one.id].note) == (5, "the best take")
        assert (jobs[two.id].stars, jobs[two.id].note) == (4, "the best take")


async def test_cancelling_leaves_nothing_half_written(make_place: MakePlace, tmp_path: Path):
    here = await make_place("here")
    await here.add(*[job(number) for number in range(1_000)])
    old = tmp_path / "out" / "library.zip"
    old.parent.mkdir()
    old.write_text("mine")
    task: list[asyncio.Task[int]] = []

    async def export() -> int:
        return await here.transfer.export_library(
            old, with_media=False, on_progress=lambda *_: task[0].cancel()
        )

    task.append(asyncio.get_running_loop().create_task(export()))
    with pytest.raises(asyncio.CancelledError):
        await task[0]
    assert [path.name for path in old.parent.iterdir()] == ["library.zip"]
    assert old.read_text() == "mine"


async def test_nothing_is_taken_in_before_the_library_is_there(tmp_path: Path):
    place = Place(tmp_path / "place")
    with pytest.raises(Exception, match="being read"):
        await place.take(tmp_path / "any.zip")
    place.database.close()


def test_a_random_library_comes_back_and_the_second_time_changes_nothing(tmp_path: Path):
    """Two libraries with some jobs in common, merged both ways until nothing changes."""
    chance = random.Random(7)

    def library() -> list[Job]:
        return [
            job(
                number,
                status=chance.choice([JobStatus.RUNNING, JobStatus.COMPLETED, JobStatus.FAILED]),
                stars=chance.randrange(6),
                judged_at=chance.choice([None, 1.0, 2.0, 3.0]),
                note=chance.choice(["", "a", "b"]),
            )
            for number in chance.sample(range(40), 25)
        ]

    async def work() -> None:
        one, two = await Place(tmp_path / "1").load(), await Place(tmp_path / "2").load()
        try:
            await one.add(*library())
            await two.add(*library())
            before = {**one.jobs(), **two.jobs()}
            await two.take(await one.export(tmp_path / "1.zip"))
            await one.take(await two.export(tmp_path / "2.zip"))
            assert set(one.jobs()) == set(two.jobs()) == set(before)
            for job_id, job in one.jobs().items():
                assert job.judged_at == two.jobs()[job_id].judged_at
                assert job.status is two.jobs()[job_id].status
            settled = two.jobs()
            again = await two.take(await one.export(tmp_path / "3.zip"))
            assert (again.added, again.completed) == (0, 0)
            assert two.jobs() == settled
        finally:
            one.database.close()
            two.database.close()

    asyncio.run(work())
