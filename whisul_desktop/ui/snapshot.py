"""The picture of the list in the first frame, until the live list stands in its place.

Loaded before the first paint: what makes such a picture is ui/snapshot_maker.py.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QLocale, QSize, qVersion
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from whisul_desktop import __version__
from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.ui.ground import fill


class SnapshotView(QLabel):
    """A picture and no more: no keys, no clicks, nothing for a screen reader.

    It stands above the window's parts and is seen only in a window of the size that it was
    taken of.
    """

    def __init__(self, snapshot: Snapshot, window: QWidget) -> None:
        super().__init__(window)
        self._window_size = QSize(*snapshot.window)
        width, height = snapshot.size
        image = QImage(snapshot.pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
        ratio = window.devicePixelRatioF()
        image.setDevicePixelRatio(ratio)
        self._pixels = snapshot.pixels  # which the picture does not own: no copy of megabytes
        self.setPixmap(QPixmap.fromImage(image))
        self.setGeometry(*snapshot.place)
        if snapshot.day != today():
            empty = QWidget(self)
            empty.setGeometry(*snapshot.dated)
            left, top = snapshot.dated[:2]
            fill(empty, image.pixelColor(round(left * ratio), round(top * ratio)))
        self.fit(window.size())

    def fit(self, window: QSize) -> None:
        """The window is of this size now."""
        self.setVisible(window == self._window_size)


def today() -> int:
    """The local day, as 20260217."""
    return int(time.strftime("%Y%m%d"))


def made_under(window: QWidget, *, dark: bool, language: str) -> str:
    """What a picture of the list depends on, beside the library and the settings."""
    locale, short = QLocale.system(), QLocale.FormatType.ShortFormat
    return repr((
        __version__,
        qVersion(),
        dark,
        window.devicePixelRatioF(),
        window.logicalDpiX(),
        QApplication.font().toString(),
        language,
        locale.name(),
        locale.uiLanguages(),
        locale.dateFormat(short),
        locale.timeFormat(short),
        time.strftime("%z"),
    ))  # fmt: skip
