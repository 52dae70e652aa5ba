"""The picture of the list on disk: kept by an orderly exit, taken by the next start.

Read before the first paint, so little is imported. What it was made under stands in its first
line: a start that would write another line there does not show it.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path

from whisul_desktop.core.snapshot import Snapshot

MOST_PIXELS = 6_000_000  # a list on a screen of 4K: 15 ms to read, and 24 MB
_MOST_BYTES = 8_000_000  # of the file: such a list of nothing but covers may have more
_PIXEL = 4  # bytes
_WIDEST = 1 << 15  # a window
_QUICK = 1  # level of zlib: reads as fast as raw pixels with a sum to check them, and is a 20th

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
    numbers = " ".join(
        map(
            str,
            (
                *snapshot.window,
                *snapshot.place,
                *snapshot.dated,
                snapshot.day,
                *snapshot.size,
            ),
        )
    )
    head = f"{made_under!r}\n{numbers}\n".encode("utf-8", "backslashreplace")
    content = head + zlib.compress(snapshot.pixels, _QUICK)
    if len(content) > _MOST_BYTES:
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)  # not synced: what a power cut tears does not pass for whole
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def take(folder: Path, made_under: str) -> Snapshot | None:
    """What an exit kept under the same circumstances, once; None for all else, whatever the
    file holds."""
    path = snapshot_path(folder)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        path.unlink()  # a crash, which keeps none, must not leave this one behind
    try:
        return _read(content, made_under)
    except (ValueError, zlib.error):
        return None


def _read(content: bytes, made_under: str) -> Snapshot | None:
    head, numbers, packed = content.split(b"\n", 2)
    if not made_under or head != repr(made_under).encode("utf-8", "backslashreplace"):
        return None
    window, place, dated, day, size = _split(list(map(int, numbers.split())))
    width, height = size
    inside = _is_inside(place, window) and _is_inside(dated, place[2:]) and max(window) <= _WIDEST
    if not (inside and width > 0 and height > 0 and width * height <= MOST_PIXELS):
        return None
    unpacking = zlib.decompressobj()
    pixels = unpacking.decompress(packed, width * height * _PIXEL + 1)
    if not unpacking.eof or unpacking.unused_data or len(pixels) != width * height * _PIXEL:
        return None
    return Snapshot(window, place, dated, day, size, pixels)


def _split(numbers: list[int]) -> tuple[_Size, _Area, _Area, int, _Size]:
    a, b, c, d, e, f, g, h, i, j, day, width, height = numbers
    return (a, b), (c, d, e, f), (g, h, i, j), day, (width, height)


def _is_inside(area: _Area, size: _Size) -> bool:
    left, top, width, height = area
    return 0 <= left <= left + width <= size[0] and 0 <= top <= top + height <= size[1]
