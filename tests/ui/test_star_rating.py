"""Stars, heart and reject beside the song: by mouse, keys and screen reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY, named
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_picking import Thought, thought_of
from whisul_desktop.ui.star_rating import RatingRow, StarRating
from whisul_desktop.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def row(qtbot: QtBot, look: Look) -> RatingRow:
    made = RatingRow(look)
    qtbot.addWidget(made)
    made.show_thought(Thought.of(replace(READY, stars=3)))
    made.show()
    return made


@pytest.fixture
def stars(row: RatingRow) -> StarRating:
    found = row.findChild(StarRating)
    assert found is not None
    return found


def star(number: int) -> QPoint:
    return QPoint(4 + (number - 1) * 24 + 10, 14)


@pytest.mark.parametrize(("clicked", "wished"), [(1, 1), (2, 2), (5, 5), (3, 0)])
def test_a_click_gives_as_many_and_the_same_again_none(
    qtbot: QtBot, stars: StarRating, clicked: int, wished: int
) -> None:
    heard: list[int] = []
    stars.wished.connect(heard.append)
    qtbot.mouseClick(stars, LEFT, pos=star(clicked))
    assert heard == [wished]
    assert stars.value() == 3  # until it was granted


def test_a_press_that_leaves_is_no_click(qtbot: QtBot, stars: StarRating) -> None:
    heard: list[int] = []
    stars.wished.connect(heard.append)
    qtbot.mousePress(stars, LEFT, pos=star(5))
    qtbot.mouseRelease(stars, LEFT, pos=QPoint(60, 90))
    qtbot.mouseClick(stars, Qt.MouseButton.RightButton, pos=star(5))
    assert heard == []


def test_right_to_left(qtbot: QtBot, stars: StarRating) -> None:
    heard: list[int] = []
    stars.wished.connect(heard.append)
    stars.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.mouseClick(stars, LEFT, pos=QPoint(stars.width() - 1 - star(1).x(), 14))
    assert heard == [1]


@pytest.mark.parametrize(
    ("key", "wished"),
    [
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Up, 4),
        (Qt.Key.Key_End, 5),
        (Qt.Key.Key_Home, 0),
    ],
)
def test_keys(qtbot: QtBot, stars: StarRating, key: Qt.Key, wished: int) -> None:
    heard: list[int] = []
    stars.wished.connect(heard.append)
    qtbot.keyClick(stars, key)
    assert heard == [wished]
    assert stars.value() == 3  # it was not granted
    stars.wished.connect(stars.show_stars)
    qtbot.keyClick(stars, key)
    assert stars.value() == wished


def test_a_screen_reader_reads_and_changes_the_value(stars: StarRating) -> None:
    heard: list[int] = []
    stars.wished.connect(heard.append)
    interface = QAccessible.queryAccessibleInterface(stars)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Rating"
    value = interface.valueInterface()
    assert (value.currentValue(), value.minimumValue(), value.maximumValue()) == (3, 0, 5)
    value.setCurrentValue(5)
    assert heard == [5]


def test_the_pointer_shows_what_a_click_would_give(qtbot: QtBot, stars: StarRating) -> None:
    before = stars.grab().toImage()
    qtbot.mouseMove(stars, star(5))
    assert stars.grab().toImage() != before
    stars.leaveEvent(None)  # type: ignore[arg-type]
    assert stars.grab().toImage() == before


def test_heart_and_reject_wish_the_opposite(qtbot: QtBot, row: RatingRow) -> None:
    heard: list[tuple[str, bool]] = []
    row.favourite_wished.connect(lambda on: heard.append(("favourite", on)))
    row.reject_wished.connect(lambda on: heard.append(("reject", on)))
    favourite, reject = (named(row, name, QToolButton) for name in ("Favourite", "Reject"))
    qtbot.mouseClick(favourite, LEFT)
    qtbot.keyClick(reject, Qt.Key.Key_Space)
    assert not favourite.isChecked()  # type: ignore[attr-defined]
    row.show_thought(Thought.of(replace(READY, is_favourite=True)))
    assert favourite.isChecked()  # type: ignore[attr-defined]
    qtbot.mouseClick(favourite, LEFT)
    assert heard == [("favourite", True), ("reject", True), ("favourite", False)]


def test_of_several_it_shows_what_is_true_of_all(row: RatingRow, stars: StarRating) -> None:
    index = JobIndex()
    four = replace(READY, stars=4, is_favourite=True)
    index.add([four, replace(four, id="other", is_reject=True)])
    row.show_thought(thought_of(index, index))
    assert stars.value() == 4
    assert named(row, "Favourite", QToolButton).isChecked()  # type: ignore[attr-defined]
    assert not named(row, "Reject", QToolButton).isChecked()  # type: ignore[attr-defined]
    index.add([replace(four, id="other", stars=1, is_favourite=False)])
    row.show_thought(thought_of(index, index))
    assert stars.value() == 0
    assert not named(row, "Favourite", QToolButton).isChecked()  # type: ignore[attr-defined]
