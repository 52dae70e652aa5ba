"""`--try-out`, by which a bundle is tried where there are none of these tools."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import StartApp
from tests.e2e.desktop import Desktop
from tests.e2e.sound import AUDIBLE, Recorder
from tests.e2e.test_demo import NO_NETWORK, READY_WITHIN


def test_it_makes_and_plays_a_song_and_ends(
    desktop: Desktop, start_app: StartApp, tmp_path: Path
) -> None:
    with Recorder(desktop, tmp_path / "played.raw") as recorder:
        app = start_app("--try-out", environment=NO_NETWORK)
        assert app.process.wait(READY_WITHIN) == 0
        assert recorder.loudness() > AUDIBLE  # three seconds of sound in all the silence
    assert "tried out: a song was made and played" in app.log_text()


def test_where_there_is_no_sound_device_opening_it_is_enough(
    desktop: Desktop, start_app: StartApp
) -> None:
    silent = {"PULSE_SERVER": f"unix:{desktop.folder / 'no-such-server'}"}
    app = start_app("--try-out", environment=NO_NETWORK | silent, expected_log="PulseAudioService")
    assert app.process.wait(READY_WITHIN) == 0
    assert "no sound device" in app.log_text()
