"""The program under test: started, driven by accessible names, looked at, ended."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tests.e2e.accessibility import Cell, Element
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.processes import PATIENCE, NotYet, wait_for

T = TypeVar("T")
SOURCE = (sys.executable, "-m", "whisul_desktop")
_OPTIONS = ("--log-level=debug",)  # the key is in no record, not even there (tests/canary.py)
# What a healthy run never says on stderr or in its log.
_TROUBLE = re.compile(
    r"\b(WARNING|ERROR|CRITICAL)\b|Traceback \(most recent call last\)|Fatal Python error"
    r"|^Q\w+(::|: )|^qt\.\w+.*(fail|error|cannot|could not)|Gtk-|never (awaited|retrieved)",
    re.MULTILINE | re.IGNORECASE,
)


class App:
    """One run of the program. `data_dir` outlives it, for the next run."""

    def __init__(
        self,
        desktop: Desktop,
        data_dir: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        program: Sequence[str] = SOURCE,
    ) -> None:
        self.desktop = desktop
        self.data_dir = data_dir
        self._name = f"app-{time.monotonic_ns()}"
        self.process: subprocess.Popen[bytes] = desktop.processes.start(
            [*program, *_OPTIONS, *arguments, "--data-dir", str(data_dir)],
            name=self._name,
            environment={
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_ACCESSIBILITY": "1",
                "QT_QPA_PLATFORM": "xcb",
                # What the looking itself provokes, and a sound library that a machine
                # may lack where it has the other one.
                "QT_LOGGING_RULES": "qt.accessibility.*=false;qt.multimedia.symbolsresolver=false",
                "PYTHONFAULTHANDLER": "1",
                **(environment or {}),
            },
            cwd=REPOSITORY,
        )

    # --- finding ---

    @property
    def pid(self) -> int:
        return self.process.pid

    def find_now(
        self,
        name: str | None = None,
        *,
        pattern: str | None = None,
        role: str | None = None,
        states: Sequence[str] = (),
        showing: bool = True,
    ) -> Element:
        """The element that is there now, newest window first; NotYet where there is none."""
        told = self.desktop.accessibility.call(
            "find", pid=self.pid, name=name, pattern=pattern, role=role,
            states=list(states), showing=showing,
        )  # fmt: skip
        if not told:
            raise NotYet(f"no {role or 'element'} {name or pattern!r}")
        return Element.make(self.desktop.accessibility, told[0])

    def find(
        self,
        name: str | None = None,
        *,
        pattern: str | None = None,
        role: str | None = None,
        states: Sequence[str] = (),
        showing: bool = True,
        seconds: float = PATIENCE,
    ) -> Element:
        """Wait for an element by exact name or by a pattern anywhere in its name."""
        return self.wait_for(
            lambda: self.find_now(name, pattern=pattern, role=role, states=states, showing=showing),
            f"{role or 'element'} {name or pattern!r}",
            seconds=seconds,
        )

    def has(self, name: str | None = None, *, pattern: str | None = None, role: str | None = None,
            states: Sequence[str] = ()) -> bool:  # fmt: skip
        """Whether it is there now."""
        try:
            self.find_now(name, pattern=pattern, role=role, states=states)
        except NotYet:
            return False
        return True

    def focused(self) -> list[Element]:
        """What has the focus: the control, and with it the cell that is current in a table,
        the inside of a text, a page that hands its focus on."""
        told = self.desktop.accessibility.call("find", pid=self.pid, states=["focused"], every=True)
        if not told:
            raise NotYet("nothing has the focus")
        return [Element.make(self.desktop.accessibility, element) for element in told]

    def rows(self, table: str = "Jobs") -> list[dict[str, Cell]]:
        """The rows of a table that show, each by its columns' headers."""
        return self.find_now(table, role="table").rows()

    def row(self, containing: str, table: str = "Jobs") -> dict[str, Cell]:
        """The first row with a cell that holds this text."""
        for row in self.rows(table):
            if any(containing in cell.text for cell in row.values()):
                return row
        raise NotYet(f"no row with {containing!r}")

    def wait_for(self, condition: Callable[[], T], what: str, *, seconds: float = PATIENCE) -> T:
        """Wait for a condition; at once an AssertionError where the program ends meanwhile."""

        def alive() -> T:
            if (code := self.process.poll()) is not None:
                raise AssertionError(
                    f"the program ended with {code} before {what}:\n{self.log_text()[-4000:]}"
                )
            return condition()

        return wait_for(alive, what, seconds=seconds)

    # --- acting ---

    def press(self, name: str, *, role: str | None = None, showing: bool = True) -> None:
        """Wait until it is there and enabled, then do its action."""
        self.find(name, role=role, states=["enabled"], showing=showing).press()

    def click(self, name: str, *, role: str | None = None) -> None:
        """Wait until it is there and enabled, then click on it with the mouse."""
        self.desktop.click(*self.find(name, role=role, states=["enabled"]).centre)

    def press_example(self) -> None:
        """Choose the first example prompt: the button that is labelled with a sentence."""
        self.find(role="button", pattern=r"(\w+\W+){3,}\w+", states=["enabled"]).press()

    def click_cell(self, cell: Cell, *, times: int = 1) -> None:
        self.desktop.click(*cell.centre, times=times)

    def focus(self, name: str, *, role: str | None = None) -> None:
        """Give it the keyboard's focus and wait until it has it."""
        self.find(name, role=role).focus()
        self.find(name, role=role, states=["focused"])

    def type(self, text: str) -> None:
        self.desktop.type(text)

    def key(self, *keys: str) -> None:
        self.desktop.key(*keys)

    def tab_to(self, name: str, *, role: str | None = None, key: str = "Tab") -> Element:
        """Press Tab until it has the focus, as a person without a mouse does."""
        passed: list[str] = []
        for _ in range(60):
            before = self.wait_for(self.focused, "something that has the focus")
            for element in before:
                if element.name == name and role in {None, element.role}:
                    return element
            names = "/".join(filter(None, (element.name for element in before)))
            passed.append(names)
            self.key(key)
            self.wait_for(
                lambda before=before: _places(self.focused()) != _places(before),
                f"the focus to leave {names!r} (after {passed})",
            )
        raise AssertionError(f"Tab never comes to {name!r}: {passed}")

    def wait_until_active(self) -> None:
        """Wait until its main window has the keyboard, and no dialog that is just closing."""
        self.find(role="frame", states=["active"])

    # --- ending ---

    def quit(self, how: Callable[[], None] | None = None) -> tuple[int, float]:
        """End it (Ctrl+Q, or `how`); its exit code and the seconds that it took."""
        if how is None:
            self.wait_until_active()
        started = time.monotonic()
        (how or (lambda: self.key("ctrl+q")))()
        code = self.process.wait(PATIENCE)
        return code, time.monotonic() - started

    def send(self, number: signal.Signals) -> Callable[[], None]:
        """How to end it by a signal, for `quit`."""
        return lambda: self.process.send_signal(number)

    def abort(self) -> None:
        """End it where it is; faulthandler prints the stacks of all threads to stderr."""
        self.process.send_signal(signal.SIGABRT)
        self.process.wait(PATIENCE)

    def close(self) -> None:
        """Make sure that it is gone."""
        self.desktop.processes.end(self.process)

    # --- looking ---

    def stderr(self) -> str:
        """What it printed."""
        return self.desktop.processes.log(self._name).read_text(encoding="utf-8", errors="replace")

    def log_text(self) -> str:
        """What it printed and what it logged."""
        logs = sorted((self.data_dir / "logs").glob("*"))
        texts = [self.stderr(), *(log.read_text("utf-8", errors="replace") for log in logs)]
        return "\n".join(texts)

    def troubles(self, expected: str | None = None) -> list[str]:
        """Lines of its log that a healthy run has not, but for `expected` (a pattern)."""
        return troubles_in(self.log_text(), expected)

    def tree(self) -> str:
        """What a screen reader sees, as text."""
        try:
            return str(self.desktop.accessibility.call("tree", pid=self.pid))
        except NotYet as trouble:
            return f"(no tree: {trouble})"


def troubles_in(log: str, expected: str | None = None) -> list[str]:
    """Lines that a healthy run does not log, but for `expected` (a pattern).

    A stack is told by the line above it: its own lines name files and functions, such as
    urllib/error.py, that mean nothing.
    """
    return [
        line
        for line in log.splitlines()
        if _TROUBLE.search(line)
        and not line.startswith('  File "')
        and not (expected and re.search(expected, line))
    ]


def _places(elements: list[Element]) -> list[tuple[str, str, tuple[int, int, int, int]]]:
    return [(element.role, element.name, element.area) for element in elements]
