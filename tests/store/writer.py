"""Saves jobs one by one and prints each id once it is said to be on disk; to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from whisul_desktop.core.types import Job
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore


def main(path: Path, first: int) -> None:
    store = JobStore(Database(path))
    for number in range(first, first + 1_000):
        job = Job(id=f"{number:032x}", prompt="x" * 500, api_url="u", created_at=float(number))
        store.save([job]).result()
        sys.stdout.write(f"{job.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
