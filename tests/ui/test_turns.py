"""What shows an answer waits for the next turn of the event loop; the answer waits for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from pytestqt.qtbot import QtBot

from tests.ui.window_fixtures import Desk
from whisul_desktop.core.types import Job


async def test_answers_of_one_turn_are_shown_together_in_the_next(
    make_desk: Callable[[], Desk], qtbot: QtBot
):
    desk = make_desk()
    library = desk.world.library
    jobs = [Job(f"{number:032x}", "rain", "https://whisul.com/api", number) for number in range(3)]
    await asyncio.wrap_future(library.add(jobs))
    told: list[list[str]] = []
    library.changed.connect(lambda jobs: told.append([job.note for job in jobs]))
    for job in jobs:
        library.update(job.id, lambda job: replace(job, note=job.id[-1]))
    assert told == []
    qtbot.waitUntil(lambda: told == [["0", "1", "2"]])
