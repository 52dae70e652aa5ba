"""Wishes of the window come to nothing once everything is being ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.services.conftest import World
from tests.ui.window_fixtures import services_of
from whisul_desktop.ui.backend import Backend, Services


async def test_what_is_asked_at_the_end_is_no_bug(make_world: Callable[..., World]) -> None:
    world, backend, done = make_world(), Backend(), list[Any]()

    async def work(services: Services) -> None:
        done.append(services)

    backend.ready(services_of(world))
    await world.tasks.close()
    backend.run("family", work, latest=True)
    assert done == []
