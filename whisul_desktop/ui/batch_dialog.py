"""Writing many prompts at once: what will be made, and what will not, is said before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.batches import MAX_SONGS, MAX_TEXT, Batch, read_batch
from whisul_desktop.core.prompt_files import TABLE_SUFFIXES, TEXT_SUFFIXES, Table
from whisul_desktop.ui import batch_wording
from whisul_desktop.ui.batch_drop import prompt_files
from whisul_desktop.ui.batch_edit import BatchEdit
from whisul_desktop.ui.column_picker import ColumnPicker
from whisul_desktop.ui.compose_bar import MAX_VARIATIONS
from whisul_desktop.ui.line_problems import INDENT, LineProblems
from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.outside_text import one_line
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tick_box import TickBox
from whisul_desktop.ui.variations_box import VariationsBox

_READING_MS = 400  # before it, words would only flicker


class BatchDialog(QDialog):
    """Emits what is to be made and keeps the text until it is told that it is saved: between
    `submit_requested` and `submitted` or `show_problem` nothing is sent again."""

    submit_requested = Signal(object, int)  # list[str] in order, songs of each
    draft_changed = Signal(str)
    files_given = Signal(object)  # list[Path] to read: `take_in` or `show_problem` answer

    def __init__(self, look: Look, draft: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._batch = Batch()
        self._saving = False
        self._arrived: list[tuple[str, str | Table]] = []  # while it was being saved
        self._file_problems: dict[str, list[str]] = {}  # by the file's name
        self._before = ""  # what stood there before the table's column
        self._taken: str | None = None  # with it, while nobody has changed it
        self._table_name = ""
        self._reading_text = ""
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_READING_MS)
        self.setWindowTitle(self.tr("New Batch"))
        self.setAcceptDrops(True)
        self._build(look)
        self._edit.setPlainText(draft)
        self._connect()
        self._look_at_text()
        self._edit.moveCursor(self._edit.textCursor().MoveOperation.End)
        self._edit.setFocus()
        self.resize(QSize(680, 560).boundedTo(self.screen().availableSize() * 0.9))

    def text(self) -> str:
        return self._edit.toPlainText()

    def show_reading(self, name: str) -> None:
        """A file is being read: said where that takes long, until `take_in` or `show_problem`."""
        self._reading_text = self.tr("Reading “%1”…").replace("%1", one_line(name))
        self._reading.start()

    def take_in(self, name: str, found: str | Table) -> None:
        """Put what a file of that name holds after what stands there; can be undone."""
        self._reading.stop()
        if self._saving:
            self._arrived.append((name, found))
            return
        if isinstance(found, str):
            text = self._after(self.text(), found)
            if self._fits(text):
                self._edit.replace_text(text)
                self._message.clear()
            return
        self._table_name, self._before = name, self.text()
        self._columns.set_table(found)
        self._show_column()

    def show_problem(self, text: str) -> None:
        """Say why it could not be sent or read; the text stays as it is."""
        self._reading.stop()
        if self._saving:
            self.set_saving(False)
            self._take_in_arrived()
        self._message.show_text("danger", text)

    def submitted(self) -> None:
        """All that could be sent is saved. What could not stays here to be mended."""
        self.set_saving(False)
        left = self._batch.left_over()
        self._file_problems.clear()
        self._edit.replace_text(left)
        if left:
            self._message.show_text(
                "success", self.tr("The others are on their way. These lines could not be sent.")
            )
            self._edit.setFocus()
        elif not self._arrived:
            self.accept()
        self._take_in_arrived()

    def set_saving(self, saving: bool) -> None:
        """What is on its way can't be changed."""
        self._saving = saving
        self._edit.setReadOnly(saving)
        for control in (self._generate, self._open, self._columns, self._each):
            control.setEnabled(not saving)
        self._enable_keep()

    def _take_in_arrived(self) -> None:
        arrived, self._arrived = self._arrived, []
        for name, found in arrived:
            self.take_in(name, found)

    def _build(self, look: Look) -> None:
        hint = QLabel(
            self.tr("One prompt in each line. Type or paste them, or drop a text or CSV file here.")
        )
        hint.setWordWrap(True)
        hint.setProperty("muted", True)
        self._open = self._button(self.tr("Open file…"))
        self._edit = BatchEdit(look)
        self._edit.setAccessibleName(self.tr("Prompts"))
        self._edit.setPlaceholderText(
            self.tr("A lo-fi beat for a rainy night\nWarm folk duet about the first snow")
        )
        self._columns = ColumnPicker(look)
        self._problems = LineProblems(look)
        self._keep = TickBox(look, self.tr("Make repeated lines too"))
        self._each = VariationsBox(look, self)
        self._each.setRange(1, MAX_VARIATIONS)
        self._each.setPrefix("×")
        self._each.setAccessibleName(self.tr("Songs of each"))
        self._each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        each = QLabel(self._each.accessibleName())
        each.setBuddy(self._each)
        self._message = MessageLine(look)
        self._close = self._button(self.tr("Close"))
        self._generate = self._button(self.tr("Generate"))
        self._generate.setProperty("primary", True)
        self._generate.setIcon(look.icon("generate", "on_accent"))
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._generate.setToolTip(self.tr("Send ({keys})").format(keys=keys))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(_row(hint, 1, self._open))
        column.addWidget(self._columns)
        column.addWidget(self._edit, 1)
        problems = _row(self._problems)
        problems.insertSpacing(0, -INDENT)  # its words begin where all others do
        column.addLayout(problems)
        column.addLayout(_row(self._keep, None, each, self._each))
        column.addWidget(self._message)
        column.addLayout(_row(None, self._close, self._generate))

    def _button(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self._reading.timeout.connect(lambda: self._message.show_text("info", self._reading_text))
        self._edit.textChanged.connect(self._on_text_changed)
        self._edit.submit_requested.connect(self._submit)
        self._edit.files_given.connect(self.files_given)
        self._edit.text_refused.connect(
            lambda characters: self.show_problem(batch_wording.too_much_text(characters))
        )
        self._open.clicked.connect(self._on_open)
        self._columns.picked.connect(self._show_column)
        self._problems.line_chosen.connect(self._edit.show_line)
        self._keep.toggled.connect(self._look_at_text)
        self._each.valueChanged.connect(self._show_count)
        self._close.clicked.connect(self.reject)
        self._generate.clicked.connect(self._submit)

    # the text and what it comes to

    def _on_text_changed(self) -> None:
        text = self.text()
        if text != self._taken:
            self._columns.hide()  # another column would take away what was written since
            self._taken = None
        if not text:
            self._file_problems.clear()
        self._message.clear()
        self._look_at_text()
        self.draft_changed.emit(text)

    def _look_at_text(self) -> None:
        keep = self._keep.isChecked()
        self._batch = read_batch(self.text(), keep_repeated=keep)
        marks = {one.line: "warning" for one in self._batch.repeated}
        marks |= {one.line: "danger" for one in self._batch.refused}
        self._edit.set_marks(marks)
        self._enable_keep()
        self._list_problems(keep=keep)
        self._show_count()

    def _list_problems(self, *, keep: bool) -> None:
        found = batch_wording.line_problems(self._batch, keep_repeated=keep)
        found += [(0, text) for texts in self._file_problems.values() for text in texts]
        self._problems.set_problems(found)

    def _show_count(self) -> None:
        songs = len(self._batch.prompts) * self._each.value()
        number = number_text(songs)
        told = self.tr("Songs that will be made: %1").replace("%1", number)
        self._generate.setAccessibleDescription(told)  # what its words tell the eye
        several = self.tr("Generate %1").replace("%1", number)
        self._generate.setText(several if songs > 1 else self.tr("Generate"))

    def _submit(self) -> None:
        if self._saving:
            return
        prompts, each = list(self._batch.prompts), self._each.value()
        if not prompts:
            self.show_problem(self.tr("There is no prompt to send yet."))
            self._edit.setFocus()
        elif len(prompts) * each > MAX_SONGS:
            text = self.tr("At most %1 songs can be asked for at once.")
            self.show_problem(text.replace("%1", number_text(MAX_SONGS)))
        else:
            self._message.clear()
            self.set_saving(True)
            self.submit_requested.emit(prompts, each)

    def _enable_keep(self) -> None:
        useful = bool(self._batch.repeated) or self._keep.isChecked()
        self._keep.setEnabled(useful and not self._saving)

    # files

    def _on_open(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in TEXT_SUFFIXES + TABLE_SUFFIXES)
        dialog = QFileDialog(self, self.tr("Open a file of prompts"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Text and CSV files (%1)").replace("%1", patterns), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(lambda names: self.files_given.emit(list(map(Path, names))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_column(self) -> None:
        prompts, troubles = self._columns.prompts()
        text = self._after(self._before, "\n".join(prompts))
        if not self._fits(text):
            return
        name = self._table_name
        self._file_problems[name] = [
            batch_wording.row_trouble_text(name, trouble) for trouble in troubles
        ]
        self._taken = text
        self._edit.replace_text(text)
        read = self.tr("Prompts read from “%1”: %2").replace("%2", number_text(len(prompts)))
        self._message.show_text("info", read.replace("%1", one_line(name)))
        self._look_at_text()

    def _fits(self, text: str) -> bool:
        if len(text) > MAX_TEXT:
            self.show_problem(batch_wording.too_much_text(len(text)))
            return False
        return True

    def _after(self, before: str, new: str) -> str:
        return f"{before.rstrip()}\n{new}" if before.strip() else new

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if prompt_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if files := prompt_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # moved, a file would be deleted
            event.accept()
            self.files_given.emit(files)


def _row(*parts: QWidget | int | None) -> QHBoxLayout:
    """Side by side; a number stretches the part before it, None is the room between."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            row.addWidget(part)
        elif part is None:
            row.addStretch(1)
        else:
            row.setStretch(row.count() - 1, part)
    return row
