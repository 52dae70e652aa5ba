"""Following jobs: one pace for all, and no trouble on the way says anything about a job."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import ApiError, AuthError, JobGone, RateLimited, TransportError
from whisul_desktop.core.events import Event
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.readiness import HISTORY, Readiness
from whisul_desktop.core.tasks import report
from whisul_desktop.core.types import Access, Job, JobAnswer, JobStatus, Outlook
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
WORKERS = 4
SLEPT = 30.0  # seconds that one clock gains on the other: the machine slept, or it was set
LONGEST_SLEEP = 5.0  # seconds; timers stand still with the machine, and are late by what is left


@dataclass(frozen=True, slots=True)
class Connection:
    """How it stands with the service, for the status bar and one notice."""

    trouble: ApiError | None = None
    next_try: float | None = None  # monotonic seconds


class Following:
    """Asks about every running job of the present address until it ends.

    `clock` gives POSIX seconds and may be set by anybody; the pace goes by `monotonic`.
    """

    def __init__(
        self,
        library: Library,
        api: ApiClient,
        account: Account,
        clock: Callable[[], float],
        pacer: Pacer | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._api = api
        self._account = account
        self._clock = clock
        self._monotonic = monotonic
        self._pacer = Pacer() if pacer is None else pacer
        self._wake = asyncio.Event()
        self._apart = clock() - monotonic()
        self.connection = Connection()
        self.heard = False  # the service has answered at least once
        self.connection_changed: Event[Connection] = Event()
        self.back: Event[None] = Event()  # the way to the service, or may be: try at once
        library.added.connect(self._follow_new)

    def follow(self, job_id: str, *, at_once: bool = False) -> None:
        """Ask about a job that was just accepted; `at_once` where it may be ready already."""
        self._pacer.follow(job_id, self._monotonic(), at_once=at_once)
        self._wake.set()

    def follow_all(self) -> None:
        """Every running job of the address, at start and when there is another address."""
        self._learn_again()
        self._follow_new(tuple(self._library.live()))

    def wake(self) -> None:
        """The network is back, or the machine woke up: look at every job now, once."""
        now = self._monotonic()
        self._pacer.wake(now)
        self._wake.set()
        self.back.emit(None)
        if self.connection.trouble is not None:
            self._announce(replace(self.connection, next_try=max(now, self._pacer.held_until)))

    def next_look(self, job_id: str) -> float | None:
        """Monotonic seconds of the next look at the job, None while it is being asked."""
        return self._pacer.next_look(job_id)

    def outlook(self, job_id: str | None = None) -> Outlook | None:
        """What comes next for the job, or for the first of all; None where none is followed."""
        now = self._monotonic()
        if not (len(self._pacer) if job_id is None else job_id in self._pacer):
            return None
        if (lack := self._account.lack) is not None:
            return Outlook(lack, None)
        due = self._pacer.first_look() if job_id is None else self._pacer.next_look(job_id)
        if due is None:
            return Outlook(None, None)
        trouble = self.connection.trouble
        if trouble is None and self._pacer.asked_to_wait > now:
            trouble = RateLimited(self._pacer.asked_to_wait - now)  # said to a prompt
        return Outlook(trouble, max(0.0, due - now))

    def usual_time(self) -> float | None:
        """Median seconds that a song takes, by the user's own; None while too few are known."""
        return self._pacer.readiness.usual()

    async def run(self) -> None:
        """One of a few workers that share the pace, for the app's life."""
        while True:
            access = await self._account.usable()
            job_id: str | None = None
            try:
                self._notice_sleep()
                job_id = self._pacer.take(self._monotonic())
                if job_id is not None:
                    await self._ask_about(access, job_id)
            except Exception as bug:  # noqa: BLE001 - told as every bug is; the others go on
                if job_id is not None:
                    self._pacer.put_back(job_id, self._monotonic())
                report(bug, f"asking about {job_id or 'jobs'}")
            if job_id is None:
                await self._sleep(self._pacer.wait(self._monotonic()))

    async def _ask_about(self, access: Access, job_id: str) -> None:
        job = self._library.jobs.get(job_id)
        if job is None or not self._is_followed(job) or job.server_id is None:
            self._pacer.forget(job_id)  # also of another address: until `follow_all`
        else:
            await self._ask(access, job, job.server_id)

    async def _ask(self, access: Access, job: Job, server_id: str) -> None:
        try:
            answer = await self._api.status(access, server_id)
        except AuthError:
            self._pacer.answered(job.id, self._monotonic())
            self._account.refused(access)
            self._on_heard()
        except JobGone:
            self._on_heard()
            if self._pacer.gone(job.id, self._monotonic()):
                self._pacer.forget(job.id)
                self._library.change([job.id], lambda job: replace(job, status=JobStatus.EXPIRED))
        except RateLimited as limit:
            self._pacer.limited(job.id, self._monotonic(), limit.retry_after)
            self._on_trouble(job.id, limit)
        except ApiError as trouble:
            self._on_no_answer(job.id, trouble)
        else:
            self._on_heard()
            self._on_answer(job.id, answer)

    def _on_answer(self, job_id: str, answer: JobAnswer) -> None:
        now, today = self._monotonic(), self._clock()
        try:
            self._library.change([job_id], lambda job: merge(job, answer, today))
        finally:  # whatever a listener does
            job = self._library.jobs.get(job_id)
            self._pacer.answered(job_id, now, known=job is None or not job.status_word)
            if job is None or not self._is_followed(job):
                self._pacer.forget(job_id)
            if job is not None and job.api_url == self._account.api_url:
                seconds = _seconds_to_ready(job)
                if seconds is not None:
                    self._pacer.learn(seconds, now)
                    self._wake.set()  # the others may be due at once

    def _on_no_answer(self, job_id: str, trouble: ApiError) -> None:
        transport = trouble if isinstance(trouble, TransportError) else None
        self._pacer.troubled(
            job_id,
            self._monotonic(),
            transport.retry_after if transport else None,
            answered=transport.answered if transport else True,
        )
        if self._pacer.is_offline:
            self._on_trouble(job_id, trouble)
        else:  # of this job alone, as far as anybody knows
            _log.info("asking about %s: %s", job_id, trouble)
            self._wake.set()  # another one is asked now

    def _on_trouble(self, job_id: str, trouble: ApiError) -> None:
        _log.info("asking about %s: %s", job_id, trouble)
        self._announce(Connection(trouble, self._pacer.held_until))

    def _on_heard(self) -> None:
        """The service has answered, whatever it said."""
        if self.connection.trouble is not None or not self.heard:
            self.heard = True
            self._announce(Connection())
            self.back.emit(None)

    def _announce(self, connection: Connection) -> None:
        self.connection = connection
        self._wake.set()
        self.connection_changed.emit(connection)

    def _follow_new(self, jobs: tuple[Job, ...]) -> None:
        now, today = self._monotonic(), self._clock()
        for job in jobs:
            if self._is_followed(job):
                age = max(0.0, today - job.running_since)
                self._pacer.follow(job.id, now, age=age, at_once=True)
        self._wake.set()

    def _learn_again(self) -> None:
        """How long the songs of this address took so far, oldest first."""
        now = self._monotonic()
        self._pacer.readiness = Readiness()
        for job in self._library.newest_ready(self._account.api_url, HISTORY):
            seconds = _seconds_to_ready(job)
            if seconds is not None:
                self._pacer.learn(seconds, now)

    def _is_followed(self, job: Job) -> bool:
        return (
            job.status is JobStatus.RUNNING
            and job.server_id is not None
            and job.api_url == self._account.api_url
        )

    def _notice_sleep(self) -> None:
        """While the machine sleeps only the clock on the wall goes on."""
        apart = self._clock() - self._monotonic()
        slept, self._apart = apart - self._apart > SLEPT, apart
        if slept:
            _log.info("the machine slept, or its clock was set")
            self.wake()

    async def _sleep(self, seconds: float | None) -> None:
        """Until something is due or happens, but never past the end of a sleep of the machine."""
        self._wake.clear()
        try:
            async with asyncio.timeout(None if seconds is None else min(seconds, LONGEST_SLEEP)):
                await self._wake.wait()
        except TimeoutError:
            return


def _seconds_to_ready(job: Job) -> float | None:
    """By the service's own clock where it told; it starts a job when it accepts it."""
    if job.status is not JobStatus.COMPLETED or job.finished_at is None:
        return None
    return job.finished_at - job.running_since if job.started_at is None else job.took
