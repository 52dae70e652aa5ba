"""How many requests the service is asked at most, found out from what it answers."""

from __future__ import annotations

import math
from collections import deque

STEP = 0.02  # requests/s that come back with each second in which it is used up
WINDOW = 10.0  # seconds over which is counted what was really asked for
_NEVER = -math.inf


class Budget:
    """Requests per second of all jobs together, found as TCP finds its own: AIMD.

    Additive increase while the service answers, multiplicative decrease where it says that
    it was too much. Requests are spaced, so that no burst is ever sent.
    `most`, `least`: requests/s.
    """

    def __init__(self, most: float, least: float) -> None:
        self._most, self._least = most, least
        self.rate = most  # requests/s
        self.free_at = _NEVER  # the next request may go out
        self._spent: deque[float] = deque()

    def spend(self, now: float) -> None:
        """A request goes out."""
        self.free_at = now + 1 / self.rate
        self._spent.append(now)
        while self._spent[0] <= now - WINDOW:
            self._spent.popleft()

    def increase(self) -> None:
        """An answer: at the full rate there is one in 1/rate seconds."""
        self.rate = min(self._most, self.rate + STEP / self.rate)

    def decrease(self, now: float) -> None:
        """Half of what was really asked for: half of what was only allowed may change nothing."""
        recent = [spent for spent in self._spent if spent > now - WINDOW]
        if recent:
            asked = len(recent) / max(1.0, now - recent[0])
            self.rate = max(self._least, min(self.rate, asked) / 2)
