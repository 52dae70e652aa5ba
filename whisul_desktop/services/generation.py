"""Making songs: every prompt is a committed row before a byte of it is sent, and is sent once."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable
from dataclasses import replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    ConfigError,
    RateLimited,
    RejectedError,
    StoreError,
    TransportError,
)
from whisul_desktop.core.events import Event
from whisul_desktop.core.types import Access, Job, JobStatus
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
RATE_LIMIT_PAUSE = 15.0  # seconds, where a 429 does not say how long
OFFLINE_FIRST, OFFLINE_MOST = 2.0, 12.0


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
        self.accepted: Event[str] = Event()
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

    async def adopt(self, job_id: str, server_id: str) -> None:
        """The user found the service's id of an unconfirmed job: follow it."""
        await asyncio.wrap_future(self._library.update(job_id, self._accept(server_id)))
        self.accepted.emit(job_id)

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
            if not await self._library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING):
                continue
            pause = await self._send(access, job, failures)
            failures = failures + 1 if pause is not None else 0
            if pause is not None:
                self.waiting.emit(pause)
                await asyncio.sleep(pause)
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
            await asyncio.shield(
                asyncio.wrap_future(self._library.update(job.id, self._accept(server_id)))
            )
            self.accepted.emit(job.id)
            return None
        finally:
            current = self._library.jobs.get(job.id)
            if current is not None and current.status is JobStatus.SUBMITTING:
                self._library.update(
                    job.id, lambda job: replace(job, status=outcome, error=error or None)
                )
        return pause

    def _accept(self, server_id: str) -> Callable[[Job], Job]:
        now = self._clock()
        return lambda job: replace(
            job, status=JobStatus.RUNNING, server_id=server_id, submitted_at=now, error=None
        )
