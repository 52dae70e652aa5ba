"""The files around the library: their names, and what it takes to have them on disk."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

# What a file system says where there is no room: full, over quota, over a limit of this process.
NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
# File systems that sync files but not folders (network drives, some FUSE).
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF})
_PAGES = 1 << 16  # bytes: a commit wants several of them
_COPIES = 3
_BESIDE = ("-wal", "-shm", "-journal")


def journal_path(library: Path) -> Path:
    """The ids that the service accepted, as text."""
    return library.with_name("accepted.log")


def reserve_path(library: Path) -> Path:
    """Room that is given back when the disk is full."""
    return library.with_name("reserve")


def last_reserve_path(library: Path) -> Path:
    """The same, for accepted ids alone: the library can't use it up."""
    return library.with_name("accepted.reserve")


def backup_paths(library: Path) -> list[Path]:
    """Where the copies of the library are kept, the youngest first."""
    folder = library.parent / "backups"
    numbers = range(1, _COPIES + 1)
    return [folder / f"{library.stem}-{number}{library.suffix}" for number in numbers]


def packed_path(library: Path) -> Path:
    """Finished jobs as they stand in memory: a quicker way to what the library says."""
    return library.with_name("library.packed")


def made_path(library: Path) -> Path:
    """A recovered library on its way to its place."""
    return library.with_name(library.name + ".recovered")


def leftovers(library: Path) -> bool:
    """Whether there was a library here, by all that is around it."""
    log = library.with_name(library.name + "-wal")
    around = (made_path(library), journal_path(library), log, *backup_paths(library))
    return any(size(path) > 0 for path in around)


def beside(library: Path) -> list[Path]:
    """SQLite's own files of this library, where they are."""
    files = [library.with_name(library.name + suffix) for suffix in _BESIDE]
    return [file for file in files if file.exists()]


def size(path: Path) -> int:
    """In bytes; 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def is_full(folder: Path) -> bool:
    """Whether hardly a page fits on this disk any more."""
    import shutil  # brings the compressors along: not before the first paint

    try:
        return shutil.disk_usage(folder).free < _PAGES
    except OSError:
        return False


def remove(library: Path) -> None:
    """A database that nobody needs, with what is beside it. Raises OSError."""
    for file in (*beside(library), library):
        file.unlink(missing_ok=True)


def set_aside(library: Path) -> Path:
    """Rename the library as damaged, with what is beside it; returns its new name.

    The library first: SQLite must never find it with only half of its companions.
    Raises OSError.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    name = aside = library.with_name(f"{library.name}.damaged-{stamp}")
    number = 1
    while aside.exists() or beside(aside):
        number += 1
        aside = name.with_name(f"{name.name}-{number}")
    companions = beside(library)
    if library.exists():
        library.rename(aside)
    for file in companions:
        file.rename(aside.with_name(aside.name + file.name.removeprefix(library.name)))
    return aside


def sync_file(path: Path) -> None:
    """Wait until the bytes of `path` are on disk. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on disk; Windows has no such call. Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)
