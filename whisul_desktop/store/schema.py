"""The tables of the library, as the steps that lead from each version to the next.

A step that was released is never edited: a change is a new step at the end. Each is a
tuple of single statements, because `executescript` would commit in between.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TypeAlias

# Songs of which a file is still to be fetched. A part of a released step: never edited.
UNKEPT = (
    "status = 'completed' AND ((audio_file IS NULL AND song_url <> '') "
    "OR (cover_file IS NULL AND image_url <> ''))"
)

Migrations: TypeAlias = tuple[tuple[str, ...], ...]

MIGRATIONS: Migrations = (
    (
        # `title` is NULL where the job has no song. `tags` is a JSON list of text.
        # The rowid stays: a damaged file can be salvaged along it.
        """
        CREATE TABLE jobs (
            id TEXT PRIMARY KEY NOT NULL,
            prompt TEXT NOT NULL,
            api_url TEXT NOT NULL,
            created_at REAL NOT NULL,
            status TEXT NOT NULL,
            server_id TEXT,
            status_word TEXT NOT NULL DEFAULT '',
            title TEXT,
            bpm REAL,
            duration REAL,
            tags TEXT,
            song_url TEXT,
            image_url TEXT,
            error TEXT,
            submitted_at REAL,
            started_at REAL,
            finished_at REAL,
            audio_file TEXT,
            cover_file TEXT,
            parent_id TEXT
        )
        """,
        "CREATE INDEX jobs_newest ON jobs (created_at DESC, id DESC)",
        "CREATE INDEX jobs_status ON jobs (status)",
        """
        CREATE UNIQUE INDEX jobs_server_id ON jobs (api_url, server_id)
            WHERE server_id IS NOT NULL
        """,
    ),
    (
        "ALTER TABLE jobs ADD COLUMN batch_id TEXT",
        "ALTER TABLE jobs ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN is_favourite INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN stars INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN is_reject INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jobs ADD COLUMN judged_at REAL",
        "ALTER TABLE jobs ADD COLUMN deleted_at REAL",
    ),
    (
        # for a job's relatives; most have none
        "CREATE INDEX jobs_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL",
        "CREATE INDEX jobs_batch ON jobs (batch_id) WHERE batch_id IS NOT NULL",
    ),
    ("ALTER TABLE jobs ADD COLUMN saved_to TEXT NOT NULL DEFAULT ''",),
    (
        # What the user forgot for good, so that no copy and no journal brings it back; what
        # is added again, as by an import, is not forgotten any more.
        """
        CREATE TABLE forgotten (
            id TEXT PRIMARY KEY NOT NULL,
            server_id TEXT,
            forgotten_at REAL NOT NULL
        )
        """,
        """
        CREATE TRIGGER jobs_added AFTER INSERT ON jobs BEGIN
            DELETE FROM forgotten WHERE id = NEW.id;
        END
        """,
        "CREATE INDEX jobs_deleted ON jobs (deleted_at) WHERE deleted_at IS NOT NULL",
    ),
    # asked for by its name: it stays for ever
    (f"CREATE INDEX jobs_unkept ON jobs (id) WHERE {UNKEPT}",),
    (
        # Which file has the finished jobs (store/packed.py), '' while it is written; and whose
        # rows are others since, noted here so that no writer can miss one.
        "CREATE TABLE packed (token TEXT NOT NULL)",
        "CREATE TABLE packed_changes (id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        """
        CREATE TRIGGER packed_added AFTER INSERT ON jobs WHEN EXISTS (SELECT 1 FROM packed) BEGIN
            INSERT INTO packed_changes SELECT NEW.id
            WHERE NOT EXISTS (SELECT 1 FROM packed_changes WHERE id = NEW.id);
        END
        """,
        """
        CREATE TRIGGER packed_changed AFTER UPDATE ON jobs WHEN EXISTS (SELECT 1 FROM packed) BEGIN
            INSERT INTO packed_changes SELECT NEW.id
            WHERE NOT EXISTS (SELECT 1 FROM packed_changes WHERE id = NEW.id);
        END
        """,
        """
        CREATE TRIGGER packed_gone AFTER DELETE ON jobs WHEN EXISTS (SELECT 1 FROM packed) BEGIN
            INSERT INTO packed_changes SELECT OLD.id
            WHERE NOT EXISTS (SELECT 1 FROM packed_changes WHERE id = OLD.id);
        END
        """,
    ),
)


def version_of(connection: sqlite3.Connection) -> int:
    """How many of the steps this library has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Take the steps that are missing: all or none. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read inside: another instance may have got here first.
        for step in migrations[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: sqlite3.Connection) -> None:
    """SQLite has often rolled back by itself already (disk full)."""
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):  # what is being raised matters more
            connection.execute("ROLLBACK")
