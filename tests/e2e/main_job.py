"""Steps of the main job that several end-to-end tests take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.e2e.accessibility import Cell
from tests.e2e.app import App
from tests.e2e.processes import NotYet
from tests.e2e.service import Service
from whisul_desktop.core.settings import Settings
from whisul_desktop.store.settings import SettingsStore

READY_WITHIN = 60.0  # seconds: a look-alike's song of 2 s, asked for every 6 to 8


def prepare(data_dir: Path, service: Service, **more: object) -> dict[str, str]:
    """Settings of somebody who is past the welcome; the environment that brings the key."""
    data_dir.mkdir(parents=True, exist_ok=True)
    settings = Settings(welcomed=True, api_url=service.url, **more)  # pyright: ignore
    SettingsStore(data_dir / "settings.json").save(settings)
    return {"WHISUL_API_KEY": service.key}


def status_of(app: App, containing: str) -> str:
    """The word in the row that holds this text."""
    return app.row(containing)["Status"].text


def wait_for_status(app: App, containing: str, word: str, *, seconds: float = 60) -> None:
    app.wait_for(
        lambda: status_of(app, containing).startswith(word),
        f"{containing!r} to be {word!r}",
        seconds=seconds,
    )


def generate(app: App, prompt: str) -> None:
    """Type a prompt and send it; back when its row is there and the field is empty again."""
    app.focus("Prompt")
    app.type(prompt)
    app.wait_for(lambda: app.find_now("Prompt").text == prompt, "the prompt to be typed")
    app.press("Generate")
    app.wait_for(lambda: app.row(prompt), "a row for the prompt")
    app.wait_for(lambda: app.find_now("Prompt").text == "", "the empty field")


def newest_row(app: App) -> dict[str, Cell]:
    rows = app.rows()
    if not rows:
        raise NotYet("no rows")
    return rows[0]


def save_as(app: App, path: Path, ask: Callable[[], None]) -> None:
    """Ask for saving and answer the dialog with `path`; back when the file is there."""
    ask()
    app.find("File name:", role="text").set_text(str(path))
    app.press("Save", role="button")
    app.wait_for(path.is_file, f"{path.name} to be saved")
