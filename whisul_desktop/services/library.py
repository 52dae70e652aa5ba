"""The jobs in memory: the only writer. It has a change written, makes it and announces it.

Loaded while the window is filled: no asyncio at module level, which takes longer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.events import Event, Gathered
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.override import override
from whisul_desktop.core.types import Job, JobStatus, Rating
from whisul_desktop.services.loading import Loading
from whisul_desktop.services.reading import PAGE
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.worker import first_success

GIVING_BACK = 1.0  # seconds of an exit


class Library(Loading):
    """All jobs of this computer. Its methods are called on the thread of the event loop.

    `on_store_error` hears of writes that failed after the fact, on the database's thread.
    """

    def __init__(self, store: JobStore, on_store_error: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._store = store
        self._on_store_error = on_store_error
        self._unsaved: set[str] = set()  # what the disk has of these is older than `jobs`
        self._claiming: set[str] = set()  # what the disk has of these is younger
        self._on_room: Callable[[], object] = lambda: None  # on the database's thread
        self.jobs = JobIndex()
        self.counts = self.jobs.counts
        self.added: Event[tuple[Job, ...]] = Event()
        self.changed: Gathered[Job] = Gathered()  # where there is a window, in its next turn
        self.rated: Event[frozenset[str]] = Event()  # nothing else of these has changed
        self.removed: Event[tuple[str, ...]] = Event()
        self.changed.connect(lambda _jobs: self._store.begin())
        self.changed.connect(lambda _jobs: self.jobs.settle(most=1))
        self.removed.connect(lambda _ids: self.changed.tell())  # in their order

    def add(self, jobs: Sequence[Job]) -> Future[None]:
        """New jobs; the future is done once they are committed.

        A failing commit takes them out again: what is shown is what is kept.
        """
        saved = self._store.save(jobs)  # first: whatever a listener does, it is on its way
        saved.add_done_callback(self._on_written)
        self._take_in(jobs)
        return saved

    def withdraw(self, job_ids: Iterable[str]) -> None:
        """Take jobs out of memory whose commit failed."""
        gone = tuple(job_id for job_id in job_ids if job_id in self.jobs)
        self._unsaved.difference_update(gone)
        if not self.is_loaded:
            self._withdrawn.update(gone)
        self.jobs.remove(gone)
        if gone:
            self.removed.emit(gone)

    async def forget(self, *job_ids: str) -> None:
        """Take jobs out for good. Raises StoreError: then they are back."""
        import asyncio

        # out of memory first: what comes for them meanwhile must not write them again
        known = [job for job_id in job_ids if (job := self.jobs.get(job_id))]
        self.withdraw(job_ids)
        deleted = self._store.delete(*job_ids)
        deleted.add_done_callback(self._on_written)
        try:
            await asyncio.wrap_future(deleted)
        except StoreError:
            self._take_in(known)
            raise
        self.withdraw(job_ids)  # where a page of the library was read just before

    def update(self, job_id: str, change: Callable[[Job], Job]) -> Future[None]:
        """Change one job. The future is done once that is committed.

        `change` gets the job as it is now, so nobody carries a stale copy over an await.
        """
        return self.update_many([job_id], change)

    def update_many(self, job_ids: Iterable[str], change: Callable[[Job], Job]) -> Future[None]:
        """The same for several, in one transaction. Unknown ids are passed over."""
        saved: Future[None] = Future()
        saved.set_running_or_notify_cancel()

        def end(error: BaseException | None) -> None:
            if error is None:
                saved.set_result(None)
            else:
                saved.set_exception(error)

        self.change(job_ids, change, end)
        self._store.begin()
        return saved

    def change(
        self,
        job_ids: Iterable[str],
        change: Callable[[Job], Job],
        end: Callable[[BaseException | None], object] = lambda _error: None,
    ) -> None:
        """The same where nobody waits for the disk: all that comes in one turn of the event loop
        is written from the next one on. `end` is told on the database's thread."""
        changed: list[Job] = []
        for job_id in job_ids:
            job = self.jobs.get(job_id)
            if job is None:
                continue
            new = change(job)
            if new != job:
                changed.append(new)
        if not changed:
            end(None)
            return

        def on_saved(error: BaseException | None) -> None:
            self._on_saved([job.id for job in changed], error)
            end(error)

        self._store.post(changed, on_saved)  # first: whatever a listener does, it is kept
        self._put(changed)

    def rate(self, ratings: Mapping[str, Rating]) -> Future[None]:
        """Put these in the place of what was thought of known jobs, in one transaction."""
        saved = self._store.rate(ratings)
        ids = list(ratings)
        saved.add_done_callback(lambda saved: self._on_saved(ids, saved.exception()))
        self.jobs.rate(ratings)
        self.rated.emit(frozenset(ids))
        return saved

    def accept(self, job_id: str, change: Callable[[Job], Job]) -> Future[None]:
        """Change a job that the service just took: `change` gives it the service's id.

        The future is done as soon as that id is safe on disk, in the library or beside it.
        """
        job = self.jobs.get(job_id)
        if job is None:
            return self.update(job_id, change)
        noted = self._store.note_accepted(change(job))  # first: the library may have to wait
        return first_success([noted, self.update(job_id, change)])

    def save_again(self) -> None:
        """Write what the disk refused before; at the end, and when there is room again."""
        ids = [each for each in self._unsaved.copy() - self._claiming if each in self.jobs]
        if ids:
            saved = self._store.save_each([self.jobs[job_id] for job_id in ids])
            saved.add_done_callback(lambda saved: self._on_saved_again(ids, saved))

    async def keep_up(self) -> None:
        """For the app's life: what the disk refused is written as soon as it takes anything."""
        import asyncio

        loop, room = asyncio.get_running_loop(), asyncio.Event()
        self._on_room = lambda: loop.call_soon_threadsafe(room.set)
        try:
            while True:
                await room.wait()
                room.clear()
                self.save_again()
        finally:
            self._on_room = lambda: None

    async def renew(self) -> None:
        """After the file was made anew under us: write what we have, read what we lack.

        Raises StoreError.
        """
        import asyncio

        ids = list(self.jobs)
        for start in range(0, len(ids), PAGE):
            some = (self.jobs.get(job_id) for job_id in ids[start : start + PAGE])
            await asyncio.wrap_future(self._store.save([job for job in some if job]))
        page = await asyncio.wrap_future(self._store.newest(PAGE))
        while page:
            self._take_in(page)
            page = await asyncio.wrap_future(self._older_than(page[-1]))

    async def claim(self, job_id: str, expected: JobStatus, claimed: JobStatus) -> bool:
        """Move a job from one status to another where it is still in the first, on disk.

        Whoever gets True is the only one: not even a second instance of the app does.
        """
        import asyncio

        if job_id in self._unsaved:  # else the disk would refuse what memory says
            await asyncio.wrap_future(self._store.save([self.jobs[job_id]]))
            self._unsaved.discard(job_id)
        before = self.jobs.get(job_id)
        if before is None or before.status is not expected:
            return False
        claiming = self._store.claim(job_id, expected, claimed)
        claiming.add_done_callback(self._on_written)
        self._claiming.add(job_id)
        try:
            won = await asyncio.wrap_future(claiming)
            while won and (job := self.jobs.get(job_id)) != before:
                if job is None:
                    return False  # forgotten meanwhile
                if job.deleted_at is not None and before.deleted_at is None:
                    await asyncio.wrap_future(self._store.claim(job_id, claimed, expected))
                    return False  # deleted meanwhile: not sent, not paid for
                # something else of it was saved meanwhile, with the status that it had
                before = job
                self._unsaved.add(job_id)
                await asyncio.wrap_future(self._store.save([replace(job, status=claimed)]))
                self._unsaved.discard(job_id)
        except asyncio.CancelledError:  # nobody is left who would do anything with it
            # where the disk does not answer, it is in doubt: unconfirmed at the next start
            with contextlib.suppress(TimeoutError, StoreError):
                async with asyncio.timeout(GIVING_BACK):
                    if await asyncio.wrap_future(claiming):
                        await asyncio.wrap_future(self._store.claim(job_id, claimed, expected))
            raise
        finally:
            self._claiming.discard(job_id)
        if won:
            self._put([replace(before, status=claimed)])
        return won

    async def set_queued(
        self, job_ids: Sequence[str], *, is_held: bool, deleted_at: float | None = None
    ) -> list[str]:
        """Hold, release or delete those that are still queued on disk; which these are.

        None of them is being sent. Raises StoreError.
        """
        import asyncio

        unsaved = [
            self.jobs[job_id]
            for job_id in job_ids
            if job_id in self._unsaved and job_id in self.jobs
        ]
        if unsaved:  # the disk would refuse what memory says
            await asyncio.wrap_future(self._store.save(unsaved))
            self._unsaved.difference_update(job.id for job in unsaved)
        setting = self._store.set_queued(job_ids, is_held=is_held, deleted_at=deleted_at)
        setting.add_done_callback(self._on_written)
        ids = await asyncio.wrap_future(setting)
        # also to disk: something else of them may have been saved meanwhile
        await asyncio.wrap_future(
            self.update_many(ids, lambda job: replace(job, is_held=is_held, deleted_at=deleted_at))
        )
        return ids

    @override
    def _take_in(self, jobs: Sequence[Job]) -> None:
        new = tuple(job for job in jobs if job.id not in self.jobs)
        self.jobs.add(new)
        if new:
            self.added.emit(new)

    def _put(self, changed: Sequence[Job]) -> None:
        try:
            self.jobs.update(changed)
        finally:
            self.changed.emit(changed)

    # on the database's thread

    def _on_saved(self, ids: list[str], error: BaseException | None) -> None:
        if error is None:
            self._unsaved.difference_update(ids)
            self._tell_room()
        else:
            self._unsaved.update(ids)
            self._tell(error)

    def _on_saved_again(self, ids: list[str], saved: Future[list[str]]) -> None:
        error = saved.exception()
        if error is None:
            self._unsaved.difference_update(set(ids).difference(saved.result()))
        else:
            self._tell(error)

    def _on_written(self, written: Future[Any]) -> None:
        """The disk takes something: perhaps also what it refused."""
        if written.exception() is None:
            self._tell_room()

    def _tell_room(self) -> None:
        if self._unsaved:
            self._on_room()

    def _tell(self, error: BaseException) -> None:
        self._on_store_error(error if isinstance(error, StoreError) else StoreError(str(error)))
