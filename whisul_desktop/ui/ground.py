"""The ground of a widget in one colour, for the first frame."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget


def fill(widget: QWidget, color: QColor) -> None:
    """A QPainter would load the `Qt` namespace, 20 ms by itself."""
    palette = QPalette()  # QPalette(QColor) would load it too
    palette.setColor(QPalette.ColorRole.Window, color)
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
