"""The jobs in memory: the only writer. It changes, announces and persists, in that order.

Loaded while the window is filled: no asyncio at module level, which takes longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from types import MappingProxyType

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.events import Event
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.worker import first_success

FIRST_PAGE = 300  # jobs that the window is first filled with
BREATH = 0.02  # seconds between two pages
PAGE = 200  # at a time after it: a few milliseconds of the GUI thread


class Library:
    """All jobs of this computer. Its methods are called on the thread of the event loop.

    `on_store_error` hears of writes that failed after the fact, on the database's thread.
    """

    def __init__(self, store: JobStore, on_store_error: Callable[[BaseException], None]) -> None:
        self._store = store
        self._on_store_error = on_store_error
        self._jobs: dict[str, Job] = {}
        self._oldest_page: list[Job] = []
        self._unsaved: set[str] = set()  # what the disk has of these is older than `jobs`
        self.jobs: Mapping[str, Job] = MappingProxyType(self._jobs)
        self.counts: Counter[JobStatus] = Counter()
        self.added: Event[tuple[Job, ...]] = Event()
        self.changed: Event[tuple[Job, ...]] = Event()
        self.removed: Event[tuple[str, ...]] = Event()

    def load_newest(self) -> None:
        """The newest few hundred, in the loading thread. Raises StoreError."""
        page = self._store.newest(FIRST_PAGE).result()
        self._oldest_page = page
        self._take_in(page)

    async def load_unfinished(self) -> None:
        """Whatever still has to be sent or followed, however old. Raises StoreError."""
        import asyncio

        self._take_in(await asyncio.wrap_future(self._store.unfinished()))

    async def load_rest(self) -> None:
        """All the others, page by page, newest first. Raises StoreError."""
        import asyncio

        while self._oldest_page:
            last = self._oldest_page[-1]
            self._oldest_page = await asyncio.wrap_future(self._store.older_than(last, PAGE))
            self._take_in(self._oldest_page)
            # what was taken in is painted before the other thread is busy with the next page
            await asyncio.sleep(BREATH)

    def add(self, jobs: Sequence[Job]) -> Future[None]:
        """New jobs; the future is done once they are committed.

        A failing commit takes them out again: what is shown is what is kept.
        """
        saved = self._store.save(jobs)  # first: whatever a listener does, it is on its way
        self._take_in(jobs)
        return saved

    def withdraw(self, job_ids: Iterable[str]) -> None:
        """Take jobs out of memory whose commit failed."""
        gone = [job for job_id in job_ids if (job := self._jobs.pop(job_id, None))]
        self.counts.subtract(job.status for job in gone)
        if gone:
            self.removed.emit(tuple(job.id for job in gone))

    async def forget(self, job_id: str) -> None:
        """Take a job out for good, once the disk has. Raises StoreError."""
        import asyncio

        await asyncio.wrap_future(self._store.delete(job_id))
        self.withdraw([job_id])

    def update(self, job_id: str, change: Callable[[Job], Job]) -> Future[None]:
        """Change one job. The future is done once that is committed.

        `change` gets the job as it is now, so nobody carries a stale copy over an await.
        """
        return self.update_many([job_id], change)

    def update_many(self, job_ids: Iterable[str], change: Callable[[Job], Job]) -> Future[None]:
        """The same for several, in one transaction. Unknown ids are passed over."""
        changed: list[Job] = []
        for job_id in job_ids:
            job = self._jobs.get(job_id)
            if job is None:
                continue
            new = change(job)
            if new != job:
                self._put(new, job)
                changed.append(new)
        if not changed:
            done: Future[None] = Future()
            done.set_result(None)
            return done
        saved = self._store.save(changed)
        ids = [job.id for job in changed]
        saved.add_done_callback(lambda saved: self._on_saved(ids, saved))
        self.changed.emit(tuple(changed))
        return saved

    def accept(self, job_id: str, change: Callable[[Job], Job]) -> Future[None]:
        """Change a job that the service just took: `change` gives it the service's id.

        The future is done as soon as that id is safe on disk, in the library or beside it.
        """
        job = self._jobs.get(job_id)
        if job is None:
            return self.update(job_id, change)
        noted = self._store.note_accepted(change(job))  # first: the library may have to wait
        return first_success([noted, self.update(job_id, change)])

    async def renew(self) -> None:
        """After the file was made anew under us: write what we have, read what we lack.

        Raises StoreError.
        """
        import asyncio

        ids = list(self._jobs)
        for start in range(0, len(ids), PAGE):
            some = (self._jobs.get(job_id) for job_id in ids[start : start + PAGE])
            await asyncio.wrap_future(self._store.save([job for job in some if job]))
        page = await asyncio.wrap_future(self._store.newest(PAGE))
        while page:
            self._take_in(page)
            page = await asyncio.wrap_future(self._store.older_than(page[-1], PAGE))

    async def claim(self, job_id: str, expected: JobStatus, claimed: JobStatus) -> bool:
        """Move a job from one status to another where it is still in the first, on disk.

        Whoever gets True is the only one: not even a second instance of the app does.
        """
        import asyncio

        if job_id in self._unsaved:  # else the disk would refuse what memory says
            await asyncio.wrap_future(self._store.save([self._jobs[job_id]]))
            self._unsaved.discard(job_id)
        if self._jobs[job_id].status is not expected:
            return False
        won = await asyncio.wrap_future(self._store.claim(job_id, expected, claimed))
        if won:
            before = self._jobs[job_id]
            job = replace(before, status=claimed)
            self._put(job, before)
            self.changed.emit((job,))
        return won

    def recent_prompts(self, limit: int = 200) -> Future[list[str]]:
        """Distinct prompts, newest first."""
        return self._store.recent_prompts(limit)

    def _take_in(self, jobs: Sequence[Job]) -> None:
        new = tuple(job for job in jobs if job.id not in self._jobs)
        self._jobs.update((job.id, job) for job in new)
        self.counts.update(job.status for job in new)
        if new:
            self.added.emit(new)

    def _put(self, job: Job, before: Job) -> None:
        self._jobs[job.id] = job
        if job.status is not before.status:
            self.counts[before.status] -= 1
            self.counts[job.status] += 1

    def _on_saved(self, ids: list[str], saved: Future[None]) -> None:
        """On the database's thread."""
        error = saved.exception()
        if error is None:
            self._unsaved.difference_update(ids)
        else:
            self._unsaved.update(ids)
            self._on_store_error(error if isinstance(error, StoreError) else StoreError(str(error)))
