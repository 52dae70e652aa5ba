"""Making songs: every prompt is a committed row before a byte of it is sent, and is sent once."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    ConfigError,
    DuplicateJob,
    RateLimited,
    RejectedError,
    StoreError,
    TransportError,
)
from whisul_desktop.core.events import Event
from whisul_desktop.core.keystate import KeyState
from whisul_desktop.core.types import Access, Job, JobStatus
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
RATE_LIMIT_PAUSE = 15.0  # seconds, where a 429 does not say how long
OFFLINE_FIRST, OFFLINE_MOST = 2.0, 12.0
CLAIM_PAUSE = 1.0  # seconds until a job that could not be claimed is looked at again
STORE_PAUSE = 5.0  # seconds until a library that can't be written is tried again


class Generation:
    """The outbox. `accepted` hears the local id of each job that the service took."""

    def __init__(
        self, library: Library, api: ApiClient, account: Account, clock: Callable[[], float]
    ) -> None:
        self._library = library
        self._api = api
        self._account = account
        self._clock = clock  # POSIX seconds
        self._wake = asyncio.Event()
        self.next_try: float | None = None  # monotonic seconds, while it waits to send
        self.accepted: Event[str] = Event()
        self.adopted: Event[str] = Event()  # by hand: it may be ready already
        self.waiting: Event[float | None] = Event()  # seconds until the next try; None: sending
        account.changed.connect(lambda _state: self._wake.set())

    def recover(self) -> None:
        """At start: what was on its way when the last run ended may or may not exist."""
        cut_off = [
            job.id for job in self._library.jobs.values() if job.status is JobStatus.SUBMITTING
        ]
        self._library.update_many(cut_off, lambda job: replace(job, status=JobStatus.UNCONFIRMED))

    async def submit(self, prompt: str, count: int = 1, parent_id: str | None = None) -> list[str]:
        """Keep `count` jobs for the prompt and send them when they can be sent.

        Returns their local ids once they are committed. Raises StoreError: nothing was kept.
        """
        now = self._clock()
        jobs = [
            Job(
                id=uuid.uuid4().hex,
                prompt=prompt,
                api_url=self._account.api_url,
                created_at=now + number * 1e-3,  # keeps their order
                parent_id=parent_id,
            )
            for number in range(count)
        ]
        ids = [job.id for job in jobs]
        try:
            await asyncio.wrap_future(self._library.add(jobs))
        except StoreError:
            self._library.withdraw(ids)
            raise
        self._wake.set()
        return ids

    async def retry(self, job_id: str) -> str:
        """The same prompt as a new job; the old one stays. Returns the new local id."""
        job = self._library.jobs[job_id]
        return (await self.submit(job.prompt, parent_id=job.id))[0]

    async def send_again(self, job_id: str) -> None:
        """Send an unconfirmed job once more: the user has accepted that it may pay twice."""
        if await self._library.claim(job_id, JobStatus.UNCONFIRMED, JobStatus.QUEUED):
            self._wake.set()

    async def forget(self, job_id: str) -> None:
        """The user gives an unconfirmed job up. Raises StoreError."""
        if self._library.jobs[job_id].status is JobStatus.UNCONFIRMED:
            await self._library.forget(job_id)

    async def adopt(self, job_id: str, server_id: str) -> None:
        """The user found the service's id of an unconfirmed job: follow it.

        Raises DuplicateJob where another row has it already, StoreError.
        """
        job = self._library.jobs[job_id]
        for other in self._library.jobs.values():
            if other.server_id == server_id and other.api_url == job.api_url:
                raise DuplicateJob(f"{other.id} is the job {server_id} already")
        if job.status is not JobStatus.UNCONFIRMED:
            return
        await asyncio.wrap_future(self._library.update(job_id, self._accept(server_id)))
        self.adopted.emit(job_id)

    async def run(self) -> None:
        """Send what is queued, oldest first, one at a time, for the app's life."""
        failures = 0
        while True:
            access = await self._account.usable()
            job = self._next(access)
            if job is None:
                self._wake.clear()
                await self._wake.wait()
                continue
            try:
                claimed = await self._library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING)
            except StoreError as error:  # disk full, locked for long: nothing was sent
                _log.info("sending %s waits for the library: %s", job.id, error)
                await self._pause(STORE_PAUSE, access)
                continue
            except Exception as bug:  # noqa: BLE001 - a listener's: the claim itself is sound
                _tell(bug, job)
                claimed = self._library.jobs[job.id].status is JobStatus.SUBMITTING
            if not claimed:  # withdrawn, or the disk knows better: never in a tight loop
                await asyncio.sleep(CLAIM_PAUSE)
                continue
            try:
                pause = await self._send(access, job, failures)
            except Exception as bug:  # noqa: BLE001 - told as every bug is; the others go out
                pause = None
                _tell(bug, job)
            failures = failures + 1 if pause is not None else 0
            if pause is not None:
                await self._pause(pause, access)

    async def _pause(self, seconds: float, access: Access) -> None:
        """Wait that long, but not for another address or key: it is another matter there."""
        self.next_try = time.monotonic() + seconds
        self.waiting.emit(seconds)
        other = asyncio.Event()

        def look(_state: KeyState) -> None:
            if not self._account.is_current(access):
                other.set()

        disconnect = self._account.changed.connect(look)
        try:
            async with asyncio.timeout(seconds):
                await other.wait()
        except TimeoutError:
            pass
        finally:
            disconnect()
            self.next_try = None
            self.waiting.emit(None)

    def _next(self, access: Access) -> Job | None:
        queued = (
            job
            for job in self._library.jobs.values()
            if job.status is JobStatus.QUEUED and job.api_url == access.api_url
        )
        return min(queued, key=lambda job: (job.created_at, job.id), default=None)

    async def _send(self, access: Access, job: Job, failures: int) -> float | None:
        """One POST. Returns how long to pause before the next one, None for not at all."""
        outcome = JobStatus.UNCONFIRMED  # unless we learn better, even where we are cancelled
        error = ""
        pause: float | None = None
        try:
            server_id = await self._api.submit(access, job.prompt)
        except RejectedError as refusal:
            outcome, error = JobStatus.REJECTED, refusal.message
        except (AuthError, ConfigError):  # a key that can't be sent was not sent
            outcome = JobStatus.QUEUED
            self._account.refused(access)
        except RateLimited as limit:
            outcome = JobStatus.QUEUED
            pause = RATE_LIMIT_PAUSE if limit.retry_after is None else limit.retry_after
        except TransportError as trouble:
            _log.info("sending %s: %s", job.id, trouble)
            if not trouble.sent:
                outcome = JobStatus.QUEUED
                pause = min(OFFLINE_MOST, OFFLINE_FIRST * 2 ** min(failures, 8))
        except ApiError as trouble:
            _log.warning("sending %s: %s", job.id, trouble)
        else:
            await self._keep(job.id, server_id)
            return None
        finally:
            current = self._library.jobs.get(job.id)
            if current is not None and current.status is JobStatus.SUBMITTING:
                self._library.update(
                    job.id, lambda job: replace(job, status=outcome, error=error or None)
                )
        return pause

    async def _keep(self, job_id: str, server_id: str) -> None:
        """The id is on disk before anything else is done, whatever the disk says."""
        kept = asyncio.wrap_future(self._library.accept(job_id, self._accept(server_id)))
        try:
            await asyncio.shield(kept)
        except StoreError as error:
            _log.warning("the id of %s is known, and not on disk: %s", job_id, error)
        self.accepted.emit(job_id)

    def _accept(self, server_id: str) -> Callable[[Job], Job]:
        now = self._clock()
        return lambda job: replace(
            job, status=JobStatus.RUNNING, server_id=server_id, submitted_at=now, error=None
        )


def _tell(bug: Exception, job: Job) -> None:
    """To the one place that reports bugs."""
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"sending {job.id}", "exception": bug}
    )
