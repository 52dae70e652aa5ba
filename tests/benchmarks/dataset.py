"""Makes a library of many jobs through the app's own store.

`python -m tests.benchmarks.dataset FOLDER [--jobs 1000]`
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.paths import resources_dir
from whisul_desktop.store.settings import SettingsStore

DAY = 86_400.0
WORDS = (
    "night", "rain", "tin", "roof", "lo-fi", "trap", "brass", "strings", "piano", "slow", "warm",
    "dark", "bass", "synth", "ocean",
)  # fmt: skip


def job(number: int, api_url: str, covers: Sequence[Path], media: Path) -> Job:
    """One of many: mostly ready, some failed; the same for the same number."""
    chance = random.Random(number)
    made = time.time() - number * DAY / 20
    name = uuid.UUID(int=chance.getrandbits(128), version=4).hex
    base = Job(
        id=name,
        prompt=" ".join(chance.choices(WORDS, k=12)),
        api_url=api_url,
        created_at=made,
        status=JobStatus.FAILED,
        server_id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        submitted_at=made + 1,
        started_at=made + 1,
        finished_at=made + chance.uniform(60, 240),
    )
    if chance.random() < 0.1:
        return replace(base, error="The composition failed.")
    song = Song(
        title=" ".join(chance.choices(WORDS, k=3)).title(),
        bpm=float(chance.randrange(60, 180)),
        duration=chance.uniform(60, 240),
        tags=tuple(chance.sample(WORDS, 5)),
    )
    cover = ""
    if covers:
        source = covers[number % len(covers)]
        cover = f"{name}.cover{source.suffix}"
        if not (media / cover).exists():
            os.link(source, media / cover)
    return replace(base, status=JobStatus.COMPLETED, song=song, cover_file=cover or None)


def running(api_url: str, server_ids: Sequence[str]) -> list[Job]:
    """Jobs that the service knows under these ids and is still working on."""
    now = time.time()
    return [
        Job(
            id=uuid.uuid4().hex,
            prompt=f"song number {number}",
            api_url=api_url,
            created_at=now - number,
            status=JobStatus.RUNNING,
            server_id=server_id,
            submitted_at=now - number,
        )
        for number, server_id in enumerate(server_ids)
    ]


def make(folder: Path, count: int, *, api_url: str, server_ids: Sequence[str] = ()) -> None:
    """A data folder with `count` finished jobs and one that runs for each of `server_ids`."""
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    covers = []
    for source in sorted((resources_dir() / "demo").rglob("*.jpg")):
        covers.append(media / f"source-{source.name}")
        shutil.copyfile(source, covers[-1])
    settings = replace(Settings(), welcomed=True, api_url=api_url)
    SettingsStore(folder / "settings.json").save(settings)
    database = Database(folder / "library.sqlite3")
    try:
        jobs = [job(number, api_url, covers, media) for number in range(count)]
        JobStore(database).save([*jobs, *running(api_url, server_ids)]).result(60)
    finally:
        database.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--jobs", type=int, default=1000)
    chosen = options.parse_args()
    make(chosen.folder, chosen.jobs, api_url="http://127.0.0.1:9/api")
