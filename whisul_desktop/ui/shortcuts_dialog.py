"""The sheet of keyboard shortcuts, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

_STARS = "stars_"  # what the names of the actions of all ratings begin with


class ShortcutsDialog(QDialog):
    """`menus`: actions by their menu's title; those without a shortcut are left out."""

    def __init__(
        self, look: Look, menus: Mapping[str, Sequence[QAction]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(24, 24, 24, 16)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._add_group(self.tr("Everywhere"), self._own_lines())
        for title, actions in menus.items():
            self._add_group(_plain(title), self._lines(actions))
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        content = QWidget()
        content.setLayout(self._grid)
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

    def _add_group(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        if not lines:
            return
        grid, row = self._grid, self._grid.rowCount()
        heading = QLabel(title)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(self._look.font(TypeSize.CAPTION, bold=True))
        heading.setProperty("muted", True)
        if grid.count():
            heading.setContentsMargins(0, 12, 0, 0)
        grid.addWidget(heading, row, 0, 1, 2)
        for number, (words, keys) in enumerate(lines, row + 1):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            key = QLabel(keys)
            key.setTextFormat(Qt.TextFormat.PlainText)
            key.setFont(self._look.font(TypeSize.CAPTION, bold=True))
            key.setProperty("keycap", True)
            key.setAccessibleName(f"{words}: {keys}")
            grid.addWidget(label, number, 0)
            grid.addWidget(key, number, 1, Qt.AlignmentFlag.AlignTrailing)

    def _own_lines(self) -> list[tuple[str, str]]:
        """What is no action of a menu."""
        return [
            (self.tr("Send the prompt"), _native("Ctrl+Return")),
            (self.tr("Go through the prompts you wrote"), "↑ ↓"),
            (self.tr("Play the song that is selected in the list"), _native("Return")),
            (self.tr("Clear the search, leave a field, close a dialog"), _native("Esc")),
            (self.tr("Move by 5 seconds in the song, with the focus on Seek"), "← →"),
        ]

    def _lines(self, actions: Sequence[QAction]) -> list[tuple[str, str]]:
        stars = [_keys(one) for one in actions if one.objectName().startswith(_STARS)]
        lines: list[tuple[str, str]] = []
        for action in actions:
            if not action.objectName().startswith(_STARS):
                lines.append((_plain(action.text()), _keys(action)))
            elif stars:  # all of them in one line, where the first stands
                lines.append((self.tr("Stars"), f"{stars[0]}–{stars[-1]}"))
                stars = []
        return [(words, keys) for words, keys in lines if keys]


def _keys(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(key.toString(native) for key in action.shortcuts())


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _plain(text: str) -> str:
    """Without marks of access keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
