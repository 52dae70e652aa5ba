"""The language in the settings: each by its own name, and how to get it at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from whisul_desktop.core.said import QT_TRANSLATE_NOOP
from whisul_desktop.ui.choice import Choice
from whisul_desktop.ui.language import languages, native_name, spoken, translator_of
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.theme import Look


class LanguageSection(QWidget):
    """Texts are built in one language: a new one is spoken by a window built anew."""

    chosen = Signal(str)  # the code, "" for the system's
    restart_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = look.resources / "translations"
        self._spoken = ""
        self._choice = Choice(look)
        self._choice.setAccessibleName(self.tr("Language"))
        self.setFocusProxy(self._choice)
        self._choice.addItem(self.tr("Like the system"), "")
        for code in languages(self._folder):
            self._choice.addItem(native_name(code), code)
        self._choice.activated.connect(self._on_activated)
        self._hint = MessageLine(look)
        self._restart = QPushButton()
        self._restart.setAutoDefault(False)
        self._restart.clicked.connect(self.restart_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._hint)
        column.addWidget(self._restart, 0, Qt.AlignmentFlag.AlignLeading)
        self._restart.hide()

    def set_language(self, language: str, at_start: str) -> None:
        """What is chosen, and what was when this window was built."""
        self._spoken = spoken(at_start, self._folder)
        self._choice.setCurrentIndex(max(0, self._choice.findData(language)))
        self._show_hint(language)

    def _on_activated(self, index: int) -> None:
        language = self._choice.itemData(index)
        self._show_hint(language)
        self.chosen.emit(language)

    def _show_hint(self, language: str) -> None:
        """In the chosen language: who can't read this one chooses another."""
        code = spoken(language, self._folder)
        self._restart.setVisible(code != self._spoken)
        if code == self._spoken:
            self._hint.clear()
            return
        translator = translator_of(code, self._folder)

        def say(text: str) -> str:
            return translator.translate("LanguageSection", text) or text

        hint = QT_TRANSLATE_NOOP("LanguageSection", "Used from the next start of Whisul on.")
        now = QT_TRANSLATE_NOOP("LanguageSection", "Restart Now")
        self._hint.show_text("info", say(hint))
        self._restart.setText(say(now))
        self._restart.setAccessibleName(self._restart.text())
