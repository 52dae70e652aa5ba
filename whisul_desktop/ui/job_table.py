"""The list of songs: chosen, played and acted on by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui.job_delegates import JobDelegate
from whisul_desktop.ui.job_header import JobHeader
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.row_table import RowTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails


class JobTable(RowTable):
    """Shows a JobModel. `cover_path` says where the file of a job's `cover_file` is."""

    play_requested = Signal(str)  # job id
    selection_changed = Signal(object)  # the selected ids, from the top

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        cover_path: Callable[[str], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._jobs = model
        self._selected: list[str] = []
        self._row_actions: list[QAction] = []
        self._menu: QMenu | None = None
        self._delegate = JobDelegate(look, model, thumbnails, cover_path, self)
        self._header = JobHeader(look, self)
        self.setAccessibleName(self.tr("Jobs"))
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._header.prepare()
        self.setSortingEnabled(True)
        self.follow_rows()
        self._ticker = QTimer(self, interval=1_000)
        self._ticker.timeout.connect(self._on_tick)
        self.selectionModel().selectionChanged.connect(self._announce_selection)
        model.layoutChanged.connect(self._announce_selection)
        model.modelReset.connect(self._announce_selection)
        model.query_changed.connect(self._on_query_changed)
        thumbnails.ready.connect(self._on_thumbnail_ready)
        self.doubleClicked.connect(self._play)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def selected_ids(self) -> list[str]:
        """From the top."""
        ranges = self.selectionModel().selection().toList()
        rows = {row for part in ranges for row in range(part.top(), part.bottom() + 1)}
        jobs = [self._jobs.job_at(row) for row in sorted(rows)]
        return [job.id for job in jobs if job is not None]

    def select_job(self, job_id: str) -> None:
        """Select this job alone and bring it into view, where it is shown."""
        row = self._jobs.row_of(job_id)
        if row is not None:
            # not selectRow: with Ctrl held, as in Ctrl+Enter, it would add to the selection
            index = self._jobs.index(row, JobModel.number_of(JobColumn.TITLE))
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def set_row_actions(self, actions: list[QAction]) -> None:
        """What the context menu holds; separators are actions too."""
        self._row_actions = list(actions)

    def fill_column_menu(self, menu: QMenu) -> None:
        """Put the columns' ticks and "Reset columns" into a menu of the window's."""
        self._header.fill_menu(menu)

    def save_state(self) -> str:
        return self._header.save_state()

    def restore_state(self, state: str) -> None:
        """What cannot be read is left as it is."""
        self._header.restore_state(state)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._play(self.currentIndex())
            event.accept()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            event.ignore()  # the player's
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing finds titles, whichever cell is the current one."""
        current = self.currentIndex()
        title = JobModel.number_of(JobColumn.TITLE)
        if current.isValid() and current.column() != title:
            flags = self.selectionModel().SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(current.siblingAtColumn(title), flags)
        super().keyboardSearch(search)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._jobs.rowCount():
            flags = self.selectionModel().SelectionFlag.NoUpdate
            title = JobModel.number_of(JobColumn.TITLE)
            self.selectionModel().setCurrentIndex(self._jobs.index(0, title), flags)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        if not self._row_actions or not self._selected:
            return
        if self._menu is None:
            self._menu = QMenu(self)
        self._menu.clear()
        self._menu.addActions(self._row_actions)
        self._menu.popup(self.viewport().mapToGlobal(place))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.fit(self.viewport().width())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()

    def _on_query_changed(self) -> None:
        query = self._jobs.query()
        orders = Qt.SortOrder
        order = orders.DescendingOrder if query.descending else orders.AscendingOrder
        with QSignalBlocker(self._header):
            self._header.setSortIndicator(JobModel.number_of(query.sort), order)

    def _announce_selection(self) -> None:
        selected = self.selected_ids()
        if set(selected) != set(self._selected):
            self._selected = selected
            self.selection_changed.emit(selected)

    def _play(self, index: QModelIndex) -> None:
        job = self._jobs.job_at(index.row()) if index.isValid() else None
        if job is not None:
            self.play_requested.emit(job.id)

    def _on_tick(self) -> None:
        if self._jobs.rowCount():
            first = max(0, self.rowAt(0))
            self._jobs.tick(first, self._last_row(self.viewport().height() - 1))

    def _on_thumbnail_ready(self) -> None:
        cover = JobModel.number_of(JobColumn.COVER)
        left, width = self.columnViewportPosition(cover), self.columnWidth(cover)
        self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.viewport().update()
