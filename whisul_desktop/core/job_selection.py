"""Which jobs a query shows, in its order, in steps of a millisecond or two: the first screenful
at once, all of them after it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import compress, islice
from math import isfinite

from whisul_desktop.core import job_columns
from whisul_desktop.core.job_columns import GONE, STATUSES
from whisul_desktop.core.job_filter import Filter, all_of
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_order import JobOrder, kept
from whisul_desktop.core.job_sorting import Sorting
from whisul_desktop.core.packing import PART, TAG
from whisul_desktop.core.types import Job, JobQuery, JobStatus

SCREENFUL = 60  # rows that are shown before the others are known
_PROBED = 600  # positions that are looked at for them: more would be a waste where few are found
_FEW = 2_000  # hits that are sorted by themselves
_STEP = 512  # tags that are sorted in one step


@dataclass(slots=True)
class Selection:
    """One query over the index, for as long as it is shown."""

    index: JobIndex
    sorting: Sorting
    query: JobQuery
    today: date
    touched: set[int] = field(default_factory=set[int])  # positions that changed meanwhile
    filter: Filter = field(init=False)

    def __post_init__(self) -> None:
        self.filter = Filter(self.index, self.query, self.today)

    def steps(self) -> Generator[JobOrder | None, None, JobOrder]:
        """Ends with all rows; yields the first rows as soon as they are known, else None."""
        index = self.index
        base = yield from self._sorted()
        order = self._order()
        order.fill(*base)
        if self.filter.is_trivial:
            return order.copy()
        top, complete = self.filter.first(order, SCREENFUL, _PROBED)
        if complete or len(top) == SCREENFUL:
            first = self._order()
            first.merge(top)
            if complete:
                return first
            yield first
        mask = yield from self.filter.mask()
        base = yield from self._sorted()  # with what has changed since
        mask.extend(bytes(len(index.ids) - len(mask)))
        for position in self.touched:
            mask[position] = self.filter.test(position)
        order = self._order()
        if mask.count(1) <= _FEW:
            order.merge(_ones(mask))
        else:
            order.fill(*(kept(rows, mask) for rows in base))
        return order

    def foresee(
        self, order: JobOrder, rows: range, first: int
    ) -> Generator[Job | None, None, None]:
        """What takes the place of these rows of `order` when it is turned round, and the `first`
        rows that are shown when nothing is asked for any more."""
        turned, everything = order.flipped(), self._order()
        everything.fill(*(yield from self._sorted()))
        foreseen = [turned.at(row) for row in rows if row < len(turned)]
        if not self.filter.is_trivial:
            foreseen += islice(everything, first)
        for position in foreseen:
            if self.index.status[position] != GONE:  # forgotten since the step before
                yield self.index.job(position)

    def _sorted(self) -> Generator[None, None, tuple[array[int], array[int]]]:
        """All that the query may show."""
        return (yield from self.sorting.of(self.query.sort, deleted=self.query.deleted))

    def _order(self) -> JobOrder:
        return JobOrder(self.index, self.query.sort, descending=self.query.descending)


def _ones(mask: bytearray) -> Iterator[int]:
    """The places of few in many."""
    at = mask.find(1)
    while at >= 0:
        yield at
        at = mask.find(1, at + 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many jobs the chips would show: a status in place of those that are shown now, a flag
    within them."""

    statuses: Counter[JobStatus] = field(default_factory=Counter[JobStatus])
    flags: Mapping[str, int] = field(default_factory=dict[str, int])


def count(
    index: JobIndex, found: Filter, shown: frozenset[JobStatus]
) -> Generator[None, None, Counts]:
    """Of the jobs that `found` shows, whatever their status, and `shown` ones (none: all)."""
    mask = bytes((yield from found.mask()))
    length = len(mask)
    status, flags = index.status.tobytes()[:length], index.flags.tobytes()[:length]
    stars = index.stars.tobytes()[:length]

    def having(column: bytes, values: Iterable[int]) -> bytes:
        table = bytearray(256)
        for value in values:
            table[value] = 1
        return column.translate(table)

    statuses = {
        word: all_of([mask, having(status, [code])]).count(1) for code, word in enumerate(STATUSES)
    }
    within = having(status, [code for code, word in enumerate(STATUSES) if word in shown])
    chosen = all_of([mask, within]) if shown else mask
    favourite = [bits for bits in range(256) if bits & job_columns.FAVOURITE]
    kept = [bits for bits in range(256) if not bits & job_columns.REJECT]
    ready = [STATUSES.index(JobStatus.COMPLETED)]
    unrated = [chosen, having(status, ready), having(stars, [0]), having(flags, kept)]
    return Counts(
        Counter(statuses),
        {
            "favourite": all_of([chosen, having(flags, favourite)]).count(1),
            "unrated": all_of(unrated).count(1),
        },
    )


def seconds_of_songs(index: JobIndex) -> float:
    """How long all songs are together, those apart that were deleted or don't say."""
    length = len(index.ids)
    ready = bytes(code == STATUSES.index(JobStatus.COMPLETED) for code in range(256))
    kept_flags = bytes(not bits & job_columns.DELETED for bits in range(256))
    status, flags = index.status.tobytes()[:length], index.flags.tobytes()[:length]
    mask = all_of([status.translate(ready), flags.translate(kept_flags)])
    return sum(filter(isfinite, compress(index.duration, mask)))


def common_tags(index: JobIndex, found: Filter) -> Generator[None, None, list[tuple[str, int]]]:
    """All tags of the jobs that `found` shows, folded, the commonest first."""
    mask = yield from found.mask()
    tags: Counter[bytes] = Counter()
    first = 0
    for rows in index.all_words():
        for words in compress(rows, mask[first : first + len(rows)]):
            if words and (marked := words.split(PART, 3)[2]):  # none: gone meanwhile
                tags.update(set(marked[1:-1].split(TAG)))  # "Rain" and "rain" are one
        first += len(rows)
        yield
    return (yield from _commonest(tags))


def _commonest(tags: Counter[bytes]) -> Generator[None, None, list[tuple[str, int]]]:
    """All of them: there may be as many as songs."""
    counted, parts = iter(tags.items()), list[list[tuple[int, bytes]]]()
    while part := sorted((-number, tag) for tag, number in islice(counted, _STEP)):
        parts.append(part)
        yield
    merged, common = merge(*parts), list[tuple[str, int]]()
    while some := list(islice(merged, _STEP)):
        common += [(tag.decode(errors="replace"), -number) for number, tag in some]
        yield
    return common
