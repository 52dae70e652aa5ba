"""The tables of the library, as the steps that lead from each version to the next.

A step that was released is never edited: a change is a new step at the end. Each is a
tuple of single statements, because `executescript` would commit in between.
"""

from __future__ import annotations

from typing import TypeAlias

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
)
