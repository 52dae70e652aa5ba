"""When which job is asked: never too soon, all at one pace, none forgotten."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.pacing import durations, next_request
from whisul_desktop.core import budget, pacing
from whisul_desktop.core.pacing import (
    BUDGET,
    BUDGET_LEAST,
    FLOOR,
    GONE_AGAIN,
    LIMITED_PAUSE,
    TROUBLE_FIRST,
    TROUBLE_MOST,
    UNKNOWN_WORD,
    Pacer,
)


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(random.Random(1))


def follow(pacer: Pacer, *names: str, now: float = 0.0) -> None:
    for name in names:
        pacer.follow(name, now, at_once=True)


def asked_in_turn(pacer: Pacer, now: float, count: int) -> list[str]:
    """The next jobs that are asked, each answered at once."""
    names: list[str] = []
    for _ in range(count):
        now, name = next_request(pacer, now)
        pacer.answered(name, now)
        names.append(name)
    return names


def test_with_nothing_known_a_job_is_asked_every_five_seconds(pacer: Pacer):
    pacer.follow("a", 0.0)
    now, asked = 0.0, []
    while now < 300:
        now, name = next_request(pacer, now)
        assert name == "a"
        assert pacer.take(now) is None  # not again while it is under way
        assert pacer.next_look("a") is None
        asked.append(now)
        pacer.answered("a", now)
        assert pacer.next_look("a") == now + FLOOR
    assert asked == [FLOOR * number for number in range(1, 61)]


def test_with_songs_known_the_first_look_waits_until_it_pays(pacer: Pacer):
    for seconds in durations(random.Random(1), 200):
        pacer.learn(seconds, 0.0)
    pacer.follow("new", 0.0)
    pacer.follow("runs already", 0.0, age=140.0)
    pacer.follow("may be ready", 0.0, age=3.0, at_once=True)
    assert pacer.next_look("may be ready") == 0.0
    assert pacer.next_look("runs already") == FLOOR
    assert 50 < (pacer.next_look("new") or 0) <= pacing.BLIND_MOST


def test_songs_that_come_sooner_than_thought_make_it_look_at_the_others(pacer: Pacer):
    for seconds in durations(random.Random(1), 200):
        pacer.learn(seconds, 0.0)
    for name in "abc":
        pacer.follow(name, 0.0)
    pacer.learn(20.0, 30.0)
    assert [pacer.next_look(name) for name in "abc"] == [30.0] * 3
    assert asked_in_turn(pacer, 30.0, 6) == ["a", "b", "c"] * 2


def test_a_state_that_is_not_known_is_asked_for_slowly(pacer: Pacer):
    follow(pacer, "a")
    pacer.take(0.0)
    pacer.answered("a", 0.0, known=False)
    assert pacer.next_look("a") == UNKNOWN_WORD


def test_trouble_holds_everything_with_full_jitter_and_its_end_frees_everything():
    pauses: list[list[float]] = [[] for _ in range(6)]
    for seed in range(400):
        pacer = Pacer(random.Random(seed))
        follow(pacer, *"abcdef")
        now = 0.0
        for number in range(6):
            now, name = next_request(pacer, now)
            pacer.troubled(name, now)
            pauses[number].append(max(0.0, pacer.held_until - now))
        now, name = next_request(pacer, now)
        assert pacer.take(now + 1) is None  # one finds out for all the others
        pacer.answered(name, now + 1)
        assert pacer.take(now + 1) is not None
    for number, found in enumerate(pauses):
        most = min(TROUBLE_MOST, TROUBLE_FIRST * 2**number)
        assert max(found) <= most
        assert max(found) > 0.95 * most
        assert min(found) < 0.05 * most
        assert sum(found) / len(found) == pytest.approx(most / 2, rel=0.15)


@pytest.mark.parametrize("seed", range(30))
def test_what_was_under_way_together_fails_once(seed: int):
    pacer = Pacer(random.Random(seed))
    follow(pacer, *"abcd")
    now = 0.0
    for _ in "abcd":
        now, _name = next_request(pacer, now)
    for name in "abcd":
        pacer.troubled(name, now + 0.1)
    assert pacer.held_until <= TROUBLE_FIRST


def test_a_probe_that_hangs_does_not_hold_the_others_for_long(pacer: Pacer):
    follow(pacer, "a", "b")
    pacer.troubled(str(pacer.take(0.0)), 0.0)
    now, hangs = next_request(pacer, 0.0)
    later, other = next_request(pacer, now)
    assert other != hangs
    assert later <= now + TROUBLE_MOST


def test_what_the_service_asked_to_wait_is_waited_whatever_happens(pacer: Pacer):
    follow(pacer, "a", "b", "c")
    first, now = pacer.take(0.0), 1 / BUDGET
    second = pacer.take(now)
    pacer.limited(str(first), now, retry_after=40.0)
    pacer.answered(str(second), now)
    pacer.wake(now)
    pacer.troubled("c", now)
    pacer.wake(now)
    assert pacer.held_until == now + 40.0
    assert pacer.take(now + 39.9) is None
    assert pacer.next_look("c") == now + 40.0
    assert pacer.take(now + 40.0) is not None


def test_a_429_that_does_not_say_how_long_waits_too_and_a_503_that_does_is_obeyed(pacer: Pacer):
    follow(pacer, "a")
    pacer.limited(str(pacer.take(0.0)), 0.0)
    assert pacer.wait(0.0) == LIMITED_PAUSE
    pacer.troubled(str(pacer.take(LIMITED_PAUSE)), LIMITED_PAUSE, retry_after=100.0)
    assert pacer.wait(LIMITED_PAUSE) == 100.0


def test_a_429_halves_what_was_really_asked_for_once_and_it_comes_back_bit_by_bit(pacer: Pacer):
    names = [str(number) for number in range(50)]
    follow(pacer, *names)
    now = 0.0
    while now < 60:  # 50 jobs at the floor: 10 requests/s, half of what is allowed
        now, name = next_request(pacer, now)
        pacer.answered(name, now)
    assert pacer.rate == BUDGET
    under_way = [next_request(pacer, now) for _ in range(4)]
    now = under_way[-1][0]
    for _when, name in under_way:
        pacer.limited(name, now, retry_after=0.0)
    halved = pacer.rate
    assert halved == pytest.approx(5.0, rel=0.1)
    start = now
    while now < start + 60:
        now, name = next_request(pacer, now)
        pacer.answered(name, now)
    assert pacer.rate == pytest.approx(halved + 60 * budget.STEP, rel=0.02)


def test_however_often_it_is_limited_it_goes_on_asking(pacer: Pacer):
    follow(pacer, "a")
    now = 0.0
    for _ in range(50):
        now, name = next_request(pacer, now)
        pacer.limited(name, now, retry_after=1.0)
    assert pacer.rate >= BUDGET_LEAST
    assert next_request(pacer, now)[0] <= now + 1 / BUDGET_LEAST


def test_a_404_is_believed_only_after_it_was_said_again_and_again(pacer: Pacer):
    follow(pacer, "a")
    now = 0.0
    assert sum(GONE_AGAIN) >= 240  # a service that is restarted forgets nothing for good
    for pause in GONE_AGAIN:
        assert pacer.take(now) == "a"
        assert pacer.gone("a", now) is False
        pacer.wake(now)  # this makes no one believe it sooner
        assert pacer.wait(now) == pause
        now += pause
    assert pacer.take(now) == "a"
    assert pacer.gone("a", now) is True


def test_after_a_sleep_there_is_one_poll_for_each_job_in_their_order(pacer: Pacer):
    names = ["c", "a", "d", "b"]
    for number, name in enumerate(names):
        pacer.follow(name, number * 1.0)
    now = 3600.0  # a clock that went on in the sleep
    asked: list[str] = []
    while (name := pacer.take(now)) is not None or len(asked) < 4:
        if name is not None:
            asked.append(name)
            pacer.answered(name, now)
        now += 1 / BUDGET
    assert asked == names


def test_waking_looks_at_every_job_once_in_their_order_and_keeps_the_floor(pacer: Pacer):
    for seconds in durations(random.Random(1), 200):
        pacer.learn(seconds, 0.0)
    for number, name in enumerate(["c", "a", "d", "b"]):
        pacer.follow(name, number * 1.0)
    pacer.wake(10.0)  # a clock that stood still in the sleep
    assert pacer.wait(10.0) == 0.0
    assert asked_in_turn(pacer, 10.0, 4) == ["c", "a", "d", "b"]
    pacer.wake(11.0)
    assert pacer.wait(11.0) == pytest.approx(4.0)


def test_a_job_that_is_followed_again_is_not_asked_too_soon(pacer: Pacer):
    follow(pacer, "a")
    assert pacer.take(100.0) == "a"
    pacer.forget("a")
    pacer.answered("a", 101.0)  # too late to matter
    assert pacer.wait(101.0) is None
    follow(pacer, "a", now=102.0)
    assert pacer.next_look("a") == 105.0


def test_a_job_that_is_not_followed_is_asked_once_at_the_pace_of_all(pacer: Pacer):
    follow(pacer, "a", "done")
    assert pacer.take(0.0) == "a"
    assert pacer.ask_once("other", 0.0) == pytest.approx(1 / BUDGET)
    assert pacer.take(1.0) == "done"
    pacer.forget("done")
    assert pacer.ask_once("done", 2.0) == pytest.approx(FLOOR - 1.0)
    assert pacer.ask_once("other", 2.0) == 0.0
    assert pacer.ask_once("other", 3.0) == pytest.approx(FLOOR - 1.0)
    pacer.limited("other", 4.0, retry_after=40.0)
    assert pacer.rate < BUDGET
    assert pacer.ask_once("third", 4.0) == 40.0
    for number in range(2000):
        assert pacer.ask_once(str(number), 100.0 + 9 * number) == 0.0
    assert len(pacer._left) == 1


def test_memory_does_not_grow_with_the_jobs_that_were(pacer: Pacer):
    now = 0.0
    for number in range(2000):
        follow(pacer, str(number), now=now)
        now = next_request(pacer, now)[0]
        pacer.wake(now)
        pacer.forget(str(number))
    assert len(pacer) == 0
    assert len(pacer._left) <= FLOOR * BUDGET + 2
    assert len(pacer._heap) <= 1


@settings(deadline=None)
@given(st.lists(st.floats(0, 30), min_size=2, max_size=30))
def test_the_oldest_due_is_first(starts):
    pacer = Pacer(random.Random(1), budget=0.5)
    for number, start in enumerate(starts):
        pacer.follow(str(number), start)
    overdue = asked_in_turn(pacer, 60.0, len(starts))
    oldest = sorted(range(len(starts)), key=lambda number: starts[number] + FLOOR)
    assert overdue == [str(number) for number in oldest]
