"""Errors to some and answers to others: whose trouble it is, and who waits for it."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.benchmarks.pacing import durations, next_request
from tests.core.test_pacing import follow, pacer
from whisul_desktop.core import pacing
from whisul_desktop.core.pacing import FLOOR, SLOWEST, Pacer

__all__ = ["pacer"]


def test_a_job_that_alone_gets_errors_holds_no_other_and_is_asked_ever_slower(pacer: Pacer):
    follow(pacer, "ill", "a", "b", "c")
    now, asked = 0.0, dict[str, list[float]]()
    while now < 1200:
        now, name = next_request(pacer, now)
        asked.setdefault(name, []).append(now)
        if name == "ill":
            pacer.troubled(name, now, answered=True)
            assert not pacer.is_offline
        else:
            pacer.answered(name, now)
        assert pacer.held_until <= now
    gaps = [later - earlier for earlier, later in pairwise(asked.pop("ill"))]
    assert gaps[:6] == pytest.approx([5, 10, 20, 40, 80, SLOWEST], abs=1)
    assert gaps[6:] == pytest.approx([SLOWEST] * (len(gaps) - 6), abs=1)
    for times in asked.values():
        slowest = max(later - earlier for earlier, later in pairwise(times))
        assert slowest < FLOOR * 1200 / pacing.LONG_WAIT + 1
    for outcome in ("well", "ill again"):
        name = ""
        while name != "ill":
            now, name = next_request(pacer, now)
            if outcome == "well" or name != "ill":
                pacer.answered(name, now)
    pacer.troubled("ill", now, answered=True)
    assert pacer.next_look("ill") == now + FLOOR


def test_after_one_error_another_job_is_asked_whether_it_is_the_service(pacer: Pacer):
    for seconds in durations(random.Random(1), 200):
        pacer.learn(seconds, 0.0)
    for name in "abc":
        pacer.follow(name, 0.0)
    now, first = next_request(pacer, 0.0)
    others = [look for name in "abc" if (look := pacer.next_look(name)) is not None]
    pacer.follow("new", now)
    assert min(others) < (pacer.next_look("new") or 0.0)
    pacer.troubled(first, now, answered=True)
    soon, second = next_request(pacer, now)
    assert soon == pytest.approx(now, abs=0.1)
    assert second != first
    pacer.troubled(second, soon, answered=True)
    assert pacer.is_offline
    assert pacer.held_until > soon


def test_one_job_alone_is_offline_at_the_second_error_and_at_once_without_an_answer(pacer: Pacer):
    follow(pacer, "a")
    now, _name = next_request(pacer, 0.0)
    pacer.troubled("a", now, answered=True)
    assert not pacer.is_offline
    assert pacer.next_look("a") == now + FLOOR
    now, _name = next_request(pacer, now)
    pacer.troubled("a", now, answered=True)
    assert pacer.is_offline
    now, _name = next_request(pacer, now)
    pacer.answered("a", now)
    assert not pacer.is_offline
    now, _name = next_request(pacer, now)
    pacer.troubled("a", now)
    assert pacer.is_offline
