"""The services over real SQLite in a folder of its own and the look-alike in the process."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.canary import CANARY
from tests.fakes.media import make_media
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import KeyringTrouble, KeyringUnavailable
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services import assets as assets_module
from whisul_desktop.services import outbox as outbox_module
from whisul_desktop.services import wiring
from whisul_desktop.services.account import Account
from whisul_desktop.services.assets import Assets
from whisul_desktop.services.export import Export
from whisul_desktop.services.following import Following
from whisul_desktop.services.fresh_links import FreshLinks
from whisul_desktop.services.generation import Generation
from whisul_desktop.services.library import Library
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore

KEY = CANARY


class MemorySecrets:
    """In the place of the keyring, which tests/store proves with a real one."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.trouble: KeyringTrouble | None = None

    async def backend(self) -> str:
        return "memory"

    async def get(self, api_url: str) -> str | None:
        self._check()
        return self.keys.get(api_url)

    async def set(self, api_url: str, key: str) -> None:
        self._check()
        self.keys[api_url] = key

    async def delete(self, api_url: str) -> None:
        self._check()
        self.keys.pop(api_url, None)

    def _check(self) -> None:
        if self.trouble is not None:
            raise KeyringUnavailable(self.trouble)


@dataclass
class World:
    """One run of the program without its window."""

    lookalike: LookAlike
    library: Library
    api: ApiClient
    account: Account
    secrets: MemorySecrets
    generation: Generation
    following: Following
    assets: Assets
    export: Export
    cache: MediaCache
    tasks: TaskScope
    errors: list[BaseException]
    database: Database

    async def start(self) -> None:
        """What serving.py does at the start."""
        await self.library.load_unfinished()
        self.tasks.start(self.library.keep_up(), "keep up")
        self.generation.recover()
        self.following.follow_all()
        self.assets.fetch_missing()
        self.tasks.start(self.generation.run(), "outbox")
        for number in range(3):
            self.tasks.start(self.following.run(), f"follow {number}")
            self.tasks.start(self.assets.run(), f"keep {number}")
        await self.library.load_rest()
        await self.account.load()

    async def stop(self) -> None:
        await self.generation.finish()
        await self.tasks.close()
        await self.api.aclose()
        self.library.save_again()
        self.database.close()

    def job(self, job_id: str) -> Job:
        return self.library.jobs[job_id]

    async def until(self, condition: Callable[[], object], seconds: float = 10.0) -> None:
        """Wait until it holds; says what the jobs were where it does not."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():  # noqa: ASYNC110 - conditions of many objects
                    await asyncio.sleep(0.005)
        except TimeoutError:
            pytest.fail(f"never true; jobs: {list(self.library.jobs.values())}, {self.errors}")

    async def until_status(self, job_id: str, status: JobStatus) -> Job:
        await self.until(lambda: self.job(job_id).status is status)
        return self.job(job_id)


@pytest.fixture
def lookalike(tmp_path: Path) -> LookAlike:
    return LookAlike(make_media(tmp_path / "served"), seconds=(0, 0), failure_rate=0, key=KEY)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules at a hundredth of the time."""
    monkeypatch.setattr(pacing, "FLOOR", 0.02)
    monkeypatch.setattr(pacing, "UNKNOWN_WORD", 0.05)
    monkeypatch.setattr(pacing, "TROUBLE_FIRST", 0.02)
    monkeypatch.setattr(pacing, "TROUBLE_MOST", 0.1)
    monkeypatch.setattr(pacing, "GONE_AGAIN", (0.02, 0.03, 0.04))
    monkeypatch.setattr(pacing, "LIMITED_PAUSE", 0.1)
    monkeypatch.setattr(pacing, "POST_GAP", 0.005)
    monkeypatch.setattr(pacing, "LOST_FIRST", 0.1)
    monkeypatch.setattr(pacing, "LOST_MOST", 0.2)
    monkeypatch.setattr(pacing, "BUDGET_LEAST", 20.0)
    monkeypatch.setattr(outbox_module, "OFFLINE_FIRST", 0.02)
    monkeypatch.setattr(outbox_module, "OFFLINE_MOST", 0.1)
    monkeypatch.setattr(assets_module, "RETRY_FIRST", 0.02)


@pytest.fixture
async def make_world(tmp_path: Path, lookalike: LookAlike) -> AsyncIterator[Callable[..., World]]:
    """Builds a world over the same folder each time: a second one is a restart."""
    worlds: list[World] = []

    def make(*, key: str = KEY, environment_key: str = "") -> World:
        errors: list[BaseException] = []
        database = Database(tmp_path / "library.sqlite3")
        library = Library(JobStore(database), errors.append)
        library.load_newest()
        transport = demo_transport(lookalike)
        api = ApiClient(transport)
        secrets = MemorySecrets()
        if key:
            secrets.keys[lookalike.api_url] = key
        account = Account(api, secrets, lookalike.api_url, environment_key=environment_key)  # type: ignore[arg-type]
        pacer = Pacer(random.Random(1))
        generation = Generation(library, api, account, time.time, pacer)
        following = Following(library, api, account, time.time, pacer)
        cache = MediaCache(tmp_path / "media")
        cdn = CdnClient(transport)
        links = FreshLinks(library, api, account, time.time, pacer)
        assets = Assets(library, cdn, cache, links)
        wiring.connect(generation, following, assets)
        tasks = TaskScope("world", errors.append)
        world = World(
            lookalike,
            library,
            api,
            account,
            secrets,
            generation,
            following,
            assets,
            Export(library, cache),
            cache,
            tasks,
            errors,
            database,
        )
        worlds.append(world)
        return world

    yield make
    for world in worlds:
        await world.stop()
        assert world.errors == []


@pytest.fixture
async def world(make_world: Callable[..., World]) -> World:
    world = make_world()
    await world.start()
    return world
