"""Favourites, stars, rejects, notes and deleting: at once, in one transaction, with a way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sized
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.conftest import World
from tests.services.test_library import make_jobs
from whisul_desktop.core.errors import NewerLibrary
from whisul_desktop.core.types import Job
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.judging import MOST_NOTE, Deed, Judging

NOW = 1_771_342_774.0


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def offline(make_world: Callable[..., World]) -> World:
    """A world of which nothing was started: no network, no task."""
    world = make_world()
    world.library.add([replace(job, audio_file=f"{job.id}.mp3") for job in make_jobs(6)]).result()
    return world


@pytest.fixture
def judging(offline: World, tmp_path: Path, clock: Clock) -> Judging:
    return Judging(offline.library, MediaCache(tmp_path / "media"), clock)


def ids(world: World) -> list[str]:
    return sorted(world.library.jobs)


def on_disk(world: World) -> dict[str, Job]:
    return {job.id: job for job in world.library._store.newest(99).result()}


DEEDS: list[tuple[Callable[[Judging, list[str]], object], dict[str, object]]] = [
    (lambda judging, ids: judging.set_favourite(ids, True), {"is_favourite": True}),
    (lambda judging, ids: judging.set_stars(ids, 4), {"stars": 4}),
    (lambda judging, ids: judging.set_reject(ids, True), {"is_reject": True}),
    (lambda judging, ids: judging.set_note(ids, " the bridge 🎧 "), {"note": "the bridge 🎧"}),
    (lambda judging, ids: judging.delete(ids), {"deleted_at": NOW + 1}),
]


@pytest.mark.parametrize(("deed", "values"), DEEDS)
async def test_every_deed_is_one_transaction_that_can_be_taken_back(
    offline: World,
    judging: Judging,
    deed: Callable[[Judging, list[str]], object],
    values: dict[str, object],
) -> None:
    before = dict(offline.library.jobs)
    some = ids(offline)[:4]
    heard: list[Sized] = []
    for event in (offline.library.changed, offline.library.rated):
        event.connect(heard.append)  # type: ignore[attr-defined]
    await asyncio.wrap_future(offline.library._store.newest(1))  # what was before is written
    commits = offline.database.commits
    undo = deed(judging, [*some, "unknown"])
    judged_at = None if "deleted_at" in values else NOW + 1  # deleting is no judgement
    assert [len(jobs) for jobs in heard] == [4]
    for job_id, job in offline.library.jobs.items():
        expected = {**values, "judged_at": judged_at} if job_id in some else {}
        assert job == replace(before[job_id], **expected)  # type: ignore[arg-type]
    assert on_disk(offline) == offline.library.jobs
    assert offline.database.commits == commits + 1
    assert len(undo) == 4  # type: ignore[arg-type]
    judging.undo(undo)  # type: ignore[arg-type]
    assert offline.library.jobs == before
    assert on_disk(offline) == offline.library.jobs


def test_what_changes_nothing_is_no_deed(offline: World, judging: Judging) -> None:
    some = ids(offline)
    assert judging.set_stars(some, 3)
    assert not judging.set_stars(some, 3)
    assert not judging.set_note(some, "  \n ")
    assert not judging.restore(some)
    assert judging.delete(some[:1])
    first = offline.job(some[0]).deleted_at
    assert len(judging.delete(some)) == 5  # the first one keeps its day
    assert offline.job(some[0]).deleted_at == first
    assert not judging.set_favourite(["unknown"], True)


def test_a_favourite_is_no_reject(offline: World, judging: Judging) -> None:
    one = ids(offline)[:1]
    judging.set_favourite(one, True)
    undo = judging.set_reject(one, True)
    assert (offline.job(one[0]).is_favourite, offline.job(one[0]).is_reject) == (False, True)
    judging.undo(undo)
    assert (offline.job(one[0]).is_favourite, offline.job(one[0]).is_reject) == (True, False)
    judging.set_reject(one, True)
    judging.set_favourite(one, True)
    assert (offline.job(one[0]).is_favourite, offline.job(one[0]).is_reject) == (True, False)


def test_undo_leaves_what_was_changed_since(offline: World, judging: Judging) -> None:
    first, second = ids(offline)[:2]
    undo = judging.set_stars([first, second], 2)
    judging.set_stars([first], 5)
    judging.set_note([second], "mine")
    judging.undo(undo)
    assert offline.job(first).stars == 5
    assert (offline.job(second).stars, offline.job(second).note) == (0, "mine")


def test_what_is_taken_back_was_judged_when_it_was_before(offline: World, judging: Judging) -> None:
    one = ids(offline)[0]
    judging.set_stars([one], 2)
    first = offline.job(one).judged_at
    judging.undo(judging.set_stars([one], 5))
    assert (offline.job(one).stars, offline.job(one).judged_at) == (2, first)
    judging.undo(judging.delete([one]))
    judging.delete([one])
    judging.restore([one])
    assert offline.job(one).judged_at == first
    undo = judging.set_stars([one], 4)
    judging.set_note([one], "the bridge")
    later = offline.job(one).judged_at
    judging.undo(undo)  # the note is as new as it was
    assert (offline.job(one).stars, offline.job(one).judged_at) == (2, later)


def test_a_note_that_is_being_typed_is_one_deed(offline: World, judging: Judging) -> None:
    one = ids(offline)[:1]
    undo = judging.set_note(one, "the")
    undo = undo.and_then(judging.set_note(one, "the bridge"))
    judging.undo(undo)
    assert (undo.deed, offline.job(one[0]).note) == (Deed.NOTE, "")


@pytest.mark.parametrize("note", ["half \ud800 of", "a\0b", "x" * 1_000_000, "\n\n", "\u202eabc"])
def test_any_note_can_be_kept(offline: World, judging: Judging, note: str) -> None:
    one = ids(offline)[0]
    judging.set_note([one], note)
    kept = offline.job(one).note
    assert len(kept) <= MOST_NOTE
    assert on_disk(offline)[one].note == kept


def test_no_rating_beyond_five(offline: World, judging: Judging) -> None:
    for stars in (-1, 6):
        with pytest.raises(ValueError, match="no rating"):
            judging.set_stars(ids(offline), stars)


async def test_a_read_only_library_says_so(offline: World, tmp_path: Path, clock: Clock) -> None:
    judging = Judging(offline.library, MediaCache(tmp_path / "media"), clock, read_only=True)
    for deed, _ in DEEDS:
        with pytest.raises(NewerLibrary):
            deed(judging, ids(offline))
    with pytest.raises(NewerLibrary):
        await judging.forget_for_good(ids(offline))
    assert await judging.purge() == 0
    assert all(job.judged_at is None for job in offline.library.jobs.values())


def test_a_note_of_a_job_that_is_gone_is_nothing(offline: World, judging: Judging) -> None:
    undo = judging.set_stars(ids(offline)[:1], 2)
    offline.library.withdraw(ids(offline)[:1])
    judging.undo(undo)  # and nothing happens
    assert not judging.set_note(["gone"], "x")
