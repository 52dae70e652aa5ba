"""The search field and the chips."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import british, library_look  # noqa: F401 - fixtures
from whisul_desktop.core.query import parse
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.naming_row import NamingRow
from whisul_desktop.ui.search_help import SearchHelp
from whisul_desktop.ui.theme import Look

FLAGS = {"favourite": 1, "unrated": 7}
TAGS = [("lofi", 5), ("Deep House", 3), ("dark", 2), ("trap", 2), ("R&B", 1)]


@pytest.fixture
def bar(qtbot: QtBot, library_look: Look) -> FilterBar:  # noqa: F811
    made = FilterBar(library_look)
    qtbot.addWidget(made)
    return made


def _chip(bar: FilterBar, name: str) -> QPushButton:
    return next(chip for chip in bar.findChildren(QPushButton) if chip.accessibleName() == name)


def _search(bar: FilterBar) -> QLineEdit:
    assert bar.search.accessibleName() == "Search"
    return bar.search


def test_typing_and_chips_ask_for_a_query(qtbot: QtBot, bar: FilterBar) -> None:
    asked: list[tuple[str, frozenset[JobStatus]]] = []
    bar.query_changed.connect(lambda text, statuses: asked.append((text, statuses)))
    qtbot.keyClicks(_search(bar), "ra")
    qtbot.mouseClick(_chip(bar, "Failed or expired"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(_chip(bar, "Failed or expired"), Qt.MouseButton.LeftButton)
    failed = frozenset({JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})
    assert asked == [("r", frozenset()), ("ra", frozenset()), ("ra", failed)]
    asked.clear()
    bar.clear()
    assert asked[-1] == ("", frozenset())
    assert _chip(bar, "All").isChecked()


def test_every_status_has_a_chip(qtbot: QtBot, bar: FilterBar) -> None:
    seen: list[JobStatus] = []
    bar.query_changed.connect(lambda _text, statuses: seen.extend(statuses))
    for name in ("Generating", "Ready", "Failed or expired", "Unconfirmed"):
        _chip(bar, name).click()
    assert sorted(seen) == sorted(JobStatus)


def test_escape_and_the_cross_empty_the_field(qtbot: QtBot, bar: FilterBar) -> None:
    bar.set_text("rain")
    qtbot.keyClick(_search(bar), Qt.Key.Key_Escape)
    assert bar.text() == ""
    bar.set_text("rain")
    cross = next(a for a in _search(bar).findChildren(QAction) if a.text() == "Clear search")
    assert cross.isVisible()
    cross.trigger()
    assert bar.text() == ""
    assert not cross.isVisible()


def test_down_goes_on_to_what_was_found(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignal(bar.hit_requested):
        qtbot.keyClick(_search(bar), Qt.Key.Key_Down)


@pytest.mark.usefixtures("british")
def test_chips_count_and_doubt_shows_only_where_there_is_any(bar: FilterBar) -> None:
    bar.set_counts(Counter({JobStatus.RUNNING: 2, JobStatus.QUEUED: 1, JobStatus.COMPLETED: 1200}))
    assert _chip(bar, "All").text() == "All 1,203"
    assert _chip(bar, "Generating").text() == "Generating 3"
    assert _chip(bar, "Ready").text() == "Ready 1,200"
    assert _chip(bar, "Failed or expired").text() == "Failed or expired"
    assert _chip(bar, "Unconfirmed").isHidden()
    bar.set_counts(Counter({JobStatus.UNCONFIRMED: 1}))
    assert not _chip(bar, "Unconfirmed").isHidden()
    _chip(bar, "Unconfirmed").click()
    bar.set_counts(Counter())
    assert not _chip(bar, "Unconfirmed").isHidden()  # it is the one that is on
    _chip(bar, "All").click()
    assert _chip(bar, "Unconfirmed").isHidden()


@pytest.mark.parametrize("width", [356, 470, 560, 1200])
def test_nothing_is_cut_in_a_narrow_pane(qtbot: QtBot, bar: FilterBar, width: int) -> None:
    bar.set_counts(Counter(dict.fromkeys(JobStatus, 12_345)), FLAGS, TAGS)
    bar.show()
    bar.resize(width, bar.heightForWidth(width))
    first = _chip(bar, "All")

    def beside() -> bool:
        return first.mapTo(bar, QPoint()).y() < _search(bar).geometry().bottom()

    qtbot.waitUntil(lambda: beside() == (width == 1200))
    assert _search(bar).width() >= 180
    chips = [chip for chip in bar.findChildren(QPushButton) if chip.isVisible()]
    names = [chip.accessibleName() for chip in chips]
    states = ["All", "Generating", "Ready", "Failed or expired", "Unconfirmed"]
    assert names[: len(states)][: len(names) - 1] == states[: len(names) - 1]
    assert len(names) >= {356: 3, 470: 4, 560: 4, 1200: 6}[width]
    assert names[-1] == "More"
    assert len({chip.mapTo(bar, QPoint()).y() for chip in chips}) == 1
    for chip in chips:
        assert chip.width() >= chip.sizeHint().width()
        right = chip.mapTo(bar, chip.rect().bottomRight())
        assert right.x() < width
        assert right.y() < bar.height()


def test_the_field_stays_in_its_place_whatever_is_counted(bar: FilterBar) -> None:
    bar.show()
    for width in range(360, 1400, 40):
        bar.resize(width, 200)
        places = set()
        for number in (0, 5, 9_999):
            bar.set_counts(Counter(dict.fromkeys(JobStatus, number)), FLAGS, TAGS[:number])
            bar.layout().activate()  # type: ignore[union-attr]
            place = _chip(bar, "All").mapTo(bar, QPoint())
            below = place.y() > _search(bar).geometry().bottom()
            places.add((below, _search(bar).width()))
            chips = [c for c in bar.findChildren(QPushButton) if c.isVisible()]
            if not below:
                assert {c.mapTo(bar, QPoint()).y() for c in chips} == {place.y()}, width
        assert len(places) == 1, width


def test_chips_of_terms_write_into_the_field(qtbot: QtBot, bar: FilterBar) -> None:
    bar.resize(1600, 60)
    bar.show()
    bar.set_counts(Counter({JobStatus.COMPLETED: 9}), FLAGS, TAGS)
    qtbot.keyClicks(_search(bar), "rain")
    assert _chip(bar, "Favourites").text().startswith("Favourites 1")
    qtbot.mouseClick(_chip(bar, "Favourites"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(_chip(bar, "Deep House"), Qt.MouseButton.LeftButton)
    assert bar.text() == 'tag:"deep house" is:favourite rain'
    assert _chip(bar, "Favourites").isChecked()
    assert not _chip(bar, "Unrated").isChecked()
    qtbot.mouseClick(_chip(bar, "Favourites"), Qt.MouseButton.LeftButton)
    assert bar.text() == 'tag:"deep house" rain'
    assert not _chip(bar, "Favourites").isChecked()
    bar.set_text('TAG:"deep  house"')  # as one may write it
    assert _chip(bar, "Deep House").isChecked()
    assert _chip(bar, "All").isChecked()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_more_has_what_there_is_no_room_for(qtbot: QtBot, bar: FilterBar) -> None:
    bar.resize(380, 200)
    bar.show()
    bar.set_counts(Counter({JobStatus.COMPLETED: 9, JobStatus.UNCONFIRMED: 1}), FLAGS, TAGS)
    menu, words = _more(qtbot, bar)
    assert words[:5] == ["Failed or expired", "Unconfirmed", "Favourites", "Unrated", "lofi"]
    menu.actions()[0].trigger()
    menu.close()
    assert JobStatus.FAILED in bar.statuses()
    assert _chip(bar, "Failed or expired").isVisible()  # it tells what is shown
    menu, words = _more(qtbot, bar)
    assert "Failed or expired" not in words
    action = next(action for action in menu.actions() if action.text() == "R&&B\t1")
    action.trigger()
    menu.close()
    assert bar.text() == "tag:r&b"
    assert _chip(bar, "More").isChecked()
    bar.resize(1600, 200)
    _, words = _more(qtbot, bar)
    assert words[0] == "lofi"  # all else has its chip


def _more(qtbot: QtBot, bar: FilterBar) -> tuple[QMenu, list[str]]:
    """Open it and read it."""
    qtbot.keyClick(_chip(bar, "More"), Qt.Key.Key_Space)
    menu = bar.findChild(QMenu)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    return menu, [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_what_is_wrong_is_told_once_it_is_typed(qtbot: QtBot, bar: FilterBar) -> None:
    bar.show()
    bar.activateWindow()
    bar.search.setFocus()
    qtbot.waitUntil(bar.search.hasFocus)
    line = bar.findChild(MessageLine)
    assert line is not None
    qtbot.keyClicks(bar.search, "bpm:f")
    assert line.isHidden()  # it may become something
    qtbot.keyClicks(bar.search, " rain")
    assert line.text() == "“bpm:f” is not understood: use bpm:120, bpm:>90 or bpm:120..128."
    qtbot.keyClicks(bar.search, " is:nice bmp:120 genre:jazz -length:>3:00 ")
    assert line.text().splitlines() == [
        "“bpm:f” is not understood: use bpm:120, bpm:>90 or bpm:120..128.",
        "“is:nice” is not understood: use favourite, rated, unrated, rejected or noted.",
        "“bmp:120” is not understood. Did you mean bpm:120?",
        "“genre:jazz” is not understood: put it in quotes to look for these words.",
        "…",
    ]
    bar.search.clear()
    assert line.isHidden()
    qtbot.keyClicks(bar.search, "stars:many")
    qtbot.waitUntil(line.isVisible)  # nothing more was typed
    assert "stars:>=4" in line.text()


def test_a_search_is_named_below_the_field(qtbot: QtBot, bar: FilterBar) -> None:
    bar.show()
    bar.activateWindow()
    saved: list[tuple[str, str]] = []
    bar.save_requested.connect(lambda name, text: saved.append((name, text)))
    bar.name_search()  # of nothing
    assert bar.findChild(NamingRow) is None
    bar.set_text("rain")
    _chip(bar, "Ready").click()
    button = next(a for a in _search(bar).actions() if a.text() == "Save Search…")
    assert button.isVisible()
    button.trigger()
    row = bar.findChild(NamingRow)
    assert row is not None
    name = row.findChild(QLineEdit)
    assert name is not None
    assert name.text() == "status:ready rain"
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClicks(name, "Rainy")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert saved == [("Rainy", "status:ready rain")]
    assert bar.search.hasFocus()
    button.trigger()
    again = bar.findChildren(NamingRow)[-1]
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert len(saved) == 1
    bar.show_search("tag:lofi")
    assert (bar.text(), bar.statuses()) == ("tag:lofi", frozenset())


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_the_tips_have_examples_to_click(qtbot: QtBot, bar: FilterBar) -> None:
    bar.show()
    bar.set_text("rain")
    qtbot.mouseClick(bar.findChild(QToolButton, "help"), Qt.MouseButton.LeftButton)
    tips = bar.findChild(SearchHelp)
    assert tips is not None
    qtbot.waitUntil(tips.isVisible)
    examples = tips.findChildren(QPushButton)
    assert all(not parse(e.text(), date(2026, 2, 17)).problems for e in examples)
    example = next(e for e in examples if e.text() == "bpm:120..128")
    qtbot.mouseClick(example, Qt.MouseButton.LeftButton)
    assert bar.text() == "rain bpm:120..128"
    assert not tips.isVisible()


def test_a_chip_tells_its_number_in_plain_words(bar: FilterBar) -> None:
    bar.set_counts(Counter({JobStatus.COMPLETED: 1}))
    assert _chip(bar, "Ready").accessibleDescription() == "Jobs: 1"
