"""How many songs one prompt makes: a spin box that changes only under the user's hands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look

_BUTTON = 20  # width of the arrows' buttons, as in the style sheet


class VariationsBox(QSpinBox):
    """A style sheet takes the style's arrows away: these are drawn in the look's colours."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        # the wheel must not bring the focus, and with it a number that costs more
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._just_entered = False  # by a click that isn't over yet
        self.lineEdit().installEventFilter(self)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._just_entered = event.reason() == Qt.FocusReason.MouseFocusReason

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a click puts the cursor beside the number, where a 3 after the 1 would make 13 songs
        if event.type() == QEvent.Type.MouseButtonRelease and self._just_entered:
            self._just_entered = False
            if not self.lineEdit().hasSelectedText():
                self.selectAll()
        return super().eventFilter(watched, event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = _BUTTON / 2 if mirrored else self.width() - _BUTTON / 2
        for place, tip, possible in (
            (0.32, -3, self.value() < self.maximum()),
            (0.68, 3, self.value() > self.minimum()),
        ):
            center = QPointF(middle, self.height() * place)
            painter.setPen(QPen(self._look.color("text" if possible else "border"), 1.5))
            left, right = center + QPointF(-3.5, -tip / 2), center + QPointF(3.5, -tip / 2)
            painter.drawPolyline([left, center + QPointF(0, tip / 2), right])
        painter.end()
