"""Makes a library of many jobs through the app's own store.

`python -m tests.benchmarks.dataset FOLDER [--jobs 1000]`
"""

from __future__ import annotations

import argparse
import os
import random
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QTransform

from tests.benchmarks import words
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.packing import Packing
from whisul_desktop.store.paths import resources_dir
from whisul_desktop.store.settings import SettingsStore

COVERS = 200  # different pictures
APART = 600.0  # seconds between two jobs: 100,000 are two years of a diligent user
TAKES = 4  # jobs in a row that were made of the same words
DELETED = 20  # in "Recently deleted", beside those that are shown: no library is without
_COVER_SIDE = 900  # pixels
_READY, _FAILED = 0.88, 0.97  # the rest is expired


def job(number: int, api_url: str, now: float) -> Job:
    """The one of that number: mostly ready, some failed; but for its age always the same."""
    batch = random.Random(-1 - number // TAKES)
    language = words.language(batch)
    prompt = words.prompt(batch, language, with_some=number // TAKES * 7 % 20 < 7)
    batch_id = uuid.UUID(int=batch.getrandbits(128), version=4).hex
    chance = random.Random(number)
    made = now - number * APART - chance.random()
    one_id = uuid.UUID(int=chance.getrandbits(128), version=4).hex
    base = Job(
        id=one_id,
        prompt=prompt,
        api_url=api_url,
        created_at=made,
        status=JobStatus.FAILED,
        server_id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        submitted_at=made + 1,
        started_at=made + 1,
        finished_at=made + 1 + chance.uniform(60, 240),
        batch_id=batch_id,
        note=chance.choice(words.NOTES) if chance.random() < 0.03 else "",
    )
    fate = chance.random()
    if fate >= _FAILED:
        return replace(base, status=JobStatus.EXPIRED)
    if fate >= _READY:
        return replace(base, error=chance.choice(words.ERRORS))
    song = Song(
        title=words.title(chance, language),
        bpm=chance.choice((60.0, 84.0, 90.0, 120.0, 128.0, 140.0, chance.uniform(60, 180))),
        duration=chance.uniform(45, 290),
        tags=words.tags(chance),
        song_url=f"https://cdn.whisul.example/{one_id}.mp3",
        image_url=f"https://cdn.whisul.example/{one_id}.jpg",
    )
    judged = chance.random() < 0.2
    return replace(
        base,
        status=JobStatus.COMPLETED,
        song=song,
        audio_file=f"{one_id}.mp3",
        cover_file=f"{one_id}.jpg",
        stars=chance.randrange(1, 6) if judged else 0,
        is_favourite=judged and chance.random() < 0.2,
        is_reject=not judged and chance.random() < 0.05,
        judged_at=made + 3600 if judged else None,
    )


def jobs(count: int, api_url: str, now: float) -> list[Job]:
    """The newest first."""
    return [job(number, api_url, now) for number in range(count)]


def deleted(count: int, api_url: str, now: float) -> list[Job]:
    """Some more, spread over the ages of the others."""
    step = max(1, count // DELETED)
    base = [job(count + 1 + number, api_url, now) for number in range(DELETED)]
    return [
        replace(one, created_at=now - (number + 0.5) * step * APART, deleted_at=now - 3600)
        for number, one in enumerate(base)
    ]


def running(api_url: str, server_ids: Sequence[str]) -> list[Job]:
    """Jobs that the service knows under these ids and is still working on."""
    now = time.time()
    return [
        Job(
            id=uuid.uuid4().hex,
            prompt=f"song number {number}, {words.TEXTURE}, {words.ALL}",
            api_url=api_url,
            created_at=now - number,
            status=JobStatus.RUNNING,
            server_id=server_id,
            submitted_at=now - number,
        )
        for number, server_id in enumerate(server_ids)
    ]


def covers(folder: Path) -> list[Path]:
    """A few hundred pictures, all different, made of those of the demo; once."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"cover-{number}.jpg" for number in range(COVERS)]
    sources = [QImage(str(path)) for path in sorted((resources_dir() / "demo").glob("*.jpg"))]

    def write(number: int) -> None:
        if paths[number].exists():
            return
        chance = random.Random(number)
        corner = chance.randrange(100), chance.randrange(100)
        turned = QTransform().rotate(90 * chance.randrange(4))
        part = sources[number % len(sources)].copy(QRect(*corner, _COVER_SIDE, _COVER_SIDE))
        if not part.transformed(turned).save(str(paths[number]), quality=80):
            raise OSError(f"{paths[number]} can't be written")

    write(0)  # the first use of Qt's classes by two threads at once may end the process
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, range(1, COVERS)))
    return paths


def make(
    folder: Path,
    count: int,
    *,
    api_url: str,
    server_ids: Sequence[str] = (),
    pictures: Path | None = None,
) -> list[Job]:
    """A data folder with `count` finished jobs, which are returned, and one that runs for each
    of `server_ids`; some deleted ones beside them. Several can share a folder of pictures."""
    now = time.time()
    made = jobs(count, api_url, now)
    gone = deleted(count, api_url, now) if count else []
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    originals = covers(pictures or folder / "covers") if count else []
    for number, one in enumerate(made):
        if one.cover_file:
            os.link(originals[number % COVERS], media / one.cover_file)
    keep(folder, [*made, *gone, *running(api_url, server_ids)], api_url=api_url)
    pack(folder)
    return made


def pack(folder: Path) -> None:
    """What the program does by itself a few seconds after a start with so many jobs."""
    database = Database(folder / "library.sqlite3")
    try:
        packing = Packing(database, threading.Event())
        if packing.is_due():
            packing.write()
    finally:
        database.close()


def keep(folder: Path, some: Sequence[Job], *, api_url: str) -> None:
    """Put jobs into the library of a data folder, which then belongs to this address."""
    SettingsStore(folder / "settings.json").save(Settings(welcomed=True, api_url=api_url))
    database = Database(folder / "library.sqlite3")
    try:
        JobStore(database).save(some).result(60)
    finally:
        database.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--jobs", type=int, default=1000)
    chosen = options.parse_args()
    make(chosen.folder, chosen.jobs, api_url="http://127.0.0.1:9/api")
