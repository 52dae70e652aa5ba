"""How often the service is asked and how late a song is heard of, in a simulation of the real
`Pacer`, beside simpler ways: `python -m tests.benchmarks.pacing [--jobs 20000] [--seed 1]`.

Songs take log-normally distributed times, median 144 s, sigma 0.35. A user makes one after
another. Answers take no time, so that all ways are compared by their rules alone.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from whisul_desktop.core.pacing import FLOOR, Pacer

MEDIAN, SIGMA = 144.0, 0.35
KNOWN = 200  # songs that a user made before the service changes


class Heard(NamedTuple):
    """What one song cost."""

    requests: int
    delay: float  # seconds from ready to heard of


@dataclass(frozen=True)
class Cost:
    """What some songs cost, as means."""

    songs: int
    requests: float
    delay: float
    late: float  # the delay that one song in a hundred exceeds

    @classmethod
    def of(cls, heard: Sequence[Heard]) -> Cost:
        delays = sorted(song.delay for song in heard)
        return cls(
            len(heard),
            sum(song.requests for song in heard) / len(heard),
            sum(delays) / len(heard),
            delays[int(len(delays) * 0.99)],
        )


class Versus(NamedTuple):
    """A way of asking, and fixed 5 s over the same songs."""

    cost: Cost
    fixed: Cost

    @property
    def requests(self) -> float:
        return self.cost.requests / self.fixed.requests

    @property
    def delay(self) -> float:
        return self.cost.delay / self.fixed.delay


def durations(rng: random.Random, count: int, factor: float = 1.0) -> list[float]:
    """Seconds that songs take."""
    return [factor * MEDIAN * math.exp(SIGMA * rng.gauss(0, 1)) for _ in range(count)]


def by_count(gap: Callable[[int], float], songs: Iterable[float]) -> list[Heard]:
    """A rule that knows nothing but how often a job was asked."""
    heard: list[Heard] = []
    for seconds in songs:
        asked, now = 0, 0.0
        while now < seconds:
            now += gap(asked)
            asked += 1
        heard.append(Heard(asked, now - seconds))
    return heard


def fixed(songs: Iterable[float], interval: float = FLOOR) -> list[Heard]:
    """Every so many seconds."""
    return by_count(lambda _asked: interval, songs)


def exponential(songs: Iterable[float]) -> list[Heard]:
    """5 s, half as long again each time, at most a minute."""
    return by_count(lambda asked: min(60.0, FLOOR * 1.5**asked), songs)


def paced(songs: Iterable[float], known: Iterable[float] = ()) -> list[Heard]:
    """The pacer, for one user who knows some songs before."""
    pacer = Pacer(random.Random(0))
    heard: list[Heard] = []
    now = 0.0
    for seconds in known:
        pacer.learn(seconds, now)
    for seconds in songs:
        asked, ready = 0, now + seconds
        pacer.follow("song", now)
        while now < ready or not asked:
            now = next_request(pacer, now)[0]
            pacer.answered("song", now)
            asked += 1
        pacer.forget("song")
        pacer.learn(seconds, now)
        heard.append(Heard(asked, now - ready))
    return heard


def next_request(pacer: Pacer, now: float) -> tuple[float, str]:
    """Lets the time pass until a request goes out: when, and about which job."""
    while (job_id := pacer.take(now)) is None:
        wait = pacer.wait(now)
        assert wait is not None
        now += wait
    return now, job_id


def steady(rng: random.Random, jobs: int) -> dict[str, Versus]:
    """One user who knows 50 songs when it begins, with each way of asking."""
    songs = durations(rng, jobs)
    ways = {
        "fixed 5 s": fixed(songs),
        "fixed 10 s": fixed(songs, 10.0),
        "exponential backoff 5-60 s": exponential(songs),
        "pacer": paced(songs, known=durations(rng, 50)),
    }
    base = Cost.of(ways["fixed 5 s"])
    return {name: Versus(Cost.of(heard), base) for name, heard in ways.items()}


def of_users(
    users: Iterable[tuple[Sequence[float], Sequence[float]]], parts: Sequence[tuple[int, int]]
) -> list[Versus]:
    """The pacer for users with (known songs, songs), over parts of the latter, from and to."""
    ours: list[list[Heard]] = [[] for _ in parts]
    theirs: list[list[Heard]] = [[] for _ in parts]
    for known, songs in users:
        by_pacer, by_fixed = paced(songs, known), fixed(songs)
        for number, (first, last) in enumerate(parts):
            ours[number] += by_pacer[first:last]
            theirs[number] += by_fixed[first:last]
    return [Versus(Cost.of(a), Cost.of(b)) for a, b in zip(ours, theirs, strict=True)]


def beginners(rng: random.Random, users: int, parts: Sequence[tuple[int, int]]) -> list[Versus]:
    """Users who know nothing at first."""
    return of_users((((), durations(rng, 100)) for _ in range(users)), parts)


def shifted(
    rng: random.Random, users: int, songs: int, factor: float, parts: Sequence[tuple[int, int]]
) -> list[Versus]:
    """Users for whom songs take `factor` times as long from one moment on, counted from there."""
    return of_users(
        ((durations(rng, KNOWN), durations(rng, songs, factor)) for _ in range(users)), parts
    )


class Crowd(NamedTuple):
    """Many jobs under a small budget."""

    requests: int
    fewest: int  # requests for one job
    stalest: float  # seconds between two requests for one job, at most
    in_order: bool  # none was asked twice while another one waited


def crowd(jobs: int, budget: float, seconds: float) -> Crowd:
    """So many jobs that run all the time."""
    pacer = Pacer(random.Random(0), budget=budget)
    last = {f"job {number}": 0.0 for number in range(jobs)}
    asked = dict.fromkeys(last, 0)
    for job_id in last:
        pacer.follow(job_id, 0.0, at_once=True)
    now, stalest, in_order = 0.0, 0.0, True
    while True:
        now, job_id = next_request(pacer, now)
        if now > seconds:
            break
        pacer.answered(job_id, now)
        in_order = in_order and asked[job_id] == min(asked.values())
        asked[job_id] += 1
        stalest = max(stalest, now - last[job_id])
        last[job_id] = now
    stalest = max(stalest, *(seconds - at for at in last.values()))
    return Crowd(sum(asked.values()), min(asked.values()), stalest, in_order)


class Outage(NamedTuple):
    """What a while without a network cost."""

    requests: int  # while it was gone
    caught_up: float  # seconds from its return until every job had its answer


def outage(
    rng: random.Random,
    jobs: int,
    gone: float,
    fails_in: float,
    *,
    wake: bool,
    answered: bool = False,
) -> Outage:
    """Nothing answers for `gone` seconds: each request fails, in so many seconds.

    Those under way at the return fail too. With `wake` the system tells of the return, with
    `answered` all that comes is an error of the service.
    """
    pacer = Pacer(rng)
    missing = {f"job {number}" for number in range(jobs)}
    for job_id in sorted(missing):
        pacer.follow(job_id, -rng.uniform(0, FLOOR), at_once=True)
    failing: list[tuple[float, str]] = []
    now, requests, woken = 0.0, 0, not wake
    while missing:
        free = len(failing) < 4  # as many workers as the app has
        wait = pacer.wait(now) if free else None
        sends_at = math.inf if wait is None else now + wait
        fails_at = failing[0][0] if failing else math.inf
        now = min(sends_at, fails_at, math.inf if woken else gone)
        if now == fails_at:
            pacer.troubled(failing.pop(0)[1], now, answered=answered)
        elif not woken and now == gone:
            woken = True
            pacer.wake(now)
        elif (job_id := pacer.take(now)) is not None:
            if now < gone:
                requests += 1
                failing.append((now + fails_in, job_id))
            else:
                pacer.answered(job_id, now)
                missing.discard(job_id)
    return Outage(requests, now - gone)


class LongRun(NamedTuple):
    """A job that does not end."""

    requests: int
    slowest: float  # seconds between two requests


def long_run(seconds: float) -> LongRun:
    """How one job is asked that runs for so long."""
    pacer = Pacer(random.Random(0))
    pacer.follow("song", 0.0)
    now, requests, slowest = 0.0, 0, 0.0
    while now < seconds:
        last = now
        now = next_request(pacer, now)[0]
        pacer.answered("song", now)
        requests += 1
        slowest = max(slowest, now - last)
    return LongRun(requests, slowest)


def show(name: str, versus: Versus) -> None:
    cost = versus.cost
    print(
        f"{name:<36}{cost.songs:>7}{cost.requests:>10.2f}{versus.requests:>8.3f}"
        f"{cost.delay:>9.2f}{versus.delay:>8.3f}{cost.late:>9.1f}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    print(f"{'':36}{'songs':>7}{'requests':>10}{'ratio':>8}{'delay s':>9}{'ratio':>8}{'99 % <':>9}")
    print("50 songs known  (ratios: at most 0.60 and 1.05)")
    for name, versus in steady(rng, chosen.jobs).items():
        show(f"  {name}", versus)
    print("a new user")
    parts = [(0, 50), (50, 100)]
    for part, versus in zip(parts, beginners(rng, chosen.jobs // 100, parts), strict=True):
        show(f"  songs {part[0] + 1}-{part[1]}", versus)
    parts = [(0, 10), (0, 50), (0, 200), (200, 400)]
    for factor, what in ((1 / 3, "3 × quicker"), (3, "3 × slower"), (2 / 3, "1.5 × quicker")):
        print(f"songs are {what} from one moment on")
        users = chosen.jobs // 400
        for part, versus in zip(parts, shifted(rng, users, 400, factor, parts), strict=True):
            show(f"  songs {part[0] + 1}-{part[1]} after it", versus)
    print("1,000 jobs under 2 requests/s, an hour")
    print("  {} requests, at least {} for each job, the stalest {:.1f} s, in order: {}".format(
        *crowd(1000, 2.0, 3600.0)))  # fmt: skip
    print("no network for 5 min with 50 jobs, 200 times")
    kinds = (("refused", 0.0, False), ("time-outs of 10 s", 10.0, False), ("500", 0.0, True))
    for what, fails_in, answered in kinds:
        for wake in (False, True):
            runs = [
                outage(rng, 50, 300.0, fails_in, wake=wake, answered=answered) for _ in range(200)
            ]
            told = ", return told by the system" if wake else ""
            print(
                f"  {what}{told}: {sum(run.requests for run in runs) / len(runs):.0f} requests, "
                f"caught up within {max(run.caught_up for run in runs):.1f} s"
            )
    print("one job for 24 h")
    print("  {} requests, at most {:.0f} s apart".format(*long_run(86_400.0)))


if __name__ == "__main__":
    main()
