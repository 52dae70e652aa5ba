"""Starts the app with a watch on its GUI thread: `python -m tests.e2e.gaps FILE [options]`.

A timer of 5 ms notes when it is late; each SIGUSR1 writes the longest gap since the last one
to FILE, in milliseconds, one a line.
"""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer


class Watch(QObject):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._longest = 0.0
        self._asked = False
        self._last = time.perf_counter()
        signal.signal(signal.SIGUSR1, self._on_asked)
        self._timer = QTimer(self, interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _on_asked(self, *_: object) -> None:
        self._asked = True

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        if self._asked:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{self._longest * 1000:.1f}\n")
            self._asked, self._longest = False, 0.0
            now = time.perf_counter()
        self._last = now


def main(path: Path, options: list[str]) -> int:
    from whisul_desktop import app
    from whisul_desktop.__main__ import main as run

    class Watched(app.Session):
        def run(self) -> app.Options | None:
            watch = Watch(path)
            try:
                return super().run()
            finally:
                watch.deleteLater()

    app.Session = Watched  # type: ignore[misc]
    return run(options)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
