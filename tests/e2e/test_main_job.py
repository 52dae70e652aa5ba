"""The main job, from the first run to the next day, by accessible names and real sound."""

from __future__ import annotations

import io
import json
from pathlib import Path

from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from tests.canary import files_holding
from tests.e2e.app import App
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.main_job import (
    READY_WITHIN,
    generate,
    prepare,
    save_as,
    wait_for_status,
)
from tests.e2e.service import Service
from tests.e2e.sound import Recorder

PROMPT = "a lo-fi beat for a rainy night"
KEYRING_SERVICE = "whisul-desktop"


def colours(desktop: Desktop, picture: Path, area: tuple[int, int, int, int]) -> int:
    """How many colours (5 bits a channel) a part of a picture has: covers have many, a
    placeholder few."""
    x, y, width, height = area
    said = desktop.processes.run(
        "convert", picture, "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-colorspace", "sRGB",
        "-posterize", "32", "-format", "%k", "info:",
    )  # fmt: skip
    return int(said)


def shows_cover(app: App, containing: str, folder: Path) -> bool:
    cell = next(iter(app.row(containing).values()))
    picture = app.desktop.screenshot(folder / "screen.png")
    return colours(app.desktop, picture, cell.area) > 40


def play_and_save(app: App, title: str, recorder: Recorder, saved: Path) -> None:
    """Play by a double click, save while it plays, pause by the button."""
    app.click_cell(app.row(title)["Title"], times=2)
    app.find("Pause", states=["enabled"])
    recorder.wait_for_sound(seconds=2)
    before_saving = position(app)
    save_as(app, saved, lambda: app.press("Save…", role="button"))
    assert app.has("Pause", states=["enabled"])
    recorder.wait_for_sound(seconds=1)  # it was not disturbed
    assert position(app) > before_saving  # nor begun anew
    app.press("Pause")
    app.find("Play", states=["enabled"])
    recorder.wait_for_silence()


def position(app: App) -> float:
    """Of the song that plays, as its slider says it."""
    value = app.find_now("Seek", role="slider").value
    assert value is not None
    return value


def test_first_song(
    desktop: Desktop, service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    app = start_app("--api-url", service.url)

    # Welcome: paste the key.
    app.find("Try the demo")
    app.click("API key")
    app.type(service.key)
    app.press("Continue")
    app.find("Prompt")
    app.wait_for(
        lambda: desktop.secret(KEYRING_SERVICE, service.origin) == service.key,
        "the key in the keyring",
    )
    app.wait_for(lambda: service.requests("GET", "/jobs/"), "the key to be tried")

    # Generate.
    before = service.polls()
    generate(app, PROMPT)
    wait_for_status(app, PROMPT, "Generating")
    app.wait_for(lambda: len(service.requests("POST", "/generate")) == 1, "the request")
    [request] = service.requests("POST", "/generate")
    assert json.loads(request.body) == {"prompt": PROMPT}
    app.wait_for(
        lambda: [row for row in app.rows() if row["Status"].text == "Ready"],
        "the song to be ready",
        seconds=READY_WITHIN,
    )
    [job] = set(service.polls()) - set(before)
    [row] = app.rows()
    title = row["Title"].text
    assert title
    assert title != PROMPT
    app.wait_for(lambda: shows_cover(app, title, tmp_path), "the cover in its row")

    saved = tmp_path / "songs" / "Mine.mp3"
    saved.parent.mkdir()
    with Recorder(desktop, tmp_path / "played.raw") as recorder:
        play_and_save(app, title, recorder, saved)
    check_saved(desktop, saved, service, job, title)

    # Quit and start again.
    code, took = app.quit()
    assert code == 0
    assert took < 2.0
    assert not files_holding(data, service.key)
    again = start_app("--api-url", service.url)
    row = again.wait_for(lambda: again.row(title), "the song, still there")
    assert row["Status"].text == "Ready"
    again.wait_for(lambda: shows_cover(again, title, tmp_path), "the cover, still there")

    # What is ready is not asked for again, while another one is.
    polled = service.polls()[job]
    generate(again, "rain on a tin roof")
    again.wait_for(
        lambda: [row["Status"].text for row in again.rows()] == ["Ready", "Ready"],
        "the second song to be ready",
        seconds=READY_WITHIN,
    )
    assert service.polls()[job] == polled
    code, took = again.quit()
    assert code == 0
    assert took < 2.0


def check_saved(desktop: Desktop, path: Path, service: Service, job: str, title: str) -> None:
    """The copy plays as long as its tags say, and has them all."""
    tags = ID3(path)
    assert tags.version[:2] == (2, 3)
    assert str(tags["TIT2"]) == title
    assert float(str(tags["TBPM"])) > 0
    assert str(tags["TCON"])
    assert tags.getall("COMM")[0].text == [PROMPT]
    assert tags.getall("COMM")[0].lang == "eng"
    assert str(tags["TXXX:WHISUL_JOB_ID"]) == job
    assert str(tags["TXXX:WHISUL_TAGS"])
    cover = tags.getall("APIC")[0]
    assert cover.type == 3
    assert cover.mime == "image/jpeg"
    assert io.BytesIO(cover.data).read(3) == b"\xff\xd8\xff"
    real = float(
        desktop.processes.run(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path
        )
    )
    length = MP3(path).info
    assert length is not None
    assert abs(length.length - real) < 0.2
    assert abs(float(str(tags["TLEN"])) / 1000 - real) < 1.5


def test_jobs_are_followed_again_after_a_restart(
    service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    environment = prepare(tmp_path / "data", service)
    first = start_app(environment=environment)
    generate(first, PROMPT)
    wait_for_status(first, PROMPT, "Generating")
    assert first.quit()[0] == 0
    second = start_app(environment=environment)
    second.wait_for(
        lambda: [row["Status"].text for row in second.rows()] == ["Ready"],
        "the song of the first run to be ready",
        seconds=READY_WITHIN,
    )
    assert len(service.requests("POST", "/generate")) == 1
