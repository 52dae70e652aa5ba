"""Pure rules over jobs: what an answer makes of a job, which jobs a query shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from whisul_desktop.core.query import matches as query_matches
from whisul_desktop.core.query import parse
from whisul_desktop.core.query_terms import fold
from whisul_desktop.core.types import Job, JobAnswer, JobColumn, JobQuery, JobStatus

_STATUS_ORDER = {status: number for number, status in enumerate(JobStatus)}
_WORDS = {
    "running": JobStatus.RUNNING,
    "completed": JobStatus.COMPLETED,
    "failed": JobStatus.FAILED,
}


def merge(job: Job, answer: JobAnswer, now: float) -> Job:
    """`job` with what the service said of it.

    A word that we don't know keeps the job running and is kept to be shown. What is
    already known is not lost to a poorer answer. `now` stands in for a finish time that
    the answer lacks (POSIX seconds, UTC).
    """
    status = _WORDS.get(answer.status, JobStatus.RUNNING)
    finished_at = answer.finished_at if answer.finished_at is not None else job.finished_at
    if status.is_final and finished_at is None:
        finished_at = now
    return replace(
        job,
        status=status,
        status_word="" if answer.status in _WORDS else answer.status,
        prompt=job.prompt or answer.prompt,
        song=answer.song if answer.song is not None else job.song,
        error=answer.error if status is JobStatus.FAILED else None,
        started_at=answer.started_at if answer.started_at is not None else job.started_at,
        finished_at=finished_at,
    )


def matches(job: Job, query: JobQuery, today: date) -> bool:
    """Whether the query shows this job; `today` is the local date of `made:today`."""
    if (job.deleted_at is not None) is not query.deleted:
        return False
    if query.statuses and job.status not in query.statuses:
        return False
    return query_matches(job, parse(query.text, today))


def sort_key(job: Job, column: JobColumn, *, descending: bool = False) -> tuple[Any, ...]:
    """A total order by real values, then by age, then by id; missing ones are always last.

    With `descending` the key is for a reversed sort.
    """
    value: Any
    match column:
        case JobColumn.TITLE | JobColumn.COVER:
            value = fold(job.song.title if job.song else "") or fold(job.prompt) or None
        case JobColumn.STATUS:
            value = _STATUS_ORDER[job.status]
        case JobColumn.BPM:
            value = job.song.bpm if job.song else None
        case JobColumn.DURATION:
            value = job.song.duration if job.song else None
        case JobColumn.TAGS:
            value = ", ".join(map(fold, job.tags)) or None
        case JobColumn.CREATED:
            value = job.created_at
        case JobColumn.TOOK:
            value = job.took
        case JobColumn.RATING:
            value = (job.stars, job.is_favourite)
    missing = value is None
    return (missing is not descending, 0 if missing else value, job.created_at, job.id)


def select(jobs: Iterable[Job], query: JobQuery, today: date) -> list[Job]:
    """The jobs that the query shows, in its order: the plain rule. What the window asks for
    takes the quick way of core/job_selection.py, which is tested to agree with this."""
    shown = [job for job in jobs if matches(job, query, today)]
    shown.sort(
        key=lambda job: sort_key(job, query.sort, descending=query.descending),
        reverse=query.descending,
    )
    return shown
