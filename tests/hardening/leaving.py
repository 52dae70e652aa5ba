"""Starting and ending the real program, with requests on their way and a song playing
(faults 16, 39)."""

from __future__ import annotations

import contextlib
import shutil
import signal
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.e2e.app import App
from tests.e2e.desktop import Desktop
from tests.e2e.main_job import prepare
from tests.e2e.processes import wait_for
from tests.e2e.service import Service
from tests.hardening.figures import Figures
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Hold
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.paths import resources_dir

RUNNING, QUEUED = 30, 3
SLOWEST = 2.0  # seconds, most
_IN_FLIGHT = 4  # polls: as many as there are workers, and one prompt


def _seed(folder: Path, service: Service) -> None:
    """A song that is here, jobs that run, prompts that are to be sent."""
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    now = time.time()
    audio = next((resources_dir() / "demo").glob("*.mp3"))
    song = Job(
        id=uuid.uuid4().hex, prompt="a song that plays", api_url=service.url, created_at=now - 100,
        status=JobStatus.COMPLETED, server_id=str(uuid.uuid4()), song=Song(title="It plays"),
        finished_at=now - 10,
    )  # fmt: skip
    shutil.copyfile(audio, media / f"{song.id}.mp3")
    running = [
        Job(
            id=uuid.uuid4().hex, prompt=f"song {number}", api_url=service.url,
            created_at=now - number, status=JobStatus.RUNNING, server_id=str(uuid.uuid4()),
            submitted_at=now,
        )
        for number in range(RUNNING)
    ]  # fmt: skip
    file = LibraryFile(folder / "library.sqlite3")
    file.jobs.save([replace(song, audio_file=f"{song.id}.mp3"), *running]).result()
    file.close()


def _queue(folder: Path, service: Service) -> None:
    now = time.time()
    file = LibraryFile(folder / "library.sqlite3")
    file.jobs.save(
        [
            Job(id=uuid.uuid4().hex, prompt=f"to send {number}", api_url=service.url,
                created_at=now + number / 1000)
            for number in range(QUEUED)
        ]
    ).result()  # fmt: skip
    file.close()


def run(folder: Path, *, times: int, desktop: Desktop | None = None) -> Figures:
    """`times` starts and ends: by Ctrl+Q, SIGTERM, SIGINT in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    bad: list[str] = []
    seconds: list[float] = []
    playing = 0
    with contextlib.ExitStack() as stack:
        desktop = desktop or stack.enter_context(Desktop())
        service = stack.enter_context(Service(seconds=(600, 600), failure_rate=0))
        environment = prepare(data, service, volume=5)
        _seed(data, service)
        for number in range(times):
            _queue(data, service)
            polls, posts = Hold(), Hold()
            service.lookalike.script("GET /jobs", polls, times=None)
            service.lookalike.script("POST /", posts, times=None)
            app = App(desktop, data, environment=environment)
            try:
                app.press("Play", role="button")
                app.find("Pause", role="button", states=["enabled"])
                playing += 1
                wait_for(
                    lambda polls=polls, posts=posts: polls.held >= _IN_FLIGHT and posts.held,
                    "requests on their way",
                )
                code, took = app.quit(_ways(app)[number % 3])
                seconds.append(took)
                bad += _troubles(app, number, code, took, data)
            finally:
                app.close()
                service.lookalike.heal()
                polls.release()
                posts.release()
    return Figures(
        "leaving",
        {
            "starts and stops": times,
            "with a song playing": playing,
            "requests on their way": f"{_IN_FLIGHT + 1} each",
            "median": f"{sorted(seconds)[len(seconds) // 2]:.2f} s",
            "slowest": f"{max(seconds):.2f} s",
        },
        {
            "exit codes other than 0, or troubles": len(bad),
            f"slower than {SLOWEST:.0f} s": sum(took >= SLOWEST for took in seconds),
        },
        tuple(bad),
    )


def _ways(app: App) -> tuple[Callable[[], None] | None, ...]:
    return (None, app.send(signal.SIGTERM), app.send(signal.SIGINT))


def _troubles(app: App, number: int, code: int, took: float, data: Path) -> list[str]:
    found = [] if code == 0 else [f"{number}: ended with {code}: {app.stderr()[-2000:]}"]
    if took >= SLOWEST:
        found.append(f"{number}: took {took:.2f} s")
    if list(data.glob("*.sqlite3-wal")):
        found.append(f"{number}: the database was not closed")
    log = app.troubles()
    if log:
        found.append(f"{number}: it logged {log[:3]}")
        shutil.rmtree(data / "logs", ignore_errors=True)  # told once
    return found
