"""Rows out of a damaged SQLite file, page by page, where SQLite itself gives up.

Follows https://www.sqlite.org/fileformat2.html: every leaf page of a table is read for itself,
reachable or not, in its newest version out of the write-ahead log or the file.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = int | float | str | bytes | None

_MAGIC = b"SQLite format 3\0"
_PAGE_SIZES = frozenset(1 << bits for bits in range(9, 17))
_OUR_PAGE_SIZE = 4096
_WAL_HEADER, _FRAME_HEADER = 32, 24
_LEAF = 0x0D
_OTHER_KINDS = frozenset({0, 2, 5, 10})  # overflow or unused, of an index, inside of a tree
_OLDER_LOGS = 1 << 16
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type → bytes
_MOST = 1 << 26  # bytes of one row: more is nonsense


class _Ill(Exception):
    """These bytes are not what they should be."""


@dataclass
class Pages:
    """What is left of a library: its file and its write-ahead log."""

    main: bytes
    page_size: int
    logged: dict[int, bytes] = field(default_factory=dict[int, bytes])  # by page number
    current: bool = True  # the log is whole: no row is older than what was last committed

    def rows(self) -> Iterator[tuple[int, list[Value]]]:
        """Every row of every table, as its rowid and its values; what is ill is passed over."""
        whole = range(1, -(-len(self.main) // self.page_size) + 1)
        for number in sorted({*whole, *self.logged} - self._unused()):
            yield from self._rows_of(number)

    def _rows_of(self, number: int) -> Iterator[tuple[int, list[Value]]]:
        """Of the newest version that can be read at all."""
        start = 100 if number == 1 else 0
        for page in filter(None, (self.logged.get(number), self._in_main(number))):
            try:
                pointers = self._pointers(page, start)
            except _Ill:
                self.current = self.current and number not in self.logged
                continue
            for pointer in pointers:
                with contextlib.suppress(_Ill, IndexError, struct.error):
                    yield self._row(page, pointer)
            return

    def _in_main(self, number: int) -> bytes:
        page = self.main[(number - 1) * self.page_size : number * self.page_size]
        return page.ljust(self.page_size, b"\0") if page else b""  # cut: cells are at the end

    def _pointers(self, page: bytes, start: int) -> list[int]:
        """Where the rows of a leaf page are; none where it is a page of another kind."""
        if page[start] in _OTHER_KINDS:
            return []
        if page[start] != _LEAF:
            raise _Ill
        (count,) = struct.unpack_from(">H", page, start + 3)
        if start + 8 + 2 * count > len(page):
            raise _Ill
        return list(struct.unpack_from(f">{count}H", page, start + 8))

    def _row(self, page: bytes, at: int) -> tuple[int, list[Value]]:
        if at < 8:
            raise _Ill
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if not 0 < length < _MOST:
            raise _Ill
        return rowid - (rowid >> 63 << 64), _record(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The row's bytes, also those on overflow pages."""
        usable = self.page_size
        here = length
        if length > usable - 35:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= usable - 35 else least
        if at + here > len(page):
            raise _Ill
        parts, left = [page[at : at + here]], length - here
        number = struct.unpack_from(">I", page, at + here)[0] if left else 0
        while left > 0:
            more = self.logged.get(number) or self._in_main(number) if number else b""
            if not more:
                raise _Ill
            number = struct.unpack_from(">I", more)[0]
            parts.append(more[4 : 4 + left])
            left -= usable - 4
        return b"".join(parts)

    def _unused(self) -> set[int]:
        """Pages that hold what was deleted; as many as the list of them still tells."""
        first = self.logged.get(1) or self._in_main(1)
        unused: set[int] = set()
        if not first.startswith(_MAGIC):
            return unused
        (trunk,) = struct.unpack_from(">I", first, 32)
        while trunk and trunk not in unused:
            page = self.logged.get(trunk) or self._in_main(trunk)
            if not page:
                break
            unused.add(trunk)
            trunk, count = struct.unpack_from(">II", page)
            if count > self.page_size // 4 - 2:
                break
            unused.update(struct.unpack_from(f">{count}I", page, 8))
        return unused


def read_pages(path: Path) -> Pages:
    """The library at `path` as it lies on disk. Raises OSError."""
    main = path.read_bytes() if path.exists() else b""
    beside = path.with_name(path.name + "-wal")
    log = beside.read_bytes() if beside.exists() else b""
    pages = Pages(main, _page_size(main, log))
    if len(log) > _WAL_HEADER:
        _read_log(pages, log)
    return pages


def _page_size(main: bytes, log: bytes) -> int:
    sizes: list[int] = []
    if main.startswith(_MAGIC):
        (size,) = struct.unpack_from(">H", main, 16)
        sizes.append(65536 if size == 1 else size)
    if len(log) >= _WAL_HEADER:
        sizes.append(struct.unpack_from(">I", log, 8)[0])
    return next((size for size in sizes if size in _PAGE_SIZES), _OUR_PAGE_SIZE)


def _read_log(pages: Pages, log: bytes) -> None:
    """Take what was committed. Behind a damaged frame, checksums prove nothing any more:
    there, whatever belongs to the same log counts."""
    order = {b"\x37\x7f\x06\x82": "<", b"\x37\x7f\x06\x83": ">"}.get(log[:4], "")
    salts = log[16:24] if order else log[_WAL_HEADER + 8 : _WAL_HEADER + 16]
    sums = _checksum(order, log[:24]) if order else (0, 0)
    broken = not order or struct.pack(">II", *sums) != log[24:32]
    pending: dict[int, bytes] = {}
    whole = _FRAME_HEADER + pages.page_size
    for at in range(_WAL_HEADER, len(log) - whole + 1, whole):
        head, page = log[at : at + _FRAME_HEADER], log[at + _FRAME_HEADER : at + whole]
        if head[8:16] != salts:
            broken = True
            pages.current = pages.current and _is_older(head[8:12], salts[:4])
            continue
        if not broken:
            sums = _checksum(order, head[:8] + page, sums)
            broken = struct.pack(">II", *sums) != head[16:24]
        number, committed = struct.unpack_from(">II", head)
        pending[number] = page
        if committed:
            pages.current = pages.current and not broken
            pages.logged.update(pending)
            pending.clear()


def _is_older(salt: bytes, current: bytes) -> bool:
    """A log is begun anew over the one before; its first salt counts them."""
    age = int.from_bytes(current, "big") - int.from_bytes(salt, "big")
    return 0 < age % (1 << 32) < _OLDER_LOGS


def _checksum(order: str, content: bytes, sums: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    one, two = sums
    numbers = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for even, odd in zip(numbers, numbers, strict=True):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where the next one begins."""
    value = 0
    for length in range(8):
        byte = content[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | content[at + 8], at + 9


def _record(payload: bytes) -> list[Value]:
    size, at = _varint(payload, 0)
    body = size
    values: list[Value] = []
    while at < size:
        kind, at = _varint(payload, at)
        length = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        if kind in {10, 11} or body + length > len(payload):
            raise _Ill
        values.append(_value(kind, payload[body : body + length]))
        body += length
    return values


def _value(kind: int, content: bytes) -> Value:
    if kind in _INTEGERS:
        return int.from_bytes(content, "big", signed=True)
    if kind == 7:
        return struct.unpack(">d", content)[0]
    if kind >= 12:
        return content.decode(errors="replace") if kind % 2 else content
    return kind - 8 if kind else None
