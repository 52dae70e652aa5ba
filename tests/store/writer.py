"""Saves jobs one by one and says which are on disk, as the app does; to be killed.

`saved <id>` once the library has it, `accepted <id>` once the service's id is safe. The
library is copied, packed and looked after all the while.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.store import packing, upkeep
from whisul_desktop.store.opening import LibraryFile


def say(what: str, job: Job) -> None:
    sys.stdout.write(f"{what} {job.id}\n")
    sys.stdout.flush()


def main(path: Path, first: int) -> None:
    upkeep.TICK, upkeep.COPY_NOT_BEFORE, upkeep.COPY_AFTER_COMMITS = 0.01, 0.0, 20
    packing.LEAST, packing._CHANGED_MOST, packing._CHANGED_SHARE = 1, 10, 1_000
    library = LibraryFile(path)
    library.start_upkeep(0.0)
    for number in range(first, first + 1_000):
        job = Job(id=f"{number:032x}", prompt="x" * 500, api_url="u", created_at=float(number))
        library.jobs.save([job]).result()
        say("saved", job)
        if number % 3 == 0:
            taken = replace(job, status=JobStatus.RUNNING, server_id=f"server {number}")
            noted = library.jobs.note_accepted(taken)
            library.jobs.save([taken])
            noted.result()
            say("accepted", taken)
            if number % 2:  # finished ones are packed
                library.jobs.save([replace(taken, status=JobStatus.COMPLETED)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
