"""The workers that keep songs outlive every trouble, and none of it holds up another song."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.services.conftest import World
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.core.errors import DiskFull, MediaTrouble, StoreError
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Answer
from whisul_desktop.services import assets
from whisul_desktop.store.jobs import JobStore

WORKERS = 3  # of World.start


def finished(world: World, number: int, url: str | None = None) -> Job:
    """A song whose audio is on the look-alike and not here; `number` 1 is the newest."""
    media = f"{world.lookalike.base_url}/media/"
    return Job(
        id=f"{number:032x}",
        prompt=f"song {number}",
        api_url=world.lookalike.api_url,
        created_at=time.time() - number,
        status=JobStatus.COMPLETED,
        server_id=f"00000000-0000-4000-8000-{number:012x}",
        song=Song(title=f"Song {number}", song_url=media + "song-1.mp3" if url is None else url),
    )


async def add(world: World, *jobs: Job) -> None:
    await asyncio.wrap_future(world.library.add(jobs))


def is_kept(world: World, job: Job) -> bool:
    name = world.job(job.id).audio_file
    return name is not None and world.assets.path(name).is_file()


@pytest.fixture
async def bugs() -> list[BaseException]:
    """What the loop would report."""
    found: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: found.append(context["exception"])
    )
    return found


@pytest.mark.parametrize("error", [DiskFull("no room"), StoreError("locked")])
async def test_workers_survive_a_library_that_refuses(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: StoreError,
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    post = JobStore.post

    def refuse(self: JobStore, jobs: list[Job], done: Callable[..., object]) -> None:
        if any(job.audio_file for job in jobs):
            done(error)
        else:
            post(self, jobs, done)

    hindered = [finished(world, number) for number in range(1, WORKERS + 2)]
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "post", refuse)
        await add(world, *hindered)
        await world.until(lambda: len(world.errors) == len(hindered))
    assert all(is_kept(world, job) for job in hindered)  # they play until the app ends
    later = finished(world, 9)
    await add(world, later)
    await world.until(lambda: is_kept(world, later))
    assert {type(told) for told in world.errors} == {type(error)}
    world.errors.clear()


async def test_workers_survive_a_bug(
    world: World, monkeypatch: pytest.MonkeyPatch, bugs: list[BaseException]
):
    async def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError("an odd bug in a library")

    with monkeypatch.context() as patch:
        patch.setattr(CdnClient, "download", break_down)
        await add(world, *(finished(world, number) for number in range(1, WORKERS + 2)))
        await world.until(lambda: len(bugs) == WORKERS + 1)
    later = finished(world, 9)
    await add(world, later)
    await world.until(lambda: is_kept(world, later))
    assert {str(bug) for bug in bugs} == {"an odd bug in a library"}


async def test_workers_survive_a_bug_of_a_listener(world: World, bugs: list[BaseException]):
    def break_down(_job_id: str) -> None:
        raise RuntimeError("a bug in a listener")

    disconnect = world.assets.ended.connect(break_down)
    await add(world, *(finished(world, number) for number in range(1, WORKERS + 2)))
    await world.until(lambda: len(bugs) == WORKERS + 1)
    disconnect()
    later = finished(world, 9)
    await add(world, later)
    await world.until(lambda: is_kept(world, later))


@pytest.mark.parametrize("event", ["library.changed", "assets.progress"])
async def test_a_listener_that_always_fails_costs_no_song_its_files(
    world: World, bugs: list[BaseException], event: str
):
    def break_down(_: object) -> None:
        raise RuntimeError("a bug in a listener")

    owner, name = event.split(".")
    getattr(getattr(world, owner), name).connect(break_down)
    job = finished(world, 1)
    assert job.song is not None
    cover = f"{world.lookalike.base_url}/media/song-1.jpg"
    await add(world, replace(job, song=replace(job.song, image_url=cover)))
    await world.until(lambda: is_kept(world, job) and world.job(job.id).cover_file)
    await world.until(lambda: bugs)
    assert {str(bug) for bug in bugs} == {"a bug in a listener"}
    stored = await world.library.newest(1)
    assert stored[0].audio_file


async def test_what_a_bug_kept_from_coming_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, bugs: list[BaseException]
):
    download = CdnClient.download

    async def break_down_once(self: CdnClient, *arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(CdnClient, "download", download)
        raise RuntimeError("an odd bug in a library")

    monkeypatch.setattr(CdnClient, "download", break_down_once)
    job = finished(world, 1)
    await add(world, job)
    await world.until(lambda: is_kept(world, job))
    assert len(bugs) == 1


async def test_songs_of_a_broken_host_do_not_hold_up_a_good_one(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    monkeypatch.setattr(assets, "RETRY_FIRST", 3600.0)
    world.lookalike.script("GET /media/song-2.mp3", Answer(500), times=None)
    broken = f"{world.lookalike.base_url}/media/song-2.mp3"
    bad = [finished(world, number, broken) for number in range(1, WORKERS + 2)]
    good = finished(world, 9)
    await add(world, *bad)
    await world.until(
        lambda: all((job.id, "audio") in world.assets.troubles for job in bad[:WORKERS])
    )
    await add(world, good)
    await world.until(lambda: is_kept(world, good))
    troubles = [world.assets.troubles[job.id, "audio"].trouble for job in bad]
    assert troubles == [MediaTrouble.NETWORK] * len(bad)


async def test_a_broken_host_is_asked_again_by_itself(
    world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    world.lookalike.script("GET /media", Answer(500), times=3)
    job = finished(world, 1)
    await add(world, job)
    await world.until(lambda: is_kept(world, job) and not world.assets.troubles)


async def test_a_song_fetched_anew_is_on_its_way_once(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    download = CdnClient.download
    gate = asyncio.Event()
    now = peak = calls = 0

    async def count(self: CdnClient, url: str, part: Path, **rest: Any) -> None:
        nonlocal now, peak, calls
        now += 1
        calls += 1
        peak = max(peak, now)
        await gate.wait()
        try:
            await download(self, url, part, **rest)
        finally:
            now -= 1

    monkeypatch.setattr(CdnClient, "download", count)
    job = replace(finished(world, 1), audio_file="gone.mp3")
    ended: list[str] = []
    world.assets.ended.connect(ended.append)
    await add(world, job)
    await world.assets.refetch(job.id)
    await world.until(lambda: calls == 1)
    world.assets.fetch(job.id)  # the user is impatient
    await world.assets.refetch(job.id)
    for _ in range(20):  # each of the workers had its turn
        await asyncio.sleep(0)
    gate.set()
    await world.until(lambda: is_kept(world, job))
    await world.until(lambda: len(ended) == calls + 1)  # the second wish found it done
    assert (peak, calls) == (1, 1)


async def test_what_cannot_be_fetched_at_all_is_said_to_have_ended(
    make_world: Callable[..., World],
):
    world = make_world()
    job = finished(world, 1, url="")
    await add(world, job)
    ended: list[str] = []
    world.assets.ended.connect(ended.append)
    await world.assets.refetch(job.id)  # whoever waits for it must not wait for ever
    assert ended == [job.id]


async def test_a_song_that_memory_has_packed_is_fetched_anew(world: World):
    job = replace(finished(world, 1), audio_file="gone.mp3", cover_file="there.jpg")
    await add(world, job)
    while world.library.jobs.settle(least=1):
        pass
    kept = world.library.jobs[job.id].song
    assert kept is not None
    assert not kept.song_url
    await world.assets.refetch(job.id)
    await world.until(lambda: world.library.jobs[job.id].audio_file not in (None, "gone.mp3"))
