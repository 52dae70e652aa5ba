"""Making songs: every prompt is a committed row before a byte of it is sent, and is sent once."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import DuplicateJob, StoreError
from whisul_desktop.core.events import Event
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library
from whisul_desktop.services.outbox import Outbox, accept
from whisul_desktop.services.reading import still_reading

_STEP = 1e-4  # seconds between the ages of two jobs: keeps their order
_MOST_AHEAD = 60.0  # seconds


class Generation:
    """What a person can do about songs that are to be made. All may raise StoreError.

    `pacer`: that of following, so that both keep to one budget.
    """

    def __init__(
        self,
        library: Library,
        api: ApiClient,
        account: Account,
        clock: Callable[[], float],
        pacer: Pacer | None = None,
    ) -> None:
        self._library = library
        self._account = account
        self._clock = clock  # POSIX seconds
        self._youngest = 0.0
        pacer = Pacer() if pacer is None else pacer
        self.outbox = Outbox(library, api, account, clock, pacer)
        self.accepted = self.outbox.accepted
        self.waiting = self.outbox.waiting
        self.queue_changed = self.outbox.changed  # what waits to be sent
        self.adopted: Event[str] = Event()  # by hand: it may be ready already

    @property
    def next_try(self) -> float | None:
        """Monotonic seconds, while it waits to send."""
        return self.outbox.next_try

    def recover(self) -> None:
        """At start: what was on its way when the last run ended may or may not exist."""
        cut_off = [job.id for job in self._library.live() if job.status is JobStatus.SUBMITTING]
        self._library.change(cut_off, lambda job: replace(job, status=JobStatus.UNCONFIRMED))

    async def run(self) -> None:
        """Send what is queued, for the app's life."""
        await self.outbox.run()

    async def finish(self) -> None:
        """At the end of the app: send no more, but hear what became of what has left."""
        await self.outbox.finish()

    # new jobs; each returns local ids once they are committed, or nothing was kept

    async def submit(self, prompt: str, count: int = 1, parent_id: str | None = None) -> list[str]:
        """Keep `count` jobs for the prompt and send them when they can be sent."""
        return await self._submit([prompt], count, parent_id)

    async def submit_batch(self, prompts: Sequence[str], count: int = 1) -> list[str]:
        """The same for many prompts, in their order: all of them are kept, or none."""
        return await self._submit(prompts, count, None)

    async def more_like(self, job_id: str, count: int = 1) -> list[str]:
        """More songs of the same prompt."""
        return await self.submit(self._library.jobs[job_id].prompt, count, parent_id=job_id)

    async def retry(self, job_id: str) -> str:
        """The same prompt as a new job; the old one stays."""
        [new_id] = await self.more_like(job_id)
        return new_id

    async def add_existing(self, server_ids: Iterable[str]) -> tuple[list[str], list[str]]:
        """Follow jobs that the service already has: local ids of the new and the known ones.

        One that was deleted comes back, which has to wait for the library to be read: until
        then StoreError, and nothing is added. What it is about is known once the service tells.
        """
        url = self._account.api_url
        wanted = list(dict.fromkeys(each.lower() for each in server_ids))
        known = await self._ids_here(url, wanted)
        if any(job_id not in self._library.jobs for job_id in known.values()):
            raise still_reading()
        new = [server_id for server_id in wanted if server_id not in known]
        jobs = [
            Job(
                id=uuid.uuid4().hex,
                prompt="",
                api_url=url,
                created_at=created_at,
                status=JobStatus.RUNNING,
                server_id=server_id,
            )
            for server_id, created_at in zip(new, self._ages(len(new)), strict=True)
        ]
        await self._commit(jobs)  # the library's `added` has them followed
        known_ids = list(dict.fromkeys(known.values()))
        await asyncio.wrap_future(
            self._library.update_many(known_ids, lambda job: replace(job, deleted_at=None))
        )
        return [job.id for job in jobs], known_ids

    def count_known(self, server_ids: Iterable[str]) -> int | None:
        """How many of these ids (each once) `add_existing` would find in the library.

        None while the library is being read: it can't be told yet.
        """
        if not self._library.is_loaded:
            return None
        url = self._account.api_url
        return sum(self._known(url, each.lower()) is not None for each in server_ids)

    async def family(self, job_id: str) -> list[Job]:
        """The job with what it was made from and what was made from it, oldest first."""
        jobs = await self._library.family(job_id)
        return [job for job in jobs if job.deleted_at is None or job.id == job_id]

    # what waits to be sent

    def waiting_ids(self) -> list[str]:
        """What is still to be sent, held or not, in its order."""
        return [job.id for job in self.outbox.waiting_jobs()]

    async def hold(self, job_ids: Iterable[str]) -> None:
        """Don't send these for now; passes over what is no longer queued."""
        await self._set_queued(self._present(job_ids), is_held=True)

    async def resume(self, job_ids: Iterable[str]) -> None:
        """Send these after all."""
        await self._set_queued(self._present(job_ids), is_held=False)

    async def cancel(self, job_ids: Iterable[str]) -> list[str]:
        """Put those that are still queued into "Recently deleted"; which these are.

        One that is being sent is not among them: it is paid for.
        """
        return await self._set_deleted(self._present(job_ids), self._clock())

    async def uncancel(self, job_ids: Iterable[str]) -> None:
        """Undo `cancel`: they are sent, but for those that were held before."""
        await self._set_deleted(list(job_ids), None)

    # jobs whose answers were lost; what is not unconfirmed any more is passed over

    async def send_again(self, *job_ids: str) -> None:
        """Send them once more, oldest first: the user has accepted that it may pay twice."""
        jobs = [job for job_id in job_ids if (job := self._library.jobs.get(job_id))]
        for job in sorted(jobs, key=lambda job: (job.created_at, job.id)):
            if await self._library.claim(job.id, JobStatus.UNCONFIRMED, JobStatus.QUEUED):
                self.outbox.look()

    async def forget(self, *job_ids: str) -> None:
        """The user gives them up."""
        jobs = [job for job_id in job_ids if (job := self._library.jobs.get(job_id))]
        lost = [job.id for job in jobs if job.status is JobStatus.UNCONFIRMED]
        if lost:
            await self._library.forget(*lost)

    async def adopt(self, job_id: str, server_id: str) -> None:
        """The user found the service's id of an unconfirmed job: follow it.

        Raises DuplicateJob where another row has it already.
        """
        api_url = self._library.jobs[job_id].api_url
        if taken := await self._ids_here(api_url, [server_id]):
            raise DuplicateJob(f"the job {server_id} is {taken} already")
        job = self._library.jobs.get(job_id)
        if job is None or job.status is not JobStatus.UNCONFIRMED:
            return
        change = accept(server_id, self._clock())
        await asyncio.wrap_future(self._library.update(job_id, change))
        self.adopted.emit(job_id)

    async def _submit(self, prompts: Sequence[str], count: int, parent_id: str | None) -> list[str]:
        many = len(prompts) * count > 1
        batch_id = uuid.uuid4().hex if many else None
        ages = iter(self._ages(len(prompts) * count))
        jobs = [
            Job(
                id=uuid.uuid4().hex,
                prompt=prompt,
                api_url=self._account.api_url,
                created_at=next(ages),
                parent_id=parent_id,
                batch_id=batch_id,
            )
            for prompt in prompts
            for _ in range(count)
        ]
        await self._commit(jobs)
        self.outbox.look()
        self.queue_changed.emit(None)
        return [job.id for job in jobs]

    async def _commit(self, jobs: list[Job]) -> None:
        if not jobs:
            return
        try:
            await asyncio.wrap_future(self._library.add(jobs))
        except StoreError:
            self._library.withdraw([job.id for job in jobs])
            raise

    async def _set_queued(
        self, job_ids: Iterable[str], *, is_held: bool, deleted_at: float | None = None
    ) -> list[str]:
        ids = await self._library.set_queued(list(job_ids), is_held=is_held, deleted_at=deleted_at)
        self.outbox.look()
        self.queue_changed.emit(None)
        return ids

    async def _set_deleted(self, job_ids: Sequence[str], deleted_at: float | None) -> list[str]:
        ids: list[str] = []
        for is_held in (True, False):  # as each of them is
            jobs = (self._library.jobs.get(job_id) for job_id in job_ids)
            some = [job.id for job in jobs if job is not None and job.is_held is is_held]
            ids += await self._set_queued(some, is_held=is_held, deleted_at=deleted_at)
        return ids

    def _present(self, job_ids: Iterable[str]) -> list[str]:
        """Without those that are deleted."""
        jobs = ((job_id, self._library.jobs.get(job_id)) for job_id in job_ids)
        return [job_id for job_id, job in jobs if job is not None and job.deleted_at is None]

    async def _ids_here(self, api_url: str, server_ids: Sequence[str]) -> dict[str, str]:
        """Our ids by the service's in small letters, of those that are known. Raises StoreError.

        While the library is being read, the disk knows of more jobs than memory does; after a
        disk that refused to write, memory knows more.
        """
        keys = [(api_url, form) for each in server_ids for form in (each, each.upper())]
        on_disk = await self._library.ids_of(keys)
        found = {form.lower(): job_id for (_url, form), job_id in on_disk.items()}
        in_memory = {each.lower(): self._known(api_url, each) for each in server_ids}
        return found | {each: job.id for each, job in in_memory.items() if job is not None}

    def _known(self, api_url: str, server_id: str) -> Job | None:
        """However the service spells the digits of its ids."""
        find = self._library.with_server_id
        return find(api_url, server_id) or find(api_url, server_id.upper())

    def _ages(self, count: int) -> list[float]:
        """When each of so many new jobs was made, in order and after all others."""
        now = self._clock()
        ahead = self._youngest - now
        first = now + ahead + _STEP if 0 <= ahead < _MOST_AHEAD else now  # it may have been set
        self._youngest = first + (count - 1) * _STEP
        return [first + number * _STEP for number in range(count)]
