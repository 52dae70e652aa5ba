"""Links that have expired (fault 18): the service is asked once for a job, at the pace of all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.conftest import World
from tests.services.test_assets import add, finished, is_kept
from whisul_desktop.core.errors import MediaTrouble
from whisul_desktop.core.types import Job
from whisul_desktop.demo.faults import Answer, Fault, html_page
from whisul_desktop.services import assets

LONG = 3600.0  # seconds; what no test waits for


async def expired(world: World, number: int = 1) -> Job:
    """A song of the service whose cover and audio were elsewhere when we heard of it."""
    await world.account.load()
    server_id = await world.api.submit(world.account.access(), "a trap song")
    old = f"{world.lookalike.base_url}/media/gone"
    job = finished(world, number, old + ".mp3")
    assert job.song is not None
    return replace(job, server_id=server_id, song=replace(job.song, image_url=old + ".jpg"))


def asked(world: World) -> int:
    return len(world.lookalike.seen("GET /jobs"))


def fetched(world: World) -> set[str]:
    return {seen.path.removeprefix("/media/") for seen in world.lookalike.seen("GET /media")}


async def test_an_expired_link_gets_one_fresh_one(world: World):
    job = await expired(world)
    await add(world, job)
    await world.until(lambda: is_kept(world, job) and world.job(job.id).cover_file)
    assert asked(world) == 1
    assert fetched(world) == {"gone.jpg", "song-1.jpg", "song-1.mp3"}
    song = world.job(job.id).song
    assert song is not None
    assert song.title == "Midnight Grid"  # what else the service says of it is taken over


@pytest.mark.parametrize("fault", [Answer(503), Answer(401), html_page()], ids=repr)
async def test_trouble_on_the_way_to_it_is_tried_again(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, fault: Fault
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    soon = assets.RETRY_FIRST
    monkeypatch.setattr(assets, "RETRY_FIRST", LONG)
    job = await expired(world)
    world.lookalike.script("GET /jobs", fault, times=None)
    await add(world, job)
    await world.until(lambda: len(world.assets.troubles) == 2)
    troubles = {trouble.trouble for trouble in world.assets.troubles.values()}
    assert troubles == {MediaTrouble.NETWORK}
    assert asked(world) == 1  # not once for each of the two
    world.lookalike.heal()
    if world.account.state.refused:
        await world.account.test()
    monkeypatch.setattr(assets, "RETRY_FIRST", soon)
    world.assets.wake()
    await world.until(lambda: is_kept(world, job) and not world.assets.troubles)


async def test_what_the_service_has_forgotten_is_given_up(
    world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    job = await expired(world)
    world.lookalike.forget(str(job.server_id))
    await add(world, job)
    await world.until(lambda: len(world.assets.troubles) == 2)
    troubles = {trouble.trouble for trouble in world.assets.troubles.values()}
    assert troubles == {MediaTrouble.LINK_EXPIRED}
    assert asked(world) == 1


async def test_it_waits_as_long_as_the_service_asked(
    make_world: Callable[..., World],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    caplog.set_level("WARNING", "whisul_desktop.services.assets")
    monkeypatch.setattr(assets, "RETRY_FIRST", LONG)
    world = make_world()
    job, other = await expired(world, 1), await expired(world, 2)
    headers = {"retry-after": f"{LONG:.0f}"}
    world.lookalike.script("GET /jobs", Answer(429, headers=headers), times=None)
    await world.start()
    await add(world, job)
    await world.until(lambda: len(world.assets.troubles) == 2)
    await add(world, other)
    await world.until(lambda: len(world.assets.troubles) == 4)
    assert asked(world) == 1
    [queued] = await world.generation.submit("has to wait too")
    await world.until(lambda: world.generation.next_try is not None)
    assert world.generation.next_try == pytest.approx(time.monotonic() + LONG, abs=10)
    assert world.job(queued).server_id is None
