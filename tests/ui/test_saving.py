"""Saving one song and many: told, cancelled, tried again elsewhere, and by itself."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from tests.fakes.media import mp3
from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.media import publish
from whisul_desktop.services.export import Export
from whisul_desktop.ui.save_progress import ProgressDialog
from whisul_desktop.ui.text_block import TextBlock

ANOTHER = "Choose Another Folder…"


def job_id(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture
async def desk(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], tmp_path: Path
) -> Desk:
    """Four songs whose files are here."""
    world = make_world()
    (tmp_path / "media").mkdir(exist_ok=True)
    jobs = [
        Job(
            id=job_id(number),
            prompt="p",
            api_url=world.lookalike.api_url,
            created_at=time.time() - number,
            status=JobStatus.COMPLETED,
            server_id=f"00000000-0000-4000-8000-{number:012x}",
            song=Song(f"Song {number}"),
            finished_at=time.time() - number,
            audio_file=f"{job_id(number)}.mp3",
        )
        for number in range(1, 5)
    ]
    for job in jobs:
        (tmp_path / "media" / str(job.audio_file)).write_bytes(mp3())
    await asyncio.wrap_future(world.library.add(jobs))
    made = make_desk(world)
    made.serve()
    return made


async def choose(desk: Desk, path: Path) -> None:
    """Answer the file dialog that is open, and wait for what comes of it."""
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    dialog = desk.child(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    await desk.settle()
    await desk.until(lambda: desk.child(QFileDialog) is None)


def saved(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def break_for(monkeypatch: pytest.MonkeyPatch, folder: Path, *broken: str) -> None:
    """These can't be saved to that folder, as where the disk fills up midway."""
    save = Export.save_by

    async def refuse(self: Export, one: str, target: Path, *rest: Any, **more: Any) -> Path:
        if target == folder and one in broken:
            raise MediaError(MediaTrouble.DISK, str(folder))
        return await save(self, one, target, *rest, **more)

    monkeypatch.setattr(Export, "save_by", refuse)


async def summary(desk: Desk) -> ProgressDialog:
    """The dialog of the last saving, once that is over."""
    dialog = desk.child(ProgressDialog)
    assert dialog is not None
    await desk.until(lambda: dialog.is_over)
    close = [button for button in dialog.findChildren(QPushButton) if button.text() == "Close"]
    await desk.until(close[0].isVisible)
    return dialog


