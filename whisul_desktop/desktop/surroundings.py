"""What every desktop is asked for; this one offers nothing, and nothing is missed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from whisul_desktop.core.events import Event
from whisul_desktop.core.presence import Activity, Done, Notification, NowPlaying, Pressed

APP_NAME = "Whisul"
APP_ID = "whisul-desktop"  # of the .desktop file, also QGuiApplication.desktopFileName


class Surroundings:
    """The real ones override what they have. Events come on the thread of the event loop.

    What the system lacks or refuses is silently absent: no method raises for that.
    """

    def __init__(self) -> None:
        self.done: Event[Done] = Event()
        self.pressed: Event[Pressed] = Event()

    async def open(self) -> None:
        """Find out what there is."""

    async def watch(self) -> None:
        """Until the desktop goes away; to be run beside everything else."""

    async def notify(self, notification: Notification) -> None:
        """Show it, in place of those that it replaces."""

    async def offer_media_keys(self, now: NowPlaying, position: Callable[[], float]) -> None:
        """Be a player for the system from now on; `position` gives seconds."""

    async def withdraw_media_keys(self) -> None:
        """Be none any more."""

    def show_playing(self, now: NowPlaying) -> None:
        """Something of it changed."""

    def show_jump(self, position: float) -> None:
        """The position (seconds) changed other than by playing."""

    def show_activity(self, activity: Activity) -> None:
        """For the icon in the launcher."""

    def close(self) -> None:
        """Let go of everything, without waiting."""


def surroundings(icon: Path, window: int) -> Surroundings:
    """This system's; `window` is the main window's native handle.

    Imports much: call it in a thread, after the start.
    """
    if sys.platform == "linux":
        from whisul_desktop.desktop.freedesktop import Freedesktop

        return Freedesktop(icon)
    if sys.platform == "win32":
        from whisul_desktop.desktop.windows import Windows

        return Windows(icon, window)
    if sys.platform == "darwin":
        from whisul_desktop.desktop.macos import MacOS

        return MacOS(icon)
    return Surroundings()
