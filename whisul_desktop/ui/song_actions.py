"""What can be done with one song: the row of buttons below its title."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.ui.flow_layout import FlowLayout
from whisul_desktop.ui.player import PlayerState
from whisul_desktop.ui.theme import Look

_RETRYABLE = frozenset({JobStatus.FAILED, JobStatus.EXPIRED})
_EDITABLE = frozenset({JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})


class SongActions(QWidget):
    """Shows what makes sense for the job's state; what is wanted of it is emitted."""

    play_requested = Signal(str)  # our job id, as in all of these
    save_requested = Signal(str)
    retry_requested = Signal(str)
    more_like_requested = Signal(str)
    edit_requested = Signal(str)
    reveal_requested = Signal(str)
    fetch_requested = Signal(str)
    send_again_requested = Signal(str)
    adopt_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._job_id = ""
        self._loaded: tuple[str | None, PlayerState] = (None, PlayerState.STOPPED)
        self._icons: dict[QPushButton, str] = {}
        row = FlowLayout(self, gap=8)
        row.setContentsMargins(0, 16, 0, 0)
        self._play = self._button(self.tr("Play song"), "play", self.play_requested)
        self._play.setProperty("primary", True)
        self._save = self._button(self.tr("Save…"), "save", self.save_requested)
        self._reveal = self._button(self.tr("Reveal"), "folder", self.reveal_requested)
        self._more = self._button(self.tr("More like this"), "generate", self.more_like_requested)
        self._retry = self._button(self.tr("Retry"), "retry", self.retry_requested)
        self._retry.setProperty("primary", True)  # never beside Play song
        self._edit = self._button(self.tr("Edit prompt"), "pencil", self.edit_requested)
        self._again = self._button(self.tr("Send again…"), "retry", self.send_again_requested)
        self._adopt = self._button(self.tr("I have its ID…"), "key", self.adopt_requested)
        self._forget = self._button(self.tr("Forget…"), "trash", self.forget_requested)
        self._fetch = self._button(self.tr("Fetch again"), "retry", self.fetch_requested)
        for button in self._icons:
            row.addWidget(button)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def in_tab_order(self) -> list[QPushButton]:
        return [*self._icons]

    def show_job(self, job: Job) -> None:
        self._job_id = job.id
        completed = job.status is JobStatus.COMPLETED
        unconfirmed = job.status is JobStatus.UNCONFIRMED
        for buttons, shown in (
            ((self._play, self._more), completed),
            ((self._save, self._reveal), completed and job.audio_file is not None),
            ((self._retry,), job.status in _RETRYABLE),
            ((self._edit,), job.status in _EDITABLE),
            ((self._again, self._adopt, self._forget), unconfirmed),
        ):
            for button in buttons:
                button.setVisible(shown)
        self._show_play()

    def offer_fetch(self, offered: bool) -> None:
        """The song's files could not be fetched."""
        self._fetch.setVisible(offered)

    def set_loaded(self, job_id: str | None, state: PlayerState) -> None:
        """What the player has: its song is paused and resumed here, not begun again."""
        self._loaded = (job_id, state)
        self._show_play()

    def _show_play(self) -> None:
        # as wide as its first word, so that its neighbours stay where they are
        self._play.setMinimumWidth(max(self._play.minimumWidth(), self._play.sizeHint().width()))
        job_id, state = self._loaded
        words, icon = self.tr("Play song"), "play"
        if job_id == self._job_id and state is PlayerState.PLAYING:
            words, icon = self.tr("Pause"), "pause"
        elif job_id == self._job_id and state is PlayerState.PAUSED:
            words = self.tr("Resume")
        if self._play.text() != words:
            self._play.setText(words)
            self._play.setAccessibleName(words)
            self._icons[self._play] = icon
            self._show_icon(self._play)

    def _button(self, label: str, icon: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda: signal.emit(self._job_id))
        self._icons[button] = icon
        return button

    def _show_icon(self, button: QPushButton) -> None:
        color = "on_accent" if button.property("primary") else "text"
        button.setIcon(self._look.icon(self._icons[button], color))

    def _on_look_changed(self) -> None:
        for button in self._icons:
            self._show_icon(button)
