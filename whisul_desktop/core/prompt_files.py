"""Prompts out of a file that somebody wrote elsewhere: lines of text, or a table's column."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from whisul_desktop.core.batches import with_plain_breaks
from whisul_desktop.core.errors import WhisulError

MAX_BYTES = 1_000_000  # of a file; a table has other columns too
TEXT_SUFFIXES = (".txt", ".text")
TABLE_SUFFIXES = (".csv", ".tsv")

_MARKS = (  # UTF-32's begins like UTF-16's
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4_000  # bytes that tell UTF-16 without a mark
_DELIMITERS = ",;\t|"
_SNIFFED = 50  # rows that tell the delimiter
_LONGEST_NAME = 40  # characters of a column's name
_PROMPT_NAMES = ("prompt", "prompts", "description", "descriptions", "text", "song", "idea")
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 32), 127)))


class FileProblem(StrEnum):
    """Why a file gives no prompts."""

    UNREADABLE = "unreadable"  # gone, a folder, not allowed
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    EMPTY = "empty"


class PromptFileError(WhisulError):
    """A file that gives no prompts. `detail` is the system's reason where it gave one."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.detail = detail


class RowProblem(StrEnum):
    """Why a row of a table gives no prompt."""

    QUOTES = "quotes"  # opened and never closed, or text goes on after them
    CELLS = "cells"  # more than the columns have names: which is the prompt can't be said
    EMPTY = "empty"  # other columns have something, the chosen one has not


@dataclass(frozen=True, slots=True)
class RowTrouble:
    line: int  # where the row begins in the file, from 1
    problem: RowProblem


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file's rows, blank ones left out. Whether the first names the columns is a guess."""

    rows: tuple[Row, ...]
    troubles: tuple[RowTrouble, ...]  # rows that could not be read at all

    def is_headed(self) -> bool:
        """Whether the first row looks like the names of the columns."""
        names = [cell.strip() for cell in self.rows[0].cells] if self.rows else []
        if any(name.casefold() in _PROMPT_NAMES for name in names):
            return True
        return (
            len(names) > 1
            and len(set(names)) == len(names)
            and all(0 < len(name) <= _LONGEST_NAME and not _is_number(name) for name in names)
        )

    def columns(self, *, headed: bool) -> tuple[str, ...]:
        """The columns' names, "" for those that have none."""
        if headed and self.rows:
            return tuple(" ".join(cell.split()) for cell in self.rows[0].cells)
        return ("",) * max((len(row.cells) for row in self.rows), default=0)

    def likely_column(self, *, headed: bool) -> int:
        """The one called "prompt" or the like, else the one with the most text."""
        names = [name.casefold() for name in self.columns(headed=headed)]
        for name in _PROMPT_NAMES:
            if name in names:
                return names.index(name)
        written = [
            sum(len(row.cells[column]) for row in self.rows[headed:] if column < len(row.cells))
            for column in range(len(names))
        ]
        return written.index(max(written)) if written else 0

    def prompts(self, column: int, *, headed: bool) -> tuple[tuple[str, ...], list[RowTrouble]]:
        """The column's cells in order, each on one line, and the rows that give none."""
        most = len(self.columns(headed=headed))
        prompts: list[str] = []
        troubles = list(self.troubles)
        for row in self.rows[headed:]:
            prompt = _on_one_line(row.cells[column]) if column < len(row.cells) else ""
            if any(cell.strip() for cell in row.cells[most:]):
                troubles.append(RowTrouble(row.line, RowProblem.CELLS))
            elif prompt:
                prompts.append(prompt)
            else:
                troubles.append(RowTrouble(row.line, RowProblem.EMPTY))
        return tuple(prompts), sorted(troubles, key=lambda trouble: trouble.line)


def read_prompt_file(name: str, content: bytes) -> str | Table:
    """A table where the file's name says so, else its text. Raises PromptFileError."""
    if len(content) > MAX_BYTES:
        raise PromptFileError(FileProblem.TOO_LARGE)
    text = with_plain_breaks(decode(content))
    if sum(map(text.count, _CONTROLS)) > max(8, len(text) // 20):
        raise PromptFileError(FileProblem.NOT_TEXT)
    if not text.strip():
        raise PromptFileError(FileProblem.EMPTY)
    return read_table(text) if name.casefold().endswith(TABLE_SUFFIXES) else text


def decode(content: bytes) -> str:
    """Text in whatever encoding: by its mark, by its look, at last line by line, so that one
    line in another encoding spoils no other. Never raises."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    # every second byte of Latin text in UTF-16 is zero
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 4 > len(sample) and even * 8 < odd:
        return content.decode("utf-16-le", "replace")
    if even * 4 > len(sample) and odd * 8 < even:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, content.split(b"\n")))


def read_table(text: str) -> Table:
    """Read CSV with any of the usual delimiters. A row that is broken ends at its line, and
    the next begins as if nothing had been. Never raises."""
    rows: list[Row] = []
    troubles: list[RowTrouble] = []
    for row in _rows(text, _delimiter(text)):
        if isinstance(row, RowTrouble):
            troubles.append(row)
        elif any(cell.strip() for cell in row.cells):
            rows.append(row)
    return Table(tuple(rows), tuple(troubles))


def _delimiter(text: str) -> str:
    """The one that gives most rows as many cells as the first has; "" where none does."""
    best = (0.0, 0, "")
    for delimiter in _DELIMITERS:
        sample = list(islice(_rows(text, delimiter), _SNIFFED))
        counts = [len(row.cells) for row in sample if isinstance(row, Row)]
        if counts and counts[0] > 1:
            alike = counts.count(counts[0]) / len(sample)
            best = max(best, (alike, counts[0], delimiter))
    return best[2]


def _rows(text: str, delimiter: str) -> Iterator[Row | RowTrouble]:
    mark = re.escape(delimiter)
    # possessive: whether a quote is ever closed is found out in one go
    quotes = r' *+"((?:[^"]++|"")*+)" *+'
    cell = re.compile(rf"(?:{quotes}(?=[{mark}\n]|\Z)|([^{mark}\n]*+))({mark})?")
    position, line = 0, 1
    while position < len(text):
        cells: list[str] = []
        end = position
        sound = True
        for found in cell.finditer(text, position):
            quoted, plain, more = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            # without a delimiter the line is the cell, whatever it begins with
            if quoted is None and delimiter and plain.lstrip(" ").startswith('"'):
                sound = False
            end = found.end()
            if not more:
                break
        if not sound:
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
        yield Row(line, tuple(cells)) if sound else RowTrouble(line, RowProblem.QUOTES)
        line += text.count("\n", position, end) + 1
        position = end + 1


def _decode_line(line: bytes) -> str:
    # Windows' Western encoding has letters where Latin-1 has controls, and a few gaps
    for encoding in ("utf-8", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return line.decode(encoding)
    return line.decode("latin-1")


def _on_one_line(cell: str) -> str:
    return " ".join(part for line in cell.splitlines() if (part := line.strip()))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdigit()
