"""What the library does on a disk that is full to the last byte, told as JSON (fault 37).

Runs on a file system of its own: `python -m tests.store.full_disk FOLDER [--without-reserve]`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.store.damage import all_jobs, save, some_jobs
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.store.opening import LibraryFile

LIMIT = 20
READY = 10


def fill(path: Path) -> None:
    """Take every byte that is left."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


def outcome(future: Future[Any]) -> str:
    error = future.exception(LIMIT)
    return "" if error is None else type(error).__name__


def main(folder: Path, *, reserve: bool) -> dict[str, Any]:
    path = folder / "library.sqlite3"
    told: list[bool] = []
    library = LibraryFile(path)
    library.disk_full.connect(told.append)
    jobs = {
        job.id: replace(job, status=JobStatus.SUBMITTING, server_id=None)
        for job in some_jobs(READY, 1).values()
    }
    save(library, jobs)
    for kept in (library._last_reserve, library._reserve):
        kept.restore()
    said: dict[str, Any] = {"reserve": (folder / "reserve").stat().st_size}
    if not reserve:
        (folder / "reserve").unlink()
        (folder / "accepted.reserve").unlink()
    fill(folder / "filler")
    said["free"] = os.statvfs(folder).f_bavail
    accepted = [
        replace(job, status=JobStatus.RUNNING, server_id=f"s{number}", submitted_at=1.0)
        for number, job in enumerate(jobs.values())
    ]
    said["noted"] = [outcome(library.jobs.note_accepted(job)) for job in accepted]
    said["saved"] = [outcome(library.jobs.save([job])) for job in accepted]
    said["new"] = outcome(library.jobs.save([new := job_of(500)]))
    said["told"] = list(told)
    # What only changes a job that is there needs no more room, for as long as one likes.
    changes = [replace(accepted[0], error=str(turn)) for turn in range(500)]
    said["changes"] = sum(not outcome(library.jobs.save([change])) for change in changes)
    # Until nothing fits any more, reserve or not.
    number, error = 1_000, ""
    while not error and number < 20_000:
        error = outcome(library.jobs.save([job_of(number)]))
        number += 1
    said["at last"] = error
    late = replace(new, status=JobStatus.RUNNING, server_id="late")
    said["late"] = [outcome(library.jobs.note_accepted(late)) for _ in range(10)]
    library.close()
    said["ids"] = ids_after_restart(path, accepted)
    said["late in the journal"] = "late" in (folder / "accepted.log").read_text()
    (folder / "filler").unlink()
    library._reserve.restore()
    said["told at last"] = list(told)
    said["reserve at last"] = (folder / "reserve").stat().st_size
    said["ids at last"] = ids_after_restart(path, accepted)
    return said


def job_of(number: int) -> Job:
    return Job(id=f"{number:032x}", prompt="x" * 3_000, api_url="u", created_at=float(number))


def ids_after_restart(path: Path, accepted: list[Job]) -> int:
    """How many of the accepted ids a new start knows; -1 where there is no start."""
    try:
        library = LibraryFile(path)
    except StoreError:
        return -1
    jobs = all_jobs(library)
    library.close()
    return sum(jobs[job.id].server_id == job.server_id for job in accepted)


if __name__ == "__main__":
    answer = main(Path(sys.argv[1]), reserve="--without-reserve" not in sys.argv)
    sys.stdout.write(json.dumps(answer))
