"""The program on a library that is damaged, newer than itself, or without room: it is said."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from pathlib import Path

from tests.e2e.conftest import StartApp
from tests.e2e.main_job import prepare
from tests.e2e.service import Service
from tests.store.damage import API, DAMAGES, save
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.store.database import Database
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.schema import MIGRATIONS

NEXT = (*MIGRATIONS, ("ALTER TABLE jobs ADD COLUMN mood INTEGER",))
REPAIRED = "The library was damaged and has been repaired. Songs brought back: 9."
NEWER = "A newer version of Whisul wrote this library. It is shown as it is; nothing can be added"
FULL = "The disk is full. Songs that the service accepted are still kept; please make some room."
LONG = "rain on a tin roof, " * 450  # more than the last page has room for


def a_library(folder: Path) -> Path:
    """With nine songs, closed."""
    path = folder / "library.sqlite3"
    library = LibraryFile(path)
    save(library, {job.id: job for job in map(a_song, range(9))})
    library.close()
    return path


def a_song(number: int) -> Job:
    """One for which nothing has to be fetched."""
    name = f"{number:032x}"
    return Job(
        id=name,
        prompt="rain",
        api_url=API,
        created_at=1.7e9 + number,
        status=JobStatus.COMPLETED,
        server_id=f"server-{number}",
        song=Song(f"Title {number}"),
        finished_at=1.8e9,
        audio_file=f"{name}.mp3",
        cover_file=f"{name}.jpg",
    )


def test_a_damaged_library_is_repaired_and_that_is_told(
    service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    environment = prepare(tmp_path / "data", service)
    path = a_library(tmp_path / "data")
    DAMAGES["header"](path)
    damaged = path.read_bytes()
    app = start_app(environment=environment, expected_log="damaged")
    told = app.find(pattern=REPAIRED, role="label").name
    [kept] = [each for each in path.parent.glob("library.sqlite3.damaged-*") if each.is_file()]
    assert str(kept) in told
    assert kept.read_bytes() == damaged
    app.wait_for(lambda: len(app.rows()) == 9, "the songs")
    assert app.quit()[0] == 0


def test_a_newer_library_is_shown_as_it_is_and_that_is_told(
    service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    environment = prepare(tmp_path / "data", service)
    path = a_library(tmp_path / "data")
    Database(path, migrations=NEXT).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    app = start_app(environment=environment)
    app.find(pattern=NEWER, role="label")
    app.wait_for(lambda: len(app.rows()) == 9, "the songs")
    assert app.quit()[0] == 0
    assert path.read_bytes() == before


def test_a_full_disk_is_told_and_the_prompt_stays(start_app: StartApp) -> None:
    app = start_app("--demo", program=(sys.executable, "-m", "tests.e2e.full_disk"))
    app.find("Prompt", role="text").set_text(LONG)
    app.press("Generate")
    app.find(pattern=FULL, role="label")
    assert app.find_now("Prompt", role="text").text == LONG
    assert not app.has("Jobs", role="table")
    assert app.quit()[0] == 0
