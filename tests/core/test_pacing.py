"""When which job is asked: never too soon, all at one pace, none forgotten."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.pacing import FLOOR, GONE_AGAIN, INTERVAL, TROUBLE_MOST, Pacer


def test_a_job_is_asked_every_six_to_eight_seconds():
    pacer = Pacer(random.Random(1))
    pacer.follow("a", 0.0)
    now, asked = 0.0, []
    while now < 300:
        assert pacer.take(now) == "a"
        assert pacer.take(now) is None  # not again while it is under way
        asked.append(now)
        pacer.answered("a", now)
        now += pacer.wait(now)
    gaps = [later - sooner for sooner, later in itertools.pairwise(asked)]
    assert min(gaps) >= INTERVAL[0]
    assert max(gaps) <= INTERVAL[1]


def test_a_job_that_runs_for_a_day_is_asked_ever_slower_but_always():
    pacer = Pacer(random.Random(1))
    pacer.follow("a", 0.0)
    now, asked = 0.0, 0
    while now < 86_400:
        assert pacer.take(now) == "a"
        asked += 1
        pacer.answered("a", now)
        wait = pacer.wait(now)
        assert FLOOR <= wait <= 120.001
        now += wait
    assert 86_400 / 120 <= asked < 1_200


def test_trouble_slows_everything_and_its_end_frees_everything():
    pacer = Pacer(random.Random(1))
    for job in "abc":
        pacer.follow(job, 0.0)
    first = pacer.take(0.0)
    pacer.troubled(first, 0.0)
    assert pacer.take(0.0) is None
    for _ in range(20):
        pacer.troubled(first, 0.0)
    wait = pacer.wait(0.0)
    assert TROUBLE_MOST * 0.75 <= wait <= TROUBLE_MOST
    second = pacer.take(wait)
    pacer.answered(second, wait)
    assert pacer.take(wait) is not None


def test_what_the_service_asked_to_wait_is_waited():
    pacer = Pacer(random.Random(1))
    pacer.follow("a", 0.0)
    pacer.follow("b", 0.0)
    pacer.troubled(pacer.take(0.0), 0.0, retry_after=40.0)
    assert pacer.wait(0.0) == 40.0
    assert pacer.take(39.9) is None


def test_a_404_is_believed_only_after_it_was_said_again_and_again():
    pacer = Pacer(random.Random(1))
    pacer.follow("a", 0.0)
    now = 0.0
    for pause in GONE_AGAIN:
        assert pacer.take(now) == "a"
        assert pacer.gone("a", now) is False
        assert pacer.wait(now) == pause
        now += pause
    assert pacer.take(now) == "a"
    assert pacer.gone("a", now) is True


@given(st.integers(0, 2**32), st.lists(st.integers(0, 4), max_size=200))
def test_no_job_is_forgotten_or_asked_too_soon_whatever_happens(seed, happenings):
    pacer = Pacer(random.Random(seed))
    names = [f"job {number}" for number in range(5)]
    for name in names:
        pacer.follow(name, 0.0)
    now, last = 0.0, dict.fromkeys(names, float("-inf"))
    for happening in happenings:
        now += pacer.wait(now)
        name = pacer.take(now)
        assert name is not None
        assert now - last[name] >= FLOOR
        last[name] = now
        if happening == 0:
            pacer.troubled(name, now)
        elif happening == 1:
            pacer.troubled(name, now, retry_after=20.0)
        elif happening == 2:
            if pacer.gone(name, now):
                pacer.forget(name)
                pacer.follow(name, now, after=FLOOR)
        else:
            pacer.answered(name, now)
    assert len(pacer) == 5
    last = dict.fromkeys(names, float("-inf"))
    for _ in names:  # everybody is asked again in a while
        now += pacer.wait(now)
        name = pacer.take(now)
        last[name] = now
        pacer.answered(name, now + 1000)
    assert min(last.values()) > float("-inf")
