"""The words at the bottom of the window."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from whisul_desktop.core.errors import ApiError, ProtocolError, TransportError, WhisulError
from whisul_desktop.core.job_selection import seconds_of_songs
from whisul_desktop.core.types import JobStatus, Outlook
from whisul_desktop.services.library import Library
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow

_SUM_MS = 1_000
_OFFLINE = TransportError | ProtocolError


class StatusLine(QObject):
    """How many songs are being made, how it stands with the service."""

    def __init__(self, window: MainWindow, library: Library, backend: Backend) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._backend = backend
        self._said_offline = False
        self._seconds = 0.0  # of all songs
        self._summing = QTimer(self, singleShot=True, interval=_SUM_MS)
        self._summing.timeout.connect(self._sum_up)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.refresh)
        self._soon = QTimer(self, singleShot=True, interval=0)  # once for all that come together
        self._soon.timeout.connect(self._on_jobs)
        self._disconnects = [
            event.connect(lambda _jobs: self._soon.start())
            # pages of the library are told of by its index alone
            for event in (library.jobs.added, library.changed, library.removed)
        ]
        self._on_jobs()

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        self._timer.stop()
        self._soon.stop()
        self._summing.stop()
        for disconnect in self._disconnects:
            disconnect()

    def on_services(self, services: Services) -> None:
        services.following.connection_changed.connect(lambda _connection: self.refresh())
        services.account.changed.connect(lambda _state: self.refresh())
        services.generation.waiting.connect(lambda _seconds: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        parts = [*self._songs(), *self._activity()]
        services = self._backend.services
        if services is not None:
            parts.append(self._connection_text(services))
        self._window.status.setText(" · ".join(part for part in parts if part))

    def _on_jobs(self) -> None:
        if not self._summing.isActive():  # a loop over them all: not for each that is loaded
            self._summing.start()
        self.refresh()

    def _sum_up(self) -> None:
        self._seconds = seconds_of_songs(self._library.jobs)
        self.refresh()

    def _songs(self) -> list[str]:
        """How many there are to listen to, and for how long."""
        songs = self._library.counts[JobStatus.COMPLETED]
        if not songs:
            return []
        minutes = round(self._seconds / 60)
        hours = wording.number_text(round(minutes / 60))
        length = self.tr("{number} h").format(number=hours)
        if minutes < 60:
            length = self.tr("{number} min").format(number=wording.number_text(minutes))
        return [self.tr("%Ln songs", "", songs), length if minutes else ""]

    def _activity(self) -> list[str]:
        counts = self._library.counts
        running = counts[JobStatus.RUNNING] + counts[JobStatus.SUBMITTING]
        waiting, unclear = counts[JobStatus.QUEUED], counts[JobStatus.UNCONFIRMED]
        return [
            self.tr("%Ln generating", "", running) if running else "",
            self.tr("%Ln waiting to be sent", "", waiting) if waiting else "",
            self.tr("%Ln unconfirmed", "", unclear) if unclear else "",
        ]

    def _connection_text(self, services: Services) -> str:
        following, outbox = services.following, services.generation.outbox
        outlook = following.outlook()
        if (lack := services.account.lack) is not None:
            self._count_down(False)
            self._tell_offline(False)  # nobody tries
            waits = outlook is not None or self._library.counts[JobStatus.QUEUED]
            return wording.outlook_text(Outlook(lack, None)) if waits else ""
        self._count_down(outlook is not None or outbox.next_try is not None)
        troubles = (following.connection.trouble, outbox.trouble)
        self._tell_offline(any(isinstance(each, _OFFLINE) for each in troubles))
        told: list[str] = []
        if outlook is not None:
            told.append(wording.outlook_text(outlook))
        if outbox.next_try is not None and (outlook is None or outlook.trouble is None):
            told.insert(0, _sending_text(outbox.trouble, outbox.next_try - time.monotonic()))
        usual = following.usual_time()
        if usual is not None and outlook is not None and outlook.trouble is None:
            told.append(
                self.tr("Usually ready in about %1").replace("%1", wording.usual_text(usual))
            )
        if not told and following.heard:
            told.append(self.tr("Connected"))
        return " · ".join(told)

    def _count_down(self, counting: bool) -> None:
        if counting != self._timer.isActive():
            self._timer.start() if counting else self._timer.stop()

    def _tell_offline(self, offline: bool) -> None:
        """One calm notice for however many requests went unanswered, gone when one is."""
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


def _sending_text(trouble: WhisulError | None, seconds: float) -> str:
    """Why prompts wait, and how long."""
    if isinstance(trouble, ApiError):
        return wording.outlook_text(Outlook(trouble, max(0.0, seconds)))
    text = QCoreApplication.translate("StatusLine", "Sending on in {seconds} s")
    return text.format(seconds=wording.number_text(max(0, round(seconds))))
