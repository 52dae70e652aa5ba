"""The window is filled step by step, and Tab goes through it as the eye does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import JobColumn, JobStatus
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow, side_width
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT


@pytest.fixture
def window(qtbot, look: Look, tmp_path: Path):
    window = MainWindow(LIGHT, demo=True)
    qtbot.addWidget(window)
    thumbnails = Thumbnails()
    window.restore_geometry(Settings())
    with qtbot.waitSignal(window.painted):
        window.show()
    assert not window.is_filled
    for _ in fill(window, look, JobModel(window), thumbnails, tmp_path.joinpath, Settings()):
        pass
    assert window.is_filled
    yield window
    thumbnails.close()


def tab_stops(window: MainWindow) -> list[str]:
    first: QWidget = window.compose.focusWidget() or window.compose
    stops, widget = [], first
    while True:
        reached = widget.isVisible() and widget.isEnabled()
        if reached and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName():
            stops.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
        if widget is first:
            return stops


def test_tab_goes_from_the_prompt_over_the_list_to_the_player(window: MainWindow):
    stops = tab_stops(window)
    expected = ["Prompt", "Variations", "Generate", "Play"]
    assert [stop for stop in stops if stop in expected] == expected
    assert stops.index("Generate") < stops.index("Play")


@pytest.mark.parametrize("grid", [False, True])
def test_tab_reads_search_list_details_player(window: MainWindow, grid: bool):
    if grid:
        window.actions_["view_grid"].trigger()
    window.library.table.model().load([READY, replace(READY, id="other")])
    listed = "Covers" if grid else "Jobs"
    ends = ["Search", "Search tips", "List", listed, "Favourite"]
    window.detail.show_job(READY)
    one = [*ends, "Play song", "Copy ID", "Previous"]
    assert [stop for stop in dict.fromkeys(tab_stops(window)[::-1]) if stop in one][::-1] == one
    window.detail.set_selection_count(2)
    several = [*ends, "Save all 2", "Delete", "Previous"]
    assert [s for s in dict.fromkeys(tab_stops(window)[::-1]) if s in several][::-1] == several


def test_tab_comes_to_the_examples_before_the_player(window: MainWindow):
    window.library.table.model().load([])
    stops = tab_stops(window)
    assert stops.index("Generate") < stops.index(_example(window).text()) < stops.index("Play")


def test_an_empty_library_in_a_small_window(qtbot, window: MainWindow):
    window.library.table.model().load([])
    window.resize(760, 520)
    sides = window.splitter.sizes()
    for text in ("One of them is gone.", "And one more."):
        window.notices.show_notice(text)
    qtbot.waitUntil(lambda: window.notices.height() > 80)
    for card in window.library.findChildren(type(_example(window))):
        assert card.height() >= card.heightForWidth(card.width())  # all words of it
    assert window.splitter.sizes() == sides  # nothing presses on the details


def _example(window: MainWindow) -> QAbstractButton:
    buttons = window.library.findChildren(QAbstractButton)
    return next(button for button in buttons if button.text().startswith("Lo-fi beat"))


@pytest.mark.parametrize(("width", "side"), [(760, 285), (950, 356), (1920, 380)])
def test_the_list_keeps_the_most_of_a_small_window(width: int, side: int):
    assert side_width(width) == side


def test_everything_is_painted_at_the_end(window: MainWindow):
    parts = (window.library, window.compose, window.detail, window.player_bar)
    assert all(part.updatesEnabled() for part in parts)
    assert all(part.isVisible() for part in parts)


def test_a_page_in_place_of_everything_hides_the_menus_that_have_nothing(window: MainWindow):
    page = QWidget()
    window.show_page(page)
    menus = [menu for menu in window.menuBar().actions() if menu.isVisible()]
    assert len(menus) == 2
    assert not window.actions_["save"].isVisible()
    window.show_page(None)
    assert window.actions_["save"].isVisible()
    assert window.library.isVisible()


@pytest.mark.parametrize("ill", ["ü", "AAAA", "not base64!", "x" * 5000])
def test_an_ill_geometry_is_a_default_one(qtbot, ill: str):
    window = MainWindow(LIGHT, demo=False)
    qtbot.addWidget(window)
    window.restore_geometry(Settings(window_geometry=ill))
    assert window.width() >= 760


def test_notices_float_above_the_player_and_move_nothing(qtbot, window: MainWindow):
    parts = (window.compose, window.library, window.detail, window.player_bar)
    before = [part.geometry() for part in parts]
    window.notices.show_notice("Deleted", action="Undo", key="deleted")
    window.notices.show_notice("The way is lost. " * 20, kind="danger")
    qtbot.wait(20)
    assert [part.geometry() for part in parts] == before
    for width in (1200, 760):
        window.resize(width, 620)
        qtbot.wait(20)
        newest = window.notices.childAt(window.notices.width() // 2, 20).parentWidget()
        assert newest.width() <= 560 + 12
        assert window.notices.geometry().center().x() in range(width // 2 - 2, width // 2 + 2)
        bottom = window.notices.geometry().bottom() + 1 - 6  # its shadow
        assert window.player_bar.y() - bottom == 12
    assert "Dismiss" in tab_stops(window)


def test_rows_of_menus_are_of_one_height_and_ticks_are_seen(window: MainWindow):
    for menu in window.menuBar().findChildren(QMenu):
        rows = [action for action in menu.actions() if not action.isSeparator()]
        menu.ensurePolished()
        assert {menu.actionGeometry(row).height() for row in rows} <= {28}, menu.title()
        ticked = [row for row in rows if row.isCheckable() and not row.icon().isNull()]
        assert not any(row.isIconVisibleInMenu() for row in ticked)


def test_list_and_details_tell_the_same_second(window: MainWindow):
    model, clock = window.library.table.model(), [1_000.0]
    model._now = lambda: clock[0]
    running = replace(READY, status=JobStatus.RUNNING, song=None, submitted_at=990.0)
    model.load([running])
    window.detail.show_job(running)
    status = JobModel.number_of(JobColumn.STATUS)
    for told in ("0:10", "0:10", "0:11"):
        cell = model.index(0, status).data(Qt.ItemDataRole.AccessibleTextRole)
        assert told in (cell or model.index(0, status).data())
        assert any(told in label.text() for label in window.detail.findChildren(QLabel))
        clock[0] += 0.6
        if clock[0] > 1_001:
            model.tick()


def test_nobody_is_told_to_choose_from_nothing(qtbot: QtBot, window: MainWindow):
    def told() -> bool:
        labels = window.detail.findChildren(QLabel)
        return any(label.isVisible() and label.text() == "Nothing selected" for label in labels)

    assert not told()
    window.library.table.model().load([READY])
    qtbot.waitUntil(told)
    window.library.table.model().load([])
    qtbot.waitUntil(lambda: not told())


def test_a_long_prompt_grows_over_the_library_and_moves_nothing(qtbot, window: MainWindow):
    parts = (window.library, window.detail, window.sidebar, window.player_bar)
    qtbot.wait(20)
    before, lowest = [part.geometry() for part in parts], window.compose.geometry().bottom()
    window.compose.set_draft("one\ntwo")
    qtbot.wait(20)
    assert window.compose.geometry().bottom() == lowest
    window.compose.set_draft("one\ntwo\nthree\nfour")
    window.compose.show_problem("That is no prompt.")
    qtbot.wait(20)
    assert window.compose.geometry().bottom() > lowest + 20
    assert [part.geometry() for part in parts] == before
    window.compose.set_draft("")
    qtbot.wait(20)
    assert window.compose.geometry().bottom() == lowest


class Shown(QObject):
    """Counts how often something is told that it is shown."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Show
        return False


def test_what_is_on_the_screen_is_not_shown_and_painted_once_more(window: MainWindow):
    shown = Shown(window.library, window.detail)
    # a first connection to a method makes a widget another one to Qt, which looks at its style
    timer = QTimer(window)
    timer.timeout.connect(window.library.clear_filter)
    timer.timeout.connect(window.detail.tick)
    QCoreApplication.sendEvent(window.splitter, QEvent(QEvent.Type.LayoutRequest))
    assert shown.count == 0
