"""Whether the list is shown as it was left: only where nothing has changed since."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whisul_desktop import last_look
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.last_look import LastLook
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store import snapshots
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.store.snapshots import snapshot_path
from whisul_desktop.ui import snapshot as ui_snapshot
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.snapshot import today
from whisul_desktop.ui.tokens import LIGHT


def picture(window: MainWindow) -> Snapshot:
    size = window.size()
    return Snapshot(
        (size.width(), size.height()),
        (0, 100, 20, 10),
        (5, 0, 3, 10),
        today(),
        (20, 10),
        bytes(800),
    )


class Desk:
    """Starts and exits on one data folder."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        (folder / "library.sqlite3").write_bytes(b"jobs")
        SettingsStore(folder / "settings.json").save(Settings(draft="a"))

    def begin(self, folder: Path | None = None) -> tuple[MainWindow, LastLook, Preferences]:
        folder = folder or self.folder
        preferences = Preferences(SettingsStore(folder / "settings.json"), pytest.fail)
        window = MainWindow(LIGHT, demo=False)
        self.qtbot.addWidget(window)
        window.resize(900, 700)
        return window, LastLook(folder, window, preferences), preferences

    def leave(self) -> None:
        window, look, _preferences = self.begin()
        look.take(lambda: picture(window), dark=False)
        look.keep()
        assert snapshot_path(self.folder).exists()

    def is_shown(self, *, dark: bool = False, folder: Path | None = None) -> bool:
        window, look, _preferences = self.begin(folder)
        look.show(dark=dark)
        window.show()
        self.qtbot.waitExposed(window)
        assert not snapshot_path(folder or self.folder).exists()  # used, or of no use
        return window.snapshot_size() is not None


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    font = QApplication.font()
    (tmp_path / "data").mkdir()
    yield Desk(qtbot, tmp_path / "data")
    QApplication.setFont(font)


def test_it_is_shown_by_the_next_start_and_by_no_later_one(desk: Desk):
    desk.leave()
    assert desk.is_shown()
    assert not desk.is_shown()


def test_other_colours(desk: Desk):
    desk.leave()
    assert not desk.is_shown(dark=True)


def another_version(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ui_snapshot, "__version__", "99.0.0")


def another_qt(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ui_snapshot, "qVersion", lambda: "7.0.0")


def another_ratio(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MainWindow, "devicePixelRatioF", lambda _window: 2.0)


def another_resolution(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MainWindow, "logicalDpiX", lambda _window: 120)


def another_zone(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        ui_snapshot.time, "strftime", lambda form: "+0545" if form == "%z" else "99991231"
    )


def an_earlier_day(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(last_look, "today", lambda: 20010101)


def another_font(_desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    QApplication.setFont(QFont("Sans Serif", 23))


def another_country(_desk: Desk, patch: pytest.MonkeyPatch) -> None:
    class German(QLocale):
        @staticmethod
        def system() -> QLocale:
            return QLocale("de_DE")

    patch.setattr(ui_snapshot, "QLocale", German)


def other_songs(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    (desk.folder / "library.sqlite3").write_bytes(b"more jobs")


def touched(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    os.utime(desk.folder / "library.sqlite3", ns=(1, 1))


def gone(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    (desk.folder / "library.sqlite3").unlink()


def crashed(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    (desk.folder / "library.sqlite3-wal").write_bytes(b"")


def other_settings(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    SettingsStore(desk.folder / "settings.json").save(Settings(draft="b", language="de"))


def damaged(desk: Desk, _patch: pytest.MonkeyPatch) -> None:
    snapshot_path(desk.folder).write_bytes(snapshot_path(desk.folder).read_bytes()[:-4])


def too_large(desk: Desk, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(snapshots, "MOST_PIXELS", 100)


@pytest.mark.parametrize(
    "change",
    [
        another_version,
        another_qt,
        another_ratio,
        another_resolution,
        another_zone,
        an_earlier_day,
        another_font,
        another_country,
        other_songs,
        touched,
        gone,
        crashed,
        other_settings,
        damaged,
        too_large,
    ],
)
def test_what_has_changed_since(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Desk, pytest.MonkeyPatch], None],
):
    desk.leave()
    change(desk, monkeypatch)
    assert not desk.is_shown()


def test_a_window_of_another_size(desk: Desk):
    desk.leave()
    window, look, _preferences = desk.begin()
    window.resize(901, 700)
    look.show(dark=False)
    window.show()
    desk.qtbot.waitExposed(window)
    assert window.snapshot_size() is None


def test_another_folder(desk: Desk, tmp_path: Path):
    desk.leave()
    desk.folder.rename(tmp_path / "moved")
    assert not desk.is_shown(folder=tmp_path / "moved")


def test_a_bug_in_making_it_ends_no_exit(desk: Desk, caplog: pytest.LogCaptureFixture):
    _window, look, _preferences = desk.begin()
    with caplog.at_level(logging.ERROR):
        look.take(lambda: {}["none"], dark=False)
    look.keep()
    assert not snapshot_path(desk.folder).exists()
    assert "no picture" in caplog.text


def test_a_disk_that_refuses_ends_no_exit(desk: Desk, caplog: pytest.LogCaptureFixture):
    window, look, _preferences = desk.begin()
    look.take(lambda: picture(window), dark=False)
    (desk.folder / "look").write_bytes(b"in its place")
    with caplog.at_level(logging.WARNING):
        look.keep()
    assert "could not be kept" in caplog.text


def test_none_where_the_settings_were_not_written(desk: Desk):
    window, look, preferences = desk.begin()
    look.take(lambda: picture(window), dark=False)
    preferences.value = preferences.value._replace(grid=True)
    look.keep()
    assert not snapshot_path(desk.folder).exists()


def test_none_where_there_is_none(desk: Desk):
    _window, look, _preferences = desk.begin()
    look.take(lambda: None, dark=False)
    look.keep()
    assert not snapshot_path(desk.folder).exists()
