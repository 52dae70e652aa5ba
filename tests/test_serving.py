"""The start goes on after trouble with the library, and trouble that nobody caught is told."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from whisul_desktop import serving
from whisul_desktop.core.errors import DiskFull, MediaError, MediaTrouble, StoreError, WhisulError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.library import Library
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.ui.backend import Services


@pytest.fixture
def reporting(caplog: pytest.LogCaptureFixture) -> Iterator[Reporting]:
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    with caplog.at_level(logging.WARNING):
        made = Reporting("info")
        yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    qInstallMessageHandler(None)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def told(reporting: Reporting) -> dict[str, list[object]]:
    heard: dict[str, list[object]] = {"bug": [], "trouble": []}
    reporting.on_bug = heard["bug"].append
    reporting.on_trouble = heard["trouble"].append
    return heard


@pytest.fixture
def library(tmp_path: Path, reporting: Reporting) -> Iterator[Library]:
    database = Database(tmp_path / "library.sqlite3")
    made = Library(JobStore(database), reporting.report)
    made.load_newest()
    yield made
    database.close()


@pytest.mark.parametrize(
    "error",
    [StoreError("locked"), DiskFull("no room"), MediaError(MediaTrouble.DISK, "/x")],
    ids=lambda error: type(error).__name__,
)
def test_trouble_that_nobody_caught_is_no_bug(
    reporting: Reporting, told: dict[str, list[object]], error: WhisulError
):
    reporting.report(error, "somewhere")
    reporting.on_loop_error(None, {"exception": error, "message": "in a task"})
    assert told == {"bug": [], "trouble": [error, error]}


def test_a_write_that_fails_after_the_fact_is_told_as_trouble(
    library: Library, told: dict[str, list[object]], monkeypatch: pytest.MonkeyPatch
):
    job = Job("a" * 32, "p", "https://whisul.com/api", time.time(), JobStatus.UNCONFIRMED)
    library.add([job]).result(10)

    def refuse(*_: object) -> Future[None]:
        refused: Future[None] = Future()
        refused.set_exception(DiskFull("There is no room left on the disk."))
        return refused

    monkeypatch.setattr(JobStore, "save", refuse)
    library.update(job.id, lambda one: Job(one.id, "q", one.api_url, one.created_at))
    assert told["bug"] == []
    assert [type(error) for error in told["trouble"]] == [DiskFull]


def test_the_start_goes_on_where_the_library_could_not_be_read_at_once(
    qapp: QApplication,
    library: Library,
    reporting: Reporting,
    told: dict[str, list[object]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    monkeypatch.setattr(serving, "STORE_PAUSE", 0.01)
    load = Library.load_unfinished
    tries: list[float] = []

    async def fail_once(self: Library) -> None:
        tries.append(time.monotonic())
        if len(tries) == 1:
            raise StoreError("database is locked")
        await load(self)

    monkeypatch.setattr(Library, "load_unfinished", fail_once)
    server = serving.Serving(
        serving.load(tmp_path, serving.DEMO_API_URL, demo=True),
        library,
        api_url="",
        environment_key="",
        demo=True,
        read_only=False,
        reporting=reporting,
        on_services=lambda services: _make_a_song(services, library, server.close),
    )
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(server.close)
    limit.start(15_000)
    server.run(qapp)
    limit.stop()
    assert len(tries) == 2
    assert [type(error) for error in told["trouble"]] == [StoreError]
    assert told["bug"] == []
    # the outbox is at work, with a key
    assert [job.status for job in library.jobs.values()] == [JobStatus.RUNNING]


def _make_a_song(services: Services, library: Library, then: Callable[[], None]) -> None:
    async def make() -> None:
        sent = asyncio.Event()
        services.generation.accepted.connect(lambda _id: sent.set())
        await services.generation.submit("a trap song")
        await sent.wait()
        then()

    services.tasks.start(make(), "make")
