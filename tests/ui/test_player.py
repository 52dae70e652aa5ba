"""The player's own rules, on a stand-in for QMediaPlayer; the real one: test_player_sound.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from whisul_desktop.ui import sound
from whisul_desktop.ui.player import Player, PlayerState


class Media:
    """What the player asks of QMediaPlayer."""

    def __init__(self) -> None:
        self.did: list[object] = []

    def isSeekable(self) -> bool:
        return True

    def setPosition(self, milliseconds: int) -> None:
        self.did.append(milliseconds)

    def setSource(self, url: QUrl) -> None:
        self.did.append(url.toLocalFile())

    def setAudioOutput(self, output: None) -> None:
        self.did.append("let go of the output")

    def play(self) -> None:
        self.did.append("play")

    def pause(self) -> None:
        self.did.append("pause")

    def stop(self) -> None:
        self.did.append("stop")


@pytest.fixture
def media() -> Media:
    return Media()


@pytest.fixture
def player(qapp: object, media: Media, monkeypatch: pytest.MonkeyPatch) -> Player:
    made = Player()
    monkeypatch.setattr(made, "_backend", lambda: media)
    monkeypatch.setattr(sound, "has_device", lambda: True)
    monkeypatch.setattr(sound, "missing_library", lambda: None)
    made._media = media  # type: ignore[assignment]
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"x")
    return path


@pytest.mark.parametrize("name", ["missing.mp3", "https:/whisul.com/x", ".", "data:audio/mp3,x"])
def test_only_a_file_is_ever_given_to_qt(
    qtbot: QtBot, player: Player, media: Media, tmp_path: Path, name: str
) -> None:
    with qtbot.waitSignal(player.failed):
        player.play(tmp_path / name)
    assert media.did == []
    assert player.state is PlayerState.STOPPED


def test_old_positions_after_a_seek_are_not_shown(player: Player, file: Path) -> None:
    player.play(file)
    player._loaded = True
    shown: list[float] = []
    player.position_changed.connect(shown.append)
    player._on_position(1_000)
    player.seek(20.0)
    for milliseconds in (20_000, 0, 1_050, 20_010):
        player._on_position(milliseconds)
    assert shown == [1.0, 20.0, 20.0, 20.01]


def test_a_burst_of_seeks_is_two(qtbot: QtBot, player: Player, media: Media, file: Path) -> None:
    player.play(file)
    player._loaded = True
    media.did.clear()
    for second in range(50):
        player.seek(float(second))
    assert media.did == [0]
    qtbot.waitUntil(lambda: media.did == [0, 49_000])


def test_a_seek_before_the_file_is_open_waits(player: Player, media: Media, file: Path) -> None:
    player.play(file)
    player.seek(12.0)
    assert media.did == [str(file), "play"]
    shown: list[float] = []
    player.position_changed.connect(shown.append)
    player._on_position(0)
    assert shown == []
    player._loaded = True
    player._flush_seek()
    assert media.did[-1] == 12_000


def test_the_state_is_what_was_asked_for_at_once(
    qtbot: QtBot, player: Player, media: Media, file: Path
) -> None:
    states: list[PlayerState] = []
    player.state_changed.connect(states.append)
    player.play(file)
    player.pause()
    player.toggle()
    player.toggle()
    qtbot.waitUntil(lambda: media.did[-1] == "pause")
    player.stop()
    assert states == [
        PlayerState.PLAYING, PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.PAUSED,
        PlayerState.STOPPED,
    ]  # fmt: skip
    assert media.did[-1] == "stop"


def test_a_standstill_means_that_the_device_is_gone(
    qtbot: QtBot, player: Player, media: Media, file: Path
) -> None:
    player._watch._stall.setInterval(30)
    with qtbot.waitSignal(player.failed):
        player.play(file)
    assert player.state is PlayerState.PAUSED
    assert media.did[-2:] == ["let go of the output", "pause"]
    player.toggle()
    assert player.state is PlayerState.PLAYING
    player.pause()
    assert not player._watch.is_active


def test_release_forgets_the_file(player: Player, media: Media, file: Path) -> None:
    player.play(file)
    player.release()
    assert media.did[-1] == ""
    assert player.path is None
    media.did.clear()
    player.toggle()
    player.seek(3.0)
    player.stop()
    assert media.did == []
