"""Who may send which job, decided on disk; and which jobs belong together."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from whisul_desktop.core.types import JobStatus

# Ids: up to the parent, down to the children, sideways to the same prompt sent several times.
FAMILY = """
    WITH RECURSIVE family (id) AS (
        SELECT ?
        UNION SELECT job.parent_id FROM family JOIN jobs job ON job.id = family.id
            WHERE job.parent_id IS NOT NULL
        UNION SELECT job.id FROM family JOIN jobs job ON job.parent_id = family.id
        UNION SELECT beside.id FROM family JOIN jobs job ON job.id = family.id
            JOIN jobs beside ON beside.batch_id = job.batch_id AND beside.prompt = job.prompt
        LIMIT ?
    ) SELECT id FROM family
"""


def claim(
    connection: sqlite3.Connection, job_id: str, expected: JobStatus, claimed: JobStatus
) -> bool:
    """Set the status to `claimed` if it is `expected`; whether this call did it.

    Of two that claim the same job, in two tasks or two programs, one gets True. A queued one
    that is held or deleted is nobody's.
    """
    cursor = connection.execute(
        "UPDATE jobs SET status = ? WHERE id = ? AND status = ? "
        "AND NOT (status = 'queued' AND (is_held OR deleted_at IS NOT NULL))",
        (claimed.value, job_id, expected.value),
    )
    return cursor.rowcount == 1


def set_queued(
    connection: sqlite3.Connection,
    job_ids: Sequence[str],
    *,
    is_held: bool,
    deleted_at: float | None,
) -> list[str]:
    """Hold, release or delete those of the jobs that are queued; which these are.

    Against `claim`: one that is being sent is not among them.
    """
    query = "UPDATE jobs SET is_held = ?, deleted_at = ? WHERE id = ? AND status = 'queued'"
    return [
        job_id
        for job_id in job_ids
        if connection.execute(query, (int(is_held), deleted_at, job_id)).rowcount == 1
    ]
