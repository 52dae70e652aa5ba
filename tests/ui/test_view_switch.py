"""Rows or covers in the window: by key, menu and button, at the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, ready
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT

MakeWindow = Callable[[Settings], MainWindow]


@pytest.fixture
def model(qtbot: QtBot) -> JobModel:
    made = JobModel(now=lambda: NOW)
    made.load([ready(f"{n:02}", title=f"Song {n:02}", created_at=NOW - n) for n in range(90)])
    return made


@pytest.fixture
def make_window(qtbot: QtBot, look: Look, model: JobModel, tmp_path: Path) -> Iterator[MakeWindow]:
    thumbnails = Thumbnails()

    def make(settings: Settings) -> MainWindow:
        window = MainWindow(LIGHT, demo=True)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        for _ in fill(window, look, model, thumbnails, tmp_path.joinpath, settings):
            pass
        return window

    yield make
    thumbnails.close()


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window(Settings())


def shown(window: MainWindow) -> str:
    """The accessible name of the view that is seen."""
    views = (window.library.table, window.library.grid)
    names = [view.accessibleName() for view in views if view is not None and view.isVisible()]
    assert len(names) == 1
    return names[0]


def menu(window: MainWindow, words: str) -> QMenu:
    found = [one for one in window.menuBar().findChildren(QMenu) if one.title() == words]
    assert len(found) == 1
    return found[0]


def entry(menu: QMenu, words: str) -> QAction:
    menu.aboutToShow.emit()
    return next(one for one in menu.actions() if one.text().replace("&", "") == words)


def test_by_key_button_and_menu(qtbot: QtBot, window: MainWindow) -> None:
    assert shown(window) == "Jobs"
    control = Qt.KeyboardModifier.ControlModifier
    assert window.actions_["view_grid"].shortcut().toString() == "Ctrl+2"
    window.activateWindow()
    window.library.focus_songs()
    qtbot.waitUntil(window.library.table.hasFocus)
    qtbot.keyClick(window.library.table, Qt.Key.Key_2, control)
    assert shown(window) == "Covers"
    assert window.library.grid is not None
    assert window.library.grid.hasFocus()
    buttons = {b.accessibleName(): b for b in window.library.findChildren(QToolButton)}
    assert buttons["Covers"].isChecked()
    qtbot.mouseClick(buttons["List"], Qt.MouseButton.LeftButton)
    assert shown(window) == "Jobs"
    entry(menu(window, "&View"), "Covers").trigger()
    assert shown(window) == "Covers"
    assert not menu(window, "Colu&mns").isEnabled()
    window.actions_["view_list"].trigger()
    assert menu(window, "Colu&mns").isEnabled()


def test_is_remembered(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(Settings(grid=True))
    qtbot.waitUntil(window.library.isVisible)
    assert shown(window) == "Covers"
    assert window.state()["grid"] is True
    window.actions_["view_list"].trigger()
    assert window.state()["grid"] is False


def test_the_place_and_the_selection_are_kept(window: MainWindow) -> None:
    table = window.library.table
    table.select_job("50")
    table.verticalScrollBar().setValue(40 * table.rowHeight(0) + 9)
    before = table.verticalScrollBar().value()
    window.actions_["view_grid"].trigger()
    grid = window.library.grid
    assert grid is not None
    assert table.selected_ids() == ["50"]
    assert 40 <= grid.visible_rows().start + 4 <= 45
    window.actions_["view_list"].trigger()
    assert table.verticalScrollBar().value() == before
    window.actions_["view_grid"].trigger()
    grid.scrollToBottom()
    window.actions_["view_list"].trigger()
    assert table.visible_rows().stop == 90


def test_a_search_and_a_song_are_shown_in_the_covers(window: MainWindow, model: JobModel) -> None:
    window.actions_["view_grid"].trigger()
    window.library.filter_bar.set_text("nothing like it")
    model.finish()
    grid = window.library.grid
    assert grid is not None
    assert not grid.isVisible()
    window.library.show_job("80")
    model.finish()
    assert shown(window) == "Covers"
    assert window.library.table.selected_ids() == ["80"]
    assert grid.viewport().rect().contains(grid.tile(80))


def test_the_order_of_both_views(window: MainWindow, model: JobModel) -> None:
    sorting = menu(window, "S&ort by")
    assert entry(sorting, "Created").isChecked()
    assert entry(sorting, "Descending").isChecked()
    entry(sorting, "Title").trigger()
    model.finish()
    assert (model.query().sort, model.query().descending) == (JobColumn.TITLE, False)
    entry(sorting, "Descending").trigger()
    model.finish()
    assert model.shown_ids()[0] == "89"
    assert entry(sorting, "Title").isChecked()
    assert window.library.table.horizontalHeader().sortIndicatorSection() == JobModel.number_of(
        JobColumn.TITLE
    )
