"""Pure writers of lists of songs: M3U8 for players, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from whisul_desktop.core.interchange import record_of
from whisul_desktop.core.types import Job

# What a spreadsheet takes for a formula: a title from outside could run one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_COLUMNS: dict[str, Callable[[Job], object]] = {
    "title": lambda job: job.title,
    "status": lambda job: job.status.value,
    "bpm": lambda job: job.song.bpm if job.song else None,
    "seconds": lambda job: job.song.duration if job.song else None,
    "tags": lambda job: ", ".join(job.tags),
    "prompt": lambda job: job.prompt,
    "created": lambda job: _moment(job.created_at),
    "finished": lambda job: _moment(job.finished_at),
    "favourite": lambda job: int(job.is_favourite),
    "stars": lambda job: job.stars or None,
    "rejected": lambda job: int(job.is_reject),
    "note": lambda job: job.note,
    "job_id": lambda job: job.server_id,
    "saved_to": lambda job: job.saved_to,
    "error": lambda job: job.error,
}


def m3u8(songs: Iterable[tuple[Job, Path]], folder: Path) -> bytes:
    """A playlist in `folder` of songs in these files, by relative paths where there are any."""
    lines = ["#EXTM3U"]
    for job, path in songs:
        seconds = job.song.duration if job.song and job.song.duration else None
        length = -1 if seconds is None else round(min(seconds, 1e9))
        lines += [f"#EXTINF:{length},{' '.join(job.title.split())}", _relative(path, folder)]
    return ("\n".join(lines) + "\n").encode(errors="replace")


def csv_table(jobs: Iterable[Job]) -> bytes:
    """RFC 4180, with a byte order mark, by which spreadsheets know that it is UTF-8.

    Times are UTC, as ISO 8601. No cell is a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(value(job)) for value in _COLUMNS.values()] for job in jobs)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def json_list(jobs: Iterable[Job]) -> bytes:
    """Every job in full, as in a library's own file."""
    songs = [record_of(job) for job in jobs]
    content = {"format": "whisul-songs", "version": 1, "songs": songs}
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode(errors="replace")


def _relative(path: Path, folder: Path) -> str:
    try:
        relative = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return str(path)
    return f"./{relative}" if relative.startswith("#") else relative


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def _moment(posix: float | None) -> str:
    try:
        return "" if posix is None else datetime.fromtimestamp(posix, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""  # out of what a calendar holds
