"""A query made ready for the index: is a job shown, which ones are, in steps that can be
spread over time. The rule that it has to agree with is `core.jobs.matches`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import compress, islice

from whisul_desktop.core import job_columns
from whisul_desktop.core.job_columns import GONE, STATUSES
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.packing import TAG, encode
from whisul_desktop.core.query import parse
from whisul_desktop.core.query_terms import (
    Flag,
    Is,
    Made,
    Number,
    NumberField,
    Status,
    Tag,
    Term,
    Words,
    holds,
)
from whisul_desktop.core.types import JobQuery, JobStatus

_Test = Callable[[int], bool]
_STEP = 4_096  # positions that are looked at in one step: about half a millisecond
_CODES = range(256)


class Filter:
    """What `query` asks for over `index`; `today` is the local date of `made:today`."""

    def __init__(self, index: JobIndex, query: JobQuery, today: date) -> None:
        self._index = index
        self._statuses = _of_statuses(query.statuses or frozenset(STATUSES))
        self._flags = _of_deleted(query.deleted)
        self._stars = b"\1" * len(_CODES)
        self._tests: list[_Test] = []  # of single positions, the slow ones last
        self._needles: list[tuple[bytes, bool]] = []  # found block by block; negated
        terms = parse(query.text, today).terms if query.text else ()
        self.asks_for_rating = False
        self.is_trivial = not (terms or query.statuses)
        self.asks_for_days = any(isinstance(term, Made) for term in terms)  # not for ever the same
        for term in terms:
            self._take(term)

    def test(self, position: int) -> bool:
        """Whether the job at this position is shown."""
        index = self._index
        if not (
            self._statuses[index.status[position]]
            and self._flags[index.flags[position]]
            and self._stars[index.stars[position]]
        ):
            return False
        if self._needles:
            words = index.words(position)
            if any((needle in words) is negated for needle, negated in self._needles):
                return False
        return all(test(position) for test in self._tests)

    def first(
        self, positions: Iterable[int], number: int, looked_at: int
    ) -> tuple[list[int], bool]:
        """The first `number` shown of `positions`, and whether these are all of them.

        Looks at no more than `looked_at` positions; at a sixth where too few are among those.
        """
        remaining = iter(positions)
        found: list[int] = []
        for part in (looked_at // 6, looked_at - looked_at // 6):
            shown = filter(self.test, islice(remaining, part))
            found += islice(shown, number - len(found))
            if len(found) < number // 6:
                break
        return found, len(found) < number and next(remaining, None) is None

    def among(self, positions: Sequence[int]) -> list[int]:
        """Those of many that are shown, where the filter is trivial."""
        mask = all_of(self._masks())
        return list(compress(positions, map(mask.__getitem__, positions)))

    def _masks(self) -> list[bytes]:
        index, count = self._index, len(self._index.ids)
        return [
            index.status.tobytes()[:count].translate(self._statuses),
            index.flags.tobytes()[:count].translate(self._flags),
            index.stars.tobytes()[:count].translate(self._stars),
        ]

    def mask(self) -> Generator[None, None, bytearray]:
        """A byte for each position, not 0 where the job is shown; a step is under 2 ms."""
        index, count = self._index, len(self._index.ids)
        masks = self._masks()
        for needle, negated in self._needles:
            found = bytearray(b"\1" * count if negated else count)
            for positions in index.find(needle):
                for position in positions:
                    if position < count:
                        found[position] = not negated
                yield
            masks.append(bytes(found))
        mask = bytearray(all_of(masks))
        for test in self._tests:
            for start in range(0, count, _STEP):
                part = range(start, min(start + _STEP, count))
                for position in compress(part, mask[start : start + _STEP]):
                    mask[position] = index.status[position] != GONE and test(position)
                yield
        return mask

    def _take(self, term: Term) -> None:
        index, negated = self._index, term.negated
        self.asks_for_rating |= isinstance(term, Is) or (
            isinstance(term, Number) and term.field is NumberField.STARS
        )
        match term:
            case Words(text) if term.may_be_id:
                self._tests.append(lambda position: holds(index.job(position), term) is not negated)
            case Words(text):
                self._needles.append((encode(text), negated))
            case Tag(text, prefix):
                end = b"" if prefix else TAG
                self._needles.append((TAG + encode(text) + end, negated))
            case Status(statuses):
                self._statuses = _both(
                    self._statuses,
                    lambda code: (
                        code < len(STATUSES) and (STATUSES[code] in statuses) is not negated
                    ),
                )
            case Is(flag):
                self._take_flag(flag, negated=negated)
            case Number(NumberField.STARS):
                self._stars = _both(self._stars, lambda stars: term.holds(stars) is not negated)
            case Number(field):
                is_bpm = field is NumberField.BPM
                column = index.bpm if is_bpm else index.duration
                self._tests.insert(0, _number_test(column, term, is_bpm=is_bpm))
            case Made(start, end):
                created = index.created
                low = float("-inf") if start is None else start
                high = float("inf") if end is None else end
                self._tests.insert(0, lambda p: (low <= created[p] < high) is not negated)

    def _take_flag(self, flag: Flag, *, negated: bool) -> None:
        bit = {
            Flag.FAVOURITE: job_columns.FAVOURITE,
            Flag.REJECTED: job_columns.REJECT,
            Flag.NOTED: job_columns.NOTED,
        }.get(flag)
        if bit is not None:
            self._flags = _both(self._flags, lambda bits: bool(bits & bit) is not negated)
        elif flag is Flag.RATED:
            self._stars = _both(self._stars, lambda stars: (stars > 0) is not negated)
        elif negated:
            unrated = Is(flag)
            index = self._index
            self._tests.append(lambda position: not holds(index.job(position), unrated))
        else:  # unrated: ready, without stars, not rejected
            ready = STATUSES.index(JobStatus.COMPLETED)
            self._statuses = _both(self._statuses, lambda code: code == ready)
            self._stars = _both(self._stars, lambda stars: stars == 0)
            self._flags = _both(self._flags, lambda bits: not bits & job_columns.REJECT)


def _number_test(column: Sequence[float], term: Number, *, is_bpm: bool) -> _Test:
    """By the values as the table shows them: core.query_terms.number_of."""
    missing, holds, negated = job_columns.MISSING, term.holds, term.negated

    def test(position: int) -> bool:
        value = column[position]
        if value == missing:
            return negated
        shown = round(value, 1) if is_bpm else float(int(max(0.0, min(value, 1e9))))
        return holds(shown) is not negated

    return test


# Tables for `bytes.translate`: 1 for each code that a query wants.


@cache
def _of_statuses(wanted: frozenset[JobStatus]) -> bytes:
    return bytes(code < len(STATUSES) and STATUSES[code] in wanted for code in _CODES)


@cache
def _of_deleted(wanted: bool) -> bytes:
    return bytes(bool(flags & job_columns.DELETED) is wanted for flags in _CODES)


def _both(table: bytes, holds: Callable[[int], bool]) -> bytes:
    return bytes(old and holds(code) for code, old in enumerate(table))


def all_of(masks: Sequence[bytes]) -> bytes:
    """1 where all of them are: as one large number, which takes microseconds."""
    whole = int.from_bytes(masks[0], "little")
    for mask in masks[1:]:
        whole &= int.from_bytes(mask, "little")
    return whole.to_bytes(len(masks[0]), "little")
