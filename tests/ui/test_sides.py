"""What stands beside the list, in a window of any width."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.test_sidebar import Place, make_place
from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui.job_model import JobModel

__all__ = ["make_place"]


def test_a_window_that_gets_narrow_hides_it_and_gives_it_back(
    qtbot: QtBot, make_place: Callable[..., Place]
) -> None:
    place = make_place()
    window = place.window
    for width in (960, 800, 760):
        window.resize(width, 520)
        qtbot.waitUntil(lambda: window.sidebar.isHidden() == (window.width() < 960))
    window.actions_["sidebar"].trigger()
    assert window.sidebar.isVisible()  # it was asked for
    window.actions_["sidebar"].trigger()
    window.resize(1000, 520)
    qtbot.waitUntil(window.sidebar.isVisible)
    assert place.preferences.value.sidebar
    window.actions_["sidebar"].trigger()
    window.resize(800, 520)
    window.resize(1000, 520)
    qtbot.wait(1)
    assert window.sidebar.isHidden()


def test_the_smallest_window_cuts_nothing_off(
    qtbot: QtBot, make_place: Callable[..., Place]
) -> None:
    window = make_place(width=760).window
    window.resize(760, 520)
    table, bar = window.library.table, window.library.filter_bar
    help_button = bar.findChild(QToolButton, "help")
    assert help_button is not None
    more = next(b for b in bar.findChildren(QPushButton) if b.accessibleName() == "More")
    for sidebar in (False, True):
        window.actions_["sidebar"].setChecked(sidebar)
        qtbot.waitUntil(lambda: window.sidebar.isVisible() is sidebar)  # noqa: B023
        qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
        right = bar.search.mapTo(bar, QPoint(bar.search.width(), 0)).x()
        assert help_button.mapTo(bar, QPoint()).x() >= right + 4
        assert more.mapTo(bar, QPoint(more.width(), 0)).x() <= bar.width() - 12
        chips = [b for b in bar.findChildren(QPushButton) if b.isVisible()]
        assert len({chip.mapTo(bar, QPoint()).y() for chip in chips}) == 1
    window.actions_["sidebar"].setChecked(False)
    title = JobModel.number_of(JobColumn.TITLE)
    qtbot.waitUntil(lambda: table.columnWidth(title) >= 240)


def test_the_details_are_hidden_and_come_back_for_a_note(
    qtbot: QtBot, make_place: Callable[..., Place]
) -> None:
    place = make_place()
    window = place.window
    width = window.detail.width()
    action = window.actions_["details"]
    assert action.isChecked()
    action.trigger()
    assert window.detail.isHidden()
    assert place.preferences.value.details is False
    window.actions_["note"].trigger()
    assert window.detail.isVisible()
    assert window.detail.width() == width
    again = make_place(details=False).window
    assert again.detail.isHidden()
    assert not again.actions_["details"].isChecked()
    again.actions_["details"].trigger()
    assert again.detail.isVisible()
    assert again.detail.width() >= 280


def test_a_narrow_window_leaves_the_list_its_room(
    qtbot: QtBot, make_place: Callable[..., Place]
) -> None:
    window = make_place().window
    wide = window.detail.width()
    window.resize(760, 520)
    qtbot.waitUntil(lambda: window.library.width() > 460)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.detail.width() == wide)
