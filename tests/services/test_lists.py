"""Playlists name files that are the songs they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.services.conftest import World
from tests.services.songs import add, song
from whisul_desktop.core.types import ListForm
from whisul_desktop.services.lists import Lists


async def test_a_saved_file_that_is_another_song_by_now_is_not_in_the_list(
    make_world: Callable[..., World], tmp_path: Path
):
    world = make_world()
    lists = Lists(world.library)
    ids = await add(world, song(1), song(2))
    [waiting] = await add(world, song(3, audio_file=None))
    first = await world.export.save(ids[0], tmp_path)
    second = await world.export.save(ids[1], tmp_path)
    assert await lists.unsaved([*ids, waiting]) == [waiting]
    second.replace(first)
    assert await lists.unsaved(ids) == ids
    assert await lists.write(ids, tmp_path / "list.m3u8", ListForm.M3U8) == 0
    assert not (tmp_path / "list.m3u8").exists()
