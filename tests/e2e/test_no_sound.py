"""The whole program on a computer that can't play: everything else works, Play says why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.app import SOURCE
from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.main_job import READY_WITHIN, generate, prepare
from tests.e2e.service import Service
from tests.e2e.without_sound import MISSING

PROMPT = "wind in a wire fence"


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ((sys.executable, "-m", "tests.e2e.without_sound"), "sound library is missing: " + MISSING),
        (SOURCE, "No sound device was found"),
    ],
    ids=["no libraries", "no sound server"],
)
def test_a_song_gets_ready_and_play_says_why_it_is_silent(
    desktop: Desktop,
    service: Service,
    start_app: StartApp,
    tmp_path: Path,
    program: tuple[str, ...],
    told: str,
) -> None:
    environment = prepare(tmp_path / "data", service)
    environment["PULSE_SERVER"] = f"unix:{desktop.folder / 'no-such-server'}"
    app = start_app(environment=environment, program=program, expected_log="PulseAudioService")
    generate(app, PROMPT)
    app.wait_for(
        lambda: any(row["Status"].text == "Ready" for row in app.rows()) or None,
        "the song to be ready",
        seconds=READY_WITHIN,
    )
    [row] = app.rows()
    app.click_cell(row["Title"], times=2)
    app.wait_for(lambda: told in app.tree(), f"the player to say {told!r}")  # as a description
    assert app.quit()[0] == 0
