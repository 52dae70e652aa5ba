"""What other programs are given: whole, tagged files with nice names, which stay for a while."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.conftest import World
from tests.services.songs import add, song
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.types import Song
from whisul_desktop.media import publish
from whisul_desktop.media.tags import read_tags
from whisul_desktop.services.handing_out import KEPT, HandingOut


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    return make_world()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    return folder


@pytest.fixture
def handing_out(world: World) -> HandingOut:
    return HandingOut(world.library, world.export, world.cache)


async def test_files_have_nice_names_and_tags(world: World, handing_out: HandingOut):
    ids = await add(world, song(1), song(2, song=Song("Song 1")))
    files = (await handing_out.files(ids, "{tag1}/{title} [{bpm}]")).paths
    assert [path.name for path in files] == ["Song 1 [140].mp3", "Song 1.mp3"]
    assert [read_tags(path).server_id for path in files] == [song(1).server_id, song(2).server_id]
    assert all(path.is_relative_to(handing_out.folder) for path in files)
    assert handing_out.folder.stat().st_mode & 0o777 == 0o700 or os.name == "nt"


async def test_two_of_one_title_are_two_names(world: World, handing_out: HandingOut):
    ids = await add(world, song(1), song(2, song=Song("SONG 1")))
    files = (await handing_out.files(ids, "{title}")).paths
    assert [path.name for path in files] == ["Song 1.mp3", "SONG 1 (2).mp3"]


async def test_what_is_there_is_not_written_again(
    world: World, handing_out: HandingOut, monkeypatch: pytest.MonkeyPatch
):
    ids = await add(world, song(1))
    [first] = (await handing_out.files(ids, "{title}")).paths
    with monkeypatch.context() as patch:
        patch.setattr(publish, "write_copy", None)
        assert (await handing_out.files(ids, "{title}")).paths == [first]
    retagged = replace(song(1), song=Song("Song 1", 99))
    await asyncio.wrap_future(world.library.update(ids[0], lambda _job: retagged))
    [second] = (await handing_out.files(ids, "{title}")).paths
    assert second != first
    assert (read_tags(first).bpm, read_tags(second).bpm) == (140, 99)


async def test_a_song_that_was_saved_is_handed_out_itself(
    world: World, handing_out: HandingOut, folder: Path
):
    ids = await add(world, song(1))
    saved = await world.export.save(ids[0], folder)
    assert (await handing_out.files(ids, "{title}")).paths == [saved]
    saved.unlink()
    [copy] = (await handing_out.files(ids, "{title}")).paths
    assert copy.is_relative_to(handing_out.folder)


async def test_a_saved_file_that_is_another_song_by_now_is_not_handed_out(
    world: World, handing_out: HandingOut, folder: Path
):
    ids = await add(world, song(1), song(2))
    saved = await world.export.save(ids[0], folder, "Same.mp3")
    await world.export.save(ids[1], folder, "Other.mp3")
    (folder / "Other.mp3").replace(saved)
    [copy] = (await handing_out.files(ids[:1], "{title}")).paths
    assert copy.is_relative_to(handing_out.folder)
    assert read_tags(copy).title == "Song 1"
    saved.write_text("no song at all")
    assert (await handing_out.files(ids[:1], "{title}")).paths == [copy]


async def test_copies_go_after_a_week(world: World, handing_out: HandingOut):
    ids = await add(world, song(1), song(2))
    old, new = (await handing_out.files(ids, "{title}")).paths
    long_ago = time.time() - KEPT - 10
    os.utime(old.parent, (long_ago, long_ago))
    await handing_out.sweep()
    assert (old.exists(), new.exists()) == (False, True)
    shutil.rmtree(handing_out.folder)
    await handing_out.sweep()


async def test_what_is_left_out_is_told_and_where_that_is_all_it_raises(
    world: World, handing_out: HandingOut
):
    ids = await add(world, song(1), song(2), song(3, audio_file=None))
    (world.cache.folder / f"{ids[0]}.mp3").unlink()
    handed = await handing_out.files(ids, "{title}")
    assert [job.title for job, _path in handed.songs] == ["Song 2"]
    assert [(left.title, left.error.trouble) for left in handed.left_out] == [
        ("Song 3", MediaTrouble.NOT_HERE),
        ("Song 1", MediaTrouble.MISSING),
    ]
    with pytest.raises(MediaError) as caught:
        await handing_out.files(ids[:1], "{title}")
    assert caught.value.trouble is MediaTrouble.MISSING
    assert list(handing_out.folder.rglob("*.part")) == []
