"""What plays, in the player bar: thumbnail, title and a line below; a click shows its row."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from whisul_desktop.core.types import Job
from whisul_desktop.ui import wording
from whisul_desktop.ui.focus_ring import paint_ring
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.motif import paint_blank_cover, rounded
from whisul_desktop.ui.pictures import PictureLoader
from whisul_desktop.ui.text_block import announce
from whisul_desktop.ui.theme import Look, TypeSize

_SIDE = 48
_GAP = 12
_RADIUS = 6
_TAGS_SHOWN = 3
_PROBLEM_LINES = 2


class TrackButton(QAbstractButton):
    """Paints its own lines, cut to the width that there is. A problem has two, and more room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title = ""
        self._below = ""
        self._problem = ""
        self._seed = ""
        self._path: Path | None = None
        self._image = QPixmap()
        self._thumbnail = QPixmap()
        self._title_font = look.font(TypeSize.BODY, bold=True)
        self._below_font = look.font(TypeSize.CAPTION)
        self._loader = PictureLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self._describe()

    def set_track(self, job: Job | None, cover: Path | None) -> None:
        self._title = wording.one_line(job.title) if job is not None else ""
        self._below = (
            " · ".join(wording.one_line(tag) for tag in job.tags[:_TAGS_SHOWN]) if job else ""
        )
        self._seed = job.id if job is not None else ""
        if cover != self._path:
            self._path = cover
            self._image = self._thumbnail = QPixmap()
            if cover is None:
                self._loader.forget()
            else:
                side = round(_SIDE * 2 * self.devicePixelRatioF())
                self._loader.request(cover, QSize(side, side))
        self._describe()
        self.update()

    def set_problem(self, text: str) -> None:
        if text and text != self._problem:
            announce(self, text)
        if bool(text) != bool(self._problem):
            self.updateGeometry()
        self._problem = text
        self._describe()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(248, _SIDE)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(236 if self._problem else 172, _SIDE)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _SIDE if mirrored else 0
        square = QRectF(left, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        if self._image.isNull():
            seed = self._seed or "whisul"
            paint_blank_cover(painter, square, self._look, seed, radius=_RADIUS)
        else:
            painter.drawPixmap(QPointF(square.topLeft()), self._picture())
        if self.hasFocus():
            paint_ring(painter, self._look, square, _RADIUS)
        start = 0 if mirrored else _SIDE + _GAP
        self._paint_lines(painter, QRect(start, 0, self.width() - _SIDE - _GAP, self.height()))

    def _paint_lines(self, painter: QPainter, area: QRect) -> None:
        title = QFontMetrics(self._title_font)
        below = QFontMetrics(self._below_font)
        second = self._problem or self._below
        lines = 0 if not second else 1
        if self._problem and below.horizontalAdvance(second) > area.width():
            lines = _PROBLEM_LINES
        height = title.height() + lines * below.height() + 2 * bool(lines)
        top = area.top() + (area.height() - height) // 2
        painter.setFont(self._title_font if self._title else self._look.font())
        painter.setPen(self._look.color("text" if self._title else "muted"))
        self._line(painter, title, self._title or self.tr("Nothing playing"), area, top)
        if second:
            painter.setFont(self._below_font)
            painter.setPen(self._look.color("warning" if self._problem else "muted"))
            self._line(painter, below, second, area, top + title.height() + 2, lines)

    def _line(
        self,
        painter: QPainter,
        metrics: QFontMetrics,
        text: str,
        area: QRect,
        top: int,
        lines: int = 1,
    ) -> None:
        # a line ends at a word: of several, each gives some of its width away
        room = area.width() * (lines - 0.2 if lines > 1 else 1)
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        where = QRect(area.left(), top, area.width(), lines * metrics.height())
        aligned = self.style().visualAlignment(self.layoutDirection(), side)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
        shape = Qt.TextFlag.TextWordWrap if lines > 1 else Qt.TextFlag.TextSingleLine
        painter.drawText(where, aligned | shape, short)

    def _picture(self) -> QPixmap:
        if self._thumbnail.isNull():
            ratio = self.devicePixelRatioF()
            self._thumbnail = rounded(self._image, _SIDE * ratio, _SIDE * ratio, _RADIUS * ratio)
            self._thumbnail.setDevicePixelRatio(ratio)
        return self._thumbnail

    def _on_loaded(self, _path: Path, image: QImage) -> None:
        self._image = QPixmap.fromImage(image)
        self._thumbnail = QPixmap()
        self.update()

    def _describe(self) -> None:
        name = self._title or self.tr("Nothing playing")
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._problem or self._below)
        lines = "\n".join(line for line in (self._title, self._problem or self._below) if line)
        self.setToolTip(wording.tooltip(lines))
        loaded = bool(self._title)
        self.setEnabled(loaded)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if loaded else Qt.FocusPolicy.NoFocus)
        hand = Qt.CursorShape.PointingHandCursor
        self.setCursor(hand if loaded else Qt.CursorShape.ArrowCursor)
