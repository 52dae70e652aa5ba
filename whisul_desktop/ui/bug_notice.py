"""A bug of ours, told calmly: the app goes on, the report can be copied."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from whisul_desktop.ui.main_window import MainWindow


class BugNotice(QObject):
    """`told` may be emitted from any thread, also in the middle of a paint."""

    told = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._report = ""
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def _on_told(self, report: str) -> None:
        self._report = report
        self._window.notices.show_notice(
            self.tr("Something went wrong inside Whisul. Your songs are safe; you can go on."),
            kind="warning",
            action=self.tr("Copy Details"),
            on_action=self._copy,
            key="bug",
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
