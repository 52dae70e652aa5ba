"""The note of a song: plain text that keeps itself, for the song that it was written for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.services.judging import MOST_NOTE
from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.typing_keys import keep_typing_key

PAUSE_MS = 800  # without a key: then it is kept
_MOST_LINES = 8
_FRAME = 12  # px above and below the text: the style sheet's padding, the document's margin


class NoteSection(QWidget):
    """The field below its label."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NoteEdit(self)
        label = QLabel(self.field.accessibleName())
        label.setFont(look.font(TypeSize.CAPTION, bold=True))
        label.setProperty("muted", True)
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.field)
        self._remark = QLabel()
        self._remark.setFont(look.font(TypeSize.CAPTION))
        self._remark.setProperty("muted", True)
        self._remark.setWordWrap(True)
        self._remark.hide()
        column.addWidget(self._remark)
        self.field.remarked.connect(self._on_remarked)

    def _on_remarked(self, text: str) -> None:
        self._remark.setText(text)
        self._remark.setVisible(bool(text))


class NoteEdit(QPlainTextEdit):
    """As high as its text. Kept after a pause, where the focus goes, and for another song.

    It takes MOST_NOTE characters and no more: what is seen is what is kept. A longer note,
    which only another program can have written, is shown in part and stays as it is.
    """

    written = Signal(str, str)  # our job id, the note
    remarked = Signal(str)  # what is to be said below it; "" where there is nothing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job_id = ""
        self._kept = ""
        self.remark = ""
        self.setAccessibleName(self.tr("Note"))
        self.setPlaceholderText(self.tr("What you want to remember of it"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_note(self, job_id: str, note: str) -> None:
        """The note of a song as it is kept. What is being written into it stays."""
        if job_id != self._job_id:
            self.keep()
            self._job_id = job_id
        elif self._is_changed() or note == self._kept:
            return
        self._kept = note
        self.setReadOnly(len(note) > MOST_NOTE)
        if self.toPlainText() != note[:MOST_NOTE]:
            self.setPlainText(note[:MOST_NOTE])
        self._say()
        self._pause.stop()

    def keep(self) -> None:
        """Now, not after the pause."""
        self._pause.stop()
        if self._job_id and self._is_changed():
            self._kept = self.toPlainText().strip()
            self.written.emit(self._job_id, self._kept)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @override
    def event(self, event: QEvent) -> bool:
        return keep_typing_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.focusPreviousChild()
        elif _is_typing(event) and not self._room():
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text()[: self._room()])

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if len(event.commitString()) > self._room():
            event.setCommitString("")
        super().inputMethodEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _is_changed(self) -> bool:
        return not self.isReadOnly() and self.toPlainText().strip() != self._kept

    def _on_text_changed(self) -> None:
        self._pause.start()
        self._say()

    def _room(self) -> int:
        """How many characters may still come in, in the place of what is selected."""
        text = len(self.toPlainText()) - len(self.textCursor().selectedText())
        return max(0, MOST_NOTE - text)

    def _say(self) -> None:
        remark = ""
        if self.isReadOnly():
            remark = self.tr(
                "Only the beginning of this long note is shown. It can't be changed here."
            )
        elif not self._room():
            remark = self.tr("A note has {most} characters at most.").format(
                most=number_text(MOST_NOTE)
            )
        if remark != self.remark:
            self.remark = remark
            self.remarked.emit(remark)

    def _fit(self) -> None:
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 4 + _FRAME)


def _is_typing(event: QKeyEvent) -> bool:
    """Whether it puts a character into a text."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter or (not held and event.text().isprintable() and bool(event.text()))
