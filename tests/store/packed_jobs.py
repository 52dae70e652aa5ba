"""Finished jobs, packed or not, and what is read of them."""

from __future__ import annotations

import asyncio
import dataclasses
import threading

import pytest

from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.services.library import Library
from whisul_desktop.store import packed
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.packing import Packing

FINISHED = (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.EXPIRED)


def a_job(number: int, **values: object) -> Job:
    job = Job(
        id=f"{number:032x}",
        prompt=f"prompt {number}",
        api_url=f"https://whisul.com/{number % 2}",
        created_at=1_771_000_000.0 + number,
        status=FINISHED[number % 3],
        server_id=f"server-{number}",
        song=Song(f"Song {number}", 90.0 + number, 180.0, ("lofi", f"tag {number % 5}")),
        started_at=1_771_000_001.0 + number,
        finished_at=1_771_000_100.0 + number,
        audio_file=f"{number:032x}.mp3",
    )
    return dataclasses.replace(job, **values)  # type: ignore[arg-type]


def pack(database: Database) -> None:
    Packing(database, threading.Event()).write()


def loaded(database: Database) -> Library:
    """As at a start."""
    library = Library(JobStore(database), pytest.fail)
    library.load_newest()

    async def rest() -> None:
        await library.load_unfinished()
        await library.load_rest()

    asyncio.run(rest())
    return library


def on_disk(database: Database) -> dict[str, Job]:
    """What the tables say, one by one, without the links that are on disk alone."""
    return {job.id: job for job in JobStore(database).newest(10_000).result()}


def searched(job: Job) -> str:
    return f"{job.title}\n{job.prompt}\n{job.note}".casefold()


def assert_same(library: Library, database: Database) -> None:
    there = on_disk(database)
    assert dict(library.jobs) == there
    shown = [job.status for job in there.values() if job.deleted_at is None]
    assert {status: n for status, n in library.counts.items() if n} == {
        status: shown.count(status) for status in set(shown)
    }
    words = library.jobs.find(b"song ")
    found = {library.jobs.ids[position] for some in words for position in some}
    assert found == {job.id for job in there.values() if "song " in searched(job)}


def was_used(database: Database) -> bool:
    return database.read(lambda c: packed.read(c, database.path)).result() is not None
