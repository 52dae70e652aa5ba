"""Judging and deleting in the whole window: by key, mouse and menu, each with its way back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMessageBox, QPlainTextEdit

from tests.services.conftest import World
from tests.ui.library_fixtures import ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.judging import Judging
from whisul_desktop.ui.forgetting import Forgetting
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.judging import JudgingActions
from whisul_desktop.ui.note_edit import NoteEdit

NOW = 1_771_342_774.0
LEFT = Qt.MouseButton.LeftButton
NO_GRAB = "This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)"
pytestmark = pytest.mark.qt_log_ignore(NO_GRAB)


@dataclass
class Judged:
    """A desk with judging, and what the tests do with it."""

    desk: Desk
    actions: JudgingActions
    media: Path

    @property
    def model(self) -> JobModel:
        model = self.desk.window.library.table.model()
        assert isinstance(model, JobModel)
        return model

    def job(self, job_id: str) -> Job:
        return self.desk.world.job(job_id)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the focus, as the window system would."""
        focus = self.desk.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)

    def cell(self, job_id: str) -> QPoint:
        """The leading edge of the job's rating."""
        table = self.desk.window.library.table
        row = self.model.row_of(job_id)
        assert row is not None
        index = self.model.index(row, JobModel.number_of(JobColumn.RATING))
        table.scrollTo(index)
        cell = table.visualRect(index)
        return QPoint(cell.left(), cell.center().y())

    def shown(self) -> list[str]:
        return [job.id for row in range(self.model.rowCount()) if (job := self.model.job_at(row))]

    def action(self, name: str) -> QAction:
        return self.desk.window.actions_[name]

    def notices(self) -> list[str]:
        return self.desk.window.notices.texts()


@pytest.fixture
async def judged(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], tmp_path: Path
) -> AsyncIterator[Judged]:
    """Five songs, a to e from the top, nothing of the network started."""
    world = make_world()
    world.library.add(
        [
            ready(name, title=f"Song {name}", created_at=NOW - number, audio_file=f"{name}.mp3")
            for number, name in enumerate("abcde")
        ]
    ).result()
    desk = make_desk(world)
    window = desk.window
    window.resize(1200, 800)
    model = window.library.table.model()
    assert isinstance(model, JobModel)
    judging = Judging(world.library, MediaCache(tmp_path / "media"), lambda: NOW)
    forgetting = Forgetting(window, model, judging, desk.backend)
    actions = JudgingActions(window, desk.controller, model, world.library, judging, forgetting)
    window.activateWindow()
    window.library.table.setFocus()
    await desk.until(window.isActiveWindow)
    yield Judged(desk, actions, tmp_path / "media")
    actions.close()


async def test_keys_judge_what_is_selected(judged: Judged) -> None:
    judged.desk.select("b")
    for key in (Qt.Key.Key_F, Qt.Key.Key_4):
        judged.key(key)
    assert (judged.job("b").is_favourite, judged.job("b").stars) == (True, 4)
    judged.key(Qt.Key.Key_0)
    judged.key(Qt.Key.Key_X)
    assert (judged.job("b").stars, judged.job("b").is_reject) == (0, True)
    assert not judged.job("b").is_favourite
    judged.key(Qt.Key.Key_X)
    assert not judged.job("b").is_reject
    assert all(judged.job(name).judged_at is None for name in "acde")
    assert judged.notices() == []  # one alone is seen where it stands
    assert judged.desk.window.library.table.selected_ids() == ["b"]


async def test_several_at_once_and_the_way_back(judged: Judged) -> None:
    judged.desk.select("a", "b", "c")
    judged.key(Qt.Key.Key_F)
    judged.desk.select("b", "c", "d")
    judged.key(Qt.Key.Key_F)  # not all of them were: now they are
    assert [judged.job(name).is_favourite for name in "abcde"] == [True] * 4 + [False]
    assert judged.notices() == ["Favourites: 3"]  # of the first time: d alone is seen
    judged.key(Qt.Key.Key_3)
    assert judged.notices() == ["Rated: 3"]
    undo = judged.desk.button(judged.desk.window.notices, "Undo")
    QTest.mouseClick(undo, LEFT)
    assert [judged.job(name).stars for name in "abcde"] == [0] * 5
    assert judged.notices() == []
    assert judged.action("undo").text() == "&Undo Favourite"
    judged.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    judged.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not any(judged.job(name).is_favourite for name in "abcde")
    assert not judged.action("undo").isEnabled()


