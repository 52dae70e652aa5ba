"""Finished songs with their files, for tests of what takes them out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.fakes.media import JPEG, mp3
from tests.services.conftest import World
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.services import loading

NOW = time.time()


def song(number: int, **more: Any) -> Job:
    values: dict[str, Any] = {
        "id": f"{number:032x}",
        "prompt": "a trap song",
        "api_url": "https://x/api",
        "created_at": NOW - 60,
        "status": JobStatus.COMPLETED,
        "server_id": f"00000000-0000-4000-8000-{number:012x}",
        "song": Song(f"Song {number}", 140.0, 2.0, ("trap", "dark")),
        "finished_at": NOW,
        "audio_file": f"{number:032x}.mp3",
        "cover_file": f"{number:032x}.jpg",
    }
    return Job(**{**values, **more})


async def add(world: World, *jobs: Job) -> list[str]:
    world.cache.folder.mkdir(exist_ok=True)
    for job in jobs:
        (world.cache.folder / f"{job.id}.mp3").write_bytes(mp3())
        (world.cache.folder / f"{job.id}.jpg").write_bytes(JPEG)
    await asyncio.wrap_future(world.library.add(jobs))
    return [job.id for job in jobs]


async def half_read(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> World:
    """A start with two songs of these server ids in the library, the newer of which was read.

    Our ids are their digits. The older one is in "Recently deleted".
    """
    before = make_world()
    api_url = before.account.api_url
    older = song(1, id=UUID(old).hex, server_id=old, api_url=api_url, deleted_at=NOW)
    newer = song(2, id=UUID(new).hex, server_id=new, api_url=api_url, created_at=NOW)
    await add(before, older, newer)
    await before.stop()
    monkeypatch.setattr(loading, "FIRST_PAGE", 1)
    return make_world()
