"""The search field and the chips."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import british, library_look  # noqa: F401 - fixtures
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.theme import Look


@pytest.fixture
def bar(qtbot: QtBot, library_look: Look) -> FilterBar:  # noqa: F811
    made = FilterBar(library_look)
    qtbot.addWidget(made)
    return made


def _chip(bar: FilterBar, name: str) -> QPushButton:
    return next(chip for chip in bar.findChildren(QPushButton) if chip.accessibleName() == name)


def _search(bar: FilterBar) -> QLineEdit:
    field = bar.findChild(QLineEdit)
    assert field is not None
    assert field.accessibleName() == "Search"
    return field


def test_typing_and_chips_ask_for_a_query(qtbot: QtBot, bar: FilterBar) -> None:
    asked: list[tuple[str, frozenset[JobStatus]]] = []
    bar.query_changed.connect(lambda text, statuses: asked.append((text, statuses)))
    qtbot.keyClicks(_search(bar), "ra")
    qtbot.mouseClick(_chip(bar, "Failed"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(_chip(bar, "Failed"), Qt.MouseButton.LeftButton)
    failed = frozenset({JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})
    assert asked == [("r", frozenset()), ("ra", frozenset()), ("ra", failed)]
    asked.clear()
    bar.clear()
    assert asked[-1] == ("", frozenset())
    assert _chip(bar, "All").isChecked()


def test_every_status_has_a_chip(qtbot: QtBot, bar: FilterBar) -> None:
    seen: list[JobStatus] = []
    bar.query_changed.connect(lambda _text, statuses: seen.extend(statuses))
    for name in ("Generating", "Ready", "Failed", "Unconfirmed"):
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


def test_down_goes_on_to_the_table(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignal(bar.table_requested):
        qtbot.keyClick(_search(bar), Qt.Key.Key_Down)


@pytest.mark.usefixtures("british")
def test_chips_count_and_doubt_shows_only_where_there_is_any(bar: FilterBar) -> None:
    bar.set_counts(Counter({JobStatus.RUNNING: 2, JobStatus.QUEUED: 1, JobStatus.COMPLETED: 1200}))
    assert _chip(bar, "All").text() == "All 1,203"
    assert _chip(bar, "Generating").text() == "Generating 3"
    assert _chip(bar, "Ready").text() == "Ready 1,200"
    assert _chip(bar, "Failed").text() == "Failed"
    assert _chip(bar, "Unconfirmed").isHidden()
    bar.set_counts(Counter({JobStatus.UNCONFIRMED: 1}))
    assert not _chip(bar, "Unconfirmed").isHidden()
    _chip(bar, "Unconfirmed").click()
    bar.set_counts(Counter())
    assert not _chip(bar, "Unconfirmed").isHidden()  # it is the one that is on
    _chip(bar, "All").click()
    assert _chip(bar, "Unconfirmed").isHidden()


@pytest.mark.parametrize("width", [380, 470, 560, 1200])
def test_nothing_is_cut_in_a_narrow_pane(qtbot: QtBot, bar: FilterBar, width: int) -> None:
    bar.set_counts(Counter(dict.fromkeys(JobStatus, 12_345)))
    bar.show()
    bar.resize(width, bar.heightForWidth(width))
    first = _chip(bar, "All")

    def beside() -> bool:
        return first.mapTo(bar, QPoint()).y() < _search(bar).geometry().bottom()

    qtbot.waitUntil(lambda: beside() == (width == 1200))
    assert _search(bar).width() >= 140
    chips = [chip for chip in bar.findChildren(QPushButton) if chip.isVisible()]
    assert len(chips) == 5
    for chip in chips:
        assert chip.width() >= chip.sizeHint().width()
        right = chip.mapTo(bar, chip.rect().bottomRight())
        assert right.x() < width
        assert right.y() < bar.height()


def test_a_chip_tells_its_number_in_plain_words(bar: FilterBar) -> None:
    bar.set_counts(Counter({JobStatus.COMPLETED: 1}))
    assert _chip(bar, "Ready").accessibleDescription() == "Jobs: 1"
