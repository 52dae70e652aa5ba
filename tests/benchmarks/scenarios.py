"""What is done with a window of many jobs to see how quick it is (subject.py), inside its
process. The script says what should be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.benchmarks import dataset, words
from tests.benchmarks.driver import Driver, Steps
from tests.benchmarks.probe import Probe
from tests.benchmarks.script import Script
from tests.benchmarks.subject import Subject
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Song

ELSEWHERE = "http://127.0.0.1:9/elsewhere"  # nobody is asked about jobs of another address
CALM = 0.1  # seconds in which what one step left over is done
SEEN = 0.8  # seconds before what is shown is turned round or given up: nobody does so unseen;
# after such a rest everything takes longer, so what these are compared with comes after one too
BETWEEN_KEYS = 0.05
RESULT = 0.1  # seconds after which no cell of a page may be white
ANSWERS = 1000
PAGES = 30
RUNS = 5
SLOW = 2_000.0  # milliseconds from which once is enough
_SORTED = (*(c for c in JobColumn if c is not JobColumn.CREATED), JobColumn.CREATED)
_SORTED_PLAIN = (JobColumn.TITLE, JobColumn.BPM, JobColumn.CREATED)  # each takes ten seconds


def play(probe: Probe, path: Path, use: Callable[[Probe], Subject]) -> None:
    script = Script.read(path)
    driver = Driver(probe, profiles=script.profiles)
    driver.play(_all(driver, script, use(probe)))


def _all(driver: Driver, script: Script, subject: Subject) -> Steps:
    for part in (_repaints, _searches, _sorts, _pages, _repaints_elsewhere, _stars, _answers):
        yield from part(driver, script, subject)
        yield driver.after(CALM)


def _repaints(driver: Driver, _script: Script, subject: Subject) -> Steps:
    for _ in range(3 * RUNS):
        yield driver.after(SEEN)
        driver.timed("a full repaint", subject.table.viewport().repaint)


def _repaints_elsewhere(driver: Driver, _script: Script, subject: Subject) -> Steps:
    """Of rows that were never painted, as those are that a flip or a cleared search shows: in
    the lower half, which no page before has come to."""
    bar, count = subject.table.verticalScrollBar(), 3 * RUNS
    for number in range(1, count + 1):
        yield driver.after(SEEN)
        bar.setValue(round(bar.maximum() * (1 + number / count) / 2))
        driver.timed("a repaint elsewhere", subject.table.viewport().repaint)
    bar.setValue(0)


def _searches(driver: Driver, script: Script, subject: Subject) -> Steps:
    subject.search.setFocus()
    for term in (words.NONE, words.SOME, words.ALL):
        yield from _search(driver, script, subject, term)


def _search(driver: Driver, script: Script, subject: Subject, term: str) -> Steps:
    hits, top = script.hits[term], script.tops[term]
    # other rows before than after: a letter that is wrong, or one that was too much
    typo = (term[:-1], term[-1]) if term == words.NONE else (f"{term}x", Qt.Key.Key_Backspace)
    for _ in range(RUNS):
        subject.search.setText(typo[0])
        yield subject.is_settled
        yield driver.after(2 * CALM)
        yield from driver.painted(
            f"keystroke, {term}",
            lambda: subject.type(typo[1]),
            lambda: subject.begins_with(hits, top),
            lambda: subject.shows(hits, top),
        )
        if driver.last > SLOW:
            break
    yield from _clear(driver, script, subject)
    for _ in range(1 if driver.last > SLOW else 3):
        yield driver.after(CALM)
        driver.clear_gaps()
        for letter in term:
            subject.type(letter)
            yield driver.after(BETWEEN_KEYS)
        yield lambda: subject.shows(hits, top)
        yield driver.after(CALM)
        driver.add(f"six keys, {term}, gap", driver.longest_gap())
        yield from _clear(driver, script, subject)


def _clear(driver: Driver, script: Script, subject: Subject) -> Steps:
    rows, top = script.rows, script.tops[""]
    if subject.rows == rows:  # what is the same need not be painted anew
        subject.empty_search()
        yield lambda: subject.shows(rows, top)
        return
    yield driver.after(SEEN)
    yield from driver.painted(
        "clear",
        subject.empty_search,
        lambda: subject.begins_with(rows, top),
        lambda: subject.shows(rows, top),
    )


def _sorts(driver: Driver, script: Script, subject: Subject) -> Steps:
    for column in _SORTED if subject.is_ours else _SORTED_PLAIN:
        for what, pause in (("sort", CALM), ("flip", SEEN)):
            yield driver.after(pause)
            yield from _sort(driver, script, subject, what, column)
    if subject.is_rising():
        subject.click_header(JobColumn.CREATED)


def _sort(driver: Driver, script: Script, subject: Subject, what: str, column: JobColumn) -> Steps:
    def top() -> list[str]:
        return script.sorted[column]["rising" if subject.is_rising() else "falling"]

    yield from driver.painted(
        f"{what}, {column}",
        lambda: subject.click_header(column),
        lambda: subject.begins_with(script.rows, top()),
        lambda: subject.shows(script.rows, top()),
    )


def _pages(driver: Driver, script: Script, subject: Subject) -> Steps:
    table = subject.table
    table.setFocus()
    subject.press(Qt.Key.Key_Home)
    subject.press(Qt.Key.Key_PageDown)  # to the last row on the screen
    yield driver.after(2 * CALM)
    for _ in range(PAGES):
        before = table.rowAt(0)
        yield from driver.painted(
            "page",
            lambda: subject.press(Qt.Key.Key_PageDown),
            lambda before=before: table.rowAt(0) != before,
        )
        yield driver.after(RESULT - driver.last / 1000)
        if subject.is_ours:
            driver.add("white cells", subject.white_cells())
    subject.press(Qt.Key.Key_Home)


def _stars(driver: Driver, script: Script, subject: Subject) -> Steps:
    count = min(1000, script.rows)
    for stars in range(1, RUNS + 1):
        subject.select(0, count - 1)
        yield driver.after(2 * CALM)
        before = subject.transactions()
        driver.clear_gaps()
        driver.timed("stars", lambda stars=stars: subject.rate(stars))
        yield driver.after(CALM)
        driver.add("stars, gap", driver.longest_gap())
        driver.add("stars, transactions", subject.transactions() - before)


def _answers(driver: Driver, script: Script, subject: Subject) -> Steps:
    """To jobs that run, in a list that is sorted by tempo and filtered."""
    subject.prepare_answers()
    subject.search.setText(words.SOME)
    subject.click_header(JobColumn.BPM)
    yield subject.is_settled
    bar = subject.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = subject.table.rowAt(0)
    subject.select(top + 2, top + 4)
    yield driver.after(1.0)  # tags are counted
    kept = subject.selected(), subject.first_on_screen()
    for number in range(100):
        name, answer = ("an answer", subject.answer)
        if number % 2 and subject.is_ours:
            name, answer = ("an answer, index", subject.answer_index)
        do = answer([number], 60 + number * 1.1)
        yield from driver.timed_with_rest(name, do, 0.01)
    if subject.is_ours:
        assert (subject.selected(), subject.first_on_screen()) == kept, "it has moved"
    ways = [("answers", subject.answer), ("answers, index", subject.answer_index)]
    for name, answer in ways if subject.is_ours else ways[:1]:
        for number in range(RUNS):
            subject.run_again()
            yield driver.after(2 * CALM)
            do = answer(range(ANSWERS), 90.0 + number)
            driver.clear_gaps()
            yield from driver.timed_with_rest(name, do, CALM)
            driver.add(f"{name}, gap", driver.longest_gap())
            assert not subject.is_ours or subject.selected() == kept[0], "another selection"
            if driver.last > SLOW:
                break


def look_into_the_app() -> Callable[[Probe], Subject]:
    """Before the app loads: notes its library as it is made, and counts transactions."""
    from whisul_desktop.services import library as module
    from whisul_desktop.store.database import Database

    found: list[module.Library] = []
    transactions = [0]

    class Noted(module.Library):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            found.append(self)

    run = Database._run

    def counted(database: Database, work: Any) -> Any:
        transactions[0] += 1
        return run(database, work)

    module.Library = Noted  # type: ignore[misc]
    Database._run = counted  # type: ignore[method-assign]
    return lambda probe: _the_app(probe, found[0], lambda: transactions[0])


def _the_app(probe: Probe, library: Any, transactions: Callable[[], int]) -> Subject:
    from whisul_desktop.ui.job_model import JobModel
    from whisul_desktop.ui.job_table import JobTable
    from whisul_desktop.ui.main_window import MainWindow
    from whisul_desktop.ui.tokens import DARK, LIGHT

    window, table = probe.window, probe.table
    assert isinstance(window, MainWindow)
    assert isinstance(table, JobTable)
    model = table.model()
    assert isinstance(model, JobModel)
    run = dataset.running(ELSEWHERE, [f"answered-{number}" for number in range(ANSWERS)])
    ids = [job.id for job in run]

    def answered(tempo: float) -> Callable[[Job], Job]:
        def change(job: Job) -> Job:
            song = Song(f"Answer {tempo}", tempo, 120.0, ("lo-fi", "piano"))
            return replace(
                job,
                status=JobStatus.COMPLETED,
                song=song,
                finished_at=job.created_at + 100,
                audio_file=f"{job.id}.mp3",
                cover_file=f"{job.id}.jpg",
            )

        return change

    def again(job: Job) -> Job:
        return replace(
            job, status=JobStatus.RUNNING, song=None, finished_at=None, audio_file=None,
            cover_file=None,
        )  # fmt: skip

    def jobs_of(numbers: Iterable[int], tempo: float) -> dict[str, Job]:
        change = answered(tempo)
        return {ids[number]: change(library.jobs[ids[number]]) for number in numbers}

    def answer(numbers: Iterable[int], tempo: float) -> Callable[[], object]:
        new = jobs_of(numbers, tempo)
        return lambda: library.change(new, lambda job: new[job.id])

    def answer_index(numbers: Iterable[int], tempo: float) -> Callable[[], object]:
        new = list(jobs_of(numbers, tempo).values())
        return lambda: library.jobs.update(new)

    dark = window.palette().window().color().lightness() < 128
    return Subject(
        window=window,
        table=table,
        search=window.library.filter_bar.search,
        id_at=lambda row: model.index(row, 0).data(JobModel.JobRole).id,
        is_settled=lambda: not model.is_searching(),
        is_ours=True,
        answer=answer,
        rate=lambda stars: QTest.keyClick(table, Qt.Key(Qt.Key.Key_0 + stars)),
        prepare_answers=lambda: library.add(run),
        run_again=lambda: library.update_many(ids, again),
        answer_index=answer_index,
        transactions=transactions,
        placeholder=(DARK if dark else LIGHT).cover,
    )
