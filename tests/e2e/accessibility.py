"""The tests' end of atspi_driver.py: elements of a program by role and name."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.processes import NotYet, Processes

SYSTEM_PYTHON = "/usr/bin/python3"


class Accessibility:
    """Asks the driver. What is not there (yet, any more) is NotYet: see `wait_for`."""

    def __init__(self, processes: Processes) -> None:
        self._log = processes.log("driver")
        self._driver = processes.start(
            [SYSTEM_PYTHON, Path(__file__).with_name("atspi_driver.py")],
            name="driver",
            # The library's cache is fed by events that a driver without a loop would miss.
            environment={"ATSPI_NO_CACHE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def call(self, call: str, **arguments: Any) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        try:
            self._driver.stdin.write(json.dumps({"call": call, **arguments}).encode() + b"\n")
            self._driver.stdin.flush()
        except BrokenPipeError as error:
            raise RuntimeError(f"the driver has ended: {self._log.read_text()}") from error
        line = self._driver.stdout.readline()
        if not line:
            raise RuntimeError(f"the driver has ended: {self._log.read_text()}")
        answer = json.loads(line)
        if "error" in answer:
            raise NotYet(answer["error"])
        return answer["result"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as it was when the table was read."""

    text: str
    selected: bool
    area: tuple[int, int, int, int]  # x, y, width, height on the screen

    @property
    def centre(self) -> tuple[int, int]:
        x, y, width, height = self.area
        return x + width // 2, y + height // 2


@dataclass(frozen=True, slots=True)
class Element:
    """A control as it was when it was found; `look()` sees it anew."""

    handle: int
    name: str
    description: str
    role: str
    states: tuple[str, ...]
    text: str | None
    value: float | None
    area: tuple[int, int, int, int]  # x, y, width, height on the screen
    accessibility: Accessibility = field(repr=False, compare=False)

    @classmethod
    def make(cls, accessibility: Accessibility, told: dict[str, Any]) -> Element:
        return cls(
            handle=told["handle"],
            name=told["name"],
            description=told["description"],
            role=told["role"],
            states=tuple(told["states"]),
            text=told["text"],
            value=told["value"],
            area=tuple(told["area"]),
            accessibility=accessibility,
        )

    @property
    def enabled(self) -> bool:
        return "enabled" in self.states

    @property
    def focused(self) -> bool:
        return "focused" in self.states

    @property
    def centre(self) -> tuple[int, int]:
        x, y, width, height = self.area
        return x + width // 2, y + height // 2

    def look(self) -> Element:
        return Element.make(
            self.accessibility, self.accessibility.call("look", element=self.handle)
        )

    def press(self) -> None:
        """Its action, as a screen reader does it: no mouse, no focus needed."""
        self.accessibility.call("press", element=self.handle)

    def focus(self) -> None:
        self.accessibility.call("focus", element=self.handle)

    def set_text(self, text: str) -> None:
        self.accessibility.call("set_text", element=self.handle, text=text)

    def set_value(self, value: float) -> None:
        self.accessibility.call("set_value", element=self.handle, value=value)

    def rows(self) -> list[dict[str, Cell]]:
        """The rows of a table, each by its columns' headers."""
        told = self.accessibility.call("table", element=self.handle)
        return [
            {
                header: Cell(cell["name"], "selected" in cell["states"], tuple(cell["area"]))
                for header, cell in zip(told["headers"], row, strict=True)
            }
            for row in told["rows"]
        ]
