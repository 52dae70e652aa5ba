"""The table of tests/README.md: every fault is in it, and every test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
FAULTS = range(1, 44)
_ROW = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def table() -> dict[int, str]:
    text = (TESTS / "README.md").read_text("utf-8").partition("### Windows")[0]
    return {int(number): cell for number, cell in _ROW.findall(text)}


def test_every_fault_has_a_row_with_a_test_or_says_that_there_is_none() -> None:
    rows = table()
    assert sorted(rows) == list(FAULTS)
    assert [number for number, cell in rows.items() if not _TEST.search(cell)] == []


def test_every_test_that_is_named_exists() -> None:
    text = (TESTS / "README.md").read_text("utf-8")
    assert "none yet" not in text.lower()
    named = set(_TEST.findall(text))
    assert len(named) > 100
    missing = [
        f"{file}::{name}"
        for file, name in sorted(named)
        if not re.search(
            rf"^(async )?def {name}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE
        )
    ]
    assert missing == []
