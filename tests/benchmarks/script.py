"""What should be seen in a window of many jobs, by the plain rules: library.py writes it,
scenarios.py looks whether it is so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import Any

from tests.benchmarks import words
from whisul_desktop.core.jobs import sort_key
from whisul_desktop.core.types import Job, JobColumn

TOP = 8  # rows that have to be right: they are on the screen whatever its size


@dataclass(frozen=True)
class Script:
    """What the library shows: ids of the first rows, and how many rows there are."""

    rows: int
    hits: dict[str, int]  # by search text
    tops: dict[str, list[str]]
    sorted: dict[str, dict[str, list[str]]]  # by column, "rising" and "falling"
    profiles: bool

    @classmethod
    def read(cls, path: Path) -> Script:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(**values)


def write(path: Path, jobs: Sequence[Job], *, profiles: bool) -> None:
    """The script for a library of these jobs."""
    newest = sorted(jobs, key=lambda job: job.created_at, reverse=True)
    with_some, ids = [job.id for job in newest if words.SOME in job.prompt], _ids(newest[:TOP])
    script = {
        "rows": len(jobs),
        "hits": {words.NONE: 0, words.SOME: len(with_some), words.ALL: len(jobs)},
        "tops": {"": ids, words.NONE: [], words.SOME: with_some[:TOP], words.ALL: ids},
        "sorted": {column: _sorted(jobs, column) for column in JobColumn},
        "profiles": profiles,
    }
    path.write_text(json.dumps(script), encoding="utf-8")


def _sorted(jobs: Sequence[Job], column: JobColumn) -> dict[str, list[str]]:
    return {
        "rising": _ids(nsmallest(TOP, jobs, key=lambda job: sort_key(job, column))),
        "falling": _ids(nlargest(TOP, jobs, key=lambda j: sort_key(j, column, descending=True))),
    }


def _ids(jobs: Sequence[Job]) -> list[str]:
    return [job.id for job in jobs]
