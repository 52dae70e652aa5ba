"""The sheet of keyboard shortcuts, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.ui.steady_scroll import SteadyScroll
from whisul_desktop.ui.theme import Look, TypeSize


class ShortcutsDialog(QDialog):
    """`actions` in their order; those without a shortcut are left out."""

    def __init__(
        self, look: Look, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        grid = QGridLayout()
        grid.setContentsMargins(24, 24, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (words, keys) in enumerate(self._lines(actions)):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            key = QLabel(keys)
            key.setTextFormat(Qt.TextFormat.PlainText)
            key.setFont(look.font(TypeSize.CAPTION, bold=True))
            key.setProperty("keycap", True)
            key.setAccessibleName(f"{words}: {keys}")
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignTrailing)
        grid.setRowStretch(grid.rowCount(), 1)
        content = QWidget()
        content.setLayout(grid)
        scroll = SteadyScroll()
        scroll.set_content(content)
        close = QPushButton(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.setContentsMargins(24, 8, 24, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 600)

    def _lines(self, actions: Sequence[QAction]) -> list[tuple[str, str]]:
        native = QKeySequence.SequenceFormat.NativeText
        lines = [(self.tr("Send the prompt"), QKeySequence("Ctrl+Return").toString(native))]
        for action in actions:
            keys = ", ".join(key.toString(native) for key in action.shortcuts())
            if keys:
                words = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
                lines.append((words.rstrip("…"), keys))
        lines += [
            (self.tr("Go through the prompts you wrote"), "↑ ↓"),
            (self.tr("Move by 5 seconds in the song, with the focus on Seek"), "← →"),
        ]
        return lines
