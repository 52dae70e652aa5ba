"""The songs as covers: the other view of the same model and the same selection.

Qt's own icon mode lays out every item whenever one comes or goes: 0.4 s of 100,000, or, in
batches, a scroll bar that begins anew each time. So the places are our own (ui/tile_layout.py);
what is Qt's is keyboard, mouse, selection and what a screen reader sees.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QCursor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from whisul_desktop.core.types import Job
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_view import TITLE, JobView, Part
from whisul_desktop.ui.key_focus import KeyFocus
from whisul_desktop.ui.song_tile import PLAY, SongTile
from whisul_desktop.ui.still_rows import StillRows
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tile_layout import MARGIN, TileLayout, TipsBelow, steps_to

_STEP = 48  # pixels that a third of a notch of the wheel scrolls

_Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint


class JobGrid(KeyFocus, JobView, QListView):
    """Shows a JobModel, from the first row on in lines of as many tiles as there is room for.

    `selection` is that of another view of the model. `cover_path` says where the file of a
    job's `cover_file` is.
    """

    play_requested = Signal(str)  # job id
    rating_clicked = Signal(str, int)  # job id, HEART or that many stars (ui/rating_cell.py)

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        cover_path: Callable[[str], Path],
        selection: QItemSelectionModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tile = SongTile(look, model, thumbnails, cover_path)
        self._layout = TileLayout(self._tile.least_size())
        self._hovered = -1
        self._kept = -1  # the row that stays on the top line; set by scrolling, not by changes
        cover = self._tile.cover
        self.set_up(model, thumbnails, lambda job, ratio: cover(self.tile(0), job, ratio))
        self.setAccessibleName(self.tr("Covers"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setModelColumn(TITLE)
        self.selectionModel().deleteLater()  # unused
        self.setSelectionModel(selection)
        StillRows(self, self._top_row, self._keep_still)
        TipsBelow(self)
        thumbnails.ready.connect(self._on_thumbnail_ready)
        look.changed.connect(self._on_look_changed)

    # geometry

    def tile(self, row: int) -> QRect:
        """In coordinates of the viewport, on the screen or not."""
        tile = self._layout.tile(row, mirrored=self.isRightToLeft())
        return tile.translated(0, -self.verticalScrollBar().value())

    def _rows_in(self, top: int, bottom: int) -> range:
        """Those of the lines that are between these heights of the viewport."""
        offset = self.verticalScrollBar().value()
        return self._layout.rows(top + offset, bottom + offset, self._jobs.rowCount())

    @override
    def visible_rows(self) -> range:
        return self._rows_in(0, self.viewport().height() - 1)

    @override
    def first_rows(self, size: QSize) -> range:
        bar = self.verticalScrollBar().sizeHint().width()
        return self._layout.first_rows(size, self._jobs.rowCount(), bar)

    @override
    def screenful(self) -> int:
        return (self.viewport().height() // self._layout.line + 1) * self._layout.columns

    @override
    def prepare(self, job: Job) -> None:
        self._tile.prepare(
            job, self.tile(0).size(), self.layoutDirection(), self.devicePixelRatioF()
        )

    @override
    def visualRect(self, index: _Index) -> QRect:
        return self.tile(index.row()) if index.isValid() else QRect()

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        for row in self._rows_in(p.y(), p.y()):
            if self.tile(row).contains(p):
                return self._jobs.index(row, TITLE)
        return QModelIndex()

    @override
    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setValue(bar.value() + steps_to(self.tile(index.row()), height, hint))

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)  # not QListView's, which looks at every item

    @override
    def updateGeometries(self) -> None:
        layout, bar = self._layout, self.verticalScrollBar()
        beside = self.contentsRect().width() - bar.sizeHint().width()
        layout.fit(beside, self.viewport().width())
        height = self.viewport().height()
        bar.setSingleStep(_STEP)
        bar.setPageStep(max(layout.line, height - layout.line // 2))
        bar.setRange(0, max(0, layout.height(self._jobs.rowCount()) - height))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        top, before = self._top_row(), (self._layout.columns, self._layout.line)
        QAbstractItemView.resizeEvent(self, event)
        if top >= 0 and before != (self._layout.columns, self._layout.line):
            self.verticalScrollBar().setValue(self._layout.top(top) - MARGIN)
            self._kept = top

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self._kept = self.visible_rows().start
        if self.viewport().underMouse():
            self._hover(self.viewport().mapFromGlobal(QCursor.pos()))

    # keyboard and mouse

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = self._jobs.rowCount()
        if not count:
            return QModelIndex()
        page, row = max(1, self.viewport().height() // self._layout.line), self.currentIndex().row()
        to = self._layout.moved(row, cursorAction, count, page, mirrored=self.isRightToLeft())
        return self._jobs.index(to, TITLE)

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """All in reading order from the tile at one corner to that at the other."""
        ends = [self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())]
        rows = [index.row() for index in ends if index.isValid()]
        chosen = QItemSelection()
        if rows:
            first, last = (self._jobs.index(row, TITLE) for row in (min(rows), max(rows)))
            chosen.select(first, last)
        self.selectionModel().select(chosen, command)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QPoint(-1, -1))
        return super().viewportEvent(event)

    @override
    def part_at(self, place: QPoint) -> Part | None:
        index = self.indexAt(place)
        job = self._jobs.job_at(index.row()) if index.isValid() else None
        if job is None:
            return None
        mirrored = self.isRightToLeft()
        part = self._tile.part_at(self.tile(index.row()), place, job, mirrored=mirrored)
        return None if part is None else (job.id, part)

    @override
    def on_part_clicked(self, job_id: str, part: int) -> None:
        if part == PLAY:
            self.play_requested.emit(job_id)
        else:
            super().on_part_clicked(job_id, part)

    # painting

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        area, selection = event.rect(), self.selectionModel()
        current = self.currentIndex().row() if self.marks_current() else -1
        part_of = dict([self._preview]) if self._preview else {}
        for row in self._rows_in(area.top(), area.bottom()):
            tile, job = self.tile(row), self._jobs.job_at(row)
            if job is None or not tile.intersects(area):
                continue
            self._tile.paint(
                painter,
                tile,
                job,
                direction=self.layoutDirection(),
                selected=selection.isRowSelected(row, QModelIndex()),
                hovered=row == self._hovered,
                preview=part_of.get(job.id),
            )
            if row == current:
                self._tile.paint_focus(painter, tile)
        painter.end()

    @override
    def dataChanged(self, topLeft: _Index, bottomRight: _Index, roles: object = ()) -> None:
        seen = self.visible_rows()
        for row in range(max(seen.start, topLeft.row()), min(seen.stop, bottomRight.row() + 1)):
            self.viewport().update(self.tile(row))

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        self.viewport().update()
        if QAccessible.isActive() and current.isValid() and self.isVisible():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)

    @override
    def preview_changed(self, job_id: str) -> None:
        row = self._jobs.row_of(job_id)
        if row is not None:
            self.viewport().update(self.tile(row))

    def _hover(self, place: QPoint) -> None:
        before, self._hovered = self._hovered, self.indexAt(place).row()
        if before != self._hovered:
            for row in {before, self._hovered} - {-1}:
                self.viewport().update(self.tile(row))

    def _top_row(self) -> int:
        return self._kept if self.verticalScrollBar().value() > 0 else -1

    def _keep_still(self, top: int, rows: int) -> None:
        self.updateGeometries()  # the scroll bar's range first
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._layout.top(top + rows) - self._layout.top(top))
        self._kept = top + rows

    def _on_thumbnail_ready(self, path: Path) -> None:
        job_id = self._tile.awaited.pop(path, None)
        if job_id is not None:
            self.preview_changed(job_id)

    def _on_look_changed(self) -> None:
        self._layout.least = self._tile.least_size()
        self.doItemsLayout()
