"""Starting with the session, as the autostart specification wants it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.processes import wait_for
from whisul_desktop.desktop import autostart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XDG autostart")


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return tmp_path / "config" / "autostart" / "whisul-desktop.desktop"


def test_on_and_off(file: Path) -> None:
    assert not autostart.is_on()
    autostart.turn(False)
    autostart.turn(True)
    assert autostart.is_on()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    subprocess.run(["desktop-file-validate", file], check=True, timeout=20)
    autostart.turn(False)
    assert not file.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_turned_off_is_off(file: Path, line: str) -> None:
    autostart.turn(True)
    text = file.read_text()
    file.write_text(text.replace("X-GNOME-Autostart-enabled=true", line))
    assert not autostart.is_on()


def test_a_file_in_another_encoding_is_read_all_the_same(file: Path) -> None:
    autostart.turn(True)
    latin = file.read_bytes() + "Comment=schön\n".encode("latin-1")
    file.write_bytes(latin)
    assert autostart.is_on()
    file.write_bytes(latin + b"Hidden=true\n")
    assert not autostart.is_on()


def test_an_app_image_starts_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPIMAGE", "/opt/Whisul.AppImage")
    autostart.turn(True)
    assert "Exec=/opt/Whisul.AppImage --minimized\n" in file.read_text()


def test_without_one_the_program_of_this_environment(file: Path) -> None:
    program, *options = autostart.command()
    assert Path(program).is_absolute()
    assert options[-1] == "--minimized"


@pytest.mark.parametrize("name", ['a b "c" $HOME `d` \\', "ü – '; rm", "plain"])
def test_any_path_is_started_as_it_is(
    file: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By GLib, which starts what GNOME and others find in the folder."""
    program = tmp_path / name
    program.write_text(f'#!/bin/sh\nprintf %s "$*" > "{tmp_path}/said"\n')
    program.chmod(0o755)
    monkeypatch.setenv("APPIMAGE", str(program))
    autostart.turn(True)
    subprocess.run(["gio", "launch", file], check=True, timeout=20)
    said = tmp_path / "said"  # gio does not wait for what it starts
    wait_for(lambda: said.exists() and said.read_text(), "what was started to say so")
    assert said.read_text() == "--minimized"
    [tried] = re.findall("^TryExec=(.+)$", file.read_text(), re.MULTILINE)
    assert tried.replace("\\\\", "\\") == str(program)  # once it is removed, no session tries it


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("not a folder")
    with pytest.raises(OSError, match="config"):
        autostart.turn(True)
