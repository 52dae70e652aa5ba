"""Which words a library has, each once: what stands nowhere is known without a search."""

from __future__ import annotations

_MOST = 30_000  # words, some megabytes: where there are more, the texts themselves are searched
_PIECE = 24_000  # bytes; `bytes.find` takes another way, four times slower, from 30,000 on


class Vocabulary:
    """What stands between white space and the marks of `core/packing.py`.

    It only grows: a word of a job that is gone costs a search, no more.
    """

    def __init__(self, marks: bytes) -> None:
        self._as_space = bytes.maketrans(marks, b" " * len(marks))
        self._words: set[bytes] = set()
        self._pieces: list[bytes] = []
        self._is_full = False

    def take(self, text: bytes) -> None:
        """Note the words of a text: a hundred jobs are a fifth of a millisecond."""
        if self._is_full:
            return
        new = set(self._split(text)).difference(self._words)
        if len(self._words) + len(new) > _MOST:
            self._is_full = True
            self._words.clear()
            self._pieces.clear()
        elif new:
            self._words |= new
            self._keep(b" ".join(new))

    def lacks(self, needle: bytes) -> bool:
        """Whether no text that was taken can have it; False where that can't be told so."""
        if self._is_full:
            return False
        return any(not any(part in piece for piece in self._pieces) for part in self._split(needle))

    def _split(self, text: bytes) -> list[bytes]:
        return text.translate(self._as_space).split()

    def _keep(self, words: bytes) -> None:
        if self._pieces and len(self._pieces[-1]) + len(words) < _PIECE:
            self._pieces[-1] += b" " + words
        else:
            self._pieces.append(words)
