"""Finished jobs read by the page, packed for memory (core/job_index.py): a few microseconds
each, on the database's thread."""

from __future__ import annotations

import math
import re
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from whisul_desktop.core import job_columns
from whisul_desktop.core.job_columns import CODES, MISSING, Page, server_mark
from whisul_desktop.core.packing import ID, PART, Texts
from whisul_desktop.core.types import FINAL
from whisul_desktop.store.schema import UNKEPT

FINISHED = ", ".join(f"'{status.value}'" for status in sorted(FINAL))
_CODES = {status.value: code for status, code in CODES.items()}
_NUMBERS = (
    "created_at",
    "submitted_at",
    "started_at",
    "finished_at",
    "judged_at",
    "deleted_at",
    "bpm",
    "duration",
)
# A record with its marks in their places, and the service's id in a group.
_SHAPE = re.compile(
    PART.join(
        {"server_id": b"([^\xfc\xfe]*)", "audio_file": b"[^\xfe]*", "cover_file": b"[^\xfe]*"}.get(
            name, b"[^\xfc\xfe]*"
        )
        for name in Texts._fields
    )
)
_NONE = "9e999"  # job_columns.MISSING
_FLAGS = " + ".join(
    f"({condition}) * {bit}"
    for condition, bit in (
        ("is_held <> 0", job_columns.HELD),
        ("is_favourite <> 0", job_columns.FAVOURITE),
        ("is_reject <> 0", job_columns.REJECT),
        ("title IS NOT NULL", job_columns.SONG),
        ("deleted_at IS NOT NULL", job_columns.DELETED),
        ("trim(note) <> ''", job_columns.NOTED),
        ("audio_file IS NOT NULL", job_columns.AUDIO),
        ("cover_file IS NOT NULL", job_columns.COVER),
    )
)
# The record of core/packing.py: its parts in order, with the byte of PART between them.
_RECORD = "CAST({} AS BLOB)".format(
    " || X'FE' || ".join(
        (
            "prompt",
            "ifnull(title, '')",
            "ifnull(tags, '[]')",
            "note",
            "ifnull(server_id, '')",
            "status_word",
            "ifnull(error, '')",
            "replace(ifnull(audio_file, ''), id, X'FC')",
            "replace(ifnull(cover_file, ''), id, X'FC')",
            "ifnull(parent_id, '')",
            "ifnull(batch_id, '')",
            "saved_to",
        )
    )
)
# The plus keeps SQLite from the index of the states, after which it would have to sort.
_PAGE = (
    f"SELECT id, {', '.join(f'ifnull({name}, {_NONE})' for name in _NUMBERS)}, status, stars, "  # noqa: S608 - our own names
    f"{_FLAGS}, api_url, {_RECORD} FROM jobs "
    f"WHERE (created_at, id) < (?, ?) AND +status IN ({FINISHED}) AND ({UNKEPT}) IS NOT TRUE "
    "ORDER BY created_at DESC, id DESC LIMIT ?"
)


def read_page(
    connection: sqlite3.Connection, created_at: float, job_id: str, limit: int
) -> Page | None:
    """The next finished jobs before that one, youngest first; None where a value is not of
    the kind that its column should have: then they are to be read one by one, tolerantly.

    Raises sqlite3.Error.
    """
    try:
        rows = connection.execute(_PAGE, (created_at, job_id, limit)).fetchall()
        return _page(rows)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error).lower():
            raise
        return None  # a text that is not UTF-8
    except (TypeError, ValueError, KeyError, OverflowError, RecursionError):
        return None


def _page(rows: list[tuple[Any, ...]]) -> Page:
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 14
    numbers = map(_floats, columns[1:9])
    times: dict[str, Sequence[float]] = dict(zip(_NUMBERS, numbers, strict=True))
    bpm, duration = times.pop("bpm"), times.pop("duration")
    status, stars, flags, api_urls, records = columns[9:]
    if MISSING in times["created_at"] or max(stars, default=0) > 5:
        raise ValueError("not of ours")
    server_marks = _marks_of(records)
    return Page(
        ids=columns[0],
        times=times,
        bpm=bpm,
        duration=duration,
        status=array("B", [_CODES[word] for word in status]),
        stars=array("B", stars),
        flags=array("B", flags),
        api_urls=api_urls,
        server_marks=server_marks,
        records=records,
    )


def _marks_of(records: Sequence[bytes]) -> Sequence[int]:
    """Those of their service's ids. Raises ValueError where one has a mark that is not our own,
    or no UTF-8 between them: another program may have written it."""
    b"\n".join(records).translate(None, PART + ID).decode()
    shapes = list(map(_SHAPE.fullmatch, records))
    if not all(shapes):
        raise ValueError("a mark of ours")
    return array("I", map(server_mark, [shape[1] for shape in shapes if shape]))


def _floats(values: Sequence[Any]) -> array[float]:
    numbers = array("d", values)
    if -math.inf in numbers:
        raise ValueError("no number")
    return numbers
