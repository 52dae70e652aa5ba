"""Where each tile of a grid is, and what is told of it: all are of one size, so a place is a
division."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip
from typing_extensions import override

MARGIN = 6  # around all tiles, logical pixels: covers stand in line with the search field
_GAP = 4  # between two of them; with the room around their covers 16 between those
_TIP_GAP = 4  # px between a tile and its tooltip
_QT_OFFSET = QPoint(2, 16)  # what Qt adds to a tooltip's place, as if it were the pointer's
_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class TileLayout:
    """Lines of as many tiles of the `least` size as there is room for; they grow until a line
    is full. Heights count from the top of the first line's margin."""

    def __init__(self, least: QSize) -> None:
        self.least = least
        self.size = least
        self.columns = 1
        self._width = least.width()
        self._end = 0

    def fit(self, width: int, end: int) -> None:
        """Into this many pixels, beside a scroll bar whether there is one or not: else tiles that
        it makes smaller could be too few for it. Right to left they begin at `end`."""
        self._width, self._end = max(self.least.width(), width - 2 * MARGIN), end
        self.columns = (self._width + _GAP) // (self.least.width() + _GAP)
        side = (self._width + _GAP) // self.columns - _GAP
        self.size = QSize(side, self.least.height() + side - self.least.width())

    @property
    def line(self) -> int:
        """From one line of tiles to the next."""
        return self.size.height() + _GAP

    def height(self, count: int) -> int:
        """Of this many tiles."""
        return 2 * MARGIN - _GAP + -(-count // self.columns) * self.line

    def tile(self, row: int, *, mirrored: bool) -> QRect:
        left = MARGIN + row % self.columns * (self._width + _GAP) // self.columns
        if mirrored:
            left = self._end - left - self.size.width()
        return QRect(QPoint(left, self.top(row)), self.size)

    def top(self, row: int) -> int:
        return MARGIN + row // self.columns * self.line

    def rows(self, top: int, bottom: int, count: int) -> range:
        """Those of the lines between these heights, of `count` rows."""
        first = max(0, (top - MARGIN) // self.line) * self.columns
        end = max(0, (bottom - MARGIN) // self.line + 1) * self.columns
        return range(min(first, count), min(end, count))

    def first_rows(self, size: QSize, count: int, bar: int) -> range:
        """Of `count`, those that a view of this size begins with, and so wide are their tiles from
        now on; `bar`: the width of a scroll bar, for which there is room even without one."""
        self.fit(size.width(), size.width())
        if self.height(count) <= size.height():
            self.fit(size.width() - bar, size.width())
        return self.rows(0, size.height() - 1, count)

    def moved(self, row: int, action: _Action, count: int, page: int, *, mirrored: bool) -> int:
        """Where the keyboard leads to from `row` (-1: nowhere yet) of `count`; `page`: lines."""
        last, aside = count - 1, -1 if mirrored else 1
        steps = {
            _Action.MoveLeft: -aside,
            _Action.MoveRight: aside,
            _Action.MovePrevious: -1,
            _Action.MoveNext: 1,
            _Action.MoveUp: -self.columns,
            _Action.MoveDown: self.columns,
            _Action.MovePageUp: -page * self.columns,
            _Action.MovePageDown: page * self.columns,
            _Action.MoveHome: -count,
            _Action.MoveEnd: count,
        }
        to = row + steps[action] if row >= 0 else 0
        if action is _Action.MoveUp and to < 0:
            return max(0, row)
        if action is _Action.MoveDown and to > last and row // self.columns == last // self.columns:
            return row  # in the last line already; into it, where it is shorter, one gets
        return max(0, min(to, last))


def steps_to(tile: QRect, height: int, hint: _Hint) -> int:
    """By how many pixels to scroll a viewport of this height to bring its `tile` into view."""
    above, below = tile.top() - MARGIN, tile.bottom() + MARGIN - height
    match hint:
        case _Hint.PositionAtTop:
            return above
        case _Hint.PositionAtBottom:
            return below
        case _Hint.PositionAtCenter:
            return (above + below) // 2
        case _:
            return above if above < 0 else max(0, below)


class TipsBelow(QObject):
    """Shows a view's tooltips below what they tell of: at the pointer they would cover what
    is to be clicked there."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().eventFilter(watched, event)
        index, viewport = self._view.indexAt(event.pos()), self._view.viewport()
        area = self._view.visualRect(index)
        place = viewport.mapToGlobal(area.bottomLeft() + QPoint(0, _TIP_GAP)) - _QT_OFFSET
        text = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        QToolTip.showText(place, text, viewport, area)
        return True
