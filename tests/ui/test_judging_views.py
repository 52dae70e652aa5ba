"""Judging where it can be seen and clicked: among the covers, in the menu bar, in the menu of
rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from tests.ui.test_judging import LEFT, NO_GRAB, NOW, Judged, judged
from whisul_desktop.ui.job_grid import JobGrid

__all__ = ["judged"]
pytestmark = pytest.mark.qt_log_ignore(NO_GRAB)
CONTROL = Qt.KeyboardModifier.ControlModifier


def covers(judged: Judged, *names: str) -> JobGrid:
    """Show covers and click these."""
    judged.action("view_grid").trigger()
    grid = judged.desk.window.library.grid
    assert grid is not None
    grid.setFocus()
    for number, name in enumerate(names):
        row = judged.model.row_of(name)
        assert row is not None
        held = CONTROL if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(grid.viewport(), LEFT, held, grid.tile(row).center())
    assert {job.id for job in judged.desk.controller.selected} == set(names)
    assert grid.hasFocus()
    return grid


async def test_keys_judge_the_covers_that_are_selected(judged: Judged) -> None:
    covers(judged, "a", "c")
    for key in (Qt.Key.Key_F, Qt.Key.Key_4):
        judged.key(key)
    assert [judged.job(name).is_favourite for name in "abc"] == [True, False, True]
    assert [judged.job(name).stars for name in "abc"] == [4, 0, 4]
    judged.key(Qt.Key.Key_0)
    judged.key(Qt.Key.Key_X)
    assert [judged.job(name).stars for name in "abc"] == [0, 0, 0]
    assert [judged.job(name).is_reject for name in "abc"] == [True, False, True]
    assert {job.id for job in judged.desk.controller.selected} == {"a", "c"}


async def test_a_key_writes_one_note_for_the_covers(judged: Judged) -> None:
    covers(judged, "a", "c")
    judged.key(Qt.Key.Key_N)
    dialog = judged.desk.child(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("for the intro")
    dialog.accept()
    assert [judged.job(name).note for name in "abc"] == ["for the intro", "", "for the intro"]


async def test_covers_are_deleted_and_had_back_by_key(judged: Judged) -> None:
    grid = covers(judged, "a", "c")
    judged.key(Qt.Key.Key_Delete)
    assert [judged.job(name).deleted_at for name in "abc"] == [NOW, None, NOW]
    assert judged.shown() == ["b", "d", "e"]
    assert judged.desk.window.focusWidget() is grid  # the next one, by the next key
    judged.key(Qt.Key.Key_Z, CONTROL)
    assert judged.shown() == ["a", "b", "c", "d", "e"]
    assert judged.notices() == []


async def pick(judged: Judged, menu: QMenu, *path: str) -> None:
    """Click the entries of these words, each in the menu that the one before opened."""
    for words in path:
        await judged.desk.until(menu.isVisible)
        [action] = [one for one in menu.actions() if plain(one) == words]
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        menu = action.menu() or menu


def plain(action: QAction) -> str:
    return action.text().replace("&", "")


async def from_the_bar(judged: Judged, *path: str) -> None:
    bar = judged.desk.window.menuBar()
    [title] = [action for action in bar.actions() if plain(action) == path[0]]
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(title).center())
    menu = title.menu()
    assert isinstance(menu, QMenu)
    await pick(judged, menu, *path[1:])


async def from_the_rows(judged: Judged, place: QPoint, *path: str) -> None:
    table = judged.desk.window.library.table
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    [menu] = table.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    await pick(judged, menu, *path)


@pytest.mark.parametrize("where", ["bar", "rows"])
async def test_menus_judge_by_clicks(judged: Judged, where: str) -> None:
    judged.desk.select("b", "d")

    async def choose(*path: str) -> None:
        if where == "bar":
            await from_the_bar(judged, "Song", *path)
        else:
            await from_the_rows(judged, judged.cell("d"), *path)

    await choose("Favourite")
    assert [judged.job(name).is_favourite for name in "bcd"] == [True, False, True]
    await choose("Rating", "3 Stars")
    assert [judged.job(name).stars for name in "bcd"] == [3, 0, 3]
    await choose("Rating", "No Stars")
    assert [judged.job(name).stars for name in "bcd"] == [0, 0, 0]
    await choose("Reject")
    assert [judged.job(name).is_reject for name in "bcd"] == [True, False, True]
    await choose("Delete")
    assert judged.shown() == ["a", "c", "e"]
    await from_the_bar(judged, "Edit", "Undo Delete")
    assert judged.shown() == ["a", "b", "c", "d", "e"]
