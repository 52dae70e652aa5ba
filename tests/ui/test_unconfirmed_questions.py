"""What is asked before a prompt is sent again whose answer was lost, and how its ID is named."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QMessageBox, QPushButton

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import Job, JobStatus

LOST = "0" * 32
SERVER_ID = str(uuid.UUID(int=7, version=4))


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    """One unconfirmed job, selected. Nothing is sent by itself."""
    world = make_world()
    api_url = world.lookalike.api_url
    job = Job(LOST, "rain", api_url, time.time(), status=JobStatus.UNCONFIRMED)
    await asyncio.wrap_future(world.library.add([job]))
    desk = make_desk(world)
    desk.serve()
    desk.select(LOST)
    return desk


def asked_to_send_again(desk: Desk) -> QMessageBox:
    desk.window.actions_["send_again"].trigger()
    box = desk.child(QMessageBox)
    assert box is not None
    assert box.isVisible()
    return box


def asked_for_the_id(desk: Desk, label: str) -> QInputDialog:
    desk.button(desk.window.detail, label).click()
    dialog = desk.child(QInputDialog)
    assert dialog is not None
    return dialog


def press(dialog: QInputDialog, button: QDialogButtonBox.StandardButton) -> None:
    dialog.findChildren(QDialogButtonBox)[0].button(button).click()


async def test_before_it_is_sent_again_it_is_said_that_it_may_cost_twice(desk: Desk):
    box = asked_to_send_again(desk)
    assert re.search(r"^Send .*again\?$", box.text())
    assert "lost" in box.informativeText()
    assert re.search(r"\b(charges?|pays?)\b.*\bsecond\b", box.informativeText())
    default = box.defaultButton()
    assert isinstance(default, QPushButton)
    assert default.text() == "Cancel"


async def test_nothing_is_sent_before_that_is_answered_nor_after_a_no(desk: Desk):
    for leave in (lambda box: desk.button(box, "Cancel").click(), QMessageBox.reject):
        box = asked_to_send_again(desk)
        await desk.settle()
        assert desk.world.job(LOST).status is JobStatus.UNCONFIRMED
        leave(box)
        await desk.until(lambda: desk.child(QMessageBox) is None)
        await desk.settle()
        assert desk.world.job(LOST).status is JobStatus.UNCONFIRMED
    assert desk.world.generation.waiting_ids() == []


async def test_after_a_yes_it_waits_to_be_sent(desk: Desk):
    box = asked_to_send_again(desk)
    [yes] = [one for one in box.buttons() if one.text().startswith("Send")]
    yes.click()
    await desk.until(lambda: desk.world.job(LOST).status is JobStatus.QUEUED)
    assert desk.world.generation.waiting_ids() == [LOST]


async def test_an_id_inside_a_link_is_followed(desk: Desk):
    dialog = asked_for_the_id(desk, "I have its ID…")
    assert dialog.labelText() == "The job ID, or a link that contains it:"
    dialog.setTextValue(f"https://whisul.com/api/jobs/{SERVER_ID}")
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    await desk.until(lambda: desk.world.job(LOST).status is JobStatus.RUNNING)
    assert desk.world.job(LOST).server_id == SERVER_ID
    await desk.until(lambda: desk.child(QInputDialog) is None)


async def test_what_holds_no_id_is_said_and_can_be_written_anew(desk: Desk):
    dialog = asked_for_the_id(desk, "I have its ID…")
    dialog.setTextValue("my song of yesterday")
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    await desk.settle()
    assert dialog.isVisible()
    assert dialog.labelText().startswith("That holds no job ID. It looks like this:")
    assert dialog.textValue() == "my song of yesterday"
    dialog.setTextValue(SERVER_ID)
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    await desk.until(lambda: desk.world.job(LOST).server_id == SERVER_ID)


async def test_without_an_id_nothing_changes(desk: Desk):
    dialog = asked_for_the_id(desk, "I have its ID…")
    dialog.setTextValue(SERVER_ID)
    press(dialog, QDialogButtonBox.StandardButton.Cancel)
    await desk.until(lambda: desk.child(QInputDialog) is None)
    await desk.settle()
    assert desk.world.job(LOST).status is JobStatus.UNCONFIRMED
    assert desk.world.job(LOST).server_id is None
