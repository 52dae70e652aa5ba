"""Hours of polling at an accelerated clock: nothing grows (fault 42).

The real services, sockets and database; only the loop's clock is another: where nothing
is on its way, the time until the next timer passes at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import os
import selectors
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hardening import REPOSITORY
from tests.hardening.figures import Figures
from tests.hardening.headless import KEY
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import Access, Job, JobAnswer, JobStatus
from whisul_desktop.services import following
from whisul_desktop.services.account import Account
from whisul_desktop.services.following import Following
from whisul_desktop.services.library import Library
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.secrets import SecretStore

GROWTH = 1.05  # of memory, most
_REAL_LIMIT = 5.0  # seconds that an answer may really take
# What happens, and for how many of 60 minutes; the jobs are asked about all the while.
_HOUR = (
    ("healthy", 18), ("429", 2), ("healthy", 10), ("500", 4), ("word", 6), ("dropped", 5),
    ("healthy", 7), ("html", 3), ("healthy", 5),
)  # fmt: skip
_BEGAN = 1_771_342_774.0


class FastLoop(asyncio.SelectorEventLoop):
    """Its clock jumps to the next timer while `busy` is 0, and stands still otherwise."""

    def __init__(self) -> None:
        self.busy = 0  # requests on their way, whose answers come in real time
        self.passed = 0.0
        super().__init__(_FastSelector(self))

    def time(self) -> float:
        return self.passed

    @property
    def timers(self) -> int:
        """That are still to come."""
        return sum(not timer.cancelled() for timer in self._scheduled)  # type: ignore[attr-defined]


class _FastSelector(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    def __init__(self, loop: FastLoop) -> None:
        super().__init__()
        self._owner = loop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self._owner.busy or timeout is None:
            return super().select(_REAL_LIMIT)
        self._owner.passed += timeout
        return ready


class _Client(ApiClient):
    """Tells the loop while it waits for an answer."""

    loop: FastLoop

    async def status(self, access: Access, server_id: str) -> JobAnswer:
        self.loop.busy += 1
        try:
            return await super().status(access, server_id)
        finally:
            self.loop.busy -= 1


@dataclass(frozen=True, slots=True)
class _Size:
    """What the process holds at one moment."""

    memory: int  # bytes
    tasks: int
    timers: int
    sockets: int
    files: int  # all file handles
    threads: int

    @classmethod
    def now(cls, loop: FastLoop) -> _Size:
        gc.collect()
        with contextlib.suppress(OSError, AttributeError):  # a libc without it
            ctypes.CDLL(None).malloc_trim(0)
        open_files: list[str] = []
        for handle in Path("/proc/self/fd").iterdir():
            with contextlib.suppress(OSError):
                open_files.append(str(handle.readlink()))
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(
            pages * os.sysconf("SC_PAGE_SIZE"),
            len(asyncio.all_tasks(loop)),
            loop.timers,
            sum(name.startswith("socket:") for name in open_files),
            len(open_files),
            threading.active_count(),
        )


@contextlib.contextmanager
def _service(folder: Path, jobs: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hardening.service", str(folder / "served"), str(jobs)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _tell(service: subprocess.Popen[str], mode: str) -> int:
    assert service.stdin is not None
    assert service.stdout is not None
    service.stdin.write(mode + "\n")
    service.stdin.flush()
    return int(service.stdout.readline())


async def _poll(folder: Path, service: subprocess.Popen[str], minutes: int, jobs: int) -> Figures:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, FastLoop)
    assert service.stdout is not None
    api_url, *ids = service.stdout.readline().split()
    errors: list[str] = []
    loop.set_exception_handler(lambda _loop, context: errors.append(repr(context)))
    file = LibraryFile(folder / "library.sqlite3")
    library = Library(file.jobs, lambda error: errors.append(repr(error)))
    client = _Client()
    client.loop = loop
    account = Account(client, SecretStore(), api_url, session_key=KEY)

    def today() -> float:
        return _BEGAN + loop.time()

    follow = Following(library, client, account, today, monotonic=loop.time)
    tasks = TaskScope("polling", lambda error: errors.append(repr(error)))
    await asyncio.wrap_future(library.add([_running(each, api_url) for each in ids]))
    await account.load()
    for number in range(following.WORKERS):
        tasks.start(follow.run(), f"follow {number}")
    sizes: list[_Size] = []
    began = time.monotonic()
    for minute, mode in enumerate(_modes(minutes)):
        if minute == 0 or mode != _modes(minutes)[minute - 1]:
            _tell(service, mode)
        await asyncio.sleep(60)
        if mode == "healthy" and (minute + 1) % max(1, minutes // 12) == 0:
            sizes.append(_Size.now(loop))
    requests = _tell(service, "healthy")
    took = time.monotonic() - began
    statuses = {job.status for job in library.jobs.values()}
    await tasks.close()
    await client.aclose()
    left = _Size.now(loop)
    file.close()
    return _judge(sizes, left, errors, statuses, minutes, jobs, requests, took)


def _modes(minutes: int) -> list[str]:
    hour = [mode for mode, length in _HOUR for _ in range(length)]
    if minutes < 60:  # the same in less time
        return [hour[number * 60 // minutes] for number in range(minutes)]
    return [hour[number % 60] for number in range(minutes)]


def _judge(
    sizes: list[_Size], left: _Size, errors: list[str], statuses: set[JobStatus],
    minutes: int, jobs: int, requests: int, took: float,
) -> Figures:  # fmt: skip
    warm, last = sizes[len(sizes) // 4], sizes[-1]
    later = sizes[len(sizes) // 4 :]
    growth = last.memory / warm.memory
    grown = {
        name: max(getattr(size, name) for size in later) - getattr(warm, name)
        for name in ("tasks", "timers", "sockets", "files", "threads")
    }
    # a connection more or less may be open, and a request on its way has a timer or two
    allowed = {"tasks": 0, "timers": 2 * following.WORKERS, "sockets": 4, "files": 4, "threads": 1}
    wrong = {f"more {name}": max(0, grown[name] - most) for name, most in allowed.items()}
    wrong["memory growth over 5 %"] = int(growth > GROWTH)
    wrong["jobs lost"] = int(statuses != {JobStatus.RUNNING})
    wrong["sockets left open"] = max(0, left.sockets - sizes[0].sockets)
    wrong["errors"] = len(errors)
    return Figures(
        "polling",
        {
            "minutes": minutes,
            "jobs": jobs,
            "requests": requests,
            "memory": f"{warm.memory / 2**20:.1f} → {last.memory / 2**20:.1f} MiB"
            f" ({growth - 1:+.1%})",
            "tasks": f"{warm.tasks} → {last.tasks}",
            "timers": f"{warm.timers} → {last.timers}",
            "sockets": f"{warm.sockets} → {last.sockets}",
            "file handles": f"{warm.files} → {last.files}",
            "threads": f"{warm.threads} → {last.threads}",
            "in": f"{took:.0f} s",
        },
        wrong,
        tuple(errors),
    )


def _running(server_id: str, api_url: str) -> Job:
    return Job(
        id=uuid.uuid4().hex,
        prompt="a song that never ends",
        api_url=api_url,
        created_at=_BEGAN,
        status=JobStatus.RUNNING,
        server_id=server_id,
        submitted_at=_BEGAN,
    )


def run(folder: Path, *, minutes: int, jobs: int = 300) -> Figures:
    """`minutes` of the jobs' time."""
    folder.mkdir(parents=True, exist_ok=True)
    with _service(folder, jobs) as service:
        with asyncio.Runner(loop_factory=FastLoop) as runner:
            return runner.run(_poll(folder, service, minutes, jobs))
