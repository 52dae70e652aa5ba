"""Songs dragged to another program by a real pointer, while the app goes on following."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.main_job import READY_WITHIN, generate, prepare
from tests.e2e.processes import wait_for
from tests.e2e.service import Service
from whisul_desktop.media.tags import read_tags

TARGET = (1180, 100)
COPY = 1  # Qt.DropAction.CopyAction


@pytest.fixture
def dropped(desktop: Desktop, tmp_path: Path) -> Iterator[Path]:
    """What the other program was given; the program is there."""
    report = tmp_path / "dropped.jsonl"
    process = desktop.processes.start(
        [sys.executable, "-m", "tests.e2e.drop_target", str(report)],
        name="drop target",
        environment={"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(REPOSITORY)},
        cwd=REPOSITORY,
    )
    wait_for(report.with_suffix(".shown").exists, "the other program's window")
    yield report
    desktop.processes.end(process)


def pointer(desktop: Desktop, *command: object) -> None:
    desktop.processes.run("xdotool", *map(str, command))


def pick_up(app: App, desktop: Desktop, containing: str) -> None:
    """Press on a song and move towards the other program, to stay above it."""
    x, y = app.row(containing)["Title"].centre
    pointer(desktop, "mousemove", x, y, "mousedown", 1)
    for step in range(1, 9):
        place = (x + (TARGET[0] - x) * step // 8, y + (TARGET[1] - y) * step // 8)
        pointer(desktop, "mousemove", *place, "sleep", 0.05)


def is_above(desktop: Desktop, entered: Path) -> bool:
    """Whether the other program knows; with a hand that is never quite still."""
    pointer(desktop, "mousemove", TARGET[0] + 1, TARGET[1], "mousemove", *TARGET)
    return entered.exists()


def ready(app: App) -> int:
    return sum(row["Status"].text == "Ready" for row in app.rows())


def test_a_song_is_dropped_as_a_file_and_following_goes_on_meanwhile(
    service: Service, start_app: StartApp, desktop: Desktop, dropped: Path, tmp_path: Path
) -> None:
    app = start_app(environment=prepare(tmp_path / "data", service))
    generate(app, "rain on tin")
    wait_for(lambda: app.row("Ready"), "a song", seconds=READY_WITHIN)
    app.wait_for(lambda: app.find_now("Save…", states=["enabled"]), "its file")
    title = app.row("Ready")["Title"].text
    service.lookalike.seconds = (8, 9)
    generate(app, "a second song")
    wait_for(lambda: app.row("Generating"), "the second one under way")
    pick_up(app, desktop, title)
    # The pointer is held: Qt's own loop of the drag runs, and inside of it everything else.
    app.wait_for(lambda: ready(app) == 2, "the second song, during the drag", seconds=READY_WITHIN)
    assert not dropped.exists()
    pointer(desktop, "mouseup", 1)
    wait_for(dropped.exists, "the drop")
    [told] = [json.loads(line) for line in dropped.read_text("utf-8").splitlines()]
    [[path, size]] = told["files"]
    assert told["actions"] == COPY
    assert Path(path).name == f"{title}.mp3"
    assert size > 1_000
    assert read_tags(Path(path)).prompt == "rain on tin"
    # and afterwards: what was asleep meanwhile wakes
    service.lookalike.seconds = (1, 2)
    generate(app, "a third song")
    app.wait_for(lambda: ready(app) == 3, "the third song", seconds=READY_WITHIN)
    code, took = app.quit()
    assert (code, took < 2.0) == (0, True)
    assert Path(path).exists()  # a sound editor may read it later


def test_several_rows_are_dropped_as_so_many_files(
    service: Service, start_app: StartApp, desktop: Desktop, dropped: Path, tmp_path: Path
) -> None:
    app = start_app(environment=prepare(tmp_path / "data", service))
    prompts = ("rain on tin", "snow on glass", "wind in the wires")
    for prompt in prompts:
        generate(app, prompt)
    media = tmp_path / "data" / "media"
    app.wait_for(lambda: ready(app) == 3, "three songs", seconds=READY_WITHIN)
    wait_for(lambda: len(list(media.glob("*.mp3"))) == 3, "their files")
    places = {row["Title"].text: row["Title"].centre for row in app.rows()}
    first, second, _other = places
    pointer(desktop, "mousemove", *places[first], "click", 1)
    pointer(desktop, "keydown", "ctrl", "mousemove", *places[second], "click", 1, "keyup", "ctrl")
    pick_up(app, desktop, first)  # on the second it would be a double click
    wait_for(lambda: is_above(desktop, dropped.with_suffix(".entered")), "the drag")
    pointer(desktop, "mouseup", 1)
    wait_for(dropped.exists, "the drop")
    [told] = [json.loads(line) for line in dropped.read_text("utf-8").splitlines()]
    assert told["actions"] == COPY
    files = {Path(path): size for path, size in told["files"]}
    assert {path.stem for path in files} == {first, second}
    assert all(size > 1_000 for size in files.values())
    assert {read_tags(path).title for path in files} == {first, second}
    assert len({read_tags(path).server_id for path in files}) == 2


def test_the_app_can_end_in_the_middle_of_a_drag(
    service: Service, start_app: StartApp, desktop: Desktop, dropped: Path, tmp_path: Path
) -> None:
    app = start_app(environment=prepare(tmp_path / "data", service))
    generate(app, "rain on tin")
    wait_for(lambda: app.row("Ready"), "a song", seconds=READY_WITHIN)
    app.wait_for(lambda: app.find_now("Save…", states=["enabled"]), "its file")
    pick_up(app, desktop, app.row("Ready")["Title"].text)
    try:
        code, took = app.quit(app.send(signal.SIGTERM))
    finally:
        pointer(desktop, "mouseup", 1)
    assert code == 0
    assert took < 3.0
    assert not dropped.exists()
