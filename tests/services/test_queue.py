"""Batches: in order, at a pace, held and cancelled where not yet sent, and never lost."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.services.conftest import World
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import JobStatus
from whisul_desktop.demo.faults import Answer, Hold
from whisul_desktop.store.jobs import JobStore

PROMPTS = [f"prompt {number}" for number in range(6)]


def sent(world: World) -> list[str]:
    """The prompts that the service has seen, in their order."""
    return [body for seen in world.lookalike.seen("POST /generate") if (body := _prompt(seen.body))]


def _prompt(body: bytes) -> str:
    return str(json.loads(body)["prompt"])


async def settled(world: World, ids: list[str]) -> None:
    await world.until(lambda: all(world.job(i).status is JobStatus.COMPLETED for i in ids))


@pytest.fixture
def offline(make_world: Callable[..., World]) -> World:
    """Nothing is sent before its outbox is started."""
    return make_world()


async def test_a_batch_is_kept_whole_and_sent_in_order(world: World):
    ids = await world.generation.submit_batch(PROMPTS, 2)
    jobs = [world.job(job_id) for job_id in ids]
    assert [job.prompt for job in jobs] == [prompt for prompt in PROMPTS for _ in range(2)]
    assert len({job.batch_id for job in jobs}) == 1
    assert jobs[0].batch_id
    ages = [job.created_at for job in jobs]
    assert ages == sorted(set(ages))
    await settled(world, ids)
    assert sent(world) == [job.prompt for job in jobs]


async def test_one_song_is_no_batch(world: World):
    [job_id] = await world.generation.submit("alone")
    assert world.job(job_id).batch_id is None


async def test_a_batch_that_cannot_be_kept_leaves_nothing(
    offline: World, monkeypatch: pytest.MonkeyPatch
):
    refused: Future[None] = Future()
    refused.set_exception(DiskFull("no room"))
    monkeypatch.setattr(JobStore, "save", lambda *_: refused)
    with pytest.raises(DiskFull):
        await offline.generation.submit_batch(PROMPTS)
    assert offline.library.live() == []
    assert offline.generation.waiting_ids() == []


async def test_batches_made_at_once_keep_their_order(offline: World):
    first = await offline.generation.submit_batch(PROMPTS)
    second = await offline.generation.submit_batch(PROMPTS)
    assert offline.generation.waiting_ids() == first + second


async def test_a_clock_that_is_set_back_does_not_date_prompts_ahead(
    offline: World, monkeypatch: pytest.MonkeyPatch
):
    await offline.generation.submit("before")
    past = time.time() - 86_400
    monkeypatch.setattr(offline.generation, "_clock", lambda: past)
    [job_id] = await offline.generation.submit("after")
    assert offline.job(job_id).created_at == past


async def test_prompts_go_out_at_a_pace(world: World, monkeypatch: pytest.MonkeyPatch):
    gap = 0.05
    monkeypatch.setattr(pacing, "POST_GAP", gap)
    moments: list[float] = []
    submit = world.api.submit

    async def timed(*arguments: Any) -> str:
        moments.append(time.monotonic())
        return await submit(*arguments)

    monkeypatch.setattr(world.api, "submit", timed)
    await settled(world, await world.generation.submit_batch(PROMPTS[:4]))
    assert min(later - earlier for earlier, later in pairwise(moments)) >= gap * 0.95


async def test_one_song_does_not_wait_for_hundreds(world: World):
    hold = Hold()
    world.lookalike.script("POST /generate", hold)
    batch = await world.generation.submit_batch(PROMPTS)
    await world.until(lambda: hold.held)
    [single] = await world.generation.submit("quick one")
    hold.release()
    await settled(world, [*batch, single])
    assert sent(world) == [PROMPTS[0], "quick one", *PROMPTS[1:]]


async def test_held_jobs_wait_over_a_restart_until_they_are_resumed(
    make_world: Callable[..., World],
):
    first = make_world()
    ids = await first.generation.submit_batch(PROMPTS)
    await first.generation.hold(ids[:3])
    await first.start()
    await settled(first, ids[3:])
    assert first.generation.waiting_ids() == ids[:3]
    await first.stop()
    again = make_world()
    await again.start()
    assert [again.job(job_id).is_held for job_id in ids[:3]] == [True] * 3
    [other] = await again.generation.submit("not held")
    await settled(again, [other])
    assert sent(again) == [*PROMPTS[3:], "not held"]
    await again.generation.resume(ids)
    await settled(again, ids)
    assert sent(again) == [*PROMPTS[3:], "not held", *PROMPTS[:3]]
    assert not any(again.job(job_id).is_held for job_id in ids)


async def test_what_is_cancelled_is_in_recently_deleted_and_comes_back(world: World):
    hold = Hold()
    world.lookalike.script("POST /generate", hold)
    ids = await world.generation.submit_batch(PROMPTS)
    await world.until(lambda: hold.held)
    cancelled = await world.generation.cancel(ids)
    assert cancelled == ids[1:]  # the first is on its way
    assert world.generation.waiting_ids() == []
    for job_id in cancelled:
        job = world.job(job_id)
        assert (job.status, job.is_held) == (JobStatus.QUEUED, False)
        assert job.deleted_at == pytest.approx(time.time(), abs=60)
    hold.release()
    await settled(world, ids[:1])
    assert sent(world) == PROMPTS[:1]
    deleted_at = world.job(ids[1]).deleted_at
    await world.generation.resume(cancelled)  # not that way
    assert await world.generation.cancel(cancelled) == []
    assert world.job(ids[1]).deleted_at == deleted_at
    await world.generation.uncancel(cancelled)
    await settled(world, ids)
    assert sent(world) == PROMPTS


async def test_what_was_paused_before_it_was_cancelled_is_never_sent_by_an_undo(world: World):
    hold = Hold()
    world.lookalike.script("POST /generate", hold)
    [first] = await world.generation.submit("on its way")
    await world.until(lambda: hold.held)
    ids = await world.generation.submit_batch(PROMPTS)
    await world.generation.hold(ids[:3])
    assert set(await world.generation.cancel(ids)) == set(ids)
    hold.release()
    await world.generation.uncancel(ids)
    await settled(world, [first, *ids[3:]])
    assert world.generation.waiting_ids() == ids[:3]
    [last] = await world.generation.submit("the last")
    await settled(world, [last])
    assert sent(world) == ["on its way", *PROMPTS[3:], "the last"]


async def test_a_deleted_prompt_is_not_sent(offline: World):
    ids = await offline.generation.submit_batch(PROMPTS[:2])
    await asyncio.wrap_future(
        offline.library.update(ids[0], lambda job: replace(job, deleted_at=time.time()))
    )
    await offline.start()
    await settled(offline, ids[1:])
    [last] = await offline.generation.submit("the last")
    await settled(offline, [last])
    assert sent(offline) == [PROMPTS[1], "the last"]


async def test_a_deleted_job_that_runs_is_followed_and_kept(world: World):
    world.lookalike.plan(seconds=3600)
    [job_id] = await world.generation.submit("paid for")
    job = await world.until_status(job_id, JobStatus.RUNNING)
    world.library.update(job_id, lambda job: replace(job, deleted_at=time.time()))
    world.lookalike.finish(str(job.server_id))
    await world.until_status(job_id, JobStatus.COMPLETED)
    await world.until(lambda: world.job(job_id).audio_file)


async def test_what_changes_while_it_is_claimed_does_not_queue_it_again(
    offline: World, monkeypatch: pytest.MonkeyPatch
):
    """A note saved in that moment holds the old status: a kill would send the prompt twice."""
    [job_id] = await offline.generation.submit("mine")
    claim = JobStore.claim

    def note_meanwhile(self: JobStore, *arguments: Any) -> Future[bool]:
        claiming = claim(self, *arguments)
        offline.library.update(job_id, lambda job: replace(job, note="nice"))
        return claiming

    monkeypatch.setattr(JobStore, "claim", note_meanwhile)
    hold = Hold()
    offline.lookalike.script("POST /generate", hold)
    await offline.start()
    await offline.until(lambda: hold.held)
    [row] = await asyncio.wrap_future(JobStore(offline.database).newest(1))
    assert (row.status, row.note) == (JobStatus.SUBMITTING, "nice")
    assert offline.job(job_id) == row
    hold.release()
    await settled(offline, [job_id])


async def test_a_claim_that_nobody_waits_for_any_more_is_given_back(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world()
    [job_id] = await world.generation.submit("quit now")
    claim = JobStore.claim
    claiming: list[Future[bool]] = []
    gate = asyncio.Event()

    def held(self: JobStore, *arguments: Any) -> Future[bool]:
        if claiming:
            return claim(self, *arguments)
        asked: Future[bool] = Future()
        asked.set_running_or_notify_cancel()
        claiming.append(asked)
        claim(self, *arguments).add_done_callback(
            lambda done: loop.call_soon_threadsafe(asked.set_result, done.result())
        )
        gate.set()
        return asked

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(JobStore, "claim", held)
    await world.start()
    await gate.wait()
    await world.tasks.close()
    await world.until(claiming[0].done)
    await world.stop()
    again = make_world()
    await again.start()
    await settled(again, [job_id])
    assert sent(again) == ["quit now"]


async def test_the_queue_tells_its_progress(world: World):
    left: list[int] = []
    world.generation.queue_changed.connect(
        lambda _none: left.append(len(world.generation.waiting_ids()))
    )
    await settled(world, await world.generation.submit_batch(PROMPTS))
    await world.until(lambda: len(left) > len(PROMPTS))
    assert left == [6, 5, 4, 3, 2, 1, 0]


async def test_a_bug_of_a_listener_loses_neither_the_job_nor_the_pause(world: World):
    bugs: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: bugs.append(context["exception"])
    )

    def broken(_value: object) -> None:
        raise RuntimeError("a broken widget")

    for event in (
        world.library.changed,
        world.generation.waiting,
        world.generation.queue_changed,
        world.following.connection_changed,
        world.following.back,
    ):
        event.connect(broken)  # type: ignore[attr-defined]
    world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": "0.2"}))
    with pytest.raises(RuntimeError, match="widget"):  # its own caller is told
        await world.generation.submit("and yet")
    await world.until(lambda: not world.library.live())
    [job] = world.library.newest_ready(world.account.api_url, 9)
    assert job.prompt == "and yet"
    assert len(sent(world)) == 2
    assert {str(bug) for bug in bugs} == {"a broken widget"}
    world.errors.clear()
