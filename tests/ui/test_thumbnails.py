"""Covers: decoded off the GUI thread, by their first bytes, within limits (fault 22)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import picture
from whisul_desktop.ui import thumbnail_files as files
from whisul_desktop.ui import thumbnails as module
from whisul_desktop.ui.thumbnail_files import decode_square
from whisul_desktop.ui.thumbnails import Thumbnails


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[Thumbnails]:
    made = Thumbnails()
    yield made
    made.close()


def test_decodes_off_the_gui_thread(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def watched(path: Path, side: int) -> QImage | None:
        threads.append(threading.get_ident())
        return decode_square(path, side)

    monkeypatch.setattr(files, "decode_square", watched)
    path = picture(tmp_path / "a.jpg", 300, 200)
    with qtbot.waitSignal(thumbnails.ready) as got:
        assert thumbnails.request(path, 40, 2.0) is None
        assert thumbnails.request(path, 40, 2.0) is None  # asked for once
    assert got.args == [path]
    pixmap = thumbnails.request(path, 40, 2.0)
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatioF()) == (80, 80, 2.0)
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_reads_the_three_formats_whatever_the_name(tmp_path: Path, suffix: str) -> None:
    path = picture(tmp_path / f"a.{suffix}").rename(tmp_path / "cover.bin")
    image = decode_square(path, 40)
    assert image is not None
    assert (image.width(), image.height()) == (40, 40)
    assert abs(image.pixelColor(20, 20).red() - 0xC0) < 8


def test_takes_the_centre_square(tmp_path: Path) -> None:
    wide = QImage(300, 100, QImage.Format.Format_RGB32)
    wide.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            wide.setPixelColor(x, y, QColor("blue"))
    assert wide.save(str(tmp_path / "wide.png"))
    image = decode_square(tmp_path / "wide.png", 50)
    assert image is not None
    assert {image.pixelColor(x, 25).name() for x in (2, 25, 47)} == {"#0000ff"}


@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"%PDF-1.7",
        b"<!doctype html>",
        b"GIF89a" + bytes(50),
        b"BM" + bytes(60),
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n" + bytes(20),
    ],
)
def test_refuses_all_else(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(data)
    assert decode_square(path, 40) is None


def test_refuses_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = QImage(8000, 8000, QImage.Format.Format_Mono)
    bomb.fill(1)
    assert bomb.save(str(tmp_path / "bomb.png"))
    assert (tmp_path / "bomb.png").stat().st_size < 100_000
    assert decode_square(tmp_path / "bomb.png", 40) is None
    path = picture(tmp_path / "a.jpg")
    assert decode_square(path, 40) is not None
    monkeypatch.setattr(files, "_MAX_FILE", 10)
    assert decode_square(path, 40) is None
    assert decode_square(tmp_path / "missing.jpg", 40) is None


def test_a_failing_file_is_not_asked_for_at_every_paint(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def failing(path: Path, _side: int) -> None:
        asked.append(path)

    monkeypatch.setattr(files, "decode_square", failing)
    now = 1_000.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    path = tmp_path / "a.jpg"
    thumbnails.request(path, 40, 1.0)
    qtbot.waitUntil(lambda: str(path) in thumbnails._failures)
    for _ in range(50):
        assert thumbnails.request(path, 40, 1.0) is None
    assert not thumbnails._wanted
    now += 31
    thumbnails.request(path, 40, 1.0)
    qtbot.waitUntil(lambda: len(asked) == 2 and not thumbnails._pending)
    assert thumbnails._failures[str(path)].pause == 60
    thumbnails.forget(path)
    thumbnails.request(path, 40, 1.0)
    qtbot.waitUntil(lambda: len(asked) == 3)


def test_forget_takes_up_a_new_file(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", color="#ff0000")
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.request(path, 8, 1.0)
    picture(path, color="#00ff00")
    thumbnails.forget(path)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.request(path, 8, 1.0) is None
    pixmap = thumbnails.request(path, 8, 1.0)
    assert pixmap is not None
    assert pixmap.toImage().pixelColor(4, 4).name() == "#00ff00"


def test_keeps_the_latest_within_its_limit(qtbot: QtBot, tmp_path: Path) -> None:
    small = Thumbnails(limit=3 * 10 * 10 * 4)
    paths = [picture(tmp_path / f"{number}.png") for number in range(4)]
    for path in paths:
        with qtbot.waitSignal(small.ready):
            small.request(path, 10, 1.0)
        small.request(paths[0], 10, 1.0)  # used again and again: stays
    kept = [path for path in paths if (str(path), 10, 0) in small._pixmaps]
    small.close()
    assert kept == [paths[0], paths[2], paths[3]]


def test_close_leaves_nothing_behind(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    paths = [picture(tmp_path / f"{number}.png", 900, 900) for number in range(6)]
    for path in paths:
        thumbnails.request(path, 40, 1.0)
    qtbot.waitUntil(lambda: thumbnails._working > 0)
    thumbnails.close()
    assert thumbnails._pool.activeThreadCount() == 0
    late = picture(tmp_path / "late.png")
    assert thumbnails.request(late, 40, 1.0) is None
    assert not thumbnails._wanted


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[Thumbnails]:
    made = Thumbnails(folder=tmp_path / "thumbs")
    yield made
    made.close()


def get(qtbot: QtBot, thumbnails: Thumbnails, path: Path, size: int) -> QImage:
    """Through `ready`, as a view does."""
    if thumbnails.request(path, size, 1.0) is None:
        qtbot.waitUntil(lambda: thumbnails.request(path, size, 1.0) is not None)
    pixmap = thumbnails.request(path, size, 1.0)
    assert pixmap is not None
    return pixmap.toImage()


def test_a_small_copy_is_kept_and_used(
    qtbot: QtBot, kept: Thumbnails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "id.jpg", 900, 600, "#c03040")
    assert get(qtbot, kept, path, 160).width() == 160
    names = {one.name for one in (tmp_path / "thumbs").iterdir()}
    assert names == {"id.jpg.320"}
    read: list[str] = []

    def watched(source: Path, side: int) -> QImage | None:
        read.append(source.name)
        return decode_square(source, side)

    monkeypatch.setattr(files, "decode_square", watched)
    again = Thumbnails(folder=tmp_path / "thumbs")  # the next start
    assert abs(get(qtbot, again, path, 160).pixelColor(80, 80).red() - 0xC0) < 8
    assert get(qtbot, again, path, 40).width() == 40  # made from the larger copy
    again.close()
    # and read from its own, as all later starts will do: no pixel may differ then
    assert read == ["id.jpg.320", "id.jpg.320", "id.jpg.80"]


@pytest.mark.qt_log_ignore("JPEG datastream|Corrupt JPEG|premature end", extend=True)
@pytest.mark.parametrize("damage", [b"", b"junk", b"\xff\xd8\xff\xe0"])
def test_a_damaged_copy_is_made_anew(
    qtbot: QtBot, kept: Thumbnails, tmp_path: Path, damage: bytes
) -> None:
    path = picture(tmp_path / "id.png", 400, 400, "#00ff00")
    get(qtbot, kept, path, 160)
    copy = tmp_path / "thumbs" / "id.png.320"
    whole, times = copy.read_bytes(), copy.stat()
    copy.write_bytes(damage)
    os.utime(copy, (times.st_atime, times.st_mtime))
    kept.forget(path)
    assert get(qtbot, kept, path, 160).pixelColor(80, 80).green() > 240
    assert copy.read_bytes() == whole


def test_a_copy_of_an_older_cover_is_made_anew(
    qtbot: QtBot, kept: Thumbnails, tmp_path: Path
) -> None:
    path = picture(tmp_path / "id.png", 400, 400, "#ff0000")
    os.utime(path, (1_000_000, 1_000_000))
    get(qtbot, kept, path, 160)
    picture(path, 400, 400, "#00ff00")
    kept.forget(path)
    assert get(qtbot, kept, path, 160).pixelColor(80, 80).green() > 240


def test_without_a_place_for_copies_there_are_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "thumbs").write_text("in the way")
    thumbnails = Thumbnails(folder=tmp_path / "thumbs")
    path = picture(tmp_path / "id.png", 400, 400)
    assert get(qtbot, thumbnails, path, 160).width() == 160
    assert get(qtbot, thumbnails, path, 40).width() == 40
    thumbnails.close()


def test_what_is_asked_for_last_comes_first_and_the_oldest_are_dropped(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "_MOST_WAITING", 20)
    monkeypatch.setattr(files, "decode_square", lambda path, _side: asked.append(path.name))
    for number in range(50):
        thumbnails.request(tmp_path / f"{number:02}.jpg", 40, 1.0)
    qtbot.waitUntil(lambda: len(thumbnails._failures) == 20)
    assert sorted(asked) == [f"{number:02}.jpg" for number in range(30, 50)]
    assert asked[0] in {"49.jpg", "48.jpg"}


def test_corners_are_round(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", 64, 64)
    qtbot.waitUntil(lambda: thumbnails.request(path, 40, 1.0, 8) is not None)
    pixmap = thumbnails.request(path, 40, 1.0, 8)
    assert pixmap is not None
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(20, 0).alpha() == 255
