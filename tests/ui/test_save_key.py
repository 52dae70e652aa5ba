"""Ctrl+S, pressed in the window as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.test_saving import choose, desk, job_id, saved
from tests.ui.window_fixtures import Desk

__all__ = ["desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")


@pytest.mark.parametrize("numbers", [(2,), (1, 2, 3)])
async def test_the_key_saves_what_is_selected(desk: Desk, tmp_path: Path, numbers: tuple[int, ...]):
    folder = tmp_path / "there"
    folder.mkdir()
    desk.select(*map(job_id, numbers))
    table = desk.window.library.table
    table.setFocus()
    desk.window.activateWindow()
    await desk.until(desk.window.isActiveWindow)  # else it gets no shortcuts
    QTest.keyClick(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await choose(desk, folder / "Mine.mp3" if len(numbers) == 1 else folder)
    named = ["Mine.mp3"] if len(numbers) == 1 else [f"Song {number}.mp3" for number in numbers]
    assert saved(folder) == named
    for number in numbers:
        assert Path(desk.world.job(job_id(number)).saved_to).parent == folder
