"""Small square covers, decoded off the GUI thread and kept in memory."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QObject,
    QRect,
    QSize,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QImageReader, QPixmap

_log = logging.getLogger(__name__)
_MAX_FILE = 32 * 1024 * 1024  # bytes; a cover has a few hundred kB
_MAX_DECODED = 64 * 1024 * 1024  # bytes at 4 a pixel: 4096 × 4096
_CACHE = 24 * 1024 * 1024  # bytes of pixmaps; 64 px at 200 % take 64 kB
_RETRY_FIRST = 30.0  # seconds until a picture that could not be read is tried again …
_RETRY_LAST = 1_800.0  # … doubled each time up to this
_Key = tuple[str, int]  # path, side in device pixels


@dataclass(slots=True)
class _Failure:
    pause: float
    until: float


class Thumbnails(QObject):
    """`request` gives what is there now; `ready` tells when more can be had for a path."""

    ready = Signal(object)  # the Path
    _decoded = Signal(object, object)  # key, QImage or None; from a thread of the pool

    def __init__(self, parent: QObject | None = None, *, limit: int = _CACHE) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(_MAX_DECODED // (1024 * 1024))
        self._limit = limit
        self._bytes = 0
        self._pixmaps: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._failures: dict[str, _Failure] = {}
        self._wanted: dict[_Key, None] = {}  # asked for since the last turn of the loop
        self._pending: set[_Key] = set()
        self._forgotten: set[_Key] = set()  # pending, but of a file that has changed since
        self._asked = 0
        self._closed = False
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)
        # what a paint asks for starts after the paint, so that it never slows it
        self._start = QTimer(self, singleShot=True, interval=0)
        self._start.timeout.connect(self._on_start)
        self._decoded.connect(self._on_decoded)

    def request(self, path: Path, size: int, ratio: float) -> QPixmap | None:
        """The centre square of the picture at `path`, `size` logical pixels on a screen of
        device pixel `ratio`; None while it is not there (`ready` follows) or is no picture."""
        key = (str(path), max(1, round(size * ratio)))
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            if pixmap.devicePixelRatioF() == ratio:
                return pixmap
            pixmap = QPixmap(pixmap)
            pixmap.setDevicePixelRatio(ratio)
            return pixmap
        failure = self._failures.get(key[0])
        waits = failure is not None and time.monotonic() < failure.until
        if not (self._closed or waits or key in self._pending):
            self._wanted[key] = None
            self._start.start()
        return None

    def forget(self, path: Path) -> None:
        """The file was replaced or removed: ask the disk again the next time."""
        name = str(path)
        self._failures.pop(name, None)
        for key in [key for key in self._pixmaps if key[0] == name]:
            self._bytes -= _weight(self._pixmaps.pop(key))
        self._forgotten.update(key for key in self._pending if key[0] == name)

    def close(self) -> None:
        """Drop what waits and wait for what is being decoded: milliseconds."""
        self._closed = True
        self._start.stop()
        self._wanted.clear()
        self._pool.clear()
        self._pool.waitForDone(2_000)
        self._pending.clear()

    def _on_start(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for key in wanted:
            self._pending.add(key)
            self._asked += 1
            # the newest first: they are what is on the screen after a quick scroll
            self._pool.start(lambda key=key: self._decode(key), self._asked)

    def _decode(self, key: _Key) -> None:
        """In a thread of the pool, which must see no exception."""
        image = None
        try:
            image = decode_square(Path(key[0]), key[1])
        except Exception:  # noqa: BLE001 - reported; a pool thread has nobody to raise to
            _log.exception("a cover could not be decoded")
        self._decoded.emit(key, image)

    def _on_decoded(self, key: _Key, image: QImage | None) -> None:
        self._pending.discard(key)
        if self._closed:
            return
        path = Path(key[0])
        if key in self._forgotten:
            self._forgotten.discard(key)
            self.ready.emit(path)
            return
        if image is None:
            failure = self._failures.get(key[0])
            pause = min(failure.pause * 2, _RETRY_LAST) if failure else _RETRY_FIRST
            self._failures[key[0]] = _Failure(pause, time.monotonic() + pause)
            return
        self._failures.pop(key[0], None)
        pixmap = QPixmap.fromImage(image)
        self._pixmaps[key] = pixmap
        self._bytes += _weight(pixmap)
        while self._bytes > self._limit and len(self._pixmaps) > 1:
            self._bytes -= _weight(self._pixmaps.popitem(last=False)[1])
        self.ready.emit(path)


def decode_square(path: Path, side: int) -> QImage | None:
    """The centre square of a JPEG, PNG or WebP file, `side` pixels wide; None for all else.

    Blocking. The format comes from the first bytes alone: no other reader of Qt's (SVG,
    PDF …) ever sees what came from a server. Nothing above 64 MB is decoded.
    """
    try:
        if path.stat().st_size > _MAX_FILE:
            return None
        with path.open("rb") as file:
            kind = _format(file.read(16))
    except OSError:
        return None
    if not kind:
        return None
    # by name: with a QIODevice of Python's, one thread would hold the lock of Qt's image
    # plugins and want the interpreter's, and another the reverse
    reader = QImageReader(str(path), QByteArray(kind))
    reader.setDecideFormatFromContent(False)
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() * 4 > _MAX_DECODED:
        return None
    square = min(size.width(), size.height())
    left, top = (size.width() - square) // 2, (size.height() - square) // 2
    reader.setClipRect(QRect(left, top, square, square))
    reader.setScaledSize(QSize(side, side))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return None
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _format(data: bytes) -> bytes:
    if data.startswith(b"\xff\xd8\xff"):
        return b"jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return b"webp"
    return b""


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
