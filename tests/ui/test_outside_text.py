"""Texts from outside are shown literally, wherever in the window they come to stand.

A job whose every field is hostile is shown in all states; then every widget that there is, of
every window, dialog and menu, is looked at.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGroupBox,
    QLabel,
    QMenu,
    QTextEdit,
    QWidget,
)

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import Job, JobStatus, Recovered, Song
from whisul_desktop.ui import questions
from whisul_desktop.ui.fault_notices import FaultNotices
from whisul_desktop.ui.outside_text import one_line, tooltip

MARK = "R&B"  # what the looking finds the hostile texts by
HOSTILE = f'<b>{MARK}</b> &lt; <img src="file:///dev/zero"> [*] \u202e%n %1 {{0}}\nsecond\r\nline'
LONG = HOSTILE + "x" * 100_000
MOST = 2_000  # characters that a line, a tooltip or a title may have


def hostile_job(number: int, status: JobStatus, world: World, text: str) -> Job:
    done = status is JobStatus.COMPLETED
    return Job(
        id=f"{number:032x}",
        prompt=text,
        api_url=world.lookalike.api_url,
        created_at=time.time() - number,
        status=status,
        server_id=None if status is JobStatus.QUEUED else f"{number:08x}",
        status_word=text if status is JobStatus.RUNNING else "",
        song=Song(text, 90.0, 60.0, (text[:3000], f"tag {MARK}")) if done else None,
        error=text if status in (JobStatus.FAILED, JobStatus.REJECTED) else None,
        note=text[:2000],  # the user's own
    )


@pytest.fixture(params=[HOSTILE, LONG], ids=["hostile", "100 kB"])
async def desk(
    request: pytest.FixtureRequest,
    make_desk: Callable[..., Desk],
    make_world: Callable[..., World],
) -> Desk:
    world = make_world()
    statuses = [status for status in JobStatus if status is not JobStatus.SUBMITTING]
    jobs = [
        hostile_job(number, status, world, request.param)
        for number, status in enumerate(statuses, 1)
    ]
    await asyncio.wrap_future(world.library.add(jobs))
    return make_desk(world)


def wrong(widget: QWidget) -> Iterator[str]:
    """What of this widget's texts would not be shown as it is."""
    tip = widget.toolTip()
    if MARK in tip or "<b>" in tip or len(tip) > MOST:
        yield f"tooltip {tip[:200]!r}"
    title = widget.windowTitle()
    if len(title) > MOST or "\n" in title:
        yield f"window title {title[:200]!r}"
    is_plain = isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.PlainText
    if isinstance(widget, QLabel) and MARK in widget.text() and not is_plain:
        yield f"label {widget.text()[:200]!r}"
    if isinstance(widget, (QAbstractButton, QGroupBox)):
        text = widget.text() if isinstance(widget, QAbstractButton) else widget.title()
        # what draws itself takes no mnemonics: only Qt's own classes do
        draws_itself = type(widget).__module__.startswith("whisul_desktop.") and not isinstance(
            widget, QGroupBox
        )
        if MARK in text and not (draws_itself and "paintEvent" in vars(type(widget))):
            yield f"button {text[:200]!r}"
        if len(text) > MOST:
            yield f"button of {len(text)} characters"
    if isinstance(widget, QMenu):
        for action in widget.actions():
            yield from wrong_action(action)
    text = widget.toPlainText() if isinstance(widget, QTextEdit) else ""
    if MARK in text and "<img" not in text:
        yield f"text {text[:200]!r}"


def wrong_action(action: QAction) -> Iterator[str]:
    if MARK in action.text() or "\n" in action.text() or len(action.text()) > MOST:
        yield f"menu {action.text()[:200]!r}"
    if "<b>" in action.toolTip():
        yield f"tooltip of a menu {action.toolTip()[:200]!r}"


def all_wrong() -> list[str]:
    widgets = QApplication.allWidgets()
    assert len(widgets) > 100
    return [f"{type(widget).__name__}: {what}" for widget in widgets for what in wrong(widget)]


def shown_in(root: QObject) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel))


async def test_every_widget_shows_it_literally(desk: Desk):
    desk.serve()
    for job_id in list(desk.world.library.jobs):
        desk.select(job_id)
        await desk.until(lambda: True)
        assert all_wrong() == []
    everything = list(desk.world.library.jobs)
    desk.select(*everything)
    await desk.until(lambda: True)
    assert all_wrong() == []


async def test_cells_and_their_tooltips(desk: Desk):
    model = desk.window.library.table.model()
    seen = 0
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount(QModelIndex())):
            index = model.index(row, column)
            tip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
            assert "<b>" not in tip
            assert MARK not in tip
            assert len(tip) <= MOST
            seen += "&lt;b&gt;" in tip
            text = index.data(Qt.ItemDataRole.DisplayRole) or ""
            assert len(str(text)) <= MOST or "\n" not in str(text)
    assert seen >= 3


async def test_questions_and_notices(desk: Desk, tmp_path: Path):
    desk.serve()
    path = tmp_path / HOSTILE.replace("/", "∕")
    questions.ask_replace(desk.window, path, lambda: None, lambda: None)
    questions.ask(desk.window, HOSTILE, HOSTILE, "Yes", lambda: None)
    box = questions.start_problem(StoreError(HOSTILE))
    box.open()
    faults = FaultNotices(desk.window)
    faults.trouble.emit(StoreError(HOSTILE))
    faults.recovered.emit(Recovered(HOSTILE, HOSTILE, 1, 0, 0))
    desk.window.notices.show_notice(LONG, action=HOSTILE, on_action=lambda: None)
    await desk.until(lambda: len(desk.window.notices.texts()) == 3)
    assert "<b>" in shown_in(desk.window.notices)
    assert all_wrong() == []
    box.reject()
    box.deleteLater()


def test_a_guess_of_rich_text_is_found(desk: Desk):
    """The looking itself: what a careless widget would do."""
    label = QLabel(HOSTILE, desk.window)
    label.setToolTip(HOSTILE)
    label.setWindowTitle(HOSTILE)
    menu = QMenu(desk.window)
    menu.addAction(HOSTILE)
    assert [what.split()[0] for what in wrong(label)] == ["tooltip", "window", "label"]
    assert [what.split()[0] for what in wrong(menu)][:1] == ["menu"]


@pytest.mark.parametrize("text", [HOSTILE, LONG, "", "plain", "\0\x1b[31m", "\ud800"])
def test_lines_and_tooltips(text: str):
    tip = tooltip(text)
    assert len(tip) <= MOST
    assert not text or tip.startswith("<qt>")
    assert "<b>" not in tip
    line = one_line(text)
    assert len(line) <= MOST
    assert "\n" not in line
