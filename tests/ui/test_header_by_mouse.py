"""The header of the table by the mouse alone: widths, places, order, and what is shown."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, library_look, ready
from tests.ui.test_job_table import model, table
from whisul_desktop.core.types import JobColumn, Song
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable

__all__ = ["library_look", "model", "table"]
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TITLE, BPM, TAGS = map(JobModel.number_of, (JobColumn.TITLE, JobColumn.BPM, JobColumn.TAGS))


@pytest.fixture
def header(table: JobTable) -> QHeaderView:
    table.resize(1600, 600)
    return table.horizontalHeader()


def place(header: QHeaderView, section: int, inside: int = 0) -> QPoint:
    """In the middle of the section, or so many pixels from its start or (< 0) its end."""
    start, size = header.sectionViewportPosition(section), header.sectionSize(section)
    inside = inside or size // 2
    return QPoint(start + inside + (size if inside < 0 else 0), header.height() // 2)


def drag(header: QHeaderView, start: QPoint, end: QPoint) -> None:
    view = header.viewport()
    QTest.mousePress(view, LEFT, PLAIN, start)
    for step in range(1, 11):
        QTest.mouseMove(view, start + (end - start) * step / 10)
    QTest.mouseRelease(view, LEFT, PLAIN, end)


def test_an_edge_is_dragged(table: JobTable, header: QHeaderView) -> None:
    before, title = header.sectionSize(BPM), header.sectionSize(TITLE)
    edge = place(header, BPM, -1)
    drag(header, edge, edge + QPoint(40, 0))
    assert header.sectionSize(BPM) == before + 40
    assert header.sectionSize(TITLE) == title
    assert json.loads(table.save_state())["widths"]["bpm"] == before + 40
    sorting = header.sortIndicatorSection()
    assert sorting == JobModel.number_of(JobColumn.CREATED)  # an edge is no header to click


def test_a_column_is_dragged_to_another_place(table: JobTable, header: QHeaderView) -> None:
    wanted = header.visualIndex(BPM)
    drag(header, place(header, TAGS), place(header, BPM, 5))
    assert header.visualIndex(TAGS) == wanted
    assert header.visualIndex(BPM) == wanted + 1
    order = json.loads(table.save_state())["order"]
    assert order.index("tags") == order.index("bpm") - 1


def test_clicks_sort_and_turn(table: JobTable, model: JobModel, header: QHeaderView) -> None:
    model.load([ready(name, song=Song(name, bpm)) for name, bpm in (("c", 90), ("a", 80))])
    model.add([ready("b", song=Song("b", None), created_at=NOW)])
    for section, shown in ((TITLE, "abc"), (TITLE, "cba"), (BPM, "acb"), (BPM, "cab")):
        QTest.mouseClick(header.viewport(), LEFT, PLAIN, place(header, section))
        model.finish()
        assert "".join(model.shown_ids()) == shown
        assert header.sortIndicatorSection() == section
    assert json.loads(table.save_state())["sort"] == "bpm"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_its_menu_hides_shows_and_resets(
    qtbot: QtBot, table: JobTable, header: QHeaderView
) -> None:
    first = table.save_state()

    def choose(words: str) -> None:
        spot, view = place(header, TITLE), header.viewport()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(view, QContextMenuEvent(reason, spot, view.mapToGlobal(spot)))
        [menu] = header.findChildren(QMenu)
        qtbot.waitUntil(menu.isVisible)
        [action] = [action for action in menu.actions() if action.text() == words]
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
        if not action.isEnabled():
            QTest.keyClick(menu, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not menu.isVisible())

    choose("Tags")
    assert header.isSectionHidden(TAGS)
    assert header.length() == table.viewport().width()
    choose("Title")  # which is always there
    assert not header.isSectionHidden(TITLE)
    choose("Tags")
    assert not header.isSectionHidden(TAGS)
    edge = place(header, BPM, -1)
    drag(header, edge, edge + QPoint(40, 0))
    choose("Reset columns")
    assert table.save_state() == first


def test_the_third_click_puts_the_newest_first_again(
    table: JobTable, model: JobModel, header: QHeaderView
) -> None:
    songs = (("b", 90), ("c", 80), ("a", 70))
    model.load([ready(n, song=Song(n, bpm), created_at=NOW + bpm) for n, bpm in songs])
    created = JobModel.number_of(JobColumn.CREATED)
    for section, orders in ((TITLE, "abc cba bca"), (BPM, "acb bca bca"), (created, "acb bca")):
        for shown in orders.split():
            QTest.mouseClick(header.viewport(), LEFT, PLAIN, place(header, section))
            model.finish()
            assert "".join(model.shown_ids()) == shown
        assert header.sortIndicatorSection() == created
        assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    assert (model.query().sort, model.query().descending) == (JobColumn.CREATED, True)
