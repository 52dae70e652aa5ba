"""The takes of a song: what it was made from and what was made from it, one click away."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.core.types import Job
from whisul_desktop.ui import wording
from whisul_desktop.ui.theme import Look, TypeSize

_SLACK = 2  # px: the style rounds


class FamilyList(QWidget):
    """Nothing to see while a song is alone."""

    job_chosen = Signal(str)  # our job id
    rebuilt = Signal()  # the buttons are others now

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[_Take] = []
        self._shown: list[tuple[str, str, bool]] = []
        heading = QLabel(self.tr("Takes"))
        heading.setFont(look.font(TypeSize.CAPTION, bold=True))
        heading.setProperty("muted", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 20, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(heading)
        self._column.addSpacing(4)
        self.hide()

    def show_family(self, jobs: Sequence[Job], current: str) -> None:
        """Show these, oldest first; `current` is the one that the pane shows."""
        now = time.time()
        lines = [(job.id, _line(job, now), job.id == current) for job in jobs]
        if len(lines) < 2:
            lines = []
        self.setVisible(bool(lines))
        if lines == self._shown:
            return
        others = [line[0] for line in lines] != [line[0] for line in self._shown]
        self._shown = lines
        if others:
            self._rebuild()
        for button, (_id, text, is_current) in zip(self._buttons, lines, strict=True):
            button.set_words(text)
            button.setEnabled(not is_current)
        if others:
            self.rebuilt.emit()

    def buttons(self) -> list[QPushButton]:
        """In their order, for Tab."""
        return [*self._buttons]

    def _rebuild(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(job_id) for job_id, _text, _current in self._shown]
        for button in self._buttons:
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _button(self, job_id: str) -> _Take:
        button = _Take()
        button.clicked.connect(lambda: self.job_chosen.emit(job_id))
        return button


def _line(job: Job, now: float) -> str:
    # the title last: it is what is cut
    title = wording.one_line(job.title)
    parts = (wording.job_status_text(job), wording.when_text(job.created_at, now), title)
    return " · ".join(part for part in parts if part)


class _Take(QPushButton):
    """As wide as its words where there is room; else they are cut and a tooltip has them."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed)  # a button else never gets narrower
        self.setProperty("quiet", True)
        self.setProperty("flush", True)

    def set_words(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self._cut()

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(words + self._frame() + _SLACK, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _frame(self) -> int:
        """Pixels beside the words, as the style has them."""
        shown = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return super().sizeHint().width() - shown

    def _cut(self) -> None:
        room = max(0, self.width() - self._frame())
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))
        self.setToolTip(wording.tooltip(self._words) if cut != self._words else "")
