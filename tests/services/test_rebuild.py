"""Songs that were saved become a library again."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.fakes.media import JPEG, mp3
from tests.services.conftest import World
from tests.services.places import NOW, URL, MakePlace, job, make_place, quiet
from whisul_desktop.core.types import JobStatus
from whisul_desktop.media.tags import TrackTags, write_tags

__all__ = ["make_place"]


async def test_saved_songs_become_a_library_again(
    make_world: Callable[..., World], make_place: MakePlace, tmp_path: Path
):
    world = make_world()
    saved_to = tmp_path / "Music" / "deep"
    saved_to.mkdir(parents=True)
    media = tmp_path / "media"
    media.mkdir(exist_ok=True)
    songs = [job(number, prompt="a trap song\nwith rain") for number in (1, 2)]
    await asyncio.wrap_future(
        world.library.add(
            [replace(one, audio_file=f"{one.id}.mp3", cover_file=f"{one.id}.jpg") for one in songs]
        )
    )
    for one in songs:
        (media / f"{one.id}.mp3").write_bytes(mp3())
        (media / f"{one.id}.jpg").write_bytes(JPEG)
        await world.export.save(one.id, saved_to)
    (saved_to / "else.mp3").write_bytes(mp3())
    (saved_to / "ill.MP3").write_bytes(b"ID3\x03\0\0\xff\xff\xff\xff" + bytes(100))
    (saved_to / "again.mp3").write_bytes((saved_to / "Título 1.mp3").read_bytes())

    place = await make_place("place")
    steps: list[tuple[int, int]] = []
    brought = await place.transfer.rebuild(
        tmp_path / "Music", URL, on_progress=lambda done, total: steps.append((done, total))
    )
    assert steps[-1] == (5, 5)
    assert (brought.added, brought.unchanged, brought.passed_over, brought.files) == (2, 1, 2, 4)
    rebuilt = {job.server_id: job for job in place.jobs().values()}
    for one in songs:
        found = rebuilt[one.server_id]
        assert found.song is not None
        assert one.song is not None
        assert found.status is JobStatus.COMPLETED
        assert (found.title, found.tags, found.prompt) == (one.title, one.tags, one.prompt)
        assert (found.song.bpm, found.song.duration) == (121, 167.0)
        assert time.localtime(found.created_at)[:3] == time.localtime(NOW)[:3]
        assert place.cache.path(found.cover_file or "").read_bytes() == JPEG
        assert place.cache.path(found.audio_file or "").stat().st_size > len(mp3())
        assert Path(found.saved_to).parent == saved_to
    jobs, files = place.jobs(), sorted(place.cache.folder.iterdir())
    again = await place.transfer.rebuild(tmp_path / "Music", URL, on_progress=quiet)
    assert (again.added, again.completed, again.files, again.unchanged) == (0, 0, 0, 3)
    assert place.jobs() == jobs
    assert sorted(place.cache.folder.iterdir()) == files


async def test_rebuilding_adds_to_what_is_known(make_place: MakePlace, tmp_path: Path):
    place = await make_place("place")
    known = job(1, status=JobStatus.EXPIRED, song=None, stars=3, judged_at=1.0, prompt="mine")
    await place.add(known)
    music = tmp_path / "Music"
    music.mkdir()
    (music / "a.mp3").write_bytes(mp3())
    write_tags(music / "a.mp3", TrackTags("A", 99, prompt="other", server_id=str(known.server_id)))
    brought = await place.transfer.rebuild(music, URL, on_progress=quiet)
    assert (brought.added, brought.completed, brought.files) == (0, 1, 1)
    [found] = place.jobs().values()
    assert (found.status, found.title, found.stars, found.prompt) == (
        JobStatus.COMPLETED, "A", 3, "mine",
    )  # fmt: skip
    shutil.rmtree(music)
    assert place.cache.path(found.audio_file or "").exists()
