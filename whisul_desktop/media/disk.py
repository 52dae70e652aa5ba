"""What it takes for a file's name and bytes to be on disk."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

# File systems that sync files but not folders (network drives, some FUSE).
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF})


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
