"""Recently deleted: thirty days, for good only what was meant, and no file but our own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.conftest import World
from tests.services.test_judging import NOW, Clock, clock, ids, judging, offline, on_disk
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import JobStatus
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.judging import KEEP_DAYS, Judging
from whisul_desktop.store import forgetting

__all__ = ["clock", "judging", "offline"]
DAY = 86_400.0


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fill(folder: Path, *job_ids: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for job_id in job_ids:
        for suffix in ("mp3", "jpg", "audio.part", "audio.part.etag", "peaks"):
            (folder / f"{job_id}.{suffix}").write_bytes(b"x")


async def test_forgotten_for_good_takes_our_files_and_no_other(
    offline: World, judging: Judging, tmp_path: Path
) -> None:
    media, music = tmp_path / "media", tmp_path / "music"
    first, second, third = ids(offline)[:3]
    fill(media, first, second, third)
    fill(music, first)
    saved = music / "Midnight Grid.mp3"
    saved.write_bytes(b"mine")
    (media / "Midnight Grid.mp3").write_bytes(b"saved into our own folder")
    offline.library.update(
        first, lambda job: replace(job, audio_file="Midnight Grid.mp3", saved_to=str(saved))
    )
    offline.library.update(second, lambda job: replace(job, cover_file="../music/a.jpg"))
    removed: list[tuple[str, ...]] = []
    offline.library.removed.connect(removed.append)
    assert await judging.forget_for_good([first, second, "unknown"]) == []
    assert removed == [(first, second)]
    assert set(ids(offline)) == set(on_disk(offline))
    assert not {first, second} & set(ids(offline))
    assert {name for name in files(media) if third not in name} == {"Midnight Grid.mp3"}
    assert len(files(media)) == 6
    assert len(files(music)) == 6
    assert saved.read_bytes() == b"mine"


async def test_a_file_that_can_not_be_removed_is_told(
    offline: World,
    judging: Judging,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = ids(offline)[0]
    fill(tmp_path / "media", one)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Path, "unlink", refuse)
    with caplog.at_level(logging.WARNING):
        await judging.forget_for_good([one])
    assert "stays" in caplog.text
    assert one not in offline.library.jobs


async def test_where_the_disk_refuses_nothing_is_forgotten(
    offline: World, judging: Judging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "media", *ids(offline))
    before = dict(offline.library.jobs)
    counts = offline.library.counts.copy()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(forgetting, "forget", full)
    with pytest.raises(StoreError):
        await judging.forget_for_good(before)
    assert offline.library.jobs == before
    assert offline.library.counts == counts
    assert len(files(tmp_path / "media")) == 5 * len(before)


async def test_what_is_being_sent_is_not_forgotten(offline: World, judging: Judging) -> None:
    sending, queued, claimed, other = ids(offline)[:4]
    for job_id, status in (
        (sending, JobStatus.SUBMITTING),
        (queued, JobStatus.QUEUED),
        (claimed, JobStatus.QUEUED),
    ):
        await asyncio.wrap_future(
            offline.library.update(
                job_id,
                lambda job, status=status: replace(job, status=status, server_id=None),
            )
        )
    # the outbox was quicker, and memory has not heard of it yet
    assert await asyncio.wrap_future(
        offline.library._store.claim(claimed, JobStatus.QUEUED, JobStatus.SUBMITTING)
    )
    assert await judging.forget_for_good([sending, queued, claimed, other]) == [sending, claimed]
    assert {sending, claimed} <= set(ids(offline))
    assert not {queued, other} & set(ids(offline))


async def test_after_thirty_days_it_goes_by_itself(
    offline: World, judging: Judging, tmp_path: Path, clock: Clock
) -> None:
    fill(tmp_path / "media", *ids(offline))
    first, second, third = ids(offline)[:3]
    judging.delete([first])
    clock.now += DAY
    judging.delete([second])
    clock.now += (KEEP_DAYS - 1) * DAY
    assert await judging.purge() == 1
    assert first not in offline.library.jobs
    assert {second, third} <= set(ids(offline))
    assert await judging.purge() == 0
    judging.restore([second])
    clock.now += 99 * DAY
    assert await judging.purge() == 0
    assert not [name for name in files(tmp_path / "media") if name.startswith(first)]


async def test_a_deleted_job_is_followed_and_kept(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    world.lookalike.seconds = (0.2, 0.2)
    await world.start()
    judging = Judging(world.library, MediaCache(tmp_path / "media"), lambda: NOW)
    [job_id] = await world.generation.submit("a song that is paid for")
    await world.until_status(job_id, JobStatus.RUNNING)
    judging.delete([job_id])
    await world.until_status(job_id, JobStatus.COMPLETED)
    await world.until(lambda: world.job(job_id).audio_file and world.job(job_id).cover_file)
    assert world.job(job_id).deleted_at == NOW


async def test_forgetting_what_is_under_way_leaves_nothing_behind(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    await world.start()
    judging = Judging(world.library, MediaCache(tmp_path / "media"), lambda: NOW)
    done: list[str] = []
    world.assets.ended.connect(done.append)
    forgotten: list[str] = []

    def forget(transfer: object) -> None:
        if not forgotten:
            forgotten.append(transfer.job_id)  # type: ignore[attr-defined]
            world.tasks.start(judging.forget_for_good(list(forgotten)), "forget")

    world.assets.progress.connect(forget)
    [job_id] = await world.generation.submit("forgotten in the middle")
    await world.until(lambda: done)
    await world.until(lambda: not files(tmp_path / "media"))
    assert forgotten == [job_id]
    assert job_id not in world.library.jobs
    assert job_id not in on_disk(world)


async def test_a_deleted_prompt_is_not_sent_until_it_is_restored(
    make_world: Callable[..., World], tmp_path: Path
) -> None:
    world = make_world()
    judging = Judging(world.library, MediaCache(tmp_path / "media"), lambda: NOW)
    [deleted, other] = await world.generation.submit("kept back", 2)
    undo = judging.delete([deleted])
    await world.start()
    await world.until_status(other, JobStatus.COMPLETED)
    assert world.job(deleted).status is JobStatus.QUEUED
    judging.undo(undo)
    await world.until_status(deleted, JobStatus.COMPLETED)
