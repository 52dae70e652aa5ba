"""The list: keyboard, mouse, selection and scrolling while jobs change under it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QRegion
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, job, library_look, picture, ready  # noqa: F401
from whisul_desktop.core.settings import Theme
from whisul_desktop.core.types import JobColumn, JobQuery, JobStatus, Transfer
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

_ROW = 52


@pytest.fixture
def model(qtbot: QtBot) -> JobModel:
    made = JobModel(now=lambda: NOW)
    made.load([ready(f"{n:02}", title=f"Song {n:02}", created_at=NOW - n) for n in range(60)])
    return made


@pytest.fixture
def table(
    qtbot: QtBot,
    library_look: Look,  # noqa: F811
    model: JobModel,
    tmp_path: Path,
) -> Iterator[JobTable]:
    thumbnails = Thumbnails()
    made = JobTable(library_look, model, thumbnails, lambda name: tmp_path / name)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    thumbnails.close()


def _title(table: JobTable, row: int) -> QPoint:
    index = table.model().index(row, JobModel.number_of(JobColumn.TITLE))
    return table.visualRect(index).center()


def test_a_cell_that_cannot_be_painted_is_told_and_the_app_lives(
    table: JobTable, model: JobModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind.__name__))
    monkeypatch.setattr(type(table.itemDelegate()), "_paint_title", lambda *_: 1 / 0)
    for _ in range(3):
        table.viewport().grab()
    assert set(told) == {"ZeroDivisionError"}
    assert len(told) >= 3


def test_no_more_is_painted_than_has_to_be(
    table: JobTable, model: JobModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[int, list[JobColumn]]] = []

    def paint_row(_painter: object, row: int, cells: list[tuple[int, QRect]], **_: bool) -> None:
        painted.append((row, [JobModel.column_at(number) for number, _rect in cells]))

    monkeypatch.setattr(table, "paint_row", paint_row)
    table.setColumnHidden(JobModel.number_of(JobColumn.BPM), True)
    viewport = table.viewport()
    viewport.repaint()
    assert [row for row, _columns in painted] == list(table.visible_rows())
    shown = [c for c in JobColumn if not table.isColumnHidden(JobModel.number_of(c))]
    assert painted[0][1] == shown
    assert JobColumn.BPM not in shown
    painted.clear()
    titles = [
        table.visualRect(table.model().index(row, 1)).adjusted(1, 1, -1, -1) for row in (1, 5)
    ]
    viewport.repaint(QRegion(titles[0]) + QRegion(titles[1]))
    assert painted == [(1, [JobColumn.TITLE]), (5, [JobColumn.TITLE])]
    painted.clear()
    model.remove([f"{number:02}" for number in range(2, 60)])
    viewport.repaint(QRect(0, 3 * _ROW, 200, 50))  # where there is no row any more
    assert painted == []


def test_enter_and_double_click_play_but_space_does_not(qtbot: QtBot, table: JobTable) -> None:
    played: list[str] = []
    table.play_requested.connect(played.append)
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(table.viewport(), left, pos=_title(table, 4))
    qtbot.mouseDClick(table.viewport(), left, pos=_title(table, 4))
    assert played == ["02", "02", "04"]
    assert table.selected_ids() == ["04"]


def test_keys_choose_rows(qtbot: QtBot, table: JobTable) -> None:
    table.select_job("10")
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.selected_ids() == ["00"]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids() == ["00", "01"]
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.selected_ids() == ["59"]
    qtbot.keyClick(table, Qt.Key.Key_PageUp)
    assert table.selected_ids() < ["59"]
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.selected_ids()) == 60


def test_typing_finds_a_title_from_any_column(
    qtbot: QtBot, table: JobTable, model: JobModel
) -> None:
    model.update([ready("40", title="Zebra crossing", created_at=NOW - 40)])
    table.setCurrentIndex(model.index(0, JobModel.number_of(JobColumn.TOOK)))
    qtbot.keyClicks(table, "zEb")
    assert table.selected_ids() == ["40"]


def test_selection_scrolling_and_current_row_outlive_changes(
    qtbot: QtBot, table: JobTable, model: JobModel
) -> None:
    table.verticalScrollBar().setValue(20 * _ROW + 7)
    table.select_job("25")
    before = table.visualRect(table.currentIndex())
    announced: list[object] = []
    table.selection_changed.connect(announced.append)
    model.add([job("new", created_at=NOW + 1)])
    assert table.visualRect(table.currentIndex()) == before
    model.update([job("new", created_at=NOW - 30)])  # from above to below
    assert table.visualRect(table.currentIndex()) == before
    model.update([job("new", created_at=NOW + 1)])  # and back
    assert table.visualRect(table.currentIndex()) == before
    model.remove(["new", "03"])
    assert table.visualRect(table.currentIndex()) == before
    model.update([ready("25", title="Renamed", created_at=NOW - 25)])
    assert table.selected_ids() == ["25"]
    assert announced == []
    table.verticalScrollBar().setValue(0)
    model.add([job("newest", created_at=NOW + 2)])
    assert table.rowAt(0) == 0  # at the top what is new is seen
    assert model.job_at(0) == model.job("newest")


def test_a_selection_that_is_filtered_away_is_announced(table: JobTable, model: JobModel) -> None:
    announced: list[object] = []
    table.selection_changed.connect(announced.append)
    table.select_job("07")
    model.set_query(JobQuery(text="song 0"))
    assert table.selected_ids() == ["07"]
    model.set_query(JobQuery(text="song 1"))
    model.load([])
    assert announced == [["07"], []]


def test_headers_sort_and_follow_the_query(qtbot: QtBot, table: JobTable, model: JobModel) -> None:
    header = table.horizontalHeader()

    def click(column: JobColumn) -> None:
        x = header.sectionViewportPosition(JobModel.number_of(column)) + 12
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))

    query = model.query()
    assert (query.sort, query.descending) == (JobColumn.CREATED, True)
    click(JobColumn.TITLE)
    click(JobColumn.TITLE)
    assert (model.query().sort, model.query().descending) == (JobColumn.TITLE, True)
    click(JobColumn.CREATED)
    assert (model.query().sort, model.query().descending) == (JobColumn.CREATED, True)
    model.set_query(JobQuery(sort=JobColumn.BPM, descending=False))
    assert header.sortIndicatorSection() == JobModel.number_of(JobColumn.BPM)
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_the_context_menu_holds_the_windows_actions(qtbot: QtBot, table: JobTable) -> None:
    done: list[bool] = []
    action = QAction("Save…", table)
    action.triggered.connect(lambda: done.append(True))
    table.set_row_actions([action])

    def ask() -> list[QMenu]:
        place = _title(table, 3)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.mapToGlobal(place))
        table.contextMenuEvent(event)
        return [menu for menu in table.findChildren(QMenu) if menu.isVisible()]

    assert ask() == []  # nothing is selected: nothing to act on
    table.selectRow(3)
    (menu,) = ask()
    assert menu.actions() == [action]
    menu.actions()[0].trigger()
    assert done == [True]
    menu.close()


def test_screen_readers_get_names_and_cells(table: JobTable) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "Jobs"
    across = len(JobColumn) + 1  # Qt counts the header of rows, hidden or not
    headers = [interface.child(1 + n).text(QAccessible.Text.Name) for n in range(2)]
    cells = [interface.child(across + 1 + n).text(QAccessible.Text.Name) for n in range(4)]
    assert headers == ["Cover", "Title"]
    assert cells == ["No cover", "Song 00", "Ready", "140"]


def test_every_state_is_drawn_in_both_looks(
    qtbot: QtBot,
    library_look: Look,  # noqa: F811
    table: JobTable,
    model: JobModel,
    tmp_path: Path,
) -> None:
    picture(tmp_path / "cover.png", color="#ff0000")
    states = [job(status.value, status, created_at=NOW) for status in JobStatus]
    hostile = "<img src=file:///etc/passwd>\n" + "x" * 100_000
    model.load([*states, ready("z", title=hostile, cover_file="cover.png", created_at=NOW + 5)])
    model.set_transfer(Transfer("z", "audio", 1, 3), "z")
    model.set_playing("z")
    cover = table.visualRect(model.index(0, 0)).center()
    qtbot.waitUntil(lambda: table.viewport().grab().toImage().pixelColor(cover).name() == "#ff0000")
    grounds = set()
    for theme in (Theme.DARK, Theme.LIGHT):
        library_look.set_theme(theme)
        grounds.add(table.viewport().grab().toImage().pixelColor(450, 565).name())
    assert grounds == {"#18181f", "#ffffff"}


def test_the_song_that_is_heard_has_a_mark_on_its_cover(
    library_look: Look,  # noqa: F811
    table: JobTable,
    model: JobModel,
) -> None:
    def marked() -> bool:
        cover = table.visualRect(model.index(1, 0))
        corner = QRect(cover.center(), QSize(20, 20))
        image = table.viewport().grab(corner).toImage()
        names = {image.pixelColor(x, y).name() for x in range(20) for y in range(20)}
        return library_look.tokens.accent_fill in names

    model.set_playing(model.ids_at([1])[0])
    assert not marked()
    model.set_sounding(True)
    assert marked()
    model.set_sounding(False)  # it pauses
    assert not marked()


def test_selected_and_focused_rows_can_be_seen(
    qtbot: QtBot,
    library_look: Look,  # noqa: F811
    table: JobTable,
) -> None:
    table.selectRow(1)
    image = table.viewport().grab().toImage()
    middle = _ROW + _ROW // 2
    assert image.pixelColor(6, middle) != image.pixelColor(6, middle + 2 * _ROW)
    assert image.pixelColor(6, middle).name() == library_look.tokens.selection
    qtbot.keyClick(table, Qt.Key.Key_Down)
    ring = table.viewport().grab().toImage().pixelColor(5, middle + _ROW)
    assert ring.name() == library_look.tokens.accent
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=_title(table, 2))
    assert table.viewport().grab().toImage().pixelColor(5, middle + _ROW) != ring
