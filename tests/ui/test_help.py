"""The Help menu: diagnostics from the click to the saved file, a crash that is told, licences."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit, QPushButton

from tests.ui.window_fixtures import Desk
from whisul_desktop import __version__
from whisul_desktop.services.diagnostics import Diagnostics
from whisul_desktop.store.paths import last_crash_path
from whisul_desktop.ui.about_dialog import AboutDialog
from whisul_desktop.ui.diagnostics_dialog import DiagnosticsDialog
from whisul_desktop.ui.help import Help
from whisul_desktop.ui.text_dialog import TextDialog
from whisul_desktop.ui.theme import Look

CRASH = "Fatal Python error: Segmentation fault"


@pytest.fixture(autouse=True)
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its libraries say much while they load."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)


@pytest.fixture
def desk(make_desk: Callable[..., Desk], look: Look, tmp_path: Path) -> Desk:
    desk = make_desk()
    last_crash_path(tmp_path).parent.mkdir()
    last_crash_path(tmp_path).write_text(CRASH, encoding="utf-8")
    help_menu = Help(
        desk.window,
        look,
        desk.backend,
        lambda: Diagnostics(tmp_path, desk.world.library, desk.preferences, str),
    )
    help_menu.tell_of_crash()
    return desk


async def opened(desk: Desk) -> DiagnosticsDialog:
    """The dialog with its text."""
    desk.window.actions_["diagnostics"].trigger()
    dialog = desk.child(DiagnosticsDialog)
    assert dialog is not None
    assert dialog.isVisible()  # at once
    await desk.until(dialog.text)
    return dialog


async def test_a_crash_is_told_and_its_report_shown(desk: Desk):
    assert "ended unexpectedly last time" in desk.window.notices.texts()[0]
    desk.button(desk.window.notices, "Show Report…").click()
    dialog = desk.child(DiagnosticsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    buttons = [desk.button(dialog, words) for words in ("Copy", "Save as…")]
    assert not any(button.isEnabled() for button in buttons)  # there is nothing yet
    assert dialog.text() == ""
    desk.serve()  # only now are the services there
    await desk.until(dialog.text)
    assert all(button.isEnabled() for button in buttons)
    assert CRASH in dialog.text()
    assert f"version: {__version__}" in dialog.text()
    assert "offscreen" in dialog.text()
    buttons[0].click()
    assert QGuiApplication.clipboard().text() == dialog.text()
    edit = dialog.findChild(QPlainTextEdit)
    assert edit is not None
    assert edit.isReadOnly()


@pytest.mark.qt_log_ignore("does not support raise")  # as offscreen says
async def test_asked_for_twice_it_is_there_once_and_closing_early_harms_nothing(desk: Desk):
    desk.serve()
    desk.window.actions_["diagnostics"].trigger()
    desk.window.actions_["diagnostics"].trigger()
    [dialog] = desk.window.findChildren(DiagnosticsDialog)
    dialog.reject()  # while it is gathered
    await desk.settle()
    assert desk.child(DiagnosticsDialog) is None
    assert await opened(desk)


async def test_it_is_saved_where_the_user_says_and_over_nothing(desk: Desk, tmp_path: Path):
    desk.serve()
    dialog = await opened(desk)
    path = tmp_path / "there.txt"
    path.write_text("mine", encoding="utf-8")

    async def choose() -> QMessageBox:
        desk.button(dialog, "Save as…").click()
        chooser = dialog.findChildren(QFileDialog)[-1]
        chooser.fileSelected.emit(str(path))
        chooser.reject()
        await desk.until(lambda: dialog.findChildren(QMessageBox))
        return dialog.findChildren(QMessageBox)[-1]

    box = await choose()
    desk.button(box, "Keep Both").click()
    other = tmp_path / "there (2).txt"
    await desk.until(lambda: other.exists() and "there (2).txt" in _messages(dialog))
    assert path.read_text("utf-8") == "mine"
    assert other.read_text("utf-8") == dialog.text()
    await desk.until(lambda: not dialog.findChildren(QMessageBox))
    box = await choose()
    desk.button(box, "Replace").click()
    await desk.until(lambda: path.read_text("utf-8") == dialog.text())


async def test_a_folder_that_is_gone_is_said(desk: Desk, tmp_path: Path):
    desk.serve()
    dialog = await opened(desk)
    desk.button(dialog, "Save as…").click()
    chooser = dialog.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(tmp_path / "gone" / "report.txt"))
    chooser.reject()
    await desk.until(lambda: "can't be written" in _messages(dialog))


def _messages(dialog: DiagnosticsDialog) -> str:
    return dialog._message.text()


async def test_about_shows_all_licences(desk: Desk, look: Look):
    desk.window.actions_["about"].trigger()
    about = desk.child(AboutDialog)
    assert about is not None
    desk.button(about, "Licences…").click()
    licences = about.findChildren(TextDialog)[-1]
    assert licences.isVisible()
    text = licences.text()
    for said in ("GNU GENERAL PUBLIC LICENSE", "GNU LESSER GENERAL PUBLIC LICENSE", "\nhttpx 0."):
        assert said in text
    licences.reject()
    await asyncio.sleep(0)
    assert about.isVisible()
    labels = [button.text() for button in about.findChildren(QPushButton)]
    assert "Close" in labels
    assert about.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
