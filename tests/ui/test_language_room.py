"""In every language there is room for all that a window with songs shows, a small one too."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.language_fixtures import (
    ACCENTED,
    RIGHT_TO_LEFT,
    Speak,
    faults,
    made_up,
    speaking,
)
from tests.ui.library_fixtures import job, ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.saved_searches import SavedSearch
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.ui.batch_dialog import BatchDialog
from whisul_desktop.ui.batch_edit import BatchEdit
from whisul_desktop.ui.diagnostics_dialog import DiagnosticsDialog
from whisul_desktop.ui.fault_notices import FaultNotices
from whisul_desktop.ui.naming_row import NamingRow
from whisul_desktop.ui.search_help import SearchHelp
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look

__all__ = ["made_up", "speaking"]
CODES = ["de", ACCENTED, RIGHT_TO_LEFT]
PROMPTS = "rain\nrain\n\n" + "x" * 20_000
# The user's own words, in brackets as the made-up languages have them.
SONG = ready("[rain on a tin roof]", "[Midnight Grid]")


def jobs() -> list[Job]:
    """One of each state."""
    others = [
        job(f"[{status.value}]", status, server_id=f"81fa5ff7-6197-4c24-8062-c0ff8b62d{number:03}")
        for number, status in enumerate(JobStatus)
        if status is not JobStatus.COMPLETED
    ]
    song = SONG.song
    assert song is not None
    return [replace(SONG, song=replace(song, tags=("[trap]", "[dark]"))), *others]


async def settled(desk: Desk, code: str) -> list[str]:
    """What is not as it should be once layouts, which take some turns, have come to rest."""
    with contextlib.suppress(TimeoutError):
        await desk.until(lambda: not faults(desk.window, code), 3.0)
    return faults(desk.window, code)


@pytest.mark.parametrize("size", [(760, 520), (1280, 800)], ids=["small", "large"])
@pytest.mark.parametrize("code", CODES)
async def test_a_window_with_songs(
    code: str, size: tuple[int, int], make_desk: Callable[..., Desk], speaking: Speak
) -> None:
    speaking(code)
    desk = make_desk()
    desk.serve()
    window = desk.window
    window.resize(*size)
    added = jobs()
    desk.world.library.add(added)
    for view in ("view_grid", "view_list"):
        window.actions_[view].trigger()
        for one in added:
            window.library.show_job(one.id)
            await desk.until(lambda one=one: _shows(window.detail, one.title))
            assert not await settled(desk, code), (view, one.status)
    FaultNotices(window).show_read_only()
    window.library.filter_bar.set_text("bpm:abc")
    window.library.filter_bar.search.editingFinished.emit()
    assert not await settled(desk, code), "notices and a search that is not understood"
    window.library.filter_bar.set_text("tag:x")
    window.library.filter_bar.name_search()
    assert not await settled(desk, code), "a search to be named, and nothing found"
    _close_naming(window)
    window.library.filter_bar.clear()
    window.sidebar.set_searches([SavedSearch("[Slow]", "bpm:<90")])
    window.sidebar.show()
    assert not await settled(desk, code), "the sidebar"
    window.library.filter_bar.set_text("rain")
    window.library.filter_bar.name_search()
    assert not await settled(desk, code), "the sidebar, and a search to be named"


def _close_naming(window: QWidget) -> None:
    naming = window.findChild(NamingRow)
    assert naming is not None
    naming.closed.emit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _shows(detail: QWidget, title: str) -> bool:
    blocks = detail.findChildren(TextBlock)
    return any(block.toPlainText() == title and block.isVisibleTo(detail) for block in blocks)


def _dialogs(look: Look) -> dict[str, Callable[[], QWidget]]:
    return {
        "batch": lambda: BatchDialog(look, PROMPTS),
        "diagnostics": lambda: DiagnosticsDialog(look),
    }


@pytest.mark.parametrize("dialog", ["batch", "diagnostics"])
@pytest.mark.parametrize("code", CODES)
def test_dialogs(code: str, dialog: str, speaking: Speak, qtbot: QtBot, look: Look) -> None:
    speaking(code)
    made = _dialogs(look)[dialog]()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not faults(made, code))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a popup
@pytest.mark.parametrize("code", CODES)
def test_search_tips(code: str, speaking: Speak, qtbot: QtBot, look: Look) -> None:
    speaking(code)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tips = SearchHelp(look, window)
    tips.show_below(window)
    QCoreApplication.processEvents()
    told = faults(tips, code)
    # the examples are what is typed, whatever the language
    assert not [fault for fault in told if not fault.startswith("not translated")]
    tips.close()


def test_line_numbers_are_beside_the_scroll_bar(speaking: Speak, qtbot: QtBot, look: Look) -> None:
    speaking(RIGHT_TO_LEFT)
    edit = BatchEdit(look)
    qtbot.addWidget(edit)
    edit.setPlainText("x\n" * 500)
    edit.show()
    bar: QScrollBar = edit.verticalScrollBar()
    qtbot.waitUntil(bar.isVisible)
    place = bar.parentWidget().geometry()
    assert not place.intersects(edit._margin.geometry())
    assert not edit.viewport().geometry().intersects(edit._margin.geometry())
