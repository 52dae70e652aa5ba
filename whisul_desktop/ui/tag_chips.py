"""The tags of a song as chips; a click asks for all songs that have the tag."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from whisul_desktop.ui import wording
from whisul_desktop.ui.flow_layout import FlowLayout

_SHOWN = 24
_LENGTH = 28  # characters on a chip; the tooltip has all


class TagChips(QWidget):
    """Hidden where there are none; unchanged tags keep their buttons and the focus."""

    tag_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self._flow = FlowLayout(self, gap=6)
        self._flow.setContentsMargins(0, 12, 0, 0)
        self.hide()

    def set_tags(self, tags: tuple[str, ...]) -> None:
        self.setVisible(bool(tags))
        if tags == self._tags:
            return
        self._tags = tags
        self._flow.clear()
        for tag in tags[:_SHOWN]:
            self._flow.addWidget(self._chip(tag))
        if len(tags) > _SHOWN:
            more = QLabel(self.tr("and %n more", "", len(tags) - _SHOWN))
            more.setProperty("muted", True)
            self._flow.addWidget(more)
        self.updateGeometry()

    def _chip(self, tag: str) -> QPushButton:
        words = wording.one_line(tag)
        short = words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
        chip = QPushButton(short.replace("&", "&&"))
        chip.setAccessibleName(short)
        chip.setToolTip(wording.tooltip(tag) if short != words else "")
        chip.setProperty("tag", True)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda: self.tag_clicked.emit(tag))
        return chip
