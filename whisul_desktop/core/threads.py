"""Daemon threads for work that blocks, used again: starting one holds up whoever starts it.

`Thread.start` waits until the new thread has had its turn. While others count frames or
write to the disk that is tens of milliseconds, and here it is the window that would wait.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

from whisul_desktop.core.override import override

IDLE = 10.0  # seconds without work until a thread ends
Work = Callable[[], Callable[[], object]]  # returns what is to be done once the thread is free


class _Worker(threading.Thread):
    def __init__(self, idle: deque[_Worker]) -> None:
        super().__init__(daemon=True)
        self.inbox: SimpleQueue[tuple[str, Work]] = SimpleQueue()
        self._idle = idle

    @override
    def run(self) -> None:
        while True:
            try:
                self.name, work = self.inbox.get(timeout=IDLE)
            except Empty:
                try:
                    self._idle.remove(self)
                except ValueError:  # taken in this moment: its work is on the way
                    continue
                return
            tell = work()
            del work
            self._idle.append(self)
            tell()
            del tell  # what both hold must not live as long as the thread


class Workers:
    """As many threads as work is under way: one that hangs holds up nothing else, nor the exit."""

    def __init__(self) -> None:
        self._idle: deque[_Worker] = deque()

    def run(self, work: Work, name: str) -> None:
        """Have `work` done, which must not raise. From any thread."""
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = _Worker(self._idle)
            worker.start()
        worker.inbox.put((name, work))
