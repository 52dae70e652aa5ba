"""A program that died tells of it at the next start; one that was ended in order does not."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import StartApp
from whisul_desktop.store.paths import crash_path, last_crash_path

DIED = r"Fatal Python error|^Current thread"
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
