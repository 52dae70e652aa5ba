"""Looks at and acts on programs through AT-SPI, for tests that run under another Python.

Runs under the system's Python, the one that Debian's python3-pyatspi (which brings the
GObject bindings of AT-SPI) is installed for. Speaks JSON lines: a request
`{"call": name, ...arguments}` on stdin, `{"result": ...}` or `{"error": text}` on stdout.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# at-spi2-core renamed some roles over the years; tests use the shorter word.
ROLES = {"push button": "button", "push button menu": "button", "entry": "text"}
# Not walked into while looking for controls: they may have a hundred thousand cells.
TABLES = {"table", "tree table", "tree", "list", "list box"}


class Missing(Exception):
    """What was asked for is not there (any more)."""


class Driver:
    """Answers one request after the other. Elements are known by number."""

    def __init__(self) -> None:
        self._elements: dict[int, Any] = {}
        self._latest = 0

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        while GLib.MainContext.default().iteration(False):
            pass  # events that nobody listens to must not pile up
        call = getattr(self, "call_" + request.pop("call"))
        try:
            return {"result": call(**request)}
        except Missing as missing:
            return {"error": str(missing)}
        except GLib.Error as error:  # it ended, is hung, or the element is gone
            return {"error": error.message}

    # --- finding ---

    def call_forget(self) -> None:
        self._elements.clear()

    def call_windows(self, pid: int) -> list[dict[str, Any]]:
        return [self._describe(window) for window in self._windows(pid)]

    def call_find(
        self,
        pid: int,
        name: str | None = None,
        pattern: str | None = None,
        role: str | None = None,
        states: list[str] | None = None,
        within: int | None = None,
        showing: bool = True,
        every: bool = False,
    ) -> list[dict[str, Any]]:
        """Elements, in the order of the tree, newest window first; the first one or `every`."""
        roots = self._windows(pid)[::-1] if within is None else [self._element(within)]
        wanted = re.compile(pattern, re.IGNORECASE) if pattern is not None else None
        found: list[dict[str, Any]] = []
        for element in walk_all(roots, showing=showing):
            if role is not None and role_of(element) != role:
                continue
            text = element.get_name() or ""
            if name is not None and text != name:
                continue
            if wanted is not None and not wanted.search(text):
                continue
            if states and not set(states) <= set(states_of(element)):
                continue
            found.append(self._describe(element))
            if not every:
                return found
        return found

    def call_tree(self, pid: int) -> str:
        """The whole tree as text, for reports of failures; tables by their first rows."""
        lines: list[str] = []
        for window in self._windows(pid):
            try:
                self._dump(window, 0, lines)
            except GLib.Error as error:
                lines.append(f"({error.message})")
        return "\n".join(lines)

    def _dump(self, element: Any, depth: int, lines: list[str]) -> None:
        described = self._describe(element)
        states = ",".join(
            state
            for state in described["states"]
            if state in {"showing", "focused", "enabled", "checked", "selected", "editable"}
        )
        more = [
            f" {key}={described[key]!r}"
            for key in ("text", "value", "description")
            if described[key] not in {None, ""}
        ]
        indent = "  " * depth
        lines.append(f"{indent}{described['role']} {described['name']!r} [{states}]{''.join(more)}")
        if depth < 40 and len(lines) < 3000:
            for child in children_of(element, limit=120):
                self._dump(child, depth + 1, lines)

    def _windows(self, pid: int) -> list[Any]:
        windows: list[Any] = []
        for application in children_of(Atspi.get_desktop(0)):
            with contextlib.suppress(GLib.Error):  # another one, that ends just now
                if application.get_process_id() == pid:
                    windows.extend(children_of(application))
        if not windows:
            raise Missing(f"process {pid} shows no window")
        return windows

    def _element(self, handle: int) -> Any:
        if handle not in self._elements:
            raise Missing(f"element {handle} was forgotten")
        return self._elements[handle]

    def _describe(self, element: Any) -> dict[str, Any]:
        self._latest += 1
        self._elements[self._latest] = element
        interfaces = element.get_interfaces()
        area = Atspi.Component.get_extents(element, Atspi.CoordType.SCREEN)
        return {
            "handle": self._latest,
            "name": element.get_name() or "",
            "description": element.get_description() or "",
            "role": role_of(element),
            "states": states_of(element),
            "text": Atspi.Text.get_text(element, 0, -1) if "Text" in interfaces else None,
            "value": Atspi.Value.get_current_value(element) if "Value" in interfaces else None,
            "area": [area.x, area.y, area.width, area.height],
        }

    def call_look(self, element: int) -> dict[str, Any]:
        return self._describe(self._element(element))

    # --- acting ---

    def call_press(self, element: int) -> None:
        """Its first action of the kinds that a click has."""
        target = self._element(element)
        if "Action" not in target.get_interfaces():
            raise Missing(f"{target.get_name()!r} has no actions")
        names = [Atspi.Action.get_action_name(target, n) for n in range(target.get_n_actions())]
        for wanted in ("Press", "Toggle", "Click", "ShowMenu"):
            if wanted in names:
                if not Atspi.Action.do_action(target, names.index(wanted)):
                    raise Missing(f"{target.get_name()!r} did not do {wanted}")
                return
        raise Missing(f"{target.get_name()!r} can't be pressed, only {names}")

    def call_focus(self, element: int) -> None:
        if not Atspi.Component.grab_focus(self._element(element)):
            raise Missing("it does not take the focus")

    def call_set_text(self, element: int, text: str) -> None:
        target = self._element(element)
        if "EditableText" not in target.get_interfaces():
            raise Missing(f"{role_of(target)} {target.get_name()!r} is no text to edit")
        if not Atspi.EditableText.set_text_contents(target, text):
            raise Missing("its text can't be set")

    def call_set_value(self, element: int, value: float) -> None:
        if not Atspi.Value.set_current_value(self._element(element), value):
            raise Missing("its value can't be set")

    # --- tables ---

    def call_table(self, element: int, limit: int = 200) -> dict[str, Any]:
        """Headers and cells: `[{name, states, area}, ...]` per row."""
        table = self._element(element)
        columns = range(Atspi.Table.get_n_columns(table))
        rows = Atspi.Table.get_n_rows(table)
        cells = [
            [cell_of(table, row, column) for column in columns] for row in range(min(rows, limit))
        ]
        headers = [Atspi.Table.get_column_description(table, column) for column in columns]
        return {"headers": headers, "rows": cells, "count": rows}


def cell_of(table: Any, row: int, column: int) -> dict[str, Any]:
    cell = Atspi.Table.get_accessible_at(table, row, column)
    if cell is None:
        raise Missing(f"no cell {row}, {column}")
    area = Atspi.Component.get_extents(cell, Atspi.CoordType.SCREEN)
    return {
        "name": cell.get_name() or "",
        "states": states_of(cell),
        "area": [area.x, area.y, area.width, area.height],
    }


def children_of(element: Any, limit: int = 2000) -> list[Any]:
    found: list[Any] = []
    for index in range(min(element.get_child_count(), limit)):
        child = element.get_child_at_index(index)
        if child is not None:
            found.append(child)
    return found


def walk_all(roots: list[Any], *, showing: bool) -> Iterator[Any]:
    """All of `roots` and below. A window that closes while it is looked at counts no more."""
    for root in roots:
        try:
            yield from walk(root, showing=showing)
        except GLib.Error as error:
            if "No such object" not in error.message:
                raise


def walk(element: Any, *, showing: bool) -> Iterator[Any]:
    """The element and all below it, but not into tables; hidden branches only if asked."""
    if showing and not element.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield element
    if role_of(element) in TABLES:
        return
    for child in children_of(element):
        yield from walk(child, showing=showing)


def role_of(element: Any) -> str:
    name: str = element.get_role_name() or ""
    return ROLES.get(name, name)


def states_of(element: Any) -> list[str]:
    return sorted(state.value_nick for state in element.get_state_set().get_states())


def main() -> None:
    Atspi.init()
    # Milliseconds for one answer of a program: a window that hangs is a failure, not a wait.
    Atspi.set_timeout(5000, 15000)
    driver = Driver()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(driver.answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
