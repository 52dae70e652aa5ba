"""MPRIS on a real bus, asked by playerctl and watched by another connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus

from tests.desktop.conftest import Bus, until
from whisul_desktop.core.presence import Activity, Key, NowPlaying, Play, Pressed
from whisul_desktop.desktop.freedesktop import Freedesktop

SONG = NowPlaying(
    "0f3a",
    "Midnight <Grid> & more",
    ("trap", "dark"),
    Path("/media/a cover.jpg"),
    167.25,
    Play.PLAYING,
    0.5,
)
NAME = "org.mpris.MediaPlayer2.whisul"
PATH = "/org/mpris/MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"


async def playerctl(*words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "playerctl", "--player=whisul", *words, stdout=-1, stderr=-1
    )
    said, complained = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, complained
    return said.decode().rstrip("\n")


class Peer:
    """Another program on the bus: calls, and notes the signals of the player."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self.signals: list[tuple[str, list[Any]]] = []
        bus.add_message_handler(self._hear)

    def _hear(self, message: Message) -> None:
        if message.member in ("PropertiesChanged", "Seeked", "Update"):
            self.signals.append((message.member, message.body))

    async def call(self, to: str, path: str, interface: str, member: str, signature: str = "",
                   *body: Any) -> Message:  # fmt: skip
        message = Message(to, path, interface, member, signature=signature, body=list(body))
        return await self._bus.call(message)

    async def player(self, member: str, signature: str = "", *body: Any) -> Message:
        return await self.call(NAME, PATH, PLAYER, member, signature, *body)

    async def get(self, interface: str, name: str) -> Any:
        answer = await self.call(
            NAME, PATH, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name
        )
        return answer.body[0].value


@pytest.fixture
async def peer(bus: Bus) -> AsyncIterator[Peer]:
    connection = await MessageBus(bus.address).connect()
    made = Peer(connection)
    for rule in (f"path='{PATH}'", "interface='com.canonical.Unity.LauncherEntry'"):
        await made.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                        "AddMatch", "s", f"type='signal',{rule}")  # fmt: skip
    yield made
    connection.disconnect()


@pytest.fixture
async def desktop(bus: Bus, icon: Path) -> AsyncIterator[Freedesktop]:
    made = Freedesktop(icon)
    await made.open()
    yield made
    made.close()


@pytest.fixture
def pressed(desktop: Freedesktop) -> list[Pressed]:
    heard: list[Pressed] = []
    desktop.pressed.connect(heard.append)
    return heard


async def test_playerctl_reads_the_song(desktop: Freedesktop) -> None:
    await desktop.offer_media_keys(SONG, lambda: 42.5)
    line = "{{title}}|{{mpris:length}}|{{mpris:artUrl}}|{{xesam:genre}}|{{status}}|{{volume}}"
    assert await playerctl("metadata", "--format", line) == (
        "Midnight <Grid> & more|167250000|file:///media/a%20cover.jpg|trap, dark|Playing|0.5"
    )
    # playerctl adds what it takes itself
    assert 42.5 <= float(await playerctl("position")) < 44


async def test_playerctl_commands(desktop: Freedesktop, pressed: list[Pressed]) -> None:
    await desktop.offer_media_keys(SONG, lambda: 42.5)
    for words in (
        ["play"], ["pause"], ["play-pause"], ["stop"], ["next"], ["previous"],
        ["position", "60"], ["position", "10+"], ["position", "10-"], ["volume", "0.25"],
    ):  # fmt: skip
        await playerctl(*words)
    await until(lambda: len(pressed) == 10)
    assert pressed == [
        Pressed(Key.PLAY), Pressed(Key.PAUSE), Pressed(Key.PLAY_PAUSE), Pressed(Key.STOP),
        Pressed(Key.NEXT), Pressed(Key.PREVIOUS), Pressed(Key.SEEK_TO, 60.0),
        Pressed(Key.SEEK_TO, 52.5), Pressed(Key.SEEK_TO, 32.5), Pressed(Key.VOLUME, 0.25),
    ]  # fmt: skip


