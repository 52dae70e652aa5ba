"""A keyring that answers nothing any more: the window lives, and says so once."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.canary import files_holding
from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.main_job import generate, prepare, wait_for_status
from tests.e2e.processes import NotYet
from tests.e2e.service import Service

MOST = 200.0  # ms that the window may stand still
TOLD = "keyring"


@contextlib.contextmanager
def frozen(desktop: Desktop) -> Iterator[None]:
    """The keyring's daemon, stopped in the middle of everything."""
    [pid] = [
        pid
        for pid in desktop.processes.running()
        if Path(f"/proc/{pid}/comm").read_text("ascii").startswith("gnome-keyring")
    ]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


class Gaps:
    """What tests/e2e/gaps.py tells of an app."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.program = (sys.executable, "-m", "tests.e2e.gaps", str(path))

    def longest(self, app: App) -> float:
        """Milliseconds, since it was asked last."""
        before = self._told()
        app.process.send_signal(signal.SIGUSR1)
        return float(app.wait_for(lambda: self._new(len(before)), "the longest gap"))

    def _new(self, known: int) -> str:
        told = self._told()
        if len(told) == known:
            raise NotYet("no gap was told")
        return told[-1]

    def _told(self) -> list[str]:
        return self._path.read_text("utf-8").split() if self._path.exists() else []


def test_a_key_is_pasted_while_the_keyring_is_frozen(
    desktop: Desktop, service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    gaps = Gaps(tmp_path / "gaps")
    with frozen(desktop):
        app = start_app("--api-url", service.url, program=gaps.program, expected_log=TOLD)
        app.click("API key")
        gaps.longest(app)  # from here on: the start is measured elsewhere
        app.type(service.key)
        app.press("Continue")
        app.find(pattern=TOLD, seconds=30)  # why, in words
        app.press("Keep for this session only")
        app.find("Prompt")
        generate(app, "rain on a tin roof")  # with the key in memory
        wait_for_status(app, "rain on a tin roof", "Generating")
        assert gaps.longest(app) <= MOST
        assert app.quit()[0] == 0
    assert not files_holding(tmp_path)


def test_the_keyring_is_frozen_at_the_start_and_a_key_in_memory_works(
    desktop: Desktop, service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    prepare(tmp_path / "data", service)
    gaps = Gaps(tmp_path / "gaps")
    with frozen(desktop):
        app = start_app(program=gaps.program, expected_log=TOLD)
        app.find("Prompt")
        gaps.longest(app)
        app.find(pattern=TOLD, role="label", seconds=30)
        told = app.tree().lower().count("does not answer")
        assert told == 1
        assert gaps.longest(app) <= MOST
        code, took = app.quit()
    assert code == 0
    assert took < 2.0
