"""The composition root: builds every object, runs the loop, takes all down in reverse.

In steps, for a quick start. First the window's frame is painted, with nothing loaded but
QtWidgets. Then a thread loads what belongs into it (furnishing.py: the library and all
widgets), which is built between turns of a plain Qt loop, and what takes long (serving.py:
asyncio, httpx, keyring, QtMultimedia, mutagen); at last the asyncio loop takes over.
"""

from __future__ import annotations

import logging
import math
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from whisul_desktop import __version__
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.settings import Theme
from whisul_desktop.instance import Arguments, Instance
from whisul_desktop.last_look import LastLook
from whisul_desktop.process import Application, CrashLog, GarbageCollector, watchdog
from whisul_desktop.reporting import Reporting
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.paths import data_dir, log_path
from whisul_desktop.store.settings import SettingsStore
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from whisul_desktop.furnishing import Furnishing, Opened
    from whisul_desktop.serving import Network

UNSEEN_LIMIT = 1_500  # ms
GIVE_WAY = 0.0005  # seconds that a thread may keep the window waiting for Python: not 5 ms
_BUSY_TURN = 0.004  # seconds
LOADING_LIMIT = 1.0  # seconds that a window closed while loading waits for the loading
_log = logging.getLogger(__name__)
KEY_VARIABLE = "WHISUL_API_KEY"  # the vendor's own convention


class Options(NamedTuple):
    """The command line."""

    demo: bool = False
    api_url: str | None = None
    data_dir: Path | None = None
    log_level: str = "info"
    minimized: bool = False
    try_out: bool = False