async def test_what_the_specification_says_of_odd_wishes(
    desktop: Freedesktop, peer: Peer, pressed: list[Pressed]
) -> None:
    await desktop.offer_media_keys(SONG, lambda: 160.0)
    await peer.player("Seek", "x", 30_000_000)  # beyond the end
    await peer.player("Seek", "x", -500_000_000)
    track = (await peer.get(PLAYER, "Metadata"))["mpris:trackid"].value
    await peer.player("SetPosition", "ox", "/another/track", 1_000_000)
    await peer.player("SetPosition", "ox", track, -1)
    await peer.player("SetPosition", "ox", track, 900_000_000)
    await peer.player("SetPosition", "ox", track, 1_000_000)
    await until(lambda: len(pressed) == 3)
    assert pressed == [Pressed(Key.NEXT), Pressed(Key.SEEK_TO, 0.0), Pressed(Key.SEEK_TO, 1.0)]


async def test_raise_and_quit(desktop: Freedesktop, peer: Peer, pressed: list[Pressed]) -> None:
    await desktop.offer_media_keys(NowPlaying(), lambda: 0.0)
    for member in ("Raise", "Quit"):
        await peer.call(NAME, PATH, "org.mpris.MediaPlayer2", member)
    await until(lambda: len(pressed) == 2)
    assert [press.key for press in pressed] == [Key.RAISE, Key.QUIT]
    root = "org.mpris.MediaPlayer2"
    assert await peer.get(root, "Identity") == "Whisul"
    assert await peer.get(root, "DesktopEntry") == "whisul-desktop"
    assert await peer.get(root, "SupportedUriSchemes") == []


async def test_only_what_changed_is_told(desktop: Freedesktop, peer: Peer) -> None:
    await desktop.offer_media_keys(SONG, lambda: 0.0)
    desktop.show_playing(SONG)
    desktop.show_playing(replace(SONG, state=Play.PAUSED))
    desktop.show_jump(12.5)
    desktop.show_playing(replace(SONG, state=Play.PAUSED, volume=1.0))
    desktop.show_playing(NowPlaying())
    await until(lambda: len(peer.signals) == 4)
    (first, paused), jumped, (_, louder), (_, empty) = peer.signals
    assert first == "PropertiesChanged"
    assert {name: value.value for name, value in paused[1].items()} == {"PlaybackStatus": "Paused"}
    assert jumped == ("Seeked", [12_500_000])
    assert list(louder[1]) == ["Volume"]
    assert set(empty[1]) == {"PlaybackStatus", "Metadata", "CanSeek"}
    assert list(empty[1]["Metadata"].value) == ["mpris:trackid"]


async def test_switched_off_and_on_again(desktop: Freedesktop, peer: Peer) -> None:
    await desktop.offer_media_keys(SONG, lambda: 0.0)
    assert await peer.get(PLAYER, "PlaybackStatus") == "Playing"
    await desktop.withdraw_media_keys()
    answer = await peer.player("Play")
    assert answer.error_name == "org.freedesktop.DBus.Error.ServiceUnknown"
    desktop.show_playing(replace(SONG, volume=1.0))
    await desktop.offer_media_keys(SONG, lambda: 0.0)
    assert await peer.get(PLAYER, "PlaybackStatus") == "Playing"
    assert peer.signals == []


async def test_two_of_us_have_two_names(desktop: Freedesktop, icon: Path) -> None:
    other = Freedesktop(icon)
    await other.open()
    await desktop.offer_media_keys(SONG, lambda: 0.0)
    await other.offer_media_keys(replace(SONG, title="Demo"), lambda: 0.0)
    titles = await playerctl("--all-players", "metadata", "title")
    assert sorted(titles.splitlines()) == ["Demo", "Midnight <Grid> & more"]
    other.close()


async def test_the_launcher_hears_of_running_songs(desktop: Freedesktop, peer: Peer) -> None:
    desktop.show_activity(Activity(3, 0.25))
    desktop.show_activity(Activity())
    await until(lambda: len(peer.signals) == 2)
    told = [
        (body[0], {name: value.value for name, value in body[1].items()})
        for _, body in peer.signals
    ]
    address = "application://whisul-desktop.desktop"
    assert told == [
        (address, {"count": 3, "count-visible": True, "progress": 0.25, "progress-visible": True}),
        (address, {"count": 0, "count-visible": False, "progress": 0.0, "progress-visible": False}),
    ]
