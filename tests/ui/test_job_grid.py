"""Covers: the other view of the same songs, by keyboard, mouse and at a hundred thousand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, job, library_look, picture, ready  # noqa: F401
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.job_grid import JobGrid
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.rating_cell import HEART
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

# of tooltips, on a platform without a screen
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)
_LEFT = Qt.MouseButton.LeftButton
_COLUMNS = 4


@pytest.fixture
def model(qtbot: QtBot) -> JobModel:
    made = JobModel(now=lambda: NOW)
    made.load([ready(f"{n:02}", title=f"Song {n:02}", created_at=NOW - n) for n in range(62)])
    return made


@pytest.fixture
def table(
    library_look: Look,  # noqa: F811
    model: JobModel,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[JobTable]:
    thumbnails = Thumbnails()
    made = JobTable(library_look, model, thumbnails, lambda name: tmp_path / name)
    qtbot.addWidget(made)
    yield made
    thumbnails.close()


@pytest.fixture
def make_grid(
    qtbot: QtBot,
    library_look: Look,  # noqa: F811
    model: JobModel,
    table: JobTable,
    tmp_path: Path,
) -> Iterator[Callable[[], JobGrid]]:
    thumbnails = Thumbnails()

    def make() -> JobGrid:
        made = JobGrid(
            library_look, model, thumbnails, lambda name: tmp_path / name, table.selectionModel()
        )
        qtbot.addWidget(made)
        made.resize(_COLUMNS * 180 + 40, 600)
        made.show()
        made.activateWindow()
        made.setFocus()
        qtbot.waitUntil(made.hasFocus)
        return made

    yield make
    thumbnails.close()


@pytest.fixture
def grid(make_grid: Callable[[], JobGrid]) -> JobGrid:
    return make_grid()


def press(qtbot: QtBot, grid: JobGrid, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(grid, key)


def part(grid: JobGrid, row: int, wanted: int) -> QPoint:
    """A place of a tile at which a click would do that."""
    tile = grid.tile(row)
    for y in range(tile.top(), tile.bottom(), 4):
        for x in range(tile.left(), tile.right(), 4):
            found = grid.part_at(QPoint(x, y))
            if found is not None and found[1] == wanted:
                return QPoint(x, y)
    raise AssertionError(f"no part {wanted} in row {row}")


def test_one_selection_and_one_current_song_with_the_table(
    qtbot: QtBot, grid: JobGrid, table: JobTable
) -> None:
    qtbot.mouseClick(grid.viewport(), _LEFT, pos=grid.tile(5).center())
    assert table.selected_ids() == ["05"]
    assert table.currentIndex().row() == 5
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(grid.viewport(), _LEFT, shift, grid.tile(8).center())
    assert table.selected_ids() == ["05", "06", "07", "08"]
    qtbot.mouseClick(grid.viewport(), _LEFT, control, grid.tile(6).center())
    assert table.selected_ids() == ["05", "07", "08"]
    table.select_job("40")
    assert grid.viewport().rect().contains(grid.tile(40))
    qtbot.keyClick(grid, Qt.Key.Key_A, control)
    assert len(table.selected_ids()) == 62
    between = QPoint((grid.tile(0).right() + grid.tile(1).left()) // 2, grid.tile(0).center().y())
    grid.verticalScrollBar().setValue(0)
    qtbot.mouseClick(grid.viewport(), _LEFT, pos=between)
    assert table.selected_ids() == []


def test_keys_go_through_lines(qtbot: QtBot, grid: JobGrid, table: JobTable) -> None:
    keys = Qt.Key
    grid.select_job("05")
    for key, row in (
        (keys.Key_Right, 6),
        (keys.Key_Down, 10),
        (keys.Key_Left, 9),
        (keys.Key_Up, 5),
        (keys.Key_Up, 1),
        (keys.Key_Up, 1),
        (keys.Key_End, 61),
        (keys.Key_Down, 61),
        (keys.Key_Up, 57),
        (keys.Key_Right, 58),
        (keys.Key_Right, 59),
        (keys.Key_Down, 61),  # the last line is shorter
        (keys.Key_Home, 0),
        (keys.Key_PageDown, 2 * _COLUMNS),
        (keys.Key_PageUp, 0),
    ):
        press(qtbot, grid, key)
        assert table.selected_ids() == [f"{row:02}"], key
        assert grid.viewport().rect().contains(grid.tile(row))
    qtbot.keyClick(grid, keys.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids() == ["00", "01", "02", "03", "04"]


def test_right_to_left_begins_at_the_right(qtbot: QtBot, grid: JobGrid, table: JobTable) -> None:
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert grid.tile(0).left() > grid.tile(1).left()
    grid.select_job("01")
    press(qtbot, grid, Qt.Key.Key_Left)
    assert table.selected_ids() == ["02"]
    heart, star = part(grid, 0, HEART), part(grid, 0, 5)
    assert heart.x() > star.x()


def test_enter_and_double_click_play_but_space_does_not(qtbot: QtBot, grid: JobGrid) -> None:
    played: list[str] = []
    grid.play_requested.connect(played.append)
    grid.select_job("02")
    press(qtbot, grid, Qt.Key.Key_Return, Qt.Key.Key_Space)
    place = grid.tile(4).center()
    qtbot.mouseClick(grid.viewport(), _LEFT, pos=place)
    qtbot.mouseDClick(grid.viewport(), _LEFT, pos=place)
    assert played == ["02", "04"]


def test_the_button_plays_and_the_rating_rates_without_selecting(
    qtbot: QtBot, grid: JobGrid, table: JobTable, model: JobModel
) -> None:
    played: list[str] = []
    rated: list[tuple[str, int]] = []
    grid.play_requested.connect(played.append)
    grid.rating_clicked.connect(lambda job_id, stars: rated.append((job_id, stars)))
    grid.select_job("00")
    viewport = grid.viewport()
    qtbot.mouseClick(viewport, _LEFT, pos=part(grid, 2, -1))
    qtbot.mouseClick(viewport, _LEFT, pos=part(grid, 3, HEART))
    qtbot.mouseClick(viewport, _LEFT, pos=part(grid, 3, 4))
    assert played == ["02"]
    assert rated == [("03", HEART), ("03", 4)]
    assert table.selected_ids() == ["00"]
    model.update([job("03", JobStatus.FAILED, created_at=NOW - 3)])
    with pytest.raises(AssertionError, match="no part"):
        part(grid, 3, HEART)  # nothing to play or rate


def test_typing_finds_a_title(
    qtbot: QtBot, grid: JobGrid, table: JobTable, model: JobModel
) -> None:
    model.update([ready("40", title="Zebra crossing", created_at=NOW - 40)])
    qtbot.keyClicks(grid, "zEb")
    assert table.selected_ids() == ["40"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_rows(qtbot: QtBot, grid: JobGrid) -> None:
    grid.set_row_actions([QAction("Play", grid)])
    grid.select_job("03")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    grid.contextMenuEvent(event)
    menu = grid.findChild(QMenu)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    assert [action.text() for action in menu.actions()] == ["Play"]
    assert menu.pos().y() >= grid.viewport().mapToGlobal(grid.tile(3).bottomLeft()).y()
    menu.close()


def test_what_comes_above_leaves_the_lines_on_the_screen(grid: JobGrid, model: JobModel) -> None:
    line = grid.tile(_COLUMNS).top() - grid.tile(0).top()
    bar = grid.verticalScrollBar()
    bar.setValue(5 * line + 12)
    assert grid.visible_rows().start == 20
    model.add([job(f"new{n}", created_at=NOW + n) for n in range(_COLUMNS)])
    assert grid.visible_rows().start == 24  # the same songs
    assert bar.value() == 6 * line + 12
    model.remove([f"new{n}" for n in range(_COLUMNS)])
    assert bar.value() == 5 * line + 12
    bar.setValue(0)
    model.add([job("newest", created_at=NOW + 9)])
    assert bar.value() == 0  # at the top it is to be seen


def test_a_screen_reader_sees_the_songs(grid: JobGrid, model: JobModel) -> None:
    seen = QAccessible.queryAccessibleInterface(grid)
    assert seen.text(QAccessible.Text.Name) == "Covers"
    names = {seen.child(n).text(QAccessible.Text.Name) for n in range(seen.childCount())}
    assert {"Song 00", "Song 61"} <= names


def test_a_cover_appears_once_it_is_decoded(
    qtbot: QtBot, grid: JobGrid, model: JobModel, tmp_path: Path
) -> None:
    picture(tmp_path / "a.jpg", 300, 300, "#c03040")
    model.update([ready("00", title="Song 00", created_at=NOW, cover_file="a.jpg")])
    place = grid.tile(0).topLeft() + QPoint(60, 60)

    def shown() -> bool:
        image = grid.viewport().grab().toImage()
        return abs(image.pixelColor(place).red() - 0xC0) < 8

    qtbot.waitUntil(shown)


def test_a_hundred_thousand_cost_no_more_than_a_screenful(
    qtbot: QtBot, model: JobModel, make_grid: Callable[[], JobGrid]
) -> None:
    """Against Qt's own icon mode, which takes hundreds of milliseconds for each of these."""
    model.load([ready(f"{n}", created_at=NOW - n) for n in range(100_000)])
    model.finish()
    grid = make_grid()

    def once(number: int) -> float:
        began = time.perf_counter()
        model.add([job(f"new{number}", created_at=NOW + number)])
        grid.executeDelayedItemsLayout()
        grid.scrollToBottom()
        grid.viewport().grab()
        return time.perf_counter() - began

    assert min(once(number) for number in range(5)) < 0.1
    assert grid.visible_rows().stop == 100_005


