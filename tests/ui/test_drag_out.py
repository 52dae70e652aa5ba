"""Songs leave the window as files: by dragging selected rows, and by Copy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest

from tests.services.conftest import World
from tests.services.songs import add, song
from tests.ui.window_fixtures import Desk
from whisul_desktop.media.tags import read_tags
from whisul_desktop.services.handing_out import HandedOut, HandingOut
from whisul_desktop.ui import drag_out

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    """Three songs, the second without a file."""
    world = make_world()
    await add(world, song(1), song(2), song(3))
    await asyncio.wrap_future(
        world.library.update(song(2).id, lambda _job: song(2, audio_file=None))
    )
    made = make_desk(world)
    made.serve()
    return made


class Drags:
    """In the place of QDrag.exec, which needs a hand and a screen (tests/e2e/test_drag.py)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.urls: list[list[QUrl]] = []
        self.actions: list[Qt.DropAction] = []
        self.in_task: list[bool] = []

        def run(drag: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
            self.urls.append(drag.mimeData().urls())
            self.actions.append(actions)
            self.in_task.append(asyncio.current_task() is not None)
            assert not drag.pixmap().isNull()
            return Qt.DropAction.CopyAction

        monkeypatch.setattr(QDrag, "exec", run)
        monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)

    @property
    def names(self) -> list[list[str]]:
        return [[Path(url.toLocalFile()).name for url in urls] for urls in self.urls]


def middle(desk: Desk, job_id: str) -> QPoint:
    table = desk.window.library.table
    row = table.model().row_of(job_id)  # type: ignore[attr-defined]
    return table.visualRect(table.model().index(row, 1)).center()


def drag_from(desk: Desk, job_id: str, *, release: bool = True) -> None:
    viewport = desk.window.library.table.viewport()
    start = middle(desk, job_id)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, start)
    for step in (4, 30, 90):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    if release:
        QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, start)


