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
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Rating, Song


def make(number: int, title: str = "") -> Job:
    song = Song(title or f"song {number % 7}", bpm=60.0 + number % 5, tags=("a", "b")[: number % 3])
    return Job(
        id=f"{number:032x}",
        prompt="p",
        api_url="https://whisul.com/api",
        created_at=float(number // 2),
        status=JobStatus.COMPLETED,
        song=song,
        server_id=f"server {number % 50}",
    )


def finish(steps: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value


def order(
    sorting: Sorting, index: JobIndex, column: JobColumn, *, deleted: bool = False
) -> list[str]:
    present, missing = finish(sorting.of(column, deleted=deleted))
    return [index.ids[position] for position in (*present, *missing)]


def fresh(jobs: list[Job], column: JobColumn) -> list[str]:
    index = JobIndex()
    index.add(jobs)
    return order(Sorting(index), index, column)


class Scene:
    """An index to which anything happens, and what should be in it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.index = index = JobIndex()
        self.sorting = sorting = Sorting(index)
        index.added.connect(sorting.touch)
        index.changed.connect(lambda changes: sorting.touch([each.position for each in changes]))
        index.removing.connect(sorting.touch)
        index.rated.connect(
            lambda before: sorting.touch([each.position for each in before], ratings_alone=True)
        )
        self.there: dict[str, Job] = {}
        self.under_way: list[Generator[Any, None, Any]] = []
        self.number = 0

    def some(self, count: int = 1) -> list[Job]:
        return [
            self.there[job_id]
            for job_id in self.chance.sample(list(self.there), min(len(self.there), count))
        ]

    def add(self) -> None:
        many = self.chance.choice([1, 8, 20])
        new = [make(1_000 * self.number + each) for each in range(many)]
        self.there |= {job.id: job for job in new}
        self.index.add(new)

    def change(self) -> None:
        for old in self.some():
            job = replace(make(self.number, self.chance.choice("xyz")), id=old.id)
            self.there[job.id] = job
            self.index.update([job])

    def delete(self) -> None:
        for job in self.some():
            self.there[job.id] = replace(job, deleted_at=None if job.deleted_at else 1.0)
            self.index.update([self.there[job.id]])

    def rate(self) -> None:
        rating = Rating(self.chance.choice([0, 3, 5]), self.chance.random() < 0.5)
        for job in self.some(3):
            self.there[job.id] = replace(job, **rating._asdict())
            self.index.rate({job.id: rating, "unknown": rating})

    def remove(self) -> None:
        for job in self.some():
            del self.there[job.id]
            self.index.remove([job.id])

    def pack(self) -> None:
        while self.index.settle(least=1):
            pass
        for _ in self.index.squeeze():
            pass

    def begin(self) -> None:
        column, deleted = self.chance.choice(list(JobColumn)), self.chance.random() < 0.3
        self.under_way.append(self.sorting.of(column, deleted=deleted))

    def go_on(self) -> None:
        if self.under_way:
            next(self.chance.choice(self.under_way), None)

    def end(self) -> None:
        if self.under_way:
            steps = self.under_way.pop(self.chance.randrange(len(self.under_way)))
            if self.chance.random() < 0.3:
                steps.close()  # another query
            else:
                finish(steps)

    def check(self) -> None:
        jobs = list(self.there.values())
        assert dict(self.index) == self.there
        for server_id in {job.server_id or "" for job in jobs}:
            known = {job.id for job in self.index.with_server_id(server_id)}
            assert known == {job.id for job in jobs if job.server_id == server_id}
        assert list(self.index.with_server_id("server")) == []
        shown = [job for job in jobs if job.deleted_at is None]
        gone = [replace(job, deleted_at=None) for job in jobs if job.deleted_at is not None]
        for column in JobColumn:
            assert order(self.sorting, self.index, column) == fresh(shown, column)
            assert order(self.sorting, self.index, column, deleted=True) == fresh(gone, column)


@pytest.mark.parametrize("seed", range(60))
def test_orders_that_are_made_while_jobs_come_change_and_go(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_sorting, "_STEP", 5)
    monkeypatch.setattr(job_sorting, "_REPAIRED", 12)
    monkeypatch.setattr(job_sorting, "FEW", 2)
    scene = Scene(random.Random(seed))
    for scene.number in range(120):
        scene.chance.choice(
            [
                scene.add, scene.change, scene.delete, scene.rate, scene.remove, scene.pack,
                scene.begin, scene.go_on, scene.end,
            ]
        )()  # fmt: skip
    for steps in scene.under_way:
        finish(steps)
    scene.check()
