"""Saving a song where the user wants it: whole, tagged, and never over another file."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.naming import numbered
from whisul_desktop.media.disk import sync_file, sync_folder
from whisul_desktop.media.tags import TrackTags, read_tags, write_tags

_CHUNK = 1024 * 1024
_LAST_NUMBER = 9_999
_PREFIX, _PART = ".whisul-", ".part"  # of a copy on its way
_ABANDONED = 600.0  # seconds since the last byte: whoever wrote that one was killed
# What file systems without hard links (FAT, exFAT, many network drives) answer.
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
    | {errno.EMLINK, errno.EXDEV}
)
# "Song" and "song" are one name on some systems and two on others: only by turns can two
# threads see each other's.
_taking_a_name = threading.Lock()


class Stopped(Exception):
    """The user, or the app's end, stopped a copy half-way. Nothing of it is left."""


def save_copy(
    source: Path,
    folder: Path,
    name: str,
    tags: TrackTags,
    *,
    replace: bool = False,
    stop: threading.Event | None = None,
) -> Path:
    """A tagged copy of `source` in `folder` as `name`, on disk when this returns; blocks.

    Where the name is taken, whatever the case of its letters, the copy becomes
    "Title (2).mp3" and so on; only with `replace` does it take the place of exactly `name`.
    `source` is only read. Returns where the copy is. What programs that were killed left
    behind in `folder` is swept out.

    Raises Stopped once `stop` is set, and MediaError: MISSING (`source`), DISK (folder and
    reason), EXISTS (no free name), DAMAGED (`source` can't be tagged). In each case nothing is
    left behind in `folder`.
    """

    def write(temporary: Path) -> None:
        write_copy(source, temporary, tags, stop)

    return _save(write, folder, name, replace=replace, stop=stop)


def save_text(text: str, folder: Path, name: str, *, replace: bool = False) -> Path:
    """A text in `folder` as `name`, by the same rules. Raises MediaError: DISK, EXISTS."""

    def write(temporary: Path) -> None:
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text)

    return _save(write, folder, name, replace=replace)


def _save(
    write: Callable[[Path], None],
    folder: Path,
    name: str,
    *,
    replace: bool,
    stop: threading.Event | None = None,
) -> Path:
    if Path(name).name != name or name in {"", ".", ".."}:
        raise ValueError(f"not a file name: {name!r}")
    temporary = temporary_in(folder)
    _sweep(folder)  # first: it may be what fills the disk
    try:
        write(temporary)
        sync_file(temporary)
        if stop is not None and stop.is_set():
            raise Stopped
        if replace:
            target = folder / name
            temporary.replace(target)
        else:
            target = _publish(temporary, folder, name)
        sync_folder(folder)
    except OSError as error:
        raise disk_error(folder, error) from error
    finally:
        with suppress(OSError):  # already published, or gone with its folder
            temporary.unlink(missing_ok=True)
    return target


def publish_bytes(target: Path, content: bytes) -> None:
    """Put a whole file in the place of whatever is at `target`; blocks. Raises MediaError(DISK)."""
    temporary = temporary_in(target.parent)
    try:
        temporary.write_bytes(content)
        sync_file(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise disk_error(target.parent, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def temporary_in(folder: Path) -> Path:
    """A name for a file on its way to `folder`; swept out by a later save where it stays."""
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_PART}"


def write_copy(
    source: Path, target: Path, tags: TrackTags, stop: threading.Event | None = None
) -> None:
    """A tagged copy of `source` as the new file `target`, which the caller removes on errors.

    Raises Stopped, MediaError(MISSING, DAMAGED) and OSError.
    """
    _copy(source, target, stop)
    _tag(target, tags)


def saved_before(folder: Path, name: str, server_id: str) -> Path | None:
    """The copy of that job among `name`, "name (2)" and so on; blocks.

    Raises MediaError(DISK).
    """
    path = Path(name)
    try:
        there = {_folded(existing): existing for existing in os.listdir(folder)}  # noqa: PTH208
    except OSError as error:
        raise disk_error(folder, error) from error
    for number in range(1, _LAST_NUMBER + 1):
        wanted = name if number == 1 else numbered(path.stem, number) + path.suffix
        found = there.get(_folded(wanted))
        if found is None:
            return None
        if job_of(folder / found) == server_id:
            return folder / found
    return None


def still_saved(saved_to: str, server_id: str) -> Path | None:
    """`saved_to` where that is still a copy of that job; None where it is gone, out of reach,
    or another's by now; blocks."""
    with suppress(OSError, ValueError):
        path = Path(saved_to)
        if saved_to and path.is_file() and job_of(path) == server_id:
            return path
    return None


def job_of(path: Path) -> str | None:
    """The service's id of the job that the file is a copy of, "" where it tells none; None where
    nothing can be read of it. Blocks."""
    try:
        return read_tags(path).server_id
    except MediaError:
        return None


def _sweep(folder: Path) -> None:
    """Remove copies on their way that nobody writes any more."""
    for part in folder.glob(f"{_PREFIX}*{_PART}"):
        with suppress(OSError):  # published or removed meanwhile, or not ours to remove
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()


def _copy(source: Path, target: Path, stop: threading.Event | None) -> None:
    try:
        reader = source.open("rb")
    except OSError as error:
        raise MediaError(MediaTrouble.MISSING, f"{source}: {error.strerror}") from error
    # "x": never an existing file, and with the access rights that the user's files have.
    with reader, target.open("xb") as writer:
        shutil.copyfileobj(_Stoppable(reader, stop), writer, _CHUNK)


class _Stoppable:
    """A file that can be read until `stop` is set; from then on reading raises Stopped."""

    def __init__(self, file: BinaryIO, stop: threading.Event | None) -> None:
        self._file = file
        self._stop = stop

    def read(self, size: int = -1, /) -> bytes:
        if self._stop is not None and self._stop.is_set():
            raise Stopped
        return self._file.read(size)


def _tag(temporary: Path, tags: TrackTags) -> None:
    try:
        write_tags(temporary, tags)
    except MediaError as error:
        if error.trouble is MediaTrouble.MISSING:  # our own file: its folder is gone
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
        raise


def _publish(temporary: Path, folder: Path, name: str) -> Path:
    """Give the finished copy the first free name."""
    path = Path(name)
    with _taking_a_name:
        taken = {_folded(existing) for existing in os.listdir(folder)}  # noqa: PTH208 - names
        for number in range(1, _LAST_NUMBER + 1):
            free = name if number == 1 else numbered(path.stem, number) + path.suffix
            if _folded(free) not in taken and _take(temporary, folder / free):
                return folder / free
    raise MediaError(MediaTrouble.EXISTS, f"{folder}: {name}")


def _take(temporary: Path, target: Path) -> bool:
    """Make `target` the finished copy unless it exists: in one step, also among programs."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return True
    return _take_by_reservation(temporary, target)


def _take_by_reservation(temporary: Path, target: Path) -> bool:
    """An empty file of our own keeps the name until the copy takes its place."""
    try:
        with target.open("xb"):
            pass
    except FileExistsError:
        return False
    try:
        temporary.replace(target)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise
    return True


def _folded(name: str) -> str:
    """Equal for names that some system takes for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def disk_error(folder: Path, error: OSError) -> MediaError:
    """What to tell of trouble with a folder."""
    return MediaError(MediaTrouble.DISK, f"{folder}: {error.strerror or error}")
