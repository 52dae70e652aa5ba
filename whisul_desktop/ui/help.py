"""The Help menu: the shortcuts sheet and what this program is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look


class Help(QObject):
    """Its dialogs are loaded when they are opened."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        window.actions_["shortcuts"].triggered.connect(self._show_shortcuts)
        window.actions_["about"].triggered.connect(self._show_about)

    def _show_shortcuts(self) -> None:
        from whisul_desktop.ui.shortcuts_dialog import ShortcutsDialog

        dialog = ShortcutsDialog(self._look, self._window.actions_.all(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_about(self) -> None:
        from whisul_desktop.ui.about_dialog import AboutDialog

        dialog = AboutDialog(self._look, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
