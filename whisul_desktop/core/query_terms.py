"""What a search can ask for, term by term, and what of a job each term looks at."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from whisul_desktop.core.types import Job, JobStatus

_LEAST_ID = 6  # characters from which a word may mean an ID: "dead" and "808" mean music
_ID_CHARACTERS = frozenset("0123456789abcdef-")


class NumberField(StrEnum):
    BPM = "bpm"
    LEN = "len"  # seconds
    STARS = "stars"


class Flag(StrEnum):
    FAVOURITE = "favourite"
    RATED = "rated"
    UNRATED = "unrated"
    REJECTED = "rejected"
    NOTED = "noted"


STATUS_WORDS: dict[str, frozenset[JobStatus]] = {  # each status under one word
    "ready": frozenset({JobStatus.COMPLETED}),
    "generating": frozenset({JobStatus.SUBMITTING, JobStatus.RUNNING}),
    "waiting": frozenset({JobStatus.QUEUED}),
    "failed": frozenset({JobStatus.FAILED}),
    "unconfirmed": frozenset({JobStatus.UNCONFIRMED}),
    "rejected": frozenset({JobStatus.REJECTED}),
    "expired": frozenset({JobStatus.EXPIRED}),
}


@dataclass(frozen=True, slots=True)
class Words:
    """`text`, folded, is somewhere in `search_text` or, where it looks like one, in an ID."""

    text: str
    negated: bool = False

    @property
    def may_be_id(self) -> bool:
        return len(self.text) >= _LEAST_ID and _ID_CHARACTERS.issuperset(self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that, folded, is `text` or, with `prefix`, begins with it."""

    text: str
    prefix: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """`number_of` lies between `low` and `high` (None: no bound); an open bound is left out."""

    field: NumberField
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    negated: bool = False

    def holds(self, value: float) -> bool:
        """Whether the bounds, without the negation, let `value` through."""
        return (
            self.low is None or (value > self.low if self.low_open else value >= self.low)
        ) and (self.high is None or (value < self.high if self.high_open else value <= self.high))


@dataclass(frozen=True, slots=True)
class Status:
    statuses: frozenset[JobStatus]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    flag: Flag
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """`created_at` lies in [start, end), POSIX seconds (None: no bound). `text` is how it was
    written: "today" or "2026-01..2026-02"."""

    start: float | None
    end: float | None
    text: str
    negated: bool = False


Term = Words | Tag | Number | Status | Is | Made


def fold(text: str) -> str:
    """For comparing: no case, each run of white space one space, so never a line break, and
    letters with their accents in one, however they were typed."""
    return composed(fold_case(text))


def fold_case(text: str) -> str:
    """`fold` for text that `composed` changes nothing of."""
    return " ".join(text.casefold().split())


def composed(text: str) -> str:
    """Unicode's NFC. Names of files from macOS, for one, come in pieces."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def search_text(job: Job) -> str:
    """Title, prompt, tags and note, each folded on a line of its own: a folded word that is
    found in it lies inside one of them."""
    title = job.song.title if job.song else ""
    return "\n".join(fold(part) for part in (title, job.prompt, *job.tags, job.note))


def id_text(job: Job) -> str:
    """Our own and the service's ID on a line each."""
    return f"{job.id}\n{(job.server_id or '').casefold()}"


def number_of(job: Job, field: NumberField) -> float | None:
    """The value as the table shows it: `bpm:92.5` and `len:2:47` find what says so there."""
    match field:
        case NumberField.BPM:
            bpm = job.song.bpm if job.song else None
            return None if bpm is None else round(bpm, 1)
        case NumberField.LEN:
            seconds = job.song.duration if job.song else None
            return None if seconds is None else float(int(max(0.0, min(seconds, 1e9))))
        case NumberField.STARS:
            return job.stars


def has_flag(job: Job, flag: Flag) -> bool:
    """Unrated are the songs that wait for a judgement: there, without stars, not rejected."""
    match flag:
        case Flag.FAVOURITE:
            return job.is_favourite
        case Flag.RATED:
            return job.stars > 0
        case Flag.UNRATED:
            return job.status is JobStatus.COMPLETED and job.stars == 0 and not job.is_reject
        case Flag.REJECTED:
            return job.is_reject
        case Flag.NOTED:
            return bool(job.note.strip())


def holds(job: Job, term: Term) -> bool:
    """Whether the term, its negation left aside, is true of the job. What has no BPM and no
    length yet is in no range of them."""
    match term:
        case Words(text):
            return text in search_text(job) or (term.may_be_id and text in id_text(job))
        case Tag(text, prefix):
            tags = (fold(tag) for tag in job.tags)
            return any(tag.startswith(text) if prefix else tag == text for tag in tags)
        case Number(field):
            value = number_of(job, field)
            return value is not None and term.holds(value)
        case Status(statuses):
            return job.status in statuses
        case Is(flag):
            return has_flag(job, flag)
        case Made(start, end):
            return (start is None or start <= job.created_at) and (
                end is None or job.created_at < end
            )
