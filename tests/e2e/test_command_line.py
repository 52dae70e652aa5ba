"""The program from outside: options, signals, a session without a keyring, the keyboard alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.canary import files_holding
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.main_job import (
    READY_WITHIN,
    generate,
    newest_row,
    prepare,
    wait_for_status,
)
from tests.e2e.service import Service
from tests.e2e.sound import Recorder
from whisul_desktop import __version__


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program where there is neither screen nor session."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
    }
    return subprocess.run(
        [sys.executable, "-m", "whisul_desktop", *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.split(), done.stderr) == (
        0,
        ["whisul-desktop", __version__],
        "",
    )


def test_help_names_every_option() -> None:
    done = run("--help")
    assert done.returncode == 0
    for option in ("--demo", "--api-url", "--data-dir", "--log-level", "--version"):
        assert option in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--no-such-option"], "--no-such-option"),
        (["a-word"], "a-word"),
        (["--api-url"], "--api-url"),
        (["--api-url", "http://example.com/api"], "http://example.com/api"),
        (["--api-url", "ftp://127.0.0.1/api"], "ftp://127.0.0.1/api"),
        (["--api-url", "not a url"], "not a url"),
        (["--api-url", "https://"], "https://"),
        (["--log-level", "loud"], "loud"),
        (["--data-dir", __file__], __file__),
    ],
)
def test_bad_options(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("whisul-desktop: ")
    assert said in line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_in_order(
    number: signal.Signals, desktop: Desktop, start_app: StartApp, tmp_path: Path
) -> None:
    with Service(seconds=(600, 600), failure_rate=0) as service:
        app = start_app(environment=prepare(tmp_path / "data", service))
        generate(app, "a song that takes long")
        wait_for_status(app, "a song that takes long", "Generating")
        app.wait_for(service.polls, "the job to be asked for")
        code, took = app.quit(app.send(number))
        assert code == 0
        assert took < 2.0
        assert not list((tmp_path / "data").glob("*.sqlite3-wal")), "the database was not closed"


def test_without_a_keyring_the_key_is_kept_for_the_session(
    desktop: Desktop, service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    no_bus = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={desktop.folder / 'no-such-bus'}"}
    app = start_app("--api-url", service.url, environment=no_bus, expected_log="keyring")
    app.click("API key")
    app.type(service.key)
    app.press("Continue")
    app.find(pattern=r"keyring")  # why, in words
    offer = app.find(pattern=r"this session", role="button")
    offer.press()
    app.find("Prompt")
    generate(app, "rain on a tin roof")
    wait_for_status(app, "rain on a tin roof", "Generating")
    [request] = service.requests("POST", "/generate")
    assert request.headers["authorization"] == f"Bearer {service.key}"
    assert app.quit()[0] == 0
    assert not files_holding(tmp_path, service.key)
    assert not files_holding(desktop.folder / "home", service.key)


def test_main_job_by_keyboard_alone(
    desktop: Desktop, service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    app = start_app("--api-url", service.url)
    app.wait_until_active()
    app.tab_to("API key")
    app.type(service.key)
    app.key("Return")
    app.find("Prompt")
    app.tab_to("Prompt")
    app.type("brass and strings")
    app.key("ctrl+Return")
    app.wait_for(
        lambda: newest_row(app)["Status"].text == "Ready",
        "the song to be ready",
        seconds=READY_WITHIN,
    )
    app.tab_to("Jobs", role="table")
    app.key("Home")
    app.wait_for(lambda: newest_row(app)["Title"].selected, "the row to be selected")
    with Recorder(desktop, tmp_path / "played.raw") as recorder:
        app.key("Return")
        app.find("Pause", states=["enabled"])
        recorder.wait_for_sound()
        app.key("space")
        app.find("Play", states=["enabled"])
        recorder.wait_for_silence()
    saved = tmp_path / "By keyboard.mp3"
    app.tab_to("Save…", role="button")
    app.key("space")
    app.find("File name:", role="text", states=["focused"])
    app.key("ctrl+a")
    app.type(str(saved))
    app.key("Return")
    app.wait_for(saved.is_file, "the saved song")
    assert saved.read_bytes()[:3] == b"ID3"
    code, took = app.quit()
    assert code == 0
    assert took < 2.0
