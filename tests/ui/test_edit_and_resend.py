"""Whose words a new prompt was made from: kept with the draft, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.jobs import JobStore

WORDS = "a trap song"
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Hand:
    """What a person does, with the real widgets of one window. Nothing is ever sent."""

    desk: Desk
    qtbot: QtBot

    @property
    def field(self) -> QPlainTextEdit:
        compose = self.desk.window.compose
        fields = compose.findChildren(QPlainTextEdit)
        return next(field for field in fields if field.accessibleName() == "Prompt")

    def click(self, button: QAbstractButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def edit(self, job_id: str) -> None:
        self.desk.select(job_id)
        self.desk.window.actions_["edit_prompt"].trigger()

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.field, words)

    def empty(self) -> None:
        self.qtbot.keyClick(self.field, Qt.Key.Key_A, CONTROL)
        self.qtbot.keyClick(self.field, Qt.Key.Key_Delete)

    def undo_notice(self) -> None:
        self.click(self.desk.button(self.desk.window.notices, "Undo"))

    async def generate(self) -> str | None:
        """Send what is written: the parent of the new job."""
        before = set(self.desk.world.generation.waiting_ids())
        self.click(self.desk.button(self.desk.window.compose, "Generate"))
        await self.desk.settle()
        assert self.field.toPlainText() == ""
        [new] = set(self.desk.world.generation.waiting_ids()) - before
        return self.desk.world.job(new).parent_id


@pytest.fixture
def open_window(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], qtbot: QtBot
) -> Callable[[], Hand]:
    """A window over the same folder each time: a second one is the next start."""

    def make() -> Hand:
        desk = make_desk(make_world())
        desk.serve()
        return Hand(desk, qtbot)

    return make


@pytest.fixture
async def hand(open_window: Callable[[], Hand]) -> Hand:
    return open_window()


@pytest.fixture
async def first(hand: Hand) -> str:
    [job_id] = await hand.desk.world.generation.submit(WORDS)
    return job_id


async def test_what_was_edited_is_a_child_and_what_is_written_next_is_not(hand: Hand, first: str):
    hand.edit(first)
    hand.type(", slower")
    assert await hand.generate() == first
    hand.type("something new")
    assert await hand.generate() is None


async def test_the_button_of_the_detail_pane_does_the_same(hand: Hand, first: str):
    hand.desk.world.library.update(first, lambda job: replace(job, status=JobStatus.REJECTED))
    hand.desk.select(first)
    hand.click(hand.desk.button(hand.desk.window.detail, "Edit prompt"))
    assert await hand.generate() == first


async def test_words_that_were_all_deleted_leave_no_trace(hand: Hand, first: str):
    hand.edit(first)
    hand.empty()
    hand.type(f"{WORDS}, by chance")
    assert await hand.generate() is None
    hand.type(WORDS)
    assert await hand.generate() is None


async def test_a_second_click_after_a_full_disk_keeps_the_parent(
    hand: Hand, first: str, monkeypatch: pytest.MonkeyPatch
):
    refused: Future[None] = Future()
    refused.set_exception(DiskFull("no room"))
    hand.edit(first)
    hand.type(", slower")
    with monkeypatch.context() as patch:
        patch.setattr(JobStore, "save", lambda *_: refused)
        hand.click(hand.desk.button(hand.desk.window.compose, "Generate"))
        await hand.desk.settle()
    assert hand.field.toPlainText() == f"{WORDS}, slower"
    assert await hand.generate() == first


async def test_a_draft_that_was_put_aside_comes_back_as_it_was(hand: Hand, first: str):
    hand.type("unrelated")
    for _ in range(2):
        hand.edit(first)
        hand.undo_notice()
        assert hand.field.toPlainText() == "unrelated"
    assert await hand.generate() is None


async def test_an_edited_draft_that_was_put_aside_keeps_its_parent(hand: Hand, first: str):
    [other] = await hand.desk.world.generation.submit("rain")
    hand.edit(first)
    hand.type(", slower")
    hand.edit(other)
    hand.undo_notice()
    assert hand.field.toPlainText() == f"{WORDS}, slower"
    assert await hand.generate() == first


async def test_undo_and_redo_in_the_field_keep_each_its_own(hand: Hand, first: str):
    hand.type("unrelated")
    hand.edit(first)
    hand.qtbot.keyClick(hand.field, Qt.Key.Key_Z, CONTROL)
    assert hand.field.toPlainText() == "unrelated"
    assert await hand.generate() is None
    hand.type("unrelated too")
    hand.edit(first)
    hand.field.undo()
    hand.field.redo()
    assert hand.field.toPlainText() == WORDS
    assert await hand.generate() == first


async def test_an_earlier_prompt_that_is_sent_again_is_nobody_s_child(hand: Hand, first: str):
    [other] = await hand.desk.world.generation.submit("rain")
    hand.type("unrelated")
    hand.edit(first)
    hand.type(", slower")
    hand.edit(other)
    hand.empty()
    for walked in (f"{WORDS}, slower", "unrelated"):
        hand.qtbot.keyClick(hand.field, Qt.Key.Key_Up)
        assert hand.field.toPlainText() == walked
    assert await hand.generate() is None


async def test_an_example_is_nobody_s_child(hand: Hand, first: str):
    hand.edit(first)
    hand.desk.window.library.example_chosen.emit("an example")
    assert await hand.generate() is None


async def test_it_outlives_a_quit_with_its_draft(
    hand: Hand, first: str, open_window: Callable[[], Hand]
):
    hand.edit(first)
    hand.type(", slower")
    hand.desk.preferences.close()
    again = open_window()
    assert again.field.toPlainText() == f"{WORDS}, slower"
    assert await again.generate() == first
    again.type("something new")
    again.desk.preferences.close()
    last = open_window()
    assert await last.generate() is None


async def test_words_that_do_not_fit_change_nothing(hand: Hand, first: str):
    [long] = await hand.desk.world.generation.submit("x" * 1_000_000)
    hand.type("unrelated")
    hand.edit(long)
    assert hand.field.toPlainText() == "unrelated"
    assert await hand.generate() is None
