"""Questions that wait for an answer without a loop of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QLineEdit, QMessageBox, QWidget

from whisul_desktop.core.errors import StoreError, WhisulError
from whisul_desktop.core.server_ids import job_id_of
from whisul_desktop.ui import wording

translate = QCoreApplication.translate


def ask(
    parent: QWidget,
    title: str,
    text: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    danger: bool = False,
) -> None:
    """A question with one way on; Cancel is the default. Outside text shows literally.
    `danger`: what it leads to can't be undone."""
    _choose(parent, title, text, {yes: on_yes}, danger=danger)


def ask_replace(
    parent: QWidget, path: Path, on_replace: Callable[[], object], on_both: Callable[[], object]
) -> None:
    """The file is there already: replace it, keep both, or leave it."""
    _choose(
        parent,
        translate("questions", "“%1” is there already").replace("%1", path.name),
        translate("questions", "In the folder “%1”.").replace("%1", str(path.parent)),
        {
            translate("questions", "Replace"): on_replace,
            translate("questions", "Keep Both"): on_both,
        },
    )


def start_problem(problem: Exception) -> QMessageBox:
    """The library can't be opened; `problem` says why."""
    box = QMessageBox()
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("questions", "Whisul"))
    box.setText(translate("questions", "Your library can't be opened. Nothing in it was changed."))
    told = problem if isinstance(problem, WhisulError) else StoreError(str(problem))
    box.setInformativeText(wording.error_text(told))
    return box


def _choose(
    parent: QWidget,
    title: str,
    text: str,
    choices: dict[str, Callable[[], object]],
    *,
    danger: bool = False,
) -> None:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(next(iter(choices)).rstrip("…"))
    box.setText(title)
    box.setInformativeText(text)
    buttons: dict[QAbstractButton, Callable[[], object]] = {
        box.addButton(words, QMessageBox.ButtonRole.AcceptRole): choice
        for words, choice in choices.items()
    }
    for button in buttons:
        button.setProperty("danger", danger)
        button.style().polish(button)  # the box has done so before
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

    def on_finished(_result: int) -> None:
        choice = buttons.get(box.clickedButton())
        box.deleteLater()
        if choice is not None:
            choice()

    box.finished.connect(on_finished)
    box.open()


def ask_note(parent: QWidget, note: str, on_note: Callable[[str], object]) -> None:
    """One note for several songs, in place of those that they have."""
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(translate("questions", "Note"))
    dialog.setLabelText(translate("questions", "A note for all selected songs, in place of theirs"))
    dialog.setTextValue(note)
    dialog.textValueSelected.connect(on_note)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_job_id(parent: QWidget, on_id: Callable[[str], object]) -> None:
    """Ask for the service's id of a job, alone or inside a URL, until it is one or cancelled."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(translate("questions", "I Have Its ID"))
    dialog.setLabelText(translate("questions", "The job ID, or a link that contains it:"))
    dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)

    def on_text(text: str) -> None:
        server_id = job_id_of(text)
        if server_id is not None:
            on_id(server_id)
            dialog.deleteLater()
        else:
            dialog.setLabelText(
                translate("questions", "That holds no job ID. It looks like this:")
                + "\n81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
            )
            dialog.open()

    dialog.textValueSelected.connect(on_text)
    dialog.rejected.connect(dialog.deleteLater)
    dialog.open()
