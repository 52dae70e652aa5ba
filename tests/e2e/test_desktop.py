"""The desktop of the tests itself: what the other tests rely on is true."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.processes import NotYet, wait_for
from tests.e2e.sound import AUDIBLE, RATE, Recorder


def test_nothing_is_left_behind() -> None:
    with Desktop() as desktop:
        pids = desktop.processes.running()
        folder = desktop.folder
        assert len(pids) >= 6
    assert desktop.processes.running() == []
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
    assert not folder.exists()


def test_a_failed_start_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(desktop: Desktop) -> None:
        raise RuntimeError("no sound")

    monkeypatch.setattr(Desktop, "_start_sound", fail)
    desktop = Desktop()
    with pytest.raises(RuntimeError, match="no sound"):
        desktop.__enter__()
    assert desktop.processes.running() == []
    assert not desktop.folder.exists()


def test_keyring_is_real(desktop: Desktop) -> None:
    assert desktop.secret("test", "somebody") is None
    code = (
        "import sys, keyring.backends.SecretService as s; s.Keyring().set_password(*sys.argv[1:])"
    )
    desktop.processes.run(sys.executable, "-c", code, "test", "somebody", 'it\'s a "secret"')
    assert desktop.secret("test", "somebody") == 'it\'s a "secret"'
    assert desktop.secret("test", "somebody else") is None


def test_recording_tells_sound_from_silence(desktop: Desktop, tmp_path: Path) -> None:
    tone = tmp_path / "tone.raw"
    desktop.processes.run(
        "sox", "-n", "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "2", tone,
        "synth", "3", "sine", "440", "gain", "-12",
    )  # fmt: skip
    with Recorder(desktop, tmp_path / "recorded.raw") as recorder:
        wait_for(lambda: recorder.seconds > 0.3, "some silence")
        assert recorder.loudness() == 0.0
        recorder.wait_for_silence()
        player = desktop.processes.start(
            ["pacat", "--format=s16le", f"--rate={RATE}", "--channels=2", tone], name="pacat"
        )
        assert recorder.wait_for_sound() == pytest.approx(0.178, rel=0.05)
        assert player.wait(20) == 0
        recorder.wait_for_silence()
    desktop.processes.end(player)
    assert recorder.loudness() > AUDIBLE


def test_waiting_ends_with_what_was_missing() -> None:
    def never() -> bool:
        raise NotYet("no button 'Generate'")

    with pytest.raises(AssertionError, match="no button 'Generate'"):
        wait_for(never, "a window", seconds=0.1)


def test_a_program_that_shows_nothing_is_not_found(desktop: Desktop) -> None:
    with pytest.raises(NotYet, match="shows no window"):
        desktop.accessibility.call("windows", pid=os.getpid())
