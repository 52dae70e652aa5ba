"""The picture of the list on disk: kept by an orderly exit, taken by the next start.

What it was made under stands in its first line: a start that would write another line there does
not show it. The pixels follow as they are, for unpacking them takes several times as long as
reading them, and the first paint waits for it.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path
from typing import BinaryIO

from whisul_desktop.core.snapshot import Snapshot

MOST_PIXELS = 8_000_000  # a list on a screen of 4K
_PIXEL = 4  # bytes
_LINE = 4_000  # bytes of one of the two lines before the pixels
_WIDEST = 1 << 15  # a window
_Size = tuple[int, int]
_Area = tuple[int, int, int, int]


def snapshot_path(folder: Path) -> Path:
    """Of the library in `folder`."""
    return folder / "look" / "list"


def unchanged(folder: Path) -> str:
    """The state of the library and of the settings, which is another one after any change; ""
    while it can't be told: the library is in use, or was not closed in order."""
    library = folder / "library.sqlite3"
    if library.with_name(f"{library.name}-wal").exists():
        return ""
    try:
        states = [file.stat() for file in (library, folder / "settings.json")]
    except OSError:
        return ""
    return repr([(state.st_size, state.st_mtime_ns) for state in states])


def keep(folder: Path, made_under: str, snapshot: Snapshot) -> None:
    """Write it whole or not at all, for this user's eyes alone. Raises OSError."""
    width, height = snapshot.size
    if not 0 < width * height <= MOST_PIXELS:
        return
    path = snapshot_path(folder)
    part = path.with_name(f"{path.name}.part")
    checksum = zlib.adler32(snapshot.pixels)
    areas = (*snapshot.window, *snapshot.place, *snapshot.dated)
    numbers = " ".join(map(str, (*areas, snapshot.day, checksum, width, height)))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_first_line(made_under) + f"{numbers}\n".encode())
            file.write(snapshot.pixels)
        part.replace(path)  # not synced: what a power cut tears does not pass for whole
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def take(folder: Path, made_under: str) -> Snapshot | None:
    """What an exit kept under the same circumstances, once; None for all else, whatever the
    file holds."""
    path = snapshot_path(folder)
    snapshot = None
    try:
        with path.open("rb") as file, contextlib.suppress(ValueError):
            snapshot = _read(file, made_under)
        path.unlink()  # a crash, which keeps none, must not leave this one behind
    except OSError:
        pass  # none; or a disk that nothing can be written to
    return snapshot


def _first_line(made_under: str) -> bytes:
    return repr(made_under).encode("utf-8", "backslashreplace") + b"\n"


def _read(file: BinaryIO, made_under: str) -> Snapshot | None:
    """Raises OSError, ValueError."""
    if not made_under or file.readline(_LINE) != _first_line(made_under):
        return None
    numbers = list(map(int, file.readline(_LINE).split()))
    window, place, dated, day, checksum, size = _split(numbers)
    width, height = size
    inside = _is_inside(place, window) and _is_inside(dated, place[2:]) and max(window) <= _WIDEST
    if not (inside and width > 0 and height > 0 and width * height <= MOST_PIXELS):
        return None
    pixels = file.read(width * height * _PIXEL)
    if len(pixels) < width * height * _PIXEL or file.read(1) or zlib.adler32(pixels) != checksum:
        return None
    return Snapshot(window, place, dated, day, size, pixels)


def _split(numbers: list[int]) -> tuple[_Size, _Area, _Area, int, int, _Size]:
    a, b, c, d, e, f, g, h, i, j, day, checksum, width, height = numbers
    return (a, b), (c, d, e, f), (g, h, i, j), day, checksum, (width, height)


def _is_inside(area: _Area, size: _Size) -> bool:
    left, top, width, height = area
    return 0 <= left <= left + width <= size[0] and 0 <= top <= top + height <= size[1]
