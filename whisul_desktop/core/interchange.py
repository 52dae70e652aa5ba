"""Pure rules for a library in a file: a job as a JSON object and back, two of one job as one."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, cast

from whisul_desktop.core.errors import WhisulError
from whisul_desktop.core.types import MOST_NOTE, Job, JobStatus, Song

FORMAT, VERSION = "whisul-library", 1
# How far a job has come; a merge never takes it back.
_ADVANCE = {
    JobStatus.QUEUED: 0,
    JobStatus.SUBMITTING: 0,
    JobStatus.UNCONFIRMED: 0,
    JobStatus.RUNNING: 1,
    JobStatus.EXPIRED: 2,
    JobStatus.REJECTED: 2,
    JobStatus.FAILED: 3,
    JobStatus.COMPLETED: 4,
}
_STATUSES = {status.value: status for status in JobStatus}
_ID = re.compile(r"[0-9a-f]{32}")
_NEEDED = ("id", "prompt", "api_url", "created_at", "status")
_HERE_ONLY = frozenset({"song", "saved_to"})  # the song has a place of its own, a path no meaning
_FILLED = ("prompt", "parent_id", "batch_id", "saved_to")
_MOMENTS = ("submitted_at", "started_at", "finished_at")
# Characters of any text: the service's answers, which bring most of them, are no longer.
_LONGEST = 256_000
_LARGEST = 1e300  # of any number


class FileTrouble(StrEnum):
    """Why a file can't be taken for a library."""

    NOT_OURS = "not_ours"  # no library of this app at all
    NEWER = "newer"  # of a later version of the format
    DAMAGED = "damaged"  # one once, but cut off or changed
    UNSAFE = "unsafe"  # made to do harm: names that lead elsewhere, sizes beyond reason


class BadLibraryFile(WhisulError):
    """A file that can't be imported. `detail` says where in it, for the curious."""

    def __init__(self, trouble: FileTrouble, detail: str = "") -> None:
        super().__init__(f"This file can't be imported ({trouble.value}). {detail}".strip())
        self.trouble = trouble
        self.detail = detail


def record_of(job: Job) -> dict[str, Any]:
    """The job as a JSON object: every field that is not as it is by default."""
    record = {
        field.name: value
        for field in fields(Job)
        if field.name not in _HERE_ONLY
        and ((value := getattr(job, field.name)) != field.default or field.name in _NEEDED)
    }
    if job.song is not None:
        record["song"] = {
            field.name: list(job.song.tags) if field.name == "tags" else value
            for field in fields(Song)
            if (value := getattr(job.song, field.name)) != field.default
        }
    return record


def job_of(record: object) -> Job:
    """The job that a JSON object describes; fields that are not known are passed over.

    Raises BadLibraryFile(DAMAGED) where one that is known is of another kind.
    """
    values = _object(record)
    job = _filled(Job(id="", prompt="", api_url="", created_at=0.0), values, _NEEDED)
    if not _ID.fullmatch(job.id):
        raise BadLibraryFile(FileTrouble.DAMAGED, "id")
    _check_length(len(job.note), MOST_NOTE)
    song = values.get("song")
    if song is not None:
        job = replace(job, song=_filled(Song(), _object(song), ()))
    if job.status is JobStatus.RUNNING and not job.server_id:
        job = replace(job, status=JobStatus.UNCONFIRMED)  # nobody can ask about it
    return replace(job, stars=max(0, min(5, job.stars)), server_id=job.server_id or None)


def arrived(other: Job, job_id: str) -> Job:
    """A job of the file that is new here, as `job_id`; its files come on ways of their own.

    What waits there to be sent is not sent from here: it may have been meanwhile, and be paid for.
    """
    unsent = other.status in {JobStatus.QUEUED, JobStatus.SUBMITTING}
    return replace(
        other,
        id=job_id,
        status=JobStatus.UNCONFIRMED if unsent else other.status,
        is_held=False,
        audio_file=None,
        cover_file=None,
    )


def is_same(known: Job, other: Job) -> bool:
    """Whether two jobs with one id of ours are one job; each could have been sent alone."""
    if known.api_url != other.api_url:
        return False
    return not known.server_id or not other.server_id or known.server_id == other.server_id


def id_for(api_url: str, server_id: str) -> str:
    """The id of ours for a job that only the service's id is known of: always the same one."""
    return hashlib.sha256(f"{api_url}\n{server_id}".encode(errors="replace")).hexdigest()[:32]


