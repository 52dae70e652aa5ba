"""Songs that got ready or failed while the user was elsewhere, in words for a notification."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.announcements import Folding, Many, News, One
from whisul_desktop.core.presence import Deed, Done, Notification
from whisul_desktop.core.types import Job
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.controller import RETRIABLE
from whisul_desktop.ui.main_window import MainWindow

MANY = "many"  # key of the notification that sums up
_TITLE = 60  # characters of a title, so that what happened to it is still read


class Announcer(QObject):
    """Says what is to be shown; does what was chosen there."""

    wanted = Signal(object)  # Notification
    play_requested = Signal(str)
    retry_requested = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        library: Library,
        preferences: Preferences,
        locate: Callable[[str], Path],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._preferences = preferences
        self._locate = locate
        self._clock = clock
        self._news = News()
        self._folding = Folding()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_overdue)
        self._news.expect(library.live())
        self._disconnects = [
            library.added.connect(self._news.expect),
            library.changed.connect(self._on_changed),
            library.removed.connect(self._news.removed),
        ]

    def close(self) -> None:
        self._timer.stop()
        for disconnect in self._disconnects:
            disconnect()

    def act(self, done: Done) -> None:
        """A button of a notification, or the notification itself, was clicked."""
        match done.deed:
            case Deed.PLAY:
                self.play_requested.emit(done.key)
            case Deed.RETRY:
                self.retry_requested.emit(done.key)
            case Deed.SHOW:
                self._window.bring_forward(done.token)
                if done.key in self._library.jobs:
                    self._window.library.show_job(done.key)

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        now = self._clock()
        for job in self._news.changed(jobs, now):
            self._announce(job, now)
        self._wait()

    def _on_overdue(self) -> None:
        now = self._clock()
        for job in self._news.overdue(now):
            self._announce(job, now)
        self._wait()

    def _wait(self) -> None:
        due = self._news.next_due()
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, round((due - self._clock()) * 1000)))

    def _announce(self, job: Job, now: float) -> None:
        settings = self._preferences.value
        one = One(job)
        asked_for = settings.notify_ready if one.is_ready else settings.notify_failed
        if not asked_for or QApplication.activeWindow() is not None:
            return
        match self._folding.add(job, now):
            case One():
                self.wanted.emit(self._one(one, sound=settings.notify_sound))
            case many:
                # one sound for a burst: the songs before it had theirs
                self.wanted.emit(self._many(many))

    def _one(self, one: One, *, sound: bool) -> Notification:
        job = one.job
        title = wording.one_line(job.title)
        if len(title) > _TITLE:
            title = title[: _TITLE - 1] + "…"
        show = (Deed.SHOW, self.tr("Show"))
        if one.is_ready:
            return Notification(
                job.id,
                self.tr("%1 is ready").replace("%1", title),
                wording.one_line(job.prompt),
                self._locate(job.cover_file) if job.cover_file else None,
                ((Deed.PLAY, self.tr("Play")), show),
                sound=sound,
            )
        retry = ((Deed.RETRY, self.tr("Retry")),) if job.status in RETRIABLE else ()
        return Notification(
            job.id,
            self.tr("%1 failed").replace("%1", title),
            wording.one_line(wording.job_problem_text(job)),
            deeds=(*retry, show),
            sound=sound,
            problem=True,
        )

    def _many(self, many: Many) -> Notification:
        ready, failed = wording.number_text(many.ready), wording.number_text(many.failed)
        if not many.failed:
            text = self.tr("%1 ready").replace("%1", ready)
        elif not many.ready:
            text = self.tr("%1 failed").replace("%1", failed)
        else:
            text = self.tr("%1 ready, %2 failed").replace("%1", ready).replace("%2", failed)
        return Notification(
            MANY,
            text,
            deeds=((Deed.SHOW, self.tr("Show")),),
            problem=not many.ready,
            replaces=many.replaces,
        )
