"""What several jobs have in common, without a look at each as a whole: a thousand are quick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from whisul_desktop.core.job_columns import AUDIO, CODES, FAVOURITE, REJECT, STATUSES
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.types import Job, JobStatus


class Picked(NamedTuple):
    """Of several jobs: their states, and how many songs are here and are not."""

    jobs: int
    statuses: frozenset[JobStatus]
    with_audio: int
    without_audio: int


class Thought(NamedTuple):
    """What is thought of several jobs alike."""

    stars: int = 0  # 0 where they differ
    is_favourite: bool = False  # all of them
    is_reject: bool = False

    @classmethod
    def of(cls, job: Job) -> Thought:
        return cls(job.stars, job.is_favourite, job.is_reject)


def pick(index: JobIndex, ids: Iterable[str]) -> Picked:
    """Unknown ids are passed over."""
    positions = _positions(index, ids)
    kinds = Counter((index.status[p], index.flags[p] & AUDIO) for p in positions)
    return Picked(
        jobs=len(positions),
        statuses=frozenset(STATUSES[status] for status, _audio in kinds),
        with_audio=sum(number for (_status, audio), number in kinds.items() if audio),
        without_audio=kinds[CODES[JobStatus.COMPLETED], 0],
    )


def thought_of(index: JobIndex, ids: Iterable[str]) -> Thought:
    """Unknown ids are passed over."""
    kinds = {(index.stars[p], index.flags[p]) for p in _positions(index, ids)}
    stars = {stars for stars, _flags in kinds}
    return Thought(
        stars.pop() if len(stars) == 1 else 0,
        bool(kinds) and all(flags & FAVOURITE for _stars, flags in kinds),
        bool(kinds) and all(flags & REJECT for _stars, flags in kinds),
    )


def _positions(index: JobIndex, ids: Iterable[str]) -> list[int]:
    return [position for job_id in ids if (position := index.position(job_id)) is not None]
