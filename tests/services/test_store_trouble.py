"""A library that can't be written for a while stops nothing for good (faults 37, 38)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.services.conftest import World
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import JobStatus
from whisul_desktop.services import outbox
from whisul_desktop.store.jobs import JobStore


def full_disk() -> Future[bool]:
    refused: Future[bool] = Future()
    refused.set_exception(DiskFull("There is no room left on the disk."))
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


async def test_accepted_job_is_followed_though_no_disk_takes_it(
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("WARNING", "whisul_desktop.services.outbox")
    world = make_world()
    await world.start()
    save = JobStore.save

    def refuse_accepted(self: JobStore, jobs: list) -> Future[None]:  # type: ignore[type-arg]
        if any(job.status is JobStatus.RUNNING for job in jobs):
            return full_disk()  # type: ignore[return-value]
        return save(self, jobs)

    monkeypatch.setattr(JobStore, "save", refuse_accepted)
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
