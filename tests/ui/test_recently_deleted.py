"""Deleting in the whole window: where songs go, the way back, and for good after a question."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMessageBox

from tests.ui.test_judging import LEFT, NO_GRAB, NOW, Judged, judged
from whisul_desktop.core.saved_searches import SavedSearch
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.judging import Judging
from whisul_desktop.ui.forgetting import Forgetting

__all__ = ["judged"]
pytestmark = pytest.mark.qt_log_ignore(NO_GRAB)


async def test_deleted_songs_go_and_come_back(judged: Judged) -> None:
    judged.desk.select("b")
    judged.key(Qt.Key.Key_Delete)
    assert judged.job("b").deleted_at == NOW
    assert judged.shown() == ["a", "c", "d", "e"]
    assert judged.desk.window.library.table.selected_ids() == ["c"]
    assert judged.notices() == ["“Song b” is in Recently deleted now."]
    judged.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert judged.shown() == ["a", "b", "c", "d", "e"]
    assert judged.notices() == []
    judged.desk.select("d", "e")
    judged.key(Qt.Key.Key_Delete)
    assert judged.notices() == ["Moved to Recently deleted: 2"]
    assert judged.desk.window.library.table.selected_ids() == ["c"]


async def test_recently_deleted_is_a_place_of_its_own(judged: Judged) -> None:
    window = judged.desk.window
    judged.desk.select("b", "c")
    judged.key(Qt.Key.Key_Delete)
    bar = judged.actions._forgetting.bar
    assert not bar.isVisible()
    judged.action("show_deleted").trigger()
    assert bar.isVisible()
    assert judged.shown() == ["b", "c"]
    assert judged.action("show_deleted").isChecked()
    window.library.table.selectRow(0)
    QTest.mouseClick(judged.desk.button(bar, "Restore"), LEFT)
    assert judged.job("b").deleted_at is None
    assert judged.shown() == ["c"]
    assert judged.notices() == ["Restored: 1"]
    judged.action("show_deleted").trigger()
    assert judged.shown() == ["a", "b", "d", "e"]
    assert not bar.isVisible()


async def test_a_song_that_plays_goes_on(judged: Judged) -> None:
    judged.media.mkdir()
    (judged.media / "b.mp3").write_bytes(b"x")
    judged.desk.playback.play("b")
    judged.desk.select("b")
    judged.key(Qt.Key.Key_Delete)
    assert judged.desk.playback.current == "b"
    assert judged.desk.player.played == [judged.media / "b.mp3"]


async def answer(judged: Judged, button: str) -> None:
    box = judged.desk.child(QMessageBox)
    assert box is not None
    assert box.isVisible()
    assert all(choice.icon().isNull() for choice in box.buttons())
    assert box.windowTitle() == "Forget for Good"
    assert judged.desk.button(box, "Forget for Good").property("danger")
    QTest.mouseClick(judged.desk.button(box, button), LEFT)
    await judged.desk.until(lambda: judged.desk.child(QMessageBox) is None)
    judged.desk.window.activateWindow()
    await judged.desk.until(judged.desk.window.isActiveWindow)
    await judged.desk.settle()


async def test_for_good_only_after_a_question(judged: Judged) -> None:
    judged.desk.serve()
    judged.media.mkdir()
    for name in "bc":
        (judged.media / f"{name}.mp3").write_bytes(b"x")
    judged.desk.select("b")
    judged.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    await answer(judged, "Cancel")
    assert "b" in judged.desk.world.library.jobs
    judged.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    await answer(judged, "Forget for Good")
    assert "b" not in judged.desk.world.library.jobs
    assert judged.notices() == ["Forgotten for good: 1"]
    assert [path.name for path in judged.media.iterdir()] == ["c.mp3"]
    assert judged.shown() == ["a", "c", "d", "e"]


async def test_delete_inside_recently_deleted_asks(judged: Judged) -> None:
    judged.desk.serve()
    judged.desk.select("b", "c")
    judged.key(Qt.Key.Key_Delete)
    judged.action("show_deleted").trigger()
    judged.desk.window.library.table.selectRow(0)
    judged.key(Qt.Key.Key_Delete)
    await answer(judged, "Forget for Good")
    assert "b" not in judged.desk.world.library.jobs
    assert judged.shown() == ["c"]


async def test_emptying_asks_and_leaves_the_library(judged: Judged) -> None:
    judged.desk.serve()
    judged.desk.select("b", "c")
    judged.key(Qt.Key.Key_Delete)
    judged.action("show_deleted").trigger()
    QTest.mouseClick(judged.desk.button(judged.actions._forgetting.bar, "Empty…"), LEFT)
    await answer(judged, "Forget for Good")
    assert sorted(judged.desk.world.library.jobs) == ["a", "d", "e"]
    assert judged.shown() == []


async def test_after_thirty_days_they_go_while_the_program_runs(judged: Judged) -> None:
    desk, now = judged.desk, [NOW]
    judging = Judging(desk.world.library, MediaCache(judged.media), lambda: now[0])
    forgetting = Forgetting(desk.window, judged.model, judging, desk.backend)
    desk.serve()
    forgetting.on_services()
    desk.select("b")
    judged.key(Qt.Key.Key_Delete)
    [timer] = forgetting.findChildren(QTimer)
    assert timer.isActive()
    assert timer.interval() <= 86_400_000
    for days, is_there in ((29, True), (2, False)):
        now[0] += days * 86_400
        timer.timeout.emit()
        await desk.settle()
        assert ("b" in desk.world.library.jobs) is is_there
    assert sorted(desk.world.library.jobs) == ["a", "c", "d", "e"]
    assert await desk.world.library.deleted_before(math.inf) == []


async def test_delete_in_the_sidebar_is_about_searches(judged: Judged) -> None:
    sidebar = judged.desk.window.sidebar
    sidebar.set_searches([SavedSearch("Rain", "rain")])
    sidebar.show()
    lines = next(one for one in sidebar.findChildren(QListWidget) if one.item(0).text() == "Rain")
    removed: list[int] = []
    sidebar.search_removed.connect(removed.append)
    judged.desk.select("b")
    lines.setCurrentRow(0)
    lines.setFocus()
    judged.key(Qt.Key.Key_Delete)
    assert removed == [0]
    assert judged.job("b").deleted_at is None
