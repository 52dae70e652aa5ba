"""The Help menu: shortcuts, diagnostics, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from whisul_desktop.core.errors import MediaError
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.services.diagnostics import Diagnostics
    from whisul_desktop.ui.diagnostics_dialog import DiagnosticsDialog


class Help(QObject):
    """Its dialogs are loaded when they are opened."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        backend: Backend,
        make_diagnostics: Callable[[], Diagnostics],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._backend = backend
        self._make_diagnostics = make_diagnostics
        self._dialog: DiagnosticsDialog | None = None
        window.actions_["shortcuts"].triggered.connect(self._show_shortcuts)
        window.actions_["diagnostics"].triggered.connect(self.show_diagnostics)
        window.actions_["about"].triggered.connect(self._show_about)

    def tell_of_crash(self) -> None:
        """The last run has left a report."""
        self._window.notices.show_notice(
            self.tr("Whisul ended unexpectedly last time. Your songs are safe."),
            kind="warning",
            action=self.tr("Show Report…"),
            on_action=self.show_diagnostics,
            key="crash",
        )

    def show_diagnostics(self) -> None:
        """Open it, or bring it forward, and fill it as soon as everything is gathered."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from whisul_desktop.ui.diagnostics_dialog import DiagnosticsDialog

        dialog = DiagnosticsDialog(self._look, self._window)
        self._dialog = dialog
        dialog.save_requested.connect(self._on_save)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        self._backend.run("diagnostics", self._gather, latest=True)

    def _show_shortcuts(self) -> None:
        from whisul_desktop.ui.shortcuts_dialog import ShortcutsDialog

        self._open(ShortcutsDialog(self._look, self._window.actions_.by_menu(), self._window))

    def _show_about(self) -> None:
        from whisul_desktop.ui.about_dialog import AboutDialog

        self._open(AboutDialog(self._look, self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    async def _gather(self, services: Services) -> None:
        from whisul_desktop.ui.diagnostics_dialog import facts

        known = [*facts(self._look), ("keyring", await services.account.keyring())]
        text = await self._make_diagnostics().gather(known)
        if self._dialog is not None:
            self._dialog.set_text(text)

    def _on_save(self) -> None:
        from whisul_desktop.services.diagnostics import FILE_NAME

        dialog = QFileDialog(self._dialog, self.tr("Save diagnostics"), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        # we ask ourselves: Qt's own question would run a loop inside the loop
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(
            lambda path: self._backend.run(
                "save diagnostics", lambda services: self._save_unless_taken(services, Path(path))
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _save_unless_taken(self, services: Services, path: Path) -> None:
        if not await services.export.is_taken(path):
            await self._save(path)
            return
        from whisul_desktop.ui.questions import ask_replace

        def save(*, replace: bool) -> None:
            self._backend.run("save diagnostics", lambda _: self._save(path, replace=replace))

        if self._dialog is not None:
            ask_replace(self._dialog, path, lambda: save(replace=True), lambda: save(replace=False))

    async def _save(self, path: Path, *, replace: bool = False) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        try:
            saved = await self._make_diagnostics().save(dialog.text(), path, replace=replace)
        except MediaError as error:
            kind, words = "danger", wording.error_text(error)
        else:
            kind, words = "success", self.tr("Saved as “%1”").replace("%1", str(saved))
        if self._dialog is dialog:
            dialog.show_message(kind, words)

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
