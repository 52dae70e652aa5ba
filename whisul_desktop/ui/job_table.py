"""The list of songs: chosen, played and acted on by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
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
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui.job_delegates import JobDelegate
from whisul_desktop.ui.job_header import JobHeader
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.rating_cell import part_at
from whisul_desktop.ui.row_table import RowTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails


class JobTable(RowTable):
    """Shows a JobModel. `cover_path` says where the file of a job's `cover_file` is."""

    play_requested = Signal(str)  # job id
    rating_clicked = Signal(str, int)  # job id, HEART or that many stars (ui/rating_cell.py)
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
        self._pressed: tuple[str, int] | None = None  # job and part of its rating
        self._typed = QElapsedTimer()  # since the last key of a search by title
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
        if len(ranges) == 1 and ranges[0].height() == self._jobs.rowCount():
            return self._jobs.shown_ids()
        rows = {row for part in ranges for row in range(part.top(), part.bottom() + 1)}
        return self._jobs.ids_at(sorted(rows))

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
    def event(self, event: QEvent) -> bool:
        # what goes on with a title that is being typed is no shortcut: F, N, X, 1…5
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and event.text().isalnum()
            and self._typed.isValid()
            and not self._typed.hasExpired(QGuiApplication.styleHints().keyboardInputInterval())
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._rating_at(event)
        if self._pressed is None:
            super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._rating_at(event) is None:  # else the first click was meant, and once
            super().mouseDoubleClickEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._rating_at(event):
            self.rating_clicked.emit(*pressed)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:  # else it would select rows
            super().mouseMoveEvent(event)
        buttons = event.buttons() != Qt.MouseButton.NoButton and self._pressed is None
        self._show_preview(None if buttons else self._part_at(event.position().toPoint()))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._show_preview(None)
        return super().viewportEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing finds titles, whichever cell is the current one."""
        self._typed.start()
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

    def _rating_at(self, event: QMouseEvent) -> tuple[str, int] | None:
        """What a plain click would judge; with a key held it selects, as anywhere."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain:
            return None
        return self._part_at(event.position().toPoint())

    def _part_at(self, place: QPoint) -> tuple[str, int] | None:
        index = self.indexAt(place)
        if not index.isValid() or JobModel.column_at(index.column()) is not JobColumn.RATING:
            return None
        job = self._jobs.job_at(index.row())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        part = part_at(self.visualRect(index), place, mirrored=mirrored)
        return None if job is None or part is None else (job.id, part)

    def _show_preview(self, preview: tuple[str, int] | None) -> None:
        before = self._delegate.preview
        if preview == before:
            return
        self._delegate.preview = preview
        if preview is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        column = JobModel.number_of(JobColumn.RATING)
        for job_id in {shown[0] for shown in (before, preview) if shown is not None}:
            row = self._jobs.row_of(job_id)
            if row is not None:
                self.update(self._jobs.index(row, column))

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
