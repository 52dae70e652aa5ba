"""The whole library in the order of each column that was asked for, in steps of a millisecond."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from whisul_desktop.core.job_columns import DELETED, GONE
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_order import JobOrder, Values, kept
from whisul_desktop.core.types import JobColumn, JobStatus

_FEW_VALUES = {JobColumn.STATUS: range(len(JobStatus)), JobColumn.RATING: range(12)}
_Parts: TypeAlias = "tuple[array[int], array[int]]"  # with a value, without one
_STEP = 2_048  # positions in one step
_BUCKETS = 64
_LOOKED_AT = 32_768  # positions of an order in one step
_SHOWN = bytes(not flags & DELETED for flags in range(256))
_REPAIRED = 200  # changed positions up to which an order is repaired in one step


@dataclass(slots=True, eq=False)
class _Sorted:
    """An order, and what has changed since it was made or while it is being made."""

    column: JobColumn
    parts: _Parts = (array("I"), array("I"))
    live: _Parts | None = None  # without the deleted ones, once somebody asked for them
    touched: set[int] = field(default_factory=set[int])


class Sorting:
    """All positions of the index in the order of each column that was asked for, kept."""

    def __init__(self, index: JobIndex) -> None:
        self._index = index
        self._sorted: dict[JobColumn, _Sorted] = {}
        self._making: list[_Sorted] = []

    def touch(self, positions: Iterable[int], *, ratings_alone: bool = False) -> None:
        """These are new, or changed."""
        for made in (*self._sorted.values(), *self._making):
            concerned = made.column is JobColumn.RATING or not ratings_alone
            if concerned and len(made.touched) <= _REPAIRED:  # else it is made anew
                made.touched.update(positions)

    def all(self) -> Generator[None, None, None]:
        """Make every order ready, for when it is asked for."""
        for column in JobColumn:
            yield from self.live(column)

    def of(self, column: JobColumn) -> Generator[None, None, _Parts]:
        """Those with a value and those without, ascending; a step is about a millisecond."""
        known = yield from self._made(column)
        return known.parts

    def live(self, column: JobColumn) -> Generator[None, None, _Parts]:
        """The same without the deleted ones."""
        known = yield from self._made(column)
        while known.live is None:
            made = _Sorted(column)
            self._making.append(made)
            try:
                live = yield from self._without_deleted(known.parts)
            finally:
                self._making.remove(made)
            if len(made.touched) <= _REPAIRED:
                known.live = self._repaired(column, live, made.touched, deleted=False)
            known = yield from self._made(column)
        return known.live

    def _without_deleted(self, parts: _Parts) -> Generator[None, None, _Parts]:
        if self._index.hides_nothing:
            return parts
        shown = self._index.flags.tobytes().translate(_SHOWN)
        live = (array("I"), array("I"))
        for rows, found in zip(parts, live, strict=True):
            for start in range(0, len(rows), _LOOKED_AT):
                found.extend(kept(rows[start : start + _LOOKED_AT], shown))
                yield
        return live

    def _made(self, column: JobColumn) -> Generator[None, None, _Sorted]:
        if column is JobColumn.COVER:
            column = JobColumn.TITLE
        while (known := self._sorted.get(column)) is None or len(known.touched) > _REPAIRED:
            made = _Sorted(column)
            self._making.append(made)
            try:
                made.parts = yield from self._sort(column)
            finally:
                self._making.remove(made)
            self._sorted[column] = made
        if known.touched:
            touched, known.touched = known.touched, set()
            known.parts = self._repaired(column, known.parts, touched)
            if known.live is not None:
                known.live = self._repaired(column, known.live, touched, deleted=False)
        return known

    def _repaired(
        self, column: JobColumn, parts: _Parts, touched: Iterable[int], *, deleted: bool = True
    ) -> _Parts:
        """`parts` with these in their places; without those that are deleted, if so wanted."""
        index = self._index
        order = JobOrder(index, column, descending=False)
        order.fill(*parts)
        order.without(touched)
        order.merge(
            position
            for position in touched
            if index.status[position] != GONE and (deleted or not index.flags[position] & DELETED)
        )
        return order.parts()

    def _sort(self, column: JobColumn) -> Generator[None, None, _Parts]:
        by_age: Sequence[int] = range(len(self._index.ids))
        if column is not JobColumn.CREATED:
            by_age, _none = yield from self.of(JobColumn.CREATED)
        values = Values(self._index, column)
        value = yield from values.all()
        status = self._index.status
        missing: list[int] = []
        buckets: list[list[int]] = [[]]
        if column in _FEW_VALUES:  # one bucket for each
            bounds = list(_FEW_VALUES[column])
        else:
            sample = [value(p) for p in by_age[:: max(1, len(by_age) // 1024)]]
            bounds = sorted(v for v in sample if not values.is_missing(v))[:: 1024 // _BUCKETS]
        buckets += [[] for _ in bounds]
        for start in range(0, len(by_age), _STEP):
            for position in by_age[start : start + _STEP]:
                if status[position] == GONE:
                    continue
                found = value(position)
                if values.is_missing(found):
                    missing.append(position)
                else:
                    buckets[bisect_right(bounds, found)].append(position)
            yield
        present = array("I")
        for bucket in buckets:
            if column not in _FEW_VALUES:
                bucket.sort(key=value)
            if column is JobColumn.CREATED and any(
                value(a) == value(b) for a, b in pairwise(bucket)
            ):
                ids = self._index.ids
                bucket.sort(key=lambda position: (value(position), ids[position]))
            present.extend(bucket)
            yield
        return present, array("I", missing)
