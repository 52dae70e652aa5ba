"""Finished jobs as bytes: a hundred thousand of them fit into a few dozen megabytes.

A packed job is two byte strings. Its *record* has every text but the links, which are
needed on disk alone; its *words* have what a search looks through, folded. Bytes that no
UTF-8 has stand between the parts, so that no search reaches from one into the next.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from whisul_desktop.core.query_terms import fold
from whisul_desktop.core.types import Job

PART = b"\xfe"  # between the parts of one job
TAG = b"\xfd"  # after each tag of a record; before, between and after those of the words
ROWS = 256  # jobs in a block
_PART, _TAG, _ID = "\udcfe", "\udcfd", "\udcfc"  # these marks where a record is read as text
_SURROGATE = b"\xed"  # the first byte of half a pair, and of some letters
ID = b"\xfc"  # stands for the job's own id in the names of its files


@dataclass(frozen=True, slots=True)
class _Block:
    """Up to `ROWS` byte strings in one; `ends` says where each of them ends."""

    data: bytes = b""
    ends: Sequence[int] = ()

    def rows(self) -> list[bytes]:
        starts = (0, *self.ends)
        return [self.data[start:end] for start, end in pairwise(starts)]


class Blocks:
    """One byte string for each position, hundreds in one piece: small, and quickly searched."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []

    def __getitem__(self, position: int) -> bytes:
        number, row = divmod(position, ROWS)
        block = self._blocks[number]
        return block.data[block.ends[row - 1] if row else 0 : block.ends[row]]

    def rows(self, number: int) -> list[bytes]:
        """What is there of `ROWS` positions from `number` × `ROWS` on."""
        return self._blocks[number].rows() if number < len(self._blocks) else []

    def extend(self, first: int, rows: Sequence[bytes]) -> None:
        """Put these from position `first` on, a multiple of `ROWS` behind all others."""
        self._blocks += [_Block()] * (first // ROWS - len(self._blocks))
        self._blocks += (_block(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS))

    def put(self, number: int, rows: Mapping[int, bytes]) -> None:
        """Put these, which are among the positions of one block, in their places."""
        self._blocks += [_Block()] * (number + 1 - len(self._blocks))
        first = number * ROWS
        there = self.rows(number)
        there += [b""] * (max(rows) - first + 1 - len(there))
        for position, row in rows.items():
            there[position - first] = row
        self._blocks[number] = _block(there)

    def find(self, needle: bytes) -> Iterator[list[int]]:
        """The positions whose string has `needle`, a block at a time."""
        for number, block in enumerate(self._blocks):
            data, ends, first = block.data, block.ends, number * ROWS
            at = data.find(needle)
            found: list[int] = []
            row = 0
            while at >= 0:
                row = bisect_right(ends, at, row)
                found.append(first + row)
                at = data.find(needle, ends[row])
            yield found


def _block(rows: Sequence[bytes]) -> _Block:
    return _Block(b"".join(rows), array("I", accumulate(map(len, rows))))


class Texts(NamedTuple):
    """What a record was made of. A text that was missing is empty."""

    prompt: str
    title: str
    tags: tuple[str, ...]
    note: str
    server_id: str
    status_word: str
    error: str
    audio_file: str
    cover_file: str
    parent_id: str
    batch_id: str
    saved_to: str


def texts(job: Job) -> Texts:
    song = job.song
    return Texts(
        job.prompt,
        song.title if song is not None else "",
        song.tags if song is not None else (),
        job.note,
        job.server_id or "",
        job.status_word,
        job.error or "",
        job.audio_file or "",
        job.cover_file or "",
        job.parent_id or "",
        job.batch_id or "",
        job.saved_to,
    )


def record(job: Job) -> bytes:
    """All its texts in one."""
    of, own_id = texts(job), encode(job.id)
    tags = b"".join(encode(tag) + TAG for tag in of.tags)
    files = (encode(name).replace(own_id, ID) for name in (of.audio_file, of.cover_file))
    before = map(encode, (of.note, of.server_id, of.status_word, of.error))
    after = map(encode, (of.parent_id, of.batch_id, of.saved_to))
    return PART.join((encode(of.prompt), encode(of.title), tags, *before, *files, *after))


def texts_of(record: bytes, job_id: str) -> Texts:
    """The texts of a record."""
    if _SURROGATE in record:  # perhaps: one by one
        prompt, title, tags, *others = record.replace(ID, encode(job_id)).split(PART)
        of_tags = tuple(map(_decode, tags.split(TAG)[:-1]))
        return Texts(_decode(prompt), _decode(title), of_tags, *map(_decode, others))
    text = record.decode(errors="surrogateescape").replace(_ID, job_id)
    parts = text.split(_PART)
    return Texts(parts[0], parts[1], tuple(parts[2].split(_TAG)[:-1]), *parts[3:])


def words(title: str, prompt: str, tags: Iterable[str], note: str) -> bytes:
    """What a search of a job looks through."""
    return PART.join((needle(title), needle(prompt), _marked(tags), needle(note)))


def needle(text: str) -> bytes:
    """What is looked for in words: `text` folded."""
    return encode(fold(text))


def title_of(words: bytes) -> bytes:
    """The title of a job for sorting: that of its song, or its prompt."""
    title, _, rest = words.partition(PART)
    return title or rest.partition(PART)[0]


def tags_of(words: bytes) -> bytes:
    """The tags of a job for sorting, empty where it has none."""
    return words.split(PART, 3)[2][1:-1].replace(TAG, b", ") if words else b""


def _marked(tags: Iterable[str]) -> bytes:
    folded = b"".join(needle(tag) + TAG for tag in tags)
    return TAG + folded if folded else b""


def encode(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode(errors="surrogatepass")
