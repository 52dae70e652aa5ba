"""What is offered while a search is typed, and that typing never notices it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import library_look  # noqa: F401 - a fixture
from whisul_desktop.core.query import parse
from whisul_desktop.ui.search_completion import CompletionPopup, suggest
from whisul_desktop.ui.search_field import SearchField
from whisul_desktop.ui.theme import Look

TAGS = [("lofi", 12), ("deep house", 5), ("dark", 3), ("melodic", 2)]


def offered(text: str, caret: int | None = None) -> list[str]:
    found = suggest(text, len(text) if caret is None else caret, TAGS)
    return [item.text for item in found.items] if found else []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ta", "tag:"),
        ("rain lo", "tag:lofi "),
        ("-lo", "tag:lofi "),
        ("tag:", "tag:lofi "),
        ("tag:d", 'tag:"deep house" '),
        ('tag:"deep h', 'tag:"deep house" '),
        ("tag:od", "tag:melodic "),  # inside of it
        ("is:fav", "is:favourite "),
        ("IS:un", "is:unrated "),
        ("fav", "is:favourite "),
        ("status:re", "status:ready "),
        ("bpm:", "bpm:120..128 "),
        ("made:y", "made:yesterday "),
    ],
)
def test_what_is_offered_first(text: str, first: str) -> None:
    assert offered(text)[0] == first


@pytest.mark.parametrize(
    "text", ["", "r", "rain ", "zzz", '"deep h', "tag:lofi", "is:favourite", "x:y", "bpm:7"]
)
def test_where_nothing_is_offered(text: str) -> None:
    assert offered(text) == []


def test_nothing_is_offered_inside_a_word() -> None:
    assert offered("tag:lof rain", 7) == ["tag:lofi "]
    assert offered("lofi", 2) == []


@given(st.text(max_size=20), st.integers(0, 20))
def test_any_text_is_fine(text: str, caret: int) -> None:
    found = suggest(text, min(caret, len(text)), TAGS)
    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
        for item in found.items:
            assert text[found.start : found.end] != item.text.rstrip()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(qtbot: QtBot, library_look: Look, window: QWidget) -> SearchField:  # noqa: F811
    made = SearchField(library_look, window)
    made.set_tags(TAGS)
    row = QHBoxLayout(window)
    row.addWidget(made)
    row.addWidget(QPushButton("elsewhere", window))
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def popup(field: SearchField) -> CompletionPopup | None:
    found = field.window().findChild(CompletionPopup)
    return found if found is not None and found.isVisible() else None


def lines(field: SearchField) -> list[str]:
    shown = popup(field)
    return [shown.item(row).text() for row in range(shown.count())] if shown else []


def test_typing_goes_on_and_enter_and_space_take_nothing(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "lo")
    assert lines(field) == ["tag:lofi"]
    assert field.hasFocus()
    qtbot.keyClicks(field, "st rain")
    assert field.text() == "lost rain"
    qtbot.keyClicks(field, " lo")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "lost rain lo"
    assert popup(field) is None


def test_tab_takes_the_first_and_a_field_is_followed_by_its_values(
    qtbot: QtBot, field: SearchField
) -> None:
    qtbot.keyClicks(field, "rain ta")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "rain tag:"
    assert lines(field) == ["tag:lofi", 'tag:"deep house"', "tag:dark", "tag:melodic"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == 'rain tag:"deep house" '
    assert popup(field) is None
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()


def test_up_goes_round_and_the_rest_of_the_text_stays(qtbot: QtBot, field: SearchField) -> None:
    field.setText("rain")
    field.setCursorPosition(0)
    qtbot.keyClicks(field, "is: ")
    field.setCursorPosition(3)
    qtbot.keyClicks(field, "u")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert field.text() == "is:unrated rain"
    assert field.cursorPosition() == len("is:unrated")


def test_a_click_takes_and_the_focus_stays(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "tag:")
    shown = popup(field)
    assert shown is not None
    place = shown.visualItemRect(shown.item(2)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.text() == "tag:dark "
    assert field.hasFocus()


def test_escape_closes_it_before_it_clears(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "tag:")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (popup(field), field.text()) == (None, "tag:")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.table_requested):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_it_goes_with_the_focus_and_with_the_caret(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "tag:")
    qtbot.keyClick(field, Qt.Key.Key_Home)
    assert popup(field) is None
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, "d")
    assert popup(field) is not None
    button = field.window().findChild(QPushButton)
    assert button is not None
    button.setFocus()
    assert popup(field) is None


def test_what_the_program_writes_offers_nothing(field: SearchField) -> None:
    field.replace_text("tag:")
    assert popup(field) is None


def test_wrong_places_are_marked_beyond_the_first_plane_too(
    qtbot: QtBot, field: SearchField
) -> None:
    text = "🎹🎹 bpm:fast"
    field.setText(text)
    field.setCursorPosition(2)
    before = field.grab().toImage()
    (problem,) = parse(text, date(2026, 1, 1)).problems
    field.mark([problem])
    assert field.grab().toImage() != before
    field.mark([])
    assert field.grab().toImage() == before
    assert field.text() == text
    assert not field.isUndoAvailable()
