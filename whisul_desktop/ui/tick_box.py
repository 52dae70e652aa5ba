"""A box to tick in the look's colours: the style's own can't be seen on dark ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look

_TICK = ((-3.5, 0.0), (-1.0, 2.5), (3.5, -2.5))  # pixels from the middle


class TickBox(QCheckBox):
    """The style sheet draws the box and takes the tick away: this draws it."""

    def __init__(self, look: Look, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._look = look
        self.setAccessibleName(label)
        self.setProperty("tick", True)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        middle = QPointF(box.x() + box.width() / 2, box.y() + box.height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("on_accent"), 1.75))
        painter.drawPolyline([middle + QPointF(*point) for point in _TICK])
        painter.end()
