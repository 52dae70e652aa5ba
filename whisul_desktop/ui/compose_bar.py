"""Where a song begins: the prompt, how many variations, Generate."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from whisul_desktop.core.prompts import PromptProblem, prompt_problem
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.prompt_edit import PromptEdit
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.variations_box import VariationsBox
from whisul_desktop.ui.wording import number_text, prompt_problem_text

MAX_VARIATIONS = 20
_MARGIN = 12  # px


class ComposeBar(QWidget):
    """Emits what is to be generated and keeps the text until it is told that it is saved.

    Between `submit_requested` and `submitted` or `show_problem` further submits are ignored:
    a double click or a held key gives one job. Whoever handles the signal calls one of them.
    """

    submit_requested = Signal(str, int)  # prompt, variations
    left = Signal()  # by Escape
    draft_changed = Signal(str)
    recalled = Signal()  # right after that: the draft is one of the earlier prompts
    variations_changed = Signal(int)
    least_height_changed = Signal(int)  # px

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._saving = False
        self._history: list[str] = []
        self._walked: int | None = None  # the history's entry that is shown
        self._written = ""  # the draft that walking comes back to
        self._prompt = PromptEdit(self)
        self._prompt.setPlaceholderText(self.tr("Describe the song you want…"))
        self._prompt.setAccessibleName(self.tr("Prompt"))
        self._variations = VariationsBox(look, self)
        self._variations.setRange(1, MAX_VARIATIONS)
        self._variations.setPrefix("×")
        self._variations.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._variations.setAccessibleName(self.tr("Variations"))
        self._variations.setToolTip(self.tr("How many songs to make from this prompt"))
        self._generate = QPushButton(self.tr("Generate"), self)
        self._generate.setAccessibleName(self.tr("Generate"))
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
        self._prompt.leave_requested.connect(self.left)
        self._prompt.walk_requested.connect(self._walk)
        self._prompt.text_refused.connect(self._on_text_refused)
        self._prompt.textChanged.connect(self._on_text_changed)
        self._variations.valueChanged.connect(self._on_variations)
        self._generate.clicked.connect(self._submit)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._prompt, 0, 0)
        grid.addWidget(self._variations, 0, 1, top)
        grid.addWidget(self._generate, 0, 2, top)
        grid.addWidget(self._problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def least_height(self) -> int:
        """Without a problem, and with no more text than there is room for; px."""
        return self._prompt.least_height() + 2 * _MARGIN

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.height() > self.least_height():  # an edge where it has grown over the library
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.color("border"))

    def draft(self) -> str:
        return self._prompt.toPlainText()

    def set_draft(self, text: str) -> None:
        """Put `text` into the field, as an example or a restored draft; can be undone."""
        self._walked = None
        self._prompt.replace_text(text)

    def replace_draft(self, text: str) -> str:
        """Put another prompt into the field. An unsent text that stood there becomes the newest
        of the history and is returned, for an undo; "" where nothing was replaced."""
        old = self.draft()
        self.set_draft(text)
        if not old.strip() or self.draft() == old:
            return ""
        self._remember(old)
        return old

    def set_variations(self, number: int) -> None:
        self._variations.setValue(number)

    def set_history(self, prompts: list[str]) -> None:
        """What Up and Down walk through, the newest first; what can't be sent is left out."""
        self._history = [prompt for prompt in prompts if prompt_problem(prompt) is None]
        self._walked = None

    def focus_prompt(self) -> None:
        self._prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submitted(self, prompt: str) -> None:
        """`prompt` is saved: the field is cleared unless something else stands in it by now,
        and the next click makes one song again."""
        self._saving = False
        self._remember(prompt)
        self._variations.setValue(1)
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
            self.show_problem(prompt_problem_text(problem, len(text)))
            self.focus_prompt()
            return
        self.clear_problem()
        self._saving = True
        self.submit_requested.emit(text.strip(), self._variations.value())

    def _remember(self, prompt: str) -> None:
        self._history = [prompt, *(old for old in self._history if old != prompt)]
        self._walked = None

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
        self.recalled.emit()

    def _on_text_changed(self) -> None:
        self._walked = None
        self._prompt.walking = False
        self.clear_problem()
        self.draft_changed.emit(self.draft())

    def _on_text_refused(self, characters: int) -> None:
        self.show_problem(prompt_problem_text(PromptProblem.TOO_LONG, characters))

    def _on_variations(self, number: int) -> None:
        # what a click costs is said before it
        several = self.tr("Generate {number}").format(number=number_text(number))
        self._generate.setText(self.tr("Generate") if number == 1 else several)
        self.variations_changed.emit(number)

    def _apply_look(self) -> None:
        palette = self._problem.palette()
        palette.setColor(self._problem.foregroundRole(), self._look.color("danger"))
        self._problem.setPalette(palette)
        self._problem.setFont(self._look.font(TypeSize.CAPTION))
        self._generate.setIcon(self._look.icon("generate", "on_accent"))
        for control in (self._variations, self._generate):
            control.setMinimumHeight(self._prompt.least_height())
        self._prompt.fit()
        self.least_height_changed.emit(self.least_height())
