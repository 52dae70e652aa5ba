"""While somebody types, the keys of volume, tracks, Edit and Retry belong to the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whisul_desktop.ui.compose_bar import ComposeBar
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.theme import Look

KEPT = {
    "Ctrl+Up": (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+Down": (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+M": (Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+E": (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+R": (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+Left": (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier),
    "Ctrl+Right": (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
    "Shift+Left": (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
    "Shift+Right": (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
}
SAVE = {"Ctrl+S": (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)}


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for part in (ComposeBar(look), FilterBar(look), QPushButton("elsewhere")):
        column.addWidget(part)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _fired(window: QWidget) -> list[str]:
    fired: list[str] = []

    def note(name: str) -> Callable[[], None]:
        return lambda: fired.append(name)

    for name in (*KEPT, *SAVE):
        action = QAction(window)
        action.setShortcut(QKeySequence(name))
        action.triggered.connect(note(name))
        window.addAction(action)
    return fired


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit])
def test_in_a_field_they_are_the_texts(qtbot: QtBot, window: QWidget, kind: type[QWidget]) -> None:
    field = next(w for w in window.findChildren(kind) if w.accessibleName() in ("Prompt", "Search"))
    fired = _fired(window)
    field.setFocus()
    qtbot.keyClicks(field, "two words")
    for key, modifiers in {**KEPT, **SAVE}.values():
        qtbot.keyClick(field, key, modifiers)
    assert fired == ["Ctrl+S"]
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.property("text")
    assert text == "two words"


def test_elsewhere_they_are_the_windows(qtbot: QtBot, window: QWidget) -> None:
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "elsewhere")
    fired = _fired(window)
    button.setFocus()
    for key, modifiers in KEPT.values():
        qtbot.keyClick(button, key, modifiers)
    assert fired == list(KEPT)
