"""The figures of `python -m tests.benchmarks.pacing`, with fewer songs and a fixed seed."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.pacing import beginners, crowd, long_run, outage, shifted, steady


def test_it_asks_at_most_0_60_as_often_as_fixed_5_s_and_hears_at_most_1_05_as_late():
    costs = steady(random.Random(5), 3000)
    pacer = costs["pacer"]
    assert pacer.requests <= 0.60
    assert pacer.delay <= 1.05
    assert costs["fixed 10 s"].delay > 1.9
    assert costs["exponential backoff 5-60 s"].delay > 5


def test_before_50_songs_are_known_it_is_fixed_5_s_and_then_at_once_better():
    # how late it hears then: test_readiness.py, without the luck of so few songs
    first, then = beginners(random.Random(5), 20, [(0, 50), (50, 100)])
    assert (first.requests, first.delay) == pytest.approx((1.0, 1.0))
    assert then.requests <= 0.61


@pytest.mark.parametrize("factor", [1 / 3, 3])
def test_after_a_change_by_three_it_is_never_worse_than_fixed_5_s(factor: float):
    [all_of_them] = shifted(random.Random(5), 8, 200, factor, [(0, 200)])
    assert all_of_them.requests <= 1.0
    assert all_of_them.delay <= 1.05


def test_a_thousand_jobs_under_two_requests_a_second_all_get_their_turn():
    found = crowd(1000, 2.0, 1600.0)
    assert found.requests <= 2.0 * 1600 + 1
    assert found.fewest >= 3
    assert found.stalest <= 501
    assert found.in_order


@pytest.mark.parametrize("jobs", [1, 2, 50])
@pytest.mark.parametrize(("fails_in", "answered"), [(0.0, False), (10.0, False), (0.0, True)])
def test_after_an_outage_everything_is_caught_up_within_15_s(
    jobs: int, fails_in: float, answered: bool
):
    for seed in range(20):
        rng = random.Random(seed)
        alone = outage(rng, jobs, 300.0, fails_in, wake=False, answered=answered)
        assert alone.caught_up <= 15.0
        assert alone.requests < 100  # where nothing is wrong it is 3,000
        told = outage(rng, jobs, 300.0, fails_in, wake=True, answered=answered)
        assert told.caught_up <= 10.0


def test_a_job_that_runs_for_a_day_is_asked_ever_slower_but_always():
    found = long_run(86_400.0)
    assert found.slowest == pytest.approx(120.0)
    assert 86_400 / 120 <= found.requests < 1500
