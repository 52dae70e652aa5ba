"""Writes the file of finished jobs beside the library (store/packed.py), now and then."""

from __future__ import annotations

import contextlib
import logging
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Iterator

from whisul_desktop.core.job_columns import Page
from whisul_desktop.store import files, packed_file
from whisul_desktop.store.database import Database
from whisul_desktop.store.job_pages import read_page

_log = logging.getLogger(__name__)
LEAST = 4_096  # jobs from which it pays
_CHANGED_MOST = 1_024  # or one in `_CHANGED_SHARE`, until the file is written anew
_CHANGED_SHARE = 32
_SPARE = 64 << 20  # bytes that the file leaves free
_STEP = 1_024  # jobs read at a time
_PAUSE = 0.002  # seconds between two steps, for whoever else wants the processor


class Packing:
    """Writes the file where it is missing or many jobs have changed since. Its methods block."""

    def __init__(self, database: Database, closing: threading.Event) -> None:
        self._database = database
        self._path = files.packed_path(database.path)
        self._closing = closing

    def is_due(self) -> bool:
        """Raises OSError, StoreError."""

        def read(connection: sqlite3.Connection) -> bool:
            (jobs,) = connection.execute("SELECT count(*) FROM jobs").fetchone()
            if jobs < LEAST:
                return False
            named = connection.execute("SELECT 1 FROM packed WHERE token <> ''").fetchone()
            if named is None or not self._path.exists():
                return True
            (changed,) = connection.execute("SELECT count(*) FROM packed_changes").fetchone()
            return bool(changed > max(_CHANGED_MOST, jobs // _CHANGED_SHARE))

        room = shutil.disk_usage(self._path.parent).free
        return (
            room > files.size(self._database.path) + _SPARE and self._database.read(read).result()
        )

    def write(self) -> None:
        """Raises OSError, sqlite3.Error, StoreError."""
        # from here on each change is noted; what was noted before is in what is read now
        self._database.run(_begin).result()
        token = secrets.token_hex(16)
        uri = f"{self._database.path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("BEGIN")  # one view for all pages
            try:
                packed_file.write(self._path, token, self._pages(connection))
            except (_NotAsItShouldBe, ValueError) as error:
                _log.info("the library is not packed: %s", error)
                return
        self._database.run(
            lambda connection: connection.execute("UPDATE packed SET token = ?", (token,))
        ).result()

    def _pages(self, connection: sqlite3.Connection) -> Iterator[Page]:
        """Raises _NotAsItShouldBe where one is to be read tolerantly."""
        after = (float("inf"), "")
        while not self._closing.wait(_PAUSE):
            page = read_page(connection, *after, _STEP)
            if page is None:
                raise _NotAsItShouldBe("a value is not of its kind")
            if page.last is None:
                return
            after = page.last
            yield page
        raise _NotAsItShouldBe("the app ends")


class _NotAsItShouldBe(Exception):
    """There is no file of these."""


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM packed")
    connection.execute("DELETE FROM packed_changes")
    connection.execute("INSERT INTO packed VALUES ('')")
