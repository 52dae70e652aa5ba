"""The demo: no account, no network, the same app."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.main_job import prepare
from tests.e2e.service import Service
from tests.e2e.sound import Recorder

# Offline is real here: whatever is not this computer goes to a proxy that is not there.
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
READY_WITHIN = 120.0  # seconds: songs of the demo take 10 to 40


def test_demo_song(desktop: Desktop, start_app: StartApp, tmp_path: Path) -> None:
    app = start_app("--demo", environment=NO_NETWORK)
    app.find(role="frame", pattern=r"\bdemo\b")
    app.press_example()
    prompt = app.wait_for(lambda: app.find_now("Prompt").text, "the example in the prompt")
    app.find("Variations").set_value(4)  # one of them may fail: the demo shows that, too
    app.press("Generate")
    app.wait_for(lambda: len(app.rows()) == 4, "four rows")
    [row, *_] = app.wait_for(
        lambda: [row for row in app.rows() if row["Status"].text == "Ready"],
        f"a song for {prompt!r}",
        seconds=READY_WITHIN,
    )
    with Recorder(desktop, tmp_path / "played.raw") as recorder:
        app.click_cell(row["Title"], times=2)
        app.find("Pause", states=["enabled"])
        recorder.wait_for_sound()
    code, took = app.quit()
    assert code == 0
    assert took < 2.0


def test_demo_from_the_welcome(start_app: StartApp) -> None:
    app = start_app(environment=NO_NETWORK)
    app.press("Try the demo")
    app.find(role="frame", pattern=r"\bdemo\b")
    app.find("Prompt")
    app.find("No songs yet")
    assert app.quit()[0] == 0


def test_without_the_demo_there_is_no_mark(
    service: Service, start_app: StartApp, tmp_path: Path
) -> None:
    app = start_app(environment=prepare(tmp_path / "data", service))
    app.find("Generate")
    assert not app.has(role="frame", pattern=r"\bdemo\b")
