"""What is learned from the user's own songs, in exact expectation: no luck of a seed in it."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whisul_desktop.core import readiness
from whisul_desktop.core.pacing import BLIND_MOST, FLOOR
from whisul_desktop.core.readiness import ENOUGH, FEW, HISTORY, LogNormal, Readiness

TRUE = LogNormal(math.log(144), 0.35)


def knowing(*songs: float) -> Readiness:
    known = Readiness()
    for seconds in songs:
        known.learn(seconds)
    return known


def songs(rng: random.Random, count: int, factor: float = 1.0) -> list[float]:
    return [factor * math.exp(rng.gauss(TRUE.mu, TRUE.sigma)) for _ in range(count)]


def planned(known: Readiness) -> Callable[[float], float]:
    return lambda age: known.gap(age, FLOOR, BLIND_MOST)


def cost(gap: Callable[[float], float]) -> tuple[float, float]:
    """Mean requests for a song and mean delay, where songs take what they truly take."""
    age = requests = delay = 0.0
    while (runs := TRUE.survival(age)) > 1e-7:
        step = gap(age)
        requests += runs
        delay += runs * TRUE.unseen(age, age + step)
        age += step
    return requests, delay


def test_survival_and_time_unseen_are_the_integrals_that_they_claim_to_be():
    assert TRUE.survival(0) == 1.0
    assert TRUE.survival(144) == pytest.approx(0.5)
    step = 0.01
    for last, age in ((0.0, 90.0), (90.0, 100.0), (150.0, 300.0)):
        ages = [last + (number + 0.5) * step for number in range(round((age - last) / step))]
        expected = sum(1 - TRUE.survival(at) / TRUE.survival(last) for at in ages) * step
        assert TRUE.unseen(last, age) == pytest.approx(expected, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("count", [ENOUGH, HISTORY])
def test_once_enough_songs_are_known_it_asks_a_lot_less_and_hears_hardly_later(count: int):
    fixed_requests, fixed_delay = cost(lambda _age: FLOOR)
    users = [cost(planned(knowing(*songs(random.Random(seed), count)))) for seed in range(60)]
    requests = sum(user[0] for user in users) / len(users)
    delay = sum(user[1] for user in users) / len(users)
    assert requests <= 0.60 * fixed_requests
    assert delay <= 1.05 * fixed_delay


def test_the_gap_is_the_square_root_of_price_by_hazard_where_nothing_bounds_it():
    known = knowing(*songs(random.Random(1), HISTORY))
    fit = LogNormal.fit([math.log(seconds) for seconds in songs(random.Random(1), HISTORY)])
    price = readiness.THRIFT * FLOOR**2 / (2 * fit.sigma * fit.median)
    for age in (70.0, 75.0, 80.0):
        gap = planned(known)(age)
        middle = age + gap / 2
        hazard = -(math.log(fit.survival(middle + 0.01)) - math.log(fit.survival(middle))) / 0.01
        assert gap == pytest.approx(math.sqrt(2 * price / hazard), rel=0.1)


def test_with_few_songs_known_it_looks_as_often_as_with_none():
    known = knowing(*songs(random.Random(1), ENOUGH - 1))
    assert {planned(known)(age) for age in range(0, 1000, 7)} == {FLOOR}
    known.learn(144.0)
    assert planned(known)(0.0) > 8 * FLOOR


def test_quicker_songs_are_noticed_within_a_few_and_learned():
    late: list[int] = []
    for seed in range(40):
        rng = random.Random(seed)
        known = knowing(*songs(rng, HISTORY))
        quicker = iter(songs(rng, 2 * HISTORY, 1 / 3))
        late.append(next(number for number, s in enumerate(quicker, 1) if known.learn(s)))
        assert planned(known)(0.0) == FLOOR
        for seconds in quicker:
            known.learn(seconds)
        assert not known.doubtful
        assert FLOOR < planned(known)(0.0) < 40.0
        assert known.usual() == pytest.approx(48.0, rel=0.2)
    assert sum(late) / len(late) < 2.0
    assert max(late) <= 4


def test_a_single_odd_song_is_soon_forgiven():
    known = knowing(*songs(random.Random(1), HISTORY))
    before = planned(known)(0.0)
    assert known.learn(10.0)
    assert not known.learn(11.0)  # it is doubtful already
    assert planned(known)(0.0) == FLOOR
    for _ in range(6):
        known.learn(144.0)
    assert planned(known)(0.0) == pytest.approx(before, rel=0.1)


@pytest.mark.parametrize("spread", [0.0, 0.35])
def test_beyond_all_songs_it_looks_at_the_floor(spread: float):
    rng = random.Random(1)
    known = knowing(*(144 * math.exp(rng.gauss(0, spread)) for _ in range(HISTORY)))
    assert {planned(known)(age) for age in (1e3, 1e4, 1e5, 1e9)} == {FLOOR}


def test_absurd_durations_teach_nothing():
    known = knowing(*songs(random.Random(1), HISTORY))
    plan = [planned(known)(age) for age in range(0, 300, 10)]
    for absurd in (-5.0, 0.0, 1e9, math.inf, math.nan):
        assert not known.learn(absurd)
    assert [planned(known)(age) for age in range(0, 300, 10)] == plan


def test_what_is_usual_is_said_once_a_few_are_known_and_follows_the_newest():
    assert knowing(*[100.0] * (FEW - 1)).usual() is None
    assert knowing(*[100.0] * FEW).usual() == pytest.approx(100.0)
    assert knowing(*[100.0] * 200, *[300.0] * 16).usual() == pytest.approx(300.0)


@settings(deadline=None)  # other work on the machine is no failure
@given(
    st.lists(st.floats(0.1, 1e6), min_size=ENOUGH, max_size=120),
    st.lists(st.floats(0, 1e6), max_size=20),
)
def test_a_gap_is_never_out_of_bounds_whatever_was_learned(history: list[float], ages: list[float]):
    known = knowing(*history)
    for age in [0.0, *ages]:
        assert FLOOR <= known.gap(age, FLOOR, BLIND_MOST) <= BLIND_MOST


@settings(deadline=None)  # other work on the machine is no failure
@given(st.integers(0, 2**32), st.floats(10, 3000), st.floats(0.1, 1.2))
def test_looks_grow_denser_up_to_the_time_when_songs_get_ready(seed, median, sigma):
    rng = random.Random(seed)
    known = knowing(*(median * math.exp(rng.gauss(0, sigma)) for _ in range(HISTORY)))
    ages = [median * share / 10 for share in range(10)]
    gaps = [planned(known)(age) for age in ages]
    if not known.doubtful:
        assert all(later <= sooner + 0.1 for sooner, later in itertools.pairwise(gaps))
