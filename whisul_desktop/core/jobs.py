"""Pure rules over jobs: what an answer makes of a job, which jobs a query shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

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


def matches(job: Job, query: JobQuery) -> bool:
    """Whether the query shows this job."""
    if query.statuses and job.status not in query.statuses:
        return False
    return _has_words(job, query.text.casefold().split())


def _has_words(job: Job, words: list[str]) -> bool:
    if not words:
        return True
    haystack = "\n".join((job.title, job.prompt, *job.tags)).casefold()
    return all(word in haystack for word in words)


def sort_key(job: Job, column: JobColumn, *, descending: bool = False) -> tuple[Any, ...]:
    """A total order by real values, then by age, then by id; missing ones are always last.

    With `descending` the key is for a reversed sort.
    """
    value: Any
    match column:
        case JobColumn.TITLE | JobColumn.COVER:
            value = job.title.casefold()
        case JobColumn.STATUS:
            value = _STATUS_ORDER[job.status]
        case JobColumn.BPM:
            value = job.song.bpm if job.song else None
        case JobColumn.DURATION:
            value = job.song.duration if job.song else None
        case JobColumn.TAGS:
            value = ", ".join(job.tags).casefold() or None
        case JobColumn.CREATED:
            value = job.created_at
        case JobColumn.TOOK:
            value = job.took
    missing = value is None
    return (missing is not descending, 0 if missing else value, job.created_at, job.id)


def select(jobs: Iterable[Job], query: JobQuery) -> list[Job]:
    """The jobs that the query shows, in its order."""
    words = query.text.casefold().split()
    shown = [
        job
        for job in jobs
        if (not query.statuses or job.status in query.statuses) and _has_words(job, words)
    ]
    shown.sort(
        key=lambda job: sort_key(job, query.sort, descending=query.descending),
        reverse=query.descending,
    )
    return shown


def count_by_status(jobs: Iterable[Job], text: str = "") -> Counter[JobStatus]:
    """How many jobs of each status a search text leaves, for the chips."""
    words = text.casefold().split()
    return Counter(job.status for job in jobs if _has_words(job, words))
