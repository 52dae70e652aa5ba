"""The log never holds a key, and a bug is told once, whichever hook it ends in."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal, qInstallMessageHandler, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from tests.canary import CANARY
from whisul_desktop.reporting import Reporting
from whisul_desktop.store.paths import log_path, resources_dir
from whisul_desktop.ui.fault_notices import FaultNotices
from whisul_desktop.ui.notice_bar import NoticeBar
from whisul_desktop.ui.theme import Look


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
    reporting.open_file(log_path(tmp_path))
    try:
        raise ValueError(f"bad header Bearer {CANARY}")
    except ValueError as error:
        reporting.report(error)
        logging.getLogger("x").exception("it was %s", CANARY)
    reporting.close_file()
    text = log_path(tmp_path).read_text("utf-8")
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


def broken_slot() -> None:
    class Sender(QObject):
        told = Signal()

    sender = Sender()
    sender.told.connect(lambda: {}["in a slot"])
    sender.told.emit()


def broken_del() -> None:
    class Broken:
        def __del__(self) -> None:
            raise LookupError("in __del__")

    broken = Broken()
    del broken
    gc.collect()


def broken_task() -> None:
    async def fail() -> None:
        raise LookupError("in a task")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        lost = loop.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del lost  # nobody will ever ask for its result
        gc.collect()

    asyncio.run(main())


def broken_thread() -> None:
    def fail() -> None:
        raise LookupError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize("broken", [broken_slot, broken_del, broken_thread, broken_task])
def test_wherever_a_bug_ends_it_is_told_once_with_a_report(
    reporting: Reporting, broken: Callable[[], None], caplog: pytest.LogCaptureFixture
):
    if broken is broken_task:  # asyncio's own loop asks for its handler
        asyncio.set_event_loop_policy(_Reported(reporting))
    told: list[str] = []
    reporting.on_bug = told.append
    try:
        for _ in range(3):
            broken()
    finally:
        asyncio.set_event_loop_policy(None)
    where = broken.__name__.removeprefix("broken_").replace("del", "__del__")
    assert len(told) == 1
    assert f"in a {where}" in told[0] or f"in {where}" in told[0]
    assert "Traceback" in told[0]
    records = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(records) == 1


class _Reported(asyncio.DefaultEventLoopPolicy):
    """Loops that report as the app's does (serving.py)."""

    def __init__(self, reporting: Reporting) -> None:
        super().__init__()
        self._reporting = reporting

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.set_exception_handler(self._reporting.on_loop_error)
        return loop


def test_what_qt_repeats_at_every_paint_is_one_record(
    reporting: Reporting, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            qWarning("QPainter::end: Painter ended with 1 saved states")
        qWarning("another one")
    assert [record.getMessage() for record in caplog.records] == [
        "QPainter::end: Painter ended with 1 saved states",
        "another one",
    ]


def test_after_a_minute_it_is_told_again(reporting: Reporting, monkeypatch: pytest.MonkeyPatch):
    told: list[str] = []
    reporting.on_bug = told.append
    now = time.monotonic()
    for seconds in (0, 59, 61, 100, 122):
        monkeypatch.setattr(time, "monotonic", lambda seconds=seconds: now + seconds)
        try:
            _ = 1 / 0
        except ZeroDivisionError as error:
            reporting.report(error)
    assert len(told) == 3


def test_the_user_can_copy_the_report(qtbot: QtBot, qapp: QApplication, reporting: Reporting):
    look = Look(qapp, resources_dir())
    window = QMainWindow()
    qtbot.addWidget(window)
    notices = window.notices = NoticeBar(look, window)  # type: ignore[attr-defined]
    faults = FaultNotices(window)  # type: ignore[arg-type]
    reporting.on_bug = faults.bug.emit
    broken_slot()
    qtbot.waitUntil(lambda: bool(notices.texts()))
    [copy] = [one for one in notices.findChildren(QPushButton) if one.text() == "Copy Details"]
    copy.click()
    assert "KeyError: 'in a slot'" in QGuiApplication.clipboard().text()
