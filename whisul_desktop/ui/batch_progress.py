"""How far the prompts that wait are sent, with what can be done about the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.theme import Look, TypeSize

_BAR = 96  # pixels


class BatchProgress(QWidget):
    """For the status bar; hidden until there is something to tell."""

    pause_requested = Signal()
    resume_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_paused = False
        font = look.font(TypeSize.CAPTION)
        self._words = QLabel()
        self._words.setFont(font)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Prompts sent"))
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BAR, 4)
        self._switch = QPushButton()
        self._switch.clicked.connect(self._on_switch)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())
        self._cancel.setToolTip(self.tr("Don't send the rest. This can be undone."))
        self._cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        for button in (self._switch, self._cancel):
            button.setProperty("quiet", True)
            button.setFont(font)
            row.addWidget(button)
        self.hide()

    def show_state(self, sent: int, total: int, held: int) -> None:
        """`held` of the prompts that wait are not to be sent before the user says so."""
        self._is_paused = held > 0
        if self._is_paused:
            text = self.tr("Paused: %1 waiting").replace("%1", number_text(held))
            self._switch.setText(self.tr("Resume"))
        else:
            text = self.tr("Sent %1 of %2").replace("%1", number_text(sent))
            text = text.replace("%2", number_text(total))
            self._switch.setText(self.tr("Pause"))
        self._words.setText(text)
        self._switch.setAccessibleName(self._switch.text())
        self._bar.setAccessibleDescription(text)
        self._bar.setRange(0, total)
        self._bar.setValue(sent)
        self._bar.setVisible(sent > 0 or not self._is_paused)
        self.show()

    def _on_switch(self) -> None:
        (self.resume_requested if self._is_paused else self.pause_requested).emit()
