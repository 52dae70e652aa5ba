"""Pure rules for when to ask the service about which job next.

All times are the caller's monotonic clock, in seconds: what is set on the wall does not matter.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from dataclasses import dataclass

from whisul_desktop.core.backoff import Backoff
from whisul_desktop.core.budget import Budget
from whisul_desktop.core.readiness import Readiness

FLOOR = 5.0  # no job is ever asked sooner after its last request: the guide says every 5-10 s
BLIND_MOST = 70.0  # as long as a look can be left out because songs are never ready so soon
LONG_WAIT = 900.0  # most tracks finish within a few minutes: after this, ask ever slower
SLOWEST = 120.0
UNKNOWN_WORD = 30.0  # between looks at a job in a state that we don't know
BUDGET = 20.0  # requests/s for all jobs: 100 at the floor, and 300 are caught up in 15 s
BUDGET_LEAST = 0.1
LIMITED_PAUSE = 15.0  # after a 429 that does not say how long
POST_GAP = 0.5  # between two prompts of a batch, and more where the budget is less
TROUBLE_FIRST, TROUBLE_MOST = 4.0, 12.0  # back within 15 s of the network's return
LOST_FIRST, LOST_MOST = 8.0, 120.0  # after a lost answer: each try puts another prompt in doubt
GONE_AGAIN = (20.0, 60.0, 180.0)  # a 404 is asked again after these before it is believed
_NEVER = -math.inf


@dataclass(slots=True)
class _Watch:
    """One job that is followed."""

    since: float  # when its wait began
    asked: float  # the last request for it
    due: float | None = None  # None while a request is on its way
    entry: int = -1  # the one entry of the heap that counts
    gone: int = 0  # times that the service did not know it, in a row
    errors: int = 0  # in a row, while others were answered


class Pacer:
    """A heap of due times for all jobs under one budget and one hold.

    What the service asked for (`hold`) is obeyed whatever happens; a hold that trouble began
    ends with the trouble. `readiness` says when a look pays.
    """

    def __init__(self, rng: random.Random | None = None, *, budget: float = BUDGET) -> None:
        self.readiness = Readiness()
        self._budget = Budget(budget, BUDGET_LEAST)
        rng = rng or random.Random()  # noqa: S311 - jitter, not cryptography
        self._backoff = Backoff(rng, TROUBLE_FIRST, TROUBLE_MOST)
        self._lost = Backoff(rng, LOST_FIRST, LOST_MOST)
        self._watches: dict[str, _Watch] = {}
        self._left: dict[str, float] = {}  # forgotten jobs and when they were asked last
        self._heap: list[tuple[float, int, str]] = []  # due, entry, job
        self._entries = itertools.count()
        self._asked_to_wait = _NEVER
        self._limited_at = _NEVER
        self._posted_at = _NEVER
        self._failures = 0  # of looks, since the last answer to anything
        self.is_offline = False  # nothing was answered since there was trouble

    def __len__(self) -> int:
        return len(self._watches)

    def __contains__(self, job_id: object) -> bool:
        return job_id in self._watches

    @property
    def rate(self) -> float:
        """Requests/s that all jobs together are allowed now."""
        return self._budget.rate

    @property
    def asked_to_wait(self) -> float:
        """The service wants to hear nothing at all before this."""
        return self._asked_to_wait

    @property
    def held_until(self) -> float:
        """No job is asked about before this."""
        return max(self._asked_to_wait, self._backoff.until)

    @property
    def post_at(self) -> float:
        """The next prompt may be sent then. Looks never hold it up, it holds up looks."""
        gap = max(POST_GAP, 1 / self._budget.rate)
        return max(self._asked_to_wait, self._lost.until, self._posted_at + gap)

    @property
    def lost_until(self) -> float:
        """No prompt is sent before this because the answers to some were lost."""
        return self._lost.until

    def posted(self, now: float) -> None:
        """A prompt is sent: a request like all others."""
        self._posted_at = now
        self._budget.spend(now)

    def post_answered(self) -> None:
        """The service took a prompt, or refused it for what it says."""
        self._lost.over()
        self._recovered()

    def post_limited(self, now: float, retry_after: float | None = None) -> None:
        """A 429 to a prompt: everything waits, as after one to a look."""
        self._lost.over()
        self._slow_down(self._posted_at, now, retry_after)

    def post_lost(self, now: float, retry_after: float | None = None) -> None:
        """A prompt was sent and no usable answer came: the next waits, longer each time, and
        everything as long as was asked. No answer to a look ends that."""
        self._lost.failed(now, now)
        if retry_after is not None:
            self.hold(now, retry_after)

    def follow(self, job_id: str, now: float, *, age: float = 0.0, at_once: bool = False) -> None:
        """Ask about the job from now on; it already runs for `age` seconds.

        `at_once` where it may be ready already.
        """
        if job_id not in self._watches:
            watch = _Watch(now - age, self._left.pop(job_id, _NEVER))
            self._watches[job_id] = watch
            self._schedule(job_id, watch, now if at_once else now + self._gap(watch, now))

    def forget(self, job_id: str) -> None:
        """Ask no more."""
        watch = self._watches.pop(job_id, None)
        if watch is not None:
            self._left[job_id] = watch.asked

    def take(self, now: float) -> str | None:
        """The job to ask now, oldest due first; it is due again once its outcome was told."""
        wait = self.wait(now)
        if wait is None or wait > 0:
            return None
        _due, _entry, job_id = heapq.heappop(self._heap)
        watch = self._watches[job_id]
        watch.due, watch.asked = None, now
        self._spend(now)
        return job_id

    def ask_once(self, job_id: str, now: float) -> float:
        """Seconds until a job that is not followed may be asked about; at 0.0 it is asked now."""
        wait = max(0.0, self._soonest(self._asked(job_id) + FLOOR) - now)
        if not wait:
            self._left[job_id] = now
            self._spend(now)
        return wait

    def wait(self, now: float) -> float | None:
        """Seconds until `take` has something; None where nothing is due ever."""
        first = self.first_look()
        return None if first is None else max(0.0, first - now)

    def first_look(self) -> float | None:
        """When the first of all jobs is asked next; None where none is to be."""
        while self._heap and not self._counts(self._heap[0]):
            heapq.heappop(self._heap)
        return self._soonest(self._heap[0][0]) if self._heap else None

    def next_look(self, job_id: str) -> float | None:
        """When the job is asked next at the soonest; None where it is not followed or asked now."""
        watch = self._watches.get(job_id)
        return None if watch is None or watch.due is None else self._soonest(watch.due)

    def answered(self, job_id: str, now: float, *, known: bool = True) -> None:
        """The service said that it goes on, with a word that is `known` or not."""
        self._recovered()
        if watch := self._watches.get(job_id):
            watch.gone = watch.errors = 0
            gap = self._gap(watch, now)
            self._schedule(job_id, watch, now + (gap if known else max(gap, UNKNOWN_WORD)))

    def gone(self, job_id: str, now: float) -> bool:
        """A 404. True once it has been said often enough to be believed."""
        self._recovered()
        watch = self._watches.get(job_id)
        if watch is None or watch.gone >= len(GONE_AGAIN):
            return watch is not None
        self._schedule(job_id, watch, now + GONE_AGAIN[watch.gone])
        watch.gone += 1
        return False

    def limited(self, job_id: str, now: float, retry_after: float | None = None) -> None:
        """A 429: all wait as long as was asked, and then ask at half the pace."""
        self._slow_down(self._asked(job_id), now, retry_after)
        self._retry(job_id, now)

    def troubled(
        self, job_id: str, now: float, retry_after: float | None = None, *, answered: bool = False
    ) -> None:
        """No usable answer; `answered` where there was one, if only an error. All wait as long as
        was asked.

        An error between answers to others is the job's own: it alone waits, longer each time.
        Without an answer, or at a second error in a row, the service is away: all wait.
        """
        watch = self._watches.get(job_id)
        self._failures += 1
        if retry_after is not None:
            self.hold(now, retry_after)
        if not answered or self._failures > 1:
            self.is_offline = True
            self._backoff.failed(watch.asked if watch else now, now)
            self._retry(job_id, now)
        elif watch is not None:
            gap = min(SLOWEST, FLOOR * 2 ** min(watch.errors, 8))
            watch.errors += 1
            self._schedule(job_id, watch, now + gap)
            self._ask_another(now)

    def put_back(self, job_id: str, now: float) -> None:
        """Nobody knows what became of the request: look again in the usual time."""
        watch = self._watches.get(job_id)
        if watch is not None and watch.due is None:
            self._schedule(job_id, watch, now + self._gap(watch, now))

    def hold(self, now: float, seconds: float) -> None:
        """Ask nothing at all for so long: the service wants it."""
        self._asked_to_wait = max(self._asked_to_wait, now + seconds)

    def forgive(self) -> None:
        """Another address, or another key: what was asked for before is not meant for it."""
        self._heard()
        self._lost.over()
        self._asked_to_wait = _NEVER

    def wake(self, now: float) -> None:
        """The machine slept, or the network is back: one look at every job, in their order."""
        self._backoff.over()
        self._hasten(now)

    def learn(self, seconds: float, now: float) -> None:
        """A song was ready so long after it was submitted."""
        if self.readiness.learn(seconds):
            self._hasten(now)

    def _spend(self, now: float) -> None:
        """A look goes out."""
        self._budget.spend(now)
        self._backoff.probe(now)
        if self._left:
            self._left = {left: at for left, at in self._left.items() if at > now - FLOOR}

    def _asked(self, job_id: str) -> float:
        """When the last request for the job went out, as far as that still matters."""
        watch = self._watches.get(job_id)
        return self._left.get(job_id, _NEVER) if watch is None else watch.asked

    def _slow_down(self, asked: float, now: float, retry_after: float | None) -> None:
        """A 429 to what was asked then; those to what was on its way together count once."""
        self._heard()
        if asked > self._limited_at:
            self._limited_at = now
            self._budget.decrease(now)
        self.hold(now, LIMITED_PAUSE if retry_after is None else retry_after)

    def _recovered(self) -> None:
        """Any answer at all ends a hold that trouble began."""
        self._heard()
        self._budget.increase()

    def _heard(self) -> None:
        self._backoff.over()
        self._failures = 0
        self.is_offline = False

    def _ask_another(self, now: float) -> None:
        """Is it one job or the service? The next of those that are well tells, at once."""
        well = (
            entry
            for entry in self._heap
            if self._counts(entry) and not self._watches[entry[2]].errors
        )
        if (first := min(well, default=None)) is not None:
            self._schedule(first[2], self._watches[first[2]], now)

    def _gap(self, watch: _Watch, now: float) -> float:
        age = now - watch.since
        slow = min(SLOWEST, FLOOR * age / LONG_WAIT)
        return max(slow, self.readiness.gap(age, FLOOR, BLIND_MOST))

    def _hasten(self, now: float) -> None:
        """Looks that lie ahead are due now, as soon as their job has rested; the order stays."""
        for _due, _entry, job_id in sorted(filter(self._counts, self._heap)):
            watch = self._watches[job_id]
            if not watch.gone and watch.due is not None and watch.due > now:
                self._schedule(job_id, watch, now)

    def _retry(self, job_id: str, now: float) -> None:
        if watch := self._watches.get(job_id):
            self._schedule(job_id, watch, now)

    def _schedule(self, job_id: str, watch: _Watch, due: float) -> None:
        watch.due = max(due, watch.asked + FLOOR)
        watch.entry = next(self._entries)
        heapq.heappush(self._heap, (watch.due, watch.entry, job_id))

    def _counts(self, entry: tuple[float, int, str]) -> bool:
        watch = self._watches.get(entry[2])
        return watch is not None and watch.entry == entry[1]

    def _soonest(self, due: float) -> float:
        return max(due, self.held_until, self._budget.free_at)
