"""The whole library in the order of each column that was asked for, in steps of a millisecond."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TypeAlias

from whisul_desktop.core.job_columns import DELETED, GONE
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_order import FEW, JobOrder, Values, kept
from whisul_desktop.core.types import JobColumn, JobStatus

_FEW_VALUES = {JobColumn.STATUS: range(len(JobStatus)), JobColumn.RATING: range(12)}
_Parts: TypeAlias = "tuple[array[int], array[int]]"  # with a value, without one
_STEP = 2_048  # positions in one step
_BUCKETS = 64
_REPAIRED = 200  # changed positions up to which an order is repaired


@dataclass(slots=True, eq=False)
class _Sorted:
    """An order, and what has changed since it was made or while it is being made."""

    column: JobColumn
    parts: _Parts = (array("I"), array("I"))
    touched: set[int] = field(default_factory=set[int])


class Sorting:
    """The positions of the index in the order of each column that was asked for, kept: those
    that are deleted for themselves."""

    def __init__(self, index: JobIndex) -> None:
        self._index = index
        self._sorted: dict[tuple[JobColumn, bool], _Sorted] = {}
        self._making: list[_Sorted] = []
        self._touched: set[int] = set()  # what no order has heard of

    def touch(self, positions: Iterable[int], *, ratings_alone: bool = False) -> None:
        """These are new, or changed."""
        if ratings_alone:
            self._tell(positions, ratings_alone=True)
        else:  # once for all that come before an order is asked for
            _note(self._touched, positions)

    def _tell(self, positions: Iterable[int], *, ratings_alone: bool = False) -> None:
        for made in (*self._sorted.values(), *self._making):
            if made.column is JobColumn.RATING or not ratings_alone:
                _note(made.touched, positions)

    def _tell_touched(self) -> None:
        touched, self._touched = self._touched, set()
        if touched:
            self._tell(touched)

    def all(self) -> Generator[None, None, None]:
        """Make every order ready, for when it is asked for."""
        for column in JobColumn:
            yield from self.of(column)

    def of(self, column: JobColumn, *, deleted: bool = False) -> Generator[None, None, _Parts]:
        """Those with a value and those without, ascending; a step is about a millisecond."""
        if column is JobColumn.COVER:
            column = JobColumn.TITLE
        key = (column, deleted)
        while True:
            self._tell_touched()
            known = self._sorted.get(key)  # anew: another may have put one in its place
            if known is None or len(known.touched) > _REPAIRED:
                yield from self._make(column, deleted=deleted)
            elif known.touched:
                yield from self._repair(known, deleted=deleted)
            else:
                return known.parts

    def _make(self, column: JobColumn, *, deleted: bool) -> Generator[None, None, None]:
        made = _Sorted(column)
        self._making.append(made)
        try:
            made.parts = yield from self._sort(column, deleted=deleted)
            self._tell_touched()
        finally:
            self._making.remove(made)
        self._sorted[column, deleted] = made

    def _repair(self, known: _Sorted, *, deleted: bool) -> Generator[None, None, None]:
        """Put what has changed where it belongs, unless another does meanwhile."""
        before = present, missing = known.parts
        touched: set[int] = set()
        if len(known.touched) > FEW:  # else they are soon found
            touched |= known.touched
            keep = bytearray(b"\1" * len(self._index.ids))
            for position in touched:
                keep[position] = 0
            present = kept(present, keep)
            yield
            missing = kept(missing, keep)
            yield
        self._tell_touched()
        if known.parts is not before or len(known.touched) > _REPAIRED:
            return
        # in this step, for a place is looked for among values that are in order
        order = JobOrder(self._index, known.column, descending=False)
        order.fill(present, missing)
        order.without(known.touched - touched)
        order.merge(p for p in touched | known.touched if self._belongs(p, deleted=deleted))
        known.parts, known.touched = order.parts(), set()

    def _belongs(self, position: int, *, deleted: bool) -> bool:
        index = self._index
        is_deleted = bool(index.flags[position] & DELETED)
        return index.status[position] != GONE and is_deleted is deleted

    def _sort(self, column: JobColumn, *, deleted: bool) -> Generator[None, None, _Parts]:
        by_age: Sequence[int] = range(len(self._index.ids))
        if column is not JobColumn.CREATED:
            by_age, _none = yield from self.of(JobColumn.CREATED, deleted=deleted)
        values = Values(self._index, column)
        value = yield from values.all()
        status, flags, wanted = self._index.status, self._index.flags, DELETED * deleted
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
                if status[position] == GONE or flags[position] & DELETED != wanted:
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


def _note(touched: set[int], positions: Iterable[int]) -> None:
    """Each once; only as many as say that an order has to be made anew, for to note a whole
    library takes 3 ms."""
    if len(touched) <= _REPAIRED:
        touched.update(islice(positions, _REPAIRED + 1))
