"""The jobs model against the plain rule of core.jobs, step by step."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, british, job, ready  # noqa: F401 - a fixture
from whisul_desktop.core.jobs import select
from whisul_desktop.core.query import Flag, fold, has_flag
from whisul_desktop.core.types import Job, JobColumn, JobQuery, JobStatus, Song, Transfer
from whisul_desktop.ui import job_rows
from whisul_desktop.ui.job_model import JobModel

TODAY = date.fromtimestamp(NOW)  # noqa: DTZ012 - the local day, as the model has it
_IDS = [f"{number:02}" for number in range(12)]
_WORDS = ["rain", "night", "Éclair", "ÉCLAIR", "trap"]
_songs = st.none() | st.builds(
    Song,
    title=st.sampled_from(["", *_WORDS]),
    bpm=st.none() | st.sampled_from([60.0, 92.5, 140.0]),
    duration=st.none() | st.sampled_from([1.0, 167.0]),
    tags=st.lists(st.sampled_from(_WORDS), max_size=2).map(tuple),
)
_jobs = st.builds(
    Job,
    id=st.sampled_from(_IDS),
    prompt=st.sampled_from(_WORDS),
    api_url=st.just("https://whisul.com/api"),
    created_at=st.sampled_from([1.0, 2.0, 3.0]),
    status=st.sampled_from(JobStatus),
    song=_songs,
    started_at=st.none() | st.just(5.0),
    finished_at=st.none() | st.sampled_from([4.0, 6.0, 9.0]),
    is_favourite=st.booleans(),
    stars=st.sampled_from([0, 0, 3, 5]),
    is_reject=st.booleans(),
    note=st.sampled_from(["", "rain again"]),
    deleted_at=st.sampled_from([None, None, None, 7.0]),
)
_lists = st.lists(_jobs, max_size=8)
_queries = st.builds(
    JobQuery,
    text=st.sampled_from(
        [
            *("", "", "rain", "ÉCL", "night trap", "zzz", "-rain", '"rain ag"', "tag:trap -tag:r*"),
            *("is:favourite", "is:unrated", "-is:unrated", "is:rejected", "is:noted", "stars:>=3"),
            *(
                "bpm:60..100",
                "-bpm:>92",
                "len:<3:00",
                "status:ready",
                "-status:failed",
                "made:1970",
            ),
        ]
    ),
    deleted=st.sampled_from([False, False, True]),
    statuses=st.frozensets(st.sampled_from(JobStatus), max_size=3),
    sort=st.sampled_from(JobColumn),
    descending=st.booleans(),
)


class _Machine(RuleBasedStateMachine):
    """After each step the model shows what `select` says, and held indexes their jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.model = JobModel(now=lambda: NOW)
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.tester = QAbstractItemModelTester(self.model, fatal)
        self.jobs: dict[str, Job] = {}
        self.query = JobQuery()
        self.held: dict[str, QPersistentModelIndex] = {}

    @rule(jobs=_lists)
    def load(self, jobs: list[Job]) -> None:
        self.model.load(jobs)
        self.jobs = {job.id: job for job in jobs}
        self.held.clear()

    @rule(jobs=_lists)
    def add(self, jobs: list[Job]) -> None:
        self.model.add(jobs)
        self.jobs |= {job.id: job for job in jobs}

    @rule(jobs=_lists)
    def update(self, jobs: list[Job]) -> None:
        self.model.update(jobs)
        self.jobs |= {job.id: job for job in jobs}

    @rule(jobs=_lists)
    def update_in_bulk(self, jobs: list[Job]) -> None:
        before = job_rows._MANY
        job_rows._MANY = 0
        try:
            self.model.update(jobs)
            self.model.settle()
        finally:
            job_rows._MANY = before
        self.jobs |= {job.id: job for job in jobs}

    @rule(ids=st.lists(st.sampled_from(_IDS), max_size=4))
    def remove(self, ids: list[str]) -> None:
        self.model.remove(ids)
        for job_id in ids:
            self.jobs.pop(job_id, None)

    @rule(query=_queries)
    def set_query(self, query: JobQuery) -> None:
        self.model.set_query(query)
        self.query = query

    @rule(column=st.sampled_from(JobColumn), order=st.sampled_from(Qt.SortOrder))
    def sort(self, column: JobColumn, order: Qt.SortOrder) -> None:
        self.model.sort(JobModel.number_of(column), order)
        descending = order == Qt.SortOrder.DescendingOrder
        self.query = replace(self.query, sort=column, descending=descending)

    @rule(
        deeds=st.lists(
            st.tuples(st.sampled_from(["add", "update", "update_in_bulk"]), _lists)
            | st.tuples(st.just("remove"), st.lists(st.sampled_from(_IDS), max_size=2))
            | st.tuples(st.just("set_query"), _queries),
            max_size=4,
        )
    )
    def in_one_turn(self, deeds: list[tuple[str, object]]) -> None:
        """Rows that wait for their places are still those of their jobs."""
        for name, value in deeds:
            getattr(self, name)(value)
            for job_id in self.jobs:
                row = self.model.row_of(job_id)
                if row is not None:
                    shown = self.model.job_at(row)
                    assert shown == self.jobs[job_id]

    @precondition(lambda self: self.model.rowCount() > 0)
    @rule(number=st.integers(0, 11), column=st.integers(0, len(JobColumn) - 1))
    def hold(self, number: int, column: int) -> None:
        index = self.model.index(number % self.model.rowCount(), column)
        self.held[index.data(JobModel.JobRole).id] = QPersistentModelIndex(index)

    @invariant()
    def shows_what_the_rule_says(self) -> None:
        self.model.finish()
        expected = select(self.jobs.values(), self.query, TODAY)
        rows = range(self.model.rowCount())
        assert [self.model.job_at(row) for row in rows] == expected
        assert self.model.shown_ids() == [job.id for job in expected]
        assert [self.model.row_of(job.id) for job in expected] == list(rows)
        of_text = JobQuery(text=self.query.text, deleted=self.query.deleted)
        counts = Counter(job.status for job in select(self.jobs.values(), of_text, TODAY))
        assert +self.model.counts() == +counts
        for flag in (Flag.FAVOURITE, Flag.UNRATED):
            number = sum(has_flag(job, flag) for job in expected)
            assert self.model.flag_counts().get(flag, 0) == number
        tags = Counter(tag for job in expected for tag in {*map(fold, job.tags)} - {""})
        assert dict(self.model.common_tags()) == tags
        assert self.model.total() == sum(job.deleted_at is None for job in self.jobs.values())

    @invariant()
    def held_indexes_follow_their_jobs(self) -> None:
        for job_id, index in tuple(self.held.items()):
            row = self.model.row_of(job_id)
            if row is None:  # hidden once is let go for good
                assert not index.isValid()
                del self.held[job_id]
            elif index.isValid():
                assert index.row() == row


