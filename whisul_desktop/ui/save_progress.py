"""How far a longer piece of work is, beside everything else that one does meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look, TypeSize

_TITLES = 5  # of one reason by name; nobody reads more
_MOST_HEIGHT = 480  # of the dialog with its outcome, and no more than a share of the screen
_SCREEN_SHARE = 0.7
_LEAST_HEIGHT = 80  # of what went wrong, however much else is said
_STEPS = 1_000  # of the bar: numbers beyond 32 bits are no numbers for it


class ProgressDialog(QDialog):
    """Not modal. While the work goes on it can be cancelled, or the dialog put away; in the
    end it says what came of it and what can be done now. Deletes itself once closed then."""

    cancelled = Signal()

    def __init__(self, look: Look, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_over = False
        self.setWindowTitle(title)
        self.setModal(False)
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setFont(look.font(TypeSize.BODY, bold=True))
        self._heading.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName(title)
        self._outcome = MessageLine(look)
        self._problems = TextBlock(look, self.tr("What went wrong"))
        self._problems.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._cancel = self._button(self.tr("Cancel"), self._on_cancel)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._cancel)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (self._heading, self._bar, self._outcome, self._problems):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(self._buttons)
        self.resize(440, self.sizeHint().height())
        self.finished.connect(self._on_closed)

    def set_step(self, done: int, total: int, text: str) -> None:
        """`text` says what is being done."""
        if self._heading.text() != text:
            self._heading.setText(text)
        self._bar.setValue(_STEPS * done // max(1, total))

    def finish(
        self,
        kind: str,
        text: str,
        problems: Sequence[str] = (),
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """It is over: `kind` is info, success, warning or danger; each action closes the dialog.
        `problems` are groups of lines, a blank one after each: a reason and whom it hit.

        A dialog that was put away comes back where there is something to be done.
        """
        self.is_over = True
        self._bar.hide()
        self._heading.hide()
        self._outcome.show_text(kind, text)
        self._buttons.removeWidget(self._cancel)
        self._cancel.deleteLater()
        buttons = [
            self._button(label, lambda action=action: self._leave(action))
            for label, action in actions
        ]
        close = self._button(self.tr("Close"), self.reject)
        for button in (*buttons, close):
            self._buttons.addWidget(button)
            button.show()  # in this turn: their height counts
        self._show_problems(problems)
        if self.isVisible():
            close.setFocus()
        elif problems or kind in {"warning", "danger"}:
            self.show()
        else:
            self.deleteLater()
        self.resize(self.width(), self.sizeHint().height())

    def _show_problems(self, lines: Sequence[str]) -> None:
        """As many as there is room for; the rest scrolls, so that Close stays in reach."""
        if not lines:
            return
        most = min(_MOST_HEIGHT, round(self.screen().availableSize().height() * _SCREEN_SHARE))
        groups = "\n".join(lines).strip("\n").split("\n\n")
        self._problems.set_text("\n\n".join(self._summed_up(group) for group in groups))
        self._problems.set_most_height(most)
        self._problems.show()
        self._column.activate()  # the block's height follows from its width
        beyond = self.sizeHint().height() - most
        if beyond > 0:
            self._problems.set_most_height(max(_LEAST_HEIGHT, self._problems.height() - beyond))
            self._column.activate()

    def _summed_up(self, group: str) -> str:
        """A reason, how many songs it hit, and a few of them."""
        reason, *titles = group.split("\n")
        left = len(titles) - _TITLES
        shown = titles if left <= 0 else [*titles[:_TITLES], self.tr("and %Ln more", "", left)]
        if len(titles) > 1:
            reason = self.tr("%Ln songs: %1", "", len(titles)).replace("%1", reason)
        return "\n".join([reason, *shown])

    def _button(self, label: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.clicked.connect(lambda _checked: slot())
        return button

    def _leave(self, action: Callable[[], object]) -> None:
        self.accept()
        action()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._heading.setText(self.tr("Cancelling…"))
        self.cancelled.emit()

    def _on_closed(self) -> None:
        if self.is_over:
            self.deleteLater()
