"""A bug in a paint of ours is told, and neither ends the process nor goes round for ever."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from whisul_desktop.ui.guard import guarded_with

ROOT = Path(__file__).parents[2]
# What Qt calls amid a paint of its own.
PAINTERS = {"paintEvent", "paint", "paintSection", "drawControl", "drawPrimitive", "drawBackground"}

PROGRAM = """
import sys
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView
from whisul_desktop.reporting import Reporting
from whisul_desktop.ui.guard import guarded

def plain(method):
    return method

class Header(QHeaderView):
    @{guard}
    def paintSection(self, painter, rect, section):
        return {{}}["broken"]

class Table(QTableView):
    @{guard}
    def paintEvent(self, event):
        super().paintEvent(event)
        raise ValueError("after the cells")

app = QApplication([])
reporting = Reporting("info")
told = []
reporting.on_bug = told.append
table = Table()
table.setModel(QStandardItemModel(3, 3))
table.setHorizontalHeader(Header(Qt.Orientation.Horizontal, table))
for _ in range(200):
    table.grab()
print(sorted(report.splitlines()[-1] for report in told))
"""


def run(guard: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(guard=guard)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_on_every_paint_it_is_told_once_and_the_app_lives() -> None:
    done = run("guarded")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == """["KeyError: 'broken'", 'ValueError: after the cells']"""
    assert done.stderr.count("Traceback") == 2  # in the log: each once, of 800
    assert "Error calling Python override" not in done.stderr  # Qt never saw one


def test_without_the_guard_the_program_would_end_or_flood_its_log() -> None:
    done = run("plain")
    assert done.returncode != 0 or "Error calling Python override" in done.stderr


def test_what_qt_wants_an_answer_of_gives_the_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind.__name__))
    assert guarded_with(lambda: QSize(1, 2))(lambda: 1 // 0)() == QSize(1, 2)
    assert guarded_with(lambda: 0)(lambda: 7)() == 7
    assert told == ["ZeroDivisionError"]


def test_no_paint_is_without_it() -> None:
    found: list[str] = []
    bare: list[str] = []
    for path in sorted((ROOT / "whisul_desktop" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ClassDef) or not node.bases:  # Qt calls no others
                continue
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name in PAINTERS:
                    place = f"{path.name}:{method.lineno} {node.name}.{method.name}"
                    found.append(place)
                    names = {one.id for one in method.decorator_list if isinstance(one, ast.Name)}
                    if "guarded" not in names:
                        bare.append(place)
    assert len(found) >= 18
    assert bare == []
