"""Small copies of covers on disk, so that a large picture is decoded once and not at each start."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from whisul_desktop.ui.pictures import picture_format

_log = logging.getLogger(__name__)
_MAX_FILE = 32 * 1024 * 1024  # bytes; a cover has a few hundred kB
MAX_DECODED = 64 * 1024 * 1024  # bytes at 4 a pixel: 4096 × 4096
LEVELS = (80, 320)  # pixels: a row's cover and a tile's, on a screen of 200 %
_SAME = 2.0  # seconds by which file systems round the time of a file
_QUALITY = 90


class ThumbnailFiles:
    """`<cover's name>.<level>` in `folder`, each with the time of its cover: where the two
    differ, or a copy can't be read, it is made anew. Without a folder nothing is kept.

    For worker threads: everything here blocks.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, source: Path, side: int) -> QImage | None:
        """The centre square of a cover, `side` pixels wide; None where it is no picture."""
        folder, level = self._folder, next((level for level in LEVELS if level >= side), None)
        if folder is None or level is None:
            return decode_square(source, side)
        try:
            made_at = source.stat().st_mtime
        except OSError:
            return None
        path = folder / f"{source.name}.{level}"
        image = _kept(path, made_at, side)
        if image is not None:
            return image
        if level != LEVELS[-1]:  # the largest may be there, and is quickly made smaller
            image = _kept(folder / f"{source.name}.{LEVELS[-1]}", made_at, level)
        if image is None:
            image = decode_square(source, level)
        if image is None:
            return None
        self._keep(image, path, source, made_at)
        kept = _kept(path, made_at, side)
        if kept is not None:
            image = kept  # not a pixel differs from what the next start shows
        smooth = Qt.TransformationMode.SmoothTransformation
        return image.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)

    def _keep(self, image: QImage, path: Path, source: Path, made_at: float) -> None:
        """Whole or not at all. Where that can't be, pictures are decoded at each start."""
        part = path.with_name(f"{path.name}.{threading.get_ident()}.part")
        opaque = not image.hasAlphaChannel()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = QImageWriter(str(part), QByteArray(b"jpeg" if opaque else b"png"))
            writer.setQuality(_QUALITY if opaque else -1)
            if not writer.write(image):
                raise OSError(f"{part.name}: {writer.errorString()}")
            os.utime(part, (made_at, made_at))
            part.replace(path)
            if not source.exists():  # its song was forgotten meanwhile, and copies with it
                path.unlink(missing_ok=True)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            if self._folder is not None:
                self._folder = None  # said once, and not tried again in this run
                _log.info("small covers can't be kept: %s", error)


def _kept(path: Path, made_at: float, side: int) -> QImage | None:
    try:
        fresh = abs(path.stat().st_mtime - made_at) <= _SAME
    except OSError:
        return None
    return decode_square(path, side) if fresh else None


def decode_square(path: Path, side: int) -> QImage | None:
    """The centre square of a JPEG, PNG or WebP file, `side` pixels wide; None for all else.

    Blocking. The format comes from the first bytes alone: no other reader of Qt's (SVG,
    PDF …) ever sees what came from a server. Nothing above 64 MB is decoded.
    """
    try:
        if path.stat().st_size > _MAX_FILE:
            return None
        with path.open("rb") as file:
            kind = picture_format(file.read(16))
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
    if size.isEmpty() or size.width() * size.height() * 4 > MAX_DECODED:
        return None
    square = min(size.width(), size.height())
    left, top = (size.width() - square) // 2, (size.height() - square) // 2
    reader.setClipRect(QRect(left, top, square, square))
    reader.setScaledSize(QSize(side, side))
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image
