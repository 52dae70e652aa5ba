"""Starts the app on a disk that is full to the last page as soon as its library is open."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

from whisul_desktop.store.opening import LibraryFile


class FullDisk(LibraryFile):
    """SQLite's own limit ends the file where it ends now."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        usage = shutil.disk_usage(path.parent)._replace(free=0)
        shutil.disk_usage = lambda _path: usage  # nor is there room for a reserve
        self.database.read(_end_here).result()


def _end_here(connection: sqlite3.Connection) -> None:
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


if __name__ == "__main__":
    from whisul_desktop import furnishing

    furnishing.LibraryFile = FullDisk
    from whisul_desktop.__main__ import main

    sys.exit(main())
