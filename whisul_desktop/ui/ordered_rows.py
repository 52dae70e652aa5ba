"""Rows of a table in the order of a `JobOrder`, and how Qt is told of their changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
)
from typing_extensions import override

from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_order import JobOrder
from whisul_desktop.core.types import Job, JobColumn, JobQuery

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
COLUMNS = tuple(JobColumn)
NUMBERS = {column: number for number, column in enumerate(COLUMNS)}

# The signals' arguments by name: PySide refuses them else. The hint spares the selection a
# look at each of its indexes, which takes seconds where thousands of rows are selected.
_ARGUMENTS = "QList<QPersistentModelIndex>,QAbstractItemModel::LayoutChangeHint"
_HINT = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
_FEW = 500  # held indexes that are looked up one by one


class OrderedRows(QAbstractTableModel):
    """The jobs of an index, one in a row, without a rule of its own which and where."""

    def __init__(self, parent: QObject | None, jobs: JobIndex | None) -> None:
        super().__init__(parent)
        self.jobs = JobIndex() if jobs is None else jobs
        query = JobQuery()
        self._order = JobOrder(self.jobs, query.sort, descending=query.descending)

    def job(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)

    def job_at(self, row: int) -> Job | None:
        return self.jobs.job(self._order.at(row)) if 0 <= row < len(self._order) else None

    def ids_at(self, rows: Iterable[int]) -> list[str]:
        """The jobs in these rows."""
        ids, at = self.jobs.ids, self._order.at
        return [ids[at(row)] for row in rows]

    def row_of(self, job_id: str) -> int | None:
        """The row that shows the job, None where the query hides it."""
        position = self.jobs.position(job_id)
        return None if position is None else self._order.row_of(position)

    def shown_ids(self) -> list[str]:
        """The shown jobs, from the top: what previous and next walk through."""
        return [self.jobs.ids[position] for position in self._order]

    @override
    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def repaint(self, job_id: str, column: JobColumn | None = None) -> None:
        """One cell of a job has other contents, or its whole row."""
        row = self.row_of(job_id)
        if row is not None:
            first = 0 if column is None else NUMBERS[column]
            last = len(COLUMNS) - 1 if column is None else first
            self.dataChanged.emit(self.index(row, first), self.index(row, last))

    # changes

    def _insert(self, position: int) -> None:
        row = self._order.row_for(position)
        self.beginInsertRows(QModelIndex(), row, row)
        self._order.insert(position)
        self.endInsertRows()

    def _remove(self, position: int, row: int | None = None) -> None:
        row = self._order.row_of(position) if row is None else row
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._order.remove(row)
            self._order.release(position)
            self.endRemoveRows()

    def _move(self, position: int, row: int) -> None:
        new_row = self._order.row_after_change(position)
        if row != new_row:
            # Qt wants the row before which it is put, as rows are numbered now
            before = new_row + 1 if new_row > row else new_row
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
        self._order.remove(row)
        self._order.release(position)
        self._order.insert(position)
        if row != new_row:
            self.endMoveRows()

    def _swap(self, order: JobOrder) -> None:
        """Another order at once; indexes that others hold follow their jobs."""
        about_to_change: Any = self.layoutAboutToBeChanged
        changed: Any = self.layoutChanged
        about_to_change[_ARGUMENTS].emit([], _HINT)
        held = self.persistentIndexList()
        positions = [self._order.at(index.row()) for index in held]
        self._order = order
        rows: Callable[[int], int | None] = order.row_of
        if len(held) > _FEW:
            rows = {position: row for row, position in enumerate(order)}.get
        moved: list[QModelIndex] = []
        for index, position in zip(held, positions, strict=True):
            row = rows(position)
            moved.append(QModelIndex() if row is None else self.createIndex(row, index.column()))
        self.changePersistentIndexList(held, moved)
        changed[_ARGUMENTS].emit([], _HINT)
