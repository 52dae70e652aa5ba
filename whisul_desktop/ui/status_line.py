"""The words at the bottom of the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from whisul_desktop.core.errors import ProtocolError, RateLimited, TransportError
from whisul_desktop.core.types import JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from whisul_desktop.services.following import Connection


class StatusLine(QObject):
    """How many songs are being made, how it stands with the service."""

    def __init__(self, window: MainWindow, library: Library, backend: Backend) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._backend = backend
        self._said_offline = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.refresh)
        self._disconnects = [
            event.connect(lambda _jobs: self.refresh())
            for event in (library.added, library.changed, library.removed)
        ]
        self.refresh()

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        self._timer.stop()
        for disconnect in self._disconnects:
            disconnect()

    def on_services(self, services: Services) -> None:
        services.following.connection_changed.connect(lambda _connection: self.refresh())
        services.account.changed.connect(lambda _state: self.refresh())
        services.generation.waiting.connect(lambda _seconds: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        parts = self._activity()
        services = self._backend.services
        if services is not None:
            parts.append(self._connection_text(services))
        self._window.status.setText(" · ".join(part for part in parts if part))

    def _activity(self) -> list[str]:
        counts = self._library.counts
        running = counts[JobStatus.RUNNING] + counts[JobStatus.SUBMITTING]
        waiting, unclear = counts[JobStatus.QUEUED], counts[JobStatus.UNCONFIRMED]
        return [
            self.tr("%n generating", "", running) if running else "",
            self.tr("%n waiting to be sent", "", waiting) if waiting else "",
            self.tr("%n unconfirmed", "", unclear) if unclear else "",
        ]

    def _connection_text(self, services: Services) -> str:
        connection, sending = services.following.connection, services.generation.next_try
        counting = connection.trouble is not None or sending is not None
        if counting != self._timer.isActive():
            self._timer.start() if counting else self._timer.stop()
        self._tell_offline(connection)
        if isinstance(connection.trouble, RateLimited):
            return self.tr("the service asks to wait %n s", "", _left(connection.next_try))
        if connection.trouble is not None:
            left = _left(connection.next_try)
            return (
                self.tr("offline, trying again in %n s", "", left)
                if left
                else self.tr("offline, trying again now")
            )
        if sending is not None:
            return self.tr("sending again in %n s", "", _left(sending))
        usual = services.following.usual_time()
        if usual is not None and self._library.counts[JobStatus.RUNNING]:
            return self.tr("usually ready in about %1").replace("%1", wording.usual_text(usual))
        return self.tr("connected") if services.following.heard else ""

    def _tell_offline(self, connection: Connection) -> None:
        """One calm notice for however many requests went unanswered, gone when one is."""
        offline = isinstance(connection.trouble, TransportError | ProtocolError)
        if offline == self._said_offline:
            return
        self._said_offline = offline
        if offline:
            self._window.notices.show_notice(
                self.tr(
                    "The service can't be reached. Your songs are safe, what is here plays, and "
                    "everything goes on by itself."
                ),
                key="offline",
            )
        else:
            self._window.notices.dismiss("offline")


def _left(moment: float | None) -> int:
    """Whole seconds until then, by the monotonic clock."""
    return 0 if moment is None else max(0, round(moment - time.monotonic()))
