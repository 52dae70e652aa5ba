"""Measures a Qt program from inside, without a hook in the program.

`install()` puts subclasses in the place of `QtWidgets.QMainWindow`, `QTableView` and `QLabel`
before the program imports them. The first main window that shows is then watched: its first
expose event is handed on by the probe itself, so the moment after is when the first frame was
painted and flushed. From then on a 5 ms timer notes the longest gap of the GUI thread, and each
later frame ends where the window has handled its update request.

Events go as JSON lines to the file that WHISUL_DESKTOP_BENCHMARK names; times are
`time.monotonic()`, which processes of one machine share:
  first_paint  monotonic, modules (all that were loaded), namespace (whether `Qt` was),
               hooked (whether PySide6 reads the source of what is imported)
  picture      monotonic; a picture as large as a list is on the screen, right upon the window
  content      monotonic; a table with rows is on the screen (never for the bare window)
  complete     monotonic; it has WHISUL_DESKTOP_BENCHMARK_ROWS rows
  ready        monotonic, rss (bytes); the process has been idle for a while
  gap          phase "load" (paint to ready) and "run" (ready to the end), ms (longest), p99
  done         after WHISUL_DESKTOP_BENCHMARK_SECONDS of phase "run"
"""

from __future__ import annotations

import builtins
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QPaintEvent

FILE = "WHISUL_DESKTOP_BENCHMARK"
SECONDS = "WHISUL_DESKTOP_BENCHMARK_SECONDS"
ROWS = "WHISUL_DESKTOP_BENCHMARK_ROWS"
UNTIL = "WHISUL_DESKTOP_BENCHMARK_UNTIL"  # "first_paint": leave right after it
TICK = 0.005  # seconds
LIST = 0.2  # of the window's area: a picture that is smaller shows no list
SETTLE = "WHISUL_DESKTOP_BENCHMARK_SETTLE"  # seconds that it has been idle before it is ready, 1
IDLE = "WHISUL_DESKTOP_BENCHMARK_IDLE"  # of one processor: below it counts as idle, 0.2


