"""Finished jobs as bytes: a hundred thousand of them fit into a few dozen megabytes.

A packed job is two byte strings. Its *record* has every text but the links, which are
needed on disk alone; its *words* have what a search looks through, folded. Bytes that no
UTF-8 has stand between the parts, so that no search reaches from one into the next.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from whisul_desktop.core.query_terms import fold
from whisul_desktop.core.types import Job

PART = b"\xfe"  # between the parts of one job
TAG = b"\xfd"  # after each tag of a record; before, between and after those of the words
ROWS = 256  # jobs in a block
ID = b"\xfc"  # stands for the job's own id in the names of its files


@dataclass(frozen=True, slots=True)
class Block:
    """Up to `ROWS` byte strings in one; `ends` says where each of them ends."""

    data: bytes = b""
    ends: Sequence[int] = ()

    @classmethod
    def of(cls, rows: Sequence[bytes]) -> Block:
        return cls(b"".join(rows), array("I", accumulate(map(len, rows))))

    def row(self, number: int) -> bytes:
        return self.data[self.start(number) : self.ends[number]]

    def start(self, number: int) -> int:
        return self.ends[number - 1] if number else 0

    def rows(self) -> list[bytes]:
        return [self.row(number) for number in range(len(self.ends))]


@dataclass(frozen=True, slots=True)
class Texts:
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
    prompt, title, tags, *others = record.replace(ID, encode(job_id)).split(PART)
    of_tags = tuple(map(_decode, tags.split(TAG)[:-1]))
    return Texts(_decode(prompt), _decode(title), of_tags, *map(_decode, others))


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
