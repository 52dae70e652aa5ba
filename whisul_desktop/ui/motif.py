"""The app's own motif, bars of sound: for covers that are not there and for first meetings."""

from __future__ import annotations

import math
import zlib

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPixmap, QTransform
from PySide6.QtWidgets import QStyle, QWidget

from whisul_desktop.ui.theme import Look


def bar_heights(seed: str, count: int, phase: float = 0.0) -> list[float]:
    """Heights 0…1, the same for the same seed; `phase` (radians) lets them breathe."""
    heights: list[float] = []
    for number in range(count):
        noise = zlib.crc32(f"{seed}:{number}".encode()) / 0xFFFF_FFFF
        swell = math.sin(math.pi * (number + 0.7) / (count + 0.4))
        breath = 0.16 * math.sin(phase + number * 0.9) if phase else 0.0
        heights.append(max(0.12, min(1.0, (0.3 + 0.7 * noise) * (0.35 + 0.65 * swell) + breath)))
    return heights


def paint_bars(painter: QPainter, rect: QRectF, heights: list[float], color: QColor) -> None:
    """Round-ended bars around the middle line of `rect`."""
    step = rect.width() / len(heights)
    width = step * 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for number, height in enumerate(heights):
        tall = max(width, height * rect.height())
        left = rect.left() + number * step + (step - width) / 2
        bar = QRectF(left, rect.center().y() - tall / 2, width, tall)
        painter.drawRoundedRect(bar, width / 2, width / 2)


def paint_blank_cover(
    painter: QPainter,
    rect: QRectF,
    look: Look,
    seed: str,
    *,
    radius: float,
    phase: float = 0.0,
    color: str = "accent",
) -> None:
    """Stands in for a cover: a quiet ground and the motif in the job's own shape."""
    ground = QLinearGradient(rect.topLeft(), rect.bottomRight())
    ground.setColorAt(0, look.color("cover"))
    tint = look.color("accent_fill" if color == "accent" else "cover")
    base = look.color("cover")
    ground.setColorAt(1, _mix(base, tint, 0.16))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, radius, radius)
    small = rect.width() < 96
    count = 5 if small else 13
    side = min(rect.width(), rect.height() * 1.6)
    wide = side * (0.56 if small else 0.5)
    tall = min(rect.height() * 0.5, wide * 0.62)
    inner = QRectF(0, 0, wide, tall)
    inner.moveCenter(rect.center())
    bars = look.color(color)
    bars.setAlphaF(0.75 if small else 0.6)
    paint_bars(painter, inner, bar_heights(seed, count, phase), bars)


def rounded(pixmap: QPixmap, width: float, height: float, radius: float) -> QPixmap:
    """`pixmap` filling `width` × `height` device pixels, with round, smooth corners."""
    target = QPixmap(max(1, round(width)), max(1, round(height)))
    target.fill(Qt.GlobalColor.transparent)
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(target.rect()), radius, radius)
    factor = max(width / pixmap.width(), height / pixmap.height())
    shift_x = (width - pixmap.width() * factor) / 2
    shift_y = (height - pixmap.height() * factor) / 2
    brush_transform = QTransform(factor, 0, 0, factor, shift_x, shift_y)
    painter.setPen(Qt.PenStyle.NoPen)
    brush = painter.brush()
    brush.setTexture(pixmap)
    brush.setTransform(brush_transform)
    painter.setBrush(brush)
    painter.drawPath(path)
    painter.end()
    return target


def motion_allowed(widget: QWidget) -> bool:
    """Whether the system wants movement: its setting reaches Qt as an animation time of 0."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0


def _mix(first: QColor, second: QColor, share: float) -> QColor:
    keep = 1 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )
