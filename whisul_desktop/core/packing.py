"""Finished jobs as bytes: a hundred thousand of them fit into a few dozen megabytes.

A packed job is two byte strings (core/blocks.py). Its *record* has every text but the links,
which are needed on disk alone; its *words* have what a search looks through, folded. Bytes that
no UTF-8 has stand between the parts, so that no search reaches from one into the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from whisul_desktop.core.blocks import ROWS, Blocks
from whisul_desktop.core.override import override
from whisul_desktop.core.query_terms import composed, fold, fold_case
from whisul_desktop.core.types import Job
from whisul_desktop.core.vocabulary import Vocabulary

PART = b"\xfe"  # between the parts of one job
TAG = b"\xfd"  # before, between and after the tags of the words
_PART, _TAG, _JOB, _ID = "\udcfe", "\udcfd", "\udcff", "\udcfc"  # marks, in a decoded text
_SURROGATE = b"\xed"  # the first byte of half a pair, and of some letters
# Bytes of letters that Unicode's NFC leaves alone, whatever they stand beside: of ASCII, Latin,
# Cyrillic, Han, Hangul. Of any other letter the first byte is not among them.
_COMPOSED = (
    bytes((*range(0xC0), *range(0xC2, 0xCC), *range(0xE4, 0xEA)))
    + b"\xcf\xd0\xd1\xd4\xd5\xeb\xec"
    + PART
    + TAG
)
ID = b"\xfc"  # stands for the job's own id in the names of its files


class Words(Blocks):
    """What a search looks through, made of the records when it is asked for."""

    def __init__(self, records: Blocks) -> None:
        super().__init__()
        self._records = records
        self._made: set[int] = set()
        self._vocabulary = Vocabulary(PART + TAG)

    @override
    def __getitem__(self, position: int) -> bytes:
        self._make(position // ROWS)
        return super().__getitem__(position)

    @override
    def rows(self, number: int) -> list[bytes]:
        self._make(number)
        return super().rows(number)

    @override
    def find(self, needle: bytes) -> Iterator[list[int]]:
        blocks = range(self._records.blocks())
        for number in sorted(set(blocks) - self._made):
            self._make(number)
            yield []
        if not self._vocabulary.lacks(needle):
            for number in blocks:
                self._make(number)  # where it has changed meanwhile
                yield self.find_in(number, needle)

    def forget(self, number: int) -> None:
        """The records of this block have changed."""
        self._made.discard(number)

    def _make(self, number: int) -> None:
        if number not in self._made:
            self._made.add(number)
            self.set(number, words_of(self._records.rows(number)))
            self._vocabulary.take(self._blocks[number].data)


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
    files = (encode(name).replace(own_id, ID) for name in (of.audio_file, of.cover_file))
    first = (of.prompt, of.title, json.dumps(of.tags))  # ASCII: any tag fits
    before = (of.note, of.server_id, of.status_word, of.error)
    after = (of.parent_id, of.batch_id, of.saved_to)
    return PART.join((*map(encode, first + before), *files, *map(encode, after)))


def texts_of(record: bytes, job_id: str) -> Texts:
    """The texts of a record."""
    if _SURROGATE in record:  # perhaps: one by one
        parts = list(map(_decode, record.replace(ID, encode(job_id)).split(PART)))
    else:
        parts = record.decode(errors="surrogateescape").replace(_ID, job_id).split(_PART)
    prompt, title, tags, *others = parts
    return Texts(prompt, title, read_tags(tags), *others)


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a JSON list, whatever else the text holds."""
    try:
        read: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(read, list):
        return ()
    return tuple(tag for tag in cast("list[Any]", read) if isinstance(tag, str))


def words(title: str, prompt: str, tags: Iterable[str], note: str) -> bytes:
    """What a search of a job looks through."""
    return PART.join((needle(title), needle(prompt), _marked(tags), needle(note), b""))


def words_of(records: Sequence[bytes]) -> list[bytes]:
    """The words of many records in one go, where nothing strange is among them."""
    heads = [record.split(PART, 4) for record in records if record]
    try:
        tags: list[list[str]] = json.loads(b"[" + b",".join([head[2] for head in heads]) + b"]")
        text = _JOB.join(
            _PART.join((_bare(title), _bare(prompt), _tagged(of), _bare(note), ""))
            for (prompt, title, _tags, note, *_rest), of in zip(heads, tags, strict=True)
        )
        rows = fold_case(text).encode(errors="surrogateescape").split(b"\xff")
        # most need nothing more, and to find that out costs a third of composing them
        rows = [_composed(row) if row.translate(None, _COMPOSED) else row for row in rows]
        if len(rows) != len(heads):
            raise ValueError("a tag with a mark of ours")
    except (ValueError, TypeError):
        rows = [_words_of(head) for head in heads]
    found = iter(rows)
    return [next(found) if record else b"" for record in records]


def _tagged(tags: Sequence[str]) -> str:
    return _TAG.join(("", *map(str.strip, tags), "")) if tags else ""


def _bare(text: bytes) -> str:
    """Without white space at its ends, which folding would leave beside a mark."""
    return text.decode().strip()


def _composed(row: bytes) -> bytes:
    return composed(row.decode(errors="surrogateescape")).encode(errors="surrogateescape")


def _words_of(head: Sequence[bytes]) -> bytes:
    prompt, title, tags, note = map(_decode, head[:4])
    return words(title, prompt, read_tags(tags), note)


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
