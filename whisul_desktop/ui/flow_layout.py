"""A layout that fills rows like words of a text, in the reading direction."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


def rows_of(widths: list[int], width: int, gap: int) -> int:
    """How many rows items of these widths make in `width`, all in logical pixels."""
    rows, x = 0, 0
    for item in widths:
        if rows == 0 or (x > 0 and x + item > width):
            rows, x = rows + 1, 0
        x += min(item, max(1, width)) + gap
    return rows


class FlowLayout(QLayout):
    """`gap` in logical pixels, between items and between rows."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, centered: bool = False
    ) -> None:
        super().__init__(parent)
        self._is_centered = centered
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def items(self) -> list[QLayoutItem]:
        return list(self._items)

    def clear(self) -> None:
        """Take all widgets out and delete them."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        margins = self.contentsMargins()
        rect = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = 0
        for row in self._rows(rect.width()):
            width = sum(size.width() + self._gap for _item, size in row) - self._gap
            x = (rect.width() - width) // 2 if self._is_centered else 0
            for item, size in row:
                if apply:
                    left = rect.right() + 1 - x - size.width() if mirrored else rect.left() + x
                    item.setGeometry(QRect(QPoint(left, rect.top() + y), size))
                x += size.width() + self._gap
            y += max(size.height() for _item, size in row) + self._gap
        return max(0, y - self._gap) + margins.top() + margins.bottom()

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items that are shown, with their sizes."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, width), 16_777_215))
            if not rows or (x > 0 and x + size.width() > width):
                rows.append([])
                x = 0
            rows[-1].append((item, size))
            x += size.width() + self._gap
        return rows
