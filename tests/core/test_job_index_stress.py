"""Orders that are made while the library changes: nothing is lost, whoever made them."""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest

from whisul_desktop.core import job_sorting
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_sorting import Sorting
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Song


def make(number: int, title: str = "") -> Job:
    song = Song(title or f"song {number % 7}", bpm=60.0 + number % 5, tags=("a", "b")[: number % 3])
    return Job(
        id=f"{number:032x}",
        prompt="p",
        api_url="https://whisul.com/api",
        created_at=float(number // 2),
        status=JobStatus.COMPLETED,
        song=song,
    )


def finish(steps: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value


def order(sorting: Sorting, index: JobIndex, column: JobColumn) -> list[str]:
    present, missing = finish(sorting.of(column))
    return [index.ids[position] for position in (*present, *missing)]


def fresh(jobs: list[Job], column: JobColumn) -> list[str]:
    index = JobIndex()
    index.add(jobs)
    return order(Sorting(index), index, column)


@pytest.mark.parametrize("seed", range(60))
def test_orders_that_are_made_while_jobs_come_change_and_go(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(job_sorting, "_STEP", 5)
    monkeypatch.setattr(job_sorting, "_REPAIRED", 12)
    index = JobIndex()
    sorting = Sorting(index)
    index.added.connect(sorting.touch)
    index.changed.connect(lambda changes: sorting.touch([each.position for each in changes]))
    index.removing.connect(sorting.touch)
    there: dict[str, Job] = {}
    under_way: list[Generator[Any, None, Any]] = []
    for number in range(120):
        match chance.choice(["add", "add many", "change", "remove", "begin", "go on", "end"]):
            case "add" | "add many" as how:
                many = 1 if how == "add" else chance.choice([8, 20])
                new = [make(1_000 * number + each) for each in range(many)]
                there |= {job.id: job for job in new}
                index.add(new)
            case "change" if there:
                job = replace(make(number, chance.choice("xyz")), id=chance.choice(list(there)))
                there[job.id] = job
                index.update([job])
            case "remove" if there:
                job = there.pop(chance.choice(list(there)))
                index.remove([job.id])
            case "begin":
                under_way.append(sorting.of(chance.choice(list(JobColumn))))
            case "go on" if under_way:
                next(chance.choice(under_way), None)
            case "end" if under_way:
                steps = under_way.pop(chance.randrange(len(under_way)))
                if chance.random() < 0.3:
                    steps.close()  # another query
                else:
                    finish(steps)
            case _:
                pass
    for steps in under_way:
        finish(steps)
    for column in JobColumn:
        assert order(sorting, index, column) == fresh(list(there.values()), column)
