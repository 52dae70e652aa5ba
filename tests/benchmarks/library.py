"""How quick a large library is, beside a bare window and beside Qt's own parts with the same
rows (plain.py): `python -m tests.benchmarks.library [--jobs 1000 10000 100000] [--profile]`.

Starts and polls are of the real program, once for each figure. All else happens within its
window, by keys and clicks (scenarios.py). Cells are medians, with the worst in brackets; Qt's own
parts also as so many times ours.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks import dataset, probe, script, words
from tests.benchmarks.measure import Measured, measure, watch
from tests.benchmarks.polling import submit
from tests.benchmarks.run_app import SCENARIO
from tests.benchmarks.start_up import AS_LEFT, MIB, NOBODY, rows_as_left
from tests.e2e.desktop import Desktop
from tests.e2e.service import Service
from whisul_desktop.core.types import Job, JobColumn

SIZES = (1_000, 10_000, 100_000)
PARTS = ("start", "window", "plain", "polls")
KEY = {"WHISUL_API_KEY": "key-of-the-benchmark"}
RUNNING, POLLED_FOR = 1000, 5.0
SETTLED = 5.0  # seconds after the start: then each header's order is made
PATIENCE = 240.0  # seconds for a window that is used
Samples = dict[str, list[float]]
_REPAINT = "a repaint elsewhere"


@dataclass
class Found:
    """What was measured with one number of jobs."""

    jobs: int
    starts: list[Measured] = field(default_factory=list)
    ours: Samples = field(default_factory=dict)
    plain: Samples = field(default_factory=dict)
    plain_rss: int = 0
    polled: Measured | None = None
    polls: float = 0.0  # requests/s


@dataclass
class Bench:
    """A desktop, and a library of each size on it."""

    desktop: Desktop
    folder: Path
    profiles: bool
    bare: list[Measured] = field(default_factory=list)
    empty: list[Measured] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def make(self, count: int) -> list[Job]:
        return dataset.make(
            self.library(count), count, api_url=NOBODY, pictures=self.folder / "covers"
        )

    def library(self, count: int) -> Path:
        return self.folder / f"library-{count}"

    def copy(self, count: int, name: str) -> Path:
        """A library that may be changed; the pictures are the same."""
        source, copy = self.library(count), self.folder / f"{name}-{count}"
        copy.mkdir()
        for file in filter(Path.is_file, source.iterdir()):
            shutil.copyfile(file, copy / file.name)
        (copy / "media").symlink_to(source / "media")
        return copy

    def start(self, sizes: Sequence[Found], runs: int) -> None:
        """Starts, in turns. What was just made is in the disk's cache."""
        self.make(0)
        measure(self.desktop, self.folder, "bare")
        for size in sizes:  # shown and closed once: each start has what the one before has left
            self._start(size.jobs)
        for turn in range(runs):
            self.tell(f"start {turn + 1} of {runs}")
            bare = measure(self.desktop, self.folder, "bare")
            empty = self._start(0)
            found = [self._start(size.jobs) for size in sizes]
            self.bare.append(bare)
            self.empty.append(empty)
            for size, one in zip(sizes, found, strict=True):
                size.starts.append(one)

    def _start(self, count: int) -> Measured:
        return measure(
            self.desktop, self.folder, "app", "--data-dir", str(self.library(count)),
            environment={**KEY, probe.ROWS: str(count)},
        )  # fmt: skip

    def tell(self, what: str) -> None:
        """What is begun now, and when: a run takes minutes."""
        print(f"{time.monotonic() - self.began:4.0f} s  {what}", file=sys.stderr)

    def use(self, what: str, count: int, path: Path) -> tuple[Samples, int]:
        """Play the scenarios in a window: their figures, and the memory it took before."""
        self.tell(f"{what}, {count} jobs")
        data = self.copy(count, what)
        options = (str(data),) if what == "plain" else ("--data-dir", str(data))
        seen = watch(
            self.desktop, self.folder, what, *options, patience=PATIENCE,
            environment={**KEY, SCENARIO: str(path), probe.ROWS: str(count)},
        )  # fmt: skip
        for (event, part), values in seen.items():
            if event == "profile":
                print(f"--- {what}, {count} jobs, {part}\n{values['text']}")
        figures = {part: values["ms"] for (event, part), values in seen.items()
                   if event == "figure"}  # fmt: skip
        return figures, seen["ready", ""]["rss"]

    def poll(self, size: Found) -> None:
        """A thousand running jobs, each asked for every five seconds, once all orders are made."""
        self.tell(f"polls, {size.jobs} jobs")
        with Service(seconds=(3600, 3600), failure_rate=0) as service:
            data = self.copy(size.jobs, "polled")
            jobs = dataset.running(service.url, submit(service, RUNNING))
            dataset.keep(data, jobs, api_url=service.url)
            size.polled = measure(
                self.desktop, self.folder, "restless", "--data-dir", str(data),
                seconds=POLLED_FOR, environment={
                    "WHISUL_API_KEY": service.key, probe.ROWS: str(size.jobs), probe.IDLE: "9",
                    probe.SETTLE: str(SETTLED),
                },
            )  # fmt: skip
            size.polls = sum(service.polls().values()) / (SETTLED + POLLED_FOR)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, nargs="+", default=SIZES)
    options.add_argument("--runs", type=int, default=5, help="starts of each")
    options.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    options.add_argument("--profile", action="store_true", help="where the time goes in a window")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name, Desktop() as desktop:
        bench = Bench(desktop, Path(name), chosen.profile)
        sizes = [Found(count) for count in chosen.jobs]
        for size in sizes:
            path = bench.folder / f"script-{size.jobs}.json"
            script.write(path, bench.make(size.jobs), profiles=chosen.profile)
        if "start" in chosen.parts:
            bench.start(sizes, chosen.runs)
        for size in sizes:
            path = bench.folder / f"script-{size.jobs}.json"
            if "window" in chosen.parts:
                size.ours, _rss = bench.use("app", size.jobs, path)
            if "plain" in chosen.parts and size is sizes[-1]:  # minutes, with a hundred thousand
                size.plain, size.plain_rss = bench.use("plain", size.jobs, path)
            if "polls" in chosen.parts:
                bench.poll(size)
        report(bench, sizes)


