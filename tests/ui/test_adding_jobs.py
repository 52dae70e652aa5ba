"""Add Existing Jobs: what will come of a text is said while it is written, and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from tests.services.conftest import World
from tests.services.songs import half_read
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.ui.add_jobs_dialog import AddJobsDialog
from whisul_desktop.ui.adding_jobs import AddingJobs
from whisul_desktop.ui.theme import Look

ONE, TWO, THREE = (str(uuid.UUID(int=number, version=4)) for number in range(3))


@pytest.fixture
async def desk(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], look: Look
) -> Desk:
    desk = make_desk(make_world())
    desk.adding = AddingJobs(desk.window, look, desk.backend)  # type: ignore[attr-defined]
    return desk


def opened(desk: Desk) -> AddJobsDialog:
    desk.window.actions_["add_jobs"].trigger()
    dialog = desk.child(AddJobsDialog)
    assert dialog is not None
    return dialog


def write(dialog: AddJobsDialog, text: str) -> None:
    [field] = dialog.findChildren(QPlainTextEdit)
    field.setPlainText(text)


def words(dialog: AddJobsDialog) -> str:
    return "\n".join(
        label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)
    )


async def test_what_will_happen_is_said_while_it_is_written(desk: Desk):
    desk.serve()
    await desk.world.generation.add_existing([THREE])
    await desk.world.library.load_rest()
    dialog = opened(desk)
    assert not desk.button(dialog, "Add").isEnabled()
    write(dialog, f"{ONE}\nhttps://whisul.com/api/jobs/{TWO}\n<b>a song</b>\n{THREE} {ONE}")
    for told in (
        "Will be added: 2",
        "Already there: 1",
        "Repeated: 1",
        "Lines without a job ID: 1",
        "“<b>a song</b>”",
    ):
        assert told in words(dialog)
    assert desk.button(dialog, "Add").isEnabled()
    write(dialog, "one\ntwo\nthree\nfour")
    assert "Lines without a job ID: 4" in words(dialog)
    assert "“three”\n…" in words(dialog)
    assert not desk.button(dialog, "Add").isEnabled()


async def test_nothing_is_promised_while_the_library_is_being_read(
    make_world: Callable[..., World],
    make_desk: Callable[..., Desk],
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
):
    old, new = str(uuid.uuid4()), str(uuid.uuid4())
    world = await half_read(make_world, monkeypatch, old, new)
    desk = make_desk(world)
    adding = AddingJobs(desk.window, look, desk.backend)
    desk.serve()
    adding.show_dialog()
    dialog = desk.child(AddJobsDialog)
    assert dialog is not None
    write(dialog, f"{old}\n{ONE}\na song")
    assert words(dialog).count(": ") == 1
    assert "Lines without a job ID: 1" in words(dialog)
    desk.button(dialog, "Add").click()
    await desk.settle()
    assert "The library is still being read. Please try again in a moment." in words(dialog)
    await world.library.load_rest()
    desk.button(dialog, "Add").click()
    await desk.settle()
    assert "Added: 1. Already there: 1." in words(dialog)


@pytest.mark.parametrize("served", [True, False])
async def test_they_are_added_once_and_shown(desk: Desk, served: bool):
    if served:
        desk.serve()
    dialog = opened(desk)
    write(dialog, f"{ONE}\n{TWO}")
    add = desk.button(dialog, "Add")
    add.click()
    add.click()  # a double click
    if not served:
        desk.serve()
    await desk.settle()
    assert sorted(str(job.server_id) for job in desk.world.library.live()) == [ONE, TWO]
    assert "Added: 2. Already there: 0." in words(dialog)
    assert [job.server_id for job in desk.controller.selected] == [ONE]
    write(dialog, TWO)
    desk.button(dialog, "Add").click()
    await desk.settle()
    assert "Nothing to add: already there: 1." in words(dialog)
    assert [job.server_id for job in desk.controller.selected] == [TWO]


async def test_what_cannot_be_kept_is_told_and_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.serve()
    dialog = opened(desk)
    write(dialog, ONE)
    refused: Future[None] = Future()
    refused.set_exception(DiskFull("no room"))
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "save", lambda *_: refused)
        desk.button(dialog, "Add").click()
        await desk.settle()
    assert "The disk is full" in words(dialog)
    desk.button(dialog, "Add").click()
    await desk.settle()
    assert [job.status for job in desk.world.library.live()] == [JobStatus.RUNNING]


async def test_it_is_one_dialog_which_goes_when_it_is_closed(desk: Desk):
    first = opened(desk)
    assert opened(desk) is first
    desk.button(first, "Close").click()
    await desk.until(lambda: desk.child(AddJobsDialog) is None)
    assert opened(desk).isVisible()