async def outside(condition: Callable[[], object]) -> None:
    """Until it holds, with Qt's events outside of every task, as in the app."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(10):
        while not condition():
            loop.call_soon(QCoreApplication.processEvents)
            await asyncio.sleep(0.005)


async def test_what_is_selected_is_dragged(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    drags = Drags(monkeypatch)
    desk.select(song(1).id, song(2).id, song(3).id)
    drag_from(desk, song(3).id, release=False)
    await outside(lambda: drags.urls)
    assert sorted(drags.names[0]) == ["Song 1.mp3", "Song 3.mp3"]
    assert drags.actions == [Qt.DropAction.CopyAction]
    assert drags.in_task == [False]
    assert desk.window.notices.texts() == [
        "Left out: Song 2. The song is not on this computer yet."
    ]
    for url in drags.urls[0]:
        assert read_tags(Path(url.toLocalFile())).prompt == "a trap song"
    assert {job.id for job in desk.controller.selected} == {song(n).id for n in (1, 2, 3)}


async def test_a_row_that_was_not_selected_is_dragged_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    drags = Drags(monkeypatch)
    desk.select(song(1).id)
    drag_from(desk, song(3).id, release=False)
    await outside(lambda: drags.urls)
    assert drags.names == [["Song 3.mp3"]]


async def test_covers_are_dragged_as_rows_are(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    drags = Drags(monkeypatch)
    window, left = desk.window, Qt.MouseButton.LeftButton
    window.actions_["view_grid"].trigger()
    grid = window.library.grid
    assert grid is not None
    rows = [grid.model().row_of(song(number).id) for number in (1, 3)]  # type: ignore[attr-defined]
    first, second = (grid.tile(row).center() for row in rows)
    QTest.mouseClick(grid.viewport(), left, pos=first)
    QTest.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ControlModifier, second)
    QTest.mousePress(grid.viewport(), left, Qt.KeyboardModifier.NoModifier, second)
    for step in (4, 30, 90):
        QTest.mouseMove(grid.viewport(), second + QPoint(step, step))
    await outside(lambda: drags.urls)
    assert [sorted(names) for names in drags.names] == [["Song 1.mp3", "Song 3.mp3"]]
    assert {job.id for job in desk.controller.selected} == {song(1).id, song(3).id}


async def test_let_go_before_the_files_are_there_nothing_is_dragged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    drags = Drags(monkeypatch)
    drag_from(desk, song(1).id)
    await desk.settle()
    assert drags.urls == []


async def test_a_song_without_a_file_is_not_dragged(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    drags = Drags(monkeypatch)
    drag_from(desk, song(2).id, release=False)
    await desk.settle()
    assert drags.urls == []


async def test_a_click_is_no_drag(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    drags = Drags(monkeypatch)
    desk.select(song(1).id, song(3).id)
    viewport = desk.window.library.table.viewport()
    QTest.mouseClick(
        viewport,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle(desk, song(3).id),
    )
    await desk.settle()
    assert drags.urls == []
    assert [job.id for job in desk.controller.selected] == [song(3).id]


async def test_inside_of_a_task_it_refuses(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    drags = Drags(monkeypatch)
    [dragging] = desk.window.findChildren(drag_out.DragOut)
    drag_from(desk, song(1).id, release=False)
    with pytest.raises(RuntimeError, match="inside of a task"):
        dragging._drag([(song(1), Path("x.mp3"))])
    await outside(lambda: drags.urls)


async def test_copy_puts_files_and_titles_on_the_clipboard(desk: Desk, tmp_path: Path):
    desk.preferences.update(name_template="{title} [{bpm}]")
    desk.select(song(1).id, song(3).id)
    table = desk.window.library.table
    table.setFocus()
    desk.window.activateWindow()
    await desk.until(desk.window.isActiveWindow)  # else it may not get its shortcuts yet
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    await desk.until(lambda: (held := clipboard.mimeData()) is not None and held.hasUrls())
    data = clipboard.mimeData()
    paths = [Path(url.toLocalFile()) for url in data.urls()]
    assert sorted(path.name for path in paths) == ["Song 1 [140].mp3", "Song 3 [140].mp3"]
    assert all(path.is_file() for path in paths)
    assert sorted(data.text().splitlines()) == ["Song 1", "Song 3"]
    first, *urls = bytes(data.data("x-special/gnome-copied-files").data()).decode().splitlines()
    assert first == "copy"
    assert urls == [url.toEncoded().data().decode() for url in data.urls()]
    assert b"%5B140%5D" in bytes(data.data("text/uri-list").data())
    await desk.settle()
    clipboard.clear()


async def test_what_is_left_out_of_a_copy_is_told(desk: Desk):
    (desk.world.cache.folder / f"{song(1).id}.mp3").unlink()
    desk.select(song(1).id, song(2).id, song(3).id)
    desk.window.actions_["copy_files"].trigger()
    await desk.until(lambda: len(desk.window.notices.texts()) == 2)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.mimeData().text() == "Song 3"
    assert [url.fileName() for url in clipboard.mimeData().urls()] == ["Song 3.mp3"]
    told = "\n".join(desk.window.notices.texts())
    assert "Songs copied: 1." in told
    assert "Left out: Song 1. The file is no longer on this computer." in told
    assert "Left out: Song 2. The song is not on this computer yet." in told
    desk.select(song(3).id)
    desk.window.actions_["copy_files"].trigger()
    await desk.until(lambda: "Left out" not in "\n".join(desk.window.notices.texts()))
    await desk.settle()
    clipboard.clear()


async def test_what_can_not_be_copied_is_told(desk: Desk):
    (desk.world.cache.folder / f"{song(1).id}.mp3").unlink()
    desk.select(song(1).id)
    desk.window.actions_["copy_files"].trigger()
    await desk.until(
        lambda: any("no longer on this computer" in text for text in desk.window.notices.texts())
    )


async def test_it_is_said_where_it_takes_long(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    go_on = asyncio.Event()

    async def slowly(self: HandingOut, *arguments: object) -> HandedOut:
        await go_on.wait()
        return HandedOut()

    monkeypatch.setattr(HandingOut, "files", slowly)
    desk.select(song(1).id)
    desk.window.actions_["copy_files"].trigger()
    await desk.until(lambda: "Preparing the songs…" in desk.window.notices.texts())
    go_on.set()
    await desk.until(lambda: "Preparing the songs…" not in desk.window.notices.texts())
