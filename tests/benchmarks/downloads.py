"""How well the window answers while four songs are downloaded at once: `python -m
tests.benchmarks.downloads [--runs 3] [--seconds 10] [--jobs 1000] [--rate 3]`.

The real app with a library, and songs that are ready at the service and not yet here: as many
at a time as it has workers, for as long as is measured. Each is checked, synced to disk, named
and recorded as it comes, its cover decoded and shown, its row and the progress changed.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.dataset import keep, make
from tests.benchmarks.measure import Measured, measure
from tests.canary import CANARY
from tests.e2e.desktop import Desktop
from tests.fakes.live import Live
from tests.fakes.media import SONGS, make_media
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Call
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.services.assets import WORKERS
from whisul_desktop.store.paths import resources_dir

MOST = 12.0  # milliseconds: the longest gap that is allowed
LENGTH = 180.0  # seconds of each song
_PIECE = 1 << 16  # bytes


class Line:
    """Media at `rate` bytes/s for each download, once it `is_open`; counts what it does."""

    def __init__(self, rate: float, is_open: Callable[[], bool]) -> None:
        self.at_once: list[int] = []  # downloads under way, at each piece
        self._rate = rate
        self._is_open = is_open
        self._now = 0

    async def play(self, call: Call) -> None:
        response = await call.process()
        while not self._is_open():  # noqa: ASYNC110 - told by another process
            await asyncio.sleep(0.05)
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


def _downloading(desktop: Desktop, folder: Path, chosen: argparse.Namespace) -> Measured:
    events = folder / "run"
    events.mkdir()
    line = Line(chosen.rate * 1e6, lambda: _is_ready(events))
    media = _media(folder / "served")
    seconds_each = (media / "song-1.mp3").stat().st_size / (chosen.rate * 1e6)
    songs = math.ceil(WORKERS * (chosen.seconds + 2) / seconds_each) + WORKERS
    service = LookAlike(media, seconds=(3600, 3600), failure_rate=0, key=CANARY)
    service.script("GET /media", line, times=None)
    with Live(service):
        data = folder / "data"
        make(data, chosen.jobs, api_url=service.api_url, pictures=folder / "covers")
        ready = [_ready(service, number) for number in range(songs)]
        keep(data, ready, api_url=service.api_url)
        app = measure(
            desktop, events, "app", "--data-dir", str(data),
            seconds=chosen.seconds, environment={"WHISUL_API_KEY": CANARY},
        )  # fmt: skip
    here = sum((data / "media" / f"{job.id}.mp3").exists() for job in ready)
    at_once = statistics.mean(line.at_once)
    print(f"{here} songs came, {at_once:.1f} downloads at once, longest gap {app.run_gap:.1f} ms")
    assert here + WORKERS <= songs, "there was nothing left to download at the end"
    return app


def _is_ready(events: Path) -> bool:
    """The probe has begun to measure: it waits until the program is idle."""
    return any('"ready"' in path.read_text("utf-8") for path in events.glob("events-*.jsonl"))


def _media(folder: Path) -> Path:
    """Songs of a usual length with the covers of the demo."""
    make_media(folder, seconds=LENGTH)
    covers = sorted((resources_dir() / "demo").glob("*.jpg"))
    for number, cover in enumerate(covers[: len(SONGS)], 1):
        shutil.copyfile(cover, folder / f"song-{number}.jpg")
    return folder


def _ready(service: LookAlike, number: int) -> Job:
    """A song that the service has made, and that is not here."""
    link = f"{service.base_url}/media/song-{number % len(SONGS) + 1}"
    now = time.time()
    return Job(
        id=uuid.uuid4().hex,
        prompt=f"song number {number}",
        api_url=service.api_url,
        created_at=now - number,
        status=JobStatus.COMPLETED,
        server_id=str(uuid.uuid4()),
        song=Song(title=f"Song {number}", song_url=f"{link}.mp3", image_url=f"{link}.jpg"),
        finished_at=now,
    )


if __name__ == "__main__":
    main()
