"""Notifications on a real bus, as a service of the desktop is told them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desktop.conftest import Bus, StartService, until
from tests.desktop.recorder import Recorder
from whisul_desktop.core.presence import Deed, Done, Notification
from whisul_desktop.desktop import bus as bus_module
from whisul_desktop.desktop.freedesktop import Freedesktop

READY = Notification(
    "job1",
    "Midnight Grid is ready",
    "a trap song",
    Path("/media/a cover.jpg"),
    ((Deed.PLAY, "Play"), (Deed.SHOW, "Show")),
)


@pytest.fixture
async def desktop(bus: Bus, icon: Path) -> AsyncIterator[Freedesktop]:
    made = Freedesktop(icon)
    await made.open()
    yield made
    made.close()


async def test_a_ready_song_with_its_cover_and_buttons(
    desktop: Freedesktop, start_service: StartService, icon: Path
) -> None:
    service: Recorder = await start_service("actions", "body")
    await desktop.notify(READY)
    shown = service.recorded.last
    assert (shown.app, shown.title, shown.text) == (
        "Whisul", "Midnight Grid is ready", "a trap song",
    )  # fmt: skip
    assert shown.icon == icon.as_uri()
    assert shown.actions == ["default", "", "play", "Play", "show", "Show"]
    assert shown.hints == {
        "desktop-entry": "whisul-desktop",
        "urgency": 1,
        "category": "transfer.complete",
        "image-path": "file:///media/a%20cover.jpg",
        "suppress-sound": True,
    }


async def test_sound_only_where_it_is_wanted(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service()
    await desktop.notify(Notification("a", "ready", sound=True))
    assert service.recorded.last.hints["sound-name"] == "complete"
    assert "suppress-sound" not in service.recorded.last.hints
    await desktop.notify(Notification("b", "failed", sound=True, problem=True))
    assert service.recorded.last.hints["sound-name"] == "dialog-warning"
    assert service.recorded.last.hints["category"] == "transfer.error"


HOSTILE = "<b>bold</b> & <img src=file:///etc/passwd>\n\0\ud800 \u202e"


async def test_outside_text_is_shown_literally(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service("body-markup")
    await desktop.notify(Notification("a", HOSTILE, HOSTILE))
    shown = service.recorded.last
    # the title has no markup by the specification, the text has
    assert shown.title == "<b>bold</b> & <img src=file:///etc/passwd> ? \u202e"
    assert shown.text == "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=file:///etc/passwd&gt; ? \u202e"


async def test_a_service_without_markup_gets_it_as_it_is(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service("body")
    await desktop.notify(Notification("a", "title", "1 < 2 & <b>3</b>"))
    assert service.recorded.last.text == "1 < 2 & <b>3</b>"
    assert service.recorded.last.actions == []


async def test_a_text_of_100_kB_is_cut(desktop: Freedesktop, start_service: StartService) -> None:
    service: Recorder = await start_service("body-markup")
    await desktop.notify(Notification("a", "x" * 100_000, "&" * 100_000))
    assert service.recorded.last.title == "x" * 119 + "…"
    assert service.recorded.last.text == "&amp;" * 299 + "…"


async def test_the_same_key_takes_the_place_of_the_one_before(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service()
    await desktop.notify(Notification("a", "first"))
    await desktop.notify(Notification("b", "other"))
    await desktop.notify(Notification("a", "second"))
    first, other, second = service.recorded.shown
    assert (first.replaces, other.replaces, second.replaces) == (0, 0, first.id)


async def test_what_is_summed_up_is_closed(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service()
    for key in "abc":
        await desktop.notify(Notification(key, key))
    await desktop.notify(Notification("many", "4 ready", replaces=("a", "c", "never shown")))
    ids = {shown.title: shown.id for shown in service.recorded.shown}
    await until(lambda: service.recorded.closed == [ids["a"], ids["c"]])


async def test_buttons_and_the_click_on_it(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service("actions")
    done: list[Done] = []
    desktop.done.connect(done.append)
    await desktop.notify(READY)
    number = service.recorded.last.id
    service.ActionInvoked(number + 7, "play")  # another program's
    service.ActionInvoked(number, "play")
    await until(lambda: done)
    assert done == [Done(Deed.PLAY, "job1")]
    service.ActivationToken(number, "token of the desktop")
    service.ActionInvoked(number, "default")
    await until(lambda: len(done) > 1)
    assert done[1:] == [Done(Deed.SHOW, "job1", "token of the desktop")]
    await until(lambda: service.recorded.closed == [number, number])


async def test_an_action_that_we_never_offered_is_nothing(
    desktop: Freedesktop, start_service: StartService
) -> None:
    service: Recorder = await start_service("actions")
    done: list[Done] = []
    desktop.done.connect(done.append)
    await desktop.notify(READY)
    service.ActionInvoked(service.recorded.last.id, "inline-reply")
    service.ActionInvoked(service.recorded.last.id, "show")
    await until(lambda: done)
    assert done == [Done(Deed.SHOW, "job1")]


async def test_no_service_is_silent_and_one_that_comes_later_is_used(
    desktop: Freedesktop, start_service: StartService
) -> None:
    await desktop.notify(READY)
    service: Recorder = await start_service("actions")
    await desktop.notify(READY)
    assert len(service.recorded.shown) == 1


async def test_a_service_that_does_not_answer_holds_nobody(
    desktop: Freedesktop,
    start_service: StartService,
    monkeypatch: pytest.MonkeyPatch,
    bus: Bus,
) -> None:
    service: Recorder = await start_service("actions")
    await desktop.notify(READY)
    monkeypatch.setattr(bus_module, "ANSWER_LIMIT", 0.1)
    bus.process.send_signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(10):
            await desktop.notify(READY)
    finally:
        bus.process.send_signal(signal.SIGCONT)
    # what nobody waited for still arrives: not while the service is taken down
    await until(lambda: len(service.recorded.shown) == 2)


async def test_a_bus_that_goes_away_is_silent(
    desktop: Freedesktop, start_service: StartService, bus: Bus
) -> None:
    await desktop.notify(READY)
    bus.process.kill()
    bus.process.wait()
    async with asyncio.timeout(10):
        await desktop.watch()
    await desktop.notify(READY)
    await desktop.withdraw_media_keys()
