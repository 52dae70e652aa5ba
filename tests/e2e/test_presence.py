"""The desktop around the app: notifications, media keys, the second start, out of the way."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from tests.canary import CANARY
from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.main_job import generate, prepare
from tests.e2e.processes import NotYet, wait_for
from tests.e2e.service import Service
from tests.e2e.sound import Recorder


@dataclass
class Notifications:
    """The recording service on the desktop's bus."""

    process: Popen[bytes]
    log: Path

    def shown(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def click(self, number: int, action: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number} {action}\n".encode())
        self.process.stdin.flush()


@pytest.fixture
def notifications(desktop: Desktop, tmp_path: Path) -> Iterator[Notifications]:
    log = tmp_path / "notifications.jsonl"
    with log.open("wb") as out:
        process = desktop.processes.start(
            [sys.executable, "-m", "tests.desktop.recorder"],
            name="notifications", stdin=PIPE, stdout=out, cwd=REPOSITORY,
        )  # fmt: skip
    wait_for(lambda: desktop._has_name("org.freedesktop.Notifications"), "the service")
    yield Notifications(process, log)
    desktop.processes.end(process)
    wait_for(lambda: not desktop._has_name("org.freedesktop.Notifications"), "its end")


def playerctl(desktop: Desktop, *words: str) -> str:
    try:
        return desktop.processes.run("playerctl", "--player=whisul", *words).strip()
    except RuntimeError as trouble:
        raise NotYet(str(trouble)) from trouble


def settings(data: Path, **fields: object) -> None:
    data.mkdir(exist_ok=True)
    path = data / "settings.json"
    told = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(told | fields), encoding="utf-8")


def is_visible(desktop: Desktop, app: App) -> bool:
    found = desktop.processes.run("sh", "-c", f"xdotool search --onlyvisible --pid {app.pid}; true")
    return bool(found.strip())


def test_a_song_that_got_ready_elsewhere_is_told_and_plays_at_a_click(
    desktop: Desktop, service: Service, start_app: StartApp, notifications: Notifications,
    tmp_path: Path,
) -> None:  # fmt: skip
    environment = prepare(tmp_path / "data", service)
    app = start_app(environment=environment)
    generate(app, "while I look")
    app.wait_for(lambda: app.row("Ready"), "a song", seconds=60)
    app.wait_for(lambda: playerctl(desktop, "status"), "the media keys")

    with Recorder(desktop, tmp_path / "played.raw") as recorder:
        app.focus("Prompt")
        app.type("while I am elsewhere")
        app.key("ctrl+Return")
        desktop.processes.run("xdotool", "getactivewindow", "windowminimize")
        [told] = wait_for(notifications.shown, "a notification", seconds=60)
        assert told["title"].endswith(" is ready")
        assert told["text"] == "while I am elsewhere"
        assert told["actions"] == ["default", "", "play", "Play", "show", "Show"]
        assert Path(told["hints"]["image-path"].removeprefix("file://")).is_file()
        notifications.click(told["id"], "play")
        recorder.wait_for_sound()
        title = told["title"].removesuffix(" is ready")
        wait_for(lambda: playerctl(desktop, "metadata", "title") == title, "what plays")
        assert playerctl(desktop, "status") == "Playing"
        cover = playerctl(desktop, "metadata", "mpris:artUrl")
        assert Path(cover.removeprefix("file://")).is_file()
        playerctl(desktop, "pause")
        recorder.wait_for_silence()
        playerctl(desktop, "position", "20")
        wait_for(lambda: float(playerctl(desktop, "position")) == pytest.approx(20, abs=1), "there")
        playerctl(desktop, "volume", "0.3")
        wait_for(lambda: playerctl(desktop, "volume") == "0.300000", "the volume")
    notifications.click(told["id"], "default")
    app.wait_until_active()
    assert float(app.find("Volume").value) == 30
    code, took = app.quit(lambda: desktop.processes.run(
        "dbus-send", "--session", "--print-reply", "--dest=org.mpris.MediaPlayer2.whisul",
        "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Quit"))  # fmt: skip
    assert (code, took < 2) == (0, True)
    assert len(notifications.shown()) == 1


