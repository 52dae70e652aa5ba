"""Sending what is queued: in order, once, at a pace that the service likes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    ConfigError,
    RateLimited,
    RejectedError,
    StoreError,
    TransportError,
    WhisulError,
)
from whisul_desktop.core.events import Event
from whisul_desktop.core.keystate import KeyState
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.tasks import report
from whisul_desktop.core.types import Access, Job, JobStatus
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)
T = TypeVar("T")
OFFLINE_FIRST, OFFLINE_MOST = 2.0, 12.0  # seconds between two tries without a connection
CLAIM_PAUSE = 1.0  # seconds until a job that could not be claimed is looked at again
STORE_PAUSE = 5.0  # seconds until a library that can't be written is tried again
LAST_ANSWER = 1.0  # seconds of an exit that the answer to a prompt is waited for
UNSEEN_PAUSE = 1.0  # seconds of waiting that are not worth a word


class Outbox:
    """One POST at a time for the app's life. `pacer` is that of following: one budget for all.

    `accepted` hears the local id of each job that the service took; `changed` that what
    waits to be sent is not what it was.
    """

    def __init__(
        self,
        library: Library,
        api: ApiClient,
        account: Account,
        clock: Callable[[], float],
        pacer: Pacer,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._api = api
        self._account = account
        self._clock = clock  # POSIX seconds
        self._pacer = pacer
        self._monotonic = monotonic
        self._wake = asyncio.Event()
        self._go_on = asyncio.Event()  # ends a pause
        self._ending = False
        self._settled = asyncio.Event()  # nothing that has left waits for its answer
        self._settled.set()
        self._failures = 0  # in a row, before anything was sent
        self._lost: ApiError | None = None  # what came in the place of the last answer lost
        self._sent: Counter[str] = Counter()  # of each batch
        self.trouble: WhisulError | None = None  # why it waits
        self.next_try: float | None = None  # monotonic seconds, while it waits to send
        self.accepted: Event[str] = Event()
        self.changed: Event[None] = Event()
        self.waiting: Event[float | None] = Event()  # seconds until the next try; None: sending
        account.changed.connect(lambda _state: self.look())
        library.changed.connect(self._on_changed)

    def look(self) -> None:
        """There may be something to send."""
        self._wake.set()

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        if any(map(_is_waiting, jobs)):  # out of "Recently deleted" again
            self.look()

    def wake(self) -> None:
        """The network is back: no more waiting for it. What the service asked for is obeyed, and
        one that loses answers may still do so."""
        if isinstance(self.trouble, TransportError) and not self.trouble.sent:
            self._go_on.set()

    async def finish(self) -> None:
        """At the end: begin nothing new, and wait a moment for the answer to what has left."""
        self._ending = True
        with contextlib.suppress(TimeoutError):  # then it stays unconfirmed
            async with asyncio.timeout(LAST_ANSWER):
                await self._settled.wait()

    def waiting_jobs(self) -> list[Job]:
        """What is still to be sent, held or not, in the order in which it goes out."""
        queued = [job for job in self._library.live() if _is_waiting(job)]
        return sorted(queued, key=lambda job: (job.created_at, job.id))

    async def run(self) -> None:
        """Send what is queued, oldest first, one at a time."""
        access: Access | None = None
        while not self._ending:
            before, access = access, await self._account.usable()
            if before is not None and access != before:
                self._pacer.forgive()  # it was said to somebody else
            job = self._next(access)
            if job is None:
                self._wake.clear()
                await self._wake.wait()
                continue
            try:
                await self._send_one(access, job)
            except StoreError as error:  # disk full, locked for long: nothing was sent
                _log.info("sending %s waits for the library: %s", job.id, error)
                await self._pause(STORE_PAUSE, access, error)
            except Exception as bug:  # noqa: BLE001 - told as every bug is; the others go out
                report(bug, f"sending {job.id}")
                await asyncio.sleep(CLAIM_PAUSE)

    def _next(self, access: Access) -> Job | None:
        """The oldest of those whose batch had least: one song need not wait behind hundreds."""
        ready = (
            job
            for job in self._library.live()
            if _is_waiting(job) and not job.is_held and job.api_url == access.api_url
        )
        return min(
            ready,
            key=lambda job: (self._sent[job.batch_id or ""], job.created_at, job.id),
            default=None,
        )

    async def _send_one(self, access: Access, job: Job) -> None:
        """Send the job, or wait until something can be sent. Raises StoreError: it was not."""
        now = self._monotonic()
        wait = self._pacer.post_at - now
        if wait > 0:
            await self._pause(wait, access, self._held_by(now))
            return
        if not await self._claim(job):  # held, withdrawn, or the disk knows better
            await asyncio.sleep(CLAIM_PAUSE)  # never in a tight loop
            return
        self._pacer.posted(self._monotonic())
        trouble = await self._send(access, job)
        self._announce(self.changed, None)
        if not isinstance(trouble, TransportError):
            self._failures = 0
            return
        pause = min(OFFLINE_MOST, OFFLINE_FIRST * 2 ** min(self._failures, 8))
        self._failures += 1
        await self._pause(pause, access, trouble)

    def _held_by(self, now: float) -> WhisulError | None:
        """What holds up prompts but their usual pace."""
        asked = self._pacer.asked_to_wait - now
        if asked > 0:
            return RateLimited(asked)
        return self._lost if self._pacer.lost_until > now else None

    async def _claim(self, job: Job) -> bool:
        try:
            return await self._library.claim(job.id, JobStatus.QUEUED, JobStatus.SUBMITTING)
        except StoreError:
            raise
        except Exception as bug:  # noqa: BLE001 - a listener's: the claim itself is sound
            report(bug, f"sending {job.id}")
            now = self._library.jobs.get(job.id)
            return now is not None and now.status is JobStatus.SUBMITTING

    async def _send(self, access: Access, job: Job) -> WhisulError | None:
        """One POST. Returns why nothing was sent, None where that is settled."""
        outcome = JobStatus.UNCONFIRMED  # unless we learn better
        error: str | None = None
        left = False

        def leaving() -> None:
            nonlocal left
            left = True
            self._settled.clear()

        try:
            server_id = await self._api.submit(access, job.prompt, leaving)
        except asyncio.CancelledError:
            if not left:  # it was still connecting
                outcome = JobStatus.QUEUED
            raise
        except RejectedError as refusal:
            outcome, error = JobStatus.REJECTED, refusal.message or None
            self._pacer.post_answered()
        except (AuthError, ConfigError) as refusal:  # a key that can't be sent was not sent
            outcome = JobStatus.QUEUED
            self._account.refused(access)
            return refusal
        except RateLimited as limit:
            outcome = JobStatus.QUEUED
            self._pacer.post_limited(self._monotonic(), limit.retry_after)
            return limit
        except TransportError as trouble:
            _log.info("sending %s: %s", job.id, trouble)
            if not trouble.sent:
                outcome = JobStatus.QUEUED
                return trouble
            self._lost = trouble
            self._pacer.post_lost(self._monotonic(), trouble.retry_after)
        except ApiError as trouble:
            _log.warning("sending %s: %s", job.id, trouble)
            self._lost = trouble
            self._pacer.post_lost(self._monotonic())
        except Exception:  # a bug: the others may meet it too
            self._lost = None
            self._pacer.post_lost(self._monotonic())
            raise
        else:
            await self._keep(job, server_id)
        finally:
            current = self._library.jobs.get(job.id)
            if current is not None and current.status is JobStatus.SUBMITTING:
                self._settle(job, lambda job: replace(job, status=outcome, error=error))
            self._settled.set()
        return None

    def _settle(self, job: Job, change: Callable[[Job], Job]) -> None:
        try:
            self._library.change([job.id], change)
        except Exception as bug:  # noqa: BLE001 - a listener's: the change is made
            report(bug, f"sending {job.id}")

    async def _keep(self, job: Job, server_id: str) -> None:
        """The id is on disk before anything else is done, whatever the disk says."""
        self._pacer.post_answered()
        if job.batch_id is not None:
            self._sent[job.batch_id] += 1
        try:
            kept = self._library.accept(job.id, accept(server_id, self._clock()))
            await asyncio.shield(asyncio.wrap_future(kept))
        except StoreError as error:
            _log.warning("the id of %s is known, and not on disk: %s", job.id, error)
        except Exception as bug:  # noqa: BLE001 - a listener's: the id is on its way to disk
            report(bug, f"sending {job.id}")
        self._announce(self.accepted, job.id)

    async def _pause(self, seconds: float, access: Access, trouble: WhisulError | None) -> None:
        """Wait that long, but not for another address or key: it is another matter there."""
        self._go_on.clear()

        def look(_state: KeyState) -> None:
            if not self._account.is_current(access):
                self._go_on.set()

        disconnect = self._account.changed.connect(look)
        shown = trouble is not None or seconds > UNSEEN_PAUSE
        if shown:
            self.trouble, self.next_try = trouble, self._monotonic() + seconds
            self._announce(self.waiting, seconds)
        try:
            async with asyncio.timeout(seconds):
                await self._go_on.wait()
        except TimeoutError:
            pass
        finally:
            disconnect()
            if shown:
                self.trouble = self.next_try = None
                self._announce(self.waiting, None)

    def _announce(self, event: Event[T], value: T) -> None:
        try:
            event.emit(value)
        except Exception as bug:  # noqa: BLE001 - a listener's must not end the sending
            report(bug, f"telling of {value!r}")


def accept(server_id: str, now: float) -> Callable[[Job], Job]:
    """What the service's word for a job makes of it."""
    return lambda job: replace(
        job, status=JobStatus.RUNNING, server_id=server_id, submitted_at=now, error=None
    )


def _is_waiting(job: Job) -> bool:
    return job.status is JobStatus.QUEUED and job.deleted_at is None