def _all_of(samples: Samples, name: str) -> list[float]:
    """Those of one name, or of all columns' names where there is a `*`."""
    if "*" not in name:
        return samples.get(name, [])
    names = [name.replace("*", column) for column in JobColumn]
    return [value for one in names for value in samples.get(one, [])]


def _polled(size: Found) -> str:
    if size.polled is None:
        return ""
    return f"{size.polled.run_p99:.1f}, {size.polled.run_gap:.1f} (at {size.polls:.0f} polls/s)"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _ms(samples: Sequence[float]) -> str:
    return f"{_number(median(samples))} ({_number(max(samples))})" if samples else ""


def _fine(samples: Sequence[float]) -> str:
    return f"{median(samples):.3f} ({max(samples):.2f})" if samples else ""


def _worst(samples: Sequence[float]) -> str:
    return _number(max(samples)) if samples else ""


def _most(samples: Sequence[float]) -> str:
    return _number(sorted(samples)[int(len(samples) * 0.95)]) if samples else ""


def _sum(samples: Sequence[float]) -> str:
    return f"{sum(samples):.0f}" if samples else ""


def report(bench: Bench, sizes: Sequence[Found]) -> None:
    """As a table in Markdown."""
    largest = sizes[-1]
    print(f"load average {os.getloadavg()[0]:.1f}; ms unless said otherwise: median (worst)\n")
    print(f"| | {' | '.join(f'{size.jobs:,}' for size in sizes)} | Qt's own | to reach |")
    print("|---|" + "---|" * (len(sizes) + 2))

    def line(what: str, cell: Callable[[Found], str], plain: str, goal: str) -> None:
        print(f"| {what} | {' | '.join(map(cell, sizes))} | {plain} | {goal} |")

    def figure(what: str, name: str, goal: str, show: Callable[[list[float]], str] = _ms) -> None:
        def cell(size: Found) -> str:
            text, repaint = show(_all_of(size.ours, name)), _all_of(size.ours, _REPAINT)
            if "a repaint" in goal and repaint:
                text += f" = {median(_all_of(size.ours, name)) / median(repaint):.1f}×"
            return text

        ours, plain = _all_of(largest.ours, name), _all_of(largest.plain, name)
        text = show(plain)
        if ours and plain and median(ours) and median(plain):
            text += f", {median(plain) / median(ours):.2g}×"
        line(what, cell, text, goal)

    if bench.bare:
        _report_starts(bench, largest, line)
    if largest.ours or largest.plain:
        _report_window(figure, line)
    if largest.polled:
        line(f"{RUNNING:,} running jobs: gap 99 %, longest", _polled, "", "≤ 8, ≤ 20")


