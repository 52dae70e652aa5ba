"""Where a song came from: the prompt, when it was asked for, the service's ID."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from whisul_desktop.core.types import Job
from whisul_desktop.ui import wording
from whisul_desktop.ui.text_block import CopyButton, TextBlock
from whisul_desktop.ui.theme import Look, TypeSize


class OriginSection(QWidget):
    """The lower part of the detail pane."""

    reveal_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._prompt = TextBlock(look, self.tr("Your prompt"))
        self._copy_prompt = CopyButton(look, self.tr("Copy prompt"))
        layout.addWidget(self._header(self.tr("Your prompt"), self._copy_prompt))
        layout.addWidget(self._prompt)
        self._times = QLabel()
        self._times.setTextFormat(Qt.TextFormat.PlainText)
        self._times.setWordWrap(True)
        self._times.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._header(self.tr("When"), None))
        layout.addWidget(self._times)
        self._id = TextBlock(look, self.tr("Job ID"))
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(look.font(TypeSize.CAPTION).pointSizeF())
        self._id.setFont(mono)
        self._copy_id = CopyButton(look, self.tr("Copy ID"))
        self._id_header = self._header(self.tr("Job ID"), self._copy_id)
        layout.addWidget(self._id_header)
        layout.addWidget(self._id)
        self._saved = TextBlock(look, self.tr("Saved to"))
        self._reveal = QPushButton(self.tr("Reveal in folder"))
        self._reveal.setAccessibleName(self.tr("Reveal in folder"))
        self._reveal.setProperty("copy", True)
        self._reveal.clicked.connect(self.reveal_requested)
        self._saved_header = self._header(self.tr("Saved to"), self._reveal)
        layout.addWidget(self._saved_header)
        layout.addWidget(self._saved)

    def show_job(self, job: Job) -> None:
        """Take over what differs."""
        self._prompt.set_text(job.prompt)
        self._copy_prompt.set_source(job.prompt)
        self._show_times(job)
        server_id = job.server_id or ""
        self._id.set_text(server_id)
        self._copy_id.set_source(server_id)
        self._id_header.setVisible(bool(server_id))
        self._id.setVisible(bool(server_id))
        self._saved.set_text(job.saved_to)
        self._saved_header.setVisible(bool(job.saved_to))
        self._saved.setVisible(bool(job.saved_to))

    def in_tab_order(self) -> list[QWidget]:
        return [
            self._prompt, self._copy_prompt, self._id, self._copy_id, self._saved, self._reveal,
        ]  # fmt: skip

    def _show_times(self, job: Job) -> None:
        now = time.time()
        if job.started_at is not None:
            first, text = job.started_at, self.tr("Started {when}")
        else:
            first, text = job.created_at, self.tr("Asked for {when}")
        moments = [(first, text)]
        if job.finished_at is not None:
            moments.append((job.finished_at, self.tr("Finished {when}")))
        lines = [
            text.format(when=when)
            for moment, text in moments
            if (when := wording.when_text(moment, now, inside=True))
        ]
        full = [
            text.format(when=when)
            for moment, text in moments
            if (when := wording.moment_text(moment))
        ]
        if self._times.text() != "\n".join(lines):
            self._times.setText("\n".join(lines))
        self._times.setToolTip(wording.tooltip("\n".join(full)))

    def _header(self, title: str, button: QWidget | None) -> QWidget:
        header = QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 20, 0, 2)
        label = QLabel(title)
        label.setFont(self._look.font(TypeSize.CAPTION, bold=True))
        label.setProperty("muted", True)
        row.addWidget(label, 1)
        if button is not None:
            row.addWidget(button)
        header.setMinimumHeight(20 + 28)
        return header
