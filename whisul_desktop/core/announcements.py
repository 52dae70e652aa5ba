"""Pure rules of what is announced: which jobs are news, and when many become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from whisul_desktop.core.types import FINAL, Job, JobStatus

WINDOW = 10.0  # seconds: what comes within them belongs together
MOST = 3  # notifications of their own within the window
FILES_LIMIT = 8.0  # seconds that a ready song is held back for its cover and sound


@dataclass(frozen=True, slots=True)
class One:
    """A notification of its own."""

    job: Job

    @property
    def is_ready(self) -> bool:
        return self.job.status is JobStatus.COMPLETED


@dataclass(frozen=True, slots=True)
class Many:
    """One notification for all of a burst; it is told anew with each that joins."""

    ready: int
    failed: int
    replaces: tuple[str, ...] = ()  # job ids that had notifications of their own until now


@dataclass(slots=True)
class News:
    """Tells the jobs that came to an end before our eyes from those that had before.

    `now` is monotonic, in seconds.
    """

    _open: set[str] = field(default_factory=set[str])
    _held: dict[str, tuple[float, Job]] = field(default_factory=dict[str, tuple[float, Job]])

    def expect(self, jobs: Iterable[Job]) -> None:
        """Jobs that were not changed, only seen: their end will be news."""
        self._open.update(job.id for job in jobs if not job.status.is_final)

    def changed(self, jobs: Iterable[Job], now: float) -> list[Job]:
        """What of these is to be announced at once."""
        ended: list[Job] = []
        for job in jobs:
            if job.status not in FINAL:
                self._open.add(job.id)
            elif job.id in self._held:
                since, _ = self._held[job.id]
                self._held[job.id] = (since, job)
                if job.deleted_at is not None:
                    del self._held[job.id]
                elif _is_whole(job):
                    del self._held[job.id]
                    ended.append(job)
            elif job.id in self._open:
                self._open.discard(job.id)
                if job.deleted_at is not None:
                    continue
                if job.status is JobStatus.COMPLETED and not _is_whole(job):
                    self._held[job.id] = (now, job)
                else:
                    ended.append(job)
        return ended

    def removed(self, job_ids: Iterable[str]) -> None:
        for job_id in job_ids:
            self._open.discard(job_id)
            self._held.pop(job_id, None)

    def overdue(self, now: float) -> list[Job]:
        """Ready songs whose files take too long: announced without them."""
        late = [job for since, job in self._held.values() if now - since >= FILES_LIMIT]
        for job in late:
            del self._held[job.id]
        return late

    def next_due(self) -> float | None:
        """When `overdue` is to be asked next."""
        return min((since + FILES_LIMIT for since, _ in self._held.values()), default=None)


@dataclass(slots=True)
class Folding:
    """More than three within 10 s become one, which goes on for as long as they keep coming."""

    _recent: list[tuple[float, One]] = field(default_factory=list[tuple[float, One]])
    _many: Many | None = None

    def add(self, job: Job, now: float) -> One | Many:
        """How to announce a job that came to an end; `now` is monotonic, in seconds."""
        one = One(job)
        self._recent = [(at, other) for at, other in self._recent if now - at < WINDOW]
        if not self._recent:
            self._many = None
        self._recent.append((now, one))
        if self._many is not None:
            ready, failed = self._many.ready, self._many.failed
            self._many = Many(ready + one.is_ready, failed + (not one.is_ready))
            return self._many
        if len(self._recent) <= MOST:
            return one
        ready = sum(other.is_ready for _, other in self._recent)
        alone = tuple(other.job.id for _, other in self._recent[:-1])
        self._many = Many(ready, len(self._recent) - ready, alone)
        return self._many


@dataclass(slots=True)
class Batch:
    """How far the songs are that are being made at the same time: a share of whole songs."""

    _total: int = 0
    _live: int = 0

    def share(self, live: int) -> float | None:
        """With so many not settled yet; None where there is nothing to count."""
        self._total = self._total + max(0, live - self._live) if live else 0
        self._live = live
        return (self._total - live) / self._total if self._total > 1 else None


def _is_whole(job: Job) -> bool:
    has_cover = job.cover_file is not None or not (job.song and job.song.image_url)
    return job.audio_file is not None and has_cover
