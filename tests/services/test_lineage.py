"""More like this, retry, edit and resend: where each job came from is kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.conftest import World


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """Nothing is sent."""
    return make_world()


async def test_more_like_this(world: World):
    [first] = await world.generation.submit("a trap song")
    more = await world.generation.more_like(first, 2)
    jobs = [world.job(job_id) for job_id in more]
    assert [(job.prompt, job.parent_id) for job in jobs] == [("a trap song", first)] * 2
    assert jobs[0].batch_id == jobs[1].batch_id is not None


async def test_the_family_is_told_oldest_first_from_any_member(world: World):
    [first] = await world.generation.submit("a trap song")
    second = await world.generation.retry(first)
    [edited] = await world.generation.submit("a trap song, slower", parent_id=second)
    await world.generation.submit("something else")
    for job_id in (first, second, edited):
        family = await world.generation.family(job_id)
        assert [job.id for job in family] == [first, second, edited]


async def test_variations_are_a_family(world: World):
    ids = await world.generation.submit("a trap song", 3)
    assert [job.id for job in await world.generation.family(ids[1])] == ids


async def test_deleted_relatives_are_left_out(world: World):
    [first] = await world.generation.submit("a trap song")
    second = await world.generation.retry(first)
    deleted = world.library.update(first, lambda job: replace(job, deleted_at=time.time()))
    await asyncio.wrap_future(deleted)
    assert [job.id for job in await world.generation.family(second)] == [second]
    assert [job.id for job in await world.generation.family(first)] == [first, second]


async def test_the_family_is_as_it_is_in_memory(world: World):
    [first] = await world.generation.submit("a trap song")
    world.library.update(first, lambda job: replace(job, note="not yet on disk"))
    [found] = await world.generation.family(first)
    assert found == world.job(first)
