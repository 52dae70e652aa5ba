"""Adding jobs that the service already has: pasted IDs, and what will come of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from whisul_desktop.core.server_ids import Pasted, read_ids
from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.outside_text import one_line
from whisul_desktop.ui.text_block import announce
from whisul_desktop.ui.theme import Look

_EXAMPLE = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
_LINE_SHOWN = 40  # characters of a line without an ID


class AddJobsDialog(QDialog):
    """Keeps the text until it is told what came of it. `count_known` says how many of some
    ids are in the library already, None where that can't be told yet."""

    add_requested = Signal(object)  # tuple[str, …], the service's ids

    def __init__(
        self,
        look: Look,
        count_known: Callable[[Sequence[str]], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._count_known = count_known
        self._pasted = Pasted()
        self._busy = False
        self.setWindowTitle(self.tr("Add Existing Jobs"))
        hint = QLabel(
            self.tr(
                "Paste job IDs, links or whole answers of the service, as many as you like. "
                "Jobs that were deleted here come back."
            )
        )
        hint.setWordWrap(True)
        hint.setProperty("muted", True)
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(self.tr("Job IDs or links"))
        self._edit.setPlaceholderText(f"{_EXAMPLE}\nhttps://whisul.com/api/jobs/{_EXAMPLE}")
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(self._look_at_text)
        self._outcome = QLabel()
        self._outcome.setTextFormat(Qt.TextFormat.PlainText)
        self._outcome.setWordWrap(True)
        self._strange = QLabel()
        self._strange.setTextFormat(Qt.TextFormat.PlainText)
        self._strange.setProperty("muted", True)
        self._message = MessageLine(look)
        self._close = self._button(self.tr("Close"))
        self._close.clicked.connect(self.reject)
        self._add = self._button(self.tr("Add"))
        self._add.setProperty("primary", True)
        self._add.setDefault(True)
        self._add.clicked.connect(self._on_add)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(self._edit, 1)
        column.addWidget(self._outcome)
        column.addWidget(self._strange)
        column.addWidget(self._message)
        column.addLayout(buttons)
        self.resize(QSize(560, 400).boundedTo(self.screen().availableSize() * 0.9))
        self._look_at_text()
        self._edit.setFocus()

    def show_added(self, added: int, known: int) -> None:
        """It is done; the text goes, so that nothing is asked for twice."""
        self._set_busy(False)
        self._edit.clear()
        if added:
            text = self.tr("Added: {added}. Already there: {known}.")
        else:
            text = self.tr("Nothing to add: already there: {known}.")
        text = text.format(added=number_text(added), known=number_text(known))
        self._message.show_text("success", text)

    def show_problem(self, text: str) -> None:
        """Say why nothing was added; the text stays as it is."""
        self._set_busy(False)
        self._message.show_text("danger", text)

    def _button(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.setAutoDefault(False)
        return button

    def _look_at_text(self) -> None:
        self._pasted = read_ids(self._edit.toPlainText())
        if self._edit.toPlainText():
            self._message.clear()
        known = self._count_known(self._pasted.ids)
        said = self._said(known)
        if said != self._outcome.text():
            self._outcome.setText(said)
            if said:
                announce(self._outcome, said)
        self._outcome.setVisible(bool(said))
        lines = [f"“{one_line(line)[:_LINE_SHOWN]}”" for line in self._pasted.some_strange]
        if len(self._pasted.strange) > len(lines):
            lines.append("…")
        self._strange.setText("\n".join(lines))
        self._strange.setVisible(bool(lines))
        self._show()

    def _said(self, known: int | None) -> str:
        new = 0 if known is None else len(self._pasted.ids) - known
        counts = (
            (new, self.tr("Will be added: {number}")),
            (known, self.tr("Already there: {number}")),
            (self._pasted.repeated, self.tr("Repeated: {number}")),
            (len(self._pasted.strange), self.tr("Lines without a job ID: {number}")),
        )
        return " · ".join(
            words.format(number=number_text(count)) for count, words in counts if count
        )

    def _on_add(self) -> None:
        if self._add.isEnabled():
            self._set_busy(True)
            self.add_requested.emit(self._pasted.ids)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._edit.setReadOnly(busy)
        self._show()

    def _show(self) -> None:
        self._add.setEnabled(bool(self._pasted.ids) and not self._busy)
