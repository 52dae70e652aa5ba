"""Diagnostics: everything that would be sent to somebody who helps, to be read first."""

from __future__ import annotations

from collections.abc import Iterator

import PySide6
from PySide6.QtCore import QLocale, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.sound import missing_library
from whisul_desktop.ui.text_block import CopyButton
from whisul_desktop.ui.text_dialog import TextDialog
from whisul_desktop.ui.theme import Look


class DiagnosticsDialog(TextDialog):
    """Opens at once; the text comes as soon as it is gathered."""

    save_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            self.tr("Diagnostics"),
            self.tr(
                "This helps to find out what went wrong. It stays on this computer until you copy "
                "or save it. Your API key, your prompts and your home folder's name are left out; "
                "song titles may be in the log."
            ),
            parent,
        )
        self._text.setPlaceholderText(self.tr("Gathering…"))
        self._message = MessageLine(look)
        self._column.insertWidget(2, self._message)
        self._copy = CopyButton(look, self.tr("Copy"))
        self._copy.setProperty("copy", False)
        self._copy.setFont(look.font())
        self._save = QPushButton(self.tr("Save as…"))
        self._save.setAccessibleName(self.tr("Save as…"))
        self._save.clicked.connect(self.save_requested)
        for number, button in enumerate((self._copy, self._save)):
            button.setEnabled(False)
            self._buttons.insertWidget(number, button)

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self._copy.set_source(text)
        for button in (self._copy, self._save):
            button.setEnabled(True)

    def show_message(self, kind: str, text: str) -> None:
        """`kind` is success or danger."""
        self._message.show_text(kind, text)


def facts(look: Look) -> Iterator[tuple[str, str]]:
    """What Qt knows of itself, of the screen and of sound. For the GUI thread."""
    yield "PySide6", PySide6.__version__
    yield "Qt", f"{qVersion()}, {QGuiApplication.platformName()}"
    yield "language", QLocale.system().name()
    yield "theme", "dark" if look.is_dark else "light"
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield "screen", f"{size.width()} × {size.height()} at {screen.devicePixelRatio():g}"
    style = QApplication.style()
    yield "style", style.name() if style is not None else ""
    yield from _sound()


def _sound() -> Iterator[tuple[str, str]]:
    missing = missing_library()
    if missing is not None:
        yield "sound outputs", missing
        return
    from PySide6.QtMultimedia import QMediaDevices

    outputs = QMediaDevices.audioOutputs()
    yield "sound outputs", ", ".join(output.description() for output in outputs) or "none"
