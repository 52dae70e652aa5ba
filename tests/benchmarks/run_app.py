"""Starts the app, or a window that it is compared with, under the probe.

`python -m tests.benchmarks.run_app app|restless|bare|plain [options of the app]`

`restless`: the app, asking about each job every five seconds, whatever it has learned.
Where WHISUL_DESKTOP_BENCHMARK_SCENARIO names a file, scenarios.py is played once it is ready.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.benchmarks import probe

# What the app loads after the paint: it is not ready before.
NEEDS = frozenset({"asyncio", "httpx"})
SCENARIO = "WHISUL_DESKTOP_BENCHMARK_SCENARIO"
MOST_POLLS = 220.0  # per second: a thousand jobs every 5 s, with some room


def bare() -> int:
    """The least that shows a table in a window."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1180, 740)
    window.show()
    return app.exec()


def app(arguments: list[str]) -> int:
    from whisul_desktop.__main__ import main

    # httpx loads them for a command line of its own; only the tests' tools bring them along
    for name in ("click", "rich", "pygments"):
        sys.modules[name] = None  # type: ignore[assignment]
    return main(arguments)


def restless(arguments: list[str]) -> int:
    from whisul_desktop.core import pacing

    class Restless(pacing.Pacer):
        def __init__(self) -> None:
            super().__init__(budget=MOST_POLLS)

        def _gap(self, watch: object, now: float) -> float:
            return pacing.FLOOR

    pacing.Pacer = Restless  # type: ignore[misc,assignment]
    return app(arguments)


def play(what: str) -> int:
    """The app, or the plain window of the same rows, used by scenarios.py."""
    from tests.benchmarks import scenarios

    script = Path(os.environ[SCENARIO])
    if what == "plain":
        probe.install(then=lambda seen: scenarios.play(seen, script, plain.use))
        from tests.benchmarks import plain  # after the probe is in its place

        return plain.main(Path(sys.argv[2]))
    use = scenarios.look_into_the_app()
    probe.install(needs=NEEDS, then=lambda seen: scenarios.play(seen, script, use))
    return app(sys.argv[2:])


if __name__ == "__main__":
    mode = sys.argv[1]
    if SCENARIO in os.environ:
        sys.exit(play(mode))
    probe.install(needs=frozenset() if mode == "bare" else NEEDS)
    if mode == "bare":
        sys.exit(bare())
    sys.exit(restless(sys.argv[2:]) if mode == "restless" else app(sys.argv[2:]))
