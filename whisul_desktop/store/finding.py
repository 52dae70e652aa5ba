"""Ids of jobs, found on the database's thread by what else is known of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_OF_SERVICE = "SELECT id FROM jobs WHERE api_url = ? AND server_id = ?"
_UNSAVED = """
    SELECT id FROM jobs
    WHERE status = 'completed' AND saved_to = '' AND audio_file IS NOT NULL
        AND deleted_at IS NULL AND finished_at >= ?
    ORDER BY finished_at, id
"""


def ids_of(
    connection: sqlite3.Connection, keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Our id for each address and id of the service that is known."""
    rows = ((key, connection.execute(_OF_SERVICE, key).fetchone()) for key in keys)
    return {key: str(row[0]) for key, row in rows if row is not None}


def unsaved_since(connection: sqlite3.Connection, moment: float) -> list[str]:
    """Songs that are here, finished since then (POSIX seconds) and were never saved."""
    return [str(row[0]) for row in connection.execute(_UNSAVED, (moment,))]
