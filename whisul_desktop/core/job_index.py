"""All jobs of the library in memory, column by column: a hundred thousand are small and quick.

A job has a *position*, which it keeps for as long as the program runs. Numbers stand in
arrays; texts of finished jobs are packed (core/packing.py); jobs that something may still
come for, and those that changed lately, are kept whole until `settle` packs them.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from whisul_desktop.core.events import Event
from whisul_desktop.core.override import override
from whisul_desktop.core.packing import (
    PART,
    ROWS,
    Block,
    encode,
    record,
    tags_of,
    texts,
    texts_of,
    title_of,
    words,
)
from whisul_desktop.core.types import FINAL, Job, JobStatus, Song

MISSING = math.inf  # in a column of numbers
GONE = 255  # the status of a position without a job
HELD, FAVOURITE, REJECT, SONG, DELETED, NOTED, AUDIO, COVER = (1 << bit for bit in range(8))
STATUSES = tuple(JobStatus)
CODES = {status: code for code, status in enumerate(STATUSES)}
_KEPT_WHOLE = 512  # finished jobs from which packing pays
_REMEMBERED = 1_024  # jobs that were unpacked lately
_TIMES = ("created_at", "submitted_at", "started_at", "finished_at", "judged_at", "deleted_at")


class Change(NamedTuple):
    """One job that is another now."""

    position: int
    before: Job
    after: Job


@dataclass(frozen=True, slots=True)
class Page:
    """Finished jobs as they come from the disk: columns of one length, and packed texts."""

    ids: Sequence[str]
    times: Mapping[str, Sequence[float]]  # by the names of `_TIMES`
    bpm: Sequence[float]
    duration: Sequence[float]
    status: Sequence[int]  # codes
    stars: Sequence[int]
    flags: Sequence[int]
    api_urls: Sequence[str]
    records: Sequence[bytes]
    words: Sequence[bytes]

    @property
    def last(self) -> tuple[float, str] | None:
        """Age and id of the last one, None where the page is empty."""
        return (self.times["created_at"][-1], self.ids[-1]) if self.ids else None


class JobIndex(Mapping[str, Job]):
    """The jobs by id. Looking one up costs microseconds; going through all of them does not
    belong on a thread that somebody waits for.

    `removing` is told while what goes is still there, `removed` after it.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.created = array("d")
        self.submitted = array("d")
        self.started = array("d")
        self.finished = array("d")
        self.judged = array("d")
        self.deleted = array("d")
        self.bpm = array("d")
        self.duration = array("d")
        self.took = array("d")
        self.status = array("B")
        self.stars = array("B")
        self.flags = array("B")
        self.counts: Counter[JobStatus] = Counter()  # without the deleted ones
        self.added: Event[Sequence[int]] = Event()
        self.changed: Event[Sequence[Change]] = Event()
        self.removing: Event[Sequence[int]] = Event()
        self.removed: Event[Sequence[str]] = Event()
        self._api = array("H")
        self._api_urls: list[str] = []
        self._position: dict[str, int] = {}
        self._records: list[Block] = []
        self._words: list[Block] = []
        self._whole: dict[int, Job] = {}
        self._whole_words: dict[int, bytes] = {}
        self._open: dict[int, None] = {}  # of those, the ones that something may still come for
        self._unpacked: dict[int, Job] = {}

    @override
    def __getitem__(self, job_id: str) -> Job:
        return self.job(self._position[job_id])

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._position)

    @override
    def __len__(self) -> int:
        return len(self._position)

    @override
    def __contains__(self, job_id: object) -> bool:
        return job_id in self._position

    def position(self, job_id: str) -> int | None:
        return self._position.get(job_id)

    @property
    def hides_nothing(self) -> bool:
        """No job is deleted."""
        return sum(self.counts.values()) == len(self._position)

    def live(self) -> list[Job]:
        """Those that the service may still say something new of."""
        return [job for job in self.unfinished() if not job.status.is_final]

    def unfinished(self) -> list[Job]:
        """The same, and songs whose files are still to be fetched."""
        return [self._whole[position] for position in self._open]

    def with_server_id(self, server_id: str) -> Iterator[Job]:
        """Those that a service knows by this id, which may be long: ten milliseconds."""
        yield from [job for job in self._whole.values() if job.server_id == server_id]
        part = PART + encode(server_id) + PART
        for number, block in enumerate(self._records):
            at = block.data.find(part)
            while at >= 0:
                row = bisect_right(block.ends, at)
                position = number * ROWS + row
                if self.status[position] != GONE and self.job(position).server_id == server_id:
                    yield self.job(position)
                at = block.data.find(part, block.ends[row])

    def job(self, position: int) -> Job:
        """The job there. Of a finished one without its song's links: those are on disk."""
        job = self._whole.get(position) or self._unpacked.get(position)
        if job is None:
            job = self._unpack(position)
            if len(self._unpacked) >= _REMEMBERED:
                self._unpacked.clear()
            self._unpacked[position] = job
        return job

    def words(self, position: int) -> bytes:
        """What a search looks through (core/packing.py); nothing where there is no job."""
        whole = self._whole_words.get(position)
        if whole is not None:
            return whole
        if self.status[position] == GONE:
            return b""
        return self._words[position // ROWS].row(position % ROWS)

    def title(self, position: int) -> bytes:
        """To be sorted by."""
        return title_of(self.words(position))

    def tags(self, position: int) -> bytes:
        """To be sorted by; empty where there are none."""
        return tags_of(self.words(position))

    def find(self, needle: bytes) -> Iterator[list[int]]:
        """Every position whose words have `needle`, a few hundred positions at a time."""
        yield [position for position, words in self._whole_words.items() if needle in words]
        for number, block in enumerate(self._words):
            data, ends, first = block.data, block.ends, number * ROWS
            at = data.find(needle)
            found: list[int] = []
            row = 0
            while at >= 0:
                row = bisect_right(ends, at, row)
                found.append(first + row)
                at = data.find(needle, ends[row])
            yield [p for p in found if p not in self._whole and self.status[p] != GONE]

    def all_words(self) -> Iterator[list[bytes]]:
        """The words of all positions in order, a few hundred at a time."""
        whole, count = self._whole_words, len(self.ids)
        for first in range(0, count, ROWS):
            number = first // ROWS
            rows = self._words[number].rows() if number < len(self._words) else []
            rows += [b""] * (min(ROWS, count - first) - len(rows))
            for position in whole.keys() & range(first, first + len(rows)):
                rows[position - first] = whole[position]
            yield rows

    def add(self, jobs: Sequence[Job]) -> None:
        """Take up new jobs; one whose id is known is updated."""
        new = {job.id: job for job in jobs if job.id not in self._position}
        if known := [job for job in jobs if job.id in self._position]:
            self.update(known)
        first = len(self.ids)
        for job in new.values():
            position = len(self.ids)
            self._position[job.id] = position
            self.ids.append(job.id)
            for column in self._numbers():
                column.append(0)
            self._api.append(0)
            self._set(position, job)
        self._tell_added(range(first, len(self.ids)))

    def extend(self, page: Page) -> None:
        """Take up finished jobs from the disk, none of whose ids is known."""
        if not page.ids:
            return
        aligned = -len(self.ids) % ROWS  # a block begins at a multiple of its size
        self.ids += [""] * aligned
        for column in (*self._numbers(), self._api):
            column.extend([0] * aligned)
        self.status[len(self.status) - aligned :] = array("B", [GONE] * aligned)
        first = len(self.ids)
        self.ids += page.ids
        self._position.update(zip(page.ids, range(first, len(self.ids)), strict=True))
        for column, values in zip(self._times(), page.times.values(), strict=True):
            column.extend(values)
        self.bpm.extend(page.bpm)
        self.duration.extend(page.duration)
        self.status.extend(page.status)
        self.stars.extend(page.stars)
        self.flags.extend(page.flags)
        self.took.extend(map(_took, page.times["started_at"], page.times["finished_at"]))
        self._api.extend(map(self._api_code, page.api_urls))
        for blocks, rows in ((self._records, page.records), (self._words, page.words)):
            blocks += [Block()] * (first // ROWS - len(blocks))
            blocks += (Block.of(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS))
        self._tell_added(range(first, len(self.ids)))

    def update(self, jobs: Sequence[Job]) -> None:
        """Put other values in the place of known jobs; what does not change is passed over."""
        changes: list[Change] = []
        for job in {job.id: job for job in jobs}.values():
            position = self._position.get(job.id)
            if position is None or (before := self.job(position)) == job:
                continue
            self._count(before, -1)
            self._set(position, job, before)
            self._count(job, +1)
            changes.append(Change(position, before, job))
        if changes:
            self.changed.emit(changes)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget jobs; unknown ids are fine."""
        positions = [self._position[job_id] for job_id in dict.fromkeys(ids) if job_id in self]
        if not positions:
            return
        self.removing.emit(positions)
        for position in positions:
            self._count(self.job(position), -1)
            del self._position[self.ids[position]]
            self.status[position] = GONE
            for kept in (self._whole, self._whole_words, self._open, self._unpacked):
                kept.pop(position, None)
        self.removed.emit([self.ids[position] for position in positions])

    def settle(self, *, least: int = _KEPT_WHOLE, most: int = 8) -> bool:
        """Pack finished jobs where there are many; at most `most` blocks, under a millisecond.
        Whether more is to be done."""
        if len(self._whole) - len(self._open) < least:
            return False
        settled = [position for position in self._whole if position not in self._open]
        by_block: dict[int, list[int]] = {}
        for position in settled:
            by_block.setdefault(position // ROWS, []).append(position)
        for number in list(by_block)[:most]:
            self._pack(number, by_block[number])
        return len(by_block) > most

    def _pack(self, number: int, positions: list[int]) -> None:
        first = number * ROWS
        for blocks, pack in (
            (self._records, lambda position: record(self._whole[position])),
            (self._words, self.words),
        ):
            blocks += [Block()] * (number + 1 - len(blocks))
            rows = blocks[number].rows()
            rows += [b""] * (max(positions) - first + 1 - len(rows))
            for position in positions:
                rows[position - first] = pack(position)
            blocks[number] = Block.of(rows)
        for position in positions:
            del self._whole[position], self._whole_words[position]

    def _set(self, position: int, job: Job, before: Job | None = None) -> None:
        for name, column in zip(_TIMES, self._times(), strict=True):
            value = getattr(job, name)
            column[position] = MISSING if value is None else value
        song = job.song
        self.bpm[position] = MISSING if song is None or song.bpm is None else song.bpm
        length = None if song is None else song.duration
        self.duration[position] = MISSING if length is None else length
        self.took[position] = MISSING if job.took is None else job.took
        self.status[position] = CODES[job.status]
        self.stars[position] = job.stars
        self.flags[position] = _flags(job)
        self._api[position] = self._api_code(job.api_url)
        self._unpacked.pop(position, None)
        if is_unfinished(job):
            self._open[position] = None
        else:
            self._open.pop(position, None)
            if before is not None and position not in self._whole and texts(before) == texts(job):
                return  # only numbers changed: it stays packed
        self._whole[position] = job
        tags = song.tags if song else ()
        self._whole_words[position] = words(song.title if song else "", job.prompt, tags, job.note)

    def _unpack(self, position: int) -> Job:
        number, row = divmod(position, ROWS)
        job_id, flags = self.ids[position], self.flags[position]
        of = texts_of(self._records[number].row(row), job_id)
        song = None
        if flags & SONG:
            bpm, duration = _known(self.bpm[position]), _known(self.duration[position])
            song = Song(of.title, bpm, duration, of.tags)
        return Job(
            id=job_id,
            prompt=of.prompt,
            api_url=self._api_urls[self._api[position]],
            created_at=self.created[position],
            status=STATUSES[self.status[position]],
            server_id=of.server_id or None,
            status_word=of.status_word,
            song=song,
            error=of.error or None,
            submitted_at=_known(self.submitted[position]),
            started_at=_known(self.started[position]),
            finished_at=_known(self.finished[position]),
            audio_file=of.audio_file or None,
            cover_file=of.cover_file or None,
            parent_id=of.parent_id or None,
            batch_id=of.batch_id or None,
            is_held=bool(flags & HELD),
            is_favourite=bool(flags & FAVOURITE),
            stars=self.stars[position],
            is_reject=bool(flags & REJECT),
            note=of.note,
            judged_at=_known(self.judged[position]),
            deleted_at=_known(self.deleted[position]),
            saved_to=of.saved_to,
        )

    def _times(self) -> tuple[array[float], ...]:
        return (
            self.created, self.submitted, self.started, self.finished, self.judged, self.deleted,
        )  # fmt: skip

    def _numbers(self) -> tuple[array[float] | array[int], ...]:
        rest = (self.bpm, self.duration, self.took, self.status, self.stars, self.flags)
        return (*self._times(), *rest)

    def _api_code(self, api_url: str) -> int:
        try:
            return self._api_urls.index(api_url)
        except ValueError:
            self._api_urls.append(api_url)
            return len(self._api_urls) - 1

    def _tell_added(self, positions: range) -> None:
        rows = slice(positions.start, positions.stop)
        for (status, flags), number in Counter(
            zip(self.status[rows], self.flags[rows], strict=True)
        ).items():
            if not flags & DELETED:
                self.counts[STATUSES[status]] += number
        if positions:
            self.added.emit(positions)

    def _count(self, job: Job, step: int) -> None:
        if job.deleted_at is None:
            self.counts[job.status] += step


def _flags(job: Job) -> int:
    return (
        (HELD if job.is_held else 0)
        | (FAVOURITE if job.is_favourite else 0)
        | (REJECT if job.is_reject else 0)
        | (SONG if job.song is not None else 0)
        | (DELETED if job.deleted_at is not None else 0)
        | (NOTED if job.note.strip() else 0)
        | (AUDIO if job.audio_file else 0)
        | (COVER if job.cover_file else 0)
    )


def is_unfinished(job: Job) -> bool:
    """Whether something may still come for it: an answer, or a file of its song."""
    song = job.song
    return job.status not in FINAL or (
        song is not None
        and bool((song.song_url and not job.audio_file) or (song.image_url and not job.cover_file))
    )


def _known(value: float) -> float | None:
    return None if value == MISSING else value


def _took(started: float, finished: float) -> float:
    """Seconds, never negative."""
    return MISSING if MISSING in (started, finished) else max(0.0, finished - started)
