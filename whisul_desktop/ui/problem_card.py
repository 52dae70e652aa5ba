"""Why a job came to nothing: in words, with the service's own message verbatim below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look, TypeSize

_ABOVE = 12  # px of room, there only when the card is
_LINES = 6  # of the service's words, until the user wants all


class ProblemCard(QWidget):
    """A tinted card; hidden where there is nothing wrong."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._color = "danger"
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._said_by = QLabel(self.tr("The service said"))
        self._said_by.setFont(look.font(TypeSize.CAPTION, bold=True))
        self._said_by.setProperty("muted", True)
        self._said = TextBlock(look, self.tr("The service said"))
        self._said.set_most_lines(_LINES)
        self._said.cut_changed.connect(self._show_button)
        self._expanded = False
        self._all = QPushButton()
        self._all.setProperty("quiet", True)
        self._all.setProperty("flush", True)
        self._all.clicked.connect(lambda: self._expand(not self._expanded))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addWidget(self._said_by)
        column.addWidget(self._said)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, _ABOVE + 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._expand(False)
        self.hide()
        look.changed.connect(self._on_look_changed)

    def show_job(self, job: Job, trouble: MediaError | None = None) -> None:
        """`trouble`: why the files of a finished song are not here."""
        words = self._words_for(job.status) if trouble is None else wording.error_text(trouble)
        self.setVisible(bool(words))
        if self._words.text() != words:
            self._words.setText(words)
        said = job.error or ""
        if said != self._said.text():
            self._expand(False)
        self._said.set_text(said)
        self._said.setVisible(bool(said))
        self._said_by.setVisible(bool(said))
        bad = job.status in {JobStatus.FAILED, JobStatus.REJECTED}
        self._color = "danger" if bad else "warning"
        self._on_look_changed()

    def in_tab_order(self) -> list[QWidget]:
        return [self._said, self._all]

    def _expand(self, expanded: bool) -> None:
        self._expanded = expanded
        self._said.set_most_lines(0 if expanded else _LINES)
        label = self.tr("Show less") if expanded else self.tr("Show all")
        self._all.setText(label)
        self._all.setAccessibleName(label)
        self._show_button()

    def _show_button(self) -> None:
        self._all.setVisible(self._expanded or self._said.is_cut())

    def _words_for(self, status: JobStatus) -> str:
        match status:
            case JobStatus.FAILED:
                return self.tr("The service could not make this song. Retry asks for it again.")
            case JobStatus.REJECTED:
                return self.tr(
                    "The service did not accept this prompt, and nothing was made. "
                    "Change the prompt and send it again."
                )
            case JobStatus.EXPIRED:
                return self.tr(
                    "The service no longer knows this job. What is known of it stays here; "
                    "Retry asks for the song again."
                )
            case JobStatus.UNCONFIRMED:
                return self.tr(
                    "The prompt was sent, but the answer was lost on the way. The service may "
                    "have made the song and charged for it, so it is not sent again by itself."
                )
            case _:
                return ""

    def _on_look_changed(self) -> None:
        ratio = self.devicePixelRatioF()
        name = "error" if self._color == "danger" else "warning"
        self._icon.setPixmap(self._look.pixmap(name, self._color, 20, ratio))
        self.update()

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tint = self._look.color(self._color)
        tint.setAlphaF(0.12 if self._look.is_dark else 0.08)
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, _ABOVE, 0, 0), 8, 8)
