"""Where a song begins: the prompt, how many variations, Generate."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.prompts import MAX_CHARACTERS, PromptProblem, prompt_problem
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.wording import prompt_problem_text

_MAX_LINES = 6
_PADDING = 4  # pixels above and below the text, beside the style sheet's
_MAX_PASTE = 10 * MAX_CHARACTERS  # beyond it a field only freezes while it lays the text out
_MAX_VARIATIONS = 20
_BUTTON = 20  # width of the arrows' buttons, as in the style sheet


class ComposeBar(QWidget):
    """Emits what is to be generated and keeps the text until it is told that it is saved.

    Between `submit_requested` and `submitted` or `show_problem` further submits are ignored:
    a double click or a held key gives one job. Whoever handles the signal calls one of them.
    """

    submit_requested = Signal(str, int)  # prompt, variations
    draft_changed = Signal(str)
    variations_changed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._saving = False
        self._history: list[str] = []
        self._walked: int | None = None  # the history's entry that is shown
        self._written = ""  # the draft that walking comes back to
        self._prompt = _PromptEdit(self)
        self._prompt.setPlaceholderText(self.tr("Describe the song you want…"))
        self._prompt.setAccessibleName(self.tr("Prompt"))
        self._variations = _Variations(look, self)
        self._variations.setRange(1, _MAX_VARIATIONS)
        self._variations.setPrefix("×")
        self._variations.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._variations.setAccessibleName(self.tr("Variations"))
        self._variations.setToolTip(self.tr("How many songs to make from this prompt"))
        self._generate = QPushButton(self.tr("Generate"), self)
        self._generate.setProperty("primary", True)
        keys = QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return)
        self._generate.setToolTip(
            self.tr("Send ({keys})").format(
                keys=keys.toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self._problem = QLabel(self)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setVisible(False)
        self._lay_out()
        self._prompt.submit_requested.connect(self._submit)
        self._prompt.walk_requested.connect(self._walk)
        self._prompt.paste_refused.connect(self._on_paste_refused)
        self._prompt.textChanged.connect(self._on_text_changed)
        self._variations.valueChanged.connect(self.variations_changed)
        self._generate.clicked.connect(self._submit)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._prompt, 0, 0)
        grid.addWidget(self._variations, 0, 1, top)
        grid.addWidget(self._generate, 0, 2, top)
        grid.addWidget(self._problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def draft(self) -> str:
        return self._prompt.toPlainText()

    def set_draft(self, text: str) -> None:
        """Put `text` into the field, as an example or a restored draft; can be undone."""
        self._walked = None
        self._prompt.replace_text(text)

    def set_variations(self, number: int) -> None:
        self._variations.setValue(number)

    def set_history(self, prompts: list[str]) -> None:
        """What Up and Down walk through, the newest first."""
        self._history = list(prompts)
        self._walked = None

    def focus_prompt(self) -> None:
        self._prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submitted(self, prompt: str) -> None:
        """`prompt` is saved: the field is cleared unless something else stands in it by now."""
        self._saving = False
        self._history = [prompt, *(old for old in self._history if old != prompt)]
        self._walked = None
        if self.draft().strip() == prompt:
            self._prompt.replace_text("")
        self.clear_problem()

    def show_problem(self, text: str) -> None:
        """Say under the field why it was not sent; the text stays as it is."""
        self._saving = False
        self._problem.setText(text)
        self._problem.setVisible(True)
        self._prompt.setAccessibleDescription(text)
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not at the start

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._prompt, text))

    def clear_problem(self) -> None:
        if not self._problem.isHidden():
            self._problem.setVisible(False)
            self._problem.clear()
            self._prompt.setAccessibleDescription("")

    def _submit(self) -> None:
        if self._saving:
            return
        text = self.draft()
        problem = prompt_problem(text)
        if problem is not None:
            self.show_problem(prompt_problem_text(problem))
            self.focus_prompt()
            return
        self.clear_problem()
        self._saving = True
        self.submit_requested.emit(text.strip(), self._variations.value())

    def _walk(self, step: int) -> None:
        """Show the prompt that is `step` older (negative: newer); before the newest, the draft."""
        if self._walked is None:
            self._written = self.draft()
        now = -1 if self._walked is None else self._walked
        target = max(-1, min(now + step, len(self._history) - 1))
        if target == now:
            return
        self._prompt.replace_text(self._written if target < 0 else self._history[target])
        # set last: the change of text above ends a walk
        self._walked = None if target < 0 else target
        self._prompt.walking = self._walked is not None

    def _on_text_changed(self) -> None:
        self._walked = None
        self._prompt.walking = False
        self.clear_problem()
        self.draft_changed.emit(self.draft())

    def _on_paste_refused(self) -> None:
        self.show_problem(prompt_problem_text(PromptProblem.TOO_LONG))

    def _apply_look(self) -> None:
        palette = self._problem.palette()
        palette.setColor(self._problem.foregroundRole(), self._look.color("danger"))
        self._problem.setPalette(palette)
        self._problem.setFont(self._look.font(TypeSize.CAPTION))
        self._generate.setIcon(self._look.icon("generate", "on_accent"))
        for control in (self._variations, self._generate):
            control.setMinimumHeight(self._prompt.least_height())
        self._prompt.fit()


class _Variations(QSpinBox):
    """A style sheet takes the style's arrows away: these are drawn in the look's colours."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = _BUTTON / 2 if mirrored else self.width() - _BUTTON / 2
        for place, tip, possible in (
            (0.32, -3, self.value() < self.maximum()),
            (0.68, 3, self.value() > self.minimum()),
        ):
            center = QPointF(middle, self.height() * place)
            painter.setPen(QPen(self._look.color("text" if possible else "border"), 1.5))
            left, right = center + QPointF(-3.5, -tip / 2), center + QPointF(3.5, -tip / 2)
            painter.drawPolyline([left, center + QPointF(0, tip / 2), right])
        painter.end()


class _PromptEdit(QPlainTextEdit):
    """A field that grows with its text; Ctrl+Enter sends, Tab leaves."""

    submit_requested = Signal()
    walk_requested = Signal(int)  # 1 older, -1 newer
    paste_refused = Signal()

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
        """As if typed, so that undo brings the old text back; the cursor goes to the end."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def least_height(self) -> int:
        """The height with one line of text, logical pixels."""
        return self._height(1)

    def fit(self) -> None:
        # QPlainTextDocumentLayout counts its height in lines
        lines = round(self.document().documentLayout().documentSize().height())
        scrolls = lines > _MAX_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        height = self._height(max(1, min(lines, _MAX_LINES)))
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
        return QSize(400, self._height(1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submit_requested.emit()
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
        if len(source.text()) > _MAX_PASTE:
            self.paste_refused.emit()
            return
        super().insertFromMimeData(source)
