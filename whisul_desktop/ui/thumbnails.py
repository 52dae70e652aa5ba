"""Small square covers, decoded off the GUI thread and kept in memory."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRectF,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter, QPixmap

from whisul_desktop.ui.thumbnail_files import MAX_DECODED, ThumbnailFiles

_log = logging.getLogger(__name__)
_THREADS = min(2, max(1, (os.cpu_count() or 2) - 1))  # a processor is left to the window
_CACHE = 32 * 1024 * 1024  # bytes of pixmaps; a tile's at 200 % takes 400 kB
_MOST_WAITING = 256  # requests; two screens full of the smallest tiles
_RETRY_FIRST = 30.0  # seconds until a picture that could not be read is tried again …
_RETRY_LAST = 1_800.0  # … doubled each time up to this
_Key = tuple[str, int, int]  # path, side and radius of the corners in device pixels


@dataclass(slots=True)
class _Failure:
    pause: float
    until: float


class Thumbnails(QObject):
    """`request` gives what is there now; `ready` tells when more can be had for a path.

    `folder`: where small copies are kept (ui/thumbnail_files.py); None: nowhere.
    """

    ready = Signal(object)  # the Path
    _decoded = Signal(object, object)  # key, QImage or None; from a thread of the pool

    def __init__(
        self, parent: QObject | None = None, folder: Path | None = None, *, limit: int = _CACHE
    ) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(MAX_DECODED // (1024 * 1024))
        self._files = ThumbnailFiles(folder)
        self._limit = limit
        self._bytes = 0
        self._pixmaps: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._failures: dict[str, _Failure] = {}
        self._forgotten: set[_Key] = set()  # pending, but of a file that has changed since
        self._closed = False
        self._lock = threading.Lock()  # for the three below, which the pool's threads share
        self._wanted: OrderedDict[_Key, None] = OrderedDict()  # the newest last
        self._pending: set[_Key] = set()
        self._working = 0
        # The first use of a class of Qt's by two threads at once may end the process: PySide
        # completes it then. So the first picture is decoded alone.
        self._threads = 1
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(_THREADS)
        # what a paint asks for starts after the paint, so that it never slows it
        self._start = QTimer(self, singleShot=True, interval=0)
        self._start.timeout.connect(self._on_start)
        self._decoded.connect(self._on_decoded)

    def request(self, path: Path, size: int, ratio: float, radius: int = 0) -> QPixmap | None:
        """The centre square of the picture at `path`, `size` logical pixels on a screen of
        device pixel `ratio`, with corners of `radius`; None while it is not there (`ready`
        follows) or is no picture. What was asked for last comes first, and what nobody asked
        for again since many others is dropped: ask at each paint."""
        key = (str(path), max(1, round(size * ratio)), round(radius * ratio))
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
        if not (self._closed or waits):
            self._want(key)
        return None

    def forget(self, path: Path) -> None:
        """The file was replaced or removed: ask the disk again the next time."""
        name = str(path)
        self._failures.pop(name, None)
        for key in [key for key in self._pixmaps if key[0] == name]:
            self._bytes -= _weight(self._pixmaps.pop(key))
        with self._lock:
            self._forgotten.update(key for key in self._pending if key[0] == name)

    def is_idle(self) -> bool:
        """Whether all that was asked for is there, or can't be had."""
        with self._lock:
            return not (self._wanted or self._pending)

    def settle(self, patience: int) -> bool:
        """Wait so many ms for what was asked for; whether it is idle then."""
        self._on_start()
        self._pool.waitForDone(patience)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)  # `_decoded`
        return self.is_idle()

    def close(self) -> None:
        """Drop what waits and wait for what is being decoded: milliseconds."""
        self._closed = True
        self._start.stop()
        with self._lock:
            self._wanted.clear()
        self._pool.waitForDone(2_000)
        self._pending.clear()

    def _want(self, key: _Key) -> None:
        with self._lock:
            if key in self._pending:
                return
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            if len(self._wanted) > _MOST_WAITING:
                self._wanted.popitem(last=False)
        self._start.start()

    def _on_start(self) -> None:
        with self._lock:
            more = min(self._threads - self._working, len(self._wanted))
            self._working += more
        for _ in range(more):
            self._pool.start(self._work)

    def _work(self) -> None:
        """In a thread of the pool, which must see no exception."""
        while True:
            with self._lock:
                if not self._wanted:
                    self._working -= 1
                    return
                key, _ = self._wanted.popitem()
                self._pending.add(key)
            image = None
            try:
                image = self._read(key)
            except Exception:  # noqa: BLE001 - reported; a pool thread has nobody to raise to
                _log.exception("a cover could not be decoded")
            self._decoded.emit(key, image)

    def _read(self, key: _Key) -> QImage | None:
        name, side, radius = key
        image = self._files.read(Path(name), side)
        if image is None:
            return None
        # what the screen takes without a conversion
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        return _rounded(image, radius) if radius else image

    def _on_decoded(self, key: _Key, image: QImage | None) -> None:
        with self._lock:
            self._pending.discard(key)
        if image is not None and self._threads == 1:
            self._threads = _THREADS
            self._start.start()
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


def _rounded(image: QImage, radius: int) -> QImage:
    """With round corners: to clip at each paint would take longer than all the rest of it."""
    rounded = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    rounded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(rounded)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
    painter.end()
    return rounded


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
