"""One byte string for each position, hundreds in one piece: small in memory, quickly searched."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from whisul_desktop.core.override import override

ROWS = 128  # jobs in a block
_HAD_BACK = 16  # blocks


class Block(NamedTuple):
    """Up to `ROWS` byte strings in one, which may be squeezed; `ends` says where each ends."""

    data: bytes = b""
    ends: Sequence[int] = ()

    def rows(self) -> list[bytes]:
        starts = (0, *self.ends)
        return [self.data[start:end] for start, end in pairwise(starts)]


class Blocks:
    """One byte string for each position, hundreds in one piece: small, and quickly searched."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []

    def __getitem__(self, position: int) -> bytes:
        number, row = divmod(position, ROWS)
        block = self._block(number)
        return block.data[block.ends[row - 1] if row else 0 : block.ends[row]]

    def rows(self, number: int) -> list[bytes]:
        """What is there of `ROWS` positions from `number` × `ROWS` on."""
        return self._block(number).rows() if number < len(self._blocks) else []

    def _block(self, number: int) -> Block:
        return self._blocks[number]

    def extend(self, first: int, rows: Sequence[bytes]) -> None:
        """Put these from position `first` on, a multiple of `ROWS` behind all others."""
        self._blocks += [Block()] * (first // ROWS - len(self._blocks))
        self._blocks += (_block(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS))

    def put(self, number: int, rows: Mapping[int, bytes]) -> None:
        """Put these, which are among the positions of one block, in their places."""
        first = number * ROWS
        there = self.rows(number)
        there += [b""] * (max(rows) - first + 1 - len(there))
        for position, row in rows.items():
            there[position - first] = row
        self.set(number, there)

    def set(self, number: int, rows: Sequence[bytes]) -> None:
        """These and no others in this block."""
        self._blocks += [Block()] * (number + 1 - len(self._blocks))
        self._blocks[number] = _block(rows)

    def blocks(self) -> int:
        return len(self._blocks)

    def find(self, needle: bytes) -> Iterator[list[int]]:
        """The positions whose string has `needle`, a block at a time."""
        for number in range(len(self._blocks)):
            yield self.find_in(number, needle)

    def find_in(self, number: int, needle: bytes) -> list[int]:
        data, ends = self._blocks[number]
        at = data.find(needle)
        found: list[int] = []
        if at < 0:
            return found
        first, row = number * ROWS, 0
        while at >= 0:
            row = bisect_right(ends, at, row)
            found.append(first + row)
            at = data.find(needle, ends[row])
        return found


def _block(rows: Sequence[bytes]) -> Block:
    return Block(b"".join(rows), array("I", accumulate(map(len, rows))))


def squeeze(rows: Sequence[bytes]) -> list[Block]:
    """Many byte strings as squeezed blocks, a third as long."""
    some = (_block(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS))
    return [Block(_squeezed(block.data), block.ends) for block in some]


def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, level=1)


class Records(Blocks):
    """Blocks that may be squeezed to a third: one is had back in a tenth of a millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self._squeezed: dict[int, bytes] = {}
        self._had_back: dict[int, Block] = {}  # the last few

    def extend_squeezed(self, first: int, blocks: Sequence[Block]) -> None:
        """Put these from position `first` on, a multiple of `ROWS` behind all others."""
        self._blocks += [Block()] * (first // ROWS - len(self._blocks))
        for block in blocks:
            self._squeezed[len(self._blocks)] = block.data
            self._blocks.append(Block(b"", block.ends))

    def squeeze(self) -> Iterator[None]:
        """All that are not yet, a block in each step."""
        for number in range(len(self._blocks)):
            if number not in self._squeezed:
                block = self._blocks[number]
                self._squeezed[number] = _squeezed(block.data)
                self._blocks[number] = Block(b"", block.ends)
                yield

    @override
    def _block(self, number: int) -> Block:
        squeezed = self._squeezed.get(number)
        if squeezed is None:
            return super()._block(number)
        block = self._had_back.get(number)
        if block is None:
            if len(self._had_back) >= _HAD_BACK:
                del self._had_back[next(iter(self._had_back))]
            block = Block(zlib.decompress(squeezed), self._blocks[number].ends)
            self._had_back[number] = block
        return block

    @override
    def set(self, number: int, rows: Sequence[bytes]) -> None:
        self._squeezed.pop(number, None)
        self._had_back.pop(number, None)
        super().set(number, rows)
