"""A key belongs to one address, and the environment's wins over all others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.canary import CANARY
from tests.services.conftest import KEY, World
from whisul_desktop.core.errors import NoApiKey
from whisul_desktop.core.keystate import KeySource
from whisul_desktop.core.tasks import TaskScope

OTHER = "https://other.example/api"
PASTED = f"{CANARY}_4711"
ENVIRONMENT = f"{CANARY}_of_the_environment"


class Gate:
    """Holds one method of the keyring, as an unlock prompt does."""

    def __init__(self, world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(world.secrets, name)
        self.reached, self.open = asyncio.Event(), asyncio.Event()

        async def held(*arguments: str) -> str | None:
            self.reached.set()
            await self.open.wait()
            return await real(*arguments)

        monkeypatch.setattr(world.secrets, name, held)


async def test_a_key_is_not_used_for_an_address_that_was_chosen_meanwhile(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world(key="")
    await world.account.load()
    gate = Gate(world, "set", monkeypatch)
    setting = world.tasks.start(world.account.set_key(PASTED), "set")
    await gate.reached.wait()
    first = world.account.api_url
    await world.account.change_api_url(OTHER)
    gate.open.set()
    await setting
    with pytest.raises(NoApiKey):
        world.account.access()
    assert world.account.state.source is KeySource.NONE
    assert world.secrets.keys == {first: PASTED}  # where it belongs
    await world.account.change_api_url(first)
    assert world.account.access().key == PASTED


async def test_removing_a_key_spares_the_one_of_an_address_chosen_meanwhile(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world()
    first = world.account.api_url
    world.secrets.keys[OTHER] = PASTED
    await world.account.load()
    gate = Gate(world, "delete", monkeypatch)
    removing = world.tasks.start(world.account.remove(), "remove")
    await gate.reached.wait()
    await world.account.change_api_url(OTHER)
    gate.open.set()
    await removing
    assert world.account.access().key == PASTED
    assert world.secrets.keys == {OTHER: PASTED}
    assert first != OTHER


async def test_a_keyring_that_answers_late_does_not_undo_another_address(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world()
    with monkeypatch.context() as patch:
        gate = Gate(world, "get", patch)
        loading = world.tasks.start(world.account.load(), "load")
        await gate.reached.wait()
    await world.account.change_api_url(OTHER)
    gate.open.set()
    await loading
    assert world.account.state.source is KeySource.NONE


async def test_the_environment_wins_over_a_pasted_key(make_world: Callable[..., World]):
    world = make_world(key="", environment_key=ENVIRONMENT)
    await world.account.load()
    await world.account.set_key(PASTED)
    assert world.account.access().key == ENVIRONMENT
    world.account.keep_for_session(PASTED)
    assert world.account.access().key == ENVIRONMENT
    assert world.account.state.source is KeySource.ENVIRONMENT
    await world.account.remove()
    assert world.account.access().key == ENVIRONMENT


async def test_the_environment_wins_over_a_key_pasted_before_it_was_read(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
):
    world = make_world(key="", environment_key=ENVIRONMENT)
    gate = Gate(world, "set", monkeypatch)
    async with asyncio.timeout(10):
        tasks = TaskScope("test", world.errors.append)
        setting = tasks.start(world.account.set_key(PASTED), "set")
        await gate.reached.wait()
        await world.account.load()
        gate.open.set()
        await setting
    assert world.account.access().key == ENVIRONMENT


async def test_a_pasted_key_is_used_at_an_address_that_the_environment_does_not_know(
    make_world: Callable[..., World],
):
    world = make_world(environment_key=ENVIRONMENT)
    first = world.account.api_url
    await world.account.load()
    await world.account.change_api_url(OTHER)
    assert world.account.state.source is KeySource.NONE  # never the environment's key there
    await world.account.set_key(PASTED)
    assert world.account.access().key == PASTED
    await world.account.change_api_url(first)
    assert world.account.access().key == ENVIRONMENT
    assert world.secrets.keys[first] == KEY
