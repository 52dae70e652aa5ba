"""Settings of file names: the template, what it makes of a song, and saving by itself."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from whisul_desktop.core.settings import Settings
from whisul_desktop.core.templates import (
    DEFAULT_TEMPLATE,
    MAX_TEMPLATE,
    TemplateProblem,
    TemplateTrouble,
    parse,
)
from whisul_desktop.core.types import Job, Song
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui.flow_layout import FlowLayout
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tick_box import TickBox

# where the library has no song yet
EXAMPLE = Job(
    id="81fa5ff761974c248062c0ff8b62d58d",
    prompt="a trap song",
    api_url="",
    created_at=1_771_336_985.0,
    song=Song("Midnight Grid", 140.0, 167.0, ("trap", "dark", "808s")),
)


def problem_text(problem: TemplateProblem) -> str:
    """What is wrong with a template, and at which character."""
    translate = QCoreApplication.translate
    match problem.trouble:
        case TemplateTrouble.UNKNOWN_FIELD:
            text = translate("TemplateSection", "There is no field {what}.")
        case TemplateTrouble.BAD_FORMAT:
            text = translate("TemplateSection", "“{what}” is no format for this field.")
        case TemplateTrouble.UNCLOSED:
            text = translate("TemplateSection", "The brace at character {at} is not closed.")
        case TemplateTrouble.STRAY:
            text = translate(
                "TemplateSection", "The brace at character {at} closes nothing. Write }} for one."
            )
        case TemplateTrouble.EMPTY:
            text = translate("TemplateSection", "Without a template songs have no names.")
        case TemplateTrouble.TOO_LONG:
            text = translate("TemplateSection", "The template is too long.")
    return text.replace("{what}", problem.text).replace("{at}", str(problem.start + 1))


class TemplateSection(QWidget):
    """Says what the user wants by its signals; a template with a mistake is not sent out."""

    template_chosen = Signal(str)
    auto_save_chosen = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._song = EXAMPLE
        self._telling = True  # what is set from outside is no wish of the user
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("File names"))
        self._field.setMaxLength(MAX_TEMPLATE)
        self._field.textChanged.connect(self._on_edited)
        self._default = QPushButton(self.tr("Only the title"))
        self._default.setAccessibleName(self.tr("Only the title"))
        self._default.setProperty("quiet", True)
        self._default.setAutoDefault(False)
        self._default.clicked.connect(lambda: self._field.setText(DEFAULT_TEMPLATE))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._default)
        self._problem = MessageLine(look)
        self._preview = TextBlock(look, self.tr("Preview"))
        note = QLabel(self.tr("Fields are put in by a click. A / makes a folder."))
        note.setWordWrap(True)
        note.setProperty("muted", True)
        self._auto = TickBox(look, self.tr("Save new songs here automatically"))
        self._auto.toggled.connect(self._on_auto)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._preview)
        column.addWidget(self._build_chips())
        column.addWidget(note)
        column.addWidget(self._auto, 0, Qt.AlignmentFlag.AlignLeading)

    def _build_chips(self) -> QWidget:
        """The fields by name, to be put in where the cursor is."""
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        for name, meaning in self._meanings().items():
            field = f"{{{name}}}"
            chip = QPushButton(field)
            chip.setAccessibleName(field)
            chip.setAccessibleDescription(meaning)
            chip.setToolTip(meaning)
            chip.setProperty("tag", True)
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _checked=False, field=field: self._put_in(field))
            flow.addWidget(chip)
        return chips

    def _meanings(self) -> dict[str, str]:
        return {
            "title": self.tr("The song's title"),
            "bpm": self.tr("Its speed in beats per minute"),
            "tags": self.tr("All tags, with commas between them"),
            "tag1": self.tr("The first tag"),
            "prompt": self.tr("What you asked for"),
            "date": self.tr("The day it was made, such as 2026-02-17"),
            "id8": self.tr("The first 8 characters of its job ID"),
            "n": self.tr("A number: 1, 2, 3… in one saving"),
        }

    def _put_in(self, text: str) -> None:
        self._field.insert(text)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def serve(self, preferences: Preferences, song: Job | None) -> None:
        """Show what was chosen, keep what is; `song` is one of the library's, for the preview."""
        self.set_song(song)
        self.set_settings(preferences.value)
        self.template_chosen.connect(lambda text: preferences.update(name_template=text))
        self.auto_save_chosen.connect(
            lambda on: preferences.update(auto_save=on, auto_save_since=time.time())
        )

    def set_song(self, song: Job | None) -> None:
        """Whose name the preview shows."""
        self._song = song or EXAMPLE
        self._show()

    def set_settings(self, settings: Settings) -> None:
        self._telling = False
        self._field.setText(settings.name_template)
        self._auto.setChecked(settings.auto_save)
        self._telling = True
        self._show()

    def _on_edited(self) -> None:
        self._show()
        if self._telling and not parse(self._field.text()).problems:
            self.template_chosen.emit(self._field.text())

    def _on_auto(self, on: bool) -> None:
        if self._telling:
            self.auto_save_chosen.emit(on)

    def _show(self) -> None:
        template = parse(self._field.text())
        self._default.setVisible(self._field.text() != DEFAULT_TEMPLATE)
        if template.problems:
            self._problem.show_text("danger", problem_text(template.problems[0]))
        else:
            self._problem.clear()
        self._preview.set_text("/".join(template.parts(self._song, number=1)))
        self._preview.setVisible(not template.problems)
        self._mark(template.problems)

    def _mark(self, problems: tuple[TemplateProblem, ...]) -> None:
        """Underline the mistakes where they stand."""
        wavy = QTextCharFormat()
        wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wavy.setUnderlineColor(self._look.color("danger"))
        text = self._field.text()
        kind = QInputMethodEvent.AttributeType.TextFormat
        attributes: list[QInputMethodEvent.Attribute] = []
        for problem in problems:
            start = _units(text[: problem.start])
            length = max(1, _units(problem.text))
            attributes.append(
                QInputMethodEvent.Attribute(
                    kind, start - self._field.cursorPosition(), length, wavy
                )
            )
        # the one way to format a part of a line edit
        QApplication.sendEvent(self._field, QInputMethodEvent("", attributes))


def _units(text: str) -> int:
    """Its length as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
