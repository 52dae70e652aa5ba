"""The rules of the architecture that linters can't hold: each of them was once a real fault."""

from __future__ import annotations

import ast
import json
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import whisul_desktop

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "whisul_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
ALL_PYTHON = sorted(
    path for folder in ("whisul_desktop", "tests", "packaging", "resources")
    for path in (ROOT / folder).rglob("*.py")
)  # fmt: skip
MAX_LINES = 320

# Before the window is painted none of these is loaded: together they are twice its time.
AFTER_THE_PAINT = (
    "asyncio", "qasync", "httpx", "httpcore", "ssl", "keyring", "secretstorage", "mutagen",
    "starlette", "numpy", "dbus_fast", "whisul_desktop.integration",
    "whisul_desktop.ui.tray", "whisul_desktop.desktop", "PySide6.QtMultimedia",
    "PySide6.QtNetwork", "PySide6.QtSvg",
)  # fmt: skip

# A nested loop wakes asyncio's tasks inside of another one: they never run again.
NESTED_LOOPS = {"exec", "exec_", "processEvents"}
STATIC_DIALOGS = {
    "QMessageBox": {"question", "information", "warning", "critical", "about", "aboutQt"},
    "QFileDialog": {
        "getOpenFileName", "getOpenFileNames", "getOpenFileUrl", "getOpenFileUrls",
        "getSaveFileName", "getSaveFileUrl", "getExistingDirectory", "getExistingDirectoryUrl",
    },
    "QInputDialog": {"getText", "getMultiLineText", "getInt", "getDouble", "getItem"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}  # fmt: skip
TASK_MAKERS = {"create_task", "ensure_future", "to_thread", "run_in_executor"}
LOST_TASKS = {"asyncSlot", "asyncClose"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(rule: Callable[[ast.AST], bool], *, except_in: str = "") -> list[str]:
    """Where in the app a node breaks the rule, as file:line."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in SOURCES
        if name_of(path) != except_in
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if rule(node)
    ]


def mentions(node: ast.AST, names: set[str]) -> bool:
    """A name that is read as an attribute, read plainly, or imported."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name.rsplit(".", 1)[-1] in names
    return False


def runs_a_loop(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in NESTED_LOOPS
        case ast.ImportFrom(module="PySide6.QtCore", names=names):
            return any(alias.name == "QEventLoop" for alias in names)
    return False


def opens_a_static_dialog(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return name in STATIC_DIALOGS.get(owner, ())
    return False


@pytest.mark.parametrize(
    ("code", "rule", "broken"),
    [
        ("dialog.exec()", runs_a_loop, True),
        ("QApplication.processEvents()", runs_a_loop, True),
        ("from PySide6.QtCore import QEventLoop", runs_a_loop, True),
        ("from qasync import QEventLoop", runs_a_loop, False),
        ("dialog.open()", runs_a_loop, False),
        ("QMessageBox.question(self, '', '')", opens_a_static_dialog, True),
        ("QFileDialog.getSaveFileName()", opens_a_static_dialog, True),
        ("QFileDialog(self).open()", opens_a_static_dialog, False),
        ("loop.create_task(x())", lambda node: mentions(node, TASK_MAKERS), True),
        ("from asyncio import ensure_future", lambda node: mentions(node, TASK_MAKERS), True),
        ("@qasync.asyncSlot()\ndef f(): ...", lambda node: mentions(node, LOST_TASKS), True),
        ("scope.start(x(), 'x')", lambda node: mentions(node, TASK_MAKERS), False),
    ],
)
def test_rules_find_what_they_should(
    code: str, rule: Callable[[ast.AST], bool], broken: bool
) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(code))) is broken


def test_no_nested_loops() -> None:
    """app.py runs the outermost loop: the one before asyncio is loaded, and that alone.

    A drag can't be without one: QDrag.exec is called once, from a timer, in ui/drag_out.py,
    which says why that is safe there; tests/e2e/test_drag.py shows it.
    """
    drags = "whisul_desktop/ui/drag_out.py:"
    loops = found(runs_a_loop, except_in="whisul_desktop/app.py")
    assert [place for place in loops if not place.startswith(drags)] == []
    source = (PACKAGE / "ui" / "drag_out.py").read_text(encoding="utf-8")
    assert len(loops) == source.count("drag.exec(Qt.DropAction.CopyAction)") == 1


def test_no_static_dialogs() -> None:
    assert found(opens_a_static_dialog) == []


def test_task_scope_makes_every_task() -> None:
    makers = found(
        lambda node: mentions(node, TASK_MAKERS), except_in="whisul_desktop/core/tasks.py"
    )
    assert makers == []
    assert found(lambda node: mentions(node, LOST_TASKS)) == []


def modules_below(package: str) -> Iterator[str]:
    yield f"whisul_desktop.{package}"
    folder = PACKAGE / package
    for module in pkgutil.walk_packages([str(folder)], f"whisul_desktop.{package}."):
        yield module.name


def loaded_by(modules: list[str]) -> set[str]:
    """What a fresh interpreter has loaded once it imported these."""
    code = (
        "import importlib, json, sys\n"
        "for name in json.loads(sys.argv[1]): importlib.import_module(name)\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(modules)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("package", ["core", "api", "store", "media", "services", "demo"])
def test_no_qt_below_the_user_interface(package: str) -> None:
    loaded = loaded_by(list(modules_below(package)))
    assert f"whisul_desktop.{package}" in loaded
    assert loaded & {"PySide6", "shiboken6", "qasync"} == set()


def test_imports_before_the_first_paint() -> None:
    loaded = loaded_by(["whisul_desktop.__main__", "whisul_desktop.app",
                        "whisul_desktop.ui.main_window"])  # fmt: skip
    assert "PySide6.QtWidgets" in loaded
    assert loaded & set(AFTER_THE_PAINT) == set()


def test_the_window_is_filled_without_what_the_services_need() -> None:
    """Two imports at once would make each of them twice as long."""
    code = "import sys, whisul_desktop.furnishing; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    # QtNetwork and hashlib are for Instance.listen
    loaded = set(done.stdout.split()) & {*AFTER_THE_PAINT, "csv", "email"}
    assert loaded <= {"PySide6.QtNetwork"}


def test_loaded_at_the_first_paint(tmp_path: Path) -> None:
    """The program itself, started as it is: what it has loaded when the window is painted."""
    events = tmp_path / "events.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.run_app", "app", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "WHISUL_DESKTOP_BENCHMARK": str(events),
            "WHISUL_DESKTOP_BENCHMARK_UNTIL": "first_paint",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _, stderr = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert events.exists(), stderr
    [painted] = [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]
    assert painted["event"] == "first_paint"
    assert set(painted["modules"]) & set(AFTER_THE_PAINT) == set()
    assert "PySide6.QtWidgets" in painted["modules"]
    assert not painted["namespace"], "something before the paint loads PySide6.QtCore.Qt: 20 ms"
    assert not painted["hooked"], "PySide6 reads the source of each module that is imported"


def test_layers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
         "--no-cache", "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", ALL_PYTHON, ids=name_of)
def test_file_is_short_and_says_why_it_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    if text.strip() or PACKAGE in path.parents:
        assert ast.get_docstring(ast.parse(text)), "a module says in one line why it exists"


def test_qt_keeps_its_references() -> None:
    """PySide6 6.12.0 loses one reference to None per void call, and aborts in the end."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
    assert before - sys.getrefcount(None) <= 250


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [path for path in ALL_PYTHON if path.is_file()]
    listed = subprocess.run(
        [git, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_files_name_no_place_of_one_machine() -> None:
    """No temporary folder and no package index: both differ from machine to machine."""
    unwanted = ["/" + "tmp", *(".".join(parts) for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("anaconda", "org"),
        ("crates", "io"), ("proxy", "golang", "org"),
    ))]  # fmt: skip
    places: list[str] = []
    for path in tracked_files():
        if not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content:
            continue  # sound, pictures
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            places += [f"{name_of(path)}:{number}: {word}" for word in unwanted if word in line]
    assert places == []


def test_version() -> None:
    assert whisul_desktop.__version__.count(".") == 2
