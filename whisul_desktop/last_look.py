"""The list as it was left, shown by the first frame: to load and build the live one takes longer
than a person should look at nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store import snapshots
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.snapshot import made_under, today

_log = logging.getLogger(__name__)


class LastLook:
    """One window's: `show` what the exit before has kept, then `take` and `keep` one at the end.

    It is shown only where it certainly is what the live list will look like, and nothing ever
    fails for it.
    """

    def __init__(self, folder: Path, window: MainWindow, preferences: Preferences) -> None:
        self._folder = folder
        self._window = window
        self._preferences = preferences
        self._taken: tuple[Snapshot, bool] | None = None

    def show(self, *, dark: bool) -> None:
        """Before the window is shown, in these colours."""
        snapshot = snapshots.take(self._folder, self._made_under(dark))
        if snapshot is not None and snapshot.day <= today():  # else the clock was set back
            self._window.show_snapshot(snapshot)

    def take(self, make: Callable[[], Snapshot | None], *, dark: bool) -> None:
        """While the window's parts are still there; the user sees nothing of it."""
        self._window.hide()
        try:
            snapshot = make()
        except Exception:  # noqa: BLE001 - a bug here must not keep the library from its end
            _log.exception("no picture of the list could be made:")
            return
        self._taken = None if snapshot is None else (snapshot, dark)

    def keep(self) -> None:
        """Once the library and the settings are as the next start will find them."""
        if self._taken is None or not self._preferences.is_written:
            return
        snapshot, dark = self._taken
        try:
            snapshots.keep(self._folder, self._made_under(dark), snapshot)
        except OSError as error:
            _log.warning("the picture of the list could not be kept: %s", error)

    def _made_under(self, dark: bool) -> str:
        """What it shows, and what it depends on how; "" where that can't be told."""
        state = snapshots.unchanged(self._folder)
        language = self._preferences.value.language
        looks = made_under(self._window, dark=dark, language=language)
        return state and f"{self._folder} {state} {looks}"
