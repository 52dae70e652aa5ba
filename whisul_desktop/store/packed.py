"""The finished jobs as one file beside the library, and what has changed since it was written.

The library itself says which file goes with it, by a token, and notes the id of each job that
is written from then on, by whatever program. So the file may be old, missing or another
library's: what is read is always what the tables say.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from whisul_desktop.core.job_columns import Page
from whisul_desktop.store import files, packed_file
from whisul_desktop.store.job_pages import FINISHED
from whisul_desktop.store.packed_file import NotPacked

_log = logging.getLogger(__name__)
CHANGED = f"SELECT id FROM packed_changes JOIN jobs USING (id) WHERE status IN ({FINISHED})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Packed:
    """Finished jobs as they were when the file was written; `changed` are others now."""

    pages: list[Page]
    changed: frozenset[str]


def read(connection: sqlite3.Connection, library: Path) -> Packed | None:
    """What the file of this library holds; None where there is none."""
    try:
        row = connection.execute("SELECT token FROM packed WHERE token <> ''").fetchone()
        if row is None:
            return None
        changed = connection.execute("SELECT id FROM packed_changes").fetchall()
        pages = packed_file.read(files.packed_path(library), str(row[0]))
    except (sqlite3.OperationalError, NotPacked, OSError) as error:  # no table: a newer version's
        _log.info("the packed library is not used: %s", error)
        return None
    return Packed(pages, frozenset(job_id for (job_id,) in changed))
