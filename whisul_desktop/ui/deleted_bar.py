"""What "Recently deleted" is, while it is shown, and the ways out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.services.judging import KEEP_DAYS
from whisul_desktop.ui.wording import number_text

_WIDE = 560  # px: from here on the buttons stand beside the words


class DeletedBar(QWidget):
    """A calm line above the list."""

    restore_requested = Signal()
    forget_requested = Signal()
    empty_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = self.tr(
            "Songs stay here for {days} days, then they go. A file that you saved elsewhere is "
            "never touched."
        ).format(days=number_text(KEEP_DAYS))
        words = QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("muted", True)
        words.setMinimumWidth(160)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._restore = self._button(self.tr("Restore"))
        self._restore.clicked.connect(self.restore_requested)
        self._forget = self._button(self.tr("Forget for good…"))
        self._forget.clicked.connect(self.forget_requested)
        self._empty = self._button(self.tr("Empty…"))
        self._empty.clicked.connect(self.empty_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._restore, self._forget, self._empty):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(12, 4, 12, 8)
        self._box.setSpacing(8)
        self._box.addWidget(words, 1)
        self._box.addLayout(buttons)
        self.show_state(selected=False, empty=True)

    def show_state(self, *, selected: bool, empty: bool) -> None:
        """Whether songs are selected, and whether there are none at all."""
        self._restore.setEnabled(selected)
        self._forget.setEnabled(selected)
        self._empty.setEnabled(not empty)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sides = QBoxLayout.Direction
        self._box.setDirection(sides.LeftToRight if self.width() >= _WIDE else sides.TopToBottom)

    def _button(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        return button
