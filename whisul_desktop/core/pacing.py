"""Pure rules for when to ask the service about which job next. All times are the caller's
monotonic clock, in seconds."""

from __future__ import annotations

import heapq
import random

INTERVAL = (6.0, 8.0)  # the guide: every 5-10 s, more often "may trigger rate limiting"
FLOOR = 5.0  # no job is ever asked sooner after its last request
FIRST_LOOK = 5.0  # after the service took it: nothing is ready sooner
LONG_WAIT = 600.0  # most tracks finish within a few minutes: after this, ask ever slower
SLOWEST = 120.0
TROUBLE_FIRST, TROUBLE_MOST = 4.0, 12.0  # back within 15 s of the network's return
GONE_AGAIN = (20.0, 60.0, 180.0)  # a 404 is asked again after these before it is believed


class Pacer:
    """A heap of due times for all jobs and one hold that slows all of them together."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self._rng = rng or random.Random()  # noqa: S311 - jitter, not cryptography
        self._heap: list[tuple[float, str]] = []
        self._due: dict[str, float] = {}  # the one entry of the heap that counts
        self._since: dict[str, float] = {}
        self._gone: dict[str, int] = {}
        self._troubles = 0
        self.held_until = float("-inf")

    def __len__(self) -> int:
        return len(self._since)

    def follow(self, job_id: str, now: float, *, age: float = 0.0, after: float = 0.0) -> None:
        """Ask about the job from now on; `age` seconds it already runs, first ask in `after`."""
        if job_id not in self._since:
            self._since[job_id] = now - age
            self._schedule(job_id, now + after)

    def forget(self, job_id: str) -> None:
        """Ask no more."""
        for table in (self._due, self._since, self._gone):
            table.pop(job_id, None)

    def take(self, now: float) -> str | None:
        """The job to ask now, oldest due first; it is due again once `answered` or `failed`."""
        if now < self.held_until:
            return None
        while self._heap and self._heap[0][0] <= now:
            due, job_id = heapq.heappop(self._heap)
            if self._due.get(job_id) == due:
                del self._due[job_id]
                return job_id
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until `take` may have something; None where nothing is followed."""
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        if not self._heap:
            return None
        return max(0.0, max(self._heap[0][0], self.held_until) - now)

    def answered(self, job_id: str, now: float) -> None:
        """The service said that it goes on: the trouble, if any, is over."""
        self.recovered()
        self._gone.pop(job_id, None)
        self._schedule(job_id, now + self._interval(job_id, now))

    def recovered(self) -> None:
        """Any answer at all ends a hold that trouble began."""
        if self._troubles:
            self._troubles = 0
            self.held_until = float("-inf")

    def gone(self, job_id: str, now: float) -> bool:
        """A 404. True once it has been said often enough to be believed."""
        self.recovered()
        times = self._gone.get(job_id, 0)
        if times >= len(GONE_AGAIN):
            return True
        self._gone[job_id] = times + 1
        self._schedule(job_id, now + GONE_AGAIN[times])
        return False

    def troubled(self, job_id: str, now: float, retry_after: float | None = None) -> None:
        """No usable answer: everything waits, longer each time, or as long as was asked."""
        pause = min(TROUBLE_MOST, TROUBLE_FIRST * 2**self._troubles)
        self._troubles = min(self._troubles + 1, 8)
        self.hold(now, pause * self._rng.uniform(0.75, 1.0) if retry_after is None else retry_after)
        self._schedule(job_id, now + FLOOR)

    def hold(self, now: float, seconds: float) -> None:
        """Ask nothing at all for so long."""
        self.held_until = max(self.held_until, now + seconds)

    def _interval(self, job_id: str, now: float) -> float:
        slower = max(1.0, (now - self._since.get(job_id, now)) / LONG_WAIT)
        return min(SLOWEST, self._rng.uniform(*INTERVAL) * slower)

    def _schedule(self, job_id: str, due: float) -> None:
        if job_id in self._since:
            self._due[job_id] = due
            heapq.heappush(self._heap, (due, job_id))
