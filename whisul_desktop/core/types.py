"""The nouns of the app: jobs, songs, what the service answers, what a list is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from whisul_desktop.core.errors import WhisulError

MOST_NOTE = 10_000  # characters


class JobStatus(StrEnum):
    """Where a job stands. Values are what the database holds, never what is shown."""

    QUEUED = "queued"  # ours alone: nothing was created on the service
    SUBMITTING = "submitting"  # the request is on its way
    UNCONFIRMED = "unconfirmed"  # sent, the answer was lost: it may exist, may be paid for
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    REJECTED = "rejected"  # 400: nothing was created
    EXPIRED = "expired"  # the service no longer knows it

    @property
    def is_final(self) -> bool:
        """Nothing more will come from the service for it."""
        return self in FINAL


FINAL = frozenset({JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})


@dataclass(frozen=True, slots=True)
class Song:
    """`result` of a completed job; every field may be missing in an answer."""

    title: str = ""
    bpm: float | None = None
    duration: float | None = None  # seconds
    tags: tuple[str, ...] = ()
    song_url: str = ""  # as the service gave it: not yet checked
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """What `GET /jobs/{id}` said, read tolerantly (api/wire.py)."""

    status: str  # the service's own word
    prompt: str = ""
    song: Song | None = None  # only where status is "completed"
    error: str | None = None
    started_at: float | None = None  # POSIX seconds, UTC
    finished_at: float | None = None


class Rating(NamedTuple):
    """What the user thinks of a song, as far as it is no text."""

    stars: int = 0
    is_favourite: bool = False
    is_reject: bool = False
    judged_at: float | None = None  # POSIX seconds


@dataclass(frozen=True, slots=True)
class Job:
    """One prompt and all that became of it. Ours first: it exists before it is sent."""

    id: str  # our own uuid4, 32 hex digits; also the name of its files in media/
    prompt: str
    api_url: str  # the service it belongs to: it is asked nowhere else
    created_at: float  # POSIX seconds, UTC
    status: JobStatus = JobStatus.QUEUED
    server_id: str | None = None  # the service's job_id
    status_word: str = ""  # the service's word where it is not one that we know
    song: Song | None = None
    error: str | None = None  # the service's own words, verbatim
    submitted_at: float | None = None  # when the service accepted it, our clock
    started_at: float | None = None  # the service's clock
    finished_at: float | None = None
    audio_file: str | None = None  # file name inside media/, set once checked and complete
    cover_file: str | None = None
    parent_id: str | None = None  # the job it was made from: retry, more like this
    batch_id: str | None = None  # of the jobs that were asked for together
    is_held: bool = False  # queued, and not to be sent before the user says so
    # what the user thinks of it, known on this computer alone
    is_favourite: bool = False
    stars: int = 0  # 1–5; 0: not rated
    is_reject: bool = False
    note: str = ""
    judged_at: float | None = None  # when the user last changed one of these; newer wins
    deleted_at: float | None = None  # in "Recently deleted" since then
    saved_to: str = ""  # path of the last copy that was saved outside the library

    @property
    def title(self) -> str:
        """The song's title, or the prompt on one line until there is one."""
        return (self.song.title if self.song else "") or " ".join(self.prompt.split())

    @property
    def tags(self) -> tuple[str, ...]:
        return self.song.tags if self.song else ()

    @property
    def took(self) -> float | None:
        """Seconds from start to finish by the service's clock, never negative."""
        if self.started_at is None or self.finished_at is None:
            return None
        return max(0.0, self.finished_at - self.started_at)

    @property
    def made_at(self) -> float:
        """When the song was finished, or asked for where that is not known."""
        return self.finished_at if self.finished_at is not None else self.created_at

    @property
    def running_since(self) -> float:
        """When the wait began by our own clock, for the elapsed time that ticks."""
        return self.submitted_at if self.submitted_at is not None else self.created_at


class JobColumn(StrEnum):
    """The columns of the table, also the keys to sort by. Order here is the default order."""

    COVER = "cover"
    TITLE = "title"
    STATUS = "status"
    BPM = "bpm"
    DURATION = "duration"
    RATING = "rating"
    TAGS = "tags"
    CREATED = "created"
    TOOK = "took"


@dataclass(frozen=True, slots=True)
class JobQuery:
    """What the table shows. `text` is in the language of core/query.py."""

    text: str = ""
    statuses: frozenset[JobStatus] = frozenset()  # empty: all
    deleted: bool = False  # "Recently deleted" and nothing else
    sort: JobColumn = JobColumn.CREATED
    descending: bool = True


class ListForm(StrEnum):
    """A list of songs as a file; the value is its suffix."""

    M3U8 = "m3u8"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A download on its way."""

    job_id: str
    kind: str  # "audio" or "cover"
    done: int  # bytes
    total: int | None  # bytes, where the server said


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the service is asked next about a job, or about the first of all."""

    trouble: WhisulError | None  # what holds it up but its own time
    seconds: float | None  # from now; None while it is being asked, or waits for a key


@dataclass(frozen=True, slots=True)
class Recovered:
    """The library was damaged and made anew: where each of its jobs came from."""

    reason: str  # SQLite's words, for the log
    set_aside: str  # path of the damaged file, which stays
    salvaged: int  # read out of the damaged file
    from_backup: int  # known to a copy alone
    from_journal: int  # known, or known to be accepted, from the journal of accepted ids alone

    @property
    def jobs(self) -> int:
        """All that are in the library now."""
        return self.salvaged + self.from_backup + self.from_journal


@dataclass(frozen=True, slots=True)
class Access:
    """An address and its key, which travel together: a key never meets another origin."""

    api_url: str
    key: str = field(repr=False)
