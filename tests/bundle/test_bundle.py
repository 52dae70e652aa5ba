"""The program as it is shipped does what it does from source, without any of this machine's Python.

It is started by the command of its desktop entry, from the files of the .deb.
"""

from __future__ import annotations

import configparser
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import test_demo, test_language, test_main_job, test_try_out
from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.service import Service


@pytest.fixture
def start_bundle(start_app: StartApp, tree: Path) -> StartApp:
    """`start_app` for the bundle."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(tree / "usr/share/applications/whisul-desktop.desktop", encoding="utf-8")
    program = shlex.split(entry["Desktop Entry"]["Exec"])

    def start(*arguments: str, environment: Mapping[str, str] | None = None, **more: Any) -> App:
        path = {"PATH": f"{tree}/usr/bin:/usr/bin:/bin"}
        environment = {**path, **(environment or {})}
        return start_app(*arguments, program=program, environment=environment, **more)

    return start


def test_first_song(
    desktop: Desktop, service: Service, start_bundle: StartApp, tmp_path: Path
) -> None:
    test_main_job.test_first_song(desktop, service, start_bundle, tmp_path)


def test_song_of_the_demo(desktop: Desktop, start_bundle: StartApp, tmp_path: Path) -> None:
    test_demo.test_demo_song(desktop, start_bundle, tmp_path)


def test_it_speaks_german(start_bundle: StartApp) -> None:
    # the characters' encoding apart: the machine may have no German locale
    app = start_bundle("--demo", environment=test_language.GERMAN | {"LC_CTYPE": "C.UTF-8"})
    app.find("Erzeugen", role="button")
    app.find("Noch keine Songs")
    app.wait_until_active()
    app.key("ctrl+comma")
    app.find("Einstellungen", role="dialog", states=["active"])
    app.key("Escape")
    assert app.quit()[0] == 0


def test_it_tries_itself_out(desktop: Desktop, start_bundle: StartApp, tmp_path: Path) -> None:
    test_try_out.test_it_makes_and_plays_a_song_and_ends(desktop, start_bundle, tmp_path)


def test_what_it_opens_gets_the_systems_libraries(
    start_bundle: StartApp, tree: Path, tmp_path: Path
) -> None:
    opened = tmp_path / "opened"
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f"#!/bin/sh\nenv >{opened}.part && mv {opened}.part {opened}\n", "utf-8")
    opener.chmod(0o755)
    app = start_bundle(
        "--demo", environment={"PATH": f"{opener.parent}:{tree}/usr/bin:/usr/bin:/bin"}
    )
    app.find("Generate", states=["enabled"])
    app.wait_until_active()
    app.key("ctrl+comma")
    app.press("Open", role="button")
    app.wait_for(opened.exists, "the data folder to be opened")
    names = {line.split("=")[0] for line in opened.read_text(encoding="utf-8").splitlines()}
    assert "PATH" in names
    assert not names & {"LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"}
    app.key("Escape")
    assert app.quit()[0] == 0
