"""Libraries with something of everything in them, and what can happen to their files."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from whisul_desktop.core.types import Job, JobStatus, Recovered, Song
from whisul_desktop.store.opening import LibraryFile

API = "https://whisul.com/api"
PAGE = 4096
LIMIT = 20
STATUSES = list(JobStatus)


def some_job(number: int) -> Job:
    """The same for the same number; of every status, now and then with a very long prompt."""
    status = STATUSES[number % len(STATUSES)]
    prompt = f"song {number} “rain” 🎧\n" * (1 + number % 7)
    if number % 25 == 0:
        prompt *= 400  # over several pages
    job = Job(id=f"{number:032x}", prompt=prompt, api_url=API, created_at=1.7e9 + number)
    if status not in {JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.UNCONFIRMED}:
        job = replace(job, server_id=f"server-{number}", submitted_at=job.created_at + 0.5)
    if status is JobStatus.COMPLETED:
        song = Song(f"Title {number}", 99.5, 167.0, ("trap", "dark"), "https://a/b", "https://c")
        job = replace(job, song=song, audio_file=f"{number}.mp3", finished_at=2e9)
    return replace(job, status=status)


def some_jobs(count: int, first: int = 0) -> dict[str, Job]:
    return {job.id: job for job in map(some_job, range(first, first + count))}


def all_jobs(library: LibraryFile) -> dict[str, Job]:
    return {job.id: job for job in library.jobs.newest(1_000_000).result(LIMIT)}


def save(library: LibraryFile, jobs: dict[str, Job]) -> None:
    library.jobs.save(list(jobs.values())).result(LIMIT)


def as_killed(source: Path, target: Path) -> Path:
    """The library in `source` as a `kill -9` would leave it, with its log, in `target`."""
    shutil.copytree(source.parent, target, ignore=shutil.ignore_patterns("*-shm"))
    return target / source.name


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def cut(path: Path, left: int) -> None:
    with path.open("r+b") as file:
        file.truncate(left)


def leaves(path: Path) -> list[int]:
    """Where the pages are that hold rows of tables."""
    content = path.read_bytes()
    return [at for at in range(PAGE, len(content), PAGE) if content[at] == 0x0D]


def _middle(path: Path) -> int:
    found = leaves(path)
    return found[len(found) // 2]


def _pages(path: Path, content: bytes) -> None:
    """Every fifth page from the third on."""
    for at in range(2 * PAGE, path.stat().st_size - PAGE, 5 * PAGE):
        overwrite(path, at, content)


JUNK = random.Random(1).randbytes(PAGE)
DAMAGES: dict[str, Callable[[Path], object]] = {
    "header": lambda path: overwrite(path, 0, JUNK[:100]),
    "first page": lambda path: overwrite(path, 0, JUNK),
    "root of the jobs": lambda path: overwrite(path, PAGE, JUNK),
    "page in the middle": lambda path: overwrite(path, _middle(path), JUNK),
    "half a page": lambda path: overwrite(path, _middle(path) + PAGE // 2, JUNK[: PAGE // 2]),
    "empty page": lambda path: overwrite(path, _middle(path), bytes(PAGE)),
    "many pages": lambda path: _pages(path, JUNK),
    "many empty pages": lambda path: _pages(path, bytes(PAGE)),
    "tail cut": lambda path: cut(path, _middle(path)),
    "tail cut within a page": lambda path: cut(path, path.stat().st_size - PAGE - 1000),
    "one page left": lambda path: cut(path, PAGE),
    "empty": lambda path: cut(path, 0),
    "gone": Path.unlink,
    "format": lambda path: overwrite(path, 60, b"\xff\xff\xff\xff"),
    "format of nothing": lambda path: overwrite(path, 60, bytes(4)),
    "page size": lambda path: overwrite(path, 16, b"\x03\x01"),
    "schema": lambda path: overwrite(path, schema_at(path), b"?" * 300),
    "text": lambda path: path.write_bytes(b"this is not a database at all\n" * 500),
    "a picture": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + JUNK * 3),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
}


def schema_at(path: Path) -> int:
    """Where the definition of the table of the jobs stands, which steps have lengthened."""
    return path.read_bytes()[:PAGE].index(b"CREATE TABLE jobs")


BACKED_UP, LATER = 200, 60  # jobs of a library that was lived in: with its copy, and since
ALL = some_jobs(BACKED_UP + LATER)
UNSENT = {JobStatus.QUEUED, JobStatus.SUBMITTING}


def check(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def only(library: LibraryFile) -> Recovered:
    [recovered] = library.recoveries
    return recovered


def in_doubt(job: Job) -> Job:
    """As it comes back out of a copy: what was unsent then may have been sent since."""
    return replace(job, status=JobStatus.UNCONFIRMED) if job.status in UNSENT else job
