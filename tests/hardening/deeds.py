"""What a person does with prompts and songs while they are sent, at random, and says so.

Words come before what may make a promise void (`freed`, `judging`, `forgetting`) and after
what makes one (`held`, `cancelled`, `deleted`, `judged`, `forgotten`): from that moment on,
in `time.monotonic()`, which processes of one machine share, it must be true for good.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.generation import Generation
from whisul_desktop.services.judging import MOST_STARS, Judging
from whisul_desktop.services.library import Library

T = TypeVar("T")
BATCHES = 3  # of one life
PAUSES = (0.0, 0.005, 0.02)  # seconds between two deeds


class Actor:
    """`say` tells the world; `label` makes the prompts of this life its own."""

    def __init__(
        self,
        library: Library,
        generation: Generation,
        judging: Judging,
        say: Callable[..., None],
        label: str,
    ) -> None:
        self._library = library
        self._generation = generation
        self._judging = judging
        self._say = say
        self._label = label
        self._dice = random.Random(label)
        self._batches = 0

    async def run(self) -> None:
        """Until it is killed."""
        deeds: dict[Callable[[], Awaitable[None]], int] = {
            self._send_batch: 2, self._hold: 2, self._resume: 2, self._cancel: 1,
            self._bring_back: 2, self._judge: 3, self._delete: 1, self._forget: 1,
        }  # fmt: skip
        while True:
            [deed] = self._dice.choices(tuple(deeds), tuple(deeds.values()))
            await deed()
            await asyncio.sleep(self._dice.choice(PAUSES))

    async def _send_batch(self) -> None:
        if self._batches == BATCHES:
            return
        self._batches += 1
        label = f"{self._label}-batch-{self._batches}"
        prompts = [f"{label}-{number}" for number in range(self._dice.randint(2, 8))]
        await self._generation.submit_batch(prompts)
        for prompt in prompts:
            self._say("saved", prompt)

    async def _hold(self) -> None:
        ids = self._some(self._generation.waiting_ids(), 3)
        await self._generation.hold(ids)
        held = [job for job in self._jobs(ids) if job.status is JobStatus.QUEUED and job.is_held]
        self._promise("held", held)

    async def _resume(self) -> None:
        held = [job for job in self._jobs(self._generation.waiting_ids()) if job.is_held]
        for job in held:
            self._say("freed", job.prompt)
        await self._generation.resume([job.id for job in held])

    async def _cancel(self) -> None:
        ids = self._some(self._generation.waiting_ids(), 2)
        self._promise("cancelled", self._jobs(await self._generation.cancel(ids)))

    async def _bring_back(self) -> None:
        some = self._some([job.id for job in self._all() if job.deleted_at is not None], 4)
        jobs = self._jobs(some)
        for job in jobs:
            self._say("freed", job.prompt)
        queued = [job.id for job in jobs if job.status is JobStatus.QUEUED]
        await self._generation.uncancel(queued)
        self._judging.restore([job.id for job in jobs if job.id not in queued])
        await self._committed()

    async def _judge(self) -> None:
        for job in self._some(self._all(), 1):
            stars = str(self._dice.randint(0, MOST_STARS))
            self._say("judging", job.prompt, stars)
            self._judging.set_stars([job.id], int(stars))
            await self._committed()
            self._say("judged", job.prompt, stars)

    async def _delete(self) -> None:
        # what is still to be sent may be on its way at this moment: that is what cancel is for
        settled = [job for job in self._all() if job.server_id and job.deleted_at is None]
        jobs = self._some(settled, 1)
        self._judging.delete([job.id for job in jobs])
        await self._committed()
        self._promise("deleted", jobs)

    async def _forget(self) -> None:
        for job in self._some(self._all(), 1):
            self._say("forgetting", job.prompt)
            being_sent = await self._judging.forget_for_good([job.id])
            if being_sent:
                self._say("remains", job.prompt)
            else:
                self._promise("forgotten", [job])

    async def _committed(self) -> None:
        """All that was written so far is on disk: there is one writer, and this waits for it."""
        await self._generation.hold([])

    def _promise(self, word: str, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self._say(word, job.prompt, repr(time.monotonic()))

    def _all(self) -> list[Job]:
        return list(self._library.jobs.values())

    def _jobs(self, ids: Sequence[str]) -> list[Job]:
        return [job for job_id in ids if (job := self._library.jobs.get(job_id))]

    def _some(self, values: Sequence[T], most: int) -> list[T]:
        return self._dice.sample(values, min(len(values), most))
