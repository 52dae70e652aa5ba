"""Malformed answers all the way: wire → merge → library → model → table and detail pane
(faults 13, 14, 43)."""

from __future__ import annotations

import itertools
import json
import sys
import time
import traceback
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from tests.hardening import REPOSITORY
from tests.hardening.figures import Figures
from tests.hardening.malformed import DOCUMENTED, Malformed
from whisul_desktop.api import wire
from whisul_desktop.core.errors import ProtocolError
from whisul_desktop.core.jobs import merge
from whisul_desktop.core.types import Job, JobColumn, JobQuery, JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

JOBS = 40
MOST = 10_000_000
_PAINT_EVERY = 25  # answers
_QUEUE = 200  # writes that wait at most
_FROM_SERVICE = {JobStatus.RUNNING, JobStatus.COMPLETED, JobStatus.FAILED}
_HARMLESS = "This plugin does not support propagateSizeHints"

_leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
_names = st.text(max_size=8)
_json = st.recursive(
    _leaf,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=12,
)
_fields = dict.fromkeys(DOCUMENTED[1]["result"], _json)
_answer = st.fixed_dictionaries(
    {"status": st.sampled_from(("running", "completed", "failed")) | _json},
    optional={
        **dict.fromkeys(("prompt", "error", "started_at", "finished_at"), _json),
        "result": st.fixed_dictionaries({}, optional=_fields) | _json,
    },
)
BODIES = st.one_of(
    _answer.map(lambda value: json.dumps(value).encode()),
    _answer.map(lambda value: json.dumps(value).encode()),
    _json.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=200),
)


