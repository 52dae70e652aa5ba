"""Linux and its like: everything over one connection to the session bus."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dbus_fast import Variant

from whisul_desktop.core.override import override
from whisul_desktop.core.presence import Activity, Notification, NowPlaying
from whisul_desktop.desktop.bus import Bus
from whisul_desktop.desktop.mpris import Mpris
from whisul_desktop.desktop.notifications import Notifications
from whisul_desktop.desktop.surroundings import APP_ID, Surroundings

# https://wiki.ubuntu.com/Unity/LauncherAPI, also read by KDE's and GNOME's docks
_LAUNCHER = "com.canonical.Unity.LauncherEntry"


class Freedesktop(Surroundings):
    """Each part is silently absent where its service is."""

    def __init__(self, icon: Path) -> None:
        super().__init__()
        self._bus = Bus()
        self._notifications = Notifications(self._bus, icon, self.done.emit)
        self._mpris = Mpris(self._bus, self.pressed.emit)

    @override
    async def open(self) -> None:
        await self._bus.open()
        if self._bus.is_open:
            await self._notifications.open()

    @override
    async def watch(self) -> None:
        await self._bus.watch()

    @override
    async def notify(self, notification: Notification) -> None:
        await self._notifications.show(notification)

    @override
    async def offer_media_keys(self, now: NowPlaying, position: Callable[[], float]) -> None:
        if self._bus.is_open:
            await self._mpris.offer(now, position)

    @override
    async def withdraw_media_keys(self) -> None:
        await self._mpris.withdraw()

    @override
    def show_playing(self, now: NowPlaying) -> None:
        self._mpris.show_playing(now)

    @override
    def show_jump(self, position: float) -> None:
        self._mpris.show_jump(position)

    @override
    def show_activity(self, activity: Activity) -> None:
        self._bus.emit(
            f"/com/whisul/desktop/launcher/{os.getpid()}",
            _LAUNCHER,
            "Update",
            "sa{sv}",
            f"application://{APP_ID}.desktop",
            {
                "count": Variant("x", activity.running),
                "count-visible": Variant("b", activity.running > 0),
                "progress": Variant("d", activity.share or 0.0),
                "progress-visible": Variant("b", activity.share is not None),
            },
        )

    @override
    def close(self) -> None:
        self._bus.close()
