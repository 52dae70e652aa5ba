"""The header of the jobs table: widths, order and visibility of columns, and their menu."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget
from typing_extensions import override

from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui import rating_cell
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.job_cells import is_right
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.wording import column_text

_WIDTHS = {
    JobColumn.COVER: 60,
    JobColumn.TITLE: 280,
    JobColumn.STATUS: 148,
    JobColumn.BPM: 60,
    JobColumn.DURATION: 76,
    JobColumn.RATING: rating_cell.WIDTH,
    JobColumn.TAGS: 112,
    JobColumn.CREATED: 124,
    JobColumn.TOOK: 64,
}
# which go first where there is no room for all: the detail pane tells of them
_SPARED = (
    JobColumn.TOOK,
    JobColumn.TAGS,
    JobColumn.BPM,
    JobColumn.CREATED,
    JobColumn.DURATION,
    JobColumn.RATING,
    JobColumn.STATUS,  # only where the title would be too short to read
)
_GOOD_TITLE, _LEAST_TITLE = 240, 160  # pixels: others are spared below the first
_MOST_TAGS = 220
_WIDEST = 4_000
_ARROW = 14  # width of the mark of the order, pixels
_SNAP = 12  # pixels between the last column and the edge that count as none


class JobHeader(QHeaderView):
    """The title takes what the other columns leave.

    Where the user drags a column, what then overlaps or is left over stays as it is; from
    there on the title alone follows the width of the window.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._is_chosen = False  # the user said which columns there are
        self._slack = 0  # pixels by which the columns are wider than the table, on purpose
        self._fitting = False
        self._available = 0
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)  # by the third click
        self.setHighlightSections(False)
        self.setMinimumSectionSize(44)
        self.setResizeContentsPrecision(0)  # only what is on the screen
        room = 16
        self._widths = {
            column: max(width, self.fontMetrics().horizontalAdvance(column_text(column)) + room)
            for column, width in _WIDTHS.items()
        } | {JobColumn.COVER: _WIDTHS[JobColumn.COVER]}  # its name is not shown
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.sectionResized.connect(self._on_section_resized)
        self.sortIndicatorChanged.connect(self._on_sorted)
        self._menu: QMenu | None = None

    def prepare(self) -> None:
        """Once the model is there."""
        self.setSectionResizeMode(_number(JobColumn.COVER), QHeaderView.ResizeMode.Fixed)
        self._set_widths(self._widths)
        self._sort_by_age()

    def fit(self, available: int) -> None:
        """Give the title what is left of `available` pixels."""
        self._available = available
        if not self._is_chosen and available > 0:
            self._spare(available)
            self._stretch_tags(available)
        title = _number(JobColumn.TITLE)
        if available <= 0 or self.isSectionHidden(title):
            return
        width = available + self._slack - (self.length() - self.sectionSize(title))
        self._fitting = True
        self.resizeSection(title, max(_LEAST_TITLE, width))
        self._fitting = False

    def _spare(self, available: int) -> None:
        """Hide what there is no room for."""
        needed = sum(self._widths.values()) - self._widths[JobColumn.TITLE] + _GOOD_TITLE
        for column in _SPARED:
            if column is JobColumn.STATUS:
                needed -= _GOOD_TITLE - _LEAST_TITLE
            self.setSectionHidden(_number(column), needed > available)
            if needed > available:
                needed -= self._widths[column]

    def _stretch_tags(self, available: int) -> None:
        """Half of what the others leave, the title the other half; in the end all of it."""
        tags = self._widths[JobColumn.TAGS]
        rest = available - sum(self._widths.values()) + self._widths[JobColumn.TITLE] - _GOOD_TITLE
        self._fitting = True
        self.resizeSection(_number(JobColumn.TAGS), max(tags, min(tags + rest // 2, _MOST_TAGS)))
        self._fitting = False

    def reset(self) -> None:
        """The columns of a first start, in their order and width."""
        self._slack = 0
        self._is_chosen = False
        for column in JobColumn:
            self.setSectionHidden(_number(column), False)
            self.moveSection(self.visualIndex(_number(column)), _number(column))
        self._set_widths(self._widths)
        self.fit(self._available)

    def set_shown(self, column: JobColumn, shown: bool) -> None:
        """Show or hide a column; the title is always there."""
        if column is not JobColumn.TITLE:
            self._is_chosen = True
            self.setSectionHidden(_number(column), not shown)
            self.fit(self._available)

    def fill_menu(self, menu: QMenu) -> None:
        """A tick for every column and the way back."""
        menu.clear()
        for column in JobColumn:
            action = QAction(column_text(column), menu, checkable=True)
            action.setChecked(not self.isSectionHidden(_number(column)))
            action.setEnabled(column is not JobColumn.TITLE)
            action.toggled.connect(lambda shown, column=column: self.set_shown(column, shown))
            menu.addAction(action)
        menu.addSeparator()
        reset = menu.addAction(self.tr("Reset columns"))
        reset.triggered.connect(self.reset)

    def save_state(self) -> str:
        """Columns by name, so that a later version with others can still read it."""
        import json  # 2 ms that a start without a saved state can do without

        in_order = sorted(JobColumn, key=lambda column: self.visualIndex(_number(column)))
        state = {
            "order": [column.value for column in in_order],
            "hidden": [c.value for c in in_order if self.isSectionHidden(_number(c))]
            if self._is_chosen
            else None,
            "widths": {c.value: self._width(c) for c in in_order},
            "slack": self._slack,
            "sort": JobModel.column_at(self.sortIndicatorSection()).value,
            "descending": self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        }
        return json.dumps(state)

    def restore_state(self, saved: str) -> None:
        """What cannot be read is left as it is."""
        if not saved:
            return
        import json

        try:
            state: Any = json.loads(saved)
        except (ValueError, RecursionError):
            return
        if not isinstance(state, dict):
            return
        widths = _columns_of(state.get("widths"))
        self._set_widths(
            {c: min(w, _WIDEST) for c, w in widths.items() if type(w) is int and w > 0}
        )
        for place, column in enumerate(_columns_of(state.get("order"))):
            self.moveSection(self.visualIndex(_number(column)), place)
        named = state.get("hidden")
        if isinstance(named, list) and all(isinstance(name, str) for name in named):
            self._is_chosen = True
            hidden = _columns_of(named)
            for column in JobColumn:
                is_hidden = column in hidden and column is not JobColumn.TITLE
                self.setSectionHidden(_number(column), is_hidden)
        elif named is None and "hidden" in state:
            self._is_chosen = False
        slack = state.get("slack")
        self._slack = max(-_WIDEST, min(slack, _WIDEST)) if type(slack) is int else 0
        for column in _columns_of([state.get("sort")]):
            order = Qt.SortOrder
            descending = state.get("descending") is True
            self.setSortIndicator(
                _number(column), order.DescendingOrder if descending else order.AscendingOrder
            )
        self.fit(self._available)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 16)

    @override
    @guarded
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The name and, beside it, which way the table is sorted: the style would put its
        arrow over a name that stands right."""
        column = JobModel.column_at(logicalIndex)
        sorted_by = self.isSortIndicatorShown() and logicalIndex == self.sortIndicatorSection()
        text = "" if column is JobColumn.COVER else column_text(column)
        metrics = self.fontMetrics()
        room = rect.width() - 16 - (_ARROW if sorted_by else 0)
        width = metrics.horizontalAdvance(text)
        if width > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(text)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at_right = is_right(column) != mirrored
        left = rect.right() - 7 - width if at_right else rect.left() + 8
        painter.save()
        painter.setPen(self._look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self._look.color("text" if sorted_by else "muted"))
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(left, base, text)
        if sorted_by:
            x = left - _ARROW + 4.0 if at_right else left + width + _ARROW - 4.0
            rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            self._paint_arrow(painter, QPointF(x, rect.center().y() + 0.5), rising)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, center: QPointF, rising: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("accent"), 1.5))
        tip = -1.75 if rising else 1.75
        sides = QPointF(-3.5, -tip), QPointF(0, tip), QPointF(3.5, -tip)
        painter.drawPolyline([center + side for side in sides])

    def _width(self, column: JobColumn) -> int:
        number = _number(column)
        if not self.isSectionHidden(number):
            return self.sectionSize(number)
        with QSignalBlocker(self):  # a hidden one says 0 and is asked by showing it unseen
            self.setSectionHidden(number, False)
            width = self.sectionSize(number)
            self.setSectionHidden(number, True)
        return width

    def _set_widths(self, widths: dict[JobColumn, int]) -> None:
        self._fitting = True
        for column, width in widths.items():
            if column is not JobColumn.COVER:
                self.resizeSection(_number(column), width)
        self.resizeSection(_number(JobColumn.COVER), self._widths[JobColumn.COVER])
        self._fitting = False

    def _on_section_resized(self, _number: int, before: int, after: int) -> None:
        if self._fitting or self._available <= 0 or 0 in (before, after):
            return  # ours, not laid out yet, or hidden and shown
        self._is_chosen = True
        slack = self.length() - self._available
        self._slack = 0 if abs(slack) <= _SNAP else slack

    def _on_sorted(self, section: int) -> None:
        if section < 0:
            self._sort_by_age()

    def _sort_by_age(self) -> None:
        """As on a first start: the newest first."""
        self.setSortIndicator(_number(JobColumn.CREATED), Qt.SortOrder.DescendingOrder)

    def _on_menu_requested(self, position: QPoint) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
        self.fill_menu(self._menu)
        self._menu.popup(self.mapToGlobal(position))


def _number(column: JobColumn) -> int:
    return JobModel.number_of(column)


def _columns_of(named: Any) -> dict[JobColumn, Any]:
    """The columns that are named in a list, or in a dict with their values; others are left
    out."""
    if isinstance(named, dict):
        pairs = list(named.items())
    else:
        pairs = [(name, None) for name in named] if isinstance(named, list) else []
    known = {column.value: column for column in JobColumn}
    return {known[name]: value for name, value in pairs if isinstance(name, str) and name in known}
