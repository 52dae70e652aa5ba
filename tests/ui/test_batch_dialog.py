"""Writing a batch: what will be made is said before, what will not is pointed out by line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.batch_fixtures import CONTROL, Sheet
from whisul_desktop.core.batches import MAX_SONGS
from whisul_desktop.core.prompts import MAX_CHARACTERS
from whisul_desktop.ui.line_problems import INDENT, LineProblems


def test_typing_lines_and_sending_by_keyboard(qtbot: QtBot, sheet: Sheet) -> None:
    qtbot.keyClicks(sheet.edit, "rain on tin")
    assert sheet.count() == "Songs that will be made: 1"
    assert sheet.generate.text() == "Generate"
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(sheet.edit, "first snow")
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(sheet.edit, "tide")
    assert sheet.edit.blockCount() == 3
    qtbot.keyClick(sheet.each, Qt.Key.Key_Up)
    assert sheet.count() == "Songs that will be made: 6"
    assert sheet.generate.text() == "Generate 6"
    assert sheet.sent == []
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return, CONTROL)
    assert sheet.sent == [(["rain on tin", "first snow", "tide"], 2)]
    assert sheet.drafts[-1] == "rain on tin\nfirst snow\ntide"


def test_double_clicks_and_held_keys_send_once(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\nb")
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, CONTROL, "", True, 1)
    QApplication.sendEvent(sheet.edit, held)  # from the window before
    assert sheet.sent == []
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(sheet.generate, Qt.MouseButton.LeftButton)
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClicks(sheet.edit, "no change of what is on its way")
    assert sheet.sent == [(["a", "b"], 1)]
    assert sheet.dialog.text() == "a\nb"
    sheet.dialog.show_problem("The disk is full.")
    assert sheet.message() == "The disk is full."
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return, CONTROL)
    assert len(sheet.sent) == 2


def test_it_is_cleared_and_closed_once_it_is_saved(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\nb\n\na")
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    assert sheet.dialog.isVisible()
    sheet.dialog.submitted()
    assert not sheet.dialog.isVisible()
    assert sheet.drafts == [""]


def test_what_could_not_be_sent_stays(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\nx\0y\nb\n" + "z" * (MAX_CHARACTERS + 1))
    assert sheet.problems() == [
        "Line 2: The text holds a NUL character, which can't be sent.",
        "Line 4: A prompt can have 10,000 characters at most, and this one has 10,001.",
    ]
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    assert sheet.sent == [(["a", "b"], 1)]
    sheet.dialog.submitted()
    assert sheet.dialog.isVisible()
    assert sheet.drafts[-1] == "x\0y\n" + "z" * (MAX_CHARACTERS + 1)
    assert "could not be sent" in sheet.message()
    assert sheet.count() == "Songs that will be made: 0"


def test_blank_and_repeated_lines_are_pointed_out(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\n\nb\n  \na\n")
    assert sheet.problems() == [
        "Line 5 is the same as line 1: left out.",
        "Lines 2, 4 are blank: left out.",
    ]
    assert sheet.count() == "Songs that will be made: 2"
    qtbot.keyClick(sheet.keep, Qt.Key.Key_Space)
    assert sheet.problems()[0] == "Line 5 is the same as line 1."
    assert sheet.count() == "Songs that will be made: 3"
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    assert sheet.sent == [(["a", "b", "a"], 1)]


def test_keeping_can_be_taken_back_and_needs_something_repeated(qtbot: QtBot, sheet) -> None:
    assert not sheet.keep.isEnabled()
    qtbot.keyClicks(sheet.edit, "a")
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(sheet.edit, "a")
    qtbot.keyClick(sheet.keep, Qt.Key.Key_Space)
    qtbot.keyClicks(sheet.edit, "b")
    assert sheet.keep.isEnabled()
    qtbot.keyClick(sheet.keep, Qt.Key.Key_Space)
    assert not sheet.keep.isEnabled()


def test_the_list_leads_to_its_line_by_mouse_and_keyboard(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\nx\0y\n\n")
    place = sheet.list.visualRect(sheet.list.model().index(1, 0)).center()
    qtbot.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sheet.edit.textCursor().blockNumber() == 2
    sheet.list.setFocus()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Up)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.edit.textCursor().selectedText() == "x\0y"
    assert sheet.dialog.focusWidget() is sheet.edit


@pytest.mark.parametrize("text", ["", "\n \n", "\0"])
def test_nothing_to_send_is_said(qtbot: QtBot, open_sheet, text: str) -> None:
    sheet = open_sheet(text)
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return, CONTROL)
    assert sheet.sent == []
    assert sheet.message() == "There is no prompt to send yet."
    qtbot.keyClicks(sheet.edit, "a")
    assert sheet.message() == ""


def test_too_many_songs_are_refused(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("\n".join(map(str, range(MAX_SONGS // 20 + 1))))
    sheet.each.setValue(20)
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    assert sheet.sent == []
    assert "5,000" in sheet.message()
    sheet.each.setValue(19)
    qtbot.mouseClick(sheet.generate, Qt.MouseButton.LeftButton)
    assert len(sheet.sent) == 1


def test_tab_leaves_the_field_and_escape_closes(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a\nb")
    assert sheet.dialog.focusWidget() is sheet.edit
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Tab)
    assert sheet.dialog.focusWidget() is not sheet.edit
    assert sheet.dialog.text() == "a\nb"
    qtbot.keyClick(sheet.dialog, Qt.Key.Key_Escape)
    assert not sheet.dialog.isVisible()
    assert sheet.drafts == []


def test_what_is_to_be_looked_at_begins_where_all_else_does(qtbot: QtBot, sheet: Sheet):
    qtbot.keyClicks(sheet.edit, "rain")
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(sheet.edit, "rain")
    qtbot.wait(10)
    problems = sheet.dialog.findChild(LineProblems)
    assert problems.isVisible()
    words = problems.mapTo(sheet.dialog, QPoint(INDENT, 0)).x()
    assert words == sheet.edit.mapTo(sheet.dialog, QPoint()).x()