Line = Callable[[str, Callable[[Found], str], str, str], None]


def _report_starts(bench: Bench, largest: Found, line: Line) -> None:
    bare = median(one.paint for one in bench.bare)
    least = median(one.rss for one in bench.empty)
    plain_memory = ""
    if largest.plain_rss:
        without = median(one.rss for one in bench.bare)
        plain_memory = f"{(largest.plain_rss - without) / MIB:.0f} MiB"

    def of(size: Found, value: Callable[[Measured], float]) -> list[float]:
        return [value(one) for one in size.starts]

    def rows(size: Found, value: Callable[[Measured], float]) -> str:
        times = of(size, value)
        return f"{_ms(times)} = {median(times) / bare:.2f}×"

    def memory(size: Found) -> str:
        return f"{(median(one.rss for one in size.starts) - least) / MIB:.0f} MiB"

    window = f"{bare:.0f} (bare window)"
    line(AS_LEFT, lambda size: rows(size, rows_as_left), window, "≤ 1.2×")
    line("start to the live rows", lambda size: rows(size, lambda one: one.content), window, "")
    line(
        "the whole library after it",
        lambda size: _ms(of(size, lambda one: one.complete - one.content)),
        "",
        "≤ 1,000",
    )
    gaps = [one.load_gap for one in bench.bare]
    line("gap while it loads", lambda size: _ms(of(size, lambda one: one.load_gap)), _ms(gaps),
         "≤ 25")  # fmt: skip
    line("memory above the empty library", memory, plain_memory, "≤ 75 MiB")


def _report_window(figure: Callable[..., None], line: Line) -> None:
    terms = (("none", words.NONE), ("35 %", words.SOME), ("all", words.ALL))
    for hits, term in terms:
        figure(f"keystroke, {hits} found", f"keystroke, {term}", "≤ 16")
    for hits, term in terms:
        figure(f"six quick keys, {hits} found: gap", f"six keys, {term}, gap", "≤ 24", _worst)
    figure("sort by any header: right rows on top", "sort, *", "≤ 100")
    figure("the same: all rows", "sort, *, all", "≤ 100")
    figure("the same: gap", "sort, *, gap", "≤ 16", _worst)
    figure("a full repaint, the same rows", "a full repaint", "")
    figure("a full repaint, rows not seen yet", _REPAINT, "")
    others = "≤ 1.2× a repaint of rows not seen yet"
    figure("flip", "flip, *", others)
    figure("clear the search: right rows on top", "clear", others)
    figure("the same: all rows", "clear, all", "")
    figure("one answer, sorted and filtered", "an answer", "≤ 0.1", _fine)
    figure("the same, index, model and view alone", "an answer, index", "≤ 0.1", _fine)
    figure("the window's work in the 10 ms after it", "an answer, rest", "")
    figure("1,000 answers in one tick", "answers", "≤ 12")
    figure("the same, index, model and view alone", "answers, index", "≤ 12")
    figure("the window's work in the 100 ms after it", "answers, rest", "")
    figure("the longest gap of these", "answers, gap", "", _worst)
    figure("a page with covers: 95 %", "page", "≤ 16", _most)
    figure("white cells after 100 ms", "white cells", "0", _sum)
    figure("stars for 1,000 rows", "stars", "≤ 16")
    figure("transactions of it", "stars, transactions", "1", _worst)
    figure("the longest gap of it, with the paint", "stars, gap", "", _worst)


if __name__ == "__main__":
    main()
