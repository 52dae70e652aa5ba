"""What nobody caught, told calmly: trouble in its words, a bug with a report to copy."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from whisul_desktop.core.errors import WhisulError
from whisul_desktop.core.types import Recovered
from whisul_desktop.ui import wording
from whisul_desktop.ui.main_window import MainWindow


class FaultNotices(QObject):
    """The signals may be emitted from any thread, also in the middle of a paint."""

    bug = Signal(str)  # the report
    trouble = Signal(object)  # WhisulError
    recovered = Signal(object)  # Recovered
    disk_full = Signal(bool)  # False: there is room again

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._report = ""
        queued = Qt.ConnectionType.QueuedConnection
        self.bug.connect(self._on_bug, queued)
        self.trouble.connect(self._on_trouble, queued)
        self.recovered.connect(self._on_recovered, queued)
        self.disk_full.connect(self._on_disk_full, queued)

    def show_read_only(self) -> None:
        """A newer version wrote the library."""
        self._window.notices.show_notice(
            self.tr(
                "A newer version of Whisul wrote this library. It is shown as it is; nothing "
                "can be added or changed until you start that version."
            ),
            kind="warning",
            key="read only",
        )

    def _on_bug(self, report: str) -> None:
        self._report = report
        self._window.notices.show_notice(
            self.tr("Something went wrong inside Whisul. Your songs are safe; you can go on."),
            kind="warning",
            action=self.tr("Copy Details"),
            on_action=self._copy,
            key="bug",
        )

    def _on_trouble(self, error: WhisulError) -> None:
        self._window.notices.show_notice(
            wording.error_text(error), kind="danger", key=type(error).__name__
        )

    def _on_recovered(self, recovered: Recovered) -> None:
        self._window.notices.show_notice(
            self.tr(
                "The library was damaged and has been repaired. Songs brought back: %Ln.",
                "",
                recovered.jobs,
            )
            + " "
            + self.tr("The damaged file is kept: %1").replace("%1", recovered.set_aside),
            kind="warning",
            key="recovered",
        )

    def _on_disk_full(self, full: bool) -> None:
        if not full:
            self._window.notices.dismiss("disk full")
            return
        self._window.notices.show_notice(
            self.tr(
                "The disk is full. Songs that the service accepted are still kept; please make "
                "some room."
            ),
            kind="danger",
            key="disk full",
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
