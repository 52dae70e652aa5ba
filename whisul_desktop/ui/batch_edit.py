"""The field of a batch: one prompt a line, with the lines' numbers beside them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from whisul_desktop.core.batches import MAX_TEXT
from whisul_desktop.ui.batch_drop import prompt_files
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look, TypeSize

_GAP = 8  # pixels on each side of a number


class BatchEdit(QPlainTextEdit):
    """Ctrl+Enter sends, Tab leaves. Files that are dropped or pasted are told, not inserted."""

    submit_requested = Signal()
    files_given = Signal(object)  # list[Path]
    text_refused = Signal(int)  # characters that were too many

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._marks: dict[int, str] = {}  # by line: the token of its number's colour
        self._margin = _Margin(self)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update_request)
        look.changed.connect(self._make_room)
        self._make_room()

    def set_marks(self, marks: dict[int, str]) -> None:
        """Draw the numbers of these lines in the colours of these tokens."""
        if marks != self._marks:
            self._marks = marks
            self._margin.update()

    def replace_text(self, text: str) -> None:
        """As if typed, so that undo brings the old text back; the cursor goes to the end."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(_lines(text))
        self.setTextCursor(cursor)

    def show_line(self, number: int) -> None:
        """Select a line, from 1, and go there."""
        cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def paint_margin(self, event: QPaintEvent) -> None:
        """The numbers of the lines that `event` shows."""
        painter = QPainter(self._margin)
        painter.fillRect(event.rect(), self._look.color("surface"))
        painter.setFont(self._margin.font())
        block = self.firstVisibleBlock()
        height = self.fontMetrics().lineSpacing()
        while block.isValid():
            top = self._top(block)
            if top > event.rect().bottom():
                break
            number = block.blockNumber() + 1
            painter.setPen(self._look.color(self._marks.get(number, "muted")))
            area = QRect(0, round(top), self._margin.width() - _GAP, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()
        painter.end()

    def _top(self, block: QTextBlock) -> float:
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()

    def _make_room(self) -> None:
        self._margin.setFont(self._look.font(TypeSize.CAPTION))
        digits = max(2, len(str(self.blockCount())))
        width = self._margin.fontMetrics().horizontalAdvance("0" * digits) + 2 * _GAP
        self.setViewportMargins(width, 4, 0, 4)
        self._place()

    def _place(self) -> None:
        area = self.viewport().geometry()  # from right to left the scroll bar is at its left, too
        width = self.viewportMargins().left()
        self._margin.setGeometry(area.x() - width, area.y(), width, area.height())

    def _on_update_request(self, area: QRect, moved: int) -> None:
        if moved:
            self._margin.scroll(0, moved)
        else:
            self._margin.update(0, area.y(), self._margin.width(), area.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submit_requested.emit()
        else:  # with Shift too, where Qt would break the line without beginning a new one
            self.textCursor().insertBlock()
            self.ensureCursorVisible()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(prompt_files(source)) or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if files := prompt_files(source):
            self.files_given.emit(files)
            return
        characters = len(source.text()) + self.document().characterCount()
        if characters > MAX_TEXT:
            self.text_refused.emit(characters)
        else:
            self.textCursor().insertText(_lines(source.text()))
            self.ensureCursorVisible()


def _lines(text: str) -> str:
    """Each line as one of ours: Qt would break at this character and not count it."""
    return text.replace("\u2028", "\n")


class _Margin(QWidget):
    """Where the numbers stand."""

    def __init__(self, field: BatchEdit) -> None:
        super().__init__(field)
        self._field = field

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        self._field.paint_margin(event)