def merged(known: Job, other: Job) -> Job:
    """The known job with what only `other` tells. The newer judgement wins, the status never
    goes back, nothing that is known is lost; a second time changes nothing.

    Deleting is no judgement, and nobody knows when something was restored: what is not deleted
    here stays so, and what is comes back where the other side judged it since then.
    """
    further = _ADVANCE[other.status] > _ADVANCE[known.status]
    # what is being sent right now is the sender's to change
    further = further and known.status is not JobStatus.SUBMITTING
    best: dict[str, Any] = {name: getattr(known, name) or getattr(other, name) for name in _FILLED}
    for name in _MOMENTS:
        best[name] = _first(getattr(known, name), getattr(other, name))
    song = _song(known.song, other.song, prefer_other=further)
    if song is not None and known.song is not None:  # of a file that is here no link is needed
        if known.audio_file:
            song = replace(song, song_url=known.song.song_url)
        if known.cover_file:
            song = replace(song, image_url=known.song.image_url)
    best["song"] = song
    if further:
        best |= {"status": other.status, "status_word": other.status_word, "error": other.error}
        best["is_held"] = False
    if further or known.status not in {JobStatus.SUBMITTING, JobStatus.QUEUED}:
        best["server_id"] = known.server_id or other.server_id
    best |= _judgement(known, other)
    if known.deleted_at is not None:
        best["deleted_at"] = _deleted_at(known.deleted_at, other)
    learned = {name: value for name, value in best.items() if value != getattr(known, name)}
    return replace(known, **learned) if learned else known


def _judgement(known: Job, other: Job) -> dict[str, Any]:
    """Of the newer one, and of the older one what the newer says nothing about."""
    is_newer = _first(other.judged_at, -math.inf) > _first(known.judged_at, -math.inf)
    newer, older = (other, known) if is_newer else (known, other)
    # one question with three answers: a favourite is no reject
    verdict = newer if newer.is_favourite or newer.is_reject else older
    return {
        "is_favourite": verdict.is_favourite,
        "is_reject": verdict.is_reject,
        "stars": newer.stars or older.stars,
        "note": newer.note or older.note,
        "judged_at": newer.judged_at,
    }


def _deleted_at(deleted_at: float, other: Job) -> float | None:
    if other.deleted_at is not None:
        return max(deleted_at, other.deleted_at)
    return None if _first(other.judged_at, -math.inf) > deleted_at else deleted_at


def _song(known: Song | None, other: Song | None, *, prefer_other: bool) -> Song | None:
    if known is None or other is None or known == other:
        return known or other
    best, rest = (other, known) if prefer_other else (known, other)
    return Song(
        title=best.title or rest.title,
        bpm=_first(best.bpm, rest.bpm),
        duration=_first(best.duration, rest.duration),
        tags=best.tags or rest.tags,
        song_url=best.song_url or rest.song_url,
        image_url=best.image_url or rest.image_url,
    )


def _first(value: Any, other: Any) -> Any:
    return other if value is None else value


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadLibraryFile(FileTrouble.DAMAGED, "not an object")
    return cast("Mapping[str, Any]", value)


def _filled(empty: Any, values: Mapping[str, Any], needed: tuple[str, ...]) -> Any:
    """`empty` with the values of its fields' own kinds."""
    found: dict[str, Any] = {}
    for field in fields(empty):
        if field.name in _HERE_ONLY:
            continue
        if field.name not in values:
            if field.name in needed:
                raise BadLibraryFile(FileTrouble.DAMAGED, f"no {field.name}")
            continue
        found[field.name] = _value(field.name, str(field.type), values[field.name])
    return replace(empty, **found)


def _value(name: str, kind: str, value: Any) -> Any:
    if value is None and "None" in kind:
        return None
    read = _READERS[kind.removesuffix(" | None")](value)
    if read is None:
        raise BadLibraryFile(FileTrouble.DAMAGED, name)
    return read


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    _check_length(len(value))
    return value.encode(errors="replace").decode()  # no halves of characters


def _check_length(characters: int, most: int = _LONGEST) -> None:
    if characters > most:
        raise BadLibraryFile(FileTrouble.UNSAFE, "a text of that length")


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < _LARGEST else None  # nor what is no number


def _texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    values = cast("list[Any]", value)
    _check_length(sum(len(text) + 1 for text in values if isinstance(text, str)))
    texts = [_text(text) for text in values]
    return tuple(text for text in texts if text is not None) if None not in texts else None


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "int": _whole,
    "float": _number,
    "bool": lambda value: value if isinstance(value, bool) else None,
    "JobStatus": lambda value: _STATUSES.get(value) if isinstance(value, str) else None,
    "tuple[str, ...]": _texts,
}
