"""Keys that belong to a text field while it has the focus, though the window has uses for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_CONTROL = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_M,
        Qt.Key.Key_E,
        Qt.Key.Key_R,
    }
)
_SHIFT = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete})


def keep_typing_key(event: QEvent) -> bool:
    """Accept `event` where it asks whether a shortcut may have a key that means the text:
    volume, tracks, jumps, editing and retrying are for when nobody types. True where it did."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = {
        Qt.KeyboardModifier.ControlModifier: _CONTROL,
        Qt.KeyboardModifier.ShiftModifier: _SHIFT,
    }
    if event.key() not in keys.get(held, frozenset()):
        return False
    event.accept()
    return True
