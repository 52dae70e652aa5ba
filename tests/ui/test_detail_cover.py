"""Covers: what is decoded, how it is shown, and the full-size view."""

from __future__ import annotations

import struct
import threading
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGraphicsView, QStyle
from pytestqt.qtbot import QtBot

from tests.ui.detail_fixtures import READY, job, named, picture
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui import motif, pictures
from whisul_desktop.ui.cover_box import CoverBox
from whisul_desktop.ui.cover_view import CoverView
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.pictures import PictureLoader, read_picture
from whisul_desktop.ui.theme import Look


def _png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + end + b"\0" * 64


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_the_three_formats_are_read_whatever_the_file_is_called(tmp_path: Path, kind: str) -> None:
    path = picture(tmp_path / "cover.bin", QSize(600, 300), kind)
    image = read_picture(path, QSize(200, 200))
    assert image.size() == QSize(200, 100)
    assert read_picture(path).size() == QSize(600, 300)
    assert read_picture(path, QSize(4096, 4096)).size() == QSize(600, 300)


@pytest.mark.qt_log_ignore("JPEG datastream contains no image", extend=True)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"<!doctype html><title>sign in</title>",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
        b"%PDF-1.7\n",
        b"GIF89a" + b"\0" * 40,
        _png_header(8_001, 10),
        _png_header(7_900, 7_900),
        _png_header(2_000_000_000, 2_000_000_000),
    ],
)
def test_everything_else_is_no_picture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(content)
    assert read_picture(path, QSize(300, 300)).isNull()
    assert read_picture(tmp_path / "missing.jpg").isNull()


def test_it_is_decoded_in_another_thread_and_only_the_latest_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    real = pictures.read_picture

    def watched(path: Path, bound: QSize | None = None) -> QImage:
        threads.append(threading.get_ident())
        return real(path, bound)

    monkeypatch.setattr(pictures, "read_picture", watched)
    first = picture(tmp_path / "1.jpg", QSize(50, 50))
    second = picture(tmp_path / "2.jpg", QSize(60, 60))
    loader = PictureLoader()
    told: list[Path] = []
    loader.loaded.connect(lambda path, _image: told.append(path))
    loader.request(first, QSize(100, 100))
    loader.request(second, QSize(100, 100))
    qtbot.waitUntil(lambda: told == [second])
    assert threading.get_ident() not in threads
    loader.request(first, QSize(100, 100))
    loader.forget()
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(0)
    assert told == [second]


def test_a_loader_that_goes_away_meanwhile_harms_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    path = picture(tmp_path / "1.jpg", QSize(900, 900))
    for _ in range(20):
        PictureLoader().request(path, QSize(800, 800))
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(0)


def test_covers_and_icons_are_drawn_at_once_without_a_standstill(
    qtbot: QtBot,
    look: Look,
    tmp_path: Path,
) -> None:
    # Qt reads a QBuffer made in Python under a lock that a decoding thread also needs
    path = picture(tmp_path / "1.jpg", QSize(64, 64))
    pool = QThreadPool.globalInstance()
    for _ in range(300):
        pool.start(lambda: read_picture(path, QSize(32, 32)))
    for number in range(600):
        assert not look.pixmap("play", "text", 16 + number % 40, 1.0).isNull()
    assert pool.waitForDone(20_000)


def _box(qtbot: QtBot, look: Look) -> CoverBox:
    box = CoverBox(look)
    qtbot.addWidget(box)
    box.resize(300, 300)
    box.show()
    return box


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_a_picture_that_is_not_as_wide_begins_where_the_text_below_does(
    qtbot: QtBot, look: Look, tmp_path: Path, direction: Qt.LayoutDirection
) -> None:
    box = _box(qtbot, look)
    box.setLayoutDirection(direction)
    box.resize(300, 280)
    square = picture(tmp_path / "square.png", QSize(600, 600), "png")
    box.set_state(square, "seed", waiting=False, compact=False)
    qtbot.waitUntil(box.isEnabled)
    qtbot.waitUntil(lambda: box.grab().toImage().pixelColor(150, 140).name() == "#c0336b")
    row = box.grab().toImage()
    painted = [x for x in range(300) if row.pixelColor(x, 140).name() == "#c0336b"]
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    assert (painted[0], painted[-1]) == ((20, 299) if mirrored else (0, 279))


