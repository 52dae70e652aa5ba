"""Many songs saved at once, and by themselves: each a whole file, and once."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3

from tests.fakes.media import JPEG
from tests.services.conftest import World
from tests.services.songs import NOW, add, song
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import JobStatus, Song
from whisul_desktop.media import publish
from whisul_desktop.media.tags import read_tags
from whisul_desktop.services import auto_save as auto_save_module
from whisul_desktop.services.auto_save import AutoSave
from whisul_desktop.services.export import Export, SaveRun
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.settings import SettingsStore


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    return make_world()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def ffprobe(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", path],
        capture_output=True, check=True, timeout=30,
    )  # fmt: skip
    return json.loads(done.stdout)


async def test_a_saved_song_is_what_other_programs_expect(world: World, folder: Path):
    [job_id] = await add(world, song(1))
    path = await world.export.save(job_id, folder)
    probed = ffprobe(path)
    assert [stream["codec_name"] for stream in probed["streams"]] == ["mp3", "mjpeg"]
    assert probed["streams"][1]["disposition"]["attached_pic"] == 1
    tags = probed["format"]["tags"]
    assert (tags["title"], tags["genre"], tags["comment"]) == ("Song 1", "trap", "a trap song")
    assert tags["TBPM"] == "140"
    assert tags["WHISUL_JOB_ID"] == song(1).server_id
    frames = ID3(path, translate=False)
    assert frames.version == (2, 3, 0)
    assert frames.getall("APIC")[0].data == JPEG
    assert float(probed["format"]["duration"]) == pytest.approx(2.0, abs=0.1)


async def test_what_is_replaced_is_nobody_s_copy_any_more(world: World, folder: Path):
    one, two, three = await add(world, song(1), song(2), song(3))
    path = await world.export.save(one, folder, "Same.mp3")
    other = await world.export.save(three, folder)
    await world.export.save(two, folder, "Same.mp3", replace=True)
    assert [world.job(job_id).saved_to for job_id in (one, two, three)] == [
        "", str(path), str(other),
    ]  # fmt: skip
    await world.export.save(two, folder, "Same.mp3", replace=True)
    assert world.job(two).saved_to == str(path)
    path.write_text("no song at all")
    await world.export.save(one, folder, "Same.mp3", replace=True)
    assert read_tags(path).title == "Song 1"
    assert world.job(one).saved_to == str(path)


async def test_a_hundred_and_twenty_songs_a_few_at_a_time(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    ids = await add(world, *[song(number) for number in range(120)])
    (world.cache.folder / f"{7:032x}.mp3").unlink()
    (world.cache.folder / f"{9:032x}.mp3").write_bytes(b"ID3\x03\0\0\xff\xff\xff\xff" + bytes(99))
    at_once: list[int] = []
    running: set[object] = set()
    write = publish.write_copy

    def counted(*arguments: Any) -> None:
        mark = object()
        running.add(mark)
        at_once.append(len(running))
        try:
            write(*arguments)
        finally:
            running.discard(mark)

    monkeypatch.setattr(publish, "write_copy", counted)
    run = world.export.saving(ids, folder, "{tag1}/{n} {title}")
    steps: list[int] = []
    run.changed.connect(lambda run: steps.append(run.done))
    await run.run()
    assert steps == list(range(1, 121))
    assert len(run.saved) == 118
    assert [(bad.title, bad.error.trouble) for bad in run.failed] == [
        ("Song 7", MediaTrouble.MISSING), ("Song 9", MediaTrouble.DAMAGED),
    ]  # fmt: skip
    assert 1 < max(at_once) <= 3
    assert (folder / "trap" / "001 Song 0.mp3").exists()
    assert len(names(folder / "trap")) == 118
    assert all(world.job(job_id).saved_to for job_id in ids if job_id not in (ids[7], ids[9]))


async def test_quitting_meanwhile_leaves_nothing_half_written(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    ids = await add(world, *[song(number) for number in range(30)])
    loop = asyncio.get_running_loop()
    begun = asyncio.Event()
    read = publish._Stoppable.read  # type: ignore[attr-defined]

    def slowly(self: Any, size: int = -1) -> bytes:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.01)  # a slow drive; the threads are what is under test
        return read(self, min(size, 1_000))

    monkeypatch.setattr(publish._Stoppable, "read", slowly)  # type: ignore[attr-defined]
    tasks = TaskScope("app", world.errors.append)
    run = world.export.saving(ids, folder, "{title}")
    tasks.start(run.run(), "save")
    await begun.wait()
    assert {Path(name).suffix for name in names(folder)} == {".part"}
    before = time.monotonic()
    await tasks.close()
    assert time.monotonic() - before < 2.0
    assert [name for name in names(folder) if not name.endswith(".mp3")] == []
    for name in names(folder):
        assert read_tags(folder / name).prompt == "a trap song"


async def test_what_a_killed_program_left_is_swept_out(world: World, folder: Path):
    ids = await add(world, song(1))
    stale, fresh, other = (folder / name for name in
                           (".whisul-01.part", ".whisul-02.part", "mine.part"))  # fmt: skip
    for path in (stale, fresh, other):
        path.write_text("x")
    for path in (stale, other):
        os.utime(path, (NOW - 3_600, NOW - 3_600))
    await world.export.save(ids[0], folder)
    assert names(folder) == [".whisul-02.part", "Song 1.mp3", "mine.part"]


async def test_a_drive_that_is_gone_is_not_made(world: World, tmp_path: Path):
    ids = await add(world, song(1))
    run = world.export.saving(ids, tmp_path / "gone", "{tag1}/{title}")
    await run.run()
    assert [bad.error.trouble for bad in run.failed] == [MediaTrouble.DISK]
    assert not (tmp_path / "gone").exists()
    assert world.job(ids[0]).saved_to == ""


async def test_cancelled_before_it_began_it_does_nothing(world: World, folder: Path):
    ids = await add(world, song(1))
    run: SaveRun = world.export.saving(ids, folder, "{title}")
    run.cancel()
    await run.run()
    assert (run.done, run.total, names(folder)) == (0, 1, [])


# by itself


class Automatic:
    """Auto-save over a world, until `stop`."""

    def __init__(self, world: World, folder: Path, preferences: Preferences) -> None:
        self.troubles: list[Any] = []
        self.preferences = preferences
        self.auto = AutoSave(world.library, world.export, preferences, lambda: folder)
        self.auto.trouble.connect(self.troubles.append)
        self.tasks = TaskScope("auto", world.errors.append)
        self.tasks.start(self.auto.run(), "auto-save")

    async def stop(self) -> None:
        await self.tasks.close()


@pytest.fixture
def preferences(tmp_path: Path):
    errors: list[BaseException] = []
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), errors.append)
    preferences.update(auto_save=True, auto_save_since=NOW - 10, name_template="{title}")
    yield preferences
    preferences.close()
    assert errors == []


async def test_each_song_that_gets_ready_is_saved_once(
    world: World, folder: Path, preferences: Preferences
):
    running = song(1, status=JobStatus.RUNNING, audio_file=None, finished_at=None)
    old = song(2, finished_at=NOW - 3_600)
    gone = song(3, deleted_at=NOW)
    await add(world, running, old, gone, song(4))
    automatic = Automatic(world, folder, preferences)
    await world.until(lambda: world.job(song(4).id).saved_to)
    assert names(folder) == ["Song 4.mp3"]
    world.library.update(running.id, lambda _job: song(1, audio_file=None))
    world.library.update(running.id, lambda job: replace(job, audio_file=f"{job.id}.mp3"))
    await world.until(lambda: world.job(running.id).saved_to)
    world.library.update(running.id, lambda job: replace(job, note="later"))
    preferences.update(name_template="{title} again")
    await world.until(lambda: not automatic.auto._wake.is_set())  # type: ignore[attr-defined]
    await automatic.stop()
    assert names(folder) == ["Song 1.mp3", "Song 4.mp3"]
    assert automatic.troubles == []


async def test_killed_between_the_file_and_the_library_it_is_not_saved_twice(
    world: World, folder: Path, preferences: Preferences
):
    ids = await add(world, song(1), song(2, song=Song("Song 1")))
    for job_id in ids:
        await world.export.save(job_id, folder)
        await asyncio.wrap_future(
            world.library.update(job_id, lambda job: replace(job, saved_to=""))
        )
    automatic = Automatic(world, folder, preferences)
    await world.until(lambda: all(world.job(job_id).saved_to for job_id in ids))
    await automatic.stop()
    assert names(folder) == ["Song 1 (2).mp3", "Song 1.mp3"]
    assert {Path(world.job(job_id).saved_to).name for job_id in ids} == set(names(folder))


async def test_a_restart_between_ready_and_saved_forgets_nothing(
    make_world: Callable[..., World], folder: Path, preferences: Preferences
):
    first = make_world()
    ids = await add(first, song(1))
    await first.stop()
    second = make_world()
    automatic = Automatic(second, folder, preferences)
    await second.until(lambda: second.job(ids[0]).saved_to)
    await automatic.stop()
    assert names(folder) == ["Song 1.mp3"]


async def test_a_folder_that_is_gone_is_told_once_and_tried_again(
    world: World, tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(auto_save_module, "AGAIN", 0.02)
    folder = tmp_path / "drive"
    tries: list[str] = []
    save = Export.save_by

    async def counted(self: Export, job_id: str, *rest: Any, **more: Any) -> Path:
        tries.append(job_id)
        return await save(self, job_id, *rest, **more)

    monkeypatch.setattr(Export, "save_by", counted)
    ids = await add(world, *[song(number) for number in range(3)])
    automatic = Automatic(world, folder, preferences)
    await world.until(lambda: len(tries) > 3)
    assert set(tries) == {tries[0]}  # not every song against the same wall
    folder.mkdir()
    await world.until(lambda: all(world.job(job_id).saved_to for job_id in ids))
    await automatic.stop()
    assert [type(trouble) for trouble in automatic.troubles] == [MediaError, type(None)]
    assert len(names(folder)) == 3
