"""How well the window answers while four songs are downloaded at once: `python -m
tests.benchmarks.downloads [--runs 3] [--seconds 10] [--jobs 1000] [--rate 3]`.

The real app with a library, and songs that are ready at the service and not yet here: as many
at a time as it has workers, for as long as is measured. Each is checked, synced to disk, named
and recorded as it comes, its cover decoded and shown, its row and the progress changed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from tests.benchmarks.dataset import make
from tests.benchmarks.measure import Measured, measure
from tests.e2e.desktop import Desktop
from tests.e2e.service import Service
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Call
from whisul_desktop.services.assets import WORKERS
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore

MOST = 12.0  # milliseconds: the longest gap that is allowed
LOADING = 30.0  # seconds, at most, from the start until it is measured
_PIECE = 1 << 16  # bytes


class Line:
    """Media over a line of so many bytes a second for each download; counts what it does."""

    def __init__(self, rate: float) -> None:
        self.at_once: list[int] = []  # downloads under way, at each piece
        self._rate = rate
        self._now = 0

    async def play(self, call: Call) -> None:
        response = await call.process()
        data = bytes(response.body)
        self._now += 1
        try:
            await call.start(response)
            for start in range(0, len(data), _PIECE):
                if call.gone:
                    return
                await call.body(data[start : start + _PIECE])
                self.at_once.append(self._now)
                await asyncio.sleep(_PIECE / self._rate)
            await call.body(b"", more=False)
        finally:
            self._now -= 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--jobs", type=int, default=1000, help="in the library beside them")
    options.add_argument("--rate", type=float, default=3.0, help="MB/s of each download")
    chosen = options.parse_args()
    apps: list[Measured] = []
    bares: list[Measured] = []
    with Desktop() as desktop:
        for _ in range(chosen.runs):  # in turn: what else the machine does hits both
            with tempfile.TemporaryDirectory() as name:
                bares.append(measure(desktop, Path(name), "bare", seconds=chosen.seconds))
                apps.append(_downloading(desktop, Path(name), chosen))
    bare, app = (statistics.median(run.run_gap for run in runs) for runs in (bares, apps))
    print(f"longest gap  {app:5.1f} ms, bare {bare:5.1f} ms, {app / bare:.2f}×  (≤ {MOST:.0f} ms)")
    bare, app = (statistics.median(run.run_p99 for run in runs) for runs in (bares, apps))
    print(f"99 % within  {app:5.1f} ms, bare {bare:5.1f} ms, {app / bare:.2f}×")
    print("each run     " + ", ".join(f"{run.run_gap:.1f}" for run in apps) + " ms")


def _downloading(desktop: Desktop, folder: Path, chosen: argparse.Namespace) -> Measured:
    line = Line(chosen.rate * 1e6)
    with Service(seconds=(3600, 3600), failure_rate=0) as service:
        service.lookalike.script("GET /media", line, times=None)
        data = folder / "data"
        make(data, chosen.jobs, api_url=service.url)
        size = min(path.stat().st_size for path in service.media.glob("*.mp3"))
        each = size / line_rate(chosen)
        count = round(WORKERS * (LOADING + chosen.seconds) / each) + WORKERS
        _add(data, [_ready(service, number) for number in range(count)])
        app = measure(
            desktop, folder, "app", "--data-dir", str(data),
            seconds=chosen.seconds, environment={"WHISUL_API_KEY": service.key},
        )  # fmt: skip
    at_once = statistics.mean(line.at_once)
    print(f"{at_once:.1f} downloads at once, {len(line.at_once) * _PIECE / 1e6:.0f} MB in all")
    return app
