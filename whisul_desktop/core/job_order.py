"""The rows of a query: positions of the index in order, kept up to date one job at a time.

The order is total: by value, then by age, then by id; what has no value comes last.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, groupby, islice
from operator import gt, itemgetter
from typing import Any

from whisul_desktop.core.job_columns import CODES, FAVOURITE, MISSING, Rated, places_of
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.packing import needle, tags_of, title_of
from whisul_desktop.core.types import Job, JobColumn

_Value = Callable[[int], Any]
FEW = 8  # positions that are looked for one by one


class Values:
    """What a column is sorted by, of positions and of jobs; `is_missing` tells what has none."""

    def __init__(self, index: JobIndex, column: JobColumn) -> None:
        self._index = index
        self._column = column
        self.of: _Value = self._getter()

    def _getter(self) -> _Value:
        index = self._index
        stars, flags = index.stars, index.flags
        getters: dict[JobColumn, _Value] = {
            JobColumn.COVER: index.title,
            JobColumn.TITLE: index.title,
            JobColumn.STATUS: index.status.__getitem__,
            JobColumn.BPM: index.bpm.__getitem__,
            JobColumn.DURATION: index.duration.__getitem__,
            JobColumn.TAGS: index.tags,
            JobColumn.CREATED: index.created.__getitem__,
            JobColumn.TOOK: index.took.__getitem__,
            JobColumn.RATING: lambda position: (
                stars[position] * 2 + (flags[position] & FAVOURITE > 0)
            ),
        }
        return getters[self._column]

    def of_job(self, job: Job | Rated) -> Any:
        """The same of a job as it was before a change."""
        if isinstance(job, Rated):  # no order but that of ratings holds one
            return job.stars * 2 + job.is_favourite
        song = job.song
        value: Any
        match self._column:
            case JobColumn.TITLE | JobColumn.COVER:
                value = needle(song.title if song else "") or needle(job.prompt)
            case JobColumn.STATUS:
                value = CODES[job.status]
            case JobColumn.BPM:
                value = song.bpm if song else None
            case JobColumn.DURATION:
                value = song.duration if song else None
            case JobColumn.TAGS:
                value = b", ".join(map(needle, job.tags))
            case JobColumn.CREATED:
                value = job.created_at
            case JobColumn.TOOK:
                value = job.took
            case JobColumn.RATING:
                value = job.stars * 2 + job.is_favourite
        return MISSING if value is None else value

    def is_missing(self, value: Any) -> bool:
        return value in (MISSING, b"")

    def all(self) -> Generator[None, None, _Value]:
        """The same as `of`, made ready to be asked for every position."""
        if self._column not in {JobColumn.TITLE, JobColumn.COVER, JobColumn.TAGS}:
            return self.of
        key = tags_of if self._column is JobColumn.TAGS else title_of
        keys: list[bytes] = []
        for rows in self._index.all_words():
            keys += map(key, rows)
            yield
        return keys.__getitem__


class JobOrder:
    """Positions from the top, in one direction.

    Both arrays ascend in value and age, so that bisection finds a place; a descending order
    reads them from their ends. Those without a value come last either way.
    """

    def __init__(self, index: JobIndex, column: JobColumn, *, descending: bool) -> None:
        self.column = column
        self.descending = descending
        self._index = index
        self._values = Values(index, column)
        self._present = array("I")
        self._missing = array("I")
        self._former: dict[int, Job | Rated] = {}  # changed, and still in the place they had before

    def fill(self, present: array[int], missing: array[int]) -> None:
        """These in place of what was there; both ascending."""
        self._present, self._missing = present, missing

    def copy(self) -> JobOrder:
        other = JobOrder(self._index, self.column, descending=self.descending)
        other.fill(self._present[:], self._missing[:])
        return other

    def flipped(self) -> JobOrder:
        """The same rows from the other end. Shares them: this one is given up."""
        other = JobOrder(self._index, self.column, descending=not self.descending)
        other.fill(self._present, self._missing)
        other.hold(self._former)
        return other

    def parts(self) -> tuple[array[int], array[int]]:
        """What `fill` takes."""
        return self._present, self._missing

    def __len__(self) -> int:
        return len(self._present) + len(self._missing)

    def __iter__(self) -> Iterator[int]:
        if self.descending:
            return chain(reversed(self._present), reversed(self._missing))
        return chain(self._present, self._missing)

    def at(self, row: int) -> int:
        """The position in this row. Raises IndexError."""
        rows, place = self._at(row)
        return rows[place]

    def row_of(self, position: int) -> int | None:
        """None where it is not shown."""
        rows, place = self._place(position)
        if place < len(rows) and rows[place] == position:
            return self._row(rows, place)
        return None

    def row_for(self, position: int) -> int:
        """The row in which `insert` would put it."""
        rows, place = self._place(position)
        return self._row(rows, place - 1) if self.descending else self._row(rows, place)

    def insert(self, position: int) -> None:
        rows, place = self._place(position)
        rows.insert(place, position)

    def remove(self, row: int) -> None:
        rows, place = self._at(row)
        rows.pop(place)

    def row_after_change(self, position: int) -> int:
        """Where a held job will stand once it is released and inserted anew."""
        old_rows, old = self._place(position)
        rows, place = self._place(position, as_held=False)
        if rows is old_rows and place > old:
            place -= 1  # its own old place falls away
        count = len(rows) - (rows is old_rows)
        above = len(self._present) - (old_rows is self._present) if rows is self._missing else 0
        return above + (count - place if self.descending else place)

    def hold(self, former: Mapping[int, Job | Rated]) -> None:
        """These have changed and are still where their former values put them."""
        for position, job in former.items():
            self._former.setdefault(position, job)

    def release(self, position: int) -> None:
        """From now on its new values count: it has been taken out, or does not move."""
        self._former.pop(position, None)

    def without(self, positions: Iterable[int]) -> None:
        """Take out many at once; those that are not there are fine."""
        gone = set(positions)
        if len(gone) <= FEW:
            self._present, self._missing = (
                _without(rows, gone) for rows in (self._present, self._missing)
            )
            return
        keep = bytearray(b"\1" * len(self._index.ids))
        for position in gone:
            keep[position] = 0
        self._present = kept(self._present, keep)
        self._missing = kept(self._missing, keep)

    def merge(self, positions: Iterable[int]) -> None:
        """Put in many at once that are not there."""
        present, missing = self._present, self._missing
        new = [(position, self._rows_for(self._values.of(position))) for position in positions]
        self._present = self._merged(present, [p for p, rows in new if rows is present])
        self._missing = self._merged(missing, [p for p, rows in new if rows is missing])

    def fits_below(self, positions: Sequence[int]) -> bool:
        """Whether these come below the last row, in the order that they have."""
        created = self._index.created
        if self._missing or self.column is not JobColumn.CREATED or not self.descending:
            return False
        if positions and self._present and created[positions[0]] >= created[self._present[0]]:
            return False
        ages = [created[position] for position in positions]
        return all(map(gt, ages, ages[1:]))

    def extend(self, positions: Sequence[int]) -> None:
        """Put what `fits_below` there."""
        self._present = array("I", reversed(positions)) + self._present

    def _merged(self, rows: array[int], positions: list[int]) -> array[int]:
        places = sorted((self._place(position)[1], position) for position in positions)
        merged = array("I")
        start = 0
        by_place = groupby(places, key=itemgetter(0))
        for place, group in by_place:
            merged += rows[start:place]
            merged.extend(sorted((position for _place, position in group), key=self._key))
            start = place
        return merged + rows[start:]

    def _key(self, position: int) -> tuple[Any, float, str]:
        index = self._index
        return self._values.of(position), index.created[position], index.ids[position]

    def _rows_for(self, value: Any) -> array[int]:
        return self._missing if self._values.is_missing(value) else self._present

    def _place(self, position: int, *, as_held: bool = True) -> tuple[array[int], int]:
        """Where it stands or would come, in the array that is for it."""
        value_of, created_of = self._values.of, self._index.created.__getitem__
        ids = self._index.ids
        value, created = value_of(position), created_of(position)
        if self._former:
            value_of, created_of = self._with_former()
            if as_held:
                value, created = value_of(position), created_of(position)
        rows = self._rows_for(value)
        low, high = 0, len(rows)
        if rows is self._present:
            low = bisect_left(rows, value, key=value_of)
            high = bisect_right(rows, value, low, key=value_of)
        low = bisect_left(rows, created, low, high, key=created_of)
        high = bisect_right(rows, created, low, high, key=created_of)
        return rows, bisect_left(rows, ids[position], low, high, key=ids.__getitem__)

    def _with_former(self) -> tuple[_Value, _Value]:
        former, values, created = self._former, self._values, self._index.created

        def value_of(position: int) -> Any:
            job = former.get(position)
            return values.of(position) if job is None else values.of_job(job)

        def created_of(position: int) -> float:
            job = former.get(position)
            return created[position] if job is None else job.created_at

        return value_of, created_of

    def _at(self, row: int) -> tuple[array[int], int]:
        count = len(self._present)
        rows, place = (self._present, row) if row < count else (self._missing, row - count)
        return rows, len(rows) - 1 - place if self.descending else place

    def _row(self, rows: array[int], place: int) -> int:
        above = len(self._present) if rows is self._missing else 0
        return above + (len(rows) - 1 - place if self.descending else place)


def kept(rows: array[int], keep: bytes | bytearray) -> array[int]:
    """Those whose byte is not 0: five milliseconds of a hundred thousand."""
    return array("I", compress(rows, map(keep.__getitem__, rows)))


def _without(rows: array[int], gone: Iterable[int]) -> array[int]:
    places = [place for position in gone for place in islice(places_of(position, rows), 1)]
    rows = rows[:]
    for place in sorted(places, reverse=True):
        del rows[place]
    return rows
