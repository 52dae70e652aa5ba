"""What the user forgot for good, in the library: rows go, and a mark stays in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def forget(connection: sqlite3.Connection, job_ids: Iterable[str], now: float) -> None:
    """Take the jobs out and remember that they were: older copies still have them."""
    ids = tuple(job_ids)
    connection.executemany(
        "INSERT OR REPLACE INTO forgotten VALUES (?, (SELECT server_id FROM jobs WHERE id = ?), ?)",
        [(job_id, job_id, now) for job_id in ids],
    )
    connection.executemany("DELETE FROM jobs WHERE id = ?", [(job_id,) for job_id in ids])


def stay_forgotten(connection: sqlite3.Connection, forgotten: dict[str, float]) -> None:
    """In a library that is made anew: nothing of these jobs, and the marks (POSIX seconds)."""
    connection.executemany(
        "INSERT OR IGNORE INTO forgotten (id, forgotten_at) VALUES (?, ?)", forgotten.items()
    )
    connection.execute("DELETE FROM jobs WHERE id IN (SELECT id FROM forgotten)")


def marks(connection: sqlite3.Connection) -> dict[str, float]:
    """When each job was forgotten, POSIX seconds."""
    return dict(connection.execute("SELECT id, forgotten_at FROM forgotten"))


def deleted_before(connection: sqlite3.Connection, moment: float) -> list[str]:
    """The ids of what is in "Recently deleted" since before `moment`, POSIX seconds."""
    query = "SELECT id FROM jobs WHERE deleted_at < ?"
    return [str(job_id) for (job_id,) in connection.execute(query, (moment,))]
