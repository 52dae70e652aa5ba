"""The jobs as a table: what its cells and headers say."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Outlook, Transfer
from whisul_desktop.ui.guard import guarded_with
from whisul_desktop.ui.job_cells import alignment, cell_text, cell_tooltip
from whisul_desktop.ui.job_rows import JobRows
from whisul_desktop.ui.ordered_rows import COLUMNS, NUMBERS, AnyIndex
from whisul_desktop.ui.wording import column_text

_Role = Qt.ItemDataRole
_TICK_S = 1.1  # a timer may be late


class JobModel(JobRows):
    """The rows of core/job_selection.py with what their cells say."""

    JobRole = Qt.ItemDataRole.UserRole + 1
    ticked = Signal()  # `now` is another second
    foreseen = Signal(object)  # Job that may come on the screen by the next click

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        jobs: JobIndex | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent, jobs, now)
        self._transfers: dict[str, Transfer] = {}
        self._playing: str | None = None
        self._sounds = False
        self._ticked = 0.0
        self.outlook: Callable[[str], Outlook | None] = lambda _job_id: None  # of the following

    # what is a model's own where no library is behind it

    def load(self, jobs: Iterable[Job]) -> None:
        """Show these jobs and no others."""
        self.remove(list(self.jobs))
        self.add(list(jobs))

    def add(self, jobs: Sequence[Job]) -> None:
        self.jobs.add(jobs)

    def update(self, jobs: Sequence[Job]) -> None:
        self.jobs.add(jobs)

    def remove(self, ids: Sequence[str]) -> None:
        self.jobs.remove(ids)

    def set_transfer(self, transfer: Transfer | None, job_id: str) -> None:
        """A download of this job goes on, or has ended (None)."""
        if transfer is None:
            self._transfers.pop(job_id, None)
        elif job_id in self.jobs:
            self._transfers[job_id] = transfer
        self.repaint(job_id, JobColumn.STATUS)

    def set_playing(self, job_id: str | None) -> None:
        """Mark the song that is in the player."""
        before, self._playing = self._playing, job_id
        for changed in {before, job_id} - {None}:
            self.repaint(str(changed))

    def set_sounding(self, sounds: bool) -> None:
        """That song is heard now, or pauses."""
        if sounds != self._sounds:
            self._sounds = sounds
            if self._playing is not None:
                self.repaint(self._playing)

    def foresee(self, rows: range, first: int) -> None:
        """These are on the screen: tell in the background, one by one, what a click may put in
        their place; see `Selection.foresee`."""
        steps = self._selection.foresee(self._order, rows, first)
        self._slices.start("foresee", steps, lambda _nothing: None, self.foreseen.emit, at_once=0)

    def stop_foreseeing(self) -> None:
        """Other rows are on the screen, or will be."""
        self._slices.stop("foresee")

    def rest(self) -> None:
        """Nothing plays and nothing is being downloaded."""
        self.set_playing(None)
        for job_id in list(self._transfers):
            self.set_transfer(None, job_id)

    def _outlook_of(self, job: Job) -> Outlook | None:
        return self.outlook(job.id) if job.status is JobStatus.RUNNING else None

    def tick(self, first: int = 0, last: int | None = None) -> None:
        """A second has passed: repaint the elapsed times of the running jobs in these rows."""
        self._ticked = self._now()
        self.ticked.emit()
        end = self.rowCount() if last is None else min(last + 1, self.rowCount())
        for row in range(max(0, first), end):
            job = self.job_at(row)
            if job is not None and job.status is JobStatus.RUNNING:
                self.repaint(job.id, JobColumn.STATUS)

    def transfer(self, job_id: str) -> Transfer | None:
        return self._transfers.get(job_id)

    def is_playing(self, job_id: str) -> bool:
        """Whether the player has it, be it paused."""
        return job_id == self._playing

    def is_heard(self, job_id: str) -> bool:
        return self._sounds and job_id == self._playing

    def now(self) -> float:
        """What elapsed times are told by: it stands still between two ticks, so that all who
        tell the same time, whenever they are painted, tell the same second."""
        now = self._now()
        return self._ticked if 0 <= now - self._ticked < _TICK_S else now

    @staticmethod
    def column_at(number: int) -> JobColumn:
        return COLUMNS[number]

    @staticmethod
    def number_of(column: JobColumn) -> int:
        return NUMBERS[column]

    @override
    @guarded_with(lambda: None)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        job = self.job_at(index.row()) if index.isValid() else None
        if job is None:
            return None
        column = COLUMNS[index.column()]
        value: Any = None
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                drawn = column is JobColumn.COVER and role == _Role.DisplayRole
                transfer = self._transfers.get(job.id)
                value = "" if drawn else cell_text(job, column, self.now(), transfer)
            case JobModel.JobRole:
                value = job
            case _Role.ToolTipRole:
                value = cell_tooltip(job, column, self._outlook_of(job))
            case _Role.TextAlignmentRole:
                value = alignment(column)
            case _:
                pass
        return value

    @override
    @guarded_with(lambda: None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        value: Any = None
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                drawn = column is JobColumn.COVER and role == _Role.DisplayRole
                value = "" if drawn else column_text(column)
            case _Role.TextAlignmentRole:
                value = alignment(column)
            case _Role.InitialSortOrderRole:
                most_first = column in {JobColumn.CREATED, JobColumn.RATING}
                order = Qt.SortOrder
                value = order.DescendingOrder if most_first else order.AscendingOrder
            case _:
                pass
        return value

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(COLUMNS):
            descending = order == Qt.SortOrder.DescendingOrder
            self.set_query(replace(self.query(), sort=COLUMNS[column], descending=descending))
