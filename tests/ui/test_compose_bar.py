"""Writing a prompt and sending it: one submit each, nothing lost, problems beside the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import library_look  # noqa: F401 - a fixture
from whisul_desktop.core.prompts import MAX_CHARACTERS
from whisul_desktop.ui.compose_bar import ComposeBar
from whisul_desktop.ui.theme import Look


@pytest.fixture
def bar(qtbot: QtBot, library_look: Look) -> ComposeBar:  # noqa: F811
    made = ComposeBar(library_look)
    qtbot.addWidget(made)
    made.resize(600, 60)
    made.sent = []  # type: ignore[attr-defined]
    made.submit_requested.connect(lambda text, number: made.sent.append((text, number)))  # type: ignore[attr-defined]
    return made


def _field(bar: ComposeBar) -> QPlainTextEdit:
    return next(w for w in bar.findChildren(QPlainTextEdit) if w.accessibleName() == "Prompt")


def _button(bar: ComposeBar) -> QPushButton:
    return next(w for w in bar.findChildren(QPushButton) if w.accessibleName() == "Generate")


def _problem(bar: ComposeBar) -> str:
    return next(label.text() for label in bar.findChildren(QLabel))


def _press(bar: ComposeBar, key: Qt.Key, modifiers: Qt.KeyboardModifier, held: bool) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", held, 1)
    QApplication.sendEvent(_field(bar), event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_sends(qtbot: QtBot, bar: ComposeBar, key: Qt.Key) -> None:
    qtbot.keyClicks(_field(bar), " a trap song")
    bar.set_variations(3)
    qtbot.keyClick(_field(bar), key)
    assert bar.sent == []  # type: ignore[attr-defined]
    qtbot.keyClick(_field(bar), key, Qt.KeyboardModifier.ControlModifier)
    assert bar.sent == [("a trap song", 3)]  # type: ignore[attr-defined]


def test_a_number_that_is_typed_after_a_click_stands_alone(qtbot: QtBot, bar: ComposeBar) -> None:
    box = bar.findChild(QSpinBox)
    with qtbot.waitActive(bar):
        bar.show()
    number = box.lineEdit()
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton, pos=number.rect().center())
    qtbot.keyClicks(box, "3")
    assert box.value() == 3
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton, pos=number.rect().center())
    qtbot.keyClicks(box, "2")  # whoever clicks again wants the cursor there
    assert box.value() != 2
    bar.set_draft("a trap song")
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    bar.submitted("a trap song")
    assert box.value() == 1


def test_double_click_and_held_keys_send_once(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_draft("a trap song")
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(_button(bar), Qt.MouseButton.LeftButton)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(_field(bar), Qt.Key.Key_Return, control)
    assert bar.sent == [("a trap song", 1)]  # type: ignore[attr-defined]
    bar.submitted("a trap song")
    bar.set_draft("the next")
    _press(bar, Qt.Key.Key_Return, control, held=True)  # still held from the one before
    assert len(bar.sent) == 1  # type: ignore[attr-defined]
    _press(bar, Qt.Key.Key_Return, control, held=False)
    assert bar.sent[1:] == [("the next", 1)]  # type: ignore[attr-defined]


def test_the_field_is_cleared_only_once_saved_and_unchanged(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_draft("first\n")
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    assert bar.draft() == "first\n"
    bar.submitted("first")
    assert bar.draft() == ""
    _field(bar).undo()
    assert bar.draft() == "first\n"
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    bar.set_draft("typed meanwhile")
    bar.submitted("first")
    assert bar.draft() == "typed meanwhile"


def test_a_problem_keeps_the_text_and_frees_the_button(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_draft("a song")
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    bar.show_problem("The disk is <b>full</b>")
    assert _problem(bar) == "The disk is <b>full</b>"
    assert _field(bar).accessibleDescription() == "The disk is <b>full</b>"
    assert bar.draft() == "a song"
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    assert len(bar.sent) == 2  # type: ignore[attr-defined]
    assert _problem(bar) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Describe the song first"),
        (" \n\t", "Describe the song first"),
        ("a" * (MAX_CHARACTERS + 1), "characters at most"),
        ("a\0b", "NUL"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_the_field(
    qtbot: QtBot, bar: ComposeBar, text: str, words: str
) -> None:
    bar.set_draft(text)
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    assert bar.sent == []  # type: ignore[attr-defined]
    assert words in _problem(bar)
    assert bar.draft() == text
    qtbot.keyClicks(_field(bar), "x")
    assert _problem(bar) == ""


def test_half_a_character_never_gets_as_far(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_draft("a\ud83cb")  # Qt's own text drops it: what is seen is what is sent
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    assert bar.sent == [("ab", 1)]  # type: ignore[attr-defined]
    assert bar.draft() == "ab"


def test_a_megabyte_is_not_even_pasted(bar: ComposeBar) -> None:
    data = QMimeData()
    data.setText("a" * 1_000_000)
    bar.set_draft("kept")
    _field(bar).insertFromMimeData(data)
    assert bar.draft() == "kept"
    assert "characters at most" in _problem(bar)


def test_nothing_comes_in_that_would_only_freeze_the_field(qtbot: QtBot, bar: ComposeBar) -> None:
    """Qt takes seconds to break 100,000 characters without a space into lines."""
    data = QMimeData()
    data.setText("a" * MAX_CHARACTERS)
    for _ in range(5):
        _field(bar).insertFromMimeData(data)
    assert len(bar.draft()) == 2 * MAX_CHARACTERS
    assert "characters at most" in _problem(bar)
    bar.set_draft("kept")
    assert bar.replace_draft("a" * 100_000) == ""
    assert bar.draft() == "kept"
    assert "100,000" in _problem(bar)
    bar.set_draft("")
    bar.set_history(["first", "a" * 100_000, "third"])
    seen: list[str] = []
    for _ in range(2):
        qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
        seen.append(bar.draft())
    assert seen == ["first", "third"]


def test_up_and_down_walk_the_history_and_come_back(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_history(["newest", "two\nlines", "oldest"])
    seen: list[str] = []
    for key in (Qt.Key.Key_Up,) * 4 + (Qt.Key.Key_Down,) * 4:
        qtbot.keyClick(_field(bar), key)
        seen.append(bar.draft())
    assert seen == [
        "newest",
        "two\nlines",
        "oldest",
        "oldest",
        "two\nlines",
        "newest",
        "",
        "",
    ]


def test_a_text_that_was_typed_is_not_walked_away_from(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_history(["newest", "older"])
    qtbot.keyClicks(_field(bar), "mine")
    qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
    assert bar.draft() == "mine"
    bar.set_draft("")
    qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
    qtbot.keyClicks(_field(bar), "!")  # editing one makes it a draft of its own
    qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
    assert bar.draft() == "newest!"


def test_what_was_sent_is_the_newest_of_the_history(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_history(["a", "b"])
    bar.submitted("b")
    walked: list[str] = []
    for _ in range(3):
        qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
        walked.append(bar.draft())
    assert walked == ["b", "a", "a"]


def test_the_field_grows_to_six_lines(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.show()
    heights: list[int] = []
    for lines in (1, 2, 3, 6, 7, 30):
        bar.set_draft("\n".join(["line"] * lines))
        heights.append(_field(bar).height())
    step = _field(bar).fontMetrics().lineSpacing()
    assert heights == [heights[0] + step * n for n in (0, 0, 1, 4, 4, 4)]
    assert _field(bar).viewport().height() >= 6 * step
    bar.set_draft("")
    assert _field(bar).height() == heights[0]


def test_names_and_keys(qtbot: QtBot, bar: ComposeBar) -> None:
    spin = bar.findChild(QSpinBox)
    assert spin is not None
    assert (spin.accessibleName(), spin.minimum(), spin.maximum()) == ("Variations", 1, 20)
    assert spin.text() == "×1"
    changed: list[object] = []
    bar.variations_changed.connect(changed.append)
    bar.draft_changed.connect(changed.append)
    spin.setValue(5)
    bar.set_draft("x")
    assert changed == [5, "x"]
    bar.show()
    bar.activateWindow()
    bar.focus_prompt()
    qtbot.waitUntil(lambda: _field(bar).hasFocus())
    qtbot.keyClick(_field(bar), Qt.Key.Key_Tab)
    assert spin.hasFocus()
    assert bar.draft() == "x"


def _spin(bar: ComposeBar) -> QSpinBox:
    spin = bar.findChild(QSpinBox)
    assert spin is not None
    return spin


def _turn(widget: QSpinBox) -> None:
    where = QPointF(widget.rect().center())
    event = QWheelEvent(
        where,
        QPointF(widget.mapToGlobal(where)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_in_passing_buys_nothing(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.show()
    bar.activateWindow()
    bar.focus_prompt()
    qtbot.waitUntil(lambda: _field(bar).hasFocus())
    _turn(_spin(bar))
    assert _spin(bar).value() == 1
    assert _field(bar).hasFocus()
    _spin(bar).setFocus()
    _turn(_spin(bar))
    assert _spin(bar).value() == 2


def test_the_button_says_how_many_and_comes_back_to_one(qtbot: QtBot, bar: ComposeBar) -> None:
    changed: list[int] = []
    bar.set_variations(3)
    bar.variations_changed.connect(changed.append)
    assert _button(bar).text() == "Generate 3"
    assert _button(bar).accessibleName() == "Generate"
    bar.set_draft("a song")
    qtbot.mouseClick(_button(bar), Qt.MouseButton.LeftButton)
    bar.show_problem("not saved")
    assert changed == []
    bar.submitted("a song")
    assert changed == [1]
    assert _button(bar).text() == "Generate"


def test_an_unsent_draft_is_not_lost_to_an_example(qtbot: QtBot, bar: ComposeBar) -> None:
    bar.set_history(["old"])
    assert bar.replace_draft("example") == ""
    assert bar.replace_draft("example") == ""
    bar.set_draft("my own\ntext")
    assert bar.replace_draft("example") == "my own\ntext"
    assert bar.draft() == "example"
    bar.set_draft("")
    qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
    assert bar.draft() == "my own\ntext"
    qtbot.keyClick(_field(bar), Qt.Key.Key_Up)
    assert bar.draft() == "old"