TestModel = pytest.mark.usefixtures("qapp")(_Machine.TestCase)
TestModel.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.fixture
def model(qtbot: QtBot) -> JobModel:
    made = JobModel(now=lambda: NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def _row(model: JobModel, row: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


@pytest.mark.usefixtures("british")
def test_cells_say_what_is_known(model: JobModel) -> None:
    song = Song("Midnight Grid", 92.5, 167, ("trap", "dark"))
    model.load([ready("a", song=song, cover_file="a.jpg")])
    cells = _row(model, 0)
    by_column = dict(zip(JobColumn, cells, strict=True))
    assert cells[:5] == ["", "Midnight Grid", "Ready", "92.5", "2:47"]
    assert by_column[JobColumn.TAGS] == "trap, dark"
    assert by_column[JobColumn.TOOK] == "3:20"
    assert _row(model, 0, Qt.ItemDataRole.AccessibleTextRole)[0] == "Cover"


def test_running_jobs_tell_their_time_which_is_never_negative(model: JobModel) -> None:
    status = JobModel.number_of(JobColumn.STATUS)
    model.load([job("a", submitted_at=NOW - 42)])
    assert model.index(0, status).data() == "Generating, 0:42"
    model.update([job("a", submitted_at=NOW + 86_400 * 3)])
    assert model.index(0, status).data() == "Generating, 0:00"
    model.update([job("a", submitted_at=NOW - 5, status_word="mastering <b>")])
    assert model.index(0, status).data() == "mastering <b>, 0:05"
    model.set_transfer(Transfer("a", "audio", 42, 100), "a")
    assert "42" in model.index(0, status).data()
    model.set_transfer(None, "a")
    assert model.index(0, status).data() == "mastering <b>, 0:05"


def test_a_tick_repaints_running_rows_in_sight_alone(model: JobModel) -> None:
    model.load(
        [job(f"{n}", created_at=NOW - n) for n in range(6)] + [ready("x", created_at=NOW + 1)]
    )
    changed: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(
        lambda a, b: changed.append((a.row(), a.column(), b.row(), b.column()))
    )
    model.tick(0, 3)
    status = JobModel.number_of(JobColumn.STATUS)
    assert changed == [(row, status, row, status) for row in (1, 2, 3)]


def test_at_midnight_today_is_another_day(qtbot: QtBot) -> None:
    """Also where nothing is shown, so that no view ticks."""
    evening = datetime(2026, 2, 17, 23, 59).astimezone().timestamp()
    now = [evening]
    model = JobModel(now=lambda: now[0])
    model.load([ready("a", created_at=evening - 10)])
    model.set_query(JobQuery(text="made:today"))
    assert model.shown_ids() == ["a"]
    now[0] += 3_600
    qtbot.waitUntil(lambda: model.shown_ids() == [])
    assert model.counts()[JobStatus.COMPLETED] == 0
    model.add([ready("b", created_at=evening + 3_500)])
    assert model.shown_ids() == ["b"]
    model.set_query(JobQuery(text="made:yesterday"))
    assert model.shown_ids() == ["a"]
    now[0] += 86_400
    model.sort(JobModel.number_of(JobColumn.CREATED), Qt.SortOrder.AscendingOrder)
    assert (model.shown_ids(), model.counts()[JobStatus.COMPLETED]) == (["b"], 1)


def test_an_answer_changes_its_row_alone(model: JobModel) -> None:
    model.load([job(f"{n}", created_at=NOW - n) for n in range(5)])
    seen: list[str] = []
    model.dataChanged.connect(lambda a, b: seen.append(f"data {a.row()}-{b.row()}"))
    model.layoutChanged.connect(lambda *_: seen.append("layout"))
    model.modelReset.connect(lambda: seen.append("reset"))
    model.rowsMoved.connect(lambda *_: seen.append("moved"))
    model.update([ready("3", created_at=NOW - 3)])
    model.settle()
    assert seen == ["data 3-3"]
    model.update([ready("3", created_at=NOW - 3)])  # nothing new: nothing happens
    model.settle()
    assert seen == ["data 3-3"]
    model.sort(JobModel.number_of(JobColumn.STATUS))
    seen.clear()
    model.update([ready("1", created_at=NOW - 1)])
    model.settle()
    assert seen == ["moved", f"data {model.row_of('1')}-{model.row_of('1')}"]


def test_unknown_rows_and_ids_are_nothing(model: JobModel) -> None:
    model.load([job("a")])
    assert model.job_at(-1) is None
    assert model.job_at(1) is None
    assert model.row_of("nobody") is None
    assert model.index(5, 0).data() is None
    model.remove(["nobody"])
    model.set_transfer(Transfer("nobody", "audio", 1, 2), "nobody")
    model.set_playing("nobody")
    assert model.transfer("nobody") is None
    assert model.rowCount() == 1


def test_outside_text_in_tooltips_is_escaped(model: JobModel) -> None:
    model.load([job("a", JobStatus.FAILED, prompt="<img src=x>", error="<b>bad</b> & so")])
    tips = _row(model, 0, Qt.ItemDataRole.ToolTipRole)
    assert tips[1] == "<qt>&lt;img src=x&gt;</qt>"
    assert tips[2] == "<qt>&lt;b&gt;bad&lt;/b&gt; &amp; so</qt>"


def test_one_row_in_a_thousand_is_quick(qapp: object, capsys: pytest.CaptureFixture[str]) -> None:
    model = JobModel(now=lambda: NOW)
    model.load([job(f"{n}", created_at=NOW - n) for n in range(1_000)])
    model.sort(JobModel.number_of(JobColumn.STATUS), Qt.SortOrder.DescendingOrder)
    best = 1.0
    for number in range(200):
        new = ready(str(number * 5), created_at=NOW - number * 5)
        start = time.perf_counter()
        model.update([new])
        model.settle()
        best = min(best, time.perf_counter() - start)
    with capsys.disabled():
        print(f"\none row moved among 1,000: {best * 1000:.3f} ms")  # noqa: T201
    assert best < 0.001  # ten times what it takes: a sort of all would take more
