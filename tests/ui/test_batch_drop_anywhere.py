"""Files of prompts dropped on the whole window, by the path that a drag of the desktop takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWindow
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.services.conftest import World
from tests.ui.batch_fixtures import CLICK, urls
from tests.ui.library_fixtures import NOW, ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.ui.batch_dialog import BatchDialog
from whisul_desktop.ui.batch_drop import BatchDrops
from whisul_desktop.ui.batches import Batches
from whisul_desktop.ui.naming_row import NamingRow
from whisul_desktop.ui.note_edit import NoteEdit
from whisul_desktop.ui.theme import Look

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
NONE = Qt.KeyboardModifier.NoModifier


def drop(window: QWindow, place: QPoint, mime: QMimeData) -> bool:
    """As the window system delivers it; whether it was taken."""
    enter = QDragEnterEvent(place, BOTH, mime, CLICK, NONE)
    QGuiApplication.sendEvent(window, enter)
    event = QDropEvent(QPointF(place), BOTH, mime, CLICK, NONE)
    QGuiApplication.sendEvent(window, event)
    return enter.isAccepted() and event.isAccepted()


def file(path: Path) -> QMimeData:
    """As file managers hand it out: for fields of text as a text too."""
    mime = urls(path)
    mime.setText(mime.urls()[0].toString())
    return mime


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    """A window with one song."""
    world = make_world()
    world.library.add([ready("a", created_at=NOW)]).result()
    made = make_desk(world)
    made.window.resize(1280, 800)
    made.serve()
    return made


@pytest.fixture
async def batches(desk: Desk, look: Look) -> Batches:
    world = desk.world
    return Batches(desk.window, look, world.library, desk.preferences, desk.backend)


def made_later(desk: Desk) -> list[QWidget]:
    """Fields that are built when they are first wanted."""
    desk.select("a")
    window = desk.window
    window.library.filter_bar.set_text("a")
    window.library.filter_bar.name_search()
    [row], [note] = window.findChildren(NamingRow), window.findChildren(NoteEdit)
    [name] = row.findChildren(QLineEdit)
    return [name, note.viewport()]


@pytest.mark.parametrize("field", [0, 1])
async def test_they_open_the_dialog_over_any_field(
    desk: Desk, batches: Batches, tmp_path: Path, field: int
) -> None:
    target = made_later(desk)[field]
    await desk.settle()
    edits = desk.window.findChildren(QLineEdit)
    texts = [edit.text() for edit in edits]
    path = tmp_path / "prompts.txt"
    path.write_text("rain\nsnow\n")
    place = target.mapTo(desk.window, target.rect().center())
    assert desk.window.childAt(place) is target
    assert drop(desk.window.windowHandle(), place, file(path))
    dialog = desk.child(BatchDialog)
    assert dialog is not None
    await desk.until(lambda: dialog.text() == "rain\nsnow\n")
    assert [edit.text() for edit in edits] == texts
    assert desk.window.findChild(NoteEdit).toPlainText() == ""
    batches.close()


async def test_no_place_of_the_window_refuses_them(desk: Desk, look: Look, tmp_path: Path) -> None:
    taken: list[Path] = []
    drops = BatchDrops(desk.window, look, lambda: True)
    drops.files_dropped.connect(taken.extend)
    made_later(desk)
    await desk.settle()
    size, handle = desk.window.size(), desk.window.windowHandle()
    mime = file(tmp_path / "prompts.txt")
    places = [QPoint(x, y) for x in range(5, size.width(), 45) for y in range(5, size.height(), 15)]
    refused = [place for place in places if not drop(handle, place, mime)]
    assert refused == []
    assert len(taken) == len(places)


async def test_a_field_that_was_made_later_keeps_its_texts(desk: Desk, batches: Batches) -> None:
    [_, note] = made_later(desk)
    await desk.settle()
    mime = QMimeData()
    mime.setText("one\ntwo\n")
    handle = desk.window.windowHandle()
    assert drop(handle, note.mapTo(desk.window, note.rect().center()), mime)
    assert desk.window.findChild(NoteEdit).toPlainText() == "one\ntwo\n"
    assert desk.child(BatchDialog) is None
    batches.close()