async def test_keys_that_are_typed_judge_nothing(judged: Judged) -> None:
    window = judged.desk.window
    judged.desk.select("b")
    window.library.focus_search()
    fields = (
        window.focusWidget(),
        window.compose.findChild(QPlainTextEdit),
        window.detail.findChild(NoteEdit),
    )
    for field in fields:
        assert field is not None
        field.setFocus()
        assert window.focusWidget() is field
        for key in (Qt.Key.Key_F, Qt.Key.Key_5, Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_Delete):
            QTest.keyClick(field, key)
        QTest.keyClick(field, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.focusWidget() is field
    job = judged.job("b")
    assert (job.is_favourite, job.stars, job.is_reject, job.deleted_at) == (False, 0, False, None)
    assert judged.desk.child(QMessageBox) is None


async def test_a_title_that_is_being_typed_is_no_shortcut(judged: Judged) -> None:
    table = judged.desk.window.library.table
    judged.desk.select("a")
    table.setFocus()
    QTest.keyClicks(table, "song d")
    judged.key(Qt.Key.Key_F)
    assert judged.job("a").judged_at is None
    assert judged.job("d").judged_at is None


async def test_stars_are_clicked_in_the_row(judged: Judged) -> None:
    table = judged.desk.window.library.table
    judged.desk.select("a", "b")
    cell = judged.cell("d")
    star = cell + QPoint(8 + 16 + 8 + 3 * 16 + 8, 0)
    QTest.mouseMove(table.viewport(), star)
    assert table.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(table.viewport(), LEFT, pos=star)
    assert judged.job("d").stars == 4
    assert table.selected_ids() == ["a", "b"]
    QTest.mouseClick(table.viewport(), LEFT, pos=star)
    assert judged.job("d").stars == 0
    QTest.mouseClick(table.viewport(), LEFT, pos=cell + QPoint(14, 0))
    assert judged.job("d").is_favourite
    played: list[str] = []
    table.play_requested.connect(played.append)
    QTest.mouseClick(table.viewport(), LEFT, pos=star)
    QTest.mouseDClick(table.viewport(), LEFT, pos=star)  # the second half of a double click
    assert played == []
    # a press that leaves the star, and one that selects
    QTest.mousePress(table.viewport(), LEFT, pos=star)
    QTest.mouseRelease(table.viewport(), LEFT, pos=star - QPoint(300, 0))
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, star)
    assert judged.job("d").stars == 4
    assert table.selected_ids() == ["a", "b", "d"]


async def test_the_detail_pane_judges_one_and_several(judged: Judged) -> None:
    detail = judged.desk.window.detail
    judged.desk.select("c")
    QTest.mouseClick(judged.desk.button(detail, "Favourite"), LEFT)
    QTest.mouseClick(judged.desk.button(detail, "Reject"), LEFT)
    assert (judged.job("c").is_favourite, judged.job("c").is_reject) == (False, True)
    assert judged.desk.button(detail, "Reject").isChecked()
    judged.desk.select("c", "d")
    assert not judged.desk.button(detail, "Reject").isChecked()
    QTest.mouseClick(judged.desk.button(detail, "Reject"), LEFT)
    assert judged.job("d").is_reject
    assert judged.desk.button(detail, "Reject").isChecked()
    QTest.mouseClick(judged.desk.button(detail, "Reject"), LEFT)
    assert not judged.job("c").is_reject


async def test_a_note_by_key(judged: Judged) -> None:
    window = judged.desk.window
    judged.desk.select("c")
    judged.key(Qt.Key.Key_N)
    note = window.focusWidget()
    assert isinstance(note, NoteEdit)
    QTest.keyClicks(note, "the bridge")
    judged.desk.select("d")
    assert (judged.job("c").note, judged.job("d").note) == ("the bridge", "")
    judged.desk.select("c")
    window.library.table.setFocus()
    judged.key(Qt.Key.Key_N)
    QTest.keyClicks(note, "1")
    window.close()  # and nothing is lost
    assert judged.job("c").note == "the bridge1"


async def test_what_was_typed_in_one_go_is_one_step_back(judged: Judged) -> None:
    judged.desk.select("c")
    detail = judged.desk.window.detail
    for text in ("the", "the bridge"):
        detail.note_written.emit("c", text)
    detail.note_written.emit("d", "other")
    judged.action("undo").trigger()
    assert (judged.job("c").note, judged.job("d").note) == ("the bridge", "")
    judged.action("undo").trigger()
    assert judged.job("c").note == ""


async def test_one_note_for_several(judged: Judged) -> None:
    judged.desk.select("a", "b")
    judged.key(Qt.Key.Key_N)
    dialog = judged.desk.child(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("for the intro")
    dialog.accept()
    assert [judged.job(name).note for name in "abc"] == ["for the intro"] * 2 + [""]
    assert judged.notices() == ["Notes written: 2"]


async def test_a_read_only_library_says_why_not(judged: Judged) -> None:
    judged.actions._judging._read_only = True
    judged.desk.select("b", "c")
    judged.key(Qt.Key.Key_5)
    detail = judged.desk.window.detail
    QTest.mouseClick(judged.desk.button(detail, "Favourite"), LEFT)
    assert not judged.desk.button(detail, "Favourite").isChecked()
    assert judged.job("b").judged_at is None
    [notice] = judged.notices()
    assert "newer version" in notice


async def test_menu_follows_what_is_selected(judged: Judged) -> None:
    window = judged.desk.window
    window.library.table.clearSelection()
    names = ("favourite", "reject", "note", "delete", "forget_for_good", "stars_3")
    assert not any(judged.action(name).isEnabled() for name in names)
    judged.desk.select("b")
    assert all(judged.action(name).isEnabled() for name in names)
    assert not judged.action("restore").isVisible()
    judged.action("favourite").trigger()
    assert judged.job("b").is_favourite
    assert judged.action("favourite").isChecked()
    judged.action("stars_3").trigger()
    assert judged.job("b").stars == 3
