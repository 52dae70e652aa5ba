"""When songs get ready, learned from the user's own: so that it is asked when asking pays.

Survival analysis of one kind of event: a song that still runs at some age gets ready next.
Ages and durations are seconds from the submission.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

HISTORY = 200  # songs that are remembered: the service of last year is not that of today
FEW, NEWEST = 5, 30  # from so many songs on, and from no older ones, is told what is usual
ENOUGH = 50  # songs before a look is left out because of them
THRIFT = 0.23  # what a request is worth; more asks less often and hears later (see `_price`)
SHIFT = math.log(2)  # the change that is watched for: songs get ready twice as quickly
DOUBT_LEAST, DOUBT_MOST = -4.5, 8.0  # log-odds: one song in 90 may begin it
SHORTEST, LONGEST = 1.0, 86_400.0  # what can be a duration
TRIM = 25  # one in so many songs at either end is left out of a fit...
TRIMMED_SIGMA = 0.8198  # ...which leaves so much of the standard deviation of a normal sample
SIGMA_LEAST = 0.1  # no history makes anyone surer than this


@dataclass(frozen=True, slots=True)
class LogNormal:
    """How long songs take, where the logarithm of it is normally distributed."""

    mu: float
    sigma: float

    @classmethod
    def fit(cls, logs: Sequence[float]) -> Self:
        """From 25 or more logarithms of durations, newest last; a few absurd ones don't matter."""
        ends, rest = divmod(len(logs), TRIM)
        middle = sorted(logs[rest:])[ends:-ends]
        mu = sum(middle) / len(middle)
        spread = math.sqrt(sum((log - mu) ** 2 for log in middle) / (len(middle) - 1))
        return cls(mu, max(SIGMA_LEAST, spread / TRIMMED_SIGMA))

    @property
    def median(self) -> float:
        return math.exp(self.mu)

    def survival(self, age: float) -> float:
        """The share of songs that still run at this age."""
        return _above((math.log(age) - self.mu) / self.sigma) if age > 0 else 1.0

    def unseen(self, last: float, age: float) -> float:
        """Mean seconds that a song, seen running at age `last`, lies ready unseen by `age`.

        The integral of 1 - S(u)/S(last) over u; with a constant hazard h and a gap g it
        is about h·g²/2.
        """
        ran = self._survived(age) - self._survived(last)
        return age - last - ran / self.survival(last)

    def _survived(self, age: float) -> float:
        """The integral of the survival function from 0: mean seconds run by this age."""
        if age <= 0:
            return 0.0
        z = (math.log(age) - self.mu) / self.sigma
        mean = math.exp(self.mu + self.sigma**2 / 2)
        return age * _above(z) + mean * (1 - _above(z - self.sigma))


class Readiness:
    """The last songs of this user and what follows from them for the next look.

    While few are known nothing follows: a look every `floor` seconds. The same holds while
    songs get ready so much sooner than was learned that it must be over (`doubtful`). Slower
    ones need no such test: looks that come too early make nobody wait, and are still fewer
    than at the floor until the memory has caught up.
    """

    def __init__(self) -> None:
        self._logs: deque[float] = deque(maxlen=HISTORY)
        self._fit: LogNormal | None = None
        self._doubt = DOUBT_LEAST  # log-odds that songs have become quicker
        self._doubted = 0  # songs since that is likely

    def __len__(self) -> int:
        return len(self._logs)

    @property
    def doubtful(self) -> bool:
        """Whether the last songs rather say that what was learned is over."""
        return self._doubt > 0

    def usual(self) -> float | None:
        """Median seconds that a song takes lately; None while too few are known."""
        newest = sorted(list(self._logs)[-NEWEST:])
        return math.exp(newest[len(newest) // 2]) if len(newest) >= FEW else None

    def learn(self, seconds: float) -> bool:
        """A song took so long. True where this made it doubtful: look at the others now."""
        if not SHORTEST <= seconds <= LONGEST:
            return False
        log = math.log(seconds)
        trusted = not self.doubtful
        self._weigh(log)
        self._logs.append(log)
        self._doubted = self._doubted + 1 if self.doubtful else 0
        if self._doubted == HISTORY:  # nothing else is remembered: this is how it is now
            self._doubt = DOUBT_LEAST
        if not self.doubtful and len(self._logs) >= ENOUGH:
            self._fit = LogNormal.fit(list(self._logs))
        return trusted and self.doubtful

    def gap(self, age: float, floor: float, most: float) -> float:
        """Seconds from a look at this age, at which the song still ran, to the next one.

        Until a song, were it looked at only then, would have lain ready unseen for as long
        (on average) as a request is worth: with a hazard h and a price p that is a gap of
        sqrt(2p/h), the best there is (Keller 1974, Optimum Checking Schedules for Systems
        Subject to Random Failure), between `floor` and `most`.
        """
        fit = self._fit
        if fit is None or self.doubtful or fit.survival(age) < 1e-6:
            return floor
        price = _price(fit, floor)
        least = floor
        if fit.unseen(age, age + least) >= price:
            return least
        for _ in range(10):  # halves what is left to a thousandth
            middle = (least + most) / 2
            if fit.unseen(age, age + middle) < price:
                least = middle
            else:
                most = middle
        return most

    def _weigh(self, log: float) -> None:
        """A CUSUM test: adds this song's log-likelihood ratio of the change against none."""
        if self._fit is not None:
            sooner = self._fit.mu - log
            ratio = (sooner - SHIFT / 2) * SHIFT / self._fit.sigma**2
            self._doubt = min(DOUBT_MOST, max(DOUBT_LEAST, self._doubt + ratio))


def _price(fit: LogNormal, floor: float) -> float:
    """Seconds of lying unseen that a request is worth.

    A share of what looks at the floor leave unseen at the usual hazard, 1/(sigma·median). So
    it is the same share of songs, however long they take, that is not looked at so often.
    """
    return THRIFT * floor**2 / (2 * fit.sigma * fit.median)


def _above(z: float) -> float:
    return 0.5 * math.erfc(z / math.sqrt(2))
