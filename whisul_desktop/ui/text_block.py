"""Outside text that can be read, selected and copied, shown literally."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QGuiApplication,
    QResizeEvent,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from whisul_desktop.ui.focus_ring import FocusRing
from whisul_desktop.ui.key_focus import BY_KEYBOARD
from whisul_desktop.ui.theme import Look, TypeSize

_SHOWN = 20_000  # characters; Copy always has all of them
_LINE = 400  # characters that one line can hold at most
_COPIED_MS = 1_600


def announce(widget: QObject, text: str) -> None:
    """Let a screen reader say it."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class TextBlock(QTextEdit):
    """Plain text as high as its lines, which break inside a word where they must.

    Where a number of lines is set, the rest is cut away, but selecting and copying what is
    left copies all of it.
    """

    cut_changed = Signal(bool)  # whether lines are missing

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
        self._look = look
        self._ring: FocusRing | None = None
        self._text = ""
        self._most = 0  # lines, 0: all
        self._most_height = 0  # px, 0: all
        self._cut = False
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
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            # on the side where all else begins, whichever way its own letters run
            option = self.document().defaultTextOption()
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(option)
        self.setFont(look.font(size, bold=bold))

    def set_text(self, text: str) -> None:
        """Show it; an unchanged text keeps its selection."""
        if text == self._text:
            return
        self._text = text
        self._fill()

    def set_most_lines(self, lines: int) -> None:
        """Show no more than so many; 0: all."""
        if lines != self._most:
            self._most = lines
            self._fill()

    def set_most_height(self, height: int) -> None:
        """Be no higher, px; the rest is scrolled to."""
        self._most_height = height
        self._fit()

    def is_cut(self) -> bool:
        """Whether lines are missing."""
        return self._cut

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
            if self._most:
                self._fill()
            else:
                self._fit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_KEYBOARD:  # whoever clicks into it sees the selection
            self._ring = self._ring or FocusRing(self._look, self)
            self._ring.show()
            self._ring.follow()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fill()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        if self._cut and self.textCursor().selectedText() == self._shown():
            data = QMimeData()
            data.setText(self._text)
            return data
        return super().createMimeDataFromSelection()

    def _shown(self) -> str:
        """As a cursor's selection of everything gives it."""
        return self.toPlainText().replace("\n", "\u2029")

    def _fill(self) -> None:
        limit = min(_SHOWN, self._most * _LINE) if self._most else _SHOWN
        beyond = len(self._text) > limit
        text = self._text[:limit] + "…" if beyond else self._text
        end = _end_of_line(self._laid_out(text), self._most) if self._most else None
        if end is not None:
            units = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, end - 1)]
            text = units.decode("utf-16-le", "ignore").rstrip(" \n.,;:") + "…"
        if text != self.toPlainText():
            self.setPlainText(text)
        self._fit()
        cut = end is not None or (beyond and self._most > 0)
        if cut != self._cut:
            self._cut = cut
            self.cut_changed.emit(cut)

    def _laid_out(self, text: str) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        option = self.document().defaultTextOption()
        option.setWrapMode(self.wordWrapMode())
        document.setDefaultTextOption(option)
        document.setTextWidth(self.viewport().width())
        document.setPlainText(text)
        document.size()  # lays it out
        return document

    def _fit(self) -> None:
        frame = self.height() - self.viewport().height()
        height = -int(-self.document().size().height() // 1) + max(0, min(frame, 8))
        if self._most_height:
            scrolls = height > self._most_height
            height = min(height, self._most_height)
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
            )
        if height != self.height():
            self.setFixedHeight(height)


def _end_of_line(document: QTextDocument, number: int) -> int | None:
    """The position in UTF-16 units where line `number` ends, None where no line follows it."""
    block = document.begin()
    left = number
    while block.isValid():
        layout = block.layout()
        if left < layout.lineCount() or (left == layout.lineCount() and block.next().isValid()):
            line = layout.lineAt(left - 1)
            return block.position() + line.textStart() + line.textLength()
        left -= layout.lineCount()
        block = block.next()
    return None


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
