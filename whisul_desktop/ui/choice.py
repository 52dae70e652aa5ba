"""A choice out of a list that drops down, in the look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look

_ARROW = 12  # pixels


class Choice(QComboBox):
    """A style sheet takes the style's arrow away: this draws the look's."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("choice", True)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = self._look.pixmap("chevron-down", "text", _ARROW, self.devicePixelRatioF())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _ARROW // 2 if mirrored else self.width() - _ARROW * 3 // 2
        painter = QPainter(self)
        painter.drawPixmap(left, (self.height() - _ARROW) // 2, arrow)
        painter.end()
