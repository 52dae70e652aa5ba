"""The ring around a text that has the focus: outside of it, so that no letter moves or is hit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look

WIDTH = 2  # px, of every ring of focus
_GAP = 2  # px between text and ring


class FocusRing(QWidget):
    """Around `text` while it is shown, wherever that moves."""

    def __init__(self, look: Look, text: QWidget) -> None:
        parts = [text]
        while (parent := parts[-1].parentWidget()) is not None:
            parts.append(parent)
            above = parent.parentWidget()
            # as far up as it scrolls along: further down, sections without margins cut it off
            if above is None or parent.isWindow() or isinstance(above.parentWidget(), QScrollArea):
                break
        self._ground = parts[-1]
        super().__init__(self._ground)
        self._look = look
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in parts:
            part.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        area = self._text.rect().translated(self._text.mapTo(self._ground, QPoint()))
        around = _GAP + WIDTH
        self.setGeometry(area.adjusted(-around, -around, around, around))
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self.isVisible():
            self.follow()
        return super().eventFilter(watched, event)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("accent"), WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


def paint_ring(painter: QPainter, look: Look, area: QRectF, radius: float) -> None:
    """Around a cover, within its edge: the gap sets it off from pictures of its own colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, width, color in ((1.0, WIDTH, "accent"), (2.5, 1, "surface")):
        painter.setPen(QPen(look.color(color), width))
        inner = area.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(inner, radius - inset, radius - inset)
