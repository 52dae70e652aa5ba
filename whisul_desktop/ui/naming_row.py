"""Asks for the name of a search in one line, below the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from whisul_desktop.core.saved_searches import MOST_NAME
from whisul_desktop.ui.typing_keys import keep_typing_key
from whisul_desktop.ui.wording import one_line

_WITH_WORDS = 360  # px: in a narrower list the buttons alone say what the field is for


class NamingRow(QWidget):
    """Suggests the search itself as its name. Enter saves, Escape gives up."""

    named = Signal(str)
    closed = Signal()

    def __init__(self, suggestion: str, parent: QWidget) -> None:
        super().__init__(parent)
        label = QLabel(self.tr("Save as"))
        self._name = _NameField(one_line(suggestion)[:MOST_NAME])
        self._name.setAccessibleName(self.tr("Name of this search"))
        self._name.setMaxLength(MOST_NAME)
        label.setBuddy(self._name)
        if parent.width() < _WITH_WORDS:
            label.hide()
        self._save = QPushButton(self.tr("Save"))
        self._save.setProperty("primary", True)
        cancel = QPushButton(self.tr("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self._name, 1)
        row.addWidget(self._save)
        row.addWidget(cancel)
        self._name.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._name.returnPressed.connect(self._on_save)
        self._save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.closed)

    def begin(self) -> None:
        self.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        name = one_line(self._name.text())
        if name:
            self.named.emit(name)
            self.closed.emit()


class _NameField(QLineEdit):
    @override
    def event(self, event: QEvent) -> bool:
        return keep_typing_key(event) or super().event(event)
