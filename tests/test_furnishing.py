"""What the window's library hears of its disk, from the file up."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.test_serving import reporting
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.furnishing import Furnishing, Opened, open_library
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.tokens import LIGHT

__all__ = ["reporting"]


def refuse(_store: JobStore, _jobs: object, done: Callable[[DiskFull], object]) -> None:
    done(DiskFull("There is no room left on the disk."))


def stars(folder: Path) -> list[int]:
    connection = sqlite3.connect(folder / "library.sqlite3")
    found = [row[0] for row in connection.execute("SELECT stars FROM jobs")]
    connection.close()
    return found


def there_is_room(opened: Opened, _furnishing: Furnishing) -> None:
    opened.file._reserve.release()
    opened.file._reserve.restore()


def it_ends(_opened: Opened, furnishing: Furnishing) -> None:
    furnishing.close()


@pytest.mark.parametrize("happens", [there_is_room, it_ends])
def test_what_a_full_disk_refused_is_written_after_all(
    qtbot: QtBot,
    qapp: QApplication,
    reporting: Reporting,
    tmp_path: Path,
    happens: Callable[[Opened, Furnishing], None],
):
    opened = open_library(tmp_path, reporting.report)
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), reporting.report)
    window = MainWindow(LIGHT, demo=False)
    qtbot.addWidget(window)
    furnishing = opened.furnish(qapp, window, preferences, reporting)
    for _ in furnishing.steps(folder=tmp_path, demo=True, api_url=None):
        pass
    song = Job("a" * 32, "p", "https://whisul.com/api", time.time(), JobStatus.EXPIRED)
    furnishing.library.add([song]).result(10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JobStore, "post", refuse)
        furnishing.library.update(song.id, lambda job: replace(job, stars=5))
    assert stars(tmp_path) == [0]
    happens(opened, furnishing)
    qtbot.waitUntil(lambda: stars(tmp_path) == [5])
    furnishing.close()
    preferences.close()


@pytest.fixture
def begin(
    qtbot: QtBot, qapp: QApplication, reporting: Reporting, tmp_path: Path
) -> Iterator[Callable[..., Furnishing]]:
    """A window with that many songs, on the screen or not."""
    ended: list[Callable[[], None]] = []

    def make(*, songs: int = 1, seen: bool = True, columns: str = "") -> Furnishing:
        opened = open_library(tmp_path, reporting.report)
        preferences = Preferences(SettingsStore(tmp_path / "settings.json"), reporting.report)
        preferences.value = preferences.value._replace(columns=columns, welcomed=True)
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        if seen:
            with qtbot.waitSignal(window.painted):
                window.show()
        furnishing = opened.furnish(qapp, window, preferences, reporting)
        ended.extend([preferences.close, furnishing.close])
        if songs:
            furnishing.library.add([
                Job(f"{n:032}", "p", "https://whisul.com/api", 1e9 + n, JobStatus.EXPIRED)
                for n in range(songs)
            ]).result(10)  # fmt: skip
        for _ in furnishing.steps(folder=tmp_path, demo=True, api_url=None):
            qtbot.wait(1)
        window.hide()
        return furnishing

    yield make
    for end in reversed(ended):
        end()


def test_the_next_start_is_left_a_picture_of_the_list(begin: Callable[..., Furnishing]):
    assert begin().snapshot() is not None


@pytest.mark.parametrize("more", [{"songs": 0}, {"seen": False}])
def test_none_is_left_of_no_songs_and_of_a_window_that_nobody_saw(
    begin: Callable[..., Furnishing], more: dict[str, object]
):
    assert begin(**more).snapshot() is None


def test_none_is_left_of_a_window_that_is_closed_before_anything_is_in_it(
    qtbot: QtBot, qapp: QApplication, reporting: Reporting, tmp_path: Path
):
    opened = open_library(tmp_path, reporting.report)
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), reporting.report)
    window = MainWindow(LIGHT, demo=False)
    qtbot.addWidget(window)
    furnishing = opened.furnish(qapp, window, preferences, reporting)
    assert furnishing.snapshot() is None
    assert not furnishing.is_dark
    furnishing.close()
    preferences.close()


def test_none_is_left_of_a_library_that_may_only_be_read(begin: Callable[..., Furnishing]):
    furnishing = begin()
    furnishing._file.read_only = True
    assert furnishing.snapshot() is None
    furnishing._file.read_only = False


def test_none_is_left_of_an_order_whose_first_rows_the_start_finds_last(
    begin: Callable[..., Furnishing], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("whisul_desktop.furnishing.FIRST_PAGE", 3)
    furnishing = begin(songs=4)
    assert furnishing.snapshot() is not None  # the newest on top
    furnishing._window.library.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert furnishing.snapshot() is None
