"""The language of the search on one small sheet, each example to be clicked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from whisul_desktop.ui.search_words import HELP
from whisul_desktop.ui.theme import Look, TypeSize


class SearchHelp(QFrame):
    """Goes away at a click beside it, at Escape and once an example is taken."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        title = QLabel(self.tr("What you can search for"))
        title.setFont(look.font(TypeSize.HEADING, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for row, (example, meaning) in enumerate(HELP):
            button = QPushButton(example)
            button.setProperty("quiet", True)
            button.setProperty("flush", True)
            button.setAccessibleName(example)
            words = QCoreApplication.translate("search", meaning)
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda _checked=False, text=example: self._take(text))
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignLeading)
            label = QLabel(words)
            label.setProperty("muted", True)
            grid.addWidget(label, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(grid)

    def show_below(self, widget: QWidget) -> None:
        """Under `widget`, within its window's screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = widget.screen().availableGeometry()
        left = min(place.x(), screen.right() - self.width() - 8)
        top = min(place.y(), screen.bottom() - self.height() - 8)
        self.move(max(screen.left(), left), max(screen.top(), top))
        self.show()
        first = self.findChild(QPushButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, example: str) -> None:
        self.close()
        self.chosen.emit(example)
