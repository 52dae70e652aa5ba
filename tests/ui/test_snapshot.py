"""The picture of the list: what it shows, and how the live list takes its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import job, picture, ready
from whisul_desktop.core.settings import Settings, Theme
from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.core.types import JobColumn, JobStatus, Transfer
from whisul_desktop.ui import snapshot as ui_snapshot
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.snapshot_maker import snapshot
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.tokens import LIGHT

JOBS = [
    replace(ready(f"{number:032}", f"Song {number}"), created_at=1_700_000_000.0 - number,
            cover_file="a.png" if number % 3 else None, audio_file=f"{number}.mp3")
    for number in range(60)
]  # fmt: skip


@dataclass
class Shown:
    """A window with its list."""

    window: MainWindow
    model: JobModel
    thumbnails: Thumbnails
    steps: Iterator[None]

    def picture(self) -> Snapshot | None:
        self.window.hide()
        return snapshot(self.window, self.thumbnails, sidebar=True)

    def screen(self, area: QRect) -> QImage:
        """What is on the screen there."""
        place = area.topLeft(), area.size()
        x, y, width, height = place[0].x(), place[0].y(), place[1].width(), place[1].height()
        return self.window.screen().grabWindow(self.window.winId(), x, y, width, height).toImage()


@pytest.fixture
def begin(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    picture(tmp_path / "a.png")
    begun: list[Shown] = []

    def make(left: Snapshot | None = None, **changed: object) -> Shown:
        window = MainWindow(LIGHT, demo=False)
        qtbot.addWidget(window)
        window.restore_geometry(Settings())
        if left is not None:
            window.show_snapshot(left)
        with qtbot.waitSignal(window.painted):
            window.show()
        model, thumbnails = JobModel(window), Thumbnails()
        model.load(JOBS)
        settings = Settings(**changed)  # type: ignore[arg-type]
        steps = fill(window, look, model, thumbnails, tmp_path.joinpath, settings)
        begun.append(Shown(window, model, thumbnails, steps))
        return begun[-1]

    yield make
    for one in begun:
        one.thumbnails.close()


def filled(qtbot: QtBot, shown: Shown) -> Shown:
    for _ in shown.steps:
        qtbot.wait(1)
    qtbot.waitUntil(shown.thumbnails.is_idle)
    qtbot.wait(20)
    return shown


def image(left: Snapshot) -> QImage:
    width, height = left.size
    return QImage(left.pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def live(shown: Shown, left: Snapshot) -> QImage:
    area = QRect(*left.place)
    return shown.screen(area).convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("grid", [False, True])
def test_no_frame_is_without_the_list(
    qtbot: QtBot, begin: Callable[..., Shown], monkeypatch: pytest.MonkeyPatch, grid: bool
):
    left = filled(qtbot, begin(grid=grid)).picture()
    assert left is not None
    read = Thumbnails._read

    def slowly(self: Thumbnails, key: tuple[str, int, int]) -> QImage | None:
        time.sleep(0.1)
        return read(self, key)

    monkeypatch.setattr(Thumbnails, "_read", slowly)
    shown = begin(left, grid=grid)
    assert live(shown, left) == image(left)
    for _ in shown.steps:
        qtbot.wait(2)
        assert live(shown, left) == image(left)
    qtbot.wait(50)
    assert live(shown, left) == image(left)
    assert shown.window.snapshot_size() is None
    assert shown.window.library.view.isVisible()
    again = shown.picture()
    assert again is not None
    assert again == left


@pytest.mark.parametrize("grid", [False, True])
def test_what_is_not_remembered_is_not_in_it(qtbot: QtBot, begin: Callable[..., Shown], grid: bool):
    left = filled(qtbot, begin(grid=grid)).picture()
    shown = filled(qtbot, begin(grid=grid))
    library, view, model = shown.window.library, shown.window.library.view, shown.model
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_End)
    view.selectAll()
    QTest.mouseMove(view.viewport(), QPoint(90, 90))
    model.set_playing(JOBS[0].id)
    model.set_sounding(True)
    model.set_transfer(Transfer(JOBS[1].id, "audio", 10, 100), JOBS[1].id)
    shown.window.compose.set_draft("it stands above the list\n" * 40)
    library.show_search("Song 5", deleted=False)
    library.filter_bar.name_search()
    library.filter_bar.set_text("Song 5 bpm:x")
    shown.window.notices.show_notice("One of them is gone.")
    qtbot.wait(50)
    told: list[object] = []
    library.table.selection_changed.connect(told.append)
    assert shown.picture() == left
    assert told == []


def test_nobody_takes_it_for_a_list(qtbot: QtBot, begin: Callable[..., Shown]):
    left = filled(qtbot, begin()).picture()
    assert left is not None
    shown = begin(left)
    middle = QRect(*left.place).center()
    seen = shown.window.childAt(middle)
    assert seen is not None
    assert seen.focusPolicy() == Qt.FocusPolicy.NoFocus
    told = QAccessible.queryAccessibleInterface(seen)
    assert told.childCount() == 0
    assert told.text(QAccessible.Text.Name) == ""
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(seen, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() in (None, shown.window)


def test_a_window_of_another_size_does_not_show_it(qtbot: QtBot, begin: Callable[..., Shown]):
    left = filled(qtbot, begin()).picture()
    assert left is not None
    assert begin(left._replace(window=(900, 700))).window.snapshot_size() is None
    window = begin(left).window
    assert window.snapshot_size() is not None
    window.resize(window.width(), window.height() - 20)
    assert window.snapshot_size() is None


def test_none_where_it_would_not_be_true(qtbot: QtBot, begin: Callable[..., Shown]):
    empty = filled(qtbot, begin())
    empty.model.load([])
    assert empty.picture() is None
    narrow = filled(qtbot, begin())
    narrow.window.sidebar.setVisible(narrow.window.sidebar.isHidden())
    assert narrow.picture() is None


def test_it_costs_an_exit_little(qtbot: QtBot, begin: Callable[..., Shown]):
    shown = filled(qtbot, begin())
    began = time.perf_counter()
    assert shown.picture() is not None
    assert time.perf_counter() - began < 0.3  # a shared machine; 20 ms by itself


def test_a_running_job_is_in_it(qtbot: QtBot, begin: Callable[..., Shown]):
    shown = filled(qtbot, begin())
    before = shown.picture()
    shown = filled(qtbot, begin())
    shown.model.add([job("f" * 32, JobStatus.RUNNING, created_at=1_800_000_000.0)])
    qtbot.wait(20)
    assert shown.picture() != before


def test_dark_rows_are_dark(qtbot: QtBot, begin: Callable[..., Shown], look: Look):
    bright = filled(qtbot, begin()).picture()
    look.set_theme(Theme.DARK)
    dark = filled(qtbot, begin()).picture()
    look.set_theme(Theme.LIGHT)
    assert bright is not None
    assert dark is not None
    last = QPoint(2, bright.size[1] - 2)
    assert image(bright).pixelColor(last).lightness() > 200
    assert image(dark).pixelColor(last).lightness() < 60


def test_another_day_empties_what_says_today(
    qtbot: QtBot, begin: Callable[..., Shown], monkeypatch: pytest.MonkeyPatch
):
    shown = filled(qtbot, begin())
    shown.window.library.table.horizontalHeader().set_shown(JobColumn.CREATED, True)  # type: ignore[attr-defined]
    left = shown.picture()
    assert left is not None
    assert left.dated == (0, 0, 0, 0)  # all are old
    shown = filled(qtbot, begin())
    header = shown.window.library.table.horizontalHeader()
    header.set_shown(JobColumn.CREATED, True)  # type: ignore[attr-defined]
    header.moveSection(header.visualIndex(JobModel.number_of(JobColumn.CREATED)), 1)
    shown.model.add([ready("f" * 32, "New", created_at=time.time())])
    qtbot.wait(20)
    left = shown.picture()
    assert left is not None
    x, y, width, height = left.dated
    assert (x > 40, y > 20, width > 50, height > 300) == (True,) * 4
    assert live(begin(left), left) == image(left)
    monkeypatch.setattr(ui_snapshot, "today", lambda: left.day + 1)
    other = live(begin(left), left)
    assert other.copy(0, 0, x, left.size[1]) == image(left).copy(0, 0, x, left.size[1])
    assert other.copy(x, 0, width, y) == image(left).copy(x, 0, width, y)  # its header
    empty = other.copy(x, y, width, height)
    ground = QImage(empty.size(), empty.format())
    ground.fill(QColor(LIGHT.surface))
    assert empty == ground
