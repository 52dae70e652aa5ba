"""The start goes on after trouble with the library, and trouble that nobody caught is told."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.fakes.media import make_media
from whisul_desktop import serving
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import DiskFull, MediaError, MediaTrouble, StoreError, WhisulError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.faults import Hold
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.library import Library
from whisul_desktop.services.outbox import Outbox
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.secrets import SecretStore
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

    def refuse(_store: JobStore, _jobs: object, done: Callable[[StoreError], object]) -> None:
        done(DiskFull("There is no room left on the disk."))

    monkeypatch.setattr(JobStore, "post", refuse)
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


def test_a_prompt_that_has_left_gets_its_answer_before_the_end(
    qapp: QApplication,
    library: Library,
    reporting: Reporting,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    hold = Hold()
    lookalike = LookAlike(make_media(tmp_path / "served"), seconds=(600, 600), failure_rate=0)
    lookalike.script("POST /generate", hold)
    transport = demo_transport(lookalike)
    cache = MediaCache(tmp_path / "media")
    network = serving.Network(ApiClient(transport), CdnClient(transport), SecretStore(), cache)

    def quit_amid_a_post(services: Services) -> None:
        async def make() -> None:
            await services.generation.submit("a trap song")
            while not hold.held:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.005)
            server.close()

        services.tasks.start(make(), "make")

    async def release_and_finish(self: Outbox) -> None:
        asyncio.get_running_loop().call_soon(hold.release)
        await finish(self)

    finish = Outbox.finish
    monkeypatch.setattr(Outbox, "finish", release_and_finish)

    server = serving.Serving(
        network,
        library,
        api_url="",
        environment_key="",
        demo=True,
        read_only=False,
        reporting=reporting,
        on_services=quit_amid_a_post,
    )
    server.run(qapp)
    assert [job.status for job in library.jobs.values()] == [JobStatus.RUNNING]
    assert {job.server_id for job in library.jobs.values()} == set(lookalike.jobs)


def _make_a_song(services: Services, library: Library, then: Callable[[], None]) -> None:
    async def make() -> None:
        sent = asyncio.Event()
        services.generation.accepted.connect(lambda _id: sent.set())
        await services.generation.submit("a trap song")
        await sent.wait()
        then()

    services.tasks.start(make(), "make")
