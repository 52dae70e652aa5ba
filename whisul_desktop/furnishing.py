"""The library and everything in the window: loaded in a thread after the first frame, built
step by step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.process import give_back_memory
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.judging import Judging
from whisul_desktop.services.library import Library
from whisul_desktop.services.loading import FIRST_PAGE
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.signals import Signals
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.paths import resources_dir
from whisul_desktop.ui.account_flow import AccountFlow
from whisul_desktop.ui.adding_jobs import AddingJobs
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.batches import Batches
from whisul_desktop.ui.contents import fill
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.drag_out import DragOut
from whisul_desktop.ui.exporting import Exporting
from whisul_desktop.ui.families import Families
from whisul_desktop.ui.fault_notices import FaultNotices
from whisul_desktop.ui.forgetting import Forgetting
from whisul_desktop.ui.help import Help
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.judging import JudgingActions
from whisul_desktop.ui.language import Speech
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player
from whisul_desktop.ui.saved_searches import SavedSearches
from whisul_desktop.ui.saving import Saving
from whisul_desktop.ui.sides import Sides
from whisul_desktop.ui.status_line import StatusLine
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.turns import Gathering
from whisul_desktop.ui.unconfirmed import Unconfirmed

if TYPE_CHECKING:
    from whisul_desktop.integration import Integration
    from whisul_desktop.services.diagnostics import Diagnostics


@dataclass(frozen=True, slots=True)
class Opened:
    """A library with its newest jobs, from the loading thread."""

    folder: Path
    file: LibraryFile
    library: Library

    def furnish(
        self,
        app: QApplication,
        window: MainWindow,
        preferences: Preferences,
        reporting: Reporting,
    ) -> Furnishing:
        return Furnishing(self, app, window, preferences, reporting)


def open_library(folder: Path, on_error: Callable[[BaseException], None]) -> Opened:
    """Open `library.sqlite3` in the folder and read the newest jobs. Raises StoreError."""
    file = LibraryFile(folder / "library.sqlite3")
    library = Library(file.jobs, on_error)
    try:
        library.load_newest()
    except StoreError:
        file.close()
        raise
    return Opened(folder, file, library)


class Furnishing(QObject):
    """The widgets and controllers of one window, and the library that they show."""

    demo_requested = Signal()
    restart_requested = Signal()

    def __init__(
        self,
        opened: Opened,
        app: QApplication,
        window: MainWindow,
        preferences: Preferences,
        reporting: Reporting,
    ) -> None:
        super().__init__()
        self.library = opened.library
        self._file = opened.file
        self._app = app
        self._window = window
        self._preferences = preferences
        self._reporting = reporting
        self._speech = Speech(app, resources_dir() / "translations")
        self._backend = Backend()
        self._look: Look | None = None
        self._controller: Controller | None = None
        self._thumbnails: Thumbnails | None = None
        self._integration: Integration | None = None
        self.try_out = False
        self._signals = Signals(window)
        self._signals.received.connect(window.close)

    @property
    def is_dark(self) -> bool:
        return self._look is not None and self._look.is_dark

    @property
    def is_read_only(self) -> bool:
        """A newer version wrote the library: it can be looked at and listened to."""
        return self._file.read_only

    def steps(self, *, folder: Path, demo: bool, api_url: str | None) -> Iterator[None]:
        """Build it all, with a turn of the event loop between two steps."""
        window, library, preferences = self._window, self.library, self._preferences
        media = folder / "media"

        def locate(name: str) -> Path:
            return media / Path(name).name  # nothing outside it, whatever the library says

        # the first frame has no words yet but its title
        self._speech.speak(preferences.value.language)
        window.set_title()
        yield
        self._look = look = Look(self._app, resources_dir(), window)
        look.set_theme(preferences.value.theme)
        yield
        model = JobModel(window, jobs=library.jobs)
        model.orders_made.connect(lambda: self._backend.in_thread("memory", give_back_memory))
        self._thumbnails = Thumbnails(window, MediaCache(media).thumbs)
        yield
        yield from fill(window, look, model, self._thumbnails, locate, preferences.value)
        yield
        self._gathering = Gathering(model.turn, library.changed)
        controller = Controller(window, model, library, preferences, self._backend, locate)
        self._status = StatusLine(window, library, self._backend)
        yield
        self._player = player = Player(window)
        self._playback = playback = Playback(
            window, model, player, library, preferences, self._backend, locate
        )

        def integrate() -> Integration:
            from whisul_desktop.integration import Integration

            return Integration(window, look, playback, player, library, preferences, locate)

        self._integrate = integrate
        Unconfirmed(window, controller, self._backend)
        AddingJobs(window, look, self._backend)
        self._families = Families(window, library, self._backend)
        saving = Saving(window, look, controller, library, preferences, self._backend)
        Exporting(window, look, controller, saving, self._backend)
        DragOut(window, look, controller, preferences, self._backend)
        judging = Judging(library, MediaCache(media), time.time, read_only=self.is_read_only)
        self._forgetting = Forgetting(window, model, judging, self._backend)
        Sides(window, preferences)  # before what writes into the details
        self._judging = JudgingActions(
            window, controller, model, library, judging, self._forgetting
        )
        SavedSearches(window, model, preferences)
        self._batches = Batches(window, look, library, preferences, self._backend)
        self._help = Help(window, look, self._backend, lambda: self._diagnostics(folder))
        yield
        self._account_flow = AccountFlow(
            window,
            look,
            preferences,
            self._backend,
            demo=demo,
            data_folder=folder,
            started_with_url=api_url,
        )
        self._account_flow.demo_requested.connect(self.demo_requested)
        self._account_flow.restart_requested.connect(self.restart_requested)
        if not (preferences.value.welcomed or demo or library.jobs):
            self._account_flow.show_welcome()
        self._hear_of_faults()
        self._controller = controller

    def tell_of_address(self, wanted: str) -> None:
        """A second start was given an address of the service: this window keeps its own."""
        services = self._backend.services
        if services is None or wanted == services.account.api_url:
            return
        text = self.tr("Another start asked for the service at %1. This window goes on with %2.")
        self._window.notices.show_notice(
            text.replace("%2", services.account.api_url).replace("%1", wanted), key="address"
        )

    def tell_of_crash(self) -> None:
        """The last run ended unexpectedly."""
        self._help.tell_of_crash()

    def _diagnostics(self, folder: Path) -> Diagnostics:
        from whisul_desktop.services.diagnostics import Diagnostics

        redact = self._reporting.formatter.redact
        return Diagnostics(folder, self.library, self._preferences, redact)

    def _hear_of_faults(self) -> None:
        notices = FaultNotices(self._window)
        self._reporting.on_bug = notices.bug.emit
        self._reporting.on_trouble = notices.trouble.emit
        for recovered in self._file.recoveries:
            notices.recovered.emit(recovered)
        self._notices = notices
        self._disconnects = [
            self._file.recovered.connect(notices.recovered.emit),
            self._file.disk_full.connect(notices.disk_full.emit),
        ]
        notices.disk_full.connect(self._on_disk_full, Qt.ConnectionType.QueuedConnection)
        if self._file.read_only:
            notices.show_read_only()

    def _on_disk_full(self, full: bool) -> None:
        if not full:
            self.library.save_again()

    def on_services(self, services: Services) -> None:
        """The services are there: connect to them and do what was asked meanwhile."""
        self._backend.ready(services)
        if self._controller is None:
            return
        parts = (self._controller, self._status, self._playback, self._account_flow, self._batches)
        for part in parts:
            part.on_services(services)
        self._integration = self._integrate()
        self._integration.start(services)
        self._forgetting.on_services()
        self._controller.load_history()
        self._notices.recovered.connect(
            lambda _recovered: self._backend.run("renew", lambda _services: self.library.renew())
        )
        self._file.start_upkeep()
        if self.try_out:
            from whisul_desktop.try_out import TryOut

            TryOut(self._window, self._playback, self._player, self.library)

    def snapshot(self) -> Snapshot | None:
        """The list as the next start will show it first; the window is hidden and not used any
        more. None where that can't be told."""
        window, thumbnails = self._window, self._thumbnails
        was_seen = window.was_painted and window.is_filled and window.pages.currentIndex() == 0
        if not was_seen or thumbnails is None or self._file.read_only:
            return None
        if not window.library.begins_with_newest(FIRST_PAGE):
            return None
        from whisul_desktop.ui.snapshot_maker import snapshot

        return snapshot(window, thumbnails, sidebar=self._preferences.value.sidebar)

    def close(self) -> None:
        """In reverse; also where the window was closed before everything was built."""
        self._reporting.on_bug = self._reporting.on_trouble = None
        if self._controller is not None:
            for disconnect in self._disconnects:
                disconnect()
            self._playback.close()
            self._batches.close()
            self._status.close()
            self._judging.close()
            self._families.close()
            self._controller.close()
            self._gathering.close()
        if self._integration is not None:
            self._integration.close()
        if self._thumbnails is not None:
            self._thumbnails.close()
        self._signals.close()
        self._speech.be_silent()  # the next window may speak another language
        self.library.save_again()
        self._file.close()
