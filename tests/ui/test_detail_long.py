"""The detail pane with much to show: what the user can do stays in sight and in order."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY, is_named, job, named
from whisul_desktop.core.types import JobStatus, Song
from whisul_desktop.ui.cover_box import CoverBox
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> DetailPanel:
    made = DetailPanel(look)
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    return made


def _block(panel: DetailPanel, name: str) -> TextBlock:
    block = named(panel, name, QTextEdit)
    assert isinstance(block, TextBlock)
    return block


def _lines(block: TextBlock) -> int:
    return round(block.document().size().height() / block.fontMetrics().lineSpacing())


def test_a_long_title_takes_three_lines_and_is_whole_elsewhere(
    panel: DetailPanel, qtbot: QtBot
) -> None:
    title = "🎵 <b>Song</b> of a thousand words " * 12
    panel.show_job(replace(READY, song=Song(title)))
    block = _block(panel, "Title")
    qtbot.waitUntil(lambda: _lines(block) == 3)
    assert block.toPlainText().endswith("…")
    assert title.startswith(block.toPlainText()[:-1])
    assert "&lt;b&gt;Song" in block.toolTip()
    block.selectAll()
    block.copy()
    assert QGuiApplication.clipboard().text() == title
    short = len(block.toPlainText())
    panel.resize(600, 700)
    qtbot.waitUntil(lambda: len(block.toPlainText()) > short)
    panel.show_job(replace(READY, song=Song("Short")))
    assert block.toPlainText() == "Short"
    assert block.toolTip() == ""


def test_a_long_error_is_shown_in_full_on_demand(panel: DetailPanel, qtbot: QtBot) -> None:
    said = "\n".join(f"reason {number}" for number in range(40))
    panel.show_job(job(JobStatus.FAILED, error=said))
    block = _block(panel, "The service said")
    qtbot.waitUntil(lambda: _lines(block) == 6)
    qtbot.mouseClick(named(panel, "Show all", QPushButton), Qt.MouseButton.LeftButton)
    assert block.toPlainText() == said
    qtbot.mouseClick(named(panel, "Show less", QPushButton), Qt.MouseButton.LeftButton)
    assert block.toPlainText().endswith("reason 4\nreason…")
    qtbot.mouseClick(named(panel, "Show all", QPushButton), Qt.MouseButton.LeftButton)
    panel.show_job(job(JobStatus.FAILED, error="One line."))
    assert not is_named(panel, "Show all")
    assert not is_named(panel, "Show less")


def test_in_a_low_window_title_and_buttons_are_in_sight(
    panel: DetailPanel, qtbot: QtBot, cover: Path
) -> None:
    panel.resize(380, 350)
    panel.show_job(READY, cover)
    box = panel.findChild(CoverBox)
    assert box is not None
    qtbot.waitUntil(lambda: 0 < box.height() <= 350 * 0.46)
    for name in ("Title", "Play song", "Save…", "Reveal"):
        part = named(panel, name)
        assert part.mapTo(panel, part.rect().bottomLeft()).y() <= panel.height(), name
    panel.resize(380, 900)
    qtbot.waitUntil(lambda: box.height() == box.width())


def test_times_are_said_as_people_say_them(panel: DetailPanel) -> None:
    now = time.time()
    panel.show_job(job(JobStatus.RUNNING, created_at=now, started_at=None))
    times = next(label for label in panel.findChildren(QWidget) if "Asked for" in label.toolTip())
    assert times.property("text").startswith(("Asked for today at ", "Asked for yesterday at "))


def _tabbed(panel: DetailPanel) -> list[str]:
    names: list[str] = []
    part: QWidget | None = panel.findChild(CoverBox)
    assert part is not None
    part.setFocus()
    while part is not None and part.accessibleName() not in names:
        names.append(part.accessibleName())
        panel.focusNextChild()
        part = QApplication.focusWidget()
    return names


def test_tab_follows_the_screen(panel: DetailPanel, qtbot: QtBot, cover: Path) -> None:
    panel.activateWindow()
    panel.show_job(job(JobStatus.FAILED, error="No."))
    panel.show_job(READY, cover)
    panel.show_job(replace(READY, song=Song("Midnight Grid", tags=("new", "other"))), cover)
    box = panel.findChild(CoverBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.isEnabled() and panel.isActiveWindow())
    assert _tabbed(panel) == [
        "Show cover in full size", "Title", "Favourite", "Rating", "Reject", "new", "other",
        "Play song", "Save…", "Reveal", "More like this", "Note", "Your prompt", "Copy prompt",
        "Job ID", "Copy ID",
    ]  # fmt: skip
