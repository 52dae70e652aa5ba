"""Settings of how the app behaves beside its window: notifications, media keys, tray, start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from whisul_desktop.core.settings import Settings
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.tick_box import TickBox


class DesktopSection(QWidget):
    """One switch for each; shows what it is told, says what the user wants."""

    changed = Signal(str, bool)  # a field of Settings

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._telling = True  # what is set from outside is no wish of the user
        self._switches: dict[str, TickBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        groups = {
            self.tr("Notify me when another window is active"): {
                "notify_ready": self.tr("Songs that are ready"),
                "notify_failed": self.tr("Songs that failed"),
                "notify_sound": self.tr("With a sound"),
            },
            self.tr("Keys and tray"): {
                "media_keys": self.tr("Media keys and the system's player control Whisul"),
                "close_to_tray": self.tr("Closing the window keeps Whisul in the tray"),
                "start_with_session": self.tr("Start with my session, out of the way"),
            },
        }
        for title, switches in groups.items():
            heading = QLabel(title)
            heading.setFont(look.font(TypeSize.CAPTION, bold=True))
            heading.setProperty("muted", True)
            if self._switches:
                heading.setContentsMargins(0, 8, 0, 0)
            column.addWidget(heading)
            for name, label in switches.items():
                column.addWidget(self._switch(name, label), 0, Qt.AlignmentFlag.AlignLeading)
        self._no_start = QLabel(self.tr("Not from the demo: your session starts the real app."))
        self._no_start.setFont(look.font(TypeSize.CAPTION))
        self._no_start.setProperty("muted", True)
        self._no_start.setWordWrap(True)
        self._no_start.setContentsMargins(24, 0, 0, 0)  # below the words beside the tick
        self._no_start.hide()
        column.addWidget(self._no_start)

    def set_settings(self, settings: Settings) -> None:
        self._telling = False
        for name, switch in self._switches.items():
            switch.setChecked(getattr(settings, name))
        self._switches["notify_sound"].setEnabled(settings.notify_ready or settings.notify_failed)
        self._telling = True

    def set_demo(self, demo: bool) -> None:
        """The demo is not what the session would start."""
        self._switches["start_with_session"].setEnabled(not demo)
        self._no_start.setVisible(demo)

    def _switch(self, name: str, label: str) -> TickBox:
        switch = TickBox(self._look, label)
        switch.toggled.connect(lambda on: self._on_toggled(name, on))
        self._switches[name] = switch
        return switch

    def _on_toggled(self, name: str, on: bool) -> None:
        if self._telling:
            self.changed.emit(name, on)
