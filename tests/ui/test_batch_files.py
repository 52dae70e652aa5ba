"""Prompts that come from elsewhere into a batch: pasted, from a text, from a table's column."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.batch_fixtures import Sheet, urls
from tests.ui.detail_fixtures import is_named, named
from whisul_desktop.core.batches import MAX_TEXT
from whisul_desktop.core.prompt_files import read_table

TABLE = read_table("title,prompt\nOne,rain\nTwo,snow\nThree,\nFour,x,y\n")


def paste(sheet: Sheet, mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    sheet.edit.paste()


def test_pasting_lines_keeps_their_numbers(sheet: Sheet) -> None:
    mime = QMimeData()
    mime.setText("a\r\nb\u2028c\u2029\nx\0y")
    paste(sheet, mime)
    assert sheet.edit.blockCount() == 5
    assert sheet.problems()[0].startswith("Line 5: ")
    assert sheet.problems()[1] == "Line 4 is blank: left out."


def test_too_much_pasted_text_changes_nothing(sheet: Sheet) -> None:
    mime = QMimeData()
    mime.setText("a\n" * (MAX_TEXT // 2 + 1))
    paste(sheet, mime)
    assert sheet.dialog.text() == ""
    assert "200,000" in sheet.message()


def test_pasted_files_are_read(sheet: Sheet, tmp_path: Path) -> None:
    paste(sheet, urls(tmp_path / "a.txt", tmp_path / "b.CSV", tmp_path / "c.mp3"))
    assert sheet.files == [tmp_path / "a.txt", tmp_path / "b.CSV"]
    assert sheet.dialog.text() == ""


@pytest.mark.parametrize("on_field", [True, False])
def test_dropped_files_are_read_and_stay_where_they_are(
    sheet: Sheet, tmp_path: Path, on_field: bool
) -> None:
    target: QWidget = sheet.edit.viewport() if on_field else sheet.dialog
    mime = urls(tmp_path / "a.txt")
    enter = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(target, drop)
    assert sheet.files == [tmp_path / "a.txt"]
    assert drop.dropAction() == Qt.DropAction.CopyAction


def test_a_songs_file_is_no_prompt(sheet: Sheet, tmp_path: Path) -> None:
    mime = urls(tmp_path / "a.mp3")  # the event does not own it
    enter = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(sheet.dialog, enter)
    assert not enter.isAccepted()


def test_choosing_urls(qtbot: QtBot, sheet: Sheet, tmp_path: Path) -> None:
    qtbot.mouseClick(named(sheet.dialog, "Open file…"), Qt.MouseButton.LeftButton)
    [dialog] = sheet.dialog.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "a.txt")])
    dialog.reject()
    assert sheet.files == [tmp_path / "a.txt"]


def test_a_texts_lines_come_after_what_is_there_and_can_be_undone(open_sheet) -> None:
    sheet = open_sheet("a\n\n")
    sheet.dialog.take_in("more.txt", "b\nc\n")
    assert sheet.dialog.text() == "a\nb\nc\n"
    sheet.edit.undo()
    assert sheet.dialog.text() == "a\n\n"


def test_a_tables_column_is_chosen_by_its_name(qtbot: QtBot, open_sheet) -> None:
    sheet = open_sheet("a")
    sheet.dialog.take_in("songs.csv", TABLE)
    assert sheet.dialog.text() == "a\nrain\nsnow"
    assert sheet.column.currentText() == "prompt"
    assert sheet.message() == "Prompts read from “songs.csv”: 2"
    assert sheet.problems() == [
        "“songs.csv”, line 4: left out, nothing stands in this column.",
        "“songs.csv”, line 5: left out, it has more cells than there are columns.",
    ]
    qtbot.keyClick(sheet.column, Qt.Key.Key_Up)
    assert sheet.column.currentText() == "title"
    assert sheet.dialog.text() == "a\nOne\nTwo\nThree"
    assert len(sheet.problems()) == 1
    first_row = named(sheet.dialog, "The first row names the columns", QCheckBox)
    qtbot.keyClick(first_row, Qt.Key.Key_Space)
    assert sheet.dialog.text() == "a\ntitle\nOne\nTwo\nThree\nFour"
    assert [sheet.column.itemText(number) for number in range(3)] == [
        "Column 1", "Column 2", "Column 3",
    ]  # fmt: skip


def test_what_was_written_since_is_not_replaced_by_another_column(qtbot: QtBot, sheet) -> None:
    sheet.dialog.take_in("songs.csv", TABLE)
    qtbot.keyClicks(sheet.edit, "!")
    assert not is_named(sheet.dialog, "Column")
    assert len(sheet.problems()) == 2  # still pointed out
    sheet.edit.selectAll()
    qtbot.keyClick(sheet.edit, Qt.Key.Key_Delete)
    assert sheet.problems() == []


def test_a_table_of_more_than_a_batch_holds_changes_nothing(open_sheet) -> None:
    sheet = open_sheet("a")
    rows = "\n".join(f"{number},{'b' * 1000}" for number in range(300))
    sheet.dialog.take_in("songs.csv", read_table(f"n,prompt\n{rows}"))
    assert sheet.dialog.text() == "a"
    assert "200,000" in sheet.message()


def test_hostile_names_and_lines_are_literal(sheet: Sheet) -> None:
    sheet.dialog.take_in("<b>x</b>.csv", read_table("<i>a</i>,prompt\n1,<img src=x>\n2,\n"))
    assert sheet.dialog.text() == "<img src=x>"
    assert "“<b>x</b>.csv”" in sheet.problems()[0]
    labels = [label for label in sheet.dialog.findChildren(QLabel) if "<b>" in label.text()]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_file_that_takes_long_is_told(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.dialog.show_reading("far.txt")
    assert sheet.message() == ""
    qtbot.waitUntil(lambda: sheet.message() == "Reading “far.txt”…")
    sheet.dialog.take_in("far.txt", "a")
    assert sheet.message() == ""
