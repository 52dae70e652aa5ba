"""The note of a song: plain text that keeps itself, for the song that it was written for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.typing_keys import keep_typing_key

PAUSE_MS = 800  # without a key: then it is kept
_MOST_LINES = 8
_MOST_PASTED = 10_000  # characters; services/judging.py keeps no more
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


class NoteEdit(QPlainTextEdit):
    """As high as its text. Kept after a pause, where the focus goes, and for another song."""

    written = Signal(str, str)  # our job id, the note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job_id = ""
        self._kept = ""
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
        if self.toPlainText() != note:
            self.setPlainText(note)
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
        else:
            super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text()[:_MOST_PASTED])

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
        return self.toPlainText().strip() != self._kept

    def _on_text_changed(self) -> None:
        self._pause.start()

    def _fit(self) -> None:
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 4 + _FRAME)
