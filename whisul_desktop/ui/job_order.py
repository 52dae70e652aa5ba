"""Which jobs a query shows and in which row each stands, kept up to date one job at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from whisul_desktop.core.jobs import select, sort_key
from whisul_desktop.core.types import Job, JobQuery

_Key = tuple[Any, ...]


class JobOrder:
    """Ids beside their sort keys, always ascending: a descending query is read from the end.

    The keys of `core.jobs.sort_key` are a total order, so that bisection finds a job by its
    key; a row number is of the table, a place of the ascending lists.
    """

    def __init__(self) -> None:
        self.query = JobQuery()
        self._keys: list[_Key] = []
        self._ids: list[str] = []
        self._key_of: dict[str, _Key] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def rebuild(self, jobs: Iterable[Job]) -> None:
        """Order anew what `query` shows of these jobs."""
        shown = select(jobs, self.query)
        if self.query.descending:
            shown.reverse()
        self._ids = [job.id for job in shown]
        self._keys = [self._key(job) for job in shown]
        self._key_of = dict(zip(self._ids, self._keys, strict=True))

    def ids(self) -> list[str]:
        """From the top row."""
        return self._ids[::-1] if self.query.descending else list(self._ids)

    def id_at(self, row: int) -> str:
        return self._ids[self._flip(row)]

    def row_of(self, job_id: str) -> int | None:
        """None where the query hides the job."""
        key = self._key_of.get(job_id)
        return None if key is None else self._flip(bisect_left(self._keys, key))

    def row_for(self, job: Job) -> int:
        """Where a job would come that is not shown yet."""
        place = bisect_left(self._keys, self._key(job))
        return len(self._ids) - place if self.query.descending else place

    def row_after_change(self, job: Job) -> int:
        """Where a shown job will stand with its new value."""
        place = bisect_left(self._keys, self._key_of[job.id])
        target = bisect_left(self._keys, self._key(job))
        # its own old place falls away
        return self._flip(target - 1 if target > place else target)

    def after_last(self, jobs: Iterable[Job]) -> list[Job] | None:
        """Those of new jobs that are shown, from the top, if all come after the last row."""
        shown = select(jobs, self.query)
        if not shown or not self._keys:
            return shown
        first = self._key(shown[0])
        fits = first < self._keys[0] if self.query.descending else first > self._keys[-1]
        return shown if fits else None

    def extend(self, shown: list[Job]) -> None:
        """Put what `after_last` gave below the last row."""
        keys = {job.id: self._key(job) for job in shown}
        self._key_of.update(keys)
        if self.query.descending:
            self._ids[:0] = reversed(keys.keys())
            self._keys[:0] = reversed(keys.values())
        else:
            self._ids += keys.keys()
            self._keys += keys.values()

    def insert(self, job: Job) -> None:
        key = self._key(job)
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self._ids.insert(place, job.id)
        self._key_of[job.id] = key

    def remove(self, job_id: str) -> None:
        place = bisect_left(self._keys, self._key_of.pop(job_id))
        del self._keys[place], self._ids[place]

    def _key(self, job: Job) -> _Key:
        return sort_key(job, self.query.sort, descending=self.query.descending)

    def _flip(self, number: int) -> int:
        """From a row to a place and back."""
        return len(self._ids) - 1 - number if self.query.descending else number
