"""One job as one row of the table and back, read tolerantly."""

from __future__ import annotations

import json
import math
from typing import Any, TypeAlias

from whisul_desktop.core.packing import read_tags
from whisul_desktop.core.types import Job, JobStatus, Song

Row: TypeAlias = tuple[Any, ...]

COLUMNS = (
    "id",
    "prompt",
    "api_url",
    "created_at",
    "status",
    "server_id",
    "status_word",
    "title",
    "bpm",
    "duration",
    "tags",
    "song_url",
    "image_url",
    "error",
    "submitted_at",
    "started_at",
    "finished_at",
    "audio_file",
    "cover_file",
    "parent_id",
    "batch_id",
    "is_held",
    "is_favourite",
    "stars",
    "is_reject",
    "note",
    "judged_at",
    "deleted_at",
    "saved_to",
)
_STATUSES = {status.value: status for status in JobStatus}


def lenient_text(value: bytes) -> str:
    return value.decode(errors="replace")


def row_of(job: Job) -> Row:
    """The values of `COLUMNS`."""
    song = job.song
    of_song: Row = (None,) * 6
    if song is not None:
        tags = json.dumps(song.tags)  # ASCII: any text fits
        of_song = (song.title, song.bpm, song.duration, tags, song.song_url, song.image_url)
    return (
        job.id,
        job.prompt,
        job.api_url,
        job.created_at,
        job.status.value,
        job.server_id,
        job.status_word,
        *of_song,
        job.error,
        job.submitted_at,
        job.started_at,
        job.finished_at,
        job.audio_file,
        job.cover_file,
        job.parent_id,
        job.batch_id,
        int(job.is_held),
        int(job.is_favourite),
        job.stars,
        int(job.is_reject),
        job.note,
        job.judged_at,
        job.deleted_at,
        job.saved_to,
    )


def job_of(row: Row) -> Job:
    """A job of whatever the row holds: columns of SQLite may hold any type."""
    word = text_of(row[4])
    status = _STATUSES.get(word)
    status_word = text_of(row[6])
    if status is None:
        # A newer version's word. Never "queued": that would be sent, and paid for.
        status = JobStatus.RUNNING if row[5] else JobStatus.UNCONFIRMED
        status_word = word
    song = None
    if row[7] is not None:
        song = Song(
            title=text_of(row[7]),
            bpm=_number(row[8]),
            duration=_number(row[9]),
            tags=read_tags(row[10]) if isinstance(row[10], str) else (),
            song_url=text_of(row[11]),
            image_url=text_of(row[12]),
        )
    return Job(
        id=text_of(row[0]),
        prompt=text_of(row[1]),
        api_url=text_of(row[2]),
        created_at=_number(row[3]) or 0.0,
        status=status,
        server_id=_optional(row[5]),
        status_word=status_word,
        song=song,
        error=_optional(row[13]),
        submitted_at=_number(row[14]),
        started_at=_number(row[15]),
        finished_at=_number(row[16]),
        audio_file=_optional(row[17]),
        cover_file=_optional(row[18]),
        parent_id=_optional(row[19]),
        batch_id=_optional(row[20]),
        is_held=bool(row[21]),
        is_favourite=bool(row[22]),
        stars=_stars(row[23]),
        is_reject=bool(row[24]),
        note=text_of(row[25]),
        judged_at=_number(row[26]),
        deleted_at=_number(row[27]),
        saved_to=text_of(row[28]),
    )


def text_of(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return lenient_text(value)
    return "" if value is None else str(value)


def _optional(value: object) -> str | None:
    return None if value is None else text_of(value)


def _number(value: object) -> float | None:
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    return None


def _stars(value: object) -> int:
    number = _number(value)
    return 0 if number is None else max(0, min(5, int(number)))
