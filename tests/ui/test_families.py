"""Takes of one song stand together in the detail pane, one click from each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.ui.families import Families
from whisul_desktop.ui.family_list import FamilyList


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    desk = make_desk(make_world())
    desk.families = Families(desk.window, desk.world.library, desk.backend)  # type: ignore[attr-defined]
    desk.serve()
    return desk


def takes(desk: Desk) -> list[QPushButton]:
    found = desk.window.detail.findChildren(FamilyList)
    return found[0].buttons() if found and found[0].isVisibleTo(desk.window.detail) else []


async def test_the_takes_of_a_song_are_shown_and_lead_to_each_other(desk: Desk):
    [first] = await desk.world.generation.submit("a trap & bass song")
    again = await desk.world.generation.retry(first)
    desk.select(again)
    await desk.until(lambda: len(takes(desk)) == 2)
    assert [button.isEnabled() for button in takes(desk)] == [True, False]
    assert takes(desk)[0].accessibleName().startswith("Waiting to send · ")
    assert takes(desk)[0].accessibleName().endswith(" · a trap & bass song")
    takes(desk)[0].click()
    assert [job.id for job in desk.controller.selected] == [first]
    await desk.until(lambda: [button.isEnabled() for button in takes(desk)] == [False, True])


async def test_long_titles_do_not_widen_the_pane(desk: Desk):
    [first, _] = await desk.world.generation.submit("a very & long prompt " * 30, 2)
    desk.select(first)
    await desk.until(lambda: len(takes(desk)) == 2)
    area = desk.window.detail.findChildren(QScrollArea)[0]
    await desk.until(lambda: takes(desk)[0].width() <= area.width() - 32)
    assert takes(desk)[0].text().endswith("…")
    column = area.widget()
    assert column is not None
    assert column.width() == area.viewport().width()
    assert "a very &amp; long" in takes(desk)[0].toolTip()


async def test_a_song_alone_has_no_takes(desk: Desk):
    [first] = await desk.world.generation.submit("alone")
    [other, _] = await desk.world.generation.submit("two of these", 2)
    desk.select(other)
    await desk.until(lambda: len(takes(desk)) == 2)
    desk.select(first)
    assert takes(desk) == []
    await desk.settle()
    assert takes(desk) == []


async def test_what_comes_later_is_shown_too(desk: Desk):
    [first] = await desk.world.generation.submit("a trap song")
    desk.select(first)
    await desk.settle()
    [second] = await desk.world.generation.more_like(first)
    await desk.until(lambda: len(takes(desk)) == 2)
    await desk.world.generation.cancel([second])
    await desk.until(lambda: takes(desk) == [])
    await desk.world.generation.uncancel([second])
    await desk.world.generation.more_like(second)
    await desk.until(lambda: len(takes(desk)) == 3)
