"""The jobs as a table: filtered and sorted by an index of its own, changed row by row."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from whisul_desktop.core.jobs import count_by_status, matches
from whisul_desktop.core.types import Job, JobColumn, JobQuery, JobStatus, Transfer
from whisul_desktop.ui.job_cells import alignment, cell_text, cell_tooltip
from whisul_desktop.ui.job_order import JobOrder
from whisul_desktop.ui.wording import column_text

_AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_COLUMNS = tuple(JobColumn)
_NUMBERS = {column: number for number, column in enumerate(_COLUMNS)}
_MANY = 64  # jobs at once from which one new order is cheaper than single rows
_Role = Qt.ItemDataRole


class JobModel(QAbstractTableModel):
    """Knows all jobs, shows those that its query asks for, in its order.

    A proxy model would sort anew at each change; here one job costs a bisection and moves
    alone. `now` gives POSIX seconds, for what ticks and for "Today".
    """

    JobRole = Qt.ItemDataRole.UserRole + 1
    counts_changed = Signal()
    query_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._jobs: dict[str, Job] = {}
        self._order = JobOrder()
        self._search = JobQuery()  # the query's text alone, which the counts follow
        self._counts: Counter[JobStatus] = Counter()
        self._transfers: dict[str, Transfer] = {}
        self._playing: str | None = None

    def load(self, jobs: Iterable[Job]) -> None:
        """Show these jobs and no others: another library. Selections end."""
        self.beginResetModel()
        self._jobs = {job.id: job for job in jobs}
        self._transfers.clear()
        self._order.rebuild(self._jobs.values())
        self.endResetModel()
        self._recount()

    def add(self, jobs: Sequence[Job]) -> None:
        """Take up new jobs; one that is known already is updated."""
        ids = {job.id for job in jobs}
        all_new = len(ids) == len(jobs) and ids.isdisjoint(self._jobs)
        older = self._order.after_last(jobs) if all_new else None
        if older is None:
            self.update(jobs)
            return
        # a page of the library: rows come below the last one, and nothing is painted anew
        self._jobs.update((job.id, job) for job in jobs)
        if older:
            first = len(self._order)
            self.beginInsertRows(QModelIndex(), first, first + len(older) - 1)
            self._order.extend(older)
            self.endInsertRows()
        for job in jobs:
            self._count(job, +1)
        self.counts_changed.emit()

    def update(self, jobs: Sequence[Job]) -> None:
        """Take up the new values of jobs, each row by itself; many at once in one swap."""
        if len(jobs) >= _MANY:
            values = {job.id: job for job in jobs}
            self._rearrange(lambda: self._jobs.update(values))
            if self._order:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self._order) - 1, len(_COLUMNS) - 1)
                )
            self._recount()
            return
        for job in jobs:
            self._update_one(job)
        self.counts_changed.emit()

    def remove(self, ids: Sequence[str]) -> None:
        """Forget jobs; unknown ids are fine."""
        for job_id in ids:
            if job_id not in self._jobs:
                continue
            self._hide(job_id)
            self._count(self._jobs.pop(job_id), -1)
            self._transfers.pop(job_id, None)
        self.counts_changed.emit()

    def set_query(self, query: JobQuery) -> None:
        """Show what `query` asks for. What stays visible stays selected."""
        before = self._order.query
        if query == before:
            return
        self._rearrange(lambda: setattr(self._order, "query", query))
        self._search = JobQuery(text=query.text)
        self.query_changed.emit()
        if query.text != before.text:
            self._recount()

    def set_transfer(self, transfer: Transfer | None, job_id: str) -> None:
        """A download of this job goes on, or has ended (None)."""
        if transfer is None:
            self._transfers.pop(job_id, None)
        elif job_id in self._jobs:
            self._transfers[job_id] = transfer
        self._repaint(job_id, JobColumn.STATUS)

    def set_playing(self, job_id: str | None) -> None:
        """Mark the song that is in the player."""
        before, self._playing = self._playing, job_id
        for changed in {before, job_id} - {None}:
            self._repaint(str(changed))

    def tick(self, first: int = 0, last: int | None = None) -> None:
        """A second has passed: repaint the elapsed times of the running jobs in these rows."""
        end = len(self._order) if last is None else min(last + 1, len(self._order))
        for row in range(max(0, first), end):
            job = self._jobs[self._order.id_at(row)]
            if job.status is JobStatus.RUNNING:
                self._repaint(job.id, JobColumn.STATUS)

    def query(self) -> JobQuery:
        return self._order.query

    def counts(self) -> Counter[JobStatus]:
        """How many jobs of each status the search text leaves, whatever statuses are shown."""
        return self._counts

    def total(self) -> int:
        """How many jobs there are, shown or not."""
        return len(self._jobs)

    def job(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def job_at(self, row: int) -> Job | None:
        return self._jobs[self._order.id_at(row)] if 0 <= row < len(self._order) else None

    def row_of(self, job_id: str) -> int | None:
        """The row that shows the job, None where the query hides it."""
        return self._order.row_of(job_id)

    def shown_ids(self) -> list[str]:
        """The shown jobs, from the top: what previous and next walk through."""
        return self._order.ids()

    def transfer(self, job_id: str) -> Transfer | None:
        return self._transfers.get(job_id)

    def is_playing(self, job_id: str) -> bool:
        return job_id == self._playing

    def now(self) -> float:
        return self._now()

    @staticmethod
    def column_at(number: int) -> JobColumn:
        return _COLUMNS[number]

    @staticmethod
    def number_of(column: JobColumn) -> int:
        return _NUMBERS[column]

    @override
    def rowCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def data(self, index: _AnyIndex, role: int = _Role.DisplayRole) -> Any:
        job = self.job_at(index.row()) if index.isValid() else None
        if job is None:
            return None
        column = _COLUMNS[index.column()]
        value: Any = None
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                drawn = column is JobColumn.COVER and role == _Role.DisplayRole
                transfer = self._transfers.get(job.id)
                value = "" if drawn else cell_text(job, column, self._now(), transfer)
            case JobModel.JobRole:
                value = job
            case _Role.ToolTipRole:
                value = cell_tooltip(job, column)
            case _Role.TextAlignmentRole:
                value = alignment(column)
            case _:
                pass
        return value

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        column = _COLUMNS[section]
        value: Any = None
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                drawn = column is JobColumn.COVER and role == _Role.DisplayRole
                value = "" if drawn else column_text(column)
            case _Role.TextAlignmentRole:
                value = alignment(column)
            case _Role.InitialSortOrderRole:
                newest_first = column is JobColumn.CREATED
                order = Qt.SortOrder
                value = order.DescendingOrder if newest_first else order.AscendingOrder
            case _:
                pass
        return value

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(_COLUMNS):
            descending = order == Qt.SortOrder.DescendingOrder
            self.set_query(replace(self._order.query, sort=_COLUMNS[column], descending=descending))

    def _update_one(self, job: Job) -> None:
        before = self._jobs.get(job.id)
        if before == job:
            return
        if before is not None:
            self._count(before, -1)
        self._count(job, 1)
        if not matches(job, self._order.query):
            self._hide(job.id)
            self._jobs[job.id] = job
        elif (row := self._order.row_of(job.id)) is not None:
            self._move(job, row)
            self._jobs[job.id] = job
            self._repaint(job.id)
        else:
            row = self._order.row_for(job)
            self.beginInsertRows(QModelIndex(), row, row)
            self._jobs[job.id] = job
            self._order.insert(job)
            self.endInsertRows()

    def _hide(self, job_id: str) -> None:
        row = self._order.row_of(job_id)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._order.remove(job_id)
            self.endRemoveRows()

    def _move(self, job: Job, row: int) -> None:
        new_row = self._order.row_after_change(job)
        if row != new_row:
            # Qt wants the row before which it is put, as rows are numbered now
            before = new_row + 1 if new_row > row else new_row
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
        self._order.remove(job.id)
        self._order.insert(job)
        if row != new_row:
            self.endMoveRows()

    def _rearrange(self, change: Callable[[], None]) -> None:
        """Swap in a whole new order at once; indexes that others hold follow their jobs."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        held_ids = [self._order.id_at(index.row()) for index in held]
        change()
        self._order.rebuild(self._jobs.values())
        moved: list[QModelIndex] = []
        for index, job_id in zip(held, held_ids, strict=True):
            row = self._order.row_of(job_id)
            moved.append(QModelIndex() if row is None else self.index(row, index.column()))
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _repaint(self, job_id: str, column: JobColumn | None = None) -> None:
        row = self._order.row_of(job_id)
        if row is None:
            return
        first = 0 if column is None else _NUMBERS[column]
        last = len(_COLUMNS) - 1 if column is None else first
        self.dataChanged.emit(self.index(row, first), self.index(row, last))

    def _count(self, job: Job, step: int) -> None:
        if matches(job, self._search):
            self._counts[job.status] += step

    def _recount(self) -> None:
        self._counts = count_by_status(self._jobs.values(), self._search.text)
        self.counts_changed.emit()
