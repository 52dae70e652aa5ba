"""Rules for pasted job IDs: which of the service's jobs a text names, and which lines name none."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_LINES = 10_000  # of one paste; who has more can paste again
_SHOWN = 3  # lines without an id that are named

# A uuid of its own: in a URL, a JSON answer, quotes or a list; one digit more is another number.
_UUID = re.compile(
    r"(?<![0-9a-fA-F-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])"
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text holds. `ids` are in lower case, each once, in the order of the text."""

    ids: tuple[str, ...] = ()
    repeated: int = 0  # times that one came again
    strange: tuple[str, ...] = ()  # lines that hold none, as they stand

    @property
    def some_strange(self) -> tuple[str, ...]:
        """The first few of them, to be shown."""
        return self.strange[:_SHOWN]


def read_ids(text: str) -> Pasted:
    """All job ids of a text: alone, in links, answers, lists; several on a line or one.

    Empty lines and lines of nothing but punctuation are passed over.
    """
    found: dict[str, None] = {}
    named = 0
    strange: list[str] = []
    for line in text.splitlines()[:MOST_LINES]:
        ids = [each.lower() for each in _UUID.findall(line)]
        named += len(ids)
        found.update(dict.fromkeys(ids))
        if not ids and any(char.isalnum() for char in line):
            strange.append(line.strip())
    return Pasted(tuple(found), named - len(found), tuple(strange))


def job_id_of(text: str) -> str | None:
    """The one job id of a text, None where there is none in it, or more than one."""
    ids = read_ids(text).ids
    return ids[0] if len(ids) == 1 else None
