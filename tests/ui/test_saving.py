"""What could not be saved is saved to the folder that is chosen instead, and nothing else is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.fakes.media import mp3
from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.services.export import Export

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
    save = Export.save

    async def refuse(self: Export, one: str, target: Path, *rest: Any, **more: Any) -> Path:
        if target == folder and one in broken:
            raise MediaError(MediaTrouble.DISK, str(folder))
        return await save(self, one, target, *rest, **more)

    monkeypatch.setattr(Export, "save", refuse)


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
    desk.select(job_id(4))  # the user goes on meanwhile
    desk.button(desk.window.notices, ANOTHER).click()
    name = f"Song {failing[0]}.mp3"
    await choose(desk, other / name if len(failing) == 1 else other)
    assert saved(other) == [f"Song {number}.mp3" for number in failing]
    assert desk.preferences.value.save_folder == str(other)
    assert not [text for text in desk.window.notices.texts() if "Not saved" in text]


async def test_what_fails_again_can_be_saved_yet_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    full, other = tmp_path / "full", tmp_path / "other"
    full.mkdir()
    other.mkdir()
    break_for(monkeypatch, full, *map(job_id, (1, 2)))
    desk.select(*map(job_id, (1, 2)))
    desk.window.actions_["save"].trigger()
    await choose(desk, full)
    assert desk.preferences.value.save_folder == ""  # what serves nothing is not kept
    desk.button(desk.window.notices, ANOTHER).click()
    await choose(desk, full)
    desk.button(desk.window.notices, ANOTHER).click()
    await choose(desk, other)
    assert (saved(full), saved(other)) == ([], ["Song 1.mp3", "Song 2.mp3"])
