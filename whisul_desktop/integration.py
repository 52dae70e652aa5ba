"""Connects the window with the desktop around it, long after the first paint.

Notifications, media keys, the launcher, the tray and the start with the session: each is
silently absent where the desktop has no such thing.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from whisul_desktop.core.announcements import Batch
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.presence import Activity, Notification, NowPlaying, Play
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.tasks import TaskScope, in_thread
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.desktop import autostart
from whisul_desktop.desktop.surroundings import Surroundings, surroundings
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui.announcer import Announcer
from whisul_desktop.ui.backend import Services
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.now_playing import Playing
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tray import Tray

TELL_EVERY = 200  # ms
LATE = 1.5  # seconds: the window is there, the first song is being fetched
LOOKED_AT = 100  # newest jobs, for the last songs in the tray's menu
_log = logging.getLogger(__name__)
Wish = Callable[[Surroundings], Coroutine[Any, Any, None]]


class Integration(QObject):
    """Wishes to the desktop wait in order until it is there, and for each other."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        playback: Playback,
        player: Player,
        library: Library,
        preferences: Preferences,
        locate: Callable[[str], Path],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._library = library
        self._preferences = preferences
        self._settings = preferences.value
        self._wishes: asyncio.Queue[Wish] = asyncio.Queue()
        self._surroundings = Surroundings()  # nothing, until it is loaded
        self._tray: Tray | None = None
        self._batch = Batch()
        self._activity: Activity | None = None  # what the desktop was told
        self._news: list[Job] = []  # that the tray has not heard of
        self._telling = QTimer(self, singleShot=True, interval=TELL_EVERY)
        self._telling.timeout.connect(self._tell)
        self._announcer = Announcer(window, library, preferences, locate)
        self._announcer.wanted.connect(self._on_news)
        self._announcer.play_requested.connect(playback.play)
        self._announcer.retry_requested.connect(window.detail.retry_requested)
        self._playing = Playing(window, playback, player, library, preferences, locate)
        self._playing.changed.connect(self._on_playing)
        self._playing.jumped.connect(self._on_jumped)
        self._disconnects = [
            library.added.connect(self._on_library),
            library.changed.connect(self._on_library),
            library.removed.connect(self._on_removed),
            preferences.changed.connect(self._on_settings),
        ]

    def start(self, services: Services) -> None:
        """Begin as soon as there is time for it."""
        services.tasks.start(self._run(services.tasks), "desktop")

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        self._telling.stop()
        for disconnect in self._disconnects:
            disconnect()
        self._announcer.close()
        self._playing.close()
        if self._tray is not None:
            self._tray.close()

    async def _run(self, tasks: TaskScope) -> None:
        await asyncio.sleep(LATE)
        icon = self._look.resources / "icons" / "app" / "app-128.png"
        window = int(self._window.winId())
        around = await in_thread(lambda: surroundings(icon, window), name="desktop")
        around.done.connect(self._announcer.act)
        around.pressed.connect(self._playing.press)
        try:
            await around.open()
            tasks.start(around.watch(), "desktop watch")
            self._surroundings = around
            await self._build_tray()
            await self._check_start()
            if self._settings.media_keys:
                await around.offer_media_keys(self._playing.now, self._playing.position)
            self._show_activity()
            while True:
                wish = await self._wishes.get()
                # a task of its own: a bug in one is told, and the next has its turn
                await asyncio.wait([tasks.start(wish(around), "desktop wish")])
        finally:
            around.close()

    # what the window tells the desktop

    def _on_news(self, notification: Notification) -> None:
        self._wishes.put_nowait(lambda around: around.notify(notification))

    def _on_playing(self, now: NowPlaying) -> None:
        self._surroundings.show_playing(now)
        if self._tray is not None:
            self._tray.set_playing(now.state is Play.PLAYING)

    def _on_jumped(self, seconds: float) -> None:
        self._surroundings.show_jump(seconds)

    def _on_library(self, jobs: tuple[Job, ...]) -> None:
        self._news += jobs
        self._count()  # the most that there were is what the share is of
        if not self._telling.isActive():
            self._telling.start()

    def _on_removed(self, job_ids: tuple[str, ...]) -> None:
        self._tell()
        if self._tray is not None:
            self._tray.forget(job_ids)

    def _tell(self) -> None:
        """A few times a second at most: an icon is drawn for it, and a message sent."""
        news, self._news = self._news, []
        if self._tray is not None:
            self._tray.take(news)
        self._show_activity()

    def _count(self) -> Activity:
        counts = self._library.counts
        running = counts[JobStatus.RUNNING] + counts[JobStatus.SUBMITTING]
        share = self._batch.share(running + counts[JobStatus.QUEUED])
        return Activity(running, share if running else None)

    def _show_activity(self) -> None:
        activity = self._count()
        if self._tray is None or activity == self._activity:  # the desktop is not there yet
            return
        self._activity = activity
        self._surroundings.show_activity(activity)
        if sys.platform != "linux":  # there Qt would send half of the same signal
            QGuiApplication.setBadgeNumber(activity.running)
        self._tray.set_running(activity.running)

    # the tray

    async def _build_tray(self) -> None:
        try:
            newest = await self._library.newest(LOOKED_AT)
        except StoreError as error:
            _log.info("the tray's songs: %s", error)
            newest = []
        self._tray = tray = Tray(self._window, self._look)
        tray.play_requested.connect(self._announcer.play_requested)
        tray.take(newest)
        tray.set_playing(self._playing.now.state is Play.PLAYING)
        self._window.hides = lambda: self._preferences.value.close_to_tray and tray.is_there()
        if not self._window.isVisible() and not tray.is_there():
            self._window.showMinimized()  # started out of the way, and there is no such place

    # settings

    def _on_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.media_keys != before.media_keys:
            self._wishes.put_nowait(self._turn_media_keys)
        if settings.start_with_session != before.start_with_session:
            self._wishes.put_nowait(self._turn_start)

    async def _turn_media_keys(self, around: Surroundings) -> None:
        if self._settings.media_keys:
            await around.offer_media_keys(self._playing.now, self._playing.position)
        else:
            await around.withdraw_media_keys()

    async def _turn_start(self, _around: Surroundings) -> None:
        on = self._settings.start_with_session
        try:
            await in_thread(lambda: autostart.turn(on), name="autostart")
        except OSError as error:
            _log.info("start with the session: %s", error)
            self._preferences.update(start_with_session=not on)
            self._window.notices.show_notice(
                self.tr("The start with your session can't be changed: %1").replace(
                    "%1", error.strerror or str(error)
                ),
                kind="warning",
                key="start with session",
            )

    async def _check_start(self) -> None:
        """The desktop's own settings may have turned it off: then it is off here too."""
        if not self._settings.start_with_session:
            return
        try:
            is_on = await in_thread(autostart.is_on, name="autostart")
        except OSError as error:
            _log.info("start with the session: %s", error)
            return
        if not is_on:
            self._preferences.update(start_with_session=False)
