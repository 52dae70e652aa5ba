"""What waits to be sent is decided on disk; relatives are found along indexes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.store import queue
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore

LIMIT = 20  # seconds
CLAIM = (JobStatus.QUEUED, JobStatus.SUBMITTING)


def job(number: int, **changes: object) -> Job:
    made = Job(id=f"{number:032x}", prompt="p", api_url="https://a/api", created_at=float(number))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [{"is_held": True}, {"deleted_at": 5.0}])
def test_what_is_held_or_deleted_is_nobody_s(store: JobStore, values: dict[str, object]) -> None:
    store.save([replace(job(1), **values)])  # type: ignore[arg-type]
    assert store.claim(job(1).id, *CLAIM).result(LIMIT) is False
    store.set_queued([job(1).id], is_held=False, deleted_at=None)
    assert store.claim(job(1).id, *CLAIM).result(LIMIT) is True


def test_a_deleted_job_whose_answer_was_lost_can_be_claimed(store: JobStore) -> None:
    store.save([job(1, status=JobStatus.UNCONFIRMED, deleted_at=5.0)])
    claim = store.claim(job(1).id, JobStatus.UNCONFIRMED, JobStatus.QUEUED)
    assert claim.result(LIMIT) is True


def test_only_what_is_queued_is_changed(store: JobStore) -> None:
    jobs = [job(number, status=status) for number, status in enumerate(JobStatus)]
    store.save(jobs)
    ids = [one.id for one in jobs]
    changed = store.set_queued([*ids, "nobody"], is_held=True, deleted_at=7.0).result(LIMIT)
    assert changed == [one.id for one in jobs if one.status is JobStatus.QUEUED]
    kept = {one.id: one for one in store.newest(99).result(LIMIT)}
    for one in jobs:
        queued = one.status is JobStatus.QUEUED
        expected = replace(one, is_held=True, deleted_at=7.0) if queued else one
        assert kept[one.id] == expected


def family(store: JobStore, one: Job, limit: int = 99) -> list[str]:
    return [found.prompt for found in store.family(one.id, limit).result(LIMIT)]


def test_family(store: JobStore) -> None:
    grandmother, mother = job(1, prompt="g"), job(2, prompt="m", parent_id=job(1).id)
    child, aunt = job(3, prompt="c", parent_id=job(2).id), job(4, prompt="a", parent_id=job(1).id)
    stranger = job(5, prompt="s", parent_id="somebody who was forgotten")
    store.save([grandmother, mother, child, aunt, stranger])
    for one in (grandmother, mother, child, aunt):
        assert family(store, one) == ["g", "m", "c", "a"]
    assert family(store, stranger) == ["s"]
    assert family(store, job(9)) == []
    assert len(family(store, child, limit=2)) == 2


def test_takes_of_one_prompt_in_a_batch_belong_together(store: JobStore) -> None:
    store.save([job(number, prompt="ab"[number % 2], batch_id="b") for number in range(4)])
    store.save([job(9, prompt="a", batch_id="another")])
    assert family(store, job(0)) == ["a", "a"]
    assert family(store, job(9)) == ["a"]


def test_a_circle_ends(store: JobStore) -> None:
    store.save([job(1, parent_id=job(2).id), job(2, parent_id=job(1).id)])
    assert len(family(store, job(1))) == 2


def test_relatives_are_found_along_indexes(database: Database, path: Path) -> None:
    plan = database.read(
        lambda connection: connection.execute(
            f"EXPLAIN QUERY PLAN {queue.FAMILY}", ("x", 9)
        ).fetchall()
    )
    steps = [row[3] for row in plan.result(LIMIT)]
    assert any("jobs_parent" in step for step in steps)
    assert any("jobs_batch" in step for step in steps)
    assert not any(
        step.startswith("SCAN") and "family" not in step and "CONSTANT" not in step
        for step in steps
    ), steps
