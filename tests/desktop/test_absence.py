"""A desktop that lacks things: nothing is raised, nothing is logged above INFO."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from whisul_desktop.core.presence import Activity, Notification, NowPlaying
from whisul_desktop.desktop import bus as bus_module
from whisul_desktop.desktop.freedesktop import Freedesktop


async def use(desktop: Freedesktop) -> None:
    await desktop.open()
    await desktop.notify(Notification("a", "title"))
    await desktop.offer_media_keys(NowPlaying(), lambda: 0.0)
    desktop.show_playing(NowPlaying("b", "song"))
    desktop.show_jump(1.0)
    desktop.show_activity(Activity(3, 0.5))
    await desktop.withdraw_media_keys()
    await desktop.watch()
    desktop.close()


@pytest.mark.parametrize(
    "address", [None, "", "garbage", "unix:path=/nowhere/bus", "tcp:host=,port=x", "unix:"]
)
async def test_no_bus(address: str | None, icon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    async with asyncio.timeout(10):
        await use(Freedesktop(icon))


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"REJECTED\r\n" * 3])
async def test_what_listens_is_no_bus(
    says: bytes, icon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        writer.close()

    server = await asyncio.start_unix_server(answer, tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
    async with asyncio.timeout(10):
        await use(Freedesktop(icon))
    server.close()


async def test_a_bus_that_never_answers(
    icon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "ANSWER_LIMIT", 0.1)
    writers: list[asyncio.StreamWriter] = []

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)

    server = await asyncio.start_unix_server(say_nothing, tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
    async with asyncio.timeout(10):
        await use(Freedesktop(icon))
    [writer] = writers
    writer.close()
    server.close()
