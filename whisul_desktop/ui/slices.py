"""Long work on the GUI thread, a few milliseconds in each turn of the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

FIRST = 0.010  # seconds that are taken at once
NEXT = 0.003  # seconds in each turn after it
BACKGROUND = 6  # ms between two turns of what nobody waits for

Result = TypeVar("Result")


@dataclass(slots=True)
class _Work:
    steps: Generator[Any, None, Any]
    done: Callable[[Any], object]
    meanwhile: Callable[[Any], object]
    waits: bool  # until nothing else is to be done


class Slices(QObject):
    """Runs generators step by step, one after the other, in the order they were started; what
    somebody waits for comes first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: dict[str, _Work] = {}
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(lambda: self._run(NEXT))

    def start(
        self,
        name: str,
        steps: Generator[Result | None, None, Result],
        done: Callable[[Result], object],
        meanwhile: Callable[[Result], object] | None = None,
        *,
        at_once: float = FIRST,
    ) -> None:
        """Run `steps` in place of what has this name, for `at_once` seconds before this
        returns; with 0 in the background. `done` gets what they return, `meanwhile` what they
        yield but None."""
        self.stop(name)
        self._work[name] = _Work(steps, done, meanwhile or _pass, waits=not at_once)
        if at_once and self._next() == name:
            self._run(at_once, alone=True)
        else:
            self._take_turns()

    def stop(self, name: str) -> None:
        """Give up what has this name; nothing is fine."""
        if work := self._work.pop(name, None):
            work.steps.close()

    def finish(self, name: str = "") -> None:
        """Run all that is left, or what has this name and goes before it, without a pause, for who
        can't go on without it."""
        while name in self._work if name else self._work:
            self._run(1.0)

    def is_running(self, name: str) -> bool:
        return name in self._work

    def _next(self) -> str:
        waited_for = (name for name, work in self._work.items() if not work.waits)
        return next(waited_for, None) or next(iter(self._work))

    def _run(self, seconds: float, *, alone: bool = False) -> None:
        """`alone`: no more than what comes first, so that it is painted sooner."""
        end = time.perf_counter() + seconds
        while self._work:
            name = self._next()
            work = self._work[name]
            found = None
            try:
                while found is None and time.perf_counter() < end:
                    found = next(work.steps)
            except StopIteration as finished:
                self._work.pop(name, None)
                work.done(finished.value)
            except BaseException:
                self._work.pop(name, None)
                raise
            if found is not None:
                work.meanwhile(found)
            if found is not None or alone or time.perf_counter() >= end:
                break  # what was found is painted first
        if not self._work:
            self._turn.stop()
        else:
            self._take_turns()

    def _take_turns(self) -> None:
        pause = BACKGROUND if self._work[self._next()].waits else 0
        if pause != self._turn.interval() or not self._turn.isActive():
            self._turn.start(pause)


def _pass(_value: object) -> None:
    """Nobody asked for it."""
