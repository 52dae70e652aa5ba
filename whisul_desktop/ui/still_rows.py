"""Keeps what is on the screen where it is while rows come and go above it, and has another
order painted once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView


class StillRows(QObject):
    """For a view whose model is set. `top` gives the first row on the screen, -1 where nothing
    is to be kept; `scroll` is told that row and by how many rows it has moved."""

    def __init__(
        self,
        view: QAbstractItemView,
        top: Callable[[], int],
        scroll: Callable[[int, int], None],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._find_top = top
        self._scroll = scroll
        self._top = -1
        model = view.model()
        model.rowsAboutToBeInserted.connect(self._remember_top)
        model.rowsAboutToBeRemoved.connect(self._remember_top)
        model.rowsAboutToBeMoved.connect(self._remember_top)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.rowsMoved.connect(self._on_rows_moved)
        model.layoutChanged.connect(self._on_layout_changed)

    def _on_layout_changed(self) -> None:
        # Qt would do so after the next paint, and have everything painted once more
        self._view.executeDelayedItemsLayout()

    def _remember_top(self) -> None:
        self._top = self._find_top()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._top >= first:
            self._scroll(self._top, last - first + 1)

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._top > first:
            self._scroll(self._top, -(min(last, self._top - 1) - first + 1))

    def _on_rows_moved(
        self, _parent: QModelIndex, first: int, last: int, _target: QModelIndex, before: int
    ) -> None:
        if self._top < 0:
            return
        if first > self._top >= before:
            self._scroll(self._top, last - first + 1)
        elif first < self._top < before:
            self._scroll(self._top, -(last - first + 1))
