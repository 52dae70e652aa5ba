"""One budget for prompts and looks: what the service says to either slows both."""

from __future__ import annotations

import pytest

from whisul_desktop.core.pacing import BUDGET, LIMITED_PAUSE, POST_GAP, Pacer

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
