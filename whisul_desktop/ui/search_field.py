"""The field that a search is typed into: points out what is wrong, offers what could come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextFormat,
)
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from whisul_desktop.core.query import Problem, tag_as_typed
from whisul_desktop.ui.search_completion import CompletionPopup, Suggestions, suggest
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.typing_keys import keep_typing_key

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """Escape empties it and, once it is empty, leads back to the table; Enter and Down lead to
    what was found."""

    table_requested = Signal()
    hit_requested = Signal()  # the first of what was found
    save_requested = Signal()  # this search is to have a name

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._problems: Sequence[Problem] = ()
        self._tags: Sequence[tuple[str, int]] = ()
        self._composing = False  # an input method is at work: its marks are its own
        self._suggestions: Suggestions | None = None
        self._popup: CompletionPopup | None = None
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search"))
        self.setProperty("search", True)
        self._lens = QAction(self)
        self._save = QAction(self.tr("Save Search…"), self)
        self._clear = QAction(self.tr("Clear search"), self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.addAction(self._save, QLineEdit.ActionPosition.TrailingPosition)
        for action in (self._save, self._clear):
            action.setToolTip(action.text())
            action.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self._save.triggered.connect(self.save_requested)
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._offer)
        self.cursorPositionChanged.connect(self._on_caret_moved)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def set_tags(self, tags: Sequence[tuple[str, int]]) -> None:
        """The known tags to offer, folded, each with its number of songs, the commonest first."""
        self._tags = tags

    def mark(self, problems: Sequence[Problem]) -> None:
        """Underline these places of the text."""
        if self._composing or (not problems and not self._problems):
            return
        self._problems = problems
        wrong = QTextCharFormat()
        color = self._look.color("danger")
        wrong.setForeground(color)
        wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wrong.setUnderlineColor(color)
        kind = QInputMethodEvent.AttributeType.TextFormat
        caret = _units(self.text()[: self._caret()])
        marks: list[QInputMethodEvent.Attribute] = []
        for problem in problems:
            start = _units(self.text()[: problem.start])
            length = _units(self.text()[problem.start : problem.end])
            marks.append(
                QInputMethodEvent.Attribute(kind, start - caret, length, QTextFormat(wrong))
            )
        # the one way to give single characters of a line edit a format of their own
        QCoreApplication.sendEvent(self, _Marks("", marks))

    def caret_is_in(self, problem: Problem) -> bool:
        """Whether it may be that this is still being typed."""
        return self.hasFocus() and problem.start <= self._caret() <= problem.end

    def asked_text(self) -> str:
        """What is asked for: a tag at the caret, while it is typed, by its beginning."""
        text = self.text()
        if self.window().focusWidget() is not self or self._caret() < len(text):
            return text
        return tag_as_typed(text, lambda typed: any(tag == typed for tag, _ in self._tags))

    def replace_text(self, text: str) -> None:
        """Another text, with the caret at its end; Undo brings the old one back."""
        if text != self.text():
            self.selectAll()
            self.insert(text)
            self._withdraw()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._popup_key(event)  # before Tab moves the focus
        ):
            event.accept()
            return True
        return keep_typing_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.table_requested.emit()
        elif event.key() in (*_ENTER, Qt.Key.Key_Down):
            super().keyPressEvent(event)  # Enter has the search judged as it stands
            self._withdraw()
            self.hit_requested.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not isinstance(event, _Marks):
            self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._withdraw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._withdraw()

    def _popup_key(self, event: QKeyEvent) -> bool:
        """Whether the suggestions had a use for the key."""
        popup, held = self._popup, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if popup is None or not popup.isVisible() or held:
            return False
        key, row = event.key(), popup.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._withdraw()
        elif key == Qt.Key.Key_Tab or (key in _ENTER and row >= 0):
            self._take(max(0, row))
        else:
            return False  # of Enter too: nothing was chosen, so that it means the search
        return True

    def _offers(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _offer(self) -> None:
        found = suggest(self.text(), self._caret(), self._tags)
        if found is None or not self.hasFocus() or self.hasSelectedText():
            self._withdraw()
            return
        if self._popup is None:
            self._popup = CompletionPopup(self._look, self)
            self._popup.chosen.connect(self._take)
        if found != self._suggestions:
            self._suggestions = found
            self._popup.offer(found.items)

    def _withdraw(self) -> None:
        self._suggestions = None
        if self._popup is not None:
            self._popup.hide()

    def _take(self, row: int) -> None:
        found = self._suggestions
        if found is None:
            return
        self._withdraw()
        text = self.text()
        chosen = found.items[row].text
        if text[found.end : found.end + 1].isspace():
            chosen = chosen.rstrip()
        self.setSelection(_units(text[: found.start]), _units(text[found.start : found.end]))
        self.insert(chosen)  # which offers the values of a field, as typing does

    def _caret(self) -> int:
        """In characters; Qt counts halves of those beyond the first 65,536."""
        text, units = self.text(), self.cursorPosition()
        if text.isascii():
            return units
        return len(
            text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode(
                "utf-16-le", "surrogatepass"
            )
        )

    def _on_caret_moved(self) -> None:
        if self._offers():
            self._offer()

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._save.setVisible(bool(text.strip()))

    def _apply_look(self) -> None:
        self._lens.setIcon(self._look.icon("search", "muted"))
        self._clear.setIcon(self._look.icon("close", "muted"))
        self._save.setIcon(self._look.icon("bookmark", "muted"))
        if self._problems:
            self.mark(self._problems)


class _Marks(QInputMethodEvent):
    """Ours, not an input method's."""


def _units(text: str) -> int:
    """As Qt counts characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
