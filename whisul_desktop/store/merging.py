"""Pure rules: one row of a job out of what several sources tell of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.journal import Accepted
from whisul_desktop.store.pages import Value

JobRow: TypeAlias = dict[str, Any]  # column → value; later versions' columns too

_STATUS = re.compile(r"[a-z_]{2,30}")
_FIRST_COLUMNS = 20  # of the first version of the table: no row has fewer
_NEEDED = ("id", "prompt", "api_url", "created_at", "status")
_ADVANCE = {
    JobStatus.QUEUED: 0,
    JobStatus.SUBMITTING: 1,
    JobStatus.UNCONFIRMED: 2,
    JobStatus.RUNNING: 3,
    JobStatus.EXPIRED: 4,
    JobStatus.REJECTED: 4,
    JobStatus.FAILED: 5,
    JobStatus.COMPLETED: 6,
}
_OF_THE_STATUS = frozenset({"status", "status_word", "error"})
_UNSENT = frozenset({JobStatus.QUEUED, JobStatus.SUBMITTING})


def as_job(values: Sequence[Value], columns: Mapping[str, str]) -> JobRow | None:
    """The values of a salvaged row where they fit the table of the jobs; `columns` has the
    table's columns in order, with their types."""
    if not _FIRST_COLUMNS <= len(values) <= len(columns):
        return None
    row = dict(zip(columns, values, strict=False))
    for name, value in row.items():
        fits = str if columns[name] == "TEXT" else (int, float)
        if value is not None and columns[name] in {"TEXT", "REAL"} and not isinstance(value, fits):
            return None
    if not row["id"] or any(row[name] is None for name in _NEEDED):
        return None
    return row if _STATUS.fullmatch(str(row["status"])) else None


def as_forgotten(values: Sequence[Value]) -> dict[str, float] | None:
    """The values of a salvaged row where it tells of a job that was forgotten: when, by id."""
    match values:
        case [str(job_id), str() | None, int(at) | float(at)] if job_id:
            return {job_id: float(at)}
        case _:
            return None


def merge(older: JobRow, newer: JobRow) -> JobRow:
    """The more advanced of the two, the newer on a tie, with what only the other knows."""
    best, other = (newer, older) if advance(newer) >= advance(older) else (older, newer)
    known = {
        name: value
        for name, value in other.items()
        if value is not None and best.get(name) is None and name not in _OF_THE_STATUS
    }
    return {**best, **known}


def accept(row: JobRow | None, accepted: Accepted) -> JobRow:
    """The job as it is once the journal's line counts. `row` is what the others know of it."""
    if row is None:
        row = {
            "id": accepted.id,
            "prompt": accepted.prompt.encode(errors="replace").decode(),  # SQLite wants UTF-8
            "api_url": accepted.api_url,
            "created_at": accepted.created_at,
            "parent_id": accepted.parent_id,
            "status": JobStatus.UNCONFIRMED.value,
        }
    if row.get("server_id"):
        return row
    taken = {
        "server_id": accepted.server_id,
        "submitted_at": accepted.accepted_at,
        "error": None,
        "status": JobStatus.RUNNING.value,
    }
    return {**row, **taken} if advance(row) < _ADVANCE[JobStatus.RUNNING] else row


def doubt(row: JobRow) -> JobRow:
    """A row that may be old: what it calls unsent may have been sent since, and paid for."""
    if row["status"] in _UNSENT:
        return {**row, "status": JobStatus.UNCONFIRMED.value}
    return row


def single(row: JobRow) -> JobRow:
    """A job whose id at the service belongs to another one: nothing follows it any more."""
    running = advance(row) == _ADVANCE[JobStatus.RUNNING]
    status = JobStatus.UNCONFIRMED.value if running else row["status"]
    return {**row, "server_id": None, "status": status}


def advance(row: JobRow) -> int:
    """How far a job has come, to be compared."""
    return _ADVANCE.get(row["status"], _ADVANCE[JobStatus.RUNNING])
