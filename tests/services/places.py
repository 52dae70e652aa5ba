"""Libraries of several computers, for tests of what goes from one to another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.media import JPEG, mp3
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.library import Library
from whisul_desktop.services.transfer import Brought, Transfer
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore


def quiet(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""


MakePlace = Callable[[str], "Awaitable[Place]"]
URL = "https://whisul.com/api"
NOW = 1_770_000_000.0


def job(number: int, **more: object) -> Job:
    values: dict[str, object] = {
        "id": f"{number:032x}",
        "prompt": f"song {number}",
        "api_url": URL,
        "created_at": NOW - number,
        "status": JobStatus.COMPLETED,
        "server_id": f"00000000-0000-4000-8000-{number:012x}",
        "song": Song(f"Título {number}", 120.5, 167.0, ("trap", "темно"), "https://cdn/x", "y"),
        "finished_at": NOW,
    }
    return Job(**{**values, **more})  # type: ignore[arg-type]


class Place:
    """One computer's library."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.errors: list[BaseException] = []
        self.database = Database(folder / "library.sqlite3")
        self.library = Library(JobStore(self.database), self.errors.append)
        self.cache = MediaCache(folder / "media")
        self.transfer = Transfer(self.library, self.cache, lambda: NOW)

    async def load(self) -> Place:
        self.library.load_newest()
        await self.library.load_rest()
        return self

    async def add(self, *jobs: Job) -> None:
        await asyncio.wrap_future(self.library.add(jobs))

    def jobs(self) -> dict[str, Job]:
        return dict(self.library.jobs)

    async def on_disk(self) -> dict[str, Job]:
        return {job.id: job async for page in self.library.pages() for job in page}

    def with_files(self, job: Job) -> Job:
        self.cache.folder.mkdir(exist_ok=True)
        (self.cache.folder / f"{job.id}.mp3").write_bytes(mp3())
        (self.cache.folder / f"{job.id}.jpg").write_bytes(JPEG)
        return replace(job, audio_file=f"{job.id}.mp3", cover_file=f"{job.id}.jpg")

    async def export(self, target: Path, *, with_media: bool = False) -> Path:
        await self.transfer.export_library(target, with_media=with_media, on_progress=quiet)
        return target

    async def take(self, source: Path) -> Brought:
        return await self.transfer.import_library(source, on_progress=quiet)


@pytest.fixture
async def make_place(tmp_path: Path) -> AsyncIterator[MakePlace]:
    places: list[Place] = []

    async def make(name: str) -> Place:
        place = await Place(tmp_path / name).load()
        places.append(place)
        return place

    yield make
    for place in places:
        place.database.close()
        assert place.errors == []
