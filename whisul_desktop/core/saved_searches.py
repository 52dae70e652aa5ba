"""Searches that the user gave a name: how they are kept as one text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

MOST_NAME = 80  # characters
_MOST = 500  # searches


@dataclass(frozen=True, slots=True)
class SavedSearch:
    name: str
    text: str  # as core.query reads it


def read_searches(saved: str) -> list[SavedSearch]:
    """What `write_searches` wrote; what is ill in it is left out."""
    try:
        rows: Any = json.loads(saved or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    found = (_read(row) for row in cast("list[Any]", rows)[:_MOST])
    return [search for search in found if search is not None]


def write_searches(searches: Iterable[SavedSearch]) -> str:
    return json.dumps([asdict(search) for search in searches])


def _read(row: Any) -> SavedSearch | None:
    match row:
        case {"name": str(name), "text": str(text)} if name.strip() and text.strip():
            return SavedSearch(" ".join(name.split())[:MOST_NAME], text)
        case _:
            return None
