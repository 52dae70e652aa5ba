"""Makes the picture of the list that the next start shows first; loaded by an exit alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QImage

from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.ui.main_window import NARROW, MainWindow
from whisul_desktop.ui.snapshot import today
from whisul_desktop.ui.thumbnails import Thumbnails

_PATIENCE = 50  # ms for covers that are not in memory: an exit must not wait for a picture


def snapshot(window: MainWindow, thumbnails: Thumbnails, *, sidebar: bool) -> Snapshot | None:
    """The list as the next start will show it, once the window is hidden, which is changed for
    it; `sidebar`: whether it is wanted. None where there is none, or it can't be told how it
    will look."""
    library, sidebar = window.library, sidebar and window.width() >= NARROW
    library.rest()
    if library.is_empty() or window.sidebar.isHidden() is sidebar:
        return None
    view = library.view
    for part in (library.filter_bar, library):  # Qt lets layouts wait where nobody sees them
        if (layout := part.layout()) is not None:
            layout.activate()
    view.grab(QRect(0, 0, 1, 1))  # and what is in the view
    QCoreApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))  # no hover
    area = view.list_area()
    place = view.mapTo(window, area.topLeft())
    view.ask_for_covers(view.first_rows(area.size()), window.devicePixelRatioF())
    if not thumbnails.settle(_PATIENCE):
        return None
    dated = view.dated_area().translated(-area.topLeft())
    image = view.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return Snapshot(
        window.size().toTuple(),
        (place.x(), place.y(), area.width(), area.height()),
        (dated.x(), dated.y(), dated.width(), dated.height()),
        today(),
        image.size().toTuple(),
        bytes(image.constBits()),
    )
