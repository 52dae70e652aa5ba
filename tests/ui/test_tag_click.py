"""A click on a tag in the detail pane, through the whole window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.services.conftest import World
from tests.ui.library_fixtures import NOW, job, ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import JobStatus, Song
from whisul_desktop.ui.job_model import JobModel

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("state", ["All", "Ready"])
async def test_it_finds_the_songs_with_this_tag(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], state: str
) -> None:
    world = make_world()
    house = Song("House", tags=("Deep House", "dark"))
    jobs = [
        ready("a", song=house, created_at=NOW),
        ready("b", song=Song("Other", tags=("house",)), created_at=NOW - 1),
        job("c", JobStatus.FAILED, created_at=NOW - 2),
        ready("d", song=house, created_at=NOW - 3),
    ]
    world.library.add(jobs).result()
    desk = make_desk(world)
    window = desk.window
    window.resize(1600, 800)
    model = window.library.table.model()
    assert isinstance(model, JobModel)
    bar = window.library.filter_bar
    bar.set_text("o")
    model.finish()
    chips = [button for button in bar.findChildren(QAbstractButton) if button.isVisible()]
    QTest.mouseClick(next(c for c in chips if c.accessibleName() == state), LEFT)
    desk.select("a")
    await desk.settle()
    tag = desk.button(window.detail, "Deep House")
    QTest.mouseClick(tag, LEFT)
    model.finish()
    assert bar.text() == 'tag:"deep house"'
    assert bar.statuses() == frozenset()
    assert model.shown_ids() == ["a", "d"]
    assert window.library.table.selected_ids() == ["a"]
