"""The two sliders of the player: real QSliders, so that keys and screen readers work them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QSlider, QWidget
from typing_extensions import override

from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look, TypeSize

_GROOVE = 4.0
_HANDLE = 6.0  # radius
_DRAG_PACE_MS = 120
_TIP_GAP = 8  # px between the groove and the time above it
_TIP_MARGIN = 4  # px to the edges of the window


class ThinSlider(QSlider):
    """A thin groove, filled in the accent colour; the handle comes with pointer or focus.

    A press on the groove goes there at once and drags on from there.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._over = False
        self._dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def set_dimmed(self, dimmed: bool) -> None:
        """It can be moved, but has no effect just now."""
        self._dimmed = dimmed
        self.update()

    def share(self) -> float:
        """How much of the groove is filled, 0…1."""
        span = self.maximum() - self.minimum()
        return (self.value() - self.minimum()) / span if span > 0 else 0.0

    def go_to(self, share: float) -> None:
        """The pointer wants this share of the groove."""
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 24)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.maximum() <= self.minimum():
            event.ignore()
            return
        event.accept()
        self.setSliderDown(True)
        self.go_to(self._share_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.go_to(self._share_at(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.go_to(self._share_at(event.position().x()))
            self.setSliderDown(False)
            self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._over = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over = False
        self.update()

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        usable = self.isEnabled() and self.maximum() > self.minimum()
        groove = self._groove()
        painter.setPen(Qt.PenStyle.NoPen)
        rest = self._look.color("muted")
        rest.setAlphaF(0.35 if usable else 0.2)
        painter.setBrush(rest)
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        if not usable:
            return
        filled = QRectF(groove)
        filled.setWidth(groove.width() * self.share())
        x = filled.right()
        if self._mirrored():
            filled.moveRight(groove.right())
            x = filled.left()
        painter.setBrush(self._look.color("muted" if self._dimmed else "accent_fill"))
        painter.drawRoundedRect(filled, _GROOVE / 2, _GROOVE / 2)
        if self._over or self.hasFocus() or self.isSliderDown():
            centre = QPointF(x, groove.center().y())
            painter.setBrush(self._look.color("accent"))
            painter.drawEllipse(centre, _HANDLE, _HANDLE)
            if self.hasFocus():
                painter.setPen(QPen(self._look.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, _HANDLE + 3, _HANDLE + 3)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _groove(self) -> QRectF:
        margin = _HANDLE + 4
        middle = self.height() / 2
        return QRectF(margin, middle - _GROOVE / 2, self.width() - 2 * margin, _GROOVE)

    def _share_at(self, x: float) -> float:
        groove = self._groove()
        share = max(0.0, min(1.0, (x - groove.left()) / max(1.0, groove.width())))
        return 1 - share if self._mirrored() else share


class SeekSlider(ThinSlider):
    """Its value is whole seconds, for keys and screen readers; it paints and seeks exactly.

    Time runs from left to right in every language.
    """

    sought = Signal(float)  # seconds: the user wants to be there
    previewed = Signal(float)  # seconds: under the pointer while it drags

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._exact = 0.0
        self._duration = 0.0
        self._quiet = False
        self._tip: _TimeTip | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setRange(0, 0)
        self.setSingleStep(5)
        self.setPageStep(15)
        self.setMouseTracking(True)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(_DRAG_PACE_MS)
        self._pace.timeout.connect(self._on_pace)
        self.valueChanged.connect(self._on_value_changed)
        self.sliderReleased.connect(self._on_released)

    def set_duration(self, seconds: float) -> None:
        self._duration = max(0.0, seconds)
        self._quiet = True
        self.setRange(0, int(self._duration))
        self._quiet = False
        self.setEnabled(self._duration > 0)
        self.update()

    def set_position(self, seconds: float) -> None:
        """Where playing is. While the user drags, the drag wins."""
        if self.isSliderDown():
            return
        self._show(max(0.0, seconds))

    def position(self) -> float:
        """Seconds, exact."""
        return self._exact

    @override
    def share(self) -> float:
        return min(1.0, self._exact / self._duration) if self._duration > 0 else 0.0

    @override
    def go_to(self, share: float) -> None:
        self._show(share * self._duration)
        self.previewed.emit(self._exact)
        self._show_time(share)
        if not self._pace.isActive():
            self._pace.start()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.isSliderDown() and self._duration > 0:
            self._show_time(self._share_at(event.position().x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not jump in the song

    def _show(self, seconds: float) -> None:
        self._exact = seconds
        self._quiet = True
        self.setValue(int(seconds))
        self._quiet = False
        self.update()

    def _show_time(self, share: float) -> None:
        if self._tip is None:
            self._tip = _TimeTip(self._look, self.window())
        groove = self._groove()
        point = QPointF(groove.left() + share * groove.width(), groove.top() - _TIP_GAP).toPoint()
        text = wording.duration_text(share * self._duration)
        self._tip.show_at(self.mapTo(self.window(), point), text)

    def _hide_time(self) -> None:
        if self._tip is not None and not self.isSliderDown() and not self.underMouse():
            self._tip.hide()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_time()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._tip is not None:
            self._tip.hide()

    def _on_value_changed(self, value: int) -> None:
        if not self._quiet:  # keys, or a screen reader
            self._exact = float(value)
            self.update()
            self.sought.emit(self._exact)

    def _on_pace(self) -> None:
        if self.isSliderDown():
            self.sought.emit(self._exact)

    def _on_released(self) -> None:
        self._pace.stop()
        self._hide_time()
        self.sought.emit(self._exact)


class _TimeTip(QLabel):
    """The time under the pointer. A part of the window: a window of its own, as tooltips are,
    comes between pointer and slider, and the first click goes to neither."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("timeTip")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(look.font(TypeSize.CAPTION))
        self.setMinimumSize(40, 20)

    def show_at(self, place: QPoint, text: str) -> None:
        """Its lower edge at `place` in the window, as near to that as it is still inside."""
        self.setText(text)
        self.adjustSize()
        most = self.window().width() - self.width() - _TIP_MARGIN
        left = max(_TIP_MARGIN, min(most, place.x() - self.width() // 2))
        self.move(left, place.y() - self.height())
        self.show()
        self.raise_()


class VolumeSlider(ThinSlider):
    """Per cent as the ear hears it; the wheel moves it by 5."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(10)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn:
            self.setValue(self.value() + (5 if turn > 0 else -5))
        event.accept()
