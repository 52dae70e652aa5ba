"""Icons from resources/icons/*.svg, painted in the colour they are asked for, at any scale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from typing_extensions import override

from whisul_desktop.ui.guard import guarded, guarded_with

_SIZE = b'width="24" height="24"'  # as every drawing says it


class SvgIcons:
    """Reads each drawing once, and draws it once for each colour and size: a fifth of a
    millisecond. A drawing uses `currentColor` for all that it paints."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def icon(self, name: str, color: QColor, disabled: QColor) -> QIcon:
        return QIcon(_SvgEngine(self, name, color, disabled))

    def pixmap(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        """`size` in logical pixels, `ratio` the screen's device pixel ratio."""
        key = (name, color.rgba(), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(self._drawing(name), color, size, ratio)
        return self._pixmaps[key]

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            self._drawings[name] = (self._folder / f"{name}.svg").read_bytes()
        return self._drawings[name]


class _SvgEngine(QIconEngine):
    """Renders at the moment it is painted: what is never shown costs nothing."""

    def __init__(self, icons: SvgIcons, name: str, color: QColor, disabled: QColor) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._color = color
        self._disabled = disabled

    @override
    @guarded
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pixmap(min(rect.width(), rect.height()), ratio, mode)
        size = pixmap.deviceIndependentSize()
        left = rect.x() + (rect.width() - size.width()) / 2
        top = rect.y() + (rect.height() - size.height()) / 2
        painter.drawPixmap(QPoint(round(left), round(top)), pixmap)

    @override
    @guarded_with(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    @guarded_with(QPixmap)
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # `size` is in logical pixels (measured with Qt 6.11: 20 at a scale of 2 for 20 px)
        return self._pixmap(max(1, min(size.width(), size.height())), scale, mode)

    @override
    def clone(self) -> QIconEngine:
        return _SvgEngine(self._icons, self._name, self._color, self._disabled)

    def _pixmap(self, side: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        color = self._disabled if mode == QIcon.Mode.Disabled else self._color
        return self._icons.pixmap(self._name, color, side, ratio)


def _render(drawing: bytes, color: QColor, side: int, ratio: float) -> QPixmap:
    pixels = max(1, round(side * ratio))
    colored = drawing.replace(b"currentColor", color.name().encode())
    sized = colored.replace(_SIZE, b'width="%d" height="%d"' % (pixels, pixels), 1)
    # never a QBuffer made in Python: Qt reads it under the lock of its picture formats and
    # needs the GIL for it, while a thread that decodes a cover may hold the GIL and wait
    # for that lock: both wait for ever
    image = QImage.fromData(QByteArray(sized), "svg")  # type: ignore[arg-type]
    if image.width() != pixels:
        raise ValueError("an icon of this app can't be drawn: it is no SVG of 24 × 24")
    if color.alpha() < 255:
        faded = image.copy()
        faded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faded)
        painter.setOpacity(color.alphaF())
        painter.drawImage(0, 0, image)
        painter.end()
        image = faded
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
