"""A prompt becomes a song on this computer, through every service, and survives a restart."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.conftest import World
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.faults import Drop, Hold
from whisul_desktop.media.tags import read_tags


async def test_a_prompt_becomes_a_kept_song_and_is_saved_with_tags(world: World, tmp_path: Path):
    [job_id] = await world.generation.submit("a trap song")
    await world.until_status(job_id, JobStatus.COMPLETED)
    await world.until(lambda: world.job(job_id).audio_file and world.job(job_id).cover_file)
    job = world.job(job_id)
    assert job.song is not None
    assert job.song.title
    assert (tmp_path / "media" / str(job.audio_file)).stat().st_size > 10_000
    path = await world.export.save(job_id, tmp_path)
    tags = read_tags(path)
    assert (tags.title, tags.prompt, tags.server_id) == (job.title, job.prompt, job.server_id)
    again = await world.export.save(job_id, tmp_path)
    assert again != path
    assert await world.export.is_taken(path)


async def test_the_row_is_committed_before_a_byte_is_sent(world: World, tmp_path: Path):
    hold = Hold()
    world.lookalike.script("POST /generate", hold)
    [job_id] = await world.generation.submit("rain on a tin roof")
    await world.until(lambda: hold.held)
    with contextlib.closing(sqlite3.connect(tmp_path / "library.sqlite3")) as other:
        row = other.execute("SELECT prompt, status FROM jobs WHERE id = ?", (job_id,)).fetchone()
    assert row == ("rain on a tin roof", "submitting")
    hold.release()
    await world.until_status(job_id, JobStatus.COMPLETED)


async def test_variations_go_out_in_order_one_request_each(world: World):
    ids = await world.generation.submit("three takes", 3)
    await world.until(lambda: all(world.job(i).status is JobStatus.COMPLETED for i in ids))
    assert len(world.lookalike.seen("POST /generate")) == 3
    assert len({world.job(job_id).server_id for job_id in ids}) == 3
    times = [world.job(job_id).submitted_at for job_id in ids]
    assert times == sorted(times)


def without_links(job: Job) -> Job:
    """Of what is finished and here they are on disk alone."""
    assert job.song is not None
    return replace(job, song=replace(job.song, song_url="", image_url=""))


async def test_a_restart_follows_what_was_running_and_asks_nothing_of_what_was_done(
    make_world: Callable[..., World],
):
    first = make_world()
    first.lookalike.plan(seconds=3600)
    await first.start()
    [running] = await first.generation.submit("a long one")
    [done] = await first.generation.submit("a short one")
    await first.until(lambda: first.job(done).audio_file and first.job(done).cover_file)
    await first.until_status(running, JobStatus.RUNNING)
    await first.stop()

    second = make_world()
    await second.start()
    assert without_links(second.job(done)) == without_links(first.job(done))
    second.lookalike.finish(str(first.job(running).server_id))
    polls = len(second.lookalike.requests)
    await second.until(lambda: second.job(running).audio_file)
    asked = {seen.path for seen in second.lookalike.requests[polls:]}
    assert not any(str(first.job(done).server_id) in path for path in asked)


async def test_what_was_being_sent_when_the_program_died_is_unconfirmed_and_not_sent_again(
    make_world: Callable[..., World],
):
    first = make_world()
    await first.start()
    hold = Hold()
    first.lookalike.script("POST /generate", hold)
    [job_id] = await first.generation.submit("cut off")
    await first.until(lambda: hold.held)
    await first.stop()
    hold.release()

    second = make_world()
    await second.start()
    await second.until_status(job_id, JobStatus.UNCONFIRMED)
    [after] = await second.generation.submit("another")
    await second.until_status(after, JobStatus.COMPLETED)
    sent = [seen.body for seen in second.lookalike.seen("POST /generate")]
    assert sum(b"cut off" in body for body in sent) == 1
    assert second.job(job_id).status is JobStatus.UNCONFIRMED
    await second.generation.send_again(job_id)
    await second.until_status(job_id, JobStatus.COMPLETED)


async def test_what_a_kill_left_half_sent_is_unconfirmed(make_world: Callable[..., World]):
    """Nothing had a moment to write down what had become of it."""
    world = make_world()
    [job_id] = await world.generation.submit("cut off")
    assert await world.library.claim(job_id, JobStatus.QUEUED, JobStatus.SUBMITTING)
    await world.stop()
    again = make_world()
    await again.start()
    await again.until_status(job_id, JobStatus.UNCONFIRMED)
    assert again.lookalike.seen("POST /generate") == []


async def test_an_adopted_id_is_followed(world: World):
    world.lookalike.script("POST /generate", Drop(processed=True))
    [job_id] = await world.generation.submit("answer lost")
    await world.until_status(job_id, JobStatus.UNCONFIRMED)
    [server_id] = world.lookalike.jobs
    await world.generation.adopt(job_id, server_id)
    job = await world.until_status(job_id, JobStatus.COMPLETED)
    assert job.server_id == server_id
    assert len(world.lookalike.seen("POST /generate")) == 1


async def test_a_failing_commit_takes_the_rows_out_again(world: World):
    shown: list[tuple[Job, ...]] = []
    world.library.added.connect(shown.append)
    world.database.close()
    with pytest.raises(StoreError):
        await world.generation.submit("nowhere to keep it")
    assert len(shown) == 1
    assert world.library.jobs == {}
    assert world.lookalike.seen("POST /generate") == []
