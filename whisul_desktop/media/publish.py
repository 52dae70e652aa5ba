"""Saving a song where the user wants it: whole, tagged, and never over another file."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import threading
import unicodedata
from contextlib import suppress
from pathlib import Path

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.naming import numbered
from whisul_desktop.media.disk import sync_file, sync_folder
from whisul_desktop.media.tags import TrackTags, write_tags

_CHUNK = 1024 * 1024
_LAST_NUMBER = 9_999
# What file systems without hard links (FAT, exFAT, many network drives) answer.
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
    | {errno.EMLINK, errno.EXDEV}
)
# "Song" and "song" are one name on some systems and two on others: only by turns can two
# threads see each other's.
_taking_a_name = threading.Lock()


def save_copy(
    source: Path, folder: Path, name: str, tags: TrackTags, *, replace: bool = False
) -> Path:
    """A tagged copy of `source` in `folder` as `name`, on disk when this returns; blocks.

    Where the name is taken, whatever the case of its letters, the copy becomes
    "Title (2).mp3" and so on; only with `replace` does it take the place of exactly `name`.
    `source` is only read. Returns where the copy is.

    Raises MediaError: MISSING (`source`), DISK (folder and reason), EXISTS (no free name),
    DAMAGED (`source` can't be tagged). In each case nothing is left behind in `folder`.
    """
    if Path(name).name != name or name in {"", ".", ".."}:
        raise ValueError(f"not a file name: {name!r}")
    temporary = folder / f".whisul-{secrets.token_hex(8)}.part"
    try:
        _copy(source, temporary)
        _tag(temporary, tags)
        sync_file(temporary)
        if replace:
            target = folder / name
            temporary.replace(target)
        else:
            target = _publish(temporary, folder, name)
        sync_folder(folder)
    except OSError as error:
        raise _disk(folder, error) from error
    finally:
        with suppress(OSError):  # already published, or gone with its folder
            temporary.unlink(missing_ok=True)
    return target


def _copy(source: Path, target: Path) -> None:
    try:
        reader = source.open("rb")
    except OSError as error:
        raise MediaError(MediaTrouble.MISSING, f"{source}: {error.strerror}") from error
    # "x": never an existing file, and with the access rights that the user's files have.
    with reader, target.open("xb") as writer:
        shutil.copyfileobj(reader, writer, _CHUNK)


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


def _disk(folder: Path, error: OSError) -> MediaError:
    return MediaError(MediaTrouble.DISK, f"{folder}: {error.strerror or error}")
