"""The large cover of the detail pane: a picture, a quiet stand-in, or a wait that breathes."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from whisul_desktop.ui.focus_ring import paint_ring
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.motif import motion_allowed, paint_blank_cover, rounded
from whisul_desktop.ui.pictures import PictureLoader
from whisul_desktop.ui.theme import Look

_RADIUS = 12
_STEP = 128  # px: decode sizes grow in steps, so that a drag of the splitter decodes little
_FRAME_MS = 40
_BREATH_S = 5.0


class CoverBox(QAbstractButton):
    """A button where there is a picture (click, Enter or Space), else a picture of nothing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._path: Path | None = None
        self._image = QPixmap()
        self._scaled = QPixmap()
        self._seed = ""
        self._waiting = False
        self._compact = False
        self._most_height = 0
        self._decoded = QSize()
        self._phase = 0.0
        self._loader = PictureLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._on_frame)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(160)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)
        self._describe()

    @property
    def path(self) -> Path | None:
        """The picture that is shown or being read."""
        return self._path

    def set_state(self, path: Path | None, seed: str, *, waiting: bool, compact: bool) -> None:
        """`seed` shapes the stand-in; `compact` takes less height where no cover will come."""
        if (path, seed, waiting, compact) == (
            self._path,
            self._seed,
            self._waiting,
            self._compact,
        ):
            return
        if path != self._path:
            self._path = path
            self._decoded = QSize()
            if path is None:
                self._loader.forget()
                self._image = self._scaled = QPixmap()
            else:
                self._load()  # the last picture stays until this one is there: no flash
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
        self._seed, self._waiting = seed, waiting
        self._describe()
        self._run_frames()
        self.update()

    def set_most_height(self, height: int) -> None:
        """A low window leaves room for what is below the cover."""
        if height != self._most_height:
            self._most_height = height
            self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        wanted = round(width * 0.42) if self._compact else width
        return min(wanted, self._most_height) if self._most_height else wanted

    @override
    def sizeHint(self) -> QSize:
        return QSize(312, self.heightForWidth(312))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = QPixmap()
        if self._path is not None:
            self._load()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_frames()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._frames.stop()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._image.isNull() or self._fading():
            phase = 2 * math.pi * self._phase if self._waiting else 0.0
            paint_blank_cover(
                painter,
                area,
                self._look,
                self._seed,
                radius=_RADIUS,
                phase=phase,
                color="muted" if self._compact else "accent",
            )
            if self._waiting and self._frames.isActive():
                self._paint_gleam(painter, area)
        if not self._image.isNull():
            if self._fading():
                painter.setOpacity(float(self._fade.currentValue()))
            painter.drawPixmap(self._picture_area().topLeft(), self._picture())
            painter.setOpacity(1.0)
        if self.hasFocus():
            self._paint_focus(painter)

    def _fading(self) -> bool:
        return self._fade.state() == QVariantAnimation.State.Running

    def _picture_area(self) -> QRectF:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - size.width() if mirrored else 0  # where the text below begins
        return QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height())

    def _picture(self) -> QPixmap:
        if self._scaled.isNull():
            ratio = self.devicePixelRatioF()
            area = self._picture_area()
            self._scaled = rounded(
                self._image, area.width() * ratio, area.height() * ratio, _RADIUS * ratio
            )
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _paint_gleam(self, painter: QPainter, area: QRectF) -> None:
        x = area.left() + area.width() * (self._phase * 2.2 - 0.6)
        gleam = QLinearGradient(QPointF(x, area.top()), QPointF(x + area.width() * 0.5, area.top()))
        light = QColor("white")
        light.setAlphaF(0.07 if self._look.is_dark else 0.45)
        clear = QColor(light)
        clear.setAlphaF(0)
        gleam.setColorAt(0, clear)
        gleam.setColorAt(0.5, light)
        gleam.setColorAt(1, clear)
        painter.setBrush(gleam)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)

    def _paint_focus(self, painter: QPainter) -> None:
        area = QRectF(self.rect()) if self._image.isNull() else self._picture_area()
        paint_ring(painter, self._look, area, _RADIUS)

    def _load(self) -> None:
        if self._path is None or self.width() <= 0:
            return
        side = -(-round(self.width() * self.devicePixelRatioF()) // _STEP) * _STEP
        if side > self._decoded.width():
            self._decoded = QSize(side, side)
            self._loader.request(self._path, self._decoded)

    def _on_loaded(self, _path: Path, image: QImage) -> None:
        first = self._image.isNull()
        self._image = QPixmap.fromImage(image)
        self._scaled = QPixmap()
        if first and not image.isNull() and self.isVisible() and motion_allowed(self):
            self._fade.start()
        self._describe()
        self.update()

    def _describe(self) -> None:
        shown = self._path is not None and not self._image.isNull()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.NoFocus)
        self.setEnabled(shown)
        hand = Qt.CursorShape.PointingHandCursor if shown else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        text = self.tr("Show cover in full size") if shown else ""
        self.setToolTip(text)
        self.setAccessibleName(text or self.tr("Cover"))

    def _run_frames(self) -> None:
        if self._waiting and self.isVisible() and motion_allowed(self):
            self._frames.start()
        else:
            self._frames.stop()

    def _on_frame(self) -> None:
        self._phase = (self._phase + _FRAME_MS / 1000 / _BREATH_S) % 1.0
        self.update()
