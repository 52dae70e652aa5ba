"""Starts the app, or the bare window that it is compared with, under the probe.

`python -m tests.benchmarks.run_app app|bare [options of the app]`
"""

from __future__ import annotations

import sys

from tests.benchmarks import probe

# What the app loads after the paint: it is not ready before.
NEEDS = frozenset({"asyncio", "httpx"})


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


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        probe.install()
        sys.exit(bare())
    probe.install(needs=NEEDS)
    sys.exit(app(sys.argv[2:]))
