"""A line beside a field: what is wrong, what is under way, what went well."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from whisul_desktop.ui.text_block import announce
from whisul_desktop.ui.theme import Look

_KINDS = {
    "info": ("info", "muted"),
    "success": ("check", "success"),
    "warning": ("warning", "warning"),
    "danger": ("error", "danger"),
}


class MessageLine(QWidget):
    """Hidden while there is nothing to say; a screen reader hears what is new."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.kind = ""  # "" while it says nothing
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()
        look.changed.connect(self._paint)

    def show_text(self, kind: str, text: str) -> None:
        """`kind` is info, success, warning or danger."""
        if (kind, text) == (self.kind, self.text()):
            return
        self.kind = kind
        self._words.setText(text)
        self._paint()
        self.show()
        announce(self, text)

    def clear(self) -> None:
        self.kind = ""
        self._words.clear()
        self.hide()

    def text(self) -> str:
        return self._words.text()

    def _paint(self) -> None:
        if not self.kind:
            return
        icon, token = _KINDS[self.kind]
        self._icon.setPixmap(self._look.pixmap(icon, token, 16, self.devicePixelRatioF()))
        palette = QPalette(self._words.palette())
        color = self._look.color("text" if self.kind in {"info", "success"} else token)
        palette.setColor(QPalette.ColorRole.WindowText, color)
        self._words.setPalette(palette)