def test_the_prompt_of_a_tile_is_told_below_it(qtbot: QtBot, make_grid: Callable[[], JobGrid]):
    grid = make_grid()
    tile, place = grid.tile(0), grid.tile(0).center()
    view = grid.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    [tip] = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
    assert "00" in QToolTip.text()
    assert tip.y() > view.mapToGlobal(tile.bottomLeft()).y()
    QToolTip.hideText()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_tiles_fill_the_line(qtbot: QtBot, grid: JobGrid, direction: Qt.LayoutDirection) -> None:
    grid.setLayoutDirection(direction)
    for width in range(400, 1000, 37):
        grid.resize(width, 600)
        columns = sum(grid.tile(row).top() == grid.tile(0).top() for row in range(62))
        line = sorted((grid.tile(row) for row in range(columns)), key=QRect.left)
        assert all(0 <= b.left() - a.right() - 1 - 4 <= 1 for a, b in pairwise(line))
        outer = line[0].left(), grid.viewport().width() - line[-1].right() - 1
        assert all(6 <= side < 6 + columns for side in outer)
        assert 172 <= line[0].width() < 172 + 172 / columns + 4


def test_tiles_are_of_one_size_with_a_scroll_bar_and_without(
    qtbot: QtBot, grid: JobGrid, model: JobModel
) -> None:
    size = grid.tile(0).size()
    assert grid.verticalScrollBar().isVisible()
    model.remove([f"{n:02}" for n in range(3, 62)])
    qtbot.waitUntil(lambda: not grid.verticalScrollBar().isVisible())
    assert grid.tile(0).size() == size
