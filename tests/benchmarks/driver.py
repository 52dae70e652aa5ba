"""Uses a window as a person would, step by step within its own event loop, and times it."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer

from tests.benchmarks.probe import TICK, Probe

Condition = Callable[[], bool]
Steps = Generator[Condition, None, None]
PATIENCE = 30.0  # seconds
_SHOWN = 14  # functions of a profile


class Driver(QObject):
    """Plays a generator, which goes on whenever the condition that it yields holds.

    Its steps are taken in the ticks of a 5 ms timer, whose longest gap is noted: what a step
    does counts as what the event loop does after it.
    """

    def __init__(self, probe: Probe, *, profiles: bool) -> None:
        super().__init__(probe)
        self._probe = probe
        self._profiles = profiles
        self._profile: dict[str, cProfile.Profile] = {}
        self._figures: dict[str, list[float]] = {}
        self._gaps: list[float] = []
        self._wanted: Condition | None = None
        self._seen = 0.0
        self.last = 0.0  # milliseconds that `timed` or `painted` noted last
        probe.on_frame = self._on_frame
        self._timer = QTimer(self, interval=round(TICK * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def play(self, steps: Steps) -> None:
        self._steps = steps
        self._until: Condition = lambda: True
        self._last = self._since = time.monotonic()
        self._timer.start()

    def add(self, name: str, milliseconds: float) -> None:
        """One more sample of a figure."""
        self._figures.setdefault(name, []).append(milliseconds)

    def timed(self, name: str, do: Callable[[], object]) -> None:
        """How long `do` itself takes."""
        with self._profiled(name):
            begin = time.perf_counter()
            do()
            self.last = (time.perf_counter() - begin) * 1000
        self.add(name, self.last)

    def timed_with_rest(
        self, name: str, do: Callable[[], object], seconds: float
    ) -> Generator[Condition, None, None]:
        """The same; and what this thread then computes for so long, as "<name>, rest": what was
        put off, and the paint."""
        self.timed(name, do)
        begin = time.thread_time()
        yield self.after(seconds)
        self.add(f"{name}, rest", (time.thread_time() - begin) * 1000)

    def painted(
        self,
        name: str,
        do: Callable[[], object],
        shows: Condition,
        complete: Condition | None = None,
    ) -> Generator[Condition, None, None]:
        """How long after `do` began a frame is painted in which `shows` holds, with the table
        in it; how long until it is `complete`, as "<name>, all"; and the longest gap until a
        moment later, as "<name>, gap"."""
        self._gaps.clear()
        self._seen = 0.0
        self._wanted = shows
        with self._profiled(name):
            begin = time.monotonic()
            do()
            yield lambda: self._seen > 0
            if complete is not None:
                yield complete
                self.add(f"{name}, all", (time.monotonic() - begin) * 1000)
        self.last = (self._seen - begin) * 1000
        self.add(name, self.last)
        yield self.after(2 * TICK)
        self.add(f"{name}, gap", self.longest_gap())

    @contextmanager
    def _profiled(self, name: str) -> Iterator[None]:
        if not self._profiles:
            yield
            return
        profile = self._profile.setdefault(name, cProfile.Profile())
        profile.enable()
        try:
            yield
        finally:
            profile.disable()

    def _write_profile(self, name: str, profile: cProfile.Profile) -> None:
        text = io.StringIO()
        stats = pstats.Stats(profile, stream=text)
        stats.sort_stats("cumulative").print_stats("whisul_desktop/", _SHOWN)
        stats.strip_dirs().sort_stats("tottime").print_stats(_SHOWN // 2)
        self._probe.write("profile", phase=name, text=text.getvalue())

    def after(self, seconds: float) -> Condition:
        end = time.monotonic() + seconds
        return lambda: time.monotonic() >= end

    def clear_gaps(self) -> None:
        self._gaps.clear()

    def longest_gap(self) -> float:
        """Milliseconds, since the last `clear_gaps`."""
        return max(self._gaps, default=0.0) * 1000

    def _on_frame(self, begin: float, end: float) -> None:
        if self._wanted is None:
            return
        table = self._probe.table
        shows_table = table is not None and table.isVisible()
        # a model that has changed is seen only once the view is painted, which may be later
        if self._wanted() and (not shows_table or self._probe.table_painted >= begin):
            self._wanted = None
            self._seen = end

    def _tick(self) -> None:
        now = time.monotonic()
        self._gaps.append(now - self._last)
        self._last = now
        try:
            self._go_on(now)
        except Exception:  # noqa: BLE001 - for the parent process; the app would live on
            self._timer.stop()
            self._probe.write("failed", text=traceback.format_exc())

    def _go_on(self, now: float) -> None:
        if not self._until():
            if now - self._since > PATIENCE:
                self._steps.throw(AssertionError("waited in vain"))
            return
        self._since = now
        try:
            self._until = next(self._steps)
        except StopIteration:
            self._timer.stop()
            for name, samples in self._figures.items():
                self._probe.write("figure", phase=name, ms=samples)
            for name, profile in self._profile.items():
                self._write_profile(name, profile)
            self._probe.write("done")