class _Scene:
    """A library on disk and the widgets that show it."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        self.path = folder / "library.sqlite3"
        self.errors: list[str] = []
        self.answers = self.refused = 0
        self.paints = 0
        self._file = LibraryFile(self.path)
        self.library = Library(self._file.jobs, lambda error: self._note("store", error))
        self._last: Future[None] = self.library.add([_fresh(number) for number in range(JOBS)])
        self._next = itertools.cycle(tuple(self.library.jobs))
        look = Look(app, REPOSITORY / "resources")
        self.model = JobModel(jobs=self.library.jobs)
        self._thumbnails = Thumbnails()
        self.table = JobTable(look, self.model, self._thumbnails, lambda name: folder / name)
        self.table.resize(900, 500)
        self.detail = DetailPanel(look)
        self.detail.resize(360, 700)

    def feed(self, body: bytes) -> None:
        """One answer to the poll of one job."""
        self.answers += 1
        job_id = next(self._next)
        before = self.library.jobs[job_id]
        if before.status.is_final:  # a job that ended is asked no more: the next answer to it
            self.library.update(job_id, _fresh_again)
        try:
            self._feed(job_id, body)
        except Exception as error:  # noqa: BLE001 - counted
            self._note(f"{body[:200]!r}", error)
        after = self.library.jobs.get(job_id)
        if (
            after is None
            or after.status not in _FROM_SERVICE
            or _identity(after) != _identity(before)
        ):
            self.errors.append(f"{body[:200]!r} made {after}")

    def _feed(self, job_id: str, body: bytes) -> None:
        wire.read_submitted(body)
        wire.read_error(body)
        wire.read_retry_after(body[:40].decode("latin-1"), time.time())
        try:
            answer = wire.read_answer(body)
        except ProtocolError:
            self.refused += 1
            return
        now = time.time()
        self._last = self.library.update(job_id, lambda job: merge(job, answer, now))
        row = self.model.row_of(job_id)
        assert row is not None
        for column in range(self.model.columnCount()):
            index = self.model.index(row, column)
            for role in (0, 3, 11):  # Display, ToolTip, AccessibleText
                self.model.data(index, role)
        self.detail.show_job(self.library.jobs[job_id])
        if self.answers % _PAINT_EVERY == 0:
            self._paint()
        if self.answers % _QUEUE == 0:
            self._last.result(60)

    def _paint(self) -> None:
        self.paints += 1
        column = tuple(JobColumn)[self.paints % len(JobColumn)]
        text = ("", "", "trap", "<b>")[self.paints % 4]
        self.model.set_query(JobQuery(text=text, sort=column, descending=self.paints % 2 == 0))
        self.model.finish()
        self.detail.tick()
        self.model.tick()
        self.table.grab()
        self.detail.grab()
        self.model.set_query(JobQuery(sort=column))
        self.model.finish()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def lost(self) -> list[str]:
        """Jobs that are not the same in the model, in memory and on disk."""
        rows = self.model.shown_ids()
        self._file.close()
        file = LibraryFile(self.path)
        kept = {job.id: job for job in file.jobs.newest(MOST).result()}
        file.close()
        return [
            f"{job.id}: in memory {job}, on disk {kept.get(job.id)}"
            for job in self.library.jobs.values()
            if not _is_kept(job, kept.get(job.id))
            or self.model.job(job.id) != job
            or job.id not in rows
        ] + ["a job too few"] * (JOBS - len(self.library.jobs))

    def close(self) -> None:
        self._thumbnails.close()
        for widget in (self.table, self.detail, self.model):
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _note(self, what: str, error: BaseException) -> None:
        where = traceback.extract_tb(error.__traceback__)
        place = f"{Path(where[-1].filename).name}:{where[-1].lineno}" if where else ""
        self.errors.append(f"{what}: {error!r} {place}")


def _fresh(number: int) -> Job:
    return Job(
        id=f"{number:032x}",
        prompt=f"song number {number}",
        api_url="https://whisul.com/api",
        created_at=1_771_342_700.0 + number,
        status=JobStatus.RUNNING,
        server_id=f"81fa5ff7-6197-4c24-8062-{number:012x}",
        submitted_at=1_771_342_701.0 + number,
    )


def _fresh_again(job: Job) -> Job:
    """Running as before, with what is known kept in half of them."""
    if job.finished_at and int(job.finished_at) % 2:
        return _fresh(int(job.id, 16))
    return replace(job, status=JobStatus.RUNNING)


def _is_kept(job: Job, kept: Job | None) -> bool:
    """On disk are also the links that memory needs no longer."""
    if kept is not None and kept.song is not None and job.song is not None:
        song, links = job.song, (kept.song.song_url, kept.song.image_url)
        song = replace(
            song, song_url=song.song_url or links[0], image_url=song.image_url or links[1]
        )
        job = replace(job, song=song)
    return kept == job


def _identity(job: Job) -> tuple[object, ...]:
    return (job.id, job.prompt, job.api_url, job.server_id, job.created_at)


class _Caught:
    """Exceptions of slots and paint events, and what Qt complains of, while it is entered."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def __enter__(self) -> _Caught:
        self._hook, sys.excepthook = sys.excepthook, self._on_error
        self._handler = qInstallMessageHandler(self._on_message)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._hook
        qInstallMessageHandler(self._handler)

    def _on_error(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.errors.append(f"uncaught: {error!r}")

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
        idle = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not idle and text and not text.startswith(_HARMLESS):
            self.errors.append(f"Qt: {text}")


def run(folder: Path, app: QApplication, *, answers: int, number: int = 7) -> Figures:
    """`answers` of them, one in five from hypothesis, the others from the documented ones."""
    folder.mkdir(parents=True, exist_ok=True)
    scene = _Scene(folder, app)
    by_hypothesis = answers // 5
    with _Caught() as caught:

        @seed(number)
        @settings(
            max_examples=by_hypothesis,
            database=None,
            deadline=None,
            suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
        )
        @given(BODIES)
        def feed(body: bytes) -> None:
            scene.feed(body)

        feed()
        for body in itertools.islice(Malformed(number), max(0, answers - scene.answers)):
            scene.feed(body)
        lost = scene.lost()
        scene.close()
    errors = [*scene.errors, *caught.errors]
    return Figures(
        "answers",
        {
            "answers": scene.answers,
            "refused by the wire": scene.refused,
            "paints": scene.paints,
        },
        {"uncaught exceptions": len(errors), "jobs lost": len(lost)},
        (*errors, *lost),
    )
