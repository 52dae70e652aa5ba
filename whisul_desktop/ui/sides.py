"""What stands beside the list: sidebar and details, each shown or not."""

from __future__ import annotations

from PySide6.QtCore import QObject

from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui.main_window import NARROW, MainWindow, side_width


class Sides(QObject):
    """Connects itself to the window. A narrow one has no sidebar unless it is asked for there,
    and no more of the details than it would start with; a wider one has both back."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._sidebar, self._details = window.actions_["sidebar"], window.actions_["details"]
        self._is_narrow = window.width() < NARROW
        self._width = 0  # of the details while the window was not narrow
        self._remember_width()
        self._sidebar.setChecked(not window.sidebar.isHidden())
        self._details.setChecked(not window.detail.isHidden())
        self._sidebar.toggled.connect(self._on_sidebar)
        self._details.toggled.connect(self._on_details)
        window.actions_["note"].triggered.connect(lambda: self._details.setChecked(True))
        window.resized.connect(self._on_resized)
        window.splitter.splitterMoved.connect(self._remember_width)

    def _on_sidebar(self, shown: bool) -> None:
        self._window.sidebar.setVisible(shown)
        if not self._is_narrow:
            self._preferences.update(sidebar=shown)

    def _on_details(self, shown: bool) -> None:
        self._window.detail.setVisible(shown)
        self._preferences.update(details=shown)

    def _on_resized(self) -> None:
        before, self._is_narrow = self._is_narrow, self._window.width() < NARROW
        if self._is_narrow != before:
            shown = self._preferences.value.sidebar and not self._is_narrow
            self._sidebar.setChecked(shown)
            if not self._is_narrow:
                self._lay_out()
                self._set_details(self._width or side_width(self._window.width()))
                return
        self._remember_width()
        most = side_width(self._window.width())
        if self._is_narrow and self._window.detail.width() > most:
            self._set_details(most)

    def _remember_width(self) -> None:
        laid_out = self._window.pages.width() == self._window.width()
        if laid_out and not self._is_narrow and not self._window.detail.isHidden():
            self._width = self._window.splitter.sizes()[-1]

    def _lay_out(self) -> None:
        """Now, where it is due: the sidebar takes its part first."""
        content = self._window.pages.widget(0)
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()

    def _set_details(self, width: int) -> None:
        splitter = self._window.splitter
        splitter.setSizes([sum(splitter.sizes()) - width, width])