def test_a_second_start_brings_the_first_forward(
    desktop: Desktop, start_app: StartApp, tmp_path: Path
) -> None:
    settings(tmp_path / "data", welcomed=True)
    first = start_app("--demo")
    first.wait_until_active()
    desktop.processes.run("xdotool", "getactivewindow", "windowminimize")
    wait_for(lambda: not is_visible(desktop, first), "the window to go")
    quiet = start_app("--demo", "--minimized")
    assert quiet.process.wait(30) == 0
    assert not is_visible(desktop, first)
    second = start_app("--demo", "--api-url=https://other.example/api")
    assert second.process.wait(30) == 0
    first.wait_until_active()
    first.find(pattern="Another start asked for the service at https://other.example/api")
    first.process.send_signal(signal.SIGKILL)
    first.process.wait(30)
    third = start_app("--demo")
    third.find("Prompt")
    assert third.quit()[0] == 0


def test_started_out_of_the_way(desktop: Desktop, start_app: StartApp, tmp_path: Path) -> None:
    """Minimized; where closing means the tray and there is none, minimized too."""
    for close_to_tray in (False, True):
        data = tmp_path / f"data {close_to_tray}"
        settings(data, welcomed=True, close_to_tray=close_to_tray)
        app = start_app("--demo", "--minimized", data_dir=data)
        app.wait_for(lambda: playerctl(desktop, "status"), "the media keys")
        assert not is_visible(desktop, app)
        second = start_app("--demo", data_dir=data)
        assert second.process.wait(30) == 0
        app.wait_until_active()
        assert app.quit()[0] == 0


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
def test_without_a_session_bus(start_app: StartApp, tmp_path: Path, address: str) -> None:
    settings(tmp_path / "data", welcomed=True)
    app = start_app("--demo", environment={"DBUS_SESSION_BUS_ADDRESS": address})
    app.wait_until_active()
    wait_for(lambda: "no session bus" in app.log_text(), "the app to look for a bus")
    code, took = app.quit()
    assert (code, took < 2) == (0, True)


def test_the_switches(desktop: Desktop, start_app: StartApp, tmp_path: Path) -> None:
    settings(tmp_path / "data", welcomed=True)
    app = start_app(environment={"WHISUL_API_KEY": CANARY})
    app.wait_for(lambda: playerctl(desktop, "status"), "the media keys")
    app.key("ctrl+comma")
    app.press("Media keys and the system's player control Whisul")

    def is_off() -> bool:
        try:
            return not playerctl(desktop, "status")
        except NotYet:
            return True

    app.wait_for(is_off, "the media keys to go")
    file = Path(desktop.environment["XDG_CONFIG_HOME"]) / "autostart" / "whisul-desktop.desktop"
    assert not file.exists()
    app.press("Start with my session, out of the way")
    app.wait_for(file.exists, "the autostart file")
    assert "--minimized" in file.read_text()
    app.press("Start with my session, out of the way")
    app.wait_for(lambda: not file.exists(), "the autostart file to go")
    app.press("Close")
    app.wait_until_active()
    assert app.quit()[0] == 0


def test_closing_leaves_it_in_the_tray(
    desktop: Desktop, start_app: StartApp, tmp_path: Path
) -> None:
    icons = tmp_path / "icons"
    with icons.open("wb") as out:
        tray = desktop.processes.start(
            [sys.executable, "-m", "tests.desktop.recorder", "tray"],
            name="tray", stdout=out, cwd=REPOSITORY,
        )  # fmt: skip
    wait_for(lambda: desktop._has_name("org.kde.StatusNotifierWatcher"), "the tray")
    settings(tmp_path / "data", welcomed=True, close_to_tray=True)
    app = start_app("--demo", "--minimized")
    address = app.wait_for(lambda: icons.read_text("utf-8").strip(), "the icon")
    assert not is_visible(desktop, app)

    def activate() -> None:
        desktop.processes.run(
            "dbus-send", "--session", "--print-reply", f"--dest={address}",
            "/StatusNotifierItem", "org.kde.StatusNotifierItem.Activate", "int32:0", "int32:0",
        )  # fmt: skip

    activate()
    app.wait_for(lambda: is_visible(desktop, app), "the window")
    app.find("Prompt", states=["focused"])
    app.key("alt+F4")
    app.wait_for(lambda: not is_visible(desktop, app), "the window to go")
    activate()
    app.wait_for(lambda: is_visible(desktop, app), "the window again")
    assert app.quit(lambda: app.key("ctrl+q"))[0] == 0
    desktop.processes.end(tray)
