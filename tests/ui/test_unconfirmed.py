"""Prompts whose answers were lost: one question for all that are selected."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox

from tests.services.conftest import World
from tests.ui.test_controller import a_job, job_id
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import JobStatus

DOUBTFUL = (job_id(2), job_id(3), job_id(4))


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    """1 has failed, 2 to 4 are unconfirmed. Nothing is sent."""
    world = make_world()
    statuses = (JobStatus.FAILED, *[JobStatus.UNCONFIRMED] * 3)
    jobs = [a_job(number, status, world) for number, status in enumerate(statuses, 1)]
    await asyncio.wrap_future(world.library.add(jobs))
    desk = make_desk(world)
    desk.serve()
    return desk


def question(desk: Desk) -> QMessageBox:
    box = desk.child(QMessageBox)
    assert box is not None
    return box


async def test_several_are_sent_again_after_one_question(desk: Desk):
    desk.select(job_id(1), *DOUBTFUL)  # the failed one is passed over
    actions = desk.window.actions_
    assert actions["send_again"].isEnabled()
    assert not actions["adopt"].isVisible()  # an ID is that of one job
    actions["send_again"].trigger()
    box = question(desk)
    assert box.text() == "Send these 3 prompts again?"
    assert "charges, a second song" in box.informativeText()
    desk.button(box, "Send Again").click()
    await desk.settle()
    statuses = {job.id: job.status for job in desk.world.library.jobs.values()}
    assert statuses.pop(job_id(1)) is JobStatus.FAILED
    assert statuses == dict.fromkeys(DOUBTFUL, JobStatus.QUEUED)
    rows = desk.world.database.read(
        lambda c: c.execute("SELECT id FROM jobs WHERE status = 'queued' ORDER BY id").fetchall()
    )
    assert rows.result() == [(each,) for each in DOUBTFUL]


async def test_several_are_forgotten_after_one_question(desk: Desk):
    desk.select(job_id(1), *DOUBTFUL)
    desk.window.actions_["forget"].trigger()
    box = question(desk)
    assert box.text() == "Forget these 3 prompts?"
    desk.world.library.update(  # while the question stood
        DOUBTFUL[0], lambda job: replace(job, status=JobStatus.RUNNING)
    )
    desk.button(box, "Forget").click()
    await desk.settle()
    assert set(desk.world.library.jobs) == {job_id(1), DOUBTFUL[0]}


async def test_one_is_asked_about_as_one(desk: Desk):
    desk.select(job_id(1), job_id(2))
    actions = desk.window.actions_
    actions["send_again"].trigger()
    assert question(desk).text() == "Send this prompt again?"
    desk.button(question(desk), "Cancel").click()
    await desk.until(lambda: desk.child(QMessageBox) is None)
    desk.select(job_id(1))
    assert not actions["send_again"].isEnabled()
    actions["send_again"].trigger()
    assert desk.child(QMessageBox) is None