def test_the_aspect_is_kept_and_the_corners_are_round(
    qtbot: QtBot,
    look: Look,
    cover: Path,
) -> None:
    box = _box(qtbot, look)
    box.set_state(cover, "seed", waiting=False, compact=False)
    qtbot.waitUntil(box.isEnabled)
    qtbot.waitUntil(lambda: box.grab().toImage().pixelColor(150, 150).name() == "#c0336b")
    image = box.grab().toImage()
    assert image.pixelColor(150, 45).name() != "#c0336b"  # 900 × 600 in 300 × 300: 200 high
    assert image.pixelColor(150, 55).name() == "#c0336b"
    assert image.pixelColor(1, 51).name() != "#c0336b"
    assert image.pixelColor(20, 52).name() == "#c0336b"


def test_only_a_picture_can_be_opened_and_by_keys_too(
    qtbot: QtBot,
    look: Look,
    cover: Path,
) -> None:
    box = _box(qtbot, look)
    clicks: list[bool] = []
    box.clicked.connect(lambda: clicks.append(True))
    box.set_state(None, "seed", waiting=True, compact=False)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not clicks
    assert box.focusPolicy() == Qt.FocusPolicy.NoFocus
    box.set_state(cover, "seed", waiting=False, compact=False)
    qtbot.waitUntil(box.isEnabled)
    assert box.accessibleName() == "Show cover in full size"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(box, key)
    assert len(clicks) == 3
    box.set_state(None, "seed", waiting=False, compact=True)
    assert not box.isEnabled()
    assert box.heightForWidth(300) < 150


def test_a_picture_that_cannot_be_read_leaves_the_stand_in(
    qtbot: QtBot,
    look: Look,
    tmp_path: Path,
) -> None:
    box = _box(qtbot, look)
    damaged = tmp_path / "cover.jpg"
    damaged.write_bytes(b"<html>")
    with qtbot.waitSignal(box._loader.loaded):
        box.set_state(damaged, "seed", waiting=False, compact=False)
    assert not box.isEnabled()
    assert not box.grab().isNull()


def test_waiting_moves_unless_the_system_asks_for_stillness(
    qtbot: QtBot,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = _box(qtbot, look)
    box.set_state(None, "seed", waiting=True, compact=False)
    before = box.grab().toImage()
    qtbot.waitUntil(lambda: box.grab().toImage() != before)
    box.hide()
    assert not box._frames.isActive()
    monkeypatch.setattr("whisul_desktop.ui.cover_box.motion_allowed", lambda _widget: False)
    box.show()
    assert not box._frames.isActive()
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    assert motif.motion_allowed(box) == (box.style().styleHint(hint, None, box) > 0)


def test_the_view_fits_zooms_and_closes(qtbot: QtBot, look: Look, cover: Path) -> None:
    view = CoverView(look)
    qtbot.addWidget(view)
    view.resize(600, 600)
    view.show_cover(cover, "Midnight\nGrid")
    canvas = view.findChild(QGraphicsView)
    assert canvas is not None
    qtbot.waitUntil(lambda: 0 < view.zoom < 1)
    assert not view.isModal()
    assert view.windowTitle() == "Midnight Grid"
    fitted = view.zoom
    qtbot.mouseClick(named(view, "100 %"), Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(1.0)
    qtbot.mouseClick(named(view, "Zoom in"), Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(1.25)
    for _ in range(40):
        view.zoom_in()
    assert view.zoom == pytest.approx(8.0)
    for _ in range(80):
        view.zoom_out()
    assert view.zoom == pytest.approx(64 / 900)
    qtbot.mouseClick(named(view, "Fit"), Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(fitted, rel=0.05)
    view.resize(500, 400)
    qtbot.waitUntil(lambda: view.zoom < fitted)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_panel_opens_its_cover(
    qtbot: QtBot,
    look: Look,
    cover: Path,
) -> None:
    panel = DetailPanel(look)
    qtbot.addWidget(panel)
    panel.resize(360, 700)
    panel.show()
    panel.show_job(READY, cover)
    qtbot.waitUntil(lambda: named(panel, "Show cover in full size", CoverBox).isEnabled())
    with qtbot.waitSignal(panel.cover_opened) as opened:
        qtbot.mouseClick(named(panel, "Show cover in full size"), Qt.MouseButton.LeftButton)
    assert opened.args == [READY.id]
    view = panel.findChild(CoverView)
    assert view is not None
    assert view.isVisible()
    view.close()
    panel.show_job(job(JobStatus.RUNNING), None)
    assert not named(panel, "Cover", CoverBox).isEnabled()
