"""Lists and the whole library, out and in, by the menus and dialogs."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tests.services.conftest import World
from tests.services.songs import add, song
from tests.services.test_library_files import flip
from tests.ui.test_saving import choose, summary, words
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.interchange import BadLibraryFile, FileTrouble
from whisul_desktop.services.export import SaveRun
from whisul_desktop.services.transfer import Brought, Transfer
from whisul_desktop.ui.save_progress import ProgressDialog
from whisul_desktop.ui.transfer_wording import file_trouble_text


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    world = make_world()
    await world.library.load_rest()
    await add(world, song(1), song(2), song(3))
    made = make_desk(world)
    made.serve()
    return made


async def export(desk: Desk, name: str, target: Path) -> None:
    desk.window.actions_[name].trigger()
    await choose(desk, target)


async def answer(desk: Desk, button: str) -> None:
    """Press a button of the question that is asked."""
    await desk.until(lambda: desk.child(QMessageBox) is not None)
    box = desk.child(QMessageBox)
    assert box is not None
    desk.button(box, button).click()
    await desk.until(lambda: desk.child(QMessageBox) is None)


async def test_a_playlist_names_saved_files_and_saves_the_others_beside_it(
    desk: Desk, tmp_path: Path
):
    elsewhere, here = tmp_path / "elsewhere", tmp_path / "here"
    elsewhere.mkdir()
    here.mkdir()
    saved = await desk.world.export.save(song(1).id, elsewhere)
    desk.select(song(1).id, song(2).id)
    await export(desk, "export_m3u8", here / "list.m3u8")
    await desk.until((here / "list.m3u8").exists)
    await desk.settle()
    lines = (here / "list.m3u8").read_text("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert sorted(lines[2::2]) == ["../elsewhere/Song 1.mp3", "Song 2.mp3"]
    assert [(here / line).resolve().is_file() for line in lines[2::2]] == [True, True]
    assert saved.exists()
    assert not (here / "Song 1.mp3").exists()
    assert "Songs in “list.m3u8”: 2" in desk.window.notices.texts()


async def test_a_song_that_cannot_be_saved_does_not_cost_the_playlist(desk: Desk, tmp_path: Path):
    here, other = tmp_path / "here", tmp_path / "other"
    here.mkdir()
    other.mkdir()
    kept = desk.world.cache.folder / f"{song(2).id}.mp3"
    content = kept.read_bytes()
    kept.unlink()
    desk.select(song(1).id, song(2).id)
    await export(desk, "export_m3u8", here / "list.m3u8")
    dialog = await summary(desk)
    assert "Songs not saved: 1" in words(dialog)
    await desk.until((here / "list.m3u8").exists)
    assert (here / "list.m3u8").read_text("utf-8").splitlines()[2:] == ["Song 1.mp3"]
    assert "Songs in “list.m3u8”: 1" in desk.window.notices.texts()
    kept.write_bytes(content)
    desk.button(dialog, "Choose Another Folder…").click()
    await choose(desk, other)
    await desk.until(lambda: "Songs in “list.m3u8”: 2" in desk.window.notices.texts())
    lines = (here / "list.m3u8").read_text("utf-8").splitlines()
    assert sorted(lines[2::2]) == ["../other/Song 2.mp3", "Song 1.mp3"]


async def test_of_none_that_can_be_saved_no_playlist_is_written(desk: Desk, tmp_path: Path):
    target = tmp_path / "list.m3u8"
    (desk.world.cache.folder / f"{song(2).id}.mp3").unlink()
    desk.select(song(2).id)
    await export(desk, "export_m3u8", target)
    assert "Songs not saved: 1" in words(await summary(desk))
    await desk.until(lambda: any("no playlist" in text for text in desk.window.notices.texts()))
    assert not target.exists()


async def test_a_cancelled_save_writes_no_playlist(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    async def run(self: SaveRun) -> None:
        self.saved.append(tmp_path / "Song 1.mp3")
        self.cancel()

    monkeypatch.setattr(SaveRun, "run", run)
    desk.select(song(1).id, song(2).id)
    await export(desk, "export_m3u8", tmp_path / "list.m3u8")
    assert "Songs not saved: 1" in words(await summary(desk))
    await desk.settle()
    assert not (tmp_path / "list.m3u8").exists()
    assert desk.window.notices.texts() == []


async def test_tables_and_json_hold_the_selection(desk: Desk, tmp_path: Path):
    desk.select(song(1).id, song(3).id)
    await export(desk, "export_csv", tmp_path / "t.csv")
    await export(desk, "export_json", tmp_path / "t.json")
    table = io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))
    assert sorted(row["title"] for row in csv.DictReader(table)) == ["Song 1", "Song 3"]
    content = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert sorted(job["song"]["title"] for job in content["songs"]) == ["Song 1", "Song 3"]


@pytest.mark.parametrize("agrees", [True, False])
async def test_what_is_there_is_replaced_only_where_the_user_says_so(
    desk: Desk, tmp_path: Path, agrees: bool
):
    target = tmp_path / "t.csv"
    target.write_text("mine")
    desk.select(song(1).id)
    desk.window.actions_["export_csv"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    dialog = desk.child(QFileDialog)
    assert dialog is not None
    assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    await answer(desk, "Replace" if agrees else "Cancel")
    await desk.settle()
    assert ("Song 1" in target.read_text("utf-8")) is agrees


async def test_the_library_goes_out_and_comes_back(desk: Desk, tmp_path: Path):
    desk.window.actions_["export_library"].trigger()
    await answer(desk, "With Songs and Covers…")
    await choose(desk, tmp_path / "all.zip")
    dialog = await summary(desk)
    assert "Jobs exported: 3" in words(dialog)
    dialog.reject()
    await desk.until(lambda: desk.child(ProgressDialog) is None)
    world = desk.world
    await world.library.forget(song(1).id)
    later = {"stars": 5, "judged_at": 9e9}
    await asyncio.wrap_future(world.library.update(song(2).id, lambda job: replace(job, **later)))
    desk.window.actions_["import_library"].trigger()
    await choose(desk, tmp_path / "all.zip")
    dialog = await summary(desk)
    told = words(dialog)
    assert "Added: 1" in told
    assert "Here already: 2" in told
    back = world.job(song(1).id)
    assert (back.title, back.audio_file) == ("Song 1", song(1).audio_file)
    assert world.job(song(2).id).stars == 5
    assert desk.window.library.table.model().rowCount() == 3


async def test_a_file_that_is_none_is_refused_in_words(desk: Desk, tmp_path: Path):
    bad = tmp_path / "bad.zip"
    bad.write_text("no")
    desk.window.actions_["import_library"].trigger()
    await choose(desk, bad)
    told = words(await summary(desk))
    assert "This file is no library of Whisul.\nNothing was taken over." in told
    texts = {file_trouble_text(BadLibraryFile(trouble)) for trouble in FileTrouble}
    assert len(texts) == len(FileTrouble)


async def test_what_was_taken_in_before_it_stopped_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    async def stop_midway(self: Transfer, source: Path, *, brought: Brought, **more: Any) -> None:
        brought.added = 50
        raise MediaError(MediaTrouble.DISK, str(source))

    monkeypatch.setattr(Transfer, "import_library", stop_midway)
    desk.window.actions_["import_library"].trigger()
    await choose(desk, tmp_path / "x.zip")
    told = words(await summary(desk))
    assert "Added: 50" in told
    assert "Nothing was taken over." not in told


async def test_a_damaged_song_of_a_library_is_told(desk: Desk, tmp_path: Path):
    file = tmp_path / "all.zip"
    await Transfer(desk.world.library, desk.world.cache, time.time).export_library(
        file, with_media=True, on_progress=lambda _done, _total: None
    )
    flip(file, f"media/{song(2).audio_file}")
    await desk.world.library.forget(song(1).id, song(2).id)
    desk.window.actions_["import_library"].trigger()
    await choose(desk, file)
    told = words(await summary(desk))
    assert "Added: 2" in told
    assert "Damaged files left out: 1" in told


async def test_a_refusal_comes_back_where_the_dialog_was_put_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    refuse = asyncio.Event()

    async def later(self: Transfer, source: Path, **more: Any) -> None:
        await refuse.wait()
        raise BadLibraryFile(FileTrouble.DAMAGED)

    monkeypatch.setattr(Transfer, "import_library", later)
    desk.window.actions_["import_library"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    chooser = desk.child(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "x.zip"))
    chooser.reject()
    await desk.until(lambda: desk.child(ProgressDialog) is not None)
    dialog = desk.child(ProgressDialog)
    assert dialog is not None
    dialog.reject()
    refuse.set()
    assert "This file is damaged." in words(await summary(desk))


async def test_cancel_ends_it_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    async def forever(self: Transfer, source: Path, **more: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Transfer, "import_library", forever)
    desk.window.actions_["import_library"].trigger()
    await desk.until(lambda: desk.child(QFileDialog) is not None)
    chooser = desk.child(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "x.zip"))
    chooser.reject()
    await desk.until(lambda: desk.child(ProgressDialog) is not None)
    dialog = desk.child(ProgressDialog)
    assert dialog is not None
    desk.button(dialog, "Cancel").click()
    assert "Cancelled." in words(await summary(desk))
    await desk.settle()


async def test_saved_files_bring_a_lost_library_back(desk: Desk, tmp_path: Path):
    music = tmp_path / "Music"
    music.mkdir()
    for number in (1, 2):
        await desk.world.export.save(song(number).id, music)
    await desk.world.library.forget(*[song(number).id for number in (1, 2, 3)])
    assert desk.window.library.table.model().rowCount() == 0
    desk.window.actions_["rebuild"].trigger()
    await choose(desk, music)
    assert "Added: 2" in words(await summary(desk))
    model = desk.window.library.table.model()
    await desk.until(lambda: model.rowCount() == 2)
    titles = {model.job_at(row).title for row in range(2)}  # type: ignore[attr-defined]
    assert titles == {"Song 1", "Song 2"}
