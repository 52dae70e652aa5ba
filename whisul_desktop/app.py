"""The composition root: builds every object, runs the loop, takes all down in reverse.

In steps, for a quick start. First the list is painted from the database alone. Then a thread
loads what is around it (furnishing.py), which is built between two turns of a plain Qt loop,
and what takes long (serving.py: asyncio, httpx, keyring, QtMultimedia, mutagen); at last the
asyncio loop takes over.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from whisul_desktop import __version__
from whisul_desktop.core.errors import StoreError
from whisul_desktop.instance import Instance
from whisul_desktop.process import Application, Signals, watchdog
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.paths import data_dir, resources_dir
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from whisul_desktop.furnishing import Furnishing
    from whisul_desktop.serving import Network

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
    app = Application(sys.argv[:1])
    app.setApplicationName("whisul-desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("whisul-desktop")
    app.setQuitOnLastWindowClosed(False)
    look = Look(app, resources_dir())
    signals = Signals(app)
    again: Options | None = options
    code = 0
    while again is not None:
        try:
            session = Session(app, look, reporting, signals, again)
        except AlreadyRunning as other:
            shown = other.instance.show_first()
            if not shown:
                print(f"whisul-desktop: {other}, but it does not answer", file=sys.stderr)  # noqa: T201
            code, again = 0 if shown else 1, None
        except (StoreError, OSError) as error:
            _tell_start_problem(str(error))
            code, again = 1, None
        else:
            again = session.run()
    signals.close()
    reporting.close_file()
    return code


class AlreadyRunning(Exception):
    """Another program has this library open."""

    def __init__(self, instance: Instance) -> None:
        super().__init__("another window has this library open")
        self.instance = instance


class Session(QObject):
    """One library with its window, from the first paint to the last write."""

    # from the loading thread
    _rest_loaded = Signal(object)  # the class Furnishing
    _loaded = Signal()
    _built = Signal()  # everything around the list is there

    def __init__(
        self,
        app: Application,
        look: Look,
        reporting: Reporting,
        signals: Signals,
        options: Options,
    ) -> None:
        super().__init__()
        self._app = app
        self._look = look
        self._reporting = reporting
        self._options = options
        self._again: Options | None = None
        self._furnishing: Furnishing | None = None
        self._furnished = False
        self._folder = options.data_dir or data_dir(options.demo)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._instance = Instance(self._folder)
        if not self._instance.is_first:
            raise AlreadyRunning(self._instance)
        self._preferences = Preferences(
            SettingsStore(self._folder / "settings.json"), reporting.report
        )
        self._database = Database(self._folder / "library.sqlite3")
        self._library = Library(JobStore(self._database), reporting.report)
        self._library.load_newest()
        look.set_theme(self._preferences.value.theme)
        self._build_window()
        self._closing = False
        self._watchdog = watchdog()
        self._on_closed: Callable[[], None] = lambda: None
        self._window.closed.connect(self._close)
        signals.received.connect(self._window.close)
        app.quit_requested.connect(self._window.close)

    def run(self) -> Options | None:
        """Show the window, serve it until it closes. Returns options to start again with."""
        self._window.show()
        network = self._load()
        if network is not None and self._furnishing is not None and not self._closing:
            self._serve(network, self._furnishing)
        self._take_down()
        return self._again

    # the window, before anything slow is loaded

    def _build_window(self) -> None:
        self._locate = (self._folder / "media").joinpath
        self._model = JobModel()
        self._thumbnails = Thumbnails()
        self._window = MainWindow(
            self._look, self._model, self._thumbnails, self._locate, demo=self._options.demo
        )
        self._model.load(list(self._library.jobs.values()))
        self._window.restore(self._preferences.value)
        welcomed = self._preferences.value.welcomed or self._options.demo or self._library.jobs
        self._needs_welcome = not welcomed
        if self._needs_welcome:
            self._window.show_blank()

    def _start_demo(self) -> None:
        folder = self._options.data_dir
        self._again = replace(
            self._options, demo=True, data_dir=folder / "demo" if folder else None
        )
        self._window.close()

    def _close(self) -> None:
        if not self._closing:
            self._closing = True
            self._watchdog.start()
            self._on_closed()

    # the second step

    def _load(self) -> Network | None:
        """What takes long, in a thread, while the painted window lives on a plain Qt loop."""
        outcome: list[Network | BaseException] = []
        waiting = QEventLoop()
        api_url, demo = self._api_url(), self._options.demo

        def load() -> None:
            try:
                from whisul_desktop import furnishing

                self._rest_loaded.emit(furnishing.Furnishing)
                import PySide6.QtNetwork  # noqa: F401 - for Instance.listen

                from whisul_desktop import serving

                outcome.append(serving.load(self._folder, api_url, demo=demo))
            except BaseException as error:  # noqa: BLE001 - raised in the main thread below
                outcome.append(error)
            self._loaded.emit()

        def go_on() -> None:
            failed = bool(outcome) and isinstance(outcome[0], BaseException)
            if failed or (outcome and self._furnished):
                waiting.quit()

        self._rest_loaded.connect(self._furnish)
        self._built.connect(go_on)
        self._loaded.connect(go_on)
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

    def _furnish(self, build: type[Furnishing]) -> None:
        """Build everything around the list, a step in each turn of the loop."""
        self._furnishing = build(
            self._window, self._look, self._model, self._library, self._preferences, self._locate
        )
        self._steps = self._furnishing.steps(
            demo=self._options.demo, data_folder=self._folder, api_url=self._options.api_url
        )
        self._next_step()

    def _next_step(self) -> None:
        if self._closing or self._furnishing is None:
            return
        if next(self._steps, self) is not self:
            QTimer.singleShot(0, self._next_step)
            return
        self._window.actions_["quit"].triggered.connect(self._window.close)
        flow = self._furnishing.account_flow
        flow.demo_requested.connect(self._start_demo)
        if self._needs_welcome:
            flow.show_welcome()
        self._furnishing.notify_of_bugs(self._reporting)
        self._furnished = True
        self._built.emit()

    def _serve(self, network: Network, furnishing: Furnishing) -> None:
        from whisul_desktop import serving

        self._reporting.open_file(self._folder / "logs")
        self._instance.asked_to_show.connect(self._window.bring_forward)
        self._instance.listen()
        server = serving.Serving(
            network,
            self._library,
            api_url=self._api_url(),
            environment_key=os.environ.get(KEY_VARIABLE, ""),
            demo=self._options.demo,
            reporting=self._reporting,
            on_services=furnishing.on_services,
        )
        self._on_closed = server.close
        server.run(self._app)

    def _api_url(self) -> str:
        return self._options.api_url or self._preferences.value.api_url

    def _take_down(self) -> None:
        self._preferences.update(**self._window.state())
        if self._furnishing is not None:
            self._furnishing.close()
        self._thumbnails.close()
        self._window.deleteLater()
        self._preferences.close()
        self._database.close()
        self._instance.close()
        self._watchdog.cancel()


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
