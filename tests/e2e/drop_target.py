"""Another program that songs are dropped on: python -m tests.e2e.drop_target FILE.

Writes what is dropped to FILE as JSON, a line for each drop, with the sizes that it can read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    """The whole of a window at the top right."""

    def __init__(self, report: Path) -> None:
        super().__init__("Drop here")
        self._report = report
        self.setAcceptDrops(True)
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(1080, 0, 200, 200)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()
        self._report.with_suffix(".entered").touch()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        told = {
            "actions": int(event.possibleActions().value),
            "files": [[str(path), path.stat().st_size] for path in files],
        }
        with self._report.open("a", encoding="utf-8") as report:
            report.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    app = QApplication(sys.argv)
    target = Target(Path(sys.argv[1]))
    target.show()
    Path(sys.argv[1]).with_suffix(".shown").touch()
    sys.exit(app.exec())
