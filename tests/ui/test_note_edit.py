"""The note keeps itself, and always for the song that it was written for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whisul_desktop.services.judging import MOST_NOTE
from whisul_desktop.ui import note_edit
from whisul_desktop.ui.note_edit import NoteEdit


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """The field with another beside it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit())
    column.addWidget(NoteEdit())
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    return page


@pytest.fixture
def note(page: QWidget, qtbot: QtBot) -> NoteEdit:
    found = page.findChild(NoteEdit)
    assert found is not None
    found.show_note("a", "as it was")
    found.setFocus()
    qtbot.waitUntil(found.hasFocus)
    return found


@pytest.fixture
def written(note: NoteEdit) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    note.written.connect(lambda job_id, text: heard.append((job_id, text)))
    return heard


def type_in(qtbot: QtBot, note: NoteEdit, text: str) -> None:
    note.selectAll()
    qtbot.keyClicks(note, text)


def test_it_is_kept_where_the_focus_goes(
    qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]
) -> None:
    type_in(qtbot, note, "F12 xn ")
    assert written == []
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert not note.hasFocus()
    assert written == [("a", "F12 xn")]
    note.setFocus()
    note.clearFocus()
    assert len(written) == 1  # nothing new


def test_it_is_kept_after_a_pause(
    qtbot: QtBot,
    note: NoteEdit,
    written: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert note_edit.PAUSE_MS < 2_000
    type_in(qtbot, note, "kept")
    qtbot.waitUntil(lambda: written == [("a", "kept")], timeout=5_000)
    assert note.hasFocus()


def test_switching_quickly_writes_each_note_to_its_song(
    qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]
) -> None:
    for number in range(20):
        note.show_note(f"job {number}", f"old {number}")
        if number % 2:
            type_in(qtbot, note, f"new {number}")
    note.show_note("last", "")
    assert written == [(f"job {n}", f"new {n}") for n in range(1, 20, 2)]
    assert note.toPlainText() == ""
    note.keep()
    assert len(written) == 10


def test_what_is_being_written_stays_when_the_song_changes(
    qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]
) -> None:
    """A poll's answer comes while the user types."""
    type_in(qtbot, note, "half a thou")
    note.show_note("a", "as it was")
    assert note.toPlainText() == "half a thou"
    qtbot.keyClicks(note, "ght")
    note.keep()
    assert written == [("a", "half a thought")]
    note.show_note("a", "half a thought")
    assert note.textCursor().position() == len("half a thought")
    note.show_note("a", "undone")
    assert note.toPlainText() == "undone"


def test_it_is_plain_text_of_a_sane_length(
    qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]
) -> None:
    assert note.remark == ""
    note.selectAll()
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("🎧" * 3_000_000)
    note.insertFromMimeData(pasted)
    assert note.toPlainText() == "🎧" * MOST_NOTE
    assert note.height() < 300
    assert note.remark == "A note has 10,000 characters at most."
    note.insertFromMimeData(pasted)
    qtbot.keyClicks(note, "xyz")
    assert note.toPlainText() == "🎧" * MOST_NOTE
    note.keep()
    assert written == [("a", "🎧" * MOST_NOTE)]  # what is seen is what is kept
    qtbot.keyClick(note, Qt.Key.Key_Backspace)
    assert note.remark == ""


def test_in_the_middle_of_a_full_note_nothing_of_its_end_is_lost(
    qtbot: QtBot, note: NoteEdit
) -> None:
    note.show_note("a", "x" * (MOST_NOTE - 1) + "!")
    qtbot.keyClicks(note, "abc")
    assert note.toPlainText() == "x" * (MOST_NOTE - 1) + "!"


def test_a_longer_note_of_another_program_costs_little_and_stays_whole(
    qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]
) -> None:
    note.show_note("b", "x" * 100_000)
    assert note.toPlainText() == "x" * MOST_NOTE
    assert note.remark.startswith("Only the beginning")
    qtbot.keyClicks(note, "y")
    note.keep()
    note.show_note("b", "x" * 100_001)
    note.show_note("c", "short")
    assert note.remark == ""
    qtbot.keyClicks(note, "y")
    note.keep()
    assert written == [("c", "yshort")]


def test_escape_leaves(qtbot: QtBot, note: NoteEdit, written: list[tuple[str, str]]) -> None:
    type_in(qtbot, note, "done")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert not note.hasFocus()
    assert written == [("a", "done")]
