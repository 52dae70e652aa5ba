"""Following jobs: one pace for all, and no trouble on the way says anything about a job."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import ApiError, AuthError, JobGone, RateLimited, TransportError
from whisul_desktop.core.events import Event
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.types import Access, Job, JobStatus
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
WORKERS = 4
RATE_LIMIT_PAUSE = 15.0  # seconds, where a 429 does not say how long


@dataclass(frozen=True, slots=True)
class Connection:
    """How it stands with the service, for the status bar and one notice."""

    trouble: ApiError | None = None
    next_try: float | None = None  # monotonic seconds


class Following:
    """Asks about every running job of the present address until it ends."""

    def __init__(
        self,
        library: Library,
        api: ApiClient,
        account: Account,
        clock: Callable[[], float],
        pacer: Pacer | None = None,
    ) -> None:
        self._library = library
        self._api = api
        self._account = account
        self._clock = clock  # POSIX seconds
        self._pacer = pacer or Pacer()
        self._wake = asyncio.Event()
        self.connection = Connection()
        self.heard = False  # the service has answered at least once
        self.connection_changed: Event[Connection] = Event()
        library.added.connect(self._follow_new)

    def follow(self, job_id: str) -> None:
        """Ask about a job that was just accepted."""
        self._pacer.follow(job_id, time.monotonic(), after=pacing.FIRST_LOOK)
        self._wake.set()

    def follow_all(self) -> None:
        """Every running job in the library, at start."""
        self._follow_new(tuple(self._library.jobs.values()))

    async def run(self) -> None:
        """One of a few workers that share the pace, for the app's life."""
        while True:
            access = await self._account.usable()
            now = time.monotonic()
            job_id = self._pacer.take(now)
            if job_id is None:
                await self._sleep(self._pacer.wait(now))
                continue
            job = self._library.jobs.get(job_id)
            if job is None or not _is_followed(job):
                self._pacer.forget(job_id)
            elif job.api_url != access.api_url or job.server_id is None:
                self._pacer.forget(job_id)  # another address: `follow_all` when it is back
            else:
                await self._ask(access, job, job.server_id)

    async def _ask(self, access: Access, job: Job, server_id: str) -> None:
        try:
            answer = await self._api.status(access, server_id)
        except AuthError:
            self._pacer.answered(job.id, time.monotonic())
            self._account.refused(access)
        except JobGone:
            self._set_connection(None)
            if self._pacer.gone(job.id, time.monotonic()):
                self._pacer.forget(job.id)
                self._library.update(job.id, lambda job: replace(job, status=JobStatus.EXPIRED))
        except (RateLimited, TransportError) as trouble:
            self._on_trouble(job.id, trouble, trouble.retry_after)
        except ApiError as trouble:
            self._on_trouble(job.id, trouble, None)
        else:
            self._set_connection(None)
            now = self._clock()
            self._pacer.answered(job.id, time.monotonic())
            self._library.update(job.id, lambda job: merge(job, answer, now))
            if not _is_followed(self._library.jobs[job.id]):
                self._pacer.forget(job.id)

    def _on_trouble(self, job_id: str, trouble: ApiError, retry_after: float | None) -> None:
        if isinstance(trouble, RateLimited) and retry_after is None:
            retry_after = RATE_LIMIT_PAUSE
        _log.info("asking about %s: %s", job_id, trouble)
        self._pacer.troubled(job_id, time.monotonic(), retry_after)
        self._set_connection(trouble)

    def _set_connection(self, trouble: ApiError | None) -> None:
        if trouble is None and self.connection.trouble is None and self.heard:
            return
        self.heard = self.heard or trouble is None
        held = self._pacer.held_until if trouble is not None else None
        self.connection = Connection(trouble, held)
        self._wake.set()
        self.connection_changed.emit(self.connection)

    def _follow_new(self, jobs: tuple[Job, ...]) -> None:
        now, today = time.monotonic(), self._clock()
        for job in jobs:
            if _is_followed(job) and job.api_url == self._account.api_url:
                self._pacer.follow(job.id, now, age=max(0.0, today - job.running_since))
        self._wake.set()

    async def _sleep(self, seconds: float | None) -> None:
        self._wake.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return


def _is_followed(job: Job) -> bool:
    return job.status is JobStatus.RUNNING and job.server_id is not None