def run(options: Options) -> int:
    """Run until the user quits; returns the exit code."""
    reporting = Reporting(options.log_level)
    app = Application(sys.argv[:1])
    app.setApplicationName("whisul-desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("whisul-desktop")
    app.setQuitOnLastWindowClosed(False)
    code = 0
    again: Options | None = options
    while again is not None:
        try:
            again = Session(app, reporting, again).run()
        except AlreadyRunning as other:
            wishes = Arguments.of_this_start(options.minimized, options.api_url)
            shown = other.instance.hand_over(wishes)
            if not shown:
                print(f"whisul-desktop: {other}, but it does not answer", file=sys.stderr)  # noqa: T201
            code, again = 0 if shown else 1, None
        except (StoreError, OSError) as error:
            _tell_start_problem(app, error)
            code, again = 1, None
    reporting.close_file()
    return code


class AlreadyRunning(Exception):
    """Another program has this library open."""

    def __init__(self, instance: Instance) -> None:
        super().__init__("another window has this library open")
        self.instance = instance


class Session(QObject):
    """One library with its window, from the first frame to the last write."""

    # from the loading thread
    _opened = Signal(object)  # Opened
    _loaded = Signal()
    _filled = Signal()  # the window is complete

    def __init__(self, app: Application, reporting: Reporting, options: Options) -> None:
        super().__init__()
        self._app = app
        self._reporting = reporting
        self._options = options
        self._again: Options | None = None
        self._opened_library: Opened | None = None
        self._furnishing: Furnishing | None = None
        self._closing = False
        # never by itself: amid all the imports that would be 20-40 ms of every thread
        self._collector = GarbageCollector()
        self._is_filled = threading.Event()
        self._due = math.inf  # monotonic seconds at which the next step of filling may be taken
        self._on_closed: Callable[[], None] = lambda: None
        self._folder = options.data_dir or data_dir(options.demo)
        self._crash_log = CrashLog(self._folder)
        self._watchdog = watchdog(self._crash_log)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._instance = Instance(self._folder)
        if not self._instance.is_first:
            raise AlreadyRunning(self._instance)
        self._preferences = Preferences(
            SettingsStore(self._folder / "settings.json"), reporting.report
        )
        settings = self._preferences.value
        tokens = self._first_tokens(settings.theme)
        self._window = MainWindow(tokens, demo=options.demo)
        self._window.restore_geometry(settings)
        self._last_look = LastLook(self._folder, self._window, self._preferences)
        self._last_look.show(dark=tokens is DARK)
        self._window.closed.connect(self._close)
        app.quit_requested.connect(self._window.close)

    def run(self) -> Options | None:
        """Show the window, serve it until it closes. Returns options to start again with.

        Raises StoreError, OSError where the library can't be opened.
        """
        self._show()
        try:
            network = self._load()
            if network is not None and self._furnishing is not None and not self._closing:
                self._serve(network, self._furnishing)
        finally:
            self._take_down()
        return self._again

    def _show(self) -> None:
        if not self._options.minimized:
            self._window.show()
        elif not self._preferences.value.close_to_tray:
            self._window.showMinimized()
        # else in the tray, which integration.py builds; without one it minimizes the window

    def _first_tokens(self, theme: Theme) -> Tokens:
        """The colours of the first frame. `Look` asks Qt for the system's scheme, later."""
        system_dark = self._app.palette().window().color().lightness() < 128
        dark = theme is Theme.DARK or (theme is Theme.SYSTEM and system_dark)
        return DARK if dark else LIGHT

    def _start_demo(self) -> None:
        folder = self._options.data_dir
        demo_folder = folder / "demo" if folder else None
        self._again = self._options._replace(demo=True, data_dir=demo_folder)
        self._window.close()

    def _restart(self) -> None:
        self._again = self._options._replace(minimized=False)
        self._window.close()

    def _close(self) -> None:
        if not self._closing:
            self._closing = True
            self._is_filled.set()
            self._watchdog.start()
            self._on_closed()

    def _load(self) -> Network | None:
        """Load the rest in a thread and fill the window, which lives on a plain Qt loop.

        None where the window was closed meanwhile.
        """
        outcome: list[Network | BaseException] = []
        waiting = QEventLoop()
        api_url = self._api_url()

        def load() -> None:
            try:
                self._crash_log.open()
                from whisul_desktop import furnishing

                self._opened_library = furnishing.open_library(self._folder, self._reporting.report)
                self._opened.emit(self._opened_library)
                self._is_filled.wait()  # two threads of Python would make each step twice as long

                from whisul_desktop import serving

                outcome.append(serving.load(self._folder, api_url, demo=self._options.demo))
            except BaseException as error:  # noqa: BLE001 - raised in the main thread below
                outcome.append(error)
            self._loaded.emit()

        def go_on() -> None:
            failed = bool(outcome) and isinstance(outcome[0], BaseException)
            if failed or (outcome and self._window.is_filled):
                waiting.quit()

        self._opened.connect(self._furnish)
        self._filled.connect(go_on)
        self._loaded.connect(go_on)
        self._on_closed = waiting.quit
        sys.setswitchinterval(GIVE_WAY)
        thread = threading.Thread(target=load, name="loading", daemon=True)

        # one turn of the loop after the paint: the frame is on the screen
        def begin() -> None:
            if thread.ident is None:
                thread.start()

        self._window.painted.connect(lambda: QTimer.singleShot(0, begin))
        QTimer.singleShot(UNSEEN_LIMIT, begin)  # a start that nobody sees: minimised
        waiting.exec()
        if self._closing or not outcome:
            if thread.ident is not None:
                thread.join(LOADING_LIMIT)
            return None
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _furnish(self, opened: Opened) -> None:
        self._furnishing = opened.furnish(
            self._app, self._window, self._preferences, self._reporting
        )
        self._steps = self._furnishing.steps(
            folder=self._folder, demo=self._options.demo, api_url=self._options.api_url
        )
        self._furnishing.try_out = self._options.try_out
        self._rest()

    def _next_step(self) -> None:
        """One step of filling the window, then whatever else is due."""
        if self._closing or self._furnishing is None:
            return
        if time.monotonic() - self._due > _BUSY_TURN:  # it has painted: others come first, once
            self._due = math.inf
            QTimer.singleShot(1, self._next_step)
            return
        if next(self._steps, self) is not self:
            self._rest()
            return
        self._window.actions_["quit"].triggered.connect(self._window.close)
        self._furnishing.demo_requested.connect(self._start_demo)
        self._furnishing.restart_requested.connect(self._restart)
        self._instance.asked_to_show.connect(self._window.bring_forward)
        self._instance.asked_for_address.connect(self._furnishing.tell_of_address)
        if self._crash_log.has_found:
            self._furnishing.tell_of_crash()
        self._is_filled.set()
        self._filled.emit()

    def _rest(self) -> None:
        """Let whatever is due be done before the next step."""
        self._due = time.monotonic() + 0.001
        QTimer.singleShot(1, self._next_step)

    def _serve(self, network: Network, furnishing: Furnishing) -> None:
        from whisul_desktop import serving

        self._collector.start()
        try:
            self._reporting.open_file(log_path(self._folder))
            self._instance.listen()
        except OSError as error:  # the songs matter more
            _log.warning("starting: %s", error)
        server = serving.Serving(
            network,
            furnishing.library,
            api_url=self._api_url(),
            environment_key=os.environ.get(KEY_VARIABLE, ""),
            demo=self._options.demo,
            read_only=furnishing.is_read_only,
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
            self._last_look.take(self._furnishing.snapshot, dark=self._furnishing.is_dark)
            self._furnishing.close()
        elif self._opened_library is not None:
            self._opened_library.file.close()
        self._window.deleteLater()
        self._preferences.close()
        self._last_look.keep()
        self._crash_log.close()
        self._instance.close()
        self._watchdog.cancel()


def _tell_start_problem(app: Application, problem: Exception) -> None:
    """The library can't be opened: say so in a window and on stderr."""
    from whisul_desktop.store.paths import resources_dir
    from whisul_desktop.ui.language import Speech
    from whisul_desktop.ui.questions import start_problem

    print(f"whisul-desktop: {problem}", file=sys.stderr)  # noqa: T201
    speech = Speech(app, resources_dir() / "translations")
    speech.speak("")  # the settings may be what can't be read
    waiting = QEventLoop()
    box = start_problem(problem)
    box.finished.connect(waiting.quit)
    box.open()
    waiting.exec()
