"""What the user thinks of songs, and which of them may go: kept on this computer alone.

Needs neither the network nor the other services: it works from the first painted row on. No
asyncio at module level, for that reason.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from whisul_desktop.core.errors import NewerLibrary
from whisul_desktop.core.types import MOST_NOTE, Job, JobStatus, Rating
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.library import Library

KEEP_DAYS = 30  # in "Recently deleted"
MOST_STARS = 5
_NAMES = tuple(field.name for field in fields(Job))
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_all_values = attrgetter(*_NAMES)


class Deed(StrEnum):
    """What was done, to be named where it can be undone."""

    FAVOURITE = "favourite"
    STARS = "stars"
    REJECT = "reject"
    NOTE = "note"
    DELETE = "delete"
    RESTORE = "restore"


_RATING = frozenset({Deed.FAVOURITE, Deed.STARS, Deed.REJECT})
_DELETING = frozenset({Deed.DELETE, Deed.RESTORE})


@dataclass(frozen=True, slots=True)
class Undo:
    """The way back from one deed: `Judging.undo` takes it. False where nothing was changed."""

    deed: Deed
    before: Mapping[str, Mapping[str, Any]]  # by job id: fields and what they held
    after: Mapping[str, Any]  # what the deed put into these fields
    judged_at: float | None  # what it put there; None for deleting, which is no judgement

    def __bool__(self) -> bool:
        return bool(self.before)

    def __len__(self) -> int:
        """How many jobs were changed."""
        return len(self.before)

    def and_then(self, later: Undo) -> Undo:
        """One way back from two deeds of one kind on the same jobs."""
        return replace(later, before=self.before)


class Judging:
    """Every deed is one change of all the jobs, one announcement and one transaction.

    `clock` gives POSIX seconds. Where the library is `read_only` every deed raises
    NewerLibrary. Ids that are not known are passed over.
    """

    def __init__(
        self,
        library: Library,
        cache: MediaCache,
        clock: Callable[[], float],
        *,
        read_only: bool = False,
    ) -> None:
        self._library = library
        self._cache = cache
        self._clock = clock
        self._read_only = read_only

    def set_favourite(self, job_ids: Iterable[str], favourite: bool) -> Undo:
        """A favourite is no reject."""
        values = {"is_favourite": True, "is_reject": False}
        return self._rate(job_ids, Deed.FAVOURITE, values if favourite else {"is_favourite": False})

    def set_stars(self, job_ids: Iterable[str], stars: int) -> Undo:
        """1–5; 0 takes the rating away. Raises ValueError."""
        if not 0 <= stars <= MOST_STARS:
            raise ValueError(f"no rating: {stars}")
        return self._rate(job_ids, Deed.STARS, {"stars": stars})

    def set_reject(self, job_ids: Iterable[str], reject: bool) -> Undo:
        """A reject is no favourite."""
        values = {"is_reject": True, "is_favourite": False}
        return self._rate(job_ids, Deed.REJECT, values if reject else {"is_reject": False})

    def set_note(self, job_ids: Iterable[str], note: str) -> Undo:
        """Plain text, without what a database can't hold, at most MOST_NOTE characters."""
        clean = note[:MOST_NOTE].replace("\0", "").encode(errors="replace").decode()
        return self._set(job_ids, Deed.NOTE, {"note": clean.strip()})

    def delete(self, job_ids: Iterable[str]) -> Undo:
        """Into "Recently deleted". What is under way goes on, for it is paid; what is not sent
        yet is not sent."""
        now = self._clock()
        return self._set(job_ids, Deed.DELETE, {"deleted_at": now}, lambda job: not job.deleted_at)

    def restore(self, job_ids: Iterable[str]) -> Undo:
        """Back out of "Recently deleted"."""
        return self._set(job_ids, Deed.RESTORE, {"deleted_at": None})

    def undo(self, undo: Undo) -> None:
        """Put back what was there before; what was changed since stays as it is.

        It is no judgement of its own: a merge is to find what was said before, and when.
        """
        self._check()
        if undo.deed in _RATING:
            self._take_back_ratings(undo)
            return

        def change(job: Job) -> Job:
            if any(getattr(job, name) != value for name, value in undo.after.items()):
                return job
            before = dict(undo.before[job.id])
            if job.judged_at != undo.judged_at:  # something else was judged since
                before.pop("judged_at", None)
            return _changed(job, before)

        self._library.change(undo.before, change)

    async def forget_for_good(self, job_ids: Iterable[str]) -> list[str]:
        """Take jobs and our own files of them away; files that were saved elsewhere stay.

        Returns the ids of those that are being sent at this moment: they are paid for in a
        second, and stay. Raises StoreError: nothing was forgotten; NewerLibrary; MediaError:
        the jobs are forgotten, their files could not be removed.
        """
        self._check()
        jobs = [job for one in dict.fromkeys(job_ids) if (job := self._library.jobs.get(one))]
        queued = [job.id for job in jobs if job.status is JobStatus.QUEUED]
        # from here on none of these is sent: it could be paid for and not known any more
        held = await self._library.set_queued(queued, is_held=True, deleted_at=self._clock())
        sending = set(queued) - set(held)
        sending |= {job.id for job in jobs if job.status is JobStatus.SUBMITTING}
        await self._forget([job.id for job in jobs if job.id not in sending])
        return [job.id for job in jobs if job.id in sending]

    async def deleted(self) -> list[str]:
        """Everything in "Recently deleted". Raises StoreError."""
        return await self._library.deleted_before(math.inf)

    async def purge(self) -> int:
        """Forget what was deleted longer than KEEP_DAYS ago, and tell how much that was.

        Raises StoreError, MediaError.
        """
        if self._read_only:
            return 0
        old = await self._library.deleted_before(self._clock() - KEEP_DAYS * 86_400)
        await self._forget(old)
        return len(old)

    async def _forget(self, job_ids: list[str]) -> None:
        from whisul_desktop.core.tasks import in_thread

        if not job_ids:
            return
        await self._library.forget(*job_ids)
        gone = frozenset(job_ids)
        await in_thread(lambda: self._cache.remove(gone), name="remove")

    def _rate(self, job_ids: Iterable[str], deed: Deed, values: Mapping[str, Any]) -> Undo:
        """Numbers alone, of as many as there are, without a look at each job as a whole."""
        self._check()
        now = self._clock()
        jobs = self._library.jobs
        before: dict[str, Mapping[str, Any]] = {}
        ratings: dict[str, Rating] = {}

        @cache  # of a thousand that are selected most were thought of alike
        def rated(old: Rating) -> Rating:
            return old._replace(**values, judged_at=now)

        named = cache(Rating._asdict)
        for job_id in job_ids:
            old = jobs.rating_of(job_id)
            if old is not None and (new := rated(old))[:-1] != old[:-1]:
                before[job_id] = named(old)
                ratings[job_id] = new
        if ratings:
            self._library.rate(ratings)
        return Undo(deed, before, values, now)

    def _take_back_ratings(self, undo: Undo) -> None:
        ratings: dict[str, Rating] = {}
        for job_id, before in undo.before.items():
            now = self._library.jobs.rating_of(job_id)
            if now is None or any(getattr(now, name) != it for name, it in undo.after.items()):
                continue
            back = now._replace(**{name: before[name] for name in undo.after})
            if now.judged_at == undo.judged_at:  # nothing else was judged since
                back = back._replace(judged_at=before["judged_at"])
            ratings[job_id] = back
        if ratings:
            self._library.rate(ratings)

    def _set(
        self,
        job_ids: Iterable[str],
        deed: Deed,
        values: Mapping[str, Any],
        concerned: Callable[[Job], bool] = lambda _job: True,
    ) -> Undo:
        self._check()
        judged_at = None if deed in _DELETING else self._clock()
        stamp = {} if judged_at is None else {"judged_at": judged_at}
        names, kept = tuple(values), (*values, *stamp)
        new = {**values, **stamp}
        before: dict[str, dict[str, Any]] = {}

        def change(job: Job) -> Job:
            old = {name: getattr(job, name) for name in names}
            if old == values or not concerned(job):
                return job
            before[job.id] = {name: getattr(job, name) for name in kept}
            return _changed(job, new)

        self._library.change(job_ids, change)
        return Undo(deed, before, values, judged_at)

    def _check(self) -> None:
        if self._read_only:
            raise NewerLibrary


def _changed(job: Job, values: Mapping[str, Any]) -> Job:
    """`dataclasses.replace`, which takes almost twice as long: a thousand at once are common."""
    now = list(_all_values(job))
    for name, value in values.items():
        now[_PLACES[name]] = value
    return Job(*now)
