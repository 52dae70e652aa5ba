"""The list of songs: chosen, played and acted on by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.ui.job_delegates import JobDelegate
from whisul_desktop.ui.job_header import JobHeader
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_view import TITLE, JobView, Part
from whisul_desktop.ui.measures import tells_day
from whisul_desktop.ui.rating_cell import part_at
from whisul_desktop.ui.row_table import RowTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

AFTER_PAINT_MS = 20  # the list shows what was chosen first, however quickly that changes
_REMEMBERED = 500  # selected jobs that come back with another search: more were no single choice


class JobTable(JobView, RowTable):
    """Shows a JobModel. `cover_path` says where the file of a job's `cover_file` is."""

    play_requested = Signal(str)  # job id
    rating_clicked = Signal(str, int)  # job id, HEART or that many stars (ui/rating_cell.py)
    selection_changed = Signal(object)  # the selected ids, from the top
    selection_settled = Signal(object)  # the same once the list is painted: for what shows them
    came_back = Signal(object)  # QModelIndex: another query shows what was selected before

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        cover_path: Callable[[str], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._selected: list[str] = []
        self._chosen: list[str] = []  # what the user selected, listed at the moment or not
        self._settling = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._settling.timeout.connect(lambda: self.selection_settled.emit(self._selected))
        self._delegate = JobDelegate(look, model, thumbnails, cover_path, self)
        self._header = JobHeader(look, self)
        self.setAccessibleName(self.tr("Jobs"))
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.set_up(model, thumbnails, self._delegate.cover)
        self._header.prepare()
        self.setSortingEnabled(True)
        self.follow_rows()
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        model.layoutChanged.connect(self._announce_selection)
        model.modelReset.connect(self._announce_selection)
        model.query_changed.connect(self._on_query_changed)
        thumbnails.ready.connect(self._on_thumbnail_ready)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def selected_ids(self) -> list[str]:
        """From the top."""
        ranges = self.selectionModel().selection().toList()
        if len(ranges) == 1 and ranges[0].height() == self._jobs.rowCount():
            return self._jobs.shown_ids()
        rows = {row for part in ranges for row in range(part.top(), part.bottom() + 1)}
        return self._jobs.ids_at(sorted(rows))

    def tell_again(self) -> None:
        """What is selected is not what it was: `selection_settled` will be emitted."""
        self._settling.start()

    def settle_selection(self) -> None:
        """Emit `selection_settled` now where it is due."""
        if self._settling.isActive():
            self._settling.stop()
            self.selection_settled.emit(self._selected)

    def fill_column_menu(self, menu: QMenu) -> None:
        """Put the columns' ticks and "Reset columns" into a menu of the window's."""
        self._header.fill_menu(menu)

    def save_state(self) -> str:
        return self._header.save_state()

    def restore_state(self, state: str) -> None:
        """What cannot be read is left as it is."""
        self._header.restore_state(state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.fit(self.viewport().width())

    def _on_query_changed(self) -> None:
        query = self._jobs.query()
        orders = Qt.SortOrder
        order = orders.DescendingOrder if query.descending else orders.AscendingOrder
        with QSignalBlocker(self._header):
            self._header.setSortIndicator(JobModel.number_of(query.sort), order)
        self._select_again()

    def _on_selection_changed(self) -> None:
        self._announce_selection()
        self._chosen = self._selected if len(self._selected) <= _REMEMBERED else []

    def _select_again(self) -> None:
        """What another query hid and this one shows."""
        rows = [row for job_id in self._chosen if (row := self._jobs.row_of(job_id)) is not None]
        if len(rows) <= len(self._selected):
            return
        selection = QItemSelection()
        for row in rows:
            index = self._jobs.index(row, TITLE)
            selection.select(index, index)
        chosen, flags = self._chosen, QItemSelectionModel.SelectionFlag
        first, model = self._jobs.index(min(rows), TITLE), self.selectionModel()
        if not self.currentIndex().isValid():
            model.setCurrentIndex(first, flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect | flags.Rows)
        self._chosen = chosen  # those that are still hidden too
        self.came_back.emit(first)

    def _announce_selection(self) -> None:
        selected = self.selected_ids()
        if set(selected) != set(self._selected):
            self._selected = selected
            self.selection_changed.emit(selected)
            self._settling.start()

    @override
    def visible_rows(self) -> range:
        if not self._jobs.rowCount():
            return range(0)
        return range(max(0, self.rowAt(0)), self._last_row(self.viewport().height() - 1) + 1)

    @override
    def list_area(self) -> QRect:
        return super().list_area().united(self._header.geometry())

    @override
    def dated_area(self) -> QRect:
        column, now = JobModel.number_of(JobColumn.CREATED), self._jobs.now()
        jobs = [job for job in map(self._jobs.job_at, self.visible_rows()) if job is not None]
        if self.isColumnHidden(column) or not any(tells_day(job.created_at, now) for job in jobs):
            return QRect()
        area = self.viewport().geometry()
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        return area & QRect(area.left() + left, area.top(), width, area.height())

    @override
    def first_rows(self, size: QSize) -> range:
        return range(min(self._jobs.rowCount(), size.height() // self._delegate.row_height() + 1))

    @override
    def screenful(self) -> int:
        return self.viewport().height() // self._delegate.row_height() + 1

    @override
    def prepare(self, job: Job) -> None:
        widths = {column: self.columnWidth(JobModel.number_of(column)) for column in JobColumn}
        self._delegate.prepare(job, widths, self.layoutDirection(), self.devicePixelRatioF())

    @override
    def paint_row(
        self, painter: QPainter, row: int, cells: Sequence[tuple[int, QRect]], *, in_use: bool
    ) -> None:
        self._delegate.paint_row(painter, row, cells, in_use=in_use)

    @override
    def part_at(self, place: QPoint) -> Part | None:
        index = self.indexAt(place)
        if not index.isValid() or JobModel.column_at(index.column()) is not JobColumn.RATING:
            return None
        job = self._jobs.job_at(index.row())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        part = part_at(self.visualRect(index), place, mirrored=mirrored)
        return None if job is None or part is None else (job.id, part)

    @override
    def preview_changed(self, job_id: str) -> None:
        self._delegate.preview = self._preview
        row = self._jobs.row_of(job_id)
        if row is not None:
            self.update(self._jobs.index(row, JobModel.number_of(JobColumn.RATING)))

    def _on_thumbnail_ready(self) -> None:
        cover = JobModel.number_of(JobColumn.COVER)
        left, width = self.columnViewportPosition(cover), self.columnWidth(cover)
        self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.viewport().update()
