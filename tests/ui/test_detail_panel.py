"""The detail pane: what it says of a job in each state, and that it never disturbs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY, SERVER_ID, is_named, job, named
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.types import JobStatus, Song
from whisul_desktop.ui.cover_box import CoverBox
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.focus_ring import FocusRing
from whisul_desktop.ui.theme import Look

BUTTONS = {
    "Play song", "Save…", "Reveal", "Retry", "Edit prompt", "Send again…", "I have its ID…",
    "Fetch again",
}  # fmt: skip


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> DetailPanel:
    made = DetailPanel(look)
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    return made


def _texts(panel: QWidget) -> str:
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    blocks = [block.toPlainText() for block in panel.findChildren(QTextEdit) if block.isVisible()]
    return "\n".join(labels + blocks)


def _buttons(panel: QWidget) -> set[str]:
    buttons = [button for button in panel.findChildren(QPushButton) if button.isVisible()]
    return {button.accessibleName() for button in buttons} & BUTTONS


def test_it_starts_with_what_to_do(panel: DetailPanel) -> None:
    assert "Nothing selected" in _texts(panel)
    assert not _buttons(panel)


def test_a_finished_song_shows_all_that_is_known(panel: DetailPanel, cover: Path) -> None:
    panel.show_job(READY, cover)
    texts = _texts(panel)
    for part in ("Midnight Grid", "140 BPM · 2:47 · took 2:24", "a trap song", SERVER_ID):
        assert part in texts
    assert "Started" in texts
    assert "Finished" in texts
    assert _buttons(panel) == {"Play song", "Save…", "Reveal"}
    assert {"trap", "dark", "808s"} <= {b.text() for b in panel.findChildren(QPushButton)}
    for button in panel.findChildren(QPushButton):
        if not button.isHidden():
            assert button.accessibleName() == button.text()


@pytest.mark.parametrize(
    ("shown", "buttons", "words"),
    [
        (job(JobStatus.QUEUED), set(), "Waiting to send"),
        (job(JobStatus.RUNNING), set(), "Generating ·"),
        (job(JobStatus.RUNNING, status_word="mastering"), set(), "mastering ·"),
        (job(JobStatus.UNCONFIRMED), {"Send again…", "I have its ID…"}, "charged for it"),
        (job(JobStatus.FAILED, error=None), {"Retry", "Edit prompt"}, "could not make this song"),
        (job(JobStatus.REJECTED, error="Too short."), {"Edit prompt"}, "Too short."),
        (job(JobStatus.EXPIRED), {"Retry", "Edit prompt"}, "no longer knows"),
        (replace(READY, audio_file=None), {"Play song"}, "Midnight Grid"),
        (replace(READY, song=Song()), {"Play song", "Save…", "Reveal"}, "a trap song"),
    ],
)
def test_each_state_has_its_words_and_ways_on(
    panel: DetailPanel, shown: object, buttons: set[str], words: str
) -> None:
    panel.show_job(shown)  # type: ignore[arg-type]
    assert _buttons(panel) == buttons
    assert words in _texts(panel)


def test_the_services_own_words_are_shown_literally(panel: DetailPanel) -> None:
    said = "<img src=file:///etc/passwd> & <b>no</b>\nline two"
    panel.show_job(job(JobStatus.FAILED, error=said, prompt="<i>x</i>"))
    block = named(panel, "The service said", QTextEdit)
    assert isinstance(block, QTextEdit)
    assert block.toPlainText() == said
    assert "<i>x</i>" in _texts(panel)
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text() and label.pixmap().isNull():
            assert "<" not in label.text() or label.textFormat() == Qt.TextFormat.PlainText


def test_every_wish_goes_out_with_the_job(qtbot: QtBot, panel: DetailPanel) -> None:
    asked: list[tuple[str, str]] = []
    for name in ("play", "retry", "edit", "reveal", "fetch", "send_again", "adopt"):
        signal = getattr(panel, f"{name}_requested")
        signal.connect(lambda job_id, name=name: asked.append((name, job_id)))
    panel.save_requested.connect(lambda: asked.append(("save", "")))
    panel.tag_clicked.connect(lambda tag: asked.append(("tag", tag)))
    for shown, labels in (
        (READY, ("Play song", "Save…", "Reveal", "dark")),
        (job(JobStatus.FAILED), ("Retry", "Edit prompt")),
        (job(JobStatus.UNCONFIRMED), ("Send again…", "I have its ID…")),
    ):
        panel.show_job(shown)
        for label in labels:
            qtbot.mouseClick(named(panel, label), Qt.MouseButton.LeftButton)
    panel.show_job(READY)
    panel.show_trouble(MediaError(MediaTrouble.LINK_EXPIRED))
    assert "no longer valid" in _texts(panel)
    qtbot.mouseClick(named(panel, "Fetch again"), Qt.MouseButton.LeftButton)
    panel.show_trouble(None)
    assert "Fetch again" not in _buttons(panel)
    me = READY.id
    assert asked == [
        ("play", me), ("save", ""), ("reveal", me), ("tag", "dark"), ("retry", me), ("edit", me),
        ("send_again", me), ("adopt", me), ("fetch", me),
    ]  # fmt: skip


def test_copying_copies_everything_and_says_so(qtbot: QtBot, panel: DetailPanel) -> None:
    prompt = "word " * 9_000
    panel.show_job(replace(READY, prompt=prompt))
    button = named(panel, "Copy prompt", QPushButton)
    assert isinstance(button, QPushButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == prompt
    assert button.text() == "Copied"
    assert button.accessibleName() == "Copy prompt"
    qtbot.waitUntil(lambda: button.text() == "Copy prompt", timeout=5_000)
    qtbot.mouseClick(named(panel, "Copy ID"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == SERVER_ID


def test_news_of_the_same_job_keep_selection_scroll_focus_and_buttons(
    qtbot: QtBot,
    panel: DetailPanel,
    cover: Path,
) -> None:
    prompt = "\n".join(f"line {number}" for number in range(80))
    panel.show_job(replace(READY, prompt=prompt, finished_at=None), cover)
    block = named(panel, "Your prompt", QTextEdit)
    assert isinstance(block, QTextEdit)
    block.moveCursor(QTextCursor.MoveOperation.WordRight, QTextCursor.MoveMode.KeepAnchor)
    selected = block.textCursor().selectedText()
    area = panel.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 200)
    area.verticalScrollBar().setValue(150)
    chip = named(panel, "dark")
    chip.setFocus()
    panel.show_job(replace(READY, prompt=prompt), cover)
    assert block.textCursor().selectedText() == selected != ""
    assert area.verticalScrollBar().value() == 150
    assert named(panel, "dark") is chip
    panel.show_job(replace(READY, id="b" * 32, prompt=prompt), cover)
    assert area.verticalScrollBar().value() == 0


def test_several_are_a_number_until_one_is_shown(qtbot: QtBot, panel: DetailPanel) -> None:
    panel.set_selection_count(3)
    assert "3 songs selected" in _texts(panel)
    with qtbot.waitSignal(panel.save_requested):
        qtbot.mouseClick(named(panel, "Save all 3"), Qt.MouseButton.LeftButton)
    panel.set_selection_count(15, 10)
    assert "10 of 15 can be saved." in _texts(panel)
    assert named(panel, "Save 10").isEnabled()
    panel.set_selection_count(2, 0)
    assert "None of them is ready" in _texts(panel)
    assert not named(panel, "Save…").isEnabled()
    panel.set_selection_count(2, 2)
    assert "Save the finished ones" in _texts(panel)
    assert named(panel, "Save all 2").isEnabled()
    panel.show_job(READY)
    assert "Midnight Grid" in _texts(panel)
    assert "2 songs selected" not in _texts(panel)
    panel.show_job(None)
    assert "Nothing selected" in _texts(panel)


def test_the_elapsed_time_ticks_and_is_never_negative(panel: DetailPanel) -> None:
    clock = {"wall": 1000.0}
    panel.clock = lambda: clock["wall"]
    panel.show_job(job(JobStatus.RUNNING, submitted_at=1000.0 + 3 * 86_400))
    assert "Generating · 0:00" in _texts(panel)
    clock["wall"] += 3 * 86_400 + 61
    panel.tick()
    assert "Generating · 1:01" in _texts(panel)
    panel.set_usual_time(118)
    assert "1:01 · usually ready in about 2 min" in _texts(panel)
    clock["wall"] += 58  # longer than usual by now
    panel.tick()
    assert "usually" not in _texts(panel)
    clock["wall"] -= 58
    panel.set_usual_time(None)
    assert "usually" not in _texts(panel)
    panel.set_usual_time(118)
    panel.show_job(job(JobStatus.QUEUED))
    assert "usually" not in _texts(panel)


def test_hostile_texts_cost_little_and_fit(panel: DetailPanel, qtbot: QtBot) -> None:
    song = Song("T" * 100_000, 1e300, 1e12, tuple(f"tag & {n}" * 50 for n in range(5_000)))
    panel.show_job(replace(READY, song=song, prompt="p" * 100_000))
    qtbot.wait(0)
    chips = [button for button in panel.findChildren(QPushButton) if button.property("tag")]
    assert len(chips) == 24
    more = next(b for b in panel.findChildren(QPushButton) if b.text().endswith(" more"))
    seen = [chip for chip in chips if chip.isVisible()]
    assert more.text() == f"+{5_000 - len(seen):,} more"
    # two rows at most
    qtbot.waitUntil(lambda: {chip.y() for chip in [*seen, more]} <= {seen[0].y(), more.y()})
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert all(chip.isVisible() for chip in chips)
    assert "and 4976 more" in _texts(panel)
    assert more.text() == "Show fewer"
    for part in panel.findChildren(QWidget):
        if part.isVisible():
            left = part.mapTo(panel, part.rect().topLeft()).x()
            assert left + part.width() <= panel.width() + 1, part


def test_it_needs_nothing_heavy_before_the_first_paint() -> None:
    program = (
        "import sys\n"
        "import whisul_desktop.ui.detail_panel, whisul_desktop.ui.player_bar\n"
        "import whisul_desktop.ui.notice_bar, whisul_desktop.ui.player\n"
        "print([m for m in sys.modules if m in ('PySide6.QtMultimedia', 'PySide6.QtSvg',"
        " 'asyncio', 'httpx', 'whisul_desktop.ui.song_page', 'whisul_desktop.ui.cover_view')])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.strip() == b"[]"


def test_the_column_is_as_wide_as_it_is_told(panel: DetailPanel, cover: Path) -> None:
    assert panel.minimumWidth() == 280
    panel.resize(280, 600)
    panel.show_job(READY, cover)
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert area.widget().width() <= 280
    assert panel.sizeHint() == QSize(360, 600)
    assert is_named(panel, "Your prompt")


def test_a_text_with_the_focus_has_a_ring_around_it(qtbot: QtBot, panel: DetailPanel):
    panel.resize(360, 700)
    with qtbot.waitActive(panel):
        panel.show()
    panel.show_job(READY)
    text = named(panel, "Your prompt")
    text.setFocus(Qt.FocusReason.TabFocusReason)
    [ring] = panel.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry().topLeft() == text.mapTo(ring.parentWidget(), QPoint(-4, -4))
    assert ring.visibleRegion().boundingRect().width() == ring.width()
    panel.resize(300, 900)
    qtbot.wait(10)
    assert ring.width() == text.width() + 8
    text.clearFocus()
    assert not ring.isVisible()


def test_with_and_without_a_scroll_bar_the_margins_are_the_same(qtbot: QtBot, panel: DetailPanel):
    panel.show_job(READY)
    panel.show()
    scroll = panel.findChild(QScrollArea)
    for height in (1400, 400, 1400):
        panel.resize(360, height)
        qtbot.wait(20)
        assert scroll.verticalScrollBar().isVisible() == (height == 400)
        cover = panel.findChild(CoverBox)
        left = cover.mapTo(panel, QPoint()).x()
        assert (left, panel.width() - left - cover.width()) == (16, 16)
