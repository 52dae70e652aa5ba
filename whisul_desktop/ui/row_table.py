"""A table of whole rows: they are drawn as such, scrolling keeps still."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QCursor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.key_focus import KeyFocus
from whisul_desktop.ui.still_rows import StillRows
from whisul_desktop.ui.theme import Look


class RowTable(KeyFocus, QTableView):
    """Draws the ground of rows, under what `paint_row` draws. What changes above the first
    visible row does not move what is on the screen; at the very top new rows come into view."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hovered = -1
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def follow_rows(self) -> None:
        """Once the model is set: after the view's own connections to it."""
        StillRows(self, self._top_row, self._scroll_by)
        self.selectionModel().selectionChanged.connect(self._repaint_all)
        self.selectionModel().currentChanged.connect(self._repaint_all)

    def paint_row(
        self, painter: QPainter, row: int, cells: Sequence[tuple[int, QRect]], *, in_use: bool
    ) -> None:
        """The contents of these cells, by the numbers of their columns; `in_use`: the row is
        under the pointer or selected."""
        raise NotImplementedError

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row: rows are what is chosen here."""
        rows = self.model().rowCount()
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: rows - 1,
        }
        if action in ends and rows:
            return self.model().index(ends[action], max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.viewport().underMouse():
            self._hover(self.rowAt(self.viewport().mapFromGlobal(QCursor.pos()).y()))
        if dx:
            self._repaint_all()  # the ground of rows does not scroll sideways

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Row by row: Qt would go through model, selection and delegate for each cell, which
        takes half as long again."""
        rows = self._rows_in(event.region())
        painter = QPainter(self.viewport())
        in_use = self._paint_grounds(painter, rows)
        columns = self._columns_in(event.rect())
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            cells = [(number, QRect(left, top, width, height)) for number, left, width in columns]
            self.paint_row(painter, row, cells, in_use=row in in_use)
        if self.marks_current():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.color("accent"), 2))
            shape = self._row_shape(self.currentIndex().row())
            painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def _paint_grounds(self, painter: QPainter, rows: Sequence[int]) -> set[int]:
        """Which of these rows are under the pointer or selected."""
        chosen, root = self.selectionModel(), QModelIndex()
        # not isRowSelected: it asks the model about each cell of a row
        selected = {row for row in rows if chosen.rowIntersectsSelection(row, root)}
        in_use = selected | ({self._hovered} & set(rows))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for row in in_use:
            painter.setBrush(self._look.color("selection" if row in selected else "hover"))
            painter.drawRoundedRect(self._row_shape(row), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return in_use

    def _rows_in(self, region: QRegion) -> list[int]:
        """Those that are to be painted, in part at least."""
        rows: set[int] = set()
        for part in region:  # type: ignore[misc]  # missing in the stubs
            first = self.rowAt(part.top())
            if first >= 0:
                rows.update(range(first, self._last_row(part.bottom()) + 1))
        return sorted(rows)

    def _columns_in(self, area: QRect) -> list[tuple[int, int, int]]:
        """Number, left edge and width of those that are shown there."""
        columns: list[tuple[int, int, int]] = []
        for number in range(self.model().columnCount()):
            left, width = self.columnViewportPosition(number), self.columnWidth(number)
            if width and left <= area.right() and left + width > area.left():  # 0: hidden
                columns.append((number, left, width))
        return columns

    def _row_shape(self, row: int) -> QRectF:
        top = self.rowViewportPosition(row)
        width = self.viewport().width()
        return QRectF(4, top + 1, width - 8, self.rowHeight(row) - 2)

    def _last_row(self, y: int) -> int:
        """The row at this height of the viewport, or the last one."""
        row = self.rowAt(y)
        return self.model().rowCount() - 1 if row < 0 else row

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for changed in {before, row} - {-1}:
            top, height = self.rowViewportPosition(changed), self.rowHeight(changed)
            if before != row:
                self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def _top_row(self) -> int:
        # at the very top what comes in is to be seen; further down nothing moves
        return self.rowAt(0) if self.verticalScrollBar().value() > 0 else -1

    def _scroll_by(self, _top: int, rows: int) -> None:
        self.updateGeometries()  # the scroll bar's range first
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rows * self.verticalHeader().defaultSectionSize())

    def _repaint_all(self) -> None:
        self.viewport().update()
