"""The sidebar in the whole window: where one is, and the searches that were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, job, ready
from whisul_desktop.core.saved_searches import SavedSearch, read_searches, write_searches
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import JobStatus
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.line_list import LineList
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.naming_row import NamingRow
from whisul_desktop.ui.saved_searches import SavedSearches
from whisul_desktop.ui.sides import Sides
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT

SAVED = [
    SavedSearch("Rain", "rain"),
    SavedSearch("Trap", "tag:trap"),
    SavedSearch("Slow", "bpm:<90"),
]


@dataclass
class Place:
    window: MainWindow
    model: JobModel
    preferences: Preferences

    @property
    def lists(self) -> tuple[LineList, LineList]:
        places, saved = self.window.sidebar.findChildren(LineList)
        return places, saved

    def names(self) -> list[str]:
        saved = self.lists[1]
        return [saved.item(row).text() for row in range(saved.count())]

    def current(self) -> list[str]:
        return [item.text() for lines in self.lists for item in lines.selectedItems()]

    def kept(self) -> list[SavedSearch]:
        return read_searches(self.preferences.value.saved_searches)


@pytest.fixture
def make_place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., Place]]:
    made: list[tuple[Thumbnails, Preferences]] = []

    def make(width: int = 1280, **settings: object) -> Place:
        thumbnails = Thumbnails()
        preferences = Preferences(SettingsStore(tmp_path / "settings.json"), pytest.fail)
        preferences.update(saved_searches=write_searches(SAVED), **settings)
        made.append((thumbnails, preferences))
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        window.resize(width, 800)
        window.show()
        model = JobModel(window, now=lambda: NOW)
        rain, gone = ready("rain"), ready("gone", deleted_at=NOW)
        model.load([rain, ready("night", is_favourite=True), job("no", JobStatus.FAILED), gone])
        for _ in fill(window, look, model, thumbnails, tmp_path.joinpath, preferences.value):
            pass
        SavedSearches(window, model, preferences)
        Sides(window, preferences)
        window.activateWindow()
        qtbot.waitUntil(window.library.isVisible)
        return Place(window, model, preferences)

    yield make
    for thumbnails, preferences in made:
        thumbnails.close()
        preferences.close()


@pytest.fixture
def place(make_place: Callable[..., Place]) -> Place:
    return make_place()


def click(qtbot: QtBot, lines: LineList, row: int) -> None:
    spot = lines.visualItemRect(lines.item(row)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_it_starts_with_all_songs(place: Place) -> None:
    assert place.window.sidebar.isVisible()
    assert place.current() == ["All songs"]
    assert place.names() == ["Rain", "Trap", "Slow"]


@pytest.mark.parametrize(
    ("row", "text", "shown"),
    [
        (1, "is:favourite", ["night"]),
        (2, "is:unrated", ["night", "rain"]),
        (3, "", ["gone"]),
        (0, "", ["night", "no", "rain"]),
    ],
)
def test_places_of_the_library(
    qtbot: QtBot, place: Place, row: int, text: str, shown: list[str]
) -> None:
    places, _ = place.lists
    click(qtbot, places, 1 if row != 1 else 2)
    click(qtbot, places, row)
    qtbot.waitUntil(lambda: sorted(place.model.shown_ids()) == shown)
    assert place.window.library.filter_bar.text() == text
    qtbot.waitUntil(lambda: place.current() == [places.item(row).text()])


def test_what_was_typed_decides_which_line_is_the_current_one(qtbot: QtBot, place: Place) -> None:
    search = place.window.library.filter_bar.search
    qtbot.keyClicks(search, "RAIN")
    qtbot.waitUntil(lambda: place.current() == ["Rain"])
    qtbot.keyClicks(search, "y")
    qtbot.waitUntil(lambda: place.current() == [])


def test_by_keyboard(qtbot: QtBot, place: Place) -> None:
    places, saved = place.lists
    places.setFocus()
    qtbot.keyClick(places, Qt.Key.Key_Down)
    assert place.window.library.filter_bar.text() == "is:favourite"
    saved.setFocus()
    qtbot.keyClick(saved, Qt.Key.Key_Down)
    text = place.window.library.filter_bar.text()
    assert text in ("rain", "tag:trap")
    qtbot.keyClick(places, Qt.Key.Key_Return)
    assert place.window.library.filter_bar.text() == "is:favourite"


def test_a_search_is_saved_and_found_again(qtbot: QtBot, place: Place) -> None:
    bar = place.window.library.filter_bar
    qtbot.keyClicks(bar.search, "night")
    place.window.actions_["save_search"].trigger()
    name = bar.findChild(NamingRow).findChild(QLineEdit)  # type: ignore[union-attr]
    qtbot.keyClicks(name, "Late")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert place.kept() == [*SAVED, SavedSearch("Late", "night")]
    qtbot.waitUntil(lambda: place.current() == ["Late"])
    bar.clear()
    click(qtbot, place.lists[1], 3)
    assert bar.text() == "night"


def test_a_name_that_is_taken_stands_for_the_new_search(place: Place) -> None:
    place.window.library.filter_bar.save_requested.emit("Trap", "tag:drill")
    assert place.kept()[1] == SavedSearch("Trap", "tag:drill")
    assert len(place.kept()) == 3


def test_deleted_and_had_back(qtbot: QtBot, place: Place) -> None:
    saved = place.lists[1]
    meant: list[str] = []
    place.window.actions_["delete"].triggered.connect(lambda: meant.append("songs"))
    place.window.actions_["delete"].setEnabled(True)
    saved.setFocus()
    saved.setCurrentRow(1)
    qtbot.keyClick(saved, Qt.Key.Key_Delete)
    assert meant == []
    assert place.names() == ["Rain", "Slow"]
    assert place.kept() == [SAVED[0], SAVED[2]]
    notices = place.window.notices
    assert notices.texts() == ["“Trap” was deleted."]
    undo = next(b for b in notices.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert place.kept() == SAVED


@pytest.mark.parametrize(("typed", "name"), [("Drizzle", "Drizzle"), ("   ", "Rain")])
def test_renamed_in_its_place(qtbot: QtBot, place: Place, typed: str, name: str) -> None:
    saved = place.lists[1]
    saved.setFocus()
    saved.setCurrentRow(0)
    qtbot.keyClick(saved, Qt.Key.Key_F2)
    editor = saved.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.names()[0] == name)
    assert place.kept() == [SavedSearch(name, "rain"), *SAVED[1:]]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_the_menu_of_a_line_chooses_nothing(qtbot: QtBot, place: Place) -> None:
    saved = place.lists[1]
    spot = saved.visualItemRect(saved.item(2)).center()
    qtbot.mouseClick(saved.viewport(), Qt.MouseButton.RightButton, pos=spot)
    assert place.current() == ["All songs"]
    saved.customContextMenuRequested.emit(spot)
    menu = saved.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Rename", "Delete"]
    menu.actions()[1].trigger()
    menu.close()
    assert place.kept() == SAVED[:2]


def test_moved_by_keys(qtbot: QtBot, place: Place) -> None:
    saved = place.lists[1]
    saved.setFocus()
    saved.setCurrentRow(0)
    qtbot.keyClick(saved, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(saved, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(saved, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # at the end
    assert place.kept() == [SAVED[1], SAVED[2], SAVED[0]]
    assert place.window.library.filter_bar.text() == ""


def test_moved_by_dragging(qtbot: QtBot, place: Place) -> None:
    saved = place.lists[1]
    start = saved.visualItemRect(saved.item(2)).center()
    end = saved.visualItemRect(saved.item(0)).center()
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(saved.viewport(), left, pos=start)
    for step in range(1, 9):
        qtbot.mouseMove(saved.viewport(), start + (end - start) * (step / 8))
    # what an X server would say while the button is down
    drag(saved, end)
    qtbot.mouseRelease(saved.viewport(), left, pos=end)
    assert place.kept() == [SAVED[2], SAVED[0], SAVED[1]]
    assert place.names() == ["Slow", "Rain", "Trap"]
    assert place.window.library.filter_bar.text() == ""


def drag(lines: LineList, to: QPoint) -> None:
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    at = QPointF(to)
    where = lines.viewport().mapToGlobal(at)
    held = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, at, where, none, left, held)
    QApplication.sendEvent(lines.viewport(), event)


def test_f9_hides_it_and_that_is_remembered(qtbot: QtBot, make_place: Callable[..., Place]) -> None:
    place = make_place()
    action = place.window.actions_["sidebar"]
    assert action.shortcut().toString() == "F9"
    assert action.isChecked()
    action.trigger()
    assert place.window.sidebar.isHidden()
    assert place.preferences.value.sidebar is False
    action.trigger()
    assert place.window.sidebar.isVisible()


def test_a_small_window_starts_without_it(make_place: Callable[..., Place]) -> None:
    place = make_place(width=800)
    assert place.window.sidebar.isHidden()
    assert Settings().sidebar
    assert place.preferences.value.sidebar
    place.window.library.filter_bar.save_requested.emit("Piano", "piano")
    show = next(b for b in place.window.notices.findChildren(QPushButton) if b.text())
    show.click()
    assert place.window.sidebar.isVisible()


def test_a_tag_in_the_detail_pane_finds_its_songs(place: Place) -> None:
    place.window.library.filter_bar.set_text("night")
    place.window.library.show_tag("Deep House")
    assert place.window.library.filter_bar.text() == 'tag:"deep house"'


def test_showing_a_job_leaves_what_was_deleted(qtbot: QtBot, place: Place) -> None:
    click(qtbot, place.lists[0], 3)
    qtbot.waitUntil(lambda: place.model.shown_ids() == ["gone"])
    place.window.library.show_job("rain")
    qtbot.waitUntil(lambda: place.current() == ["All songs"])
    assert place.window.library.table.selected_ids() == ["rain"]
