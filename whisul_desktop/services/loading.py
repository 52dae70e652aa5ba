"""How the library comes into memory: the newest at once, then what is unfinished, then the rest.

Loaded while the window is filled: no asyncio at module level, which takes longer.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future

from whisul_desktop.core.types import Job
from whisul_desktop.services.reading import PAGE, Reading
from whisul_desktop.store.packed import Packed

FIRST_PAGE = 300  # jobs that the window is first filled with
_TURN = 0.004  # seconds of the GUI thread that are taken at once


class Loading(Reading):
    """The loading half of `Library`."""

    def __init__(self) -> None:
        self.is_loaded = False  # all that the disk has is in memory
        self._oldest: Job | None = None  # of the first page
        self._packed: Future[Packed | None] | None = None
        self._withdrawn: set[str] = set()  # since: what is read of them may be older

    def load_newest(self) -> None:
        """The newest few hundred, in the loading thread. Raises StoreError."""
        page = self._store.newest(FIRST_PAGE).result()
        if page:
            self._oldest = page[-1]
        self._take_in(page)

    async def load_unfinished(self) -> None:
        """Whatever still has to be sent, followed or fetched, however old. Raises StoreError."""
        import asyncio

        unfinished = self._store.unfinished()
        self._packed = self._store.packed()  # is read meanwhile
        self._take_in(await asyncio.wrap_future(unfinished))

    async def load_rest(self) -> None:
        """All the others, finished ones, page by page, newest first. Raises StoreError.

        `jobs` tells of them, `added` does not: nothing happens to them by itself.
        """
        import asyncio

        coming, self._packed = self._packed, None  # what failed is asked for again the next time
        packed = await asyncio.wrap_future(coming or self._store.packed())
        if packed is not None:
            await self._load_packed(packed)
        elif self._oldest is not None:
            await self._load_before(self._oldest.created_at, self._oldest.id)
        self._withdrawn.clear()
        while self.jobs.settle(least=1):  # noqa: ASYNC110 - others get a turn, none is waited for
            await asyncio.sleep(0)
        self.is_loaded = True
        for _ in self.jobs.squeeze():
            await asyncio.sleep(0)

    async def _load_packed(self, packed: Packed) -> None:
        import asyncio

        while packed.pages:
            enough = time.perf_counter() + _TURN
            while packed.pages and time.perf_counter() < enough:
                self.jobs.extend(packed.pages.pop(0), packed.changed | self._withdrawn)
            await asyncio.sleep(0)
        changed = await asyncio.wrap_future(self._store.changed_since_packed())
        self._take_in([job for job in changed if job.id not in self._withdrawn])

    async def _load_before(self, created_at: float, job_id: str) -> None:
        import asyncio

        coming = self._store.finished_before(created_at, job_id, PAGE)
        while True:
            page = await asyncio.wrap_future(coming)
            if page is not None and self.jobs.keys().isdisjoint(page.ids):
                last, taken_up = page.last, page
            else:  # some are not as they should be, or came another way meanwhile
                jobs = await asyncio.wrap_future(self._store.older_than(created_at, job_id, PAGE))
                self._take_in(jobs)
                last, taken_up = (jobs[-1].created_at, jobs[-1].id) if jobs else None, None
            if last is None:
                return
            created_at, job_id = last
            # the next is read while this one is taken up
            coming = self._store.finished_before(created_at, job_id, PAGE)
            if taken_up is not None:
                self.jobs.extend(taken_up)

    @abstractmethod
    def _take_in(self, jobs: Sequence[Job]) -> None:
        """Those that are not known."""
