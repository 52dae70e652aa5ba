"""Starts the desktop's processes and takes every one of them down again, children included."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

T = TypeVar("T")
PATIENCE = 30.0  # seconds; the machine may be slow and shared
_MARK = "WHISUL_E2E_DESKTOP"
_PR_SET_CHILD_SUBREAPER = 36


class NotYet(Exception):
    """A condition that can't be told yet: something that is looked at is not there."""


def wait_for(
    condition: Callable[[], T], what: str, *, seconds: float = PATIENCE, every: float = 0.05
) -> T:
    """Ask until `condition()` is true, return that value; AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    last: object = None
    while True:
        try:
            value = condition()
            last = value
        except NotYet as trouble:
            value = None
            last = trouble
        if value:
            return value  # pyright: ignore[reportReturnType] - a falsy T is never returned
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}; last: {last!r}")
        time.sleep(every)


class Processes:
    """A family of processes that ends together.

    Each gets a mark in its environment, which its own children inherit: whatever still
    runs with that mark at the end is ended by its process id, and reaped here, because an
    orphan of theirs becomes a child of ours (a container may have no init that reaps).
    `setpriv` ends them too where the test run itself is killed.
    """

    def __init__(self, environment: Mapping[str, str], log_dir: Path) -> None:
        self.environment = {**environment, _MARK: uuid.uuid4().hex}
        self._log_dir = log_dir
        self._started: list[subprocess.Popen[bytes]] = []
        self._orphans: set[int] = set()
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def start(
        self,
        command: Sequence[str | Path],
        *,
        name: str,
        environment: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        stdout: int | IO[Any] | None = None,
        cwd: Path | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        """Start it; what it says goes to `<name>.log`, but for a `stdout` of the caller's."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *map(str, command)],
                env={**self.environment, **(environment or {})},
                stdin=stdin,
                stdout=log if stdout is None else stdout,
                stderr=log,
                cwd=cwd,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def run(self, *command: str | Path, environment: Mapping[str, str] | None = None) -> str:
        """Run a tool of the desktop to its end and return what it printed."""
        done = subprocess.run(
            list(map(str, command)),
            env={**self.environment, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def log(self, name: str) -> Path:
        return self._log_dir / f"{name}.log"

    def end(self, process: subprocess.Popen[bytes], *, seconds: float = 5) -> None:
        """End one of them kindly, then by force, and reap it."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        if process in self._started:
            self._started.remove(process)

    def end_all(self) -> None:
        """In reverse order of starting; then everything that they started themselves."""
        own = {process.pid for process in self._started}
        self._orphans.update(pid for pid in self.running() if pid not in own)
        for process in reversed(tuple(self._started)):
            self.end(process)
        wait_for(self._end_orphans, "the end of all the desktop's processes")

    def _end_orphans(self) -> bool:
        running = set(self.running())
        self._orphans |= running
        for pid in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in tuple(self._orphans):
            try:
                ended, _ = os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:  # reaped by its own parent
                ended = pid if pid not in running else 0
            if ended:
                self._orphans.discard(pid)
        return not self._orphans

    def running(self) -> list[int]:
        """The ids of all processes that carry this family's mark."""
        mark = f"{_MARK}={self.environment[_MARK]}".encode()
        found: list[int] = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                carries = mark in (entry / "environ").read_bytes().split(b"\0")
            except OSError:  # gone meanwhile, or somebody else's
                continue
            if carries:
                found.append(int(entry.name))
        return found
