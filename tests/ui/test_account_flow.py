"""The welcome goes when there is a key, however it came, and no click does harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from tests.canary import CANARY
from tests.services.conftest import KEY, World
from tests.ui.detail_fixtures import named
from tests.ui.window_fixtures import Desk
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import AuthError, KeyringTrouble
from whisul_desktop.core.keystate import KeySource
from whisul_desktop.ui.welcome import Welcome

PASTED = f"{CANARY}_4711"
SESSION = "Keep for this session only"


def welcome(desk: Desk) -> Welcome | None:
    page = desk.window.pages.currentWidget()
    return page if isinstance(page, Welcome) else None


def type_key(page: QWidget, key: str) -> None:
    field = named(page, "API key", QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(key)


def session_button(page: QWidget) -> QAbstractButton:
    [button] = [one for one in page.findChildren(QAbstractButton) if one.text() == SESSION]
    return button


@pytest.mark.parametrize("source", [KeySource.KEYRING, KeySource.ENVIRONMENT])
async def test_a_key_that_is_there_already_takes_the_welcome_away(
    make_desk: Callable[..., Desk], make_world: Callable[..., World], source: KeySource
):
    stored = source is KeySource.KEYRING
    world = make_world(key=KEY if stored else "", environment_key="" if stored else KEY)
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    assert welcome(desk) is not None
    await world.account.load()
    assert welcome(desk) is None
    assert desk.preferences.value.welcomed
    assert world.account.state.source is source
    assert desk.window.notices.texts() == []


async def test_without_a_key_the_welcome_stays(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    world = make_world(key="")
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    await world.account.load()
    assert welcome(desk) is not None
    assert not desk.preferences.value.welcomed


async def test_the_environment_wins_over_a_key_pasted_into_the_welcome(
    make_desk: Callable[..., Desk],
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
):
    world = make_world(key="", environment_key=KEY)
    desk = make_desk(world)
    gate, reached = asyncio.Event(), asyncio.Event()
    keep = world.secrets.set

    async def ask_first(api_url: str, key: str) -> None:
        reached.set()
        await gate.wait()
        await keep(api_url, key)

    monkeypatch.setattr(world.secrets, "set", ask_first)
    desk.account_flow.show_welcome()
    desk.serve()
    page = welcome(desk)
    assert page is not None
    type_key(page, PASTED)
    desk.button(page, "Continue").click()
    await desk.until(reached.is_set)
    await world.account.load()
    gate.set()
    await desk.settle()
    assert world.account.access().key == KEY
    assert welcome(desk) is None
    asked = [seen.headers["authorization"] for seen in world.lookalike.requests]
    assert asked == [f"Bearer {KEY}"]


async def test_a_pasted_key_that_the_service_takes_leads_on(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    world = make_world(key="")
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    await world.account.load()
    page = welcome(desk)
    assert page is not None
    type_key(page, KEY)
    desk.button(page, "Continue").click()
    await desk.until(lambda: welcome(desk) is None)
    assert world.account.access().key == KEY
    assert world.account.state.source is KeySource.KEYRING


async def test_a_double_click_on_keep_for_this_session_does_no_harm(
    make_desk: Callable[..., Desk],
    make_world: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
):
    world = make_world(key="")
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    await world.account.load()
    world.secrets.trouble = KeyringTrouble.MISSING
    page = welcome(desk)
    assert page is not None
    type_key(page, KEY)
    desk.button(page, "Continue").click()
    await desk.until(lambda: session_button(page).isVisibleTo(page))
    await desk.settle()
    gate = asyncio.Event()
    check = ApiClient.check_key
    asked = 0

    async def slow(*arguments: object) -> None:
        nonlocal asked
        asked += 1
        await gate.wait()
        await check(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ApiClient, "check_key", slow)
    session_button(page).click()
    page.session_requested.emit(KEY)  # the second click may come before the first task ran
    await desk.until(lambda: asked > 0)
    page.session_requested.emit(KEY)  # or after it
    gate.set()
    await desk.settle()
    assert welcome(desk) is None
    assert asked == 1
    assert world.errors == []
    assert desk.window.notices.texts() == []
    assert world.account.access().key == KEY
    assert world.account.state.source is KeySource.SESSION


async def test_a_refused_key_keeps_the_welcome_and_is_not_kept(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    world = make_world(key="")
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    await world.account.load()
    page = welcome(desk)
    assert page is not None
    type_key(page, PASTED)
    desk.button(page, "Continue").click()
    await desk.settle()
    assert welcome(desk) is page
    assert world.secrets.keys == {}
    assert world.account.state.source is KeySource.NONE
    assert desk.button(page, "Continue").isEnabled()


@pytest.mark.parametrize("pasted", [False, True])
async def test_an_ill_variable_says_that_it_wins_and_what_to_do(
    make_desk: Callable[..., Desk],
    make_world: Callable[..., World],
    caplog: pytest.LogCaptureFixture,
    pasted: bool,
):
    world = make_world(key="", environment_key="no key at all, \u2028")
    desk = make_desk(world)
    desk.account_flow.show_welcome()
    desk.serve()
    with caplog.at_level("WARNING"):
        await world.account.load()
    page = welcome(desk)
    assert page is not None
    if pasted:
        type_key(page, KEY)
        desk.button(page, "Continue").click()
        await desk.settle()
        assert world.secrets.keys == {world.account.api_url: KEY}  # for the next start
    [told] = [label.text() for label in page.findChildren(QLabel) if "WHISUL_API" in label.text()]
    assert "can't be an API key" in told
    assert "remove the variable" in told
    assert welcome(desk) is page
    assert desk.button(page, "Try the demo").isEnabled()
    assert world.errors == []


async def test_a_variable_that_the_service_refuses_is_named(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    world = make_world(key="", environment_key=PASTED)
    desk = make_desk(world)
    desk.serve()
    await world.account.load()
    with pytest.raises(AuthError):
        await world.account.test()
    [told] = desk.window.notices.texts()
    assert "refuses the key in WHISUL_API_KEY" in told
    assert "remove the variable" in told
