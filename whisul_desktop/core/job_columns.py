"""How a job is laid out in memory: numbers in columns, flags in bits."""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from whisul_desktop.core.blocks import Block
from whisul_desktop.core.types import FINAL, Job, JobStatus, Rating, Song

MISSING = math.inf  # in a column of numbers
GONE = 255  # the status of a position without a job
HELD, FAVOURITE, REJECT, SONG, DELETED, NOTED, AUDIO, COVER = (1 << bit for bit in range(8))
STATUSES = tuple(JobStatus)
CODES = {status: code for code, status in enumerate(STATUSES)}
TIMES = ("created_at", "submitted_at", "started_at", "finished_at", "judged_at", "deleted_at")


@dataclass(frozen=True, slots=True)
class Page:
    """Finished jobs as they come from the disk: columns of one length, and packed texts."""

    ids: Sequence[str]
    times: Mapping[str, Sequence[float]]  # by the names of `TIMES`
    bpm: Sequence[float]
    duration: Sequence[float]
    status: Sequence[int]  # codes
    stars: Sequence[int]
    flags: Sequence[int]
    api_urls: Sequence[str]
    server_marks: Sequence[int]
    records: Sequence[bytes] = ()
    blocks: Sequence[Block] = ()  # in place of the records, where these are squeezed already

    @property
    def last(self) -> tuple[float, str] | None:
        """Age and id of the last one, None where the page is empty."""
        return (self.times["created_at"][-1], self.ids[-1]) if self.ids else None


class Change(NamedTuple):
    """One job that is another now."""

    position: int
    before: Job
    after: Job


class Rated(NamedTuple):
    """Where a job was sorted by its rating before that changed."""

    position: int
    created_at: float
    stars: int
    is_favourite: bool


class Columns:
    """The numbers of all jobs by position."""

    def __init__(self) -> None:
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
        self.server = array("I")  # `server_mark` of the service's id
        self._api = array("H")
        self._api_urls: list[str] = []

    def api_url(self, position: int) -> str:
        return self._api_urls[self._api[position]]

    def rating(self, position: int) -> Rating:
        flags = self.flags[position]
        return Rating(
            self.stars[position],
            bool(flags & FAVOURITE),
            bool(flags & REJECT),
            known(self.judged[position]),
        )

    def write_rating(self, position: int, rating: Rating) -> Rated:
        """Put it in the place of the other, which is given back."""
        flags = self.flags[position]
        before = Rated(
            position, self.created[position], self.stars[position], bool(flags & FAVOURITE)
        )
        flags &= ~(FAVOURITE | REJECT)
        flags |= FAVOURITE if rating.is_favourite else 0
        flags |= REJECT if rating.is_reject else 0
        self.flags[position] = flags
        self.stars[position] = rating.stars
        self.judged[position] = number(rating.judged_at)
        return before

    def pad(self, count: int) -> None:
        """As many more positions, without a job."""
        for column in (*self._times(), self.bpm, self.duration, self.took):
            column.extend([MISSING] * count)
        for codes in (self.stars, self.flags, self.server, self._api):
            codes.extend([0] * count)
        self.status.extend([GONE] * count)

    def extend_columns(self, page: Page) -> None:
        for column, values in zip(self._times(), page.times.values(), strict=True):
            column.extend(values)
        self.bpm.extend(page.bpm)
        self.duration.extend(page.duration)
        self.took.extend(map(took, page.times["started_at"], page.times["finished_at"]))
        self.status.extend(page.status)
        self.stars.extend(page.stars)
        self.flags.extend(page.flags)
        self.server.extend(page.server_marks)
        codes = {url: self._api_code(url) for url in dict.fromkeys(page.api_urls)}
        self._api.extend(map(codes.__getitem__, page.api_urls))

    def write(self, position: int, job: Job, before: Job | None = None) -> None:
        """What there is of the job in numbers, in the place of what there was before."""
        started, finished = number(job.started_at), number(job.finished_at)
        self.created[position] = job.created_at
        self.submitted[position] = number(job.submitted_at)
        self.started[position] = started
        self.finished[position] = finished
        self.judged[position] = number(job.judged_at)
        self.deleted[position] = number(job.deleted_at)
        song = job.song
        self.bpm[position] = MISSING if song is None else number(song.bpm)
        self.duration[position] = MISSING if song is None else number(song.duration)
        self.took[position] = took(started, finished)
        self.status[position] = CODES[job.status]
        self.stars[position] = job.stars
        self.flags[position] = flags_of(job)
        if before is None or before.server_id != job.server_id:
            self.server[position] = server_mark((job.server_id or "").encode(errors="replace"))
        if before is None or before.api_url != job.api_url:
            self._api[position] = self._api_code(job.api_url)

    def _times(self) -> tuple[array[float], ...]:
        return (
            self.created, self.submitted, self.started, self.finished, self.judged, self.deleted,
        )  # fmt: skip

    def _api_code(self, api_url: str) -> int:
        try:
            return self._api_urls.index(api_url)
        except ValueError:
            self._api_urls.append(api_url)
            return len(self._api_urls) - 1


def server_mark(server_id: bytes) -> int:
    """By which a job of that id is found among all: few others have the same."""
    return zlib.crc32(server_id)


def places_of(number: int, numbers: array[int]) -> Iterator[int]:
    """Where a column of integers holds it: a search of bytes, a tenth of a millisecond."""
    data, size = numbers.tobytes(), numbers.itemsize
    wanted = array(numbers.typecode, [number]).tobytes()
    at = data.find(wanted)
    while at >= 0:
        if at % size == 0:  # else it is between two of them
            yield at // size
        at = data.find(wanted, at + 1)


def flags_of(job: Job) -> int:
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


def same_words(job: Job, other: Job) -> bool:
    if job.song is not other.song:
        song, new = job.song or Song(), other.song or Song()
        if song.title != new.title or song.tags != new.tags:
            return False
    return job.prompt == other.prompt and job.note == other.note


def same_texts(job: Job, other: Job) -> bool:
    return (
        same_words(job, other)
        and job.server_id == other.server_id
        and job.status_word == other.status_word
        and job.error == other.error
        and job.audio_file == other.audio_file
        and job.cover_file == other.cover_file
        and job.parent_id == other.parent_id
        and job.batch_id == other.batch_id
        and job.saved_to == other.saved_to
    )


def is_unfinished(job: Job) -> bool:
    """Whether something may still come for it: an answer, or a file of its song."""
    song = job.song
    return job.status not in FINAL or (
        song is not None
        and bool((song.song_url and not job.audio_file) or (song.image_url and not job.cover_file))
    )


def number(value: float | None) -> float:
    return MISSING if value is None else value


def known(value: float) -> float | None:
    return None if value == MISSING else value


def took(started: float, finished: float) -> float:
    """Seconds, never negative."""
    return MISSING if MISSING in (started, finished) else max(0.0, finished - started)
