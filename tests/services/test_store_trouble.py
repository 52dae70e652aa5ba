"""A library that can't be written for a while stops nothing for good (faults 37, 38)."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.services.conftest import World
from tests.services.test_assets import add, finished
from whisul_desktop.core.errors import DiskFull, DuplicateJob
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services import outbox
from whisul_desktop.store.jobs import JobStore

FULL = "There is no room left on the disk."


def full_disk() -> Future[bool]:
    refused: Future[bool] = Future()
    refused.set_exception(DiskFull(FULL))
    return refused


async def test_outbox_goes_on_once_there_is_room(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STORE_PAUSE", 0.02)
    world = make_world()
    await world.start()
    waited: list[float | None] = []
    world.generation.waiting.connect(waited.append)
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "claim", lambda *_: full_disk())
        [job_id] = await world.generation.submit("a trap song")
        await world.until(lambda: waited.count(0.02) > 2)
        assert world.job(job_id).status is JobStatus.QUEUED
        assert not [one for one in world.lookalike.requests if one.method == "POST"]
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.errors == []


def refuse_saves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(JobStore, "save", lambda *_: full_disk())
    patch.setattr(JobStore, "post", lambda _store, _jobs, done: done(DiskFull(FULL)))


async def rate_on_a_full_disk(world: World) -> list[str]:
    """Five songs get five stars and a note, and none of it fits."""
    songs = [replace(finished(world, number, ""), audio_file="x.mp3") for number in range(1, 6)]
    await add(world, *songs)
    with pytest.MonkeyPatch.context() as patch:
        refuse_saves(patch)
        for song in songs:
            world.library.update(song.id, lambda job: replace(job, stars=5, note="keep"))
    assert [type(error) for error in world.errors] == [DiskFull] * 5  # and it is told
    world.errors.clear()
    return [song.id for song in songs]


def queued_elsewhere(world: World, number: int) -> Job:
    """A prompt for another address: the outbox leaves it alone."""
    job = replace(finished(world, number, ""), status=JobStatus.QUEUED, server_id=None)
    return replace(job, api_url="https://other.example/api", song=None)


def judged(folder: Path) -> set[str]:
    connection = sqlite3.connect(folder / "library.sqlite3")
    ids = connection.execute("SELECT id FROM jobs WHERE stars = 5 AND note = 'keep'").fetchall()
    connection.close()
    return {job_id for (job_id,) in ids}


@pytest.mark.parametrize("what", ["update", "add", "claim", "hold", "forget"])
async def test_what_did_not_fit_is_written_with_the_next_write_that_does(
    world: World, tmp_path: Path, what: str
) -> None:
    waiting = queued_elsewhere(world, 8)
    await add(world, other := finished(world, 9, ""), waiting)
    rated = await rate_on_a_full_disk(world)
    assert judged(tmp_path) == set()
    library = world.library
    match what:
        case "update":
            library.update(other.id, lambda job: replace(job, stars=1))
        case "add":
            await add(world, finished(world, 10, ""))
        case "claim":
            assert await library.claim(waiting.id, JobStatus.QUEUED, JobStatus.REJECTED)
        case "hold":
            await library.set_queued([waiting.id], is_held=True)
        case _:
            await library.forget(other.id)
    await world.until(lambda: judged(tmp_path) == set(rated))  # whatever ends the program now
    assert world.errors == []


async def test_what_did_not_fit_is_written_at_the_end(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    await world.start()
    rated = await rate_on_a_full_disk(world)
    await world.stop()
    assert judged(tmp_path) == set(rated)
    again = make_world()
    assert {again.job(job_id).stars for job_id in rated} == {5}


async def test_one_that_can_not_be_kept_at_all_holds_up_no_other(
    world: World, tmp_path: Path
) -> None:
    await add(world, first := finished(world, 8, ""), second := finished(world, 9, ""))
    world.library.update(second.id, lambda job: replace(job, server_id=first.server_id))
    await world.until(lambda: [type(error) for error in world.errors] == [DuplicateJob])
    world.errors.clear()
    rated = await rate_on_a_full_disk(world)
    for stars in (1, 2, 3):
        await asyncio.wrap_future(
            world.library.update(first.id, lambda job, stars=stars: replace(job, stars=stars))
        )
    await world.until(lambda: judged(tmp_path) == set(rated))
    assert world.errors == []  # it is not told again and again


async def test_a_prompt_that_is_being_claimed_is_not_queued_again_on_disk(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is behind the disk until it is claimed: what it has is not written again."""
    job = queued_elsewhere(world, 1)
    await add(world, job)
    save, claim = JobStore.save, JobStore.claim

    def claim_amid_a_note(store: JobStore, *arguments: Any) -> Future[bool]:
        claiming = claim(store, *arguments)
        world.library.update(job.id, lambda job: replace(job, note="urgent"))
        return claiming

    def save_when_there_is_room(store: JobStore, jobs: list[Job]) -> Future[None]:
        saved = save(store, jobs)
        world.library.save_again()
        return saved

    monkeypatch.setattr(JobStore, "claim", claim_amid_a_note)
    monkeypatch.setattr(JobStore, "save", save_when_there_is_room)
    assert await world.library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING)
    await asyncio.wrap_future(world.library.recent_prompts())  # the database works in order
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    rows = connection.execute("SELECT status, note FROM jobs").fetchall()
    connection.close()
    assert rows == [("submitting", "urgent")]


async def test_accepted_job_is_followed_though_no_disk_takes_it(
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("WARNING", "whisul_desktop.services.outbox")
    world = make_world()
    await world.start()
    post = JobStore.post

    def refuse_accepted(self: JobStore, jobs: list[Job], done: Callable[..., object]) -> None:
        if any(job.status is JobStatus.RUNNING for job in jobs):
            done(DiskFull(FULL))
        else:
            post(self, jobs, done)

    monkeypatch.setattr(JobStore, "post", refuse_accepted)
    ids = await world.generation.submit("a trap song", 2)
    for job_id in ids:
        await world.until_status(job_id, JobStatus.COMPLETED)
    assert "not on disk" in caplog.text
    assert [type(error) for error in world.errors] == [DiskFull, DiskFull]  # and is told
    world.errors.clear()
    await world.stop()
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    statuses = connection.execute("SELECT DISTINCT status FROM jobs").fetchall()
    connection.close()
    assert statuses == [("completed",)]  # the next write that fits has it all
