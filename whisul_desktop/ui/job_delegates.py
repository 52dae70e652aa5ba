"""How a row of the jobs table is drawn: cover, two-line title, state, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded, guarded_with
from whisul_desktop.ui.job_cells import cell_text, elapsed, is_right, second_line
from whisul_desktop.ui.job_marks import (
    DIMMED,
    MARK,
    PAD,
    JobMarks,
    painter_of_nothing,
    part_of,
    side_of,
    visual,
)
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.rating_cell import RatingCell
from whisul_desktop.ui.row_table import RowTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    # Loading QStyle's enumerations takes 5 ms of the start: geometry is mirrored here.
    from PySide6.QtWidgets import QStyleOptionViewItem

_LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight  # to read it from an option makes it anew
_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
COVER_SIDE = 40  # logical pixels
_CORNERS = 6
_NOTE = 16  # of the mark of a note
_HEARD = 18  # of that of the song that is heard, on its cover


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
        self._marks = JobMarks(look)
        self._rating = RatingCell(look)
        self.preview: tuple[str, int] | None = None  # job id, and the part under the pointer
        look.changed.connect(self._read_look)

    def row_height(self) -> int:
        """Two lines or a cover, whichever is higher, with air around."""
        lines = self._marks.body_metrics.height() + self._marks.caption_metrics.height()
        return max(COVER_SIDE + 12, lines + 14)

    def _read_look(self) -> None:
        self._marks.read_look()

    @guarded
    def paint_row(
        self, painter: QPainter, row: int, cells: Sequence[tuple[int, QRect]], *, in_use: bool
    ) -> None:
        """See `RowTable.paint_row`."""
        job = self._model.job_at(row)
        if job is None:
            return
        mirrored = self._table.isRightToLeft()
        direction = _RIGHT_TO_LEFT if mirrored else _LEFT_TO_RIGHT
        for number, rect in cells:
            column = self._model.column_at(number)
            if column is JobColumn.RATING:
                preview = self.preview[1] if self.preview and self.preview[0] == job.id else None
                self._rating.paint(
                    painter, rect, job, mirrored=mirrored, in_use=in_use, preview=preview
                )
            else:
                self._paint_cell(painter, rect, direction, job, column)

    def prepare(
        self,
        job: Job,
        widths: Mapping[JobColumn, int],
        direction: Qt.LayoutDirection,
        ratio: float,
    ) -> None:
        """As if its row were painted, in columns of these widths; 0: not shown."""
        cell = QRect(0, 0, 0, self.row_height())
        with painter_of_nothing(ratio) as painter:
            for column, width in widths.items():
                if width:
                    cell.setWidth(width)
                    self._paint_cell(painter, cell, direction, job, column)
            self._rating.paint(painter, cell, job, mirrored=False, in_use=False, preview=None)

    def _paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        direction: Qt.LayoutDirection,
        job: Job,
        column: JobColumn,
    ) -> None:
        match column:
            case JobColumn.COVER:
                self._paint_cover(painter, rect, direction, job)
            case JobColumn.TITLE:
                self._paint_title(painter, rect, direction, job)
            case JobColumn.STATUS:
                self._paint_status(painter, rect, direction, job)
            case JobColumn.RATING:
                pass  # pictures alone, and by row
            case _:
                text = cell_text(job, column, self._model.now(), None)
                if text:
                    painter.setPen(self._marks.colors["muted"])
                    inner = rect.adjusted(PAD, 0, -PAD, 0)
                    side = side_of(direction, at_end=is_right(column))
                    self._marks.line(painter, self._marks.body, inner, side, text)

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
        extra = MARK + PAD if column is JobColumn.STATUS else 0
        width = self._marks.body_metrics.horizontalAdvance(text) + 2 * PAD + extra
        return QSize(width, self.row_height())

    def cover(self, job: Job, ratio: float) -> QPixmap | None:
        if not job.cover_file:
            return None
        return self._thumbnails.request(
            self._cover_path(job.cover_file), COVER_SIDE, ratio, _CORNERS
        )

    def _paint_cover(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        tile = QRect(0, 0, COVER_SIDE, COVER_SIDE)
        tile.moveCenter(rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(DIMMED if job.is_reject else 1.0)
        picture = self.cover(job, painter.device().devicePixelRatioF())
        if picture is not None:
            painter.drawPixmap(tile, picture)
        else:
            self._marks.stand_in(painter, tile, _CORNERS, job)
        if self._model.is_heard(job.id):
            mark = QRect(tile.right() - _HEARD, tile.bottom() - _HEARD, _HEARD, _HEARD)
            painter.setOpacity(1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._marks.colors["accent_fill"])
            mark = visual(direction, tile, mark)
            painter.drawEllipse(mark)
            self._marks.icon(painter, "volume", "on_accent", mark, _HEARD - 6)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        marks, side = self._marks, side_of(direction)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if job.note:
            mark = QRect(inner.right() - _NOTE, inner.top(), _NOTE, inner.height())
            marks.icon(painter, "note", "muted", visual(direction, inner, mark), _NOTE)
            inner.setRight(mark.left() - PAD // 2)
            if direction == Qt.LayoutDirection.RightToLeft:
                inner.translate(_NOTE + PAD // 2, 0)
        color = "muted" if job.is_reject else "text"
        if self._model.is_playing(job.id):
            color = "accent"
        under = second_line(job)
        top = QRect(inner)
        if under:
            lines = marks.body_metrics.height() + marks.caption_metrics.height() + 2
            top.setTop(inner.top() + (inner.height() - lines) // 2)
            top.setHeight(marks.body_metrics.height())
            below = QRect(inner)
            below.setTop(top.bottom() + 3)
            below.setHeight(marks.caption_metrics.height())
            painter.setPen(marks.colors["muted"])
            marks.line(painter, marks.caption, below, side, under)
        painter.setPen(marks.colors[color])
        marks.line(painter, marks.body, top, side, cell_text(job, JobColumn.TITLE, 0, None))

    def _paint_status(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        marks, inner = self._marks, rect.adjusted(PAD, 0, -PAD, 0)
        seconds = elapsed(job, self._model.now())
        mark = QRect(inner.left(), inner.center().y() - MARK // 2 + 1, MARK, MARK)
        marks.state(painter, visual(direction, inner, mark), job.status, seconds)
        words = inner.adjusted(MARK + PAD, 0, 0, 0)
        transfer = self._model.transfer(job.id)
        place = visual(direction, inner, words)
        if transfer is None:
            marks.state_words(painter, marks.body, place, direction, job, seconds)
        else:
            bar = QRect(words.left(), words.center().y() + 13, words.width(), 3)
            marks.progress(painter, visual(direction, inner, bar), part_of(transfer))
            painter.setPen(marks.state_color(job.status))
            text = wording.transfer_text(transfer)
            marks.line(painter, marks.body, place, side_of(direction), text)
