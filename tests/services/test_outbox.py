"""The outbox lives on, whatever hinders one job, and neither spins nor sends anything twice."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.services.conftest import World
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import DiskFull, DuplicateJob
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.faults import Answer
from whisul_desktop.services import outbox
from whisul_desktop.store.jobs import JobStore

SERVER_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
LONG = 3600.0  # seconds; a pause that no test waits for


def failed(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


def posts(world: World) -> int:
    return len(world.lookalike.seen("POST /generate"))


def unconfirmed(world: World, number: int, **values: Any) -> Job:
    job = Job(
        id=f"{number:032x}",
        prompt="did it arrive?",
        api_url=world.lookalike.api_url,
        created_at=time.time() - number,
        status=JobStatus.UNCONFIRMED,
    )
    return replace(job, **values)


async def add(world: World, *jobs: Job) -> None:
    await asyncio.wrap_future(world.library.add(jobs))


def rows(folder: Path, *columns: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "library.sqlite3")
    found = connection.execute(f"SELECT {', '.join(columns)} FROM jobs ORDER BY id").fetchall()
    connection.close()
    return found


async def wait_behind_a_429(world: World, seconds: float = LONG) -> str:
    """Send a job and have it put off for that long."""
    world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": f"{seconds:.0f}"}))
    [job_id] = await world.generation.submit("not so fast")
    await world.until(lambda: world.generation.next_try is not None)
    return job_id


@pytest.fixture
async def bugs() -> list[BaseException]:
    """What the loop would report."""
    found: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: found.append(context["exception"])
    )
    return found


async def test_it_sends_later_where_queued_could_not_be_written_back(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    # the disk says "submitting", memory "queued"
    post, claim = JobStore.post, JobStore.claim
    refused: list[Job] = []
    claims: list[str] = []

    def refuse_once(self: JobStore, jobs: list[Job], done: Callable[..., object]) -> None:
        back = [job for job in jobs if job.status is JobStatus.QUEUED and claims]
        if back and not refused:
            refused.extend(back)
            done(DiskFull("There is no room left on the disk."))
        else:
            post(self, jobs, done)

    def count(self: JobStore, job_id: str, *rest: Any) -> Future[bool]:
        claims.append(job_id)
        return claim(self, job_id, *rest)

    monkeypatch.setattr(JobStore, "post", refuse_once)
    monkeypatch.setattr(JobStore, "claim", count)
    world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": "0"}))
    [job_id] = await world.generation.submit("again, please")
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert [job.id for job in refused] == [job_id]
    assert posts(world) == 2
    assert len(claims) == 2
    assert [type(error) for error in world.errors] == [DiskFull]  # and it is told
    world.errors.clear()


async def test_a_job_that_cannot_be_claimed_is_not_asked_for_in_a_tight_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    pause = 0.05
    monkeypatch.setattr(outbox, "CLAIM_PAUSE", pause)
    claim = JobStore.claim
    claims: list[float] = []

    def refuse_three(self: JobStore, *arguments: Any) -> Future[bool]:
        claims.append(time.monotonic())
        if len(claims) > 3:
            return claim(self, *arguments)
        no: Future[bool] = Future()
        no.set_result(False)
        return no

    monkeypatch.setattr(JobStore, "claim", refuse_three)
    [job_id] = await world.generation.submit("somebody else has it")
    await world.until_status(job_id, JobStatus.COMPLETED)
    between = [later - earlier for earlier, later in pairwise(claims)]
    assert min(between) >= pause * 0.9
    assert posts(world) == 1


async def test_an_unexpected_exception_in_one_request_does_not_end_it(
    world: World, monkeypatch: pytest.MonkeyPatch, bugs: list[BaseException]
):
    async def break_down(*_: object) -> str:
        raise RuntimeError("an odd bug in a library")

    with monkeypatch.context() as patch:
        patch.setattr(ApiClient, "submit", break_down)
        [broken] = await world.generation.submit("one")
        await world.until_status(broken, JobStatus.UNCONFIRMED)  # nobody knows
    [good] = await world.generation.submit("two")
    await world.until_status(good, JobStatus.COMPLETED)
    assert [str(bug) for bug in bugs] == ["an odd bug in a library"]
    assert world.job(broken).status is JobStatus.UNCONFIRMED
    assert posts(world) == 1


async def test_a_bug_in_every_request_puts_no_batch_in_doubt(
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
    bugs: list[BaseException],
):
    async def break_down(*_: object) -> str:
        raise RuntimeError("an odd bug in a library")

    monkeypatch.setattr(pacing, "LOST_FIRST", LONG)
    monkeypatch.setattr(pacing, "LOST_MOST", LONG)
    monkeypatch.setattr(outbox, "CLAIM_PAUSE", 0.01)
    monkeypatch.setattr(ApiClient, "submit", break_down)
    world = make_world()
    await world.start()
    await world.generation.submit("a song", 5)
    await world.until(lambda: world.generation.next_try)
    assert len(bugs) == 1
    assert world.library.counts[JobStatus.QUEUED] == 4


async def test_a_bug_of_a_listener_does_not_end_it(world: World, bugs: list[BaseException]):
    def break_down(jobs: tuple[Job, ...]) -> None:
        if jobs[0].status is JobStatus.SUBMITTING:
            raise RuntimeError("a bug in a listener")

    world.library.changed.connect(break_down)
    ids = await world.generation.submit("one", 2)
    for job_id in ids:
        await world.until_status(job_id, JobStatus.COMPLETED)
    assert [str(bug) for bug in bugs] == ["a bug in a listener"] * 2
    assert posts(world) == 2


async def test_a_job_is_on_its_way_to_disk_before_it_is_announced(world: World, tmp_path: Path):
    def break_down(_jobs: object) -> None:
        raise RuntimeError("a bug in a listener")

    disconnect = world.library.added.connect(break_down)
    job = unconfirmed(world, 1)
    with pytest.raises(RuntimeError, match="listener"):
        world.library.add([job])
    disconnect()
    await asyncio.wrap_future(world.library.recent_prompts())  # the database works in order
    assert rows(tmp_path, "id", "status") == [(job.id, "unconfirmed")]


async def test_a_pause_after_a_429_is_shown_and_outlasts_a_new_prompt(world: World):
    told: list[float | None] = []
    world.generation.waiting.connect(told.append)
    first = await wait_behind_a_429(world)
    assert told == [pytest.approx(LONG, abs=5)]
    assert world.generation.next_try == pytest.approx(time.monotonic() + LONG, abs=5)
    due = world.generation.next_try
    [second] = await world.generation.submit("me too")
    # the new job had its chance: the loop came round with nothing left to do at once
    for _ in range(20):
        await asyncio.sleep(0)
    await asyncio.wrap_future(world.library.recent_prompts())
    assert world.generation.next_try == due
    assert told == [pytest.approx(LONG, abs=5)]
    assert posts(world) == 1
    assert {world.job(first).status, world.job(second).status} == {JobStatus.QUEUED}


async def test_another_key_ends_the_pause(world: World):
    told: list[float | None] = []
    world.generation.waiting.connect(told.append)
    job_id = await wait_behind_a_429(world)
    world.lookalike.key = "wsk_the_new_key_4711"
    await world.account.set_key("wsk_the_new_key_4711")
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.generation.next_try is None
    assert told == [pytest.approx(LONG, abs=5), None]
    assert posts(world) == 2


async def test_another_address_ends_the_pause(world: World):
    await wait_behind_a_429(world)
    await world.account.change_api_url("https://other.example/api")
    await world.until(lambda: world.generation.next_try is None)
    assert posts(world) == 1


async def test_the_same_key_once_more_does_not_end_the_pause(world: World):
    await wait_behind_a_429(world)
    due = world.generation.next_try
    await world.account.test()
    for _ in range(20):
        await asyncio.sleep(0)
    assert world.generation.next_try == due
    assert posts(world) == 1


@pytest.mark.parametrize("taken_by", [JobStatus.COMPLETED, JobStatus.RUNNING])
async def test_an_id_that_another_row_has_is_refused_and_nothing_changes(
    make_world: Callable[..., World], tmp_path: Path, taken_by: JobStatus
):
    world = make_world()
    other = unconfirmed(world, 1, status=taken_by, server_id=SERVER_ID)
    lost = unconfirmed(world, 2)
    await add(world, other, lost)
    announced: list[object] = []
    world.library.changed.connect(announced.append)
    world.generation.adopted.connect(announced.append)
    before = rows(tmp_path, "id", "status", "server_id")
    with pytest.raises(DuplicateJob):
        await world.generation.adopt(lost.id, SERVER_ID)
    assert world.job(lost.id) == lost
    assert world.job(other.id) == other
    assert announced == []
    assert rows(tmp_path, "id", "status", "server_id") == before


async def test_the_same_id_at_another_address_is_another_job(make_world: Callable[..., World]):
    world = make_world()
    elsewhere = unconfirmed(
        world, 1, status=JobStatus.RUNNING, server_id=SERVER_ID, api_url="https://other.example/api"
    )
    lost = unconfirmed(world, 2)
    await add(world, elsewhere, lost)
    await world.generation.adopt(lost.id, SERVER_ID)
    assert world.job(lost.id).server_id == SERVER_ID
    assert world.job(lost.id).status is JobStatus.RUNNING


async def test_an_unconfirmed_job_can_be_forgotten(
    make_world: Callable[..., World], tmp_path: Path
):
    world = make_world()
    lost, stays = unconfirmed(world, 1), unconfirmed(world, 2)
    await add(world, lost, stays)
    gone: list[tuple[str, ...]] = []
    world.library.removed.connect(gone.append)
    await world.generation.forget(lost.id)
    assert gone == [(lost.id,)]
    assert list(world.library.jobs) == [stays.id]
    assert world.library.counts[JobStatus.UNCONFIRMED] == 1
    assert rows(tmp_path, "id") == [(stays.id,)]
    await world.stop()
    again = make_world()
    assert list(again.library.jobs) == [stays.id]


async def test_several_are_sent_again_in_their_order(world: World):
    jobs = [unconfirmed(world, number, prompt=f"song {number}") for number in (1, 2, 3)]
    await add(world, *jobs)
    await world.generation.send_again(*(job.id for job in jobs))
    for job in jobs:
        await world.until_status(job.id, JobStatus.COMPLETED)
    bodies = [json.loads(seen.body) for seen in world.lookalike.seen("POST /generate")]
    assert [body["prompt"] for body in bodies] == ["song 3", "song 2", "song 1"]  # by age


@pytest.mark.parametrize("status", set(JobStatus) - {JobStatus.UNCONFIRMED})
async def test_no_other_job_can_be_forgotten(
    make_world: Callable[..., World], tmp_path: Path, status: JobStatus
):
    world = make_world()
    kept = unconfirmed(world, 1, status=status)
    await add(world, kept)
    await world.generation.forget(kept.id)
    assert world.job(kept.id) == kept
    assert rows(tmp_path, "id", "status") == [(kept.id, status.value)]
