"""A table of whole rows: hover, selection and focus are drawn per row, scrolling keeps still."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QCursor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.key_focus import KeyFocus
from whisul_desktop.ui.still_rows import StillRows
from whisul_desktop.ui.theme import Look


class RowTable(KeyFocus, QTableView):
    """Its delegate draws contents only. What changes above the first visible row does not
    move what is on the screen; at the very top new rows come into view."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hovered = -1
        self._selected_rows: set[int] = set()  # of those that were painted last
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
        palette = self.palette()  # the style would fill selected cells with corners
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def follow_rows(self) -> None:
        """Once the model is set: after the view's own connections to it."""
        StillRows(self, self._top_row, self._scroll_by)
        self.selectionModel().selectionChanged.connect(self._repaint_all)
        self.selectionModel().currentChanged.connect(self._repaint_all)

    def is_in_use(self, row: int) -> bool:
        """Under the pointer or selected, as the last paint found it."""
        return row == self._hovered or row in self._selected_rows

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
        rows = range(self.rowAt(event.rect().top()), self._last_row(event.rect().bottom()) + 1)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # not isRowSelected: it asks the model about each cell of a row
        chosen, root = self.selectionModel(), QModelIndex()
        self._selected_rows = {row for row in rows if chosen.rowIntersectsSelection(row, root)}
        for row in rows:
            selected = row in self._selected_rows
            if selected or row == self._hovered:
                painter.setBrush(self._look.color("selection" if selected else "hover"))
                painter.drawRoundedRect(self._row_shape(row), 8, 8)
        painter.end()
        super().paintEvent(event)
        if self.marks_current():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("accent"), 2))
            shape = self._row_shape(self.currentIndex().row())
            painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), 7, 7)
            painter.end()

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
