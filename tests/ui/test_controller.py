"""What the list's commands do: each once, each only where it makes sense."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.store.jobs import JobStore


def a_job(number: int, status: JobStatus, world: World) -> Job:
    return Job(
        id=f"{number:032x}",
        prompt=f"prompt {number}",
        api_url=world.lookalike.api_url,
        created_at=time.time() - number,
        status=status,
    )


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    """1 has failed, 2 was rejected, 3 has expired, 4 is unconfirmed. Nothing is sent."""
    world = make_world()
    statuses = (JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED, JobStatus.UNCONFIRMED)
    jobs = [a_job(number, status, world) for number, status in enumerate(statuses, 1)]
    await asyncio.wrap_future(world.library.add(jobs))
    return make_desk(world)


def job_id(number: int) -> str:
    return f"{number:032x}"


def retries(desk: Desk) -> list[str | None]:
    """The parents of the new jobs."""
    return [job.parent_id for job in desk.world.library.jobs.values() if job.parent_id]


@pytest.mark.parametrize("served", [True, False])
async def test_retry_twice_quickly_makes_one_new_job(desk: Desk, served: bool):
    if served:
        desk.serve()
    desk.select(job_id(1))
    desk.window.actions_["retry"].trigger()
    desk.window.detail.retry_requested.emit(job_id(1))
    if not served:  # clicked while the services were still loading
        desk.serve()
    await desk.settle()
    assert retries(desk) == [job_id(1)]
    rows = desk.world.database.read(lambda c: c.execute("SELECT count(*) FROM jobs").fetchone())
    assert rows.result() == (5,)


async def test_more_like_this_makes_another_take_and_selects_it(
    make_world: Callable[..., World], make_desk: Callable[..., Desk]
):
    world = make_world()
    song = replace(a_job(1, JobStatus.COMPLETED, world), song=Song("Midnight Grid"))
    await asyncio.wrap_future(world.library.add([song]))
    desk = make_desk(world)
    desk.serve()
    desk.select(job_id(1))
    assert desk.window.actions_["more_like"].isEnabled()
    assert not desk.window.actions_["retry"].isEnabled()
    desk.window.actions_["more_like"].trigger()
    await desk.settle()
    assert retries(desk) == [job_id(1)]
    [selected] = desk.window.library.table.selected_ids()
    assert desk.world.library.jobs[selected].parent_id == job_id(1)


async def test_retry_works_again_once_it_was_done_or_has_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.serve()

    def refuse(*_: Any) -> Future[None]:
        refused: Future[None] = Future()
        refused.set_exception(DiskFull("no room"))
        return refused

    desk.select(job_id(1))
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "save", refuse)
        desk.window.actions_["retry"].trigger()
        await desk.settle()
    assert retries(desk) == []
    assert len(desk.window.notices.texts()) == 1  # it is said
    for made in (1, 2):
        desk.select(job_id(1))
        desk.window.actions_["retry"].trigger()
        await desk.settle()
        assert retries(desk) == [job_id(1)] * made


async def test_a_rejected_job_cannot_be_retried(desk: Desk):
    desk.serve()
    desk.select(job_id(2))
    assert not desk.window.actions_["retry"].isEnabled()
    buttons = desk.window.detail.findChildren(QAbstractButton)
    assert not [one for one in buttons if one.text() == "Retry" and one.isVisible()]
    desk.select(job_id(1), job_id(2), job_id(3))  # among others it is passed over
    desk.window.actions_["retry"].trigger()
    await desk.settle()
    assert sorted(retries(desk), key=str) == [job_id(1), job_id(3)]


async def test_forget_asks_and_takes_an_unconfirmed_job_out(desk: Desk):
    desk.serve()
    forget = desk.window.actions_["forget"]
    desk.select(job_id(1))
    assert not forget.isEnabled()
    assert not forget.isVisible()
    desk.select(job_id(4))
    assert forget.isEnabled()
    forget.trigger()
    box = desk.child(QMessageBox)
    assert box is not None
    desk.button(box, "Cancel").click()
    await desk.until(lambda: desk.child(QMessageBox) is None)
    assert job_id(4) in desk.world.library.jobs
    forget.trigger()
    box = desk.child(QMessageBox)
    assert box is not None
    desk.button(box, "Forget").click()
    await desk.until(lambda: job_id(4) not in desk.world.library.jobs)
    assert desk.controller.selected == []
    ids = desk.world.database.read(
        lambda c: c.execute("SELECT id FROM jobs ORDER BY id").fetchall()
    )
    assert ids.result() == [(job_id(number),) for number in (1, 2, 3)]
