"""The report that a user may send: whole, readable, and without what is nobody's business."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.conftest import World
from whisul_desktop import __version__
from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.reporting import Redacted
from whisul_desktop.services.diagnostics import Diagnostics, redacted
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.paths import crash_path, last_crash_path, log_path
from whisul_desktop.store.settings import SettingsStore

KEY = "a-key-that-is-in-the-log-for-once"
DRAFT = "a waltz for somebody whose name is private"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a library, in the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "ann"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home" / "ann"))
    folder = Path.home() / "library"
    (folder / "logs").mkdir(parents=True)
    (folder / "media").mkdir()
    return folder


@pytest.fixture
async def diagnostics(make_world: Callable[..., World], folder: Path) -> Diagnostics:
    world = make_world()
    statuses = [JobStatus.FAILED, JobStatus.EXPIRED, JobStatus.EXPIRED]
    jobs = [
        Job(f"{number:032x}", DRAFT, "https://whisul.com/api", time.time(), status)
        for number, status in enumerate(statuses)
    ]
    await asyncio.wrap_future(world.library.add(jobs))
    store = SettingsStore(folder / "settings.json")
    store.save(Settings(draft=DRAFT, save_folder=str(Path.home() / "Music"), volume=42))
    formatter = Redacted()
    formatter.hide(KEY)
    preferences = Preferences(store, lambda error: pytest.fail(str(error)))
    return Diagnostics(folder, world.library, preferences, formatter.redact)


async def test_it_holds_what_helps(diagnostics: Diagnostics, folder: Path):
    (folder / "media" / "x.mp3").write_bytes(bytes(3 * 2**20))
    log_path(folder).write_text("the log\n", encoding="utf-8")
    text = await diagnostics.gather([("Qt", "6.11.3, xcb"), ("keyring", "the backend")])
    for line in (
        f"version: {__version__}", "Qt: 6.11.3, xcb", "keyring: the backend", "failed: 1",
        "expired: 2", "media: 3.0 MiB in 1 files", "volume: 42", "the log",
        f"draft: ({len(DRAFT)} characters)", f"save_folder: {Path('~') / 'Music'}",
    ):  # fmt: skip
        assert line in text.splitlines()
    assert f"Python: {sys.version.split()[0]}" in text
    assert "httpx: 0." in text
    assert "completed" not in text  # there is none
    assert "The last crash" not in text
    assert DRAFT not in text


async def test_the_last_crash_is_told_and_the_log_is_cut(diagnostics: Diagnostics, folder: Path):
    last_crash_path(folder).write_text("Fatal Python error: Aborted\n", encoding="utf-8")
    crash_path(folder).touch()
    lines = [f"line {number} of the log" for number in range(20_000)]
    log_path(folder).write_text("\n".join(lines), encoding="utf-8")
    text = await diagnostics.gather([])
    assert "Fatal Python error: Aborted" in text
    assert lines[-1] in text
    assert lines[0] not in text
    assert len(text) < 64 * 1024
    told = text.partition("== Log")[2].splitlines()[1:]
    assert told == lines[-len(told) :]  # whole lines


async def test_what_is_private_is_left_out(diagnostics: Diagnostics, folder: Path):
    home = str(Path.home())
    log_path(folder).write_text(
        f"Bearer {KEY}\n"
        f"in {home}/songs and {home}.old and {home}, file {home!r}\n"
        "GET https://cdn.whisul.com/a.mp3?Expires=1&Signature=secret2 HTTP\n"
        "and https://cdn.whisul.com/b.mp3#secret3, http://ann:secret4@proxy:8080/\n",
        encoding="utf-8",
    )
    text = await diagnostics.gather([])
    assert KEY not in text
    assert "secret" not in text
    assert "Bearer [key]" in text
    assert f"in ~/songs and {home}.old and ~, file '~'" in text
    assert "https://cdn.whisul.com/a.mp3?… HTTP" in text
    assert "http://…@proxy:8080/" in text
    folders = [line for line in text.splitlines() if line.startswith("folder: ")]
    assert folders == [f"folder: {Path('~') / 'library'}"]


def test_a_home_that_is_everything_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/")
    assert redacted("/usr/bin /") == "/usr/bin /"


async def test_a_log_that_cannot_be_read_is_said(diagnostics: Diagnostics, folder: Path):
    log_path(folder).mkdir()
    assert "Is a directory" in await diagnostics.gather([])


async def test_it_is_written_whole_and_over_nothing_without_consent(
    diagnostics: Diagnostics, tmp_path: Path
):
    path = tmp_path / "report.txt"
    assert await diagnostics.save("first ✓", path) == path
    second = await diagnostics.save("second", path)
    assert second == tmp_path / "report (2).txt"
    assert await diagnostics.save("third", path, replace=True) == path
    assert path.read_text("utf-8") == "third"
    assert second.read_text("utf-8") == "second"
    assert not [*tmp_path.glob(".whisul-*")]  # noqa: ASYNC240
    with pytest.raises(MediaError):
        await diagnostics.save("fourth", tmp_path / "gone" / "report.txt")
