"""The field of the prompt: grows with its text, sends, walks through earlier prompts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from whisul_desktop.core.prompts import MAX_CHARACTERS
from whisul_desktop.ui.typing_keys import keep_typing_key

_MIN_LINES, _MAX_LINES = 2, 6
_PADDING = 4  # pixels above and below the text, beside the style sheet's
_MOST = 2 * MAX_CHARACTERS  # to be shortened; beyond it a field only freezes to lay them out


class PromptEdit(QPlainTextEdit):
    """A field that grows with its text; Ctrl+Enter sends, Tab and Escape leave."""

    submit_requested = Signal()
    leave_requested = Signal()  # on to the songs
    walk_requested = Signal(int)  # 1 older, -1 newer
    text_refused = Signal(int)  # characters: too many even to be shortened here

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.walking = False  # the text is one of the history's
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.setViewportMargins(0, _PADDING, 0, _PADDING)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def replace_text(self, text: str) -> None:
        """As if typed, so that undo brings the old text back; the cursor goes to the end.

        One that is far too long to be sent is refused."""
        if len(text) > _MOST:
            self.text_refused.emit(len(text))
            return
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def least_height(self) -> int:
        """The height with as much text as it has room for before it grows, logical pixels."""
        return self._height(_MIN_LINES)

    def fit(self) -> None:
        # QPlainTextDocumentLayout counts its height in lines
        lines = round(self.document().documentLayout().documentSize().height())
        scrolls = lines > _MAX_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        height = self._height(max(_MIN_LINES, min(lines, _MAX_LINES)))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _height(self, lines: int) -> int:
        self.ensurePolished()  # the style sheet's padding is in the margins from then on
        edges = self.contentsMargins()
        around = edges.top() + edges.bottom() + 2 * _PADDING
        text = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        return round(text) + around

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.least_height())

    @override
    def event(self, event: QEvent) -> bool:
        return keep_typing_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submit_requested.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape and held == Qt.KeyboardModifier.NoModifier:
            self.leave_requested.emit()
            event.accept()
            return
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        plain = held == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in steps and (self.walking or self.document().isEmpty()):
            self.walk_requested.emit(steps[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        characters = self.document().characterCount() - 1 + len(source.text())
        if characters > _MOST:
            self.text_refused.emit(characters)
            return
        super().insertFromMimeData(source)
