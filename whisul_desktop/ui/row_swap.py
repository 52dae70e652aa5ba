"""One new order for all rows of a model at once; what others hold of it follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex

from whisul_desktop.core.job_order import JobOrder

# The signals' arguments by name: PySide refuses them else. The hint spares the selection a
# look at each of its indexes, which takes seconds where thousands of rows are selected.
_ARGUMENTS = "QList<QPersistentModelIndex>,QAbstractItemModel::LayoutChangeHint"
_HINT = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
_FEW = 500  # held indexes that are looked up one by one


def swap_rows(
    model: QAbstractTableModel,
    position_at: Callable[[int], int],
    put_in: Callable[[], None],
    order: JobOrder,
) -> None:
    """`put_in` puts `order` in the place of what `position_at` reads."""
    about_to_change: Any = model.layoutAboutToBeChanged
    changed: Any = model.layoutChanged
    about_to_change[_ARGUMENTS].emit([], _HINT)
    held = model.persistentIndexList()
    positions = [position_at(index.row()) for index in held]
    put_in()
    rows: Callable[[int], int | None] = order.row_of
    if len(held) > _FEW:
        rows = {position: row for row, position in enumerate(order)}.get
    moved: list[QModelIndex] = []
    for index, position in zip(held, positions, strict=True):
        row = rows(position)
        moved.append(QModelIndex() if row is None else model.createIndex(row, index.column()))
    model.changePersistentIndexList(held, moved)
    changed[_ARGUMENTS].emit([], _HINT)
