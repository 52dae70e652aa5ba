"""A program that died tells of it at the next start; one that was ended in order does not."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.app import troubles_in
from tests.e2e.conftest import StartApp
from whisul_desktop.store.paths import crash_path, last_crash_path, log_path

DIED = r"Fatal Python error"
STACKS = """\
Fatal Python error: Aborted

Thread 0x00007f3be7fff6c0 (most recent call first):
  File "/usr/lib/python3.11/urllib/error.py", line 15 in <module>
  File "/usr/lib/python3.11/logging/__init__.py", line 1518 in error

Current thread 0x00007f3c1b0ff000 (most recent call first):
  File "/app/whisul_desktop/app.py", line 203 in _load
"""  # of a program that was killed while it loaded
NOTICE = "ended unexpectedly"
FILLED = "Generate"


@pytest.mark.parametrize(
    ("number", "words"),
    [(signal.SIGSEGV, "Segmentation fault"), (signal.SIGABRT, "Aborted")],
)
def test_a_crash_is_offered_once_with_its_report(
    start_app: StartApp, tmp_path: Path, number: signal.Signals, words: str
) -> None:
    data = tmp_path / "data"
    app = start_app("--demo", expected_log=DIED)
    app.find(FILLED, role="button")
    assert crash_path(data).read_bytes() == b""
    assert not app.has(pattern=NOTICE)
    # Everything is loaded. A thread that is importing is at work while faulthandler, at an
    # abort of the main thread, reads its stack: now and then that dies of SIGSEGV itself.
    app.wait_for(log_path(data).exists, "the log, which is opened after loading")
    app.process.send_signal(number)
    assert app.process.wait(20) == -number

    app = start_app("--demo", expected_log=DIED)
    app.find(pattern=NOTICE)
    app.press("Show Report…")
    report = app.wait_for(
        lambda: app.find_now("Diagnostics", role="text").text or None, "the report"
    )
    assert f"Fatal Python error: {words}" in report
    assert "MainThread" in report or "most recent call first" in report
    assert "PySide6: 6." in report
    app.press("Close", role="button")
    assert app.quit()[0] == 0
    assert not crash_path(data).exists()

    app = start_app("--demo", expected_log=DIED)
    app.find(FILLED, role="button", states=["showing"])
    assert not app.has(pattern=NOTICE)
    assert last_crash_path(data).exists()  # for Diagnostics, if it is asked for


def test_of_a_crash_one_line_is_trouble_whatever_its_stacks_name() -> None:
    assert troubles_in(STACKS) == ["Fatal Python error: Aborted"]
    assert troubles_in(STACKS, DIED) == []
    assert troubles_in(f"{STACKS}2026 ERROR MainThread x: y", DIED) != []


def test_a_program_that_was_killed_has_no_report(start_app: StartApp, tmp_path: Path) -> None:
    app = start_app("--demo")
    app.find(FILLED, role="button")
    app.process.kill()
    app.process.wait(20)
    assert crash_path(tmp_path / "data").read_bytes() == b""
    app = start_app("--demo")
    app.find(FILLED, role="button")
    assert not app.has(pattern=NOTICE)
    assert not last_crash_path(tmp_path / "data").exists()
