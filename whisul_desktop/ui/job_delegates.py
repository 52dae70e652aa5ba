"""How a row of the jobs table is drawn: cover, two-line title, state, numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from whisul_desktop.core.types import Job, JobColumn, JobStatus
from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded, guarded_with
from whisul_desktop.ui.job_cells import cell_text, elapsed, is_right, second_line
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.rating_cell import RatingCell
from whisul_desktop.ui.row_table import RowTable
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    # Loading QStyle's enumerations takes 5 ms of the start: geometry is mirrored here.
    from PySide6.QtWidgets import QStyleOptionViewItem

COVER_SIDE = 40  # logical pixels
_PAD = 8
_MARK = 10  # side of the mark before a state's word
_NOTE = 16  # of the mark of a note
_DIMMED = 0.4  # covers of rejects
_ON_ITS_WAY = (JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.RUNNING)


class JobDelegate(QStyledItemDelegate):
    """Draws the contents of cells; the ground of a row is the table's."""

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        cover_path: Callable[[str], Path],
        parent: RowTable,
    ) -> None:
        super().__init__(parent)
        self._table = parent
        self._look = look
        self._model = model
        self._thumbnails = thumbnails
        self._cover_path = cover_path
        self._rating = RatingCell(look)
        self.preview: tuple[str, int] | None = None  # job id, and the part under the pointer
        look.changed.connect(self._read_look)
        self._read_look()

    def row_height(self) -> int:
        """Two lines or a cover, whichever is higher, with air around."""
        lines = self._body_metrics.height() + self._caption_metrics.height()
        return max(COVER_SIDE + 12, lines + 14)

    def _read_look(self) -> None:
        names = ("text", "muted", "accent", "cover", "border")
        self._colors = {name: self._look.color(name) for name in names}
        self._state_colors = {
            status: self._look.color(wording.status_token(status)) for status in JobStatus
        }
        self._body = _with_equal_digits(self._look.font())
        self._caption = _with_equal_digits(self._look.font(TypeSize.CAPTION))
        self._body_metrics = QFontMetrics(self._body)
        self._caption_metrics = QFontMetrics(self._caption)
        self._icons: dict[tuple[str, str, float], QPixmap] = {}
        self._rating.read_look()

    @override
    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        job = self._model.job_at(index.row())
        if job is None:
            return
        column = self._model.column_at(index.column())
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        direction: Qt.LayoutDirection = option.direction  # type: ignore[attr-defined]
        match column:
            case JobColumn.COVER:
                self._paint_cover(painter, rect, job)
            case JobColumn.TITLE:
                self._paint_title(painter, rect, direction, job)
            case JobColumn.STATUS:
                self._paint_status(painter, rect, direction, job)
            case JobColumn.RATING:
                self._rating.paint(
                    painter,
                    rect,
                    job,
                    mirrored=direction == Qt.LayoutDirection.RightToLeft,
                    in_use=self._table.is_in_use(index.row()),
                    preview=self.preview[1] if self.preview and self.preview[0] == job.id else None,
                )
            case _:
                text = cell_text(job, column, self._model.now(), None)
                if text:
                    painter.setFont(self._body)
                    painter.setPen(self._colors["muted"])
                    inner = rect.adjusted(_PAD, 0, -_PAD, 0)
                    side = _side(direction, column)
                    painter.drawText(inner, side, _cut(self._body_metrics, text, inner.width()))

    @override
    @guarded_with(QSize)
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        job = self._model.job_at(index.row())
        column = self._model.column_at(index.column())
        text = ""
        if job is not None:
            text = cell_text(job, column, self._model.now(), None)
            if column is JobColumn.STATUS:
                text = f"{wording.job_status_text(job)} 00:00"
        extra = _MARK + _PAD if column is JobColumn.STATUS else 0
        width = self._body_metrics.horizontalAdvance(text) + 2 * _PAD + extra
        return QSize(width, self.row_height())

    def _paint_cover(self, painter: QPainter, rect: QRect, job: Job) -> None:
        tile = QRect(0, 0, COVER_SIDE, COVER_SIDE)
        tile.moveCenter(rect.center())
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(tile), 6, 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_DIMMED if job.is_reject else 1.0)
        ratio = painter.device().devicePixelRatioF()
        picture = None
        if job.cover_file:
            path = self._cover_path(job.cover_file)
            picture = self._thumbnails.request(path, COVER_SIDE, ratio)
        if picture is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(tile, picture)
        else:
            painter.fillPath(shape, self._colors["cover"])
            if job.status in _ON_ITS_WAY:
                self._paint_bars(painter, tile, job)
            else:
                self._paint_icon(painter, "music", "muted", tile, 18)
        painter.restore()

    def _paint_bars(self, painter: QPainter, tile: QRect, job: Job) -> None:
        """Three bars of a song that is still to come; they stand still."""
        waits = job.status is JobStatus.QUEUED
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["muted" if waits else "accent"])
        center = QPointF(tile.center()) + QPointF(0.5, 0.5)
        for number, height in enumerate((10, 18, 13)):
            left = center.x() - 9 + number * 7
            painter.drawRoundedRect(QRectF(left, center.y() - height / 2, 4, height), 2, 2)

    def _paint_icon(self, painter: QPainter, name: str, token: str, rect: QRect, side: int) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (name, token, ratio)
        if key not in self._icons:
            self._icons[key] = self._look.pixmap(name, token, side, ratio)
        place = QRect(0, 0, side, side)
        place.moveCenter(rect.center())
        painter.drawPixmap(place, self._icons[key])

    def _paint_title(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if job.note:
            mark = QRect(inner.right() - _NOTE, inner.top(), _NOTE, inner.height())
            self._paint_icon(painter, "note", "muted", _visual(direction, inner, mark), _NOTE)
            inner.setRight(mark.left() - _PAD // 2)
            if direction == Qt.LayoutDirection.RightToLeft:
                inner.translate(_NOTE + _PAD // 2, 0)
        color = "muted" if job.is_reject else "text"
        if self._model.is_playing(job.id):
            color = "accent"
        under = second_line(job)
        top = QRect(inner)
        if under:
            lines = self._body_metrics.height() + self._caption_metrics.height() + 2
            top.setTop(inner.top() + (inner.height() - lines) // 2)
            top.setHeight(self._body_metrics.height())
            below = QRect(inner)
            below.setTop(top.bottom() + 3)
            below.setHeight(self._caption_metrics.height())
            painter.setFont(self._caption)
            painter.setPen(self._colors["muted"])
            self._draw(painter, self._caption_metrics, below, direction, under)
        painter.setFont(self._body)
        painter.setPen(self._colors[color])
        text = cell_text(job, JobColumn.TITLE, 0, None)
        self._draw(painter, self._body_metrics, top, direction, text)

    def _draw(
        self,
        painter: QPainter,
        metrics: QFontMetrics,
        rect: QRect,
        direction: Qt.LayoutDirection,
        text: str,
    ) -> None:
        side = _side(direction, JobColumn.TITLE)
        flags = side | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, flags, _cut(metrics, text, rect.width()))

    def _paint_status(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        seconds = elapsed(job, self._model.now())
        mark = QRect(inner.left(), inner.center().y() - _MARK // 2 + 1, _MARK, _MARK)
        self._paint_mark(painter, _visual(direction, inner, mark), job.status, seconds)
        words = inner.adjusted(_MARK + _PAD, 0, 0, 0)
        transfer = self._model.transfer(job.id)
        word, after = wording.job_status_text(job), ""
        if transfer is not None:
            word = wording.transfer_text(transfer)
            bar = QRect(words.left(), words.center().y() + 13, words.width(), 3)
            part = min(1.0, transfer.done / transfer.total) if transfer.total else 0.0
            self._paint_progress(painter, _visual(direction, inner, bar), part)
        elif job.status is JobStatus.RUNNING:
            after = wording.duration_text(seconds)
        loud = job.status in (JobStatus.FAILED, JobStatus.REJECTED, JobStatus.UNCONFIRMED)
        color = self._state_colors[job.status] if loud else self._colors["text"]
        quiet = job.status in (JobStatus.QUEUED, JobStatus.EXPIRED)
        painter.setFont(self._body)
        painter.setPen(self._colors["muted"] if quiet else color)
        self._draw(painter, self._body_metrics, _visual(direction, inner, words), direction, word)
        if after:
            used = self._body_metrics.horizontalAdvance(word) + _PAD
            rest = words.adjusted(used, 0, 0, 0)
            if rest.width() > 0:
                painter.setPen(self._colors["muted"])
                place = _visual(direction, inner, rest)
                self._draw(painter, self._body_metrics, place, direction, after)

    def _paint_mark(
        self, painter: QPainter, mark: QRect, status: JobStatus, seconds: float
    ) -> None:
        """Full for what has ended, a ring for what waits, a hand that goes round while the
        service works: once a minute, so that it is no promise of progress."""
        color = self._state_colors[status]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(mark)
        if status in (JobStatus.RUNNING, JobStatus.SUBMITTING):
            faint = QColor(color)
            faint.setAlphaF(0.28)
            ring = area.adjusted(1, 1, -1, -1)
            painter.setPen(QPen(faint, 2))
            painter.drawEllipse(ring)
            painter.setPen(QPen(color, 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, round((90 - seconds % 60 * 6) * 16), 100 * 16)
        elif status in (JobStatus.QUEUED, JobStatus.UNCONFIRMED, JobStatus.EXPIRED):
            painter.setPen(QPen(color, 1.5))
            painter.drawEllipse(area.adjusted(1.5, 1.5, -1.5, -1.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_progress(self, painter: QPainter, bar: QRect, part: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["border"])
        painter.drawRoundedRect(QRectF(bar), 1.5, 1.5)
        if part > 0:
            painter.setBrush(self._colors["accent"])
            done = QRectF(bar)
            done.setWidth(max(3.0, bar.width() * part))
            painter.drawRoundedRect(done, 1.5, 1.5)
        painter.restore()


def _with_equal_digits(font: QFont) -> QFont:
    """Digits of one width, so that what ticks does not tremble."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _cut(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _visual(direction: Qt.LayoutDirection, outer: QRect, rect: QRect) -> QRect:
    """`rect` mirrored inside `outer` where text runs from right to left."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return rect
    return rect.translated(outer.left() + outer.right() - rect.left() - rect.right(), 0)


def _side(direction: Qt.LayoutDirection, column: JobColumn) -> Qt.AlignmentFlag:
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    flags = Qt.AlignmentFlag
    side = flags.AlignRight if is_right(column) != mirrored else flags.AlignLeft
    return side | flags.AlignVCenter | flags.AlignAbsolute
