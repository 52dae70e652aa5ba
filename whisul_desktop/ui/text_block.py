"""Outside text that can be read, selected and copied, shown literally and never cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from whisul_desktop.ui.theme import Look, TypeSize

_SHOWN = 20_000  # characters; Copy always has all of them
_COPIED_MS = 1_600


def announce(widget: QObject, text: str) -> None:
    """Let a screen reader say it."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class TextBlock(QTextEdit):
    """Plain text as high as its lines, which break inside a word where they must."""

    def __init__(
        self,
        look: Look,
        name: str,
        size: TypeSize = TypeSize.BODY,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self.setAccessibleName(name)
        self.setProperty("block", True)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setFont(look.font(size, bold=bold))

    def set_text(self, text: str) -> None:
        """Show it; an unchanged text keeps its selection."""
        if text == self._text:
            return
        self._text = text
        self.setPlainText(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
        self._fit()

    def text(self) -> str:
        """All of the text, beyond what is shown too."""
        return self._text

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() + 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        frame = self.height() - self.viewport().height()
        height = -int(-self.document().size().height() // 1) + max(0, min(frame, 8))
        if height != self.height():
            self.setFixedHeight(height)


class CopyButton(QPushButton):
    """Copies what `source` returns and says so on itself for a moment."""

    def __init__(self, look: Look, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._label = label
        self._source = ""
        self.setText(label)
        self.setAccessibleName(label)
        self.setIconSize(QSize(14, 14))
        self.setFont(look.font(TypeSize.CAPTION))
        self.setProperty("copy", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_COPIED_MS)
        self._back.timeout.connect(self._restore)
        self.clicked.connect(self._on_clicked)
        look.changed.connect(self._restore)
        self._restore()

    def set_source(self, text: str) -> None:
        """What a click copies."""
        if text != self._source:
            self._source = text
            self._restore()

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._source)
        self.setText(self.tr("Copied"))
        self.setIcon(self._look.icon("check", "success"))
        announce(self, self.tr("Copied"))
        self._back.start()

    def _restore(self) -> None:
        self._back.stop()
        self.setText(self._label)
        self.setIcon(self._look.icon("copy", "muted"))
