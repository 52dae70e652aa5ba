"""Prompts that are dropped on the window: whose they are, and what is read of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.ui.batch_fixtures import CLICK, Sender, urls
from tests.ui.detail_fixtures import is_named
from whisul_desktop.ui.message_line import MessageLine


def drag(target: QWidget, mime: QMimeData) -> bool:
    """Drag it in and drop it; whether it was taken."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), both, mime, CLICK, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        QApplication.sendEvent(target, QDragLeaveEvent())
        return False
    drop = QDropEvent(QPointF(9, 9), both, mime, CLICK, none)
    QApplication.sendEvent(target, drop)
    if drop.isAccepted() and target is not None:
        assert drop.dropAction() == Qt.DropAction.CopyAction
    return drop.isAccepted()


@pytest.mark.parametrize("on_field", [False, True])
async def test_files_dropped_anywhere_fill_the_dialog(
    sender: Sender, tmp_path: Path, on_field: bool
) -> None:
    (tmp_path / "a.txt").write_text("rain\nsnow\n", encoding="utf-16")
    (tmp_path / "b.csv").write_text("n;prompt\n1;tide\n2;\n", encoding="utf-8")
    mime = urls(tmp_path / "a.txt", tmp_path / "b.csv")
    assert drag(sender.field if on_field else sender.window, mime)
    await sender.until(lambda: sender.is_open() and sender.dialog.text() == "rain\nsnow\ntide")
    assert sender.field.text() == ""


async def test_text_of_several_lines_fills_the_dialog(sender: Sender) -> None:
    mime = QMimeData()
    mime.setText("rain\nsnow\n")
    assert drag(sender.window, mime)
    assert sender.dialog.text() == "rain\nsnow\n"


@pytest.mark.parametrize("text", ["one prompt", "one\n\n", ""])
async def test_a_text_that_is_no_batch_is_nobodys(sender: Sender, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert not drag(sender.window, mime)
    assert not sender.is_open()


async def test_a_field_keeps_the_texts_that_are_dropped_on_it(sender: Sender) -> None:
    mime = QMimeData()
    mime.setText("rain snow")
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, CLICK, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(sender.field, enter)
    assert enter.isAccepted()
    assert not is_named(sender.window, "Drop to fill a new batch")


async def test_songs_and_links_are_not_taken(sender: Sender, tmp_path: Path) -> None:
    assert not drag(sender.window, urls(tmp_path / "a.mp3"))
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/a.txt")])
    assert not drag(sender.window, mime)


async def test_the_hint_is_there_while_something_hovers(sender: Sender, tmp_path: Path) -> None:
    def hint() -> bool:
        labels = sender.window.findChildren(QLabel, "dropHint")
        return any(label.isVisible() for label in labels)

    mime = urls(tmp_path / "a.txt")
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, CLICK, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(sender.window, enter)
    assert hint()
    QApplication.sendEvent(sender.window, QDragLeaveEvent())
    assert not hint()


async def test_nothing_is_taken_over_the_welcome(sender: Sender, tmp_path: Path) -> None:
    sender.window.actions_["new_batch"].setVisible(False)
    assert not drag(sender.window, urls(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("gone.txt", None, "“gone.txt” can't be read."),
        ("folder.txt", "folder", "“folder.txt” can't be read."),
        ("empty.csv", b"", "There is nothing in “empty.csv”."),
        ("song.txt", bytes(range(256)) * 9, "“song.txt” is not text."),
        ("large.txt", b"a\n" * 500_001, "“large.txt” is too large: up to 1,000 kB are read."),
    ],
)
async def test_a_file_that_gives_nothing_is_told_and_the_next_is_read(
    sender: Sender, tmp_path: Path, name: str, content: object, problem: str
) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("rain\nsnow")
    assert drag(sender.window, urls(tmp_path / "good.txt", tmp_path / name))
    await sender.until(sender.is_open)
    [message] = sender.dialog.findChildren(MessageLine)
    await sender.until(message.text)
    assert message.text().startswith(problem)
    assert sender.dialog.text() == "rain\nsnow"
