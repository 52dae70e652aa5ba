"""The words at the bottom: what is under way, what is waited for and how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.services.conftest import World
from tests.ui.library_fixtures import ready
from tests.ui.window_fixtures import Desk
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import (
    AuthError,
    DiskFull,
    NoApiKey,
    ProtocolError,
    RateLimited,
    TransportError,
    WhisulError,
)
from whisul_desktop.core.types import JobStatus, Outlook, Song
from whisul_desktop.demo.faults import Answer, Drop
from whisul_desktop.services import outbox
from whisul_desktop.ui import wording
from whisul_desktop.ui.status_line import StatusLine


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    return serve(make_desk(make_world()))


def serve(desk: Desk) -> Desk:
    desk.line = StatusLine(desk.window, desk.world.library, desk.backend)  # type: ignore[attr-defined]
    desk.serve()
    services = desk.backend.services
    assert services is not None
    desk.line.on_services(services)  # type: ignore[attr-defined]
    return desk


def said(desk: Desk) -> str:
    desk.line.refresh()  # type: ignore[attr-defined]
    return desk.window.status.text()


@pytest.mark.parametrize(
    ("trouble", "seconds", "words"),
    [
        (None, 4.2, "Checking again in 4 s"),
        (None, 0.2, "Checking now"),
        (None, None, "Checking now"),
        (RateLimited(20), 19.6, "The service asks to wait 20 s"),
        (TransportError("x", sent=False), 12.0, "Offline, trying again in 12 s"),
        (ProtocolError("HTML"), 0.0, "Offline, trying again now"),
        (NoApiKey(), None, "Waiting for an API key"),
        (AuthError(), None, "Waiting for an API key"),
    ],
)
def test_outlook(trouble: Any, seconds: float | None, words: str) -> None:
    assert wording.outlook_text(Outlook(trouble, seconds)) == words


async def test_a_running_job_is_looked_at_again(desk: Desk):
    desk.world.lookalike.plan(seconds=3600)
    await desk.world.start()
    [job_id] = await desk.world.generation.submit("runs")
    await desk.world.until_status(job_id, JobStatus.RUNNING)
    # every 20 ms here
    await desk.until(lambda: said(desk) == "1 generating · Checking now")


async def test_without_a_key_it_says_that_it_waits_for_one(
    make_desk: Callable[..., Desk], make_world: Callable[..., World]
):
    desk = serve(make_desk(make_world(key="")))
    await desk.world.start()
    assert said(desk) == ""  # nothing is to be asked
    await desk.world.generation.submit("nobody to send it to")
    assert said(desk) == "1 waiting to be sent · Waiting for an API key"
    assert not desk.line._timer.isActive()  # type: ignore[attr-defined]


async def test_a_refused_key_is_waited_for_whatever_was_the_trouble_before(desk: Desk):
    desk.world.lookalike.plan(seconds=3600)
    await desk.world.start()
    [job_id] = await desk.world.generation.submit("runs")
    await desk.world.until_status(job_id, JobStatus.RUNNING)
    desk.world.lookalike.script("GET /jobs", Drop(), times=None)
    await desk.until(lambda: "Offline" in said(desk) and desk.window.notices.texts())
    desk.world.lookalike.key = "wsk_the_new_key_4711"
    desk.world.lookalike.heal()
    await desk.until(lambda: desk.world.account.state.refused)
    assert said(desk) == "1 generating · Waiting for an API key"
    assert not [text for text in desk.window.notices.texts() if "can't be reached" in text]
    assert desk.world.following.connection.trouble is None
    outlook = desk.world.following.outlook(job_id)
    assert outlook is not None
    assert isinstance(outlook.trouble, AuthError)
    await desk.world.account.set_key("wsk_the_new_key_4711")
    await desk.until(lambda: said(desk) == "1 generating · Checking now")


async def test_a_wait_that_the_service_asks_for_is_counted_down(desk: Desk):
    desk.world.lookalike.script("POST /generate", Answer(429, headers={"retry-after": "500"}))
    await desk.world.start()
    await desk.world.generation.submit("too many")
    await desk.until(lambda: desk.world.generation.next_try)
    assert said(desk) == "1 waiting to be sent · The service asks to wait 500 s"
    assert desk.window.notices.texts() == []
    assert desk.line._timer.isActive()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TransportError("no route", sent=False), "Offline, trying again in 700 s"),
        (DiskFull("no room"), "Sending on in 700 s"),
    ],
)
async def test_prompts_that_wait_say_for_what(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: WhisulError, words: str
):
    for name in ("OFFLINE_FIRST", "OFFLINE_MOST", "STORE_PAUSE"):
        monkeypatch.setattr(outbox, name, 700.0)

    async def refuse(*_: object) -> str:
        raise error

    target = (ApiClient, "submit") if isinstance(error, TransportError) else (
        type(desk.world.library), "claim"
    )  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(*target, refuse)
        await desk.world.start()
        await desk.world.generation.submit("cut off")
        await desk.until(lambda: desk.world.generation.next_try)
        assert said(desk) == f"1 waiting to be sent · {words}"
        offline = [text for text in desk.window.notices.texts() if "can't be reached" in text]
        assert len(offline) == isinstance(error, TransportError)
    desk.world.following.wake()
    if offline:  # the notice goes by itself
        await desk.until(lambda: desk.window.notices.texts() == [])


async def test_what_is_in_recently_deleted_does_not_wait(desk: Desk):
    generation = desk.world.generation
    ids = await generation.submit_batch(["one", "two", "three"])
    assert said(desk).startswith("3 waiting to be sent")
    await generation.cancel(ids[:2])
    assert said(desk).startswith("1 waiting to be sent")
    await generation.uncancel(ids[:1])
    assert said(desk).startswith("2 waiting to be sent")
    desk.world.library.update(ids[0], lambda job: replace(job, deleted_at=1.0))
    assert said(desk).startswith("1 waiting to be sent")


def test_a_moment_that_has_passed_is_now() -> None:
    look = Outlook(TransportError("x", sent=True), max(0.0, -time.monotonic()))
    assert wording.outlook_text(look) == "Offline, trying again now"


async def test_how_many_songs_there_are_and_how_long(desk: Desk):
    songs = [ready(f"{n}", song=Song("Rain", None, 167.0, ())) for n in range(1_000)]
    gone = ready("gone", song=Song("Rain", None, 1e6, ()), deleted_at=1.0)
    desk.world.library.add([*songs[:3], ready("?", song=Song("Rain", None, None, ())), gone])
    await desk.until(lambda: said(desk) == "4 songs · 8 min")
    desk.world.library.add(songs[3:-1])
    await desk.until(lambda: said(desk).replace(",", "") == "1000 songs · 46 h")
    desk.world.library.withdraw([*(song.id for song in songs[1:-1]), "?"])
    await desk.until(lambda: said(desk) == "1 songs · 3 min")
