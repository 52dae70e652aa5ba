"""What is read of the library: what is in memory, and on disk beyond it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Future
from heapq import nlargest

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.job_columns import CODES, MISSING
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.store.jobs import JobStore

PAGE = 1_024  # jobs at a time: a millisecond of the GUI thread


def still_reading() -> StoreError:
    """For what needs a job that is not in memory yet."""
    return StoreError(
        Said(
            QT_TRANSLATE_NOOP(
                "wording", "The library is still being read. Please try again in a moment."
            )
        )
    )


class Reading:
    """The reading half of `Library`. Loaded while the window is filled: no asyncio above."""

    _store: JobStore
    jobs: JobIndex

    async def pages(self) -> AsyncIterator[list[Job]]:
        """The whole library as it is on disk, newest first. Raises StoreError."""
        import asyncio

        page = await asyncio.wrap_future(self._store.newest(PAGE))
        while page:
            yield page
            page = await asyncio.wrap_future(self._older_than(page[-1]))

    async def unsaved_since(self, moment: float) -> list[str]:
        """Songs that are here, finished since `moment` and not saved anywhere, oldest first.

        POSIX seconds. Raises StoreError.
        """
        import asyncio

        return await asyncio.wrap_future(self._store.unsaved_since(moment))

    async def ids_of(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Which of these addresses and ids of the service are known. Raises StoreError."""
        import asyncio

        return await asyncio.wrap_future(self._store.ids_of(keys))

    async def deleted_before(self, moment: float) -> list[str]:
        """What is in "Recently deleted" since before `moment`, POSIX s. Raises StoreError."""
        import asyncio

        return await asyncio.wrap_future(self._store.deleted_before(moment))

    async def family(self, job_id: str, limit: int = 60) -> list[Job]:
        """The job and its relatives by origin, oldest first. Raises StoreError."""
        import asyncio

        found = await asyncio.wrap_future(self._store.family(job_id, limit))
        return [self.jobs.get(job.id, job) for job in found]

    async def newest(self, limit: int) -> list[Job]:
        """The newest jobs, whatever the window shows. Raises StoreError."""
        import asyncio

        found = await asyncio.wrap_future(self._store.newest(limit))
        return [self.jobs.get(job.id, job) for job in found]

    def recent_prompts(self, limit: int = 200) -> Future[list[str]]:
        """Distinct prompts, newest first."""
        return self._store.recent_prompts(limit)

    def live(self) -> list[Job]:
        """All that something still happens to by itself: not yet settled."""
        return self.jobs.live()

    def newest_ready(self, api_url: str, count: int) -> list[Job]:
        """The last songs of that address that got ready, oldest first."""
        jobs = self.jobs
        ready = CODES[JobStatus.COMPLETED]
        finished = (
            (at, position)
            for position, (at, status) in enumerate(zip(jobs.finished, jobs.status, strict=True))
            if status == ready and at != MISSING
        )
        found = (jobs.job(position) for _at, position in nlargest(2 * count, finished))
        return [job for job in found if job.api_url == api_url][:count][::-1]

    def with_server_id(self, api_url: str, server_id: str) -> Job | None:
        """The job that the service knows by that id."""
        found = self.jobs.with_server_id(server_id)
        return next((job for job in found if job.api_url == api_url), None)

    async def links(self, job_id: str) -> tuple[str, str]:
        """Where the song and its cover were to be had: of what is finished, memory does not
        keep that. Raises StoreError."""
        import asyncio

        job = await asyncio.wrap_future(self._store.with_id(job_id))
        song = job.song if job is not None else None
        return (song.song_url, song.image_url) if song is not None else ("", "")

    def _older_than(self, job: Job) -> Future[list[Job]]:
        return self._store.older_than(job.created_at, job.id, PAGE)
