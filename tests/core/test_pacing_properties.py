"""What holds at every request, whatever was done to the pacer before, in whatever order."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.pacing import next_request
from whisul_desktop.core.pacing import (
    BUDGET,
    BUDGET_LEAST,
    FLOOR,
    GONE_AGAIN,
    LIMITED_PAUSE,
    Pacer,
)


class Wild:
    """Does whatever to a pacer at any time, and checks what must hold at every request."""

    def __init__(self, seed: int) -> None:
        self.pacer = Pacer(random.Random(seed))
        self.names = [f"job {number}" for number in range(5)]
        self.now = 1e6
        self.last = dict.fromkeys(self.names, float("-inf"))
        self.under_way: list[str] = []
        self.not_before = self.slot = float("-inf")
        for name in self.names:
            self.pacer.follow(name, self.now)

    def take(self) -> None:
        rate = self.pacer.rate
        name = self.pacer.take(self.now)
        if name is None:
            return
        assert self.now - self.last[name] >= FLOOR - 1e-6
        assert self.now >= self.not_before
        assert self.now >= self.slot
        assert name not in self.under_way
        assert rate <= BUDGET
        self.slot = self.now + 1 / rate - 1e-6
        self.last[name] = self.now
        self.under_way.append(name)

    def act(self, what: int, seconds: float) -> None:
        pacer, now = self.pacer, self.now
        if what >= 7 and not self.under_way:
            return
        name = self.under_way.pop(0) if what >= 7 else self.names[int(seconds) % 5]
        match what:
            case 0:
                self.now += seconds
            case 1 | 2 | 3:
                self.now += pacer.wait(now) or 0.0
                self.take()
            case 4:
                pacer.wake(now)
            case 5 if name not in self.under_way:
                pacer.forget(name)
                pacer.follow(name, now, age=seconds, at_once=seconds > 50)
            case 6:
                for _ in range(30):
                    pacer.learn(0.1 + seconds, now)
            case 7:
                pacer.answered(name, now, known=seconds < 90)
            case 8:
                pacer.troubled(name, now, answered=seconds > 50)
            case 9:
                pacer.limited(name, now, seconds)
                self.not_before = max(self.not_before, now + seconds)
            case 10:
                pacer.limited(name, now)
                self.not_before = max(self.not_before, now + LIMITED_PAUSE)
            case 11 if pacer.gone(name, now):
                pacer.forget(name)
                pacer.follow(name, now)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(st.tuples(st.integers(0, 11), st.floats(0, 100)), max_size=150),
)
def test_whatever_happens_nothing_is_asked_too_soon_and_nobody_is_forgotten(seed, happenings):
    wild = Wild(seed)
    for what, seconds in happenings:
        wild.act(what, seconds)
    for name in wild.under_way:
        wild.pacer.answered(name, wild.now)
    assert len(wild.pacer) == 5
    missing, start = set(wild.names), wild.now
    while missing:
        wild.now, name = next_request(wild.pacer, wild.now)
        wild.pacer.answered(name, wild.now)
        missing.discard(name)
    # the longest of the waits for one job, for all of them, and the least pace
    assert wild.now - start <= max(GONE_AGAIN) + 100 + 6 / BUDGET_LEAST
