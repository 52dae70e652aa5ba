"""One budget for all; whoever waits goes on at once when the network or the machine is back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.services.conftest import World
from tests.services.test_following import Scene, scene
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import RateLimited, TransportError
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import JobStatus
from whisul_desktop.demo.faults import Answer, Hold
from whisul_desktop.services import assets, following, outbox

__all__ = ["scene"]
LONG = 3600.0  # seconds; what no test waits for


@pytest.fixture
async def cut_off(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> tuple[World, str]:
    """A prompt that could not be sent, and would be tried again in an hour."""
    monkeypatch.setattr(outbox, "OFFLINE_FIRST", LONG)
    monkeypatch.setattr(outbox, "OFFLINE_MOST", LONG)
    submit = ApiClient.submit
    tries: list[str] = []

    async def no_network_at_first(self: ApiClient, *arguments: Any) -> str:
        tries.append("try")
        if len(tries) == 1:
            raise TransportError("no route to host", sent=False)
        return await submit(self, *arguments)

    monkeypatch.setattr(ApiClient, "submit", no_network_at_first)
    world = make_world()
    await world.start()
    [job_id] = await world.generation.submit("wait for me")
    await world.until(lambda: world.generation.next_try is not None)
    assert isinstance(world.generation.outbox.trouble, TransportError)
    assert world.job(job_id).status is JobStatus.QUEUED
    return world, job_id


async def test_the_network_s_return_sends_what_waited(cut_off: tuple[World, str]):
    world, job_id = cut_off
    world.following.wake()
    await world.until_status(job_id, JobStatus.COMPLETED)
    assert world.generation.outbox.trouble is None


async def test_the_network_s_return_fetches_what_did_not_come(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    monkeypatch.setattr(assets, "RETRY_FIRST", LONG)
    world.lookalike.script("GET /media", Answer(503), times=None)
    [job_id] = await world.generation.submit("cut off")
    await world.until(lambda: len(world.assets.troubles) == 2)
    world.lookalike.heal()
    world.following.wake()
    await world.until(lambda: world.job(job_id).audio_file and not world.assets.troubles)
    assert world.job(job_id).cover_file


async def test_any_answer_says_that_the_network_is_back(cut_off: tuple[World, str]):
    world, job_id = cut_off
    access = world.account.access()
    server_id = await ApiClient.submit(world.api, access, "from another computer")
    await world.generation.add_existing([server_id])
    await world.until_status(job_id, JobStatus.COMPLETED)


async def test_a_wait_that_the_service_asked_for_outlasts_the_network_s_return(world: World):
    world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": f"{LONG:.0f}"}))
    await world.generation.submit("not so fast")
    await world.until(lambda: world.generation.next_try is not None)
    due = world.generation.next_try
    world.following.wake()
    for _ in range(20):
        await asyncio.sleep(0)
    assert world.generation.next_try == due
    assert len(world.lookalike.seen("POST /generate")) == 1


async def test_a_429_to_a_prompt_holds_the_looks_and_is_said(world: World):
    world.lookalike.plan(seconds=LONG)
    [running] = await world.generation.submit("runs")
    await world.until_status(running, JobStatus.RUNNING)
    world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": f"{LONG:.0f}"}))
    await world.generation.submit("too many")
    await world.until(lambda: isinstance(world.generation.outbox.trouble, RateLimited))
    await world.until(lambda: world.following.next_look(running) is not None)
    outlook = world.following.outlook(running)
    assert outlook is not None
    assert isinstance(outlook.trouble, RateLimited)
    assert outlook.seconds == pytest.approx(LONG, abs=10)


async def test_a_429_to_a_look_holds_the_prompts_and_is_said(world: World):
    world.lookalike.plan(seconds=LONG)
    world.lookalike.script("GET /jobs", Answer(429, headers={"retry-after": f"{LONG:.0f}"}))
    await world.generation.submit("runs")
    await world.until(lambda: isinstance(world.following.connection.trouble, RateLimited))
    [second] = await world.generation.submit("has to wait")
    await world.until(lambda: isinstance(world.generation.outbox.trouble, RateLimited))
    assert world.generation.next_try == pytest.approx(time.monotonic() + LONG, abs=10)
    assert len(world.lookalike.seen("POST /generate")) == 1
    assert world.job(second).status is JobStatus.QUEUED


async def test_what_comes_next_is_told_of_every_job(scene: Scene):
    first, second = await scene.add_running(2)
    assert scene.following.outlook("nobody") is None
    hold = Hold()
    scene.look_alike.script("GET /jobs", hold)
    await scene.start()
    await scene.world.until(lambda: hold.held)
    asked = [scene.following.outlook(job_id) for job_id in (first, second)]
    assert any(look is not None and look.seconds is None for look in asked)
    hold.release()
    await scene.settled()
    scene.clocks.go_on(1.0)
    for look in (scene.following.outlook(first), scene.following.outlook()):
        assert look is not None
        assert (look.trouble, look.seconds) == (None, 4.0)


async def test_a_sleeping_worker_notices_that_the_machine_slept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
):
    """Its timer stood still with the machine: what was left of it is not waited for."""
    monkeypatch.setattr(following, "LONGEST_SLEEP", 0.01)
    back: list[None] = []
    scene.following.back.connect(back.append)
    await scene.know(200, 144.0)
    [job_id] = await scene.add_running()
    await scene.start()
    await scene.settled()
    back.clear()
    scene.clocks.go_on(6.0)  # the look that pays is far off
    assert (scene.following.next_look(job_id) or 0) > scene.clocks.now + 30
    scene.clocks.today += 3600
    await scene.world.until(lambda: scene.polls()[job_id] == 2)
    assert back == [None]
    await scene.settled()
    assert scene.polls()[job_id] == 2


def test_no_worker_sleeps_longer_than_everything_may_take_to_be_caught_up() -> None:
    assert following.LONGEST_SLEEP + 5.0 < 15.0


async def test_quitting_waits_for_the_answer_to_what_has_left(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(outbox, "LAST_ANSWER", LONG)
    world = make_world()
    await world.start()
    hold = Hold()
    world.lookalike.plan(seconds=LONG)
    world.lookalike.script("POST /generate", hold)
    first, second = await world.generation.submit("quit now", 2)
    await world.until(lambda: hold.held)
    scope = TaskScope("quitting", world.errors.append)
    quitting = scope.start(world.stop(), "stop")
    for _ in range(20):
        await asyncio.sleep(0)
    assert not quitting.done()
    hold.release()
    await quitting
    again = make_world()
    assert again.job(first).status is JobStatus.RUNNING
    assert again.job(first).server_id in world.lookalike.jobs
    assert again.job(second).status is JobStatus.QUEUED  # nothing more was sent meanwhile
    assert len(world.lookalike.seen("POST /generate")) == 1


async def test_quitting_does_not_wait_long_for_it(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(outbox, "LAST_ANSWER", 0.05)
    world = make_world()
    await world.start()
    hold = Hold()
    world.lookalike.script("POST /generate", hold)
    [job_id] = await world.generation.submit("quit now")
    await world.until(lambda: hold.held)
    async with asyncio.timeout(10):
        await world.stop()
    assert make_world().job(job_id).status is JobStatus.UNCONFIRMED


def test_an_exit_stays_under_two_seconds() -> None:
    assert outbox.LAST_ANSWER <= 1.0


@pytest.mark.parametrize(
    ("left", "status"), [(False, JobStatus.QUEUED), (True, JobStatus.UNCONFIRMED)]
)
async def test_quitting_while_it_connects_leaves_a_prompt_queued(
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
    left: bool,
    status: JobStatus,
):
    begun = asyncio.Event()

    async def never(_self: ApiClient, _access: object, _prompt: str, leaving: Any) -> str:
        if left:
            leaving()
        begun.set()
        return await asyncio.get_running_loop().create_future()

    monkeypatch.setattr(outbox, "LAST_ANSWER", 0.05)
    world = make_world()
    with monkeypatch.context() as patch:
        patch.setattr(ApiClient, "submit", never)
        await world.start()
        [job_id] = await world.generation.submit("quit now")
        await begun.wait()
        await world.stop()
    assert world.job(job_id).status is status
    again = make_world()
    assert again.job(job_id).status is status
    await again.start()
    if left:
        [other] = await again.generation.submit("the next one")
        await again.until_status(other, JobStatus.COMPLETED)
        assert again.job(job_id).status is status
        assert len(again.lookalike.seen("POST /generate")) == 1
    else:
        await again.until_status(job_id, JobStatus.COMPLETED)