def words(dialog: ProgressDialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    blocks = [block.text() for block in dialog.findChildren(TextBlock)]
    return "\n".join(labels + blocks)


@pytest.mark.parametrize("failing", [(2,), (2, 3)])
async def test_another_folder_gets_what_failed_and_only_that(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failing: tuple[int, ...]
):
    full, other = tmp_path / "full", tmp_path / "other"
    full.mkdir()
    other.mkdir()
    break_for(monkeypatch, full, *map(job_id, failing))
    desk.select(*map(job_id, (1, 2, 3)))
    desk.window.actions_["save"].trigger()
    await choose(desk, full)
    assert saved(full) == [f"Song {number}.mp3" for number in (1, 2, 3) if number not in failing]
    dialog = await summary(desk)
    assert not dialog.isModal()
    assert f"Songs saved: {3 - len(failing)}" in words(dialog)
    assert f"Songs not saved: {len(failing)}" in words(dialog)
    assert words(dialog).count("The file can't be written.") == 1
    assert all(f"\nSong {number}\n" in words(dialog) + "\n" for number in failing)
    desk.select(job_id(4))  # the user goes on meanwhile
    desk.button(dialog, ANOTHER).click()
    await choose(desk, other)
    assert saved(other) == [f"Song {number}.mp3" for number in failing]
    assert desk.preferences.value.save_folder == str(other)
    for number in (1, 2, 3):
        folder = other if number in failing else full
        assert desk.world.job(job_id(number)).saved_to == str(folder / f"Song {number}.mp3")


async def test_what_is_not_here_yet_is_named_with_what_was_saved(desk: Desk, tmp_path: Path):
    folder = tmp_path / "there"
    folder.mkdir()
    library = desk.world.library
    library.update(job_id(2), lambda job: replace(job, audio_file=None))
    desk.select(*map(job_id, (1, 2, 3)))
    desk.window.actions_["save"].trigger()
    await choose(desk, folder)
    dialog = await summary(desk)
    assert saved(folder) == ["Song 1.mp3", "Song 3.mp3"]
    assert "Songs saved: 2\nSongs not saved: 1" in words(dialog)
    assert "The song is not on this computer yet.\nSong 2" in words(dialog)
    labels = [button.text() for button in dialog.findChildren(QPushButton)]
    assert ANOTHER not in labels  # the folder is not at fault
    library.update(job_id(2), lambda job: replace(job, audio_file=f"{job_id(2)}.mp3"))
    desk.button(dialog, "Try Again").click()
    await desk.settle()
    assert saved(folder) == ["Song 1.mp3", "Song 2.mp3", "Song 3.mp3"]


async def test_what_failed_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    folder = tmp_path / "full"
    folder.mkdir()
    with monkeypatch.context() as patch:
        break_for(patch, folder, job_id(1), job_id(2))
        desk.select(*map(job_id, (1, 2, 3)))
        desk.window.actions_["save"].trigger()
        await choose(desk, folder)
    assert saved(folder) == ["Song 3.mp3"]
    desk.button(await summary(desk), "Try Again").click()
    await desk.settle()
    assert saved(folder) == ["Song 1.mp3", "Song 2.mp3", "Song 3.mp3"]
    await desk.until(lambda: len(desk.window.findChildren(ProgressDialog)) == 1)
    assert "Songs saved: 2" in words(await summary(desk))


async def test_cancel_stops_at_once_and_leaves_nothing_half_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    folder = tmp_path / "there"
    folder.mkdir()
    go_on = threading.Event()
    write = publish.write_copy

    def slow(*arguments: Any) -> None:
        write(*arguments)
        go_on.wait(10)

    monkeypatch.setattr(publish, "write_copy", slow)
    desk.select(*map(job_id, (1, 2, 3, 4)))
    desk.window.actions_["save"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    chooser = desk.child(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(folder))
    chooser.reject()
    await desk.until(lambda: len(saved(folder)) == 3)
    dialog = desk.child(ProgressDialog)
    assert dialog is not None
    assert {Path(name).suffix for name in saved(folder)} == {".part"}
    desk.button(dialog, "Cancel").click()
    asyncio.get_running_loop().call_later(0.05, go_on.set)  # not before the threads were told
    await summary(desk)
    assert saved(folder) == []
    assert "Songs not saved: 4" in words(dialog)
    assert [job for job in map(desk.world.job, map(job_id, (1, 2, 3, 4))) if job.saved_to] == []


async def test_put_away_it_goes_on_and_says_so_in_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    folder = tmp_path / "there"
    folder.mkdir()
    go_on = threading.Event()
    write = publish.write_copy

    def slow(*arguments: Any) -> None:
        go_on.wait(10)
        write(*arguments)

    monkeypatch.setattr(publish, "write_copy", slow)
    desk.select(*map(job_id, (1, 2)))
    desk.window.actions_["save"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    chooser = desk.child(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(folder))
    chooser.reject()
    await desk.until(lambda: desk.child(ProgressDialog) is not None)
    dialog = desk.child(ProgressDialog)
    assert dialog is not None
    dialog.reject()
    go_on.set()
    await desk.settle()
    assert saved(folder) == ["Song 1.mp3", "Song 2.mp3"]
    assert "Songs saved: 2" in desk.window.notices.texts()
    await desk.until(lambda: desk.child(ProgressDialog) is None)


async def test_many_go_where_the_template_says(desk: Desk, tmp_path: Path):
    folder = tmp_path / "there"
    folder.mkdir()
    desk.preferences.update(name_template="{prompt}/{n} {title} [{bpm}]")
    desk.select(*map(job_id, (1, 2, 3)))
    desk.window.actions_["save"].trigger()
    await choose(desk, folder)
    await summary(desk)
    assert saved(folder) == ["p"]
    assert saved(folder / "p") == ["1 Song 1.mp3", "2 Song 2.mp3", "3 Song 3.mp3"]


async def test_one_song_is_suggested_by_the_template(desk: Desk):
    desk.preferences.update(name_template="{tag1}/{title} ({id8})")
    desk.select(job_id(1))
    desk.window.actions_["save"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    dialog = desk.child(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Song 1 (00000000).mp3"
    dialog.reject()


async def test_one_that_fails_again_can_be_saved_yet_elsewhere(desk: Desk, tmp_path: Path):
    gone, other = tmp_path / "gone", tmp_path / "other"
    other.mkdir()
    desk.select(job_id(1))
    desk.window.actions_["save"].trigger()
    await choose(desk, gone / "Song 1.mp3")
    assert desk.preferences.value.save_folder == ""  # what serves nothing is not kept
    desk.button(desk.window.notices, ANOTHER).click()
    await choose(desk, other / "Song 1.mp3")
    assert saved(other) == ["Song 1.mp3"]
    assert not [text for text in desk.window.notices.texts() if "Not saved" in text]


async def test_auto_save_tells_calmly_of_a_folder_that_is_not_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    folder = tmp_path / "drive"
    desk.preferences.update(save_folder=str(folder), auto_save=True)
    told = "New songs can't be saved by themselves."
    await desk.until(lambda: any(told in text for text in desk.window.notices.texts()))
    assert sum(told in text for text in desk.window.notices.texts()) == 1
    folder.mkdir()
    desk.preferences.update(name_template="{title} [{id8}]")  # whatever wakes it
    await desk.until(lambda: len(saved(folder)) == 4)
    await desk.until(lambda: not any(told in text for text in desk.window.notices.texts()))


async def test_the_detail_pane_says_where_a_song_was_saved(desk: Desk, tmp_path: Path):
    desk.select(job_id(1))
    [place] = [
        block
        for block in desk.window.detail.findChildren(TextBlock)
        if block.accessibleName() == "Saved to"
    ]
    assert not place.isVisible()
    path = await desk.world.export.save(job_id(1), tmp_path)
    await desk.until(lambda: place.text() == str(path))
    assert place.isVisible()