class _Paints(QObject):
    """Whether any widget paints from now on; listens until the first one does."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False
        application = QCoreApplication.instance()
        assert application is not None
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QtWidgets.QWidget):
            self.seen = True
            self._application.removeEventFilter(self)
        return False


class Probe(QObject):
    """Watches one main window and then the whole process."""

    def __init__(
        self, path: str, *, needs: frozenset[str], then: Callable[[Probe], object] | None
    ) -> None:
        super().__init__()
        self._path = path
        self._needs = needs  # modules without which the program is not ready
        self._then = then  # in place of the phase "run"
        self.window: QtWidgets.QMainWindow | None = None
        self.table: QtWidgets.QTableView | None = None  # that was painted with rows in it
        self.table_painted = 0.0
        self.picture: QtWidgets.QLabel | None = None  # that was painted
        self._is_picture = False
        self.on_frame: Callable[[float, float], object] = lambda _begin, _end: None
        self._rows = int(os.environ.get(ROWS, "0"))
        self._idle = float(os.environ.get(IDLE, "0.2"))
        self._settle = float(os.environ.get(SETTLE, "1"))
        self._is_content = self._is_complete = False
        self._gaps: list[float] = []
        self._quiet_since: float | None = None

    def write(self, event: str, **values: Any) -> None:
        import json  # only now: it would be part of what the bare window costs

        with open(self._path, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs time
            file.write(json.dumps({"event": event, **values}) + "\n")

    def watch(self, window: QtWidgets.QMainWindow) -> None:
        handle = window.windowHandle()
        if self.window is None and handle is not None:
            self.window = window
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in {QEvent.Type.Expose, QEvent.Type.Paint}:
            return False
        watched.removeEventFilter(self)
        paints = _Paints()
        QCoreApplication.sendEvent(watched, event)
        now = time.monotonic()
        if paints.seen:
            self._begin(now)
        else:  # exposed, but with nothing to paint yet
            watched.installEventFilter(self)
        return True

    def _begin(self, now: float) -> None:
        modules = sorted(sys.modules)
        namespace = "Qt" in sys.modules["PySide6.QtCore"].__dict__  # 20 ms to load
        hooked = builtins.__import__.__name__ == "__feature_import__"
        self.write(
            "first_paint", monotonic=now, modules=modules, namespace=namespace, hooked=hooked
        )
        self._note_picture(now)
        if os.environ.get(UNTIL) == "first_paint":
            os._exit(0)
        from PySide6.QtCore import Qt

        self._last = self._checked = time.monotonic()
        self._cpu = time.process_time()
        self._ends_at = float("inf")
        self._phase = "load"
        self._timer = QTimer(self, interval=round(TICK * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self._gaps.append(now - self._last)
        self._last = now
        if self._phase == "load":
            self._check_rows(now)
            if now - self._checked >= 0.25:
                self._check_quiet(now)
        if now >= self._ends_at:
            self._timer.stop()
            self._write_gaps()
            self.write("done", monotonic=now)

    def frame(self, begin: float) -> None:
        """The window has painted and flushed what had to be."""
        now = time.monotonic()
        self._note_picture(now)
        if self.table is not None and not self._is_content:
            self._is_content = True
            self.write("content", monotonic=now)
        self.on_frame(begin, now)

    def _note_picture(self, now: float) -> None:
        if self.picture is not None and not self._is_picture:
            self._is_picture = True
            self.write("picture", monotonic=now)

    def _check_rows(self, now: float) -> None:
        if self.table is None or not self._rows or self._is_complete:
            return
        if self.table.model().rowCount() >= self._rows:
            self._is_complete = True
            self.write("complete", monotonic=now)

    def _check_quiet(self, now: float) -> None:
        cpu = time.process_time()
        busy = (cpu - self._cpu) / (now - self._checked)
        before, self._cpu, self._checked = self._checked, cpu, now
        waits = not self._needs <= sys.modules.keys() or (self._rows and not self._is_complete)
        if busy > self._idle or waits:
            self._quiet_since = None
            return
        if self._quiet_since is None:
            self._quiet_since = before
        if now - self._quiet_since < self._settle:
            return
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = int(file.read().split()[1])
        self.write("ready", monotonic=self._quiet_since, rss=pages * os.sysconf("SC_PAGE_SIZE"))
        self._write_gaps()
        self._phase = "run"
        if self._then is not None:
            self._timer.stop()
            self._then(self)
            return
        self._ends_at = now + max(0.5, float(os.environ.get(SECONDS, "0")))

    def _write_gaps(self) -> None:
        gaps = sorted(self._gaps)
        self.write(
            "gap",
            phase=self._phase,
            ms=gaps[-1] * 1000,
            p99=gaps[int(len(gaps) * 0.99)] * 1000,
            count=len(gaps),
        )
        self._gaps.clear()
        self._last = time.monotonic()


def install(
    *, needs: frozenset[str] = frozenset(), then: Callable[[Probe], object] | None = None
) -> None:
    """Watch the first QMainWindow of this process, where the environment asks for it. `then` is
    called once it is ready, with the gaps still to be measured."""
    path = os.environ.get(FILE)
    if not path:
        return
    probe = Probe(path, needs=needs, then=then)

    class ProbedMainWindow(QtWidgets.QMainWindow):
        def event(self, event: QEvent) -> bool:
            kind = event.type()
            if kind == QEvent.Type.UpdateRequest and self is probe.window:
                begin = time.monotonic()
                handled = super().event(event)
                probe.frame(begin)
                return handled
            if kind == QEvent.Type.Show:
                probe.watch(self)
            return super().event(event)

    class ProbedTableView(QtWidgets.QTableView):
        def viewportEvent(self, event: QEvent) -> bool:  # a table of ours may paint itself
            done = super().viewportEvent(event)
            if isinstance(event, QPaintEvent):
                self._note_paint(event)
            return done

        def _note_paint(self, event: QPaintEvent) -> None:
            if self is probe.table:  # most of it: not a row that the pointer is over
                if 2 * event.rect().height() >= self.viewport().height():
                    probe.table_painted = time.monotonic()
            elif probe.table is None and self.model() is not None and self.model().rowCount():
                probe.table = self

    class ProbedLabel(QtWidgets.QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            window = probe.window
            if probe.picture is None and window is not None and self.parent() is window:
                seen, area = event.rect(), window.width() * window.height()
                if not self.pixmap().isNull() and seen.width() * seen.height() > LIST * area:
                    probe.picture = self

    QtWidgets.QLabel = ProbedLabel  # type: ignore[misc]
    QtWidgets.QMainWindow = ProbedMainWindow  # type: ignore[misc]
    QtWidgets.QTableView = ProbedTableView  # type: ignore[misc]
