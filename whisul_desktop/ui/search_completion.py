"""Offers fields, their values and known tags while a search is typed; typing goes on as if it
were not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from whisul_desktop.core.query import FIELDS, STATUS_WORDS, Flag, Tag, fold, term_text
from whisul_desktop.ui.line_list import ROW, LineList
from whisul_desktop.ui.search_words import EXAMPLES, field_text
from whisul_desktop.ui.text_block import announce
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.wording import number_text, one_line

_MOST = 8  # rows
_LEAST = 2  # characters of a bare word before anything is offered
_WIDE = 360  # px
_AT_CARET = re.compile(
    r'(?:^|\s)-?(?P<token>(?:(?P<name>[A-Za-z]{2,}):)?(?P<value>"[^"]*|[^\s"]*))$'
)
_VALUES = {
    "is": tuple(flag.value for flag in Flag),
    "status": tuple(STATUS_WORDS),
    **EXAMPLES,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    text: str  # what comes to stand in place of the token; with a space where it is whole
    detail: str  # what it means


@dataclass(frozen=True, slots=True)
class Suggestions:
    """For text[start:end], the token that ends at the caret."""

    start: int
    end: int
    items: tuple[Suggestion, ...]


def suggest(text: str, caret: int, tags: Sequence[tuple[str, int]]) -> Suggestions | None:
    """What the token that ends at `caret` may become; None where nothing is to be said.

    `tags` are the known ones, folded, with their numbers of songs, the commonest first.
    """
    if caret < len(text) and not text[caret].isspace():
        return None  # in the middle of a word
    found = _AT_CARET.search(text, 0, caret)
    if found is None:
        return None
    name, value = (found["name"] or "").casefold(), found["value"]
    if name:
        offered = _values_of(name, value, tags)
    elif len(value) >= _LEAST and not value.startswith('"'):
        offered = _of_word(fold(value), tags)
    else:
        return None
    typed = found["token"]
    items = tuple(islice((item for item in offered if item.text.rstrip() != typed), _MOST))
    return Suggestions(found.start("token"), caret, items) if items else None


def _values_of(name: str, value: str, tags: Sequence[tuple[str, int]]) -> Iterator[Suggestion]:
    if name == "tag":
        yield from _tags(fold(value.strip('"')), tags, inside=True)
        return
    for known in _VALUES.get(name, ()):
        if known.startswith(value.casefold()):
            yield Suggestion(f"{name}:{known} ", "")


def _of_word(word: str, tags: Sequence[tuple[str, int]]) -> Iterator[Suggestion]:
    for name in FIELDS:
        if name.startswith(word):
            yield Suggestion(f"{name}:", field_text(name))
    for name in ("is", "status"):
        for known in _VALUES[name]:
            if known.startswith(word):
                yield Suggestion(f"{name}:{known} ", field_text(name))
    yield from _tags(word, tags, inside=False)


def _tags(word: str, tags: Sequence[tuple[str, int]], *, inside: bool) -> Iterator[Suggestion]:
    """Those that begin with it, then those that have it inside."""
    later: list[tuple[str, int]] = []
    for tag, count in tags:
        if tag.startswith(word):
            yield _tag(tag, count)
        elif inside and len(later) < _MOST and word in tag:
            later.append((tag, count))
    yield from (_tag(tag, count) for tag, count in later)


def _tag(tag: str, count: int) -> Suggestion:
    return Suggestion(f"{term_text(Tag(tag))} ", number_text(count))


class CompletionPopup(LineList):
    """Lies over the window below its field and never takes the focus."""

    chosen = Signal(int)  # the row

    def __init__(self, look: Look, field: QWidget) -> None:
        super().__init__(look, QCoreApplication.translate("search", "Suggestions"), field.window())
        self._field = field
        self.setProperty("popup", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))
        self.hide()

    def offer(self, items: Sequence[Suggestion]) -> None:
        """Show these; none is chosen yet."""
        self.clear()
        for item in items:
            self.add_line(one_line(item.text), detail=item.detail)
        window, field = self.window(), self._field
        below = field.mapTo(window, QPoint(0, field.height() + 4))
        width = min(max(_WIDE, field.width()), window.width() - 16)
        left = max(8, min(below.x(), window.width() - width - 8))
        self.setGeometry(left, below.y(), width, len(items) * ROW + 10)
        self.raise_()
        self.show()

    def step(self, rows: int) -> None:
        """Up or down, round the end."""
        row = self.currentRow()
        start = row if row >= 0 else (-1 if rows > 0 else 0)
        self.setCurrentRow((start + rows) % self.count())
        announce(self, self.currentItem().text())
