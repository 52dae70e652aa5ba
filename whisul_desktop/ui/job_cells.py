"""What each cell of the jobs table says, as text."""

from __future__ import annotations

from PySide6.QtCore import Qt

from whisul_desktop.core.types import Job, JobColumn, JobStatus, Outlook, Transfer
from whisul_desktop.ui import wording
from whisul_desktop.ui.wording import translate

_RIGHT = (JobColumn.BPM, JobColumn.DURATION, JobColumn.TOOK)


def cell_text(job: Job, column: JobColumn, now: float, transfer: Transfer | None) -> str:
    """The cell on one line; for the cover its description. `now` in POSIX seconds."""
    text = ""
    match column:
        case JobColumn.COVER:
            there = job.cover_file is not None
            text = translate("wording", "Cover") if there else translate("wording", "No cover")
        case JobColumn.TITLE:
            text = wording.one_line(job.title) or _unnamed(job)
        case JobColumn.STATUS:
            text = _status_text(job, now, transfer)
        case JobColumn.BPM:
            text = wording.bpm_text(job.song.bpm) if job.song else ""
        case JobColumn.DURATION:
            text = wording.duration_text(job.song.duration) if job.song else ""
        case JobColumn.RATING:
            text = rating_text(job)
        case JobColumn.TAGS:
            text = wording.one_line(", ".join(job.tags))
        case JobColumn.CREATED:
            text = wording.when_text(job.created_at, now)
        case JobColumn.TOOK:
            text = wording.took_text(job.took)
    return text


def _unnamed(job: Job) -> str:
    """Added by its ID alone, before the service told what it is."""
    return translate("wording", "Job {id}").format(id=(job.server_id or job.id)[:8])


def rating_text(job: Job) -> str:
    """What the user thinks of a song, in words; "" where nothing was said yet."""
    parts: list[str] = []
    if job.is_favourite:
        parts.append(translate("wording", "Favourite"))
    if job.is_reject:
        parts.append(translate("wording", "Rejected"))
    if job.stars:
        stars = translate("wording", "Stars: {number}")
        parts.append(stars.format(number=wording.number_text(job.stars)))
    return ", ".join(parts)


def elapsed(job: Job, now: float) -> float:
    """Seconds that a running job has taken so far, never negative."""
    return max(0.0, now - job.running_since)


def song_facts(job: Job) -> list[str]:
    """Speed and length, as far as they are known."""
    song, facts = job.song, list[str]()
    if song is not None and song.bpm is not None:
        bpm = translate("wording", "{bpm} BPM")
        facts.append(bpm.format(bpm=wording.bpm_text(song.bpm)))
    if song is not None and song.duration is not None:
        facts.append(wording.duration_text(song.duration))
    return facts


def second_line(job: Job) -> str:
    """Under the title: why it failed, or the prompt where the title is another."""
    problem = wording.job_problem_text(job)
    if problem:
        return wording.one_line(problem)
    return wording.one_line(job.prompt) if job.song and job.song.title else ""


def cell_tooltip(job: Job, column: JobColumn, outlook: Outlook | None = None) -> str | None:
    """More than fits into the cell, as rich text with everything outside escaped.

    `outlook`: when a running job is asked about.
    """
    text = ""
    match column:
        case JobColumn.TITLE | JobColumn.COVER:
            text = job.prompt
            if column is JobColumn.TITLE and job.note:
                note = translate("wording", "Note: {text}").format(text=job.note)
                text = f"{note}\n\n{job.prompt}"
        case JobColumn.STATUS:
            text = wording.job_problem_text(job)
            if outlook is not None:
                text = wording.outlook_text(outlook)
        case JobColumn.TAGS:
            text = ", ".join(job.tags)
        case JobColumn.CREATED:
            text = wording.moment_text(job.created_at)
        case _:
            pass
    return wording.tooltip(text) or None


def is_right(column: JobColumn) -> bool:
    """Numbers stand at the end of their cell."""
    return column in _RIGHT


def alignment(column: JobColumn) -> Qt.AlignmentFlag:
    """Numbers stand right, all else left (mirrored where text runs from right to left)."""
    side = Qt.AlignmentFlag.AlignRight if is_right(column) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _status_text(job: Job, now: float, transfer: Transfer | None) -> str:
    word = wording.job_status_text(job)
    if transfer is not None:
        return f"{word}, {wording.transfer_text(transfer)}"
    if job.status is JobStatus.RUNNING:
        return f"{word}, {wording.duration_text(elapsed(job, now))}"
    problem = wording.one_line(wording.job_problem_text(job))
    return f"{word}: {problem}" if problem else word
