"""Everything around the list: loaded in a thread after the first paint, built step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from whisul_desktop.reporting import Reporting
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import (  # noqa: F401 - so that `MainWindow.furnish` finds them loaded
    actions,
    compose_bar,
    detail_panel,
    notice_bar,
    player_bar,
)
from whisul_desktop.ui.account_flow import AccountFlow
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.bug_notice import BugNotice
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.help import Help
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player
from whisul_desktop.ui.saving import Saving
from whisul_desktop.ui.status_line import StatusLine
from whisul_desktop.ui.theme import Look


class Furnishing:
    """The widgets and controllers of one window."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        model: JobModel,
        library: Library,
        preferences: Preferences,
        locate: Callable[[str], Path],
    ) -> None:
        self._window = window
        self._look = look
        self._model = model
        self._library = library
        self._preferences = preferences
        self._locate = locate
        self._backend = Backend()
        self.account_flow: AccountFlow
        self._controller: Controller | None = None

    def steps(self, *, demo: bool, data_folder: Path, api_url: str | None) -> Iterator[None]:
        """Build it all, with a turn of the event loop between two steps."""
        window, library, preferences = self._window, self._library, self._preferences
        yield from window.furnish()
        controller = Controller(
            window, self._model, library, preferences, self._backend, self._locate
        )
        self._controller = controller
        self._status = StatusLine(window, library, self._backend)
        yield
        self._player = Player(window)
        self._playback = Playback(
            window,
            self._model,
            self._player,
            library,
            preferences,
            self._backend,
            self._locate,
        )
        yield
        Saving(window, controller, preferences, self._backend)
        Help(window, self._look)
        self.account_flow = AccountFlow(
            window,
            self._look,
            preferences,
            self._backend,
            demo=demo,
            data_folder=data_folder,
            started_with_url=api_url,
        )

    def on_services(self, services: Services) -> None:
        """The services are there: connect to them and do what was asked meanwhile."""
        self._backend.ready(services)
        if self._controller is None:
            return
        for part in (self._controller, self._status, self.account_flow):
            part.on_services(services)
        self._controller.load_history()

    def notify_of_bugs(self, reporting: Reporting) -> None:
        """From now on a bug is one calm notice with a report that can be copied."""
        self._bugs = BugNotice(self._window)
        reporting.on_bug = self._bugs.told.emit

    def close(self) -> None:
        """In reverse; also where the window was closed before everything was built."""
        if self._controller is not None:
            self._playback.close()
            self._status.close()
            self._controller.close()
