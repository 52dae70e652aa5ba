"""Whether the keyboard is in use: then the row or tile that its next key acts on is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    _View = QAbstractItemView
else:
    _View = object

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyFocus(_View):
    """Goes before one of Qt's views among the bases of a class that paints the mark where
    `marks_current`."""

    _by_keyboard = False

    def marks_current(self) -> bool:
        """Whether the current row is to be seen as such."""
        return self._by_keyboard and self.hasFocus() and self.currentIndex().isValid()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_by_keyboard(True)
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_by_keyboard(event.reason() in BY_KEYBOARD)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_by_keyboard(False)
        super().mousePressEvent(event)

    def _set_by_keyboard(self, by_keyboard: bool) -> None:
        if by_keyboard != self._by_keyboard:
            self._by_keyboard = by_keyboard
            self.viewport().update()
