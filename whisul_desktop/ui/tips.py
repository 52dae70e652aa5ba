"""Tooltips in a place where they cover nothing that is to be clicked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QToolTip, QWidget

_QT_OFFSET = QPoint(2, 16)  # which Qt adds, as if the place were the pointer's
_GAP = 4  # px


def show_below(widget: QWidget, area: QRect, text: str) -> None:
    """Say `text` under `area` of the widget while the pointer is in it; "" says nothing."""
    place = area.bottomLeft() + QPoint(0, _GAP)
    QToolTip.showText(widget.mapToGlobal(place) - _QT_OFFSET, text, widget, area)
