"""What a start costs beside the least window that shows a table: `python -m
tests.benchmarks.start_up [--runs 9] [--jobs 1000]`. Runs take turns, medians are compared.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from math import isnan
from pathlib import Path
from statistics import median

from tests.benchmarks.dataset import make
from tests.benchmarks.measure import Measured, measure
from tests.e2e.desktop import Desktop

NOBODY = "http://127.0.0.1:9/api"  # refuses connections: nothing but the start is measured
MIB = 1 << 20
AS_LEFT = "start to the first rows (as they were left)"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--jobs", type=int, default=1000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name, Desktop() as desktop:
        folder = Path(name)
        make(folder / "data", chosen.jobs, api_url=NOBODY)
        app: list[Measured] = []
        bare: list[Measured] = []
        for turn in range(chosen.runs + 1):  # the first warms the disk's cache and leaves a picture
            one = measure(desktop, folder, "bare")
            other = measure(
                desktop, folder, "app", "--data-dir", str(folder / "data"),
                environment={"WHISUL_API_KEY": "key-of-the-benchmark"},
            )  # fmt: skip
            if turn:
                bare.append(one)
                app.append(other)
    report(app, bare, chosen.jobs)


def rows_as_left(run: Measured) -> float:
    """In their picture, or live where there was none: never sooner than something was there."""
    return run.content if isnan(run.picture) else run.picture


def report(app: list[Measured], bare: list[Measured], jobs: int) -> None:
    def line(what: str, unit: str, value: Callable[[Measured], float], goal: str) -> None:
        ours, least = median(map(value, app)), median(map(value, bare))
        spread = f"{min(map(value, app)):.0f}–{max(map(value, app)):.0f}"
        print(
            f"{what:42} {ours:7.0f} {unit:3} ({spread}), bare {least:5.0f} {unit:3}"
            f"  {ours / least:5.2f}×  {goal}"
        )

    pictures = sum(not isnan(run.picture) for run in app)
    print(f"{len(app)} runs each, {jobs} jobs, {pictures} with a picture of them; medians")
    line("start to first paint", "ms", lambda run: run.paint, "≤ 1.15×")
    line(AS_LEFT, "ms", rows_as_left, "≤ 1.2×")
    line("start to the live rows", "ms", lambda run: run.content, "")
    line("resident memory, settled", "MiB", lambda run: run.rss / MIB, "≤ 2×")
    line("longest gap from paint to ready", "ms", lambda run: run.load_gap, "≤ 20 ms")
    line("start to ready", "ms", lambda run: run.ready, "")


if __name__ == "__main__":
    main()
