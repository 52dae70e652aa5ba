"""The list is in the first frame, as it was left: pixel for pixel what the live list shows."""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests.benchmarks import probe
from tests.benchmarks.dataset import make
from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.store.snapshots import snapshot_path

SLOW = (sys.executable, "-m", "tests.e2e.slow_library")
PROBED = (sys.executable, "-m", "tests.benchmarks.run_app", "app")
NOBODY = "http://127.0.0.1:9/api"
KEY = {"WHISUL_API_KEY": "key-of-the-benchmark"}


@dataclass
class Eye:
    """Looks at where the list is."""

    desktop: Desktop
    folder: Path
    place: QRect  # in the window, device pixels

    @classmethod
    def of(cls, desktop: Desktop, data: Path, folder: Path, scale: int) -> Eye:
        numbers = snapshot_path(data).read_bytes().split(b"\n")[1].split()
        return cls(desktop, folder, QRect(*(scale * int(number) for number in numbers[2:6])))

    def look(self) -> QImage:
        """The list; the pointer is elsewhere."""
        run, path = self.desktop.processes.run, self.folder / "window.png"
        window = run("xdotool", "search", "--onlyvisible", "--name", "^Whisul$").split()[-1]
        run("import", "-silent", "-window", window, path)
        return QImage(str(path)).copy(self.place)

    def is_window_there(self) -> bool:
        try:
            return bool(self.look().size().isValid())
        except RuntimeError:
            return False


def first_frame(app: App, eye: Eye) -> QImage:
    app.wait_for(eye.is_window_there, "a window", seconds=10)
    return eye.look()


def leave(app: App) -> None:
    code, _seconds = app.quit(app.send(signal.SIGTERM))
    assert code == 0


def colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 3)
                for y in range(0, image.height(), 3)})  # fmt: skip


@pytest.mark.parametrize(("grid", "scale"), [(False, 1), (True, 1), (False, 2)])
def test_the_first_frame_has_the_list(
    desktop: Desktop, start_app: StartApp, tmp_path: Path, grid: bool, scale: int
) -> None:
    data = tmp_path / "data"
    make(data, 400, api_url=NOBODY, pictures=tmp_path / "covers")
    store = SettingsStore(data / "settings.json")
    store.save(store.load()._replace(grid=grid))
    environment = {**KEY, "QT_SCALE_FACTOR": str(scale)}
    desktop.processes.run("xdotool", "mousemove", "0", "0")
    listed = "Covers" if grid else "Jobs"

    app = start_app(environment=environment)
    app.find(listed)
    app.wait_until_active()
    app.focus("Search")
    app.type("a")
    app.focus(listed)
    app.key("End")
    leave(app)
    eye = Eye.of(desktop, data, tmp_path, scale)
    app = start_app(environment=environment, program=SLOW)
    first = first_frame(app, eye)
    assert not app.has(listed)  # nothing that claims to be a list
    assert colours(first) > 50
    app.find(listed)
    live = eye.look()
    assert live == first
    leave(app)

    events = tmp_path / "events.jsonl"
    probed = {probe.FILE: str(events), probe.UNTIL: "first_paint"}
    start_app(environment={**environment, **probed}, program=PROBED).process.wait(30)
    seen = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    assert [event["event"] for event in seen] == ["first_paint", "picture"]
    assert not seen[0]["namespace"], "the picture loads PySide6.QtCore.Qt: 20 ms"


def test_after_a_crash_there_is_none(desktop: Desktop, start_app: StartApp, tmp_path: Path) -> None:
    data = tmp_path / "data"
    make(data, 400, api_url=NOBODY, pictures=tmp_path / "covers")
    app = start_app(environment=KEY)
    app.find("Jobs")
    leave(app)
    eye = Eye.of(desktop, data, tmp_path, 1)
    app = start_app(environment=KEY)
    app.find("Jobs")
    app.process.kill()
    app.process.wait()
    assert not snapshot_path(data).exists()
    app = start_app(environment=KEY, program=SLOW)
    first = first_frame(app, eye)
    assert colours(first) <= 3  # areas
    assert QColor(first.pixel(first.width() // 2, first.height() // 2)) == QColor("#ffffff")
    app.find("Jobs")
    leave(app)
