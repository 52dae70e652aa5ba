"""The log never holds a key, and a bug is told once, whichever hook it ends in."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from whisul_desktop.reporting import Reporting

CANARY = "wsk_canary_0123456789"


@pytest.fixture
def reporting(caplog: pytest.LogCaptureFixture):
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    with caplog.at_level(logging.ERROR):
        reporting = Reporting("debug")
        yield reporting
        reporting.close_file()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    qInstallMessageHandler(None)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    root.setLevel(level)


def test_a_key_is_in_no_record_not_even_in_a_traceback(
    reporting: Reporting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    reporting.formatter.hide(CANARY)
    reporting.open_file(tmp_path / "logs")
    try:
        raise ValueError(f"bad header Bearer {CANARY}")
    except ValueError as error:
        reporting.report(error)
        logging.getLogger("x").exception("it was %s", CANARY)
    reporting.close_file()
    text = (tmp_path / "logs" / "whisul-desktop.log").read_text("utf-8")
    assert text.count("[key]") >= 3
    assert CANARY not in text + capsys.readouterr().err


def test_the_same_bug_is_told_once_and_another_is_told_too(reporting: Reporting):
    told: list[str] = []
    reporting.on_bug = told.append

    def fail(text: str) -> None:
        raise RuntimeError(text)

    for text in ("one", "two", "three"):
        try:
            fail(text)
        except RuntimeError as error:
            reporting.report(error)
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        reporting.report(error)
    assert len(told) == 2
    assert "RuntimeError: one" in told[0]
    assert "ZeroDivisionError" in told[1]


def test_threads_and_the_loop_end_in_the_same_place(reporting: Reporting):
    told: list[str] = []
    reporting.on_bug = told.append
    thread = threading.Thread(target=lambda: next(iter(())), name="broken")
    thread.start()
    thread.join()

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(reporting.on_loop_error)
        asyncio.get_running_loop().call_soon(lambda: {}["missing"])
        await asyncio.sleep(0)

    asyncio.run(main())
    assert ["StopIteration" in told[0], "KeyError" in told[1]] == [True, True]


def test_messages_of_qt_come_into_the_log(reporting: Reporting, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        qWarning("a warning of Qt")
    assert ("qt.default", logging.WARNING, "a warning of Qt") in caplog.record_tuples
