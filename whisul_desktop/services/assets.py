"""Keeping: cover and audio of every finished song come to this computer by themselves."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.core.errors import MediaError, MediaTrouble, StoreError
from whisul_desktop.core.events import Event
from whisul_desktop.core.tasks import in_thread, report
from whisul_desktop.core.types import Job, JobStatus, Transfer
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.fresh_links import FreshLinks
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
T = TypeVar("T")
WORKERS = 4
_NOW = -math.inf  # due at once
LIMITS = {"cover": 64 * 2**20, "audio": 1024 * 2**20}  # bytes
RETRY_FIRST, RETRY_MOST = 5.0, 300.0  # seconds between tries while the network is away


class Assets:
    """Fetches what finished songs lack, newest first. `progress` hears a Transfer with each
    step; `ended` the job's id when nothing of it is on its way any more."""

    def __init__(
        self,
        library: Library,
        cdn: CdnClient,
        cache: MediaCache,
        links: FreshLinks,
    ) -> None:
        self._library = library
        self._cdn = cdn
        self._cache = cache
        self._links = links
        self._wanted: dict[str, float] = {}  # by job id, in order: monotonic seconds when due
        self._pauses: dict[str, float] = {}  # seconds, of jobs that met trouble on the way
        self._busy: set[str] = set()
        # busy jobs that the service was asked about again, and why it could not be
        self._renewed: dict[str, MediaError | None] = {}
        self._wake = asyncio.Event()
        self.troubles: dict[tuple[str, str], MediaError] = {}  # by job id and kind
        self.progress: Event[Transfer] = Event()
        self.ended: Event[str] = Event()
        library.added.connect(self._want)
        library.changed.connect(self._want)

    def fetch_missing(self) -> None:
        """Look through the whole library, at start."""
        self._want(tuple(self._library.jobs.unfinished()))

    def fetch(self, job_id: str) -> None:
        """Try one again because the user asked, before all others."""
        for kind in LIMITS:
            self.troubles.pop((job_id, kind), None)
        if self._missing(self._library.jobs[job_id]):
            self._pauses.pop(job_id, None)
            self._wanted = {job_id: _NOW, **{k: v for k, v in self._wanted.items() if k != job_id}}
            self._wake.set()
        else:  # here, or nowhere to be had: nobody waits on
            self.ended.emit(job_id)

    def wake(self) -> None:
        """The network is back, or may be: what waits is tried now, and sooner the next time."""
        self._pauses.clear()
        self._wanted = dict.fromkeys(self._wanted, _NOW)
        self._wake.set()

    async def refetch(self, job_id: str) -> None:
        """Our copy is damaged or gone: forget it and fetch it anew. Raises StoreError."""
        song_url, _image_url = await self._library.links(job_id)

        def gone(job: Job) -> Job:
            song = job.song and replace(job.song, song_url=job.song.song_url or song_url)
            return replace(job, audio_file=None, song=song)

        await asyncio.wrap_future(self._library.update(job_id, gone))
        self.fetch(job_id)

    async def run(self) -> None:
        """One of a few workers, for the app's life."""
        while True:
            job_id = self._take()
            if job_id is None:
                await self._rest()
                continue
            self._busy.add(job_id)
            try:
                await self._keep(job_id)
            finally:
                self._busy.discard(job_id)
                self._renewed.pop(job_id, None)
            self._come_back(job_id)
            self._announce(self.ended, job_id)

    async def _keep(self, job_id: str) -> None:
        for kind in self._missing_of(job_id):
            try:
                await self._keep_one(job_id, kind)
            except MediaError as error:
                if job_id not in self._library.jobs:
                    return  # forgotten meanwhile
                self.troubles[job_id, kind] = error
                _log.warning("keeping the %s of %s: %s", kind, job_id, error)
            except StoreError as error:  # the file is here, and known until the app ends
                _log.warning("keeping the %s of %s: %s", kind, job_id, error)
            except Exception as bug:  # noqa: BLE001 - what is missing still is tried again
                report(bug, f"keeping the {kind} of {job_id}")
            else:
                self.troubles.pop((job_id, kind), None)

    def _come_back(self, job_id: str) -> None:
        """What is still missing is tried again later; no worker waits for it."""
        if self._missing_of(job_id):
            pause = self._pauses.get(job_id, RETRY_FIRST)
            self._pauses[job_id] = min(RETRY_MOST, pause * 2)
            self._wanted.setdefault(job_id, time.monotonic() + pause)
        else:
            self._pauses.pop(job_id, None)

    async def _rest(self) -> None:
        """Until something is due."""
        self._wake.clear()
        dues = [due for job_id, due in self._wanted.items() if job_id not in self._busy]
        wait = max(0.0, min(dues) - time.monotonic()) if dues else None
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._wake.wait()

    async def _keep_one(self, job_id: str, kind: str) -> None:
        try:
            name = await self._download(job_id, kind)
        except MediaError as error:
            if error.trouble not in (MediaTrouble.LINK_EXPIRED, MediaTrouble.DAMAGED):
                raise
            # an expired link gets one fresh one; a damaged file gets one more try
            if error.trouble is MediaTrouble.LINK_EXPIRED and not await self._fresh_link(job_id):
                raise
            name = await self._download(job_id, kind)
        field = "audio_file" if kind == "audio" else "cover_file"
        if job_id not in self._library.jobs:  # forgotten meanwhile
            await in_thread(lambda: self._cache.remove({job_id}), name="remove")
            return
        await asyncio.wrap_future(
            self._library.update(job_id, lambda job: replace(job, **{field: name}))
        )

    async def _download(self, job_id: str, kind: str) -> str:
        job = self._library.jobs.get(job_id)
        song = job.song if job is not None else None
        url = (song.song_url if kind == "audio" else song.image_url) if song else ""
        part = await in_thread(lambda: self._cache.part(job_id, kind), name="part")
        await self._cdn.download(
            url,
            part,
            limit=LIMITS[kind],
            on_progress=lambda done, total: self._announce(
                self.progress, Transfer(job_id, kind, done, total)
            ),
        )
        return await in_thread(lambda: self._cache.accept(part, job_id, kind), name="accept")

    async def _fresh_link(self, job_id: str) -> bool:
        """Have the service asked for other links, once for cover and audio together. False where
        there are none. Raises MediaError(NETWORK) where it could not be asked."""
        if job_id in self._renewed:
            if (trouble := self._renewed[job_id]) is not None:
                raise trouble
            return False
        self._renewed[job_id] = None
        try:
            return await self._links.fetch(job_id)
        except MediaError as error:
            self._renewed[job_id] = error
            raise

    def _want(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            if job.id not in self._busy and self._missing(job):
                self._wanted.setdefault(job.id, _NOW)
        if self._wanted:
            self._wake.set()

    def _missing_of(self, job_id: str) -> list[str]:
        """Nothing, where the user has forgotten the job."""
        job = self._library.jobs.get(job_id)
        return [] if job is None else self._missing(job)

    def _missing(self, job: Job) -> list[str]:
        """What is still to be fetched; the cover first, for it is small and seen at once."""
        if job.status is not JobStatus.COMPLETED or job.song is None:
            return []
        links = {
            "cover": job.song.image_url if job.cover_file is None else "",
            "audio": job.song.song_url if job.audio_file is None else "",
        }
        return [kind for kind, link in links.items() if link and not self._given_up(job.id, kind)]

    def _given_up(self, job_id: str, kind: str) -> bool:
        trouble = self.troubles.get((job_id, kind))
        return trouble is not None and trouble.trouble is not MediaTrouble.NETWORK

    def _take(self) -> str | None:
        now = time.monotonic()
        for job_id, due in self._wanted.items():
            if due <= now and job_id not in self._busy:
                del self._wanted[job_id]
                return job_id
        return None

    def _announce(self, event: Event[T], value: T) -> None:
        try:
            event.emit(value)
        except Exception as bug:  # noqa: BLE001 - a listener's must not cost a song its files
            report(bug, f"telling of {value!r}")

    def path(self, name: str) -> Path:
        """Where a kept file is."""
        return self._cache.path(name)
