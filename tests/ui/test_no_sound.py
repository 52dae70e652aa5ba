"""Where the sound libraries of the system are missing, the player says so and all else works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from whisul_desktop.ui.diagnostics_dialog import facts
from whisul_desktop.ui.player import Player, PlayerState
from whisul_desktop.ui.theme import Look


@pytest.fixture
def no_sound_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)


@pytest.mark.usefixtures("qtbot", "no_sound_libraries")
def test_playing_says_what_is_missing(tmp_path: Path):
    song = tmp_path / "song.mp3"
    song.write_bytes(b"ID3")
    player = Player()
    said: list[str] = []
    player.failed.connect(said.append)
    player.prepare()
    player.play(song)
    player.toggle()
    player.pause()
    player.seek(3)
    player.set_volume(10)
    player.set_muted(True)
    player.release()
    player.close()
    assert len(said) == 1
    assert "a sound library is missing" in said[0]
    assert "QtMultimedia" in said[0]
    assert player.state is PlayerState.STOPPED
    assert player.path is None


@pytest.mark.usefixtures("no_sound_libraries")
def test_diagnostics_say_so_too(qtbot: QtBot, look: Look):
    assert "QtMultimedia" in dict(facts(look))["sound outputs"]
