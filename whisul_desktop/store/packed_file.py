"""Finished jobs in one file as they stand in memory: a hundred thousand are read in a tenth of a
second, out of the tables it takes more than one.

The file is nothing but a quicker way to what the library says (store/packed.py). Whatever is
not as it was written is refused as a whole.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from whisul_desktop.core.blocks import ROWS, Block, squeeze
from whisul_desktop.core.job_columns import TIMES, Page
from whisul_desktop.store import files
from whisul_desktop.store.schema import MIGRATIONS

# to be counted up where the layout changes, of a page here or of a record (core/packing.py)
_LAYOUT = 1
_MAGIC = f"whisul packed {_LAYOUT} of {len(MIGRATIONS)} {sys.byteorder}\n".encode()
_NUMBERS = struct.Struct("<I")
_BETWEEN = "\n"  # ids
_LARGEST = 1 << 30  # bytes of a file that is read


class NotPacked(Exception):
    """There is no such file, or it is not as it was written."""


def write(path: Path, token: str, pages: Iterable[Page]) -> None:
    """Whole or not at all. Raises OSError, and ValueError where an id can't be kept so."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            out = _Writer(file)
            out.write(_MAGIC)
            out.text(token)
            for page in pages:
                _write_page(out, page)
            out.number(0)
            out.end()
        files.sync_file(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read(path: Path, token: str) -> list[Page]:
    """Those that were written with this token. Raises NotPacked, OSError."""
    if not _NUMBERS.size < files.size(path) <= _LARGEST:
        raise NotPacked("no file")
    data = memoryview(path.read_bytes())
    content, end = data[: -_NUMBERS.size], data[-_NUMBERS.size :]
    if _NUMBERS.unpack(end)[0] != zlib.crc32(content):
        raise NotPacked("a damaged file")
    found = _Reader(content)
    try:
        if found.bytes(len(_MAGIC)) != _MAGIC or found.text() != token:
            raise NotPacked("another file")
        return list(_read_pages(found))
    except (ValueError, LookupError) as error:
        raise NotPacked(f"not as it was written: {error}") from error


def _write_page(out: _Writer, page: Page) -> None:
    if any(_BETWEEN in job_id for job_id in page.ids):
        raise ValueError("a line break in an id")
    out.number(len(page.ids))
    out.text(_BETWEEN.join(page.ids))
    for name in TIMES:
        out.array(array("d", page.times[name]))
    out.array(array("d", page.bpm))
    out.array(array("d", page.duration))
    for codes in (page.status, page.stars, page.flags):
        out.array(array("B", codes))
    out.array(array("I", page.server_marks))
    urls = list(dict.fromkeys(page.api_urls))
    out.text(_BETWEEN.join(urls))
    out.array(array("H", map(urls.index, page.api_urls)))
    for block in squeeze(page.records):
        out.array(array("I", block.ends))
        out.blob(block.data)


def _read_pages(found: _Reader) -> Iterator[Page]:
    while count := found.number():
        ids = found.text().split(_BETWEEN)
        times = {name: found.floats(count) for name in TIMES}
        bpm, duration = found.floats(count), found.floats(count)
        status, stars, flags = (found.codes("B", count) for _ in range(3))
        server_marks = found.codes("I", count)
        urls = found.text().split(_BETWEEN)
        codes = found.codes("H", count)
        rows = (min(ROWS, count - first) for first in range(0, count, ROWS))
        blocks = [Block(ends=found.codes("I", of), data=found.blob()) for of in rows]
        if len(ids) != count:
            raise ValueError("ids are missing")
        yield Page(
            ids=ids,
            times=times,
            bpm=bpm,
            duration=duration,
            status=status,
            stars=stars,
            flags=flags,
            api_urls=[urls[code] for code in codes],
            server_marks=server_marks,
            blocks=blocks,
        )


class _Writer:
    """What has a length is written behind it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sum = 0

    def write(self, data: bytes) -> None:
        self._sum = zlib.crc32(data, self._sum)
        self._file.write(data)

    def number(self, number: int) -> None:
        self.write(_NUMBERS.pack(number))

    def blob(self, data: bytes) -> None:
        self.number(len(data))
        self.write(data)

    def text(self, text: str) -> None:
        self.blob(text.encode())

    def array(self, numbers: array[int] | array[float]) -> None:
        self.write(numbers.tobytes())

    def end(self) -> None:
        self._file.write(_NUMBERS.pack(self._sum))


class _Reader:
    """The same in the same order. Raises ValueError where there is less."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def bytes(self, count: int) -> bytes:
        return bytes(self._piece(count))

    def number(self) -> int:
        return int(_NUMBERS.unpack(self._piece(_NUMBERS.size))[0])

    def blob(self) -> bytes:
        return self.bytes(self.number())

    def text(self) -> str:
        return self.blob().decode()

    def floats(self, count: int) -> array[float]:
        numbers = array("d")
        numbers.frombytes(self._piece(count * numbers.itemsize))
        return numbers

    def codes(self, kind: Literal["B", "H", "I"], count: int) -> array[int]:
        numbers = array(kind)
        numbers.frombytes(self._piece(count * numbers.itemsize))
        return numbers

    def _piece(self, count: int) -> memoryview:
        piece = self._data[self._at : self._at + count]
        if len(piece) != count:
            raise ValueError("cut off")
        self._at += count
        return piece
