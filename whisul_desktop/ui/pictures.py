"""Covers from disk: three formats by their magic bytes, within limits, off the GUI thread."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

_log = logging.getLogger(__name__)

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_SIDE = 8_000  # px
MAX_DECODED_MIB = 64


def picture_format(head: bytes) -> bytes | None:
    """Qt's name of the format that the first 12 bytes tell; None: not one that we open."""
    if head.startswith(b"\xff\xd8\xff"):
        return b"jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    return None


def read_picture(path: Path, bound: QSize | None = None) -> QImage:
    """The picture scaled down into `bound` (device pixels, aspect kept), or a null image.

    Blocking, for a worker thread. Never opens anything but JPEG, PNG and WebP, whatever
    the file is called; refuses sides and sizes that only an attack has.
    """
    QImageReader.setAllocationLimit(MAX_DECODED_MIB)
    try:
        with path.open("rb") as file:
            kind = picture_format(file.read(12))
        too_large = path.stat().st_size > MAX_FILE_BYTES
    except OSError:
        return QImage()
    if kind is None or too_large:
        _log.info("not a picture that is shown: %s", path.name)
        return QImage()
    # by its name, not by a QFile made in Python, which Qt would read under a lock while
    # it needs the GIL for it: see ui/icons.py
    reader = QImageReader(str(path), QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE:
        return QImage()
    if bound is not None:
        if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
            bound = bound.transposed()
        scaled = size.scaled(bound, Qt.AspectRatioMode.KeepAspectRatio)
        if scaled.width() < size.width():
            reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        _log.info("the picture %s can't be read: %s", path.name, reader.errorString())
    return image


class _Answer(QObject):
    """Carries the image to the GUI thread; the work holds it, so it may outlive the asker."""

    done = Signal(object, object)


class PictureLoader(QObject):
    """Decodes one picture at a time; only the latest request is answered."""

    loaded = Signal(object, object)  # Path, QImage (null where it can't be shown)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Path | None = None
        self._answer = _Answer()
        self._answer.done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def request(self, path: Path, bound: QSize) -> None:
        """Answer by `loaded`, scaled down into `bound` device pixels."""
        self._wanted = path
        answer = self._answer

        def work() -> None:
            answer.done.emit(path, read_picture(path, bound))

        QThreadPool.globalInstance().start(work)

    def forget(self) -> None:
        """Whatever is still on its way is no longer wanted."""
        self._wanted = None

    def _on_done(self, path: Path, image: QImage) -> None:
        if path == self._wanted:
            self.loaded.emit(path, image)
