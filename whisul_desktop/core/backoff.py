"""How long trouble holds what would only fail again: exponential, with full jitter."""

from __future__ import annotations

import math
import random

_NEVER = -math.inf


class Backoff:
    """`first` and `most`: seconds that the first pause and the longest ones can take."""

    def __init__(self, rng: random.Random, first: float, most: float) -> None:
        self._rng = rng
        self._first = first
        self._most = most
        self._attempts = 0
        self._failed_at = _NEVER
        self.until = _NEVER

    def failed(self, asked: float, now: float) -> None:
        """No usable answer to what was asked then. What was on its way together fails once."""
        if asked > self._failed_at:
            most = min(self._most, self._first * 2**self._attempts)
            self._attempts = min(self._attempts + 1, 8)
            self._failed_at = now
            self.until = asked + self._rng.uniform(0, most)  # a slow failure has waited already

    def probe(self, now: float) -> None:
        """One request finds out for all the others, until it takes too long."""
        if self._attempts:
            self.until = now + self._most

    def over(self) -> None:
        """The trouble is over, or may be: ask at once."""
        self._attempts = 0
        self.until = _NEVER
