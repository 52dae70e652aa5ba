"""One budget for prompts and looks: what the service says to either slows both."""

from __future__ import annotations

import random

import pytest

from whisul_desktop.core.pacing import (
    BUDGET,
    LIMITED_PAUSE,
    LOST_FIRST,
    LOST_MOST,
    POST_GAP,
    Pacer,
)

NOW = 1000.0


@pytest.fixture
def pacer() -> Pacer:
    pacer = Pacer()
    for number in range(5):
        pacer.follow(f"job {number}", NOW, at_once=True)
    return pacer


def test_prompts_have_a_gap_between_them(pacer: Pacer) -> None:
    assert pacer.post_at <= NOW
    pacer.posted(NOW)
    assert pacer.post_at == NOW + POST_GAP


def test_a_prompt_counts_in_the_budget_and_is_not_held_up_by_looks(pacer: Pacer) -> None:
    assert pacer.wait(NOW) == 0
    pacer.posted(NOW)
    assert pacer.wait(NOW) == pytest.approx(1 / BUDGET)
    while pacer.take(NOW + 1) is not None:
        pass
    assert pacer.post_at <= NOW + 1


@pytest.mark.parametrize(("asked", "wait"), [(20.0, 20.0), (None, LIMITED_PAUSE)])
def test_a_429_to_a_prompt_holds_the_looks(pacer: Pacer, asked: float | None, wait: float) -> None:
    pacer.posted(NOW)
    pacer.post_limited(NOW, asked)
    assert pacer.wait(NOW) == wait
    assert pacer.post_at == NOW + wait
    assert pacer.rate < BUDGET


def test_a_429_to_a_look_holds_the_prompts(pacer: Pacer) -> None:
    job = pacer.take(NOW)
    assert job is not None
    pacer.limited(job, NOW, 20.0)
    assert pacer.post_at == NOW + 20.0
    pacer.wake(NOW + 5)  # it is the service that wants it
    assert pacer.post_at == NOW + 20.0


def test_a_slower_budget_slows_prompts(pacer: Pacer) -> None:
    pacer.posted(NOW)
    pacer.post_limited(NOW, 0.0)
    slow = pacer.post_at - NOW
    assert slow == pytest.approx(1 / pacer.rate) != POST_GAP
    for _ in range(2000):
        pacer.post_answered()
    assert pacer.post_at == NOW + POST_GAP


def test_trouble_on_the_way_to_looks_holds_no_prompt(pacer: Pacer) -> None:
    job = pacer.take(NOW)
    assert job is not None
    pacer.troubled(job, NOW)
    assert pacer.post_at <= NOW


def test_an_answer_to_a_prompt_ends_the_waiting_for_the_network(pacer: Pacer) -> None:
    job = pacer.take(NOW)
    assert job is not None
    for number in range(5):
        pacer.troubled(job, NOW + number)
    pacer.post_answered()
    assert pacer.held_until < NOW


def test_a_lost_answer_holds_the_next_prompt_with_full_jitter_and_no_look() -> None:
    pauses: list[list[float]] = [[] for _ in range(7)]
    for seed in range(400):
        pacer = Pacer(random.Random(seed))
        pacer.follow("job", NOW, at_once=True)
        now = NOW
        for found in pauses:
            pacer.posted(now)
            now += 30.0  # it was waited for in vain
            pacer.post_lost(now)
            found.append(max(0.0, pacer.lost_until - now))
            assert pacer.post_at >= pacer.lost_until
            assert pacer.wait(now) == 0.0
            pacer.answered(
                "job", now
            )  # the service is there; what it does with prompts is not said
            pacer.wake(now)
            assert max(0.0, pacer.lost_until - now) == found[-1]
            now = max(now, pacer.post_at)
        pacer.post_answered()
        assert pacer.lost_until < now
    for number, found in enumerate(pauses):
        most = min(LOST_MOST, LOST_FIRST * 2**number)
        assert 0.95 * most < max(found) <= most
        assert sum(found) / len(found) == pytest.approx(most / 2, rel=0.15)


def test_a_lost_answer_that_says_how_long_holds_everything(pacer: Pacer) -> None:
    pacer.posted(NOW)
    pacer.post_lost(NOW, 300.0)
    assert pacer.post_at == NOW + 300.0
    assert pacer.wait(NOW) == 300.0
    pacer.forgive()
    assert pacer.post_at == NOW + POST_GAP


def test_another_key_is_not_meant(pacer: Pacer) -> None:
    pacer.posted(NOW)
    pacer.post_limited(NOW, 3600.0)
    pacer.forgive()
    assert pacer.asked_to_wait < NOW


def test_what_nobody_knows_the_outcome_of_is_looked_at_again(pacer: Pacer) -> None:
    job = pacer.take(NOW)
    assert job is not None
    assert job in pacer
    assert pacer.next_look(job) is None
    pacer.put_back(job, NOW)
    due = pacer.next_look(job)
    assert due is not None
    pacer.put_back(job, NOW + 1)  # told already
    assert pacer.next_look(job) == due
    pacer.put_back("nobody", NOW)
