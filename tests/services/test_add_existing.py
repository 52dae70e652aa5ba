"""Jobs that the service has already are added by their ids: once each, and followed."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from tests.services.conftest import World
from tests.services.songs import half_read
from whisul_desktop.core.errors import DiskFull, DuplicateJob, StoreError
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.jobs import JobStore


async def made_elsewhere(world: World, prompt: str) -> str:
    """The service's id of a job that this computer knows nothing of."""
    await world.until(lambda: world.account.state.source.value != "none")
    return await world.api.submit(world.account.access(), prompt)


async def test_added_jobs_are_followed_and_named_by_the_service(world: World):
    ids = [await made_elsewhere(world, f"elsewhere {number}") for number in range(2)]
    added, known = await world.generation.add_existing([ids[0], ids[1].upper(), ids[0]])
    assert known == []
    assert [world.job(job_id).server_id for job_id in added] == ids
    for number, job_id in enumerate(added):
        job = await world.until_status(job_id, JobStatus.COMPLETED)
        assert job.prompt == f"elsewhere {number}"


async def test_an_id_that_does_not_exist_is_expired_and_kept(world: World):
    server_id = str(uuid.uuid4())
    [job_id], _known = await world.generation.add_existing([server_id])
    assert world.job(job_id).status is JobStatus.RUNNING
    assert (await world.until_status(job_id, JobStatus.EXPIRED)).server_id == server_id


async def test_it_is_committed_before_it_is_told(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world()
    refused: Future[None] = Future()
    refused.set_exception(DiskFull("no room"))
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "save", lambda *_: refused)
        with pytest.raises(DiskFull):
            await world.generation.add_existing([str(uuid.uuid4())])
    assert world.library.live() == []
    added, _known = await world.generation.add_existing([str(uuid.uuid4())])
    await world.stop()
    again = make_world()
    assert [job.id for job in again.library.live()] == added


@pytest.mark.parametrize("spelled", [str.lower, str.upper])
async def test_known_ones_are_merged_and_deleted_ones_come_back(
    world: World, spelled: Callable[[str], str]
):
    [mine] = await world.generation.submit("mine")
    job = await world.until_status(mine, JobStatus.COMPLETED)
    server_id = spelled(str(job.server_id))
    if spelled is str.upper:  # as a service might spell it
        world.library.update(mine, lambda job: replace(job, server_id=server_id))
    deleted = world.library.update(mine, lambda job: replace(job, deleted_at=time.time()))
    await asyncio.wrap_future(deleted)
    assert world.generation.count_known([server_id.lower(), str(uuid.uuid4())]) == 1
    for form in (server_id.lower(), server_id.upper()):
        assert await world.generation.add_existing([form]) == ([], [mine])
    assert world.job(mine).deleted_at is None
    found: list[Any] = await asyncio.wrap_future(JobStore(world.database).newest(9))
    assert [(row.id, row.deleted_at) for row in found] == [(mine, None)]


async def test_the_same_id_at_another_address_is_another_job(make_world: Callable[..., World]):
    world = make_world()
    server_id = str(uuid.uuid4())
    [here], _known = await world.generation.add_existing([server_id])
    await world.account.change_api_url("https://other.example/api")
    [there], _known = await world.generation.add_existing([server_id])
    assert here != there


async def test_while_the_library_is_read_nothing_is_added_twice(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    old, new, unknown, more = (str(uuid.uuid4()) for _ in range(4))
    world = await half_read(make_world, monkeypatch, old, new)
    before = list(world.library.jobs)
    assert world.generation.count_known([old, new]) is None
    for form in (old, old.upper()):
        with pytest.raises(StoreError, match="still being read") as raised:
            await world.generation.add_existing([form, unknown])
        assert not isinstance(raised.value, DuplicateJob)
    assert list(world.library.jobs) == before
    [added], [known] = await world.generation.add_existing([more, new])  # both can be told
    assert [world.job(added).server_id, known] == [more, uuid.UUID(new).hex]
    await world.library.load_rest()
    assert world.generation.count_known([old, new, unknown]) == 2
    [added], [known] = await world.generation.add_existing([old, unknown])
    assert [world.job(added).server_id, known] == [unknown, uuid.UUID(old).hex]
    assert world.job(known).deleted_at is None  # it is back


async def test_an_id_of_a_job_that_is_not_read_yet_is_not_adopted(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    world = await half_read(make_world, monkeypatch, old, new)
    [lost] = await world.generation.submit("lost")
    world.library.update(lost, lambda job: replace(job, status=JobStatus.UNCONFIRMED))
    with pytest.raises(DuplicateJob):
        await world.generation.adopt(lost, old)
    assert world.job(lost).status is JobStatus.UNCONFIRMED
    assert world.job(lost).server_id is None
