"""New links for songs whose old ones have expired: the service is asked at the pace of all."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import pacing
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    ConfigError,
    JobGone,
    MediaError,
    MediaTrouble,
    RateLimited,
    TransportError,
)
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.types import JobAnswer
from whisul_desktop.services.account import Account
from whisul_desktop.services.library import Library

_log = logging.getLogger(__name__)


class FreshLinks:
    """`pacer` is that of following: one budget for all."""

    def __init__(
        self,
        library: Library,
        api: ApiClient,
        account: Account,
        clock: Callable[[], float],
        pacer: Pacer,
    ) -> None:
        self._library = library
        self._api = api
        self._account = account
        self._clock = clock  # POSIX seconds
        self._pacer = pacer

    async def fetch(self, job_id: str) -> bool:
        """Ask about the job again. False where the service has no other links for it.

        Raises MediaError(NETWORK) where it could not be asked: that says nothing of the links.
        """
        job = self._library.jobs.get(job_id)
        if job is None or job.server_id is None or job.api_url != self._account.api_url:
            return False
        await self._turn(job_id)
        try:
            answer = await self._ask(job_id, job.server_id)
        except JobGone:
            self._pacer.answered(job_id, time.monotonic())
            return False
        except (ApiError, ConfigError) as error:
            _log.info("a fresh link for %s: %s", job_id, error)
            raise MediaError(MediaTrouble.NETWORK, str(error)) from error
        self._pacer.answered(job_id, time.monotonic())
        now = self._clock()
        if answer.song is not None:
            self._library.change([job_id], lambda job: merge(job, answer, now))
        return answer.song is not None

    async def _turn(self, job_id: str) -> None:
        """Wait for a slot of the budget. Raises MediaError(NETWORK) where that takes long."""
        while wait := self._pacer.ask_once(job_id, time.monotonic()):
            if wait > pacing.FLOOR:  # no worker waits for it
                raise MediaError(MediaTrouble.NETWORK, "the service asks to wait")
            await asyncio.sleep(wait)

    async def _ask(self, job_id: str, server_id: str) -> JobAnswer:
        """Tells the others what they can learn from the trouble that it raises."""
        access = self._account.access()
        try:
            return await self._api.status(access, server_id)
        except AuthError:
            self._account.refused(access)
            raise
        except RateLimited as limit:
            self._pacer.limited(job_id, time.monotonic(), limit.retry_after)
            raise
        except JobGone:
            raise
        except ApiError as trouble:
            transport = trouble if isinstance(trouble, TransportError) else None
            self._pacer.troubled(
                job_id,
                time.monotonic(),
                transport.retry_after if transport else None,
                answered=transport.answered if transport else True,
            )
            raise
