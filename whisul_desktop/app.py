"""The composition root: builds every object, runs the loop, takes all down in reverse.

Two steps, for a quick start. First the window is built from the database alone and painted;
then a thread loads what takes long (asyncio, httpx, keyring, QtMultimedia, mutagen) while a
plain Qt loop keeps the window alive, and the asyncio loop takes over for the rest.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox
from typing_extensions import override

from whisul_desktop import __version__
from whisul_desktop.core.errors import StoreError
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.paths import data_dir, resources_dir
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.account_flow import AccountFlow
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.playback import Playback
from whisul_desktop.ui.player import Player
from whisul_desktop.ui.saving import Saving
from whisul_desktop.ui.status_line import StatusLine
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from whisul_desktop.serving import Network

EXIT_LIMIT = 10.0  # seconds until the watchdog leaves for us
KEY_VARIABLE = "WHISUL_API_KEY"  # the vendor's own convention


@dataclass(frozen=True, slots=True)
class Options:
    """The command line."""

    demo: bool = False
    api_url: str | None = None
    data_dir: Path | None = None
    log_level: str = "info"


def run(options: Options) -> int:
    """Run until the user quits; returns the exit code."""
    reporting = Reporting(options.log_level)
    app = _Application(sys.argv[:1])
    app.setApplicationName("whisul-desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("whisul-desktop")
    app.setQuitOnLastWindowClosed(False)
    look = Look(app, resources_dir())
    signals = _Signals(app)
    again: Options | None = options
    code = 0
    while again is not None:
        try:
            session = Session(app, look, reporting, signals, again)
        except (StoreError, OSError) as error:
            _tell_start_problem(str(error))
            code, again = 1, None
        else:
            again = session.run()
    signals.close()
    reporting.close_file()
    return code


class Session(QObject):
    """One library with its window, from the first paint to the last write."""

    _loaded = Signal()  # from the loading thread

    def __init__(
        self,
        app: _Application,
        look: Look,
        reporting: Reporting,
        signals: _Signals,
        options: Options,
    ) -> None:
        super().__init__()
        self._app = app
        self._look = look
        self._reporting = reporting
        self._options = options
        self._again: Options | None = None
        self._folder = options.data_dir or data_dir(options.demo)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._preferences = Preferences(
            SettingsStore(self._folder / "settings.json"), reporting.report
        )
        self._database = Database(self._folder / "library.sqlite3")
        self._library = Library(JobStore(self._database), reporting.report)
        self._library.load_newest()
        look.set_theme(self._preferences.value.theme)
        self._build_window()
        self._closing = False
        self._watchdog = threading.Timer(EXIT_LIMIT, _leave_anyway)
        self._watchdog.daemon = True
        self._on_closed: Callable[[], None] = lambda: None
        self._window.closed.connect(self._close)
        signals.received.connect(self._window.close)
        app.quit_requested.connect(self._window.close)

    def run(self) -> Options | None:
        """Show the window, serve it until it closes. Returns options to start again with."""
        self._window.show()
        network = self._load()
        if network is not None and not self._closing:
            self._serve(network)
        self._take_down()
        return self._again

    # the window, before anything slow is loaded

    def _build_window(self) -> None:
        settings = self._preferences.value
        media = self._folder / "media"
        self._backend = Backend()
        locate = media.joinpath
        model = JobModel()
        self._thumbnails = Thumbnails()
        self._window = MainWindow(
            self._look, model, self._thumbnails, locate, demo=self._options.demo
        )
        self._player = Player(self._window)
        self._controller = Controller(
            self._window, model, self._library, self._preferences, self._backend, locate
        )
        self._playback = Playback(
            self._window,
            model,
            self._player,
            self._library,
            self._preferences,
            self._backend,
            locate,
        )
        self._saving = Saving(self._window, self._controller, self._preferences, self._backend)
        self._status = StatusLine(self._window, self._library, self._backend)
        self._account_flow = AccountFlow(
            self._window,
            self._look,
            self._preferences,
            self._backend,
            demo=self._options.demo,
            data_folder=self._folder,
            started_with_url=self._options.api_url,
        )
        self._account_flow.demo_requested.connect(self._start_demo)
        if not (settings.welcomed or self._options.demo or self._library.jobs):
            self._account_flow.show_welcome()
        self._window.actions_["quit"].triggered.connect(self._window.close)
        self._window.restore(settings)

    def _start_demo(self) -> None:
        folder = self._options.data_dir
        self._again = replace(
            self._options, demo=True, data_dir=folder / "demo" if folder else None
        )
        self._window.close()

    def _close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._watchdog.start()
        self._on_closed()

    # the second step

    def _load(self) -> Network | None:
        """What takes long, in a thread, while the painted window lives on a plain Qt loop."""
        outcome: list[Network | BaseException] = []
        waiting = QEventLoop()
        api_url = self._api_url()

        def load() -> None:
            try:
                from whisul_desktop import serving

                outcome.append(serving.load(self._folder, api_url, demo=self._options.demo))
            except BaseException as error:  # noqa: BLE001 - raised in the main thread below
                outcome.append(error)
            self._loaded.emit()

        self._loaded.connect(waiting.quit)
        self._on_closed = waiting.quit
        thread = threading.Thread(target=load, name="loading", daemon=True)
        # one turn of the loop after the paint: the frame is on the screen
        self._window.painted.connect(lambda: QTimer.singleShot(0, thread.start))
        waiting.exec()
        if not outcome:
            return None
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _serve(self, network: Network) -> None:
        from whisul_desktop import serving

        self._reporting.open_file(self._folder / "logs")
        server = serving.Serving(
            network,
            self._library,
            api_url=self._api_url(),
            environment_key=os.environ.get(KEY_VARIABLE, ""),
            demo=self._options.demo,
            reporting=self._reporting,
            on_services=self._on_services,
        )
        self._on_closed = server.close
        server.run(self._app)

    def _api_url(self) -> str:
        return self._options.api_url or self._preferences.value.api_url

    def _on_services(self, services: Services) -> None:
        self._backend.ready(services)
        for part in (self._controller, self._status, self._account_flow):
            part.on_services(services)
        self._controller.load_history()

    def _take_down(self) -> None:
        self._preferences.update(**self._window.state())
        self._playback.close()
        self._controller.close()
        self._status.close()
        self._thumbnails.close()
        self._window.deleteLater()
        self._preferences.close()
        self._database.close()
        self._watchdog.cancel()


class _Application(QApplication):
    """Asks to quit instead of ending the loop: whoever runs the loop ends it."""

    quit_requested = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_requested.emit()
            return True
        return super().event(event)


class _Signals(QObject):
    """SIGTERM and SIGINT as a Qt signal, at once and not when Python next gets a turn."""

    received = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._read.close()
        self._write.close()

    def _on_readable(self) -> None:
        if set(self._read.recv(64)) & {signal.SIGTERM, signal.SIGINT}:
            self.received.emit()


def _tell_start_problem(problem: str) -> None:
    """The library can't be opened: say so in a window and on stderr, touch nothing."""
    print(f"whisul-desktop: {problem}", file=sys.stderr)  # noqa: T201
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(box.tr("Whisul"))
    box.setText(box.tr("Your library can't be opened. Nothing in it was changed."))
    box.setInformativeText(problem)
    waiting = QEventLoop()
    box.finished.connect(waiting.quit)
    box.open()
    waiting.exec()


def _leave_anyway() -> None:
    """The last resort of an exit that hangs: say where, and leave."""
    faulthandler.dump_traceback(all_threads=True)
    os._exit(70)
