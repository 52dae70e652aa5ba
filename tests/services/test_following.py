"""Following with clocks that the test holds: sleep, what is learned, trouble, bugs of others."""

from __future__ import annotations

import asyncio
import math
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.services.conftest import World
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import RateLimited, TransportError
from whisul_desktop.core.pacing import BLIND_MOST, Pacer
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.faults import Answer, Hold
from whisul_desktop.services.following import Following

OTHER = "https://other.example/api"


class Clocks:
    """The clock on the wall and the one that nobody sets; neither goes by itself."""

    def __init__(self) -> None:
        self.today = time.time()
        self.now = 1000.0

    def go_on(self, seconds: float) -> None:
        self.today += seconds
        self.now += seconds


class Scene:
    """A world whose jobs are followed by these clocks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clocks = Clocks()
        self.following = Following(
            world.library,
            world.api,
            world.account,
            lambda: self.clocks.today,
            Pacer(budget=math.inf),  # time stands still between two requests
            monotonic=lambda: self.clocks.now,
        )
        self.look_alike = world.lookalike

    async def start(self) -> None:
        await self.world.account.load()
        self.following.follow_all()
        for number in range(3):
            self.world.tasks.start(self.following.run(), f"scene {number}")

    async def add_running(self, count: int = 1, *, age: float = 0.0) -> list[str]:
        """Jobs that the service is working on, oldest first. Returns our ids."""
        await self.world.account.load()
        jobs: list[Job] = []
        for number in range(count):
            self.look_alike.plan(seconds=1e6)
            server_id = await self.world.api.submit(self.world.account.access(), "made by a test")
            jobs.append(
                replace(
                    self.job(JobStatus.RUNNING),
                    server_id=server_id,
                    submitted_at=self.clocks.today - age - count + number,
                )
            )
        await asyncio.wrap_future(self.world.library.add(jobs))
        return [job.id for job in jobs]

    def job(self, status: JobStatus, **more: Any) -> Job:
        url = self.world.account.api_url
        return replace(Job(uuid.uuid4().hex, "made by a test", url, 0.0, status), **more)

    async def know(self, count: int, seconds: float, **more: Any) -> None:
        """Songs that were ready after so many seconds."""
        done = self.job(JobStatus.COMPLETED, started_at=1e9, finished_at=1e9 + seconds, **more)
        jobs = [replace(done, id=uuid.uuid4().hex) for _ in range(count)]
        await asyncio.wrap_future(self.world.library.add(jobs))

    async def kick(self) -> None:
        """Something else happens, at which the workers look at the clock."""
        await asyncio.wrap_future(self.world.library.add([self.job(JobStatus.REJECTED)]))

    def polls(self) -> Counter[str]:
        """How often each job was asked for, by our ids."""
        ids = {job.server_id: job.id for job in self.world.library.jobs.values() if job.server_id}
        paths = [seen.path for seen in self.look_alike.seen("GET /jobs")]
        return Counter(ids[path.rpartition("/")[2]] for path in paths)

    async def settled(self) -> None:
        """All that is due has been asked and answered."""
        await self.world.until(
            lambda: all(
                (look := self.following.next_look(job.id)) is not None and look > self.clocks.now
                for job in self.world.library.jobs.values()
                if job.status is JobStatus.RUNNING
            )
        )


@pytest.fixture
def scene(make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(pacing, "FLOOR", 5.0)
    monkeypatch.setattr(pacing, "UNKNOWN_WORD", 30.0)
    return Scene(make_world())


async def test_after_a_sleep_every_job_is_asked_once_in_their_order(scene: Scene):
    await scene.know(200, 144.0)
    ids = await scene.add_running(4)
    await scene.start()
    await scene.settled()
    assert scene.polls() == dict.fromkeys(ids, 1)
    scene.clocks.go_on(6.0)
    await scene.kick()
    await scene.settled()
    assert scene.polls() == dict.fromkeys(ids, 1)  # too soon to be ready: no look pays
    scene.clocks.today += 3600  # the other clock stood still
    await scene.kick()
    await scene.settled()
    assert scene.polls() == dict.fromkeys(ids, 2)
    paths = [seen.path for seen in scene.look_alike.seen("GET /jobs")]
    assert paths[:4] == paths[4:]


@pytest.mark.parametrize("jump", [-3 * 86_400.0, 365 * 86_400.0, 3600.0])
async def test_a_clock_that_is_set_changes_no_pace(scene: Scene, jump: float):
    [job_id] = await scene.add_running()
    await scene.start()
    await scene.settled()
    scene.clocks.go_on(5.0)
    scene.clocks.today += jump
    await scene.kick()
    await scene.settled()
    assert scene.polls()[job_id] == 2
    assert scene.following.next_look(job_id) == scene.clocks.now + 5.0


async def test_a_job_from_the_future_is_followed_like_a_new_one(scene: Scene):
    await scene.know(200, 144.0)
    [job_id] = await scene.add_running(age=-3 * 86_400.0)  # the clock was set back since
    await scene.start()
    await scene.settled()
    gaps: list[float] = []
    while sum(gaps) < 150.0:
        gaps.append((scene.following.next_look(job_id) or 0.0) - scene.clocks.now)
        scene.clocks.go_on(gaps[-1])
        await scene.kick()
        await scene.settled()
    assert gaps[0] == pytest.approx(BLIND_MOST)
    assert gaps[-1] == pytest.approx(5.0)


async def test_the_usual_time_is_that_of_the_songs_of_this_address(scene: Scene):
    await scene.know(20, 1000.0, api_url=OTHER)
    await scene.know(4, 120.0)
    await scene.start()
    assert scene.following.usual_time() is None
    [job_id] = await scene.add_running()
    server_id = str(scene.world.job(job_id).server_id)
    scene.look_alike.jobs[server_id].started_at -= 150.0
    scene.look_alike.finish(server_id)
    scene.clocks.go_on(5.0)
    await scene.kick()
    await scene.world.until_status(job_id, JobStatus.COMPLETED)
    assert scene.following.usual_time() == pytest.approx(120.0)
    await scene.world.account.change_api_url(OTHER)
    scene.following.follow_all()
    assert scene.following.usual_time() == pytest.approx(1000.0)


async def test_the_history_decides_when_a_new_job_is_looked_at(scene: Scene):
    await scene.know(200, 144.0)
    await scene.start()
    scene.following.follow("accepted")
    scene.following.follow("adopted", at_once=True)
    look = scene.following.next_look("accepted")
    assert look is not None
    assert 40.0 < look - scene.clocks.now <= BLIND_MOST
    assert scene.following.next_look("nobody") is None


async def test_a_state_that_we_do_not_know_is_kept_shown_and_asked_for_slowly(scene: Scene):
    [job_id] = await scene.add_running()
    scene.look_alike.script("GET /jobs", Answer(body={"status": "dreaming"}))
    await scene.start()
    await scene.settled()
    assert scene.world.job(job_id).status is JobStatus.RUNNING
    assert scene.world.job(job_id).status_word == "dreaming"
    assert scene.following.next_look(job_id) == scene.clocks.now + 30.0


async def test_a_429_holds_all_jobs_as_long_as_the_service_asks(scene: Scene):
    ids = await scene.add_running(3)
    scene.look_alike.script("GET /jobs", Answer(429, headers={"retry-after": "20"}), times=None)
    await scene.start()
    await scene.world.until(lambda: scene.following.connection.trouble)
    await scene.settled()
    assert isinstance(scene.following.connection.trouble, RateLimited)
    assert scene.following.connection.next_try == scene.clocks.now + 20.0
    assert all(scene.following.next_look(job_id) == scene.clocks.now + 20.0 for job_id in ids)
    asked = len(scene.look_alike.requests)
    scene.clocks.go_on(19.0)
    scene.following.wake()  # it is the service that wants it
    assert scene.following.connection.next_try == scene.clocks.now + 1.0
    assert len(scene.look_alike.requests) == asked
    scene.look_alike.heal()
    scene.clocks.go_on(1.0)
    await scene.kick()
    await scene.world.until(lambda: scene.following.connection.trouble is None)


async def test_the_return_of_the_network_ends_the_waiting_at_once(scene: Scene):
    ids = await scene.add_running(3)
    scene.look_alike.script("GET /jobs", Answer(503), times=None)
    await scene.start()
    await scene.world.until(lambda: scene.following.connection.trouble)
    await scene.world.until(lambda: all(scene.following.next_look(job_id) for job_id in ids))
    assert isinstance(scene.following.connection.trouble, TransportError)
    scene.look_alike.heal()
    scene.clocks.go_on(5.0)
    before = scene.polls()
    scene.following.wake()
    assert scene.following.connection.next_try == scene.clocks.now
    await scene.settled()
    assert scene.polls() - before == dict.fromkeys(ids, 1)
    assert scene.following.connection.trouble is None


async def test_a_job_that_alone_gets_errors_is_no_offline_and_slows_no_other(scene: Scene):
    ill, *well = await scene.add_running(3)
    path = f"GET /jobs/{scene.world.job(ill).server_id}"
    scene.look_alike.script(path, Answer(500), times=None)
    told: list[object] = []
    scene.following.connection_changed.connect(lambda connection: told.append(connection.trouble))
    back: list[None] = []
    scene.following.back.connect(back.append)
    await scene.start()
    for _ in range(20):
        await scene.settled()
        scene.clocks.go_on(5.0)
        await scene.kick()
    await scene.settled()
    assert told == [None]  # heard of, once
    assert back == [None]
    polls = scene.polls()
    assert polls[ill] == 5  # at 0, 5, 15, 35, 75 s
    assert [polls[job_id] for job_id in well] == [21, 21]
    scene.look_alike.heal()
    scene.clocks.go_on(80.0)
    await scene.kick()
    await scene.settled()
    scene.clocks.go_on(5.0)
    await scene.kick()
    await scene.settled()
    assert scene.polls()[ill] == 7  # well again, and as quick as the others


async def test_a_bug_of_a_listener_is_reported_and_ends_nobody_s_following(scene: Scene):
    bugs: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: bugs.append(context))
    ids = await scene.add_running(6)

    def broken(_jobs: tuple[Job, ...]) -> None:
        raise ValueError("a broken widget")

    scene.world.library.changed.connect(broken)
    await scene.start()
    await scene.world.until(lambda: len(bugs) == 6)
    assert all(str(bug["exception"]) == "a broken widget" for bug in bugs)
    await scene.settled()
    scene.clocks.go_on(5.0)
    await scene.kick()
    await scene.settled()
    assert scene.polls() == dict.fromkeys(ids, 2)


async def test_a_job_that_is_being_asked_has_no_next_look(scene: Scene):
    hold = Hold()
    [job_id] = await scene.add_running()
    scene.look_alike.script("GET /jobs", hold)
    await scene.start()
    await scene.world.until(lambda: hold.held)
    assert scene.following.next_look(job_id) is None
    hold.release()
    await scene.settled()
    assert scene.following.next_look(job_id) == scene.clocks.now + 5.0
