"""Pure rules that make folders and a file name out of a template such as `{title} [{bpm}]`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from whisul_desktop.core.naming import MAX_STEM_BYTES, cut, file_name, safe_part, visible
from whisul_desktop.core.types import Job

DEFAULT_TEMPLATE = "{title}"
FIELDS = ("title", "bpm", "tags", "tag1", "prompt", "date", "id8", "n")
MAX_TEMPLATE = 300  # characters
_MAX_FOLDERS = 8
_DATE = "%Y-%m-%d"
_DATE_CODES = frozenset("aAbBdHIjmMpSVGuyY%")  # those that every system's strftime knows
_DATE_PIECE = re.compile(r"%.|[^%]+|%", re.DOTALL)
_WIDE = frozenset({"n", "bpm"})  # the fields that take a width
_WIDTH = re.compile(r"0?[1-9]")
_SHORTEST = 12  # bytes of a text field that are left where the others need the room

# In a name being put together: a field that has a value, and one that has none.
_VALUE, _NONE = "\x01", "\x00"
_GAP = r"[\s,;:·•|+&_~=#@.–—-]"  # what only separates
_EMPTY_BRACKETS = re.compile(rf"[(\[{{<]{_GAP}*{_NONE}(?:{_GAP}|{_NONE})*[)\]}}>]")
_UNIT = re.compile(rf"[^\W_]*{_NONE}[^\W_]*")  # letters that belong to the missing value
_AROUND = re.compile(rf"({_GAP}*){_NONE}({_GAP}*)")


class TemplateTrouble(StrEnum):
    """What is wrong at some place of a template."""

    UNKNOWN_FIELD = "unknown_field"
    BAD_FORMAT = "bad_format"  # what stands after the colon
    UNCLOSED = "unclosed"  # { without }
    STRAY = "stray"  # } without {
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A mistake between two places of the template's text."""

    start: int
    end: int
    trouble: TemplateTrouble
    text: str  # what stands there


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str  # as it is, or the field's format
    field: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read. One with problems is used without the pieces they are in."""

    folders: tuple[tuple[_Piece, ...], ...]
    name: tuple[_Piece, ...]
    problems: tuple[TemplateProblem, ...]

    def parts(
        self, job: Job, *, number: int | None = None, total: int = 1, suffix: str = ".mp3"
    ) -> tuple[str, ...]:
        """Folders, outermost first, and at last the file's name.

        `number` is the song's place among the `total` that are saved together; `{n}` has as
        many digits as `total`. Every part is a safe name on every system, with at most 120
        bytes before the suffix. What has no value leaves nothing behind, not even a folder.
        """
        counted = "" if number is None else str(number).zfill(len(str(total)))
        texts = [_rendered(pieces, job, counted) for pieces in self.folders]
        folders = [safe_part(text) for text in texts]
        name = file_name(_rendered(self.name, job, counted), suffix, fallback=job.title)
        return (*[folder for folder in folders if folder][:_MAX_FOLDERS], name)


def parse(text: str) -> Template:
    """Read a template; never raises.

    `{field}` or `{field:format}`; `{{` and `}}` are braces; `/` and `\\` make folders, also in a
    date's format. `{date}` takes strftime's codes, `{n}` and `{bpm}` a width such as 03.
    """
    return _Reader(text).read()


class _Reader:
    """Takes a template apart."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[list[_Piece]] = [[]]
        self._problems: list[TemplateProblem] = []

    def read(self) -> Template:
        text = self._text
        if not text.strip():
            self._wrong(0, len(text), TemplateTrouble.EMPTY)
        if len(text) > MAX_TEMPLATE:
            self._wrong(MAX_TEMPLATE, len(text), TemplateTrouble.TOO_LONG)
        for match in re.finditer(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+", text):
            start, end = match.span()
            if match.group() == "{":
                self._wrong(start, len(text), TemplateTrouble.UNCLOSED)
                break  # what follows was meant to be in it
            if match.group() == "}":
                self._wrong(start, end, TemplateTrouble.STRAY)
            elif match.group(1) is not None:
                self._field(match.group(1), start, end)
            else:
                self._literal("{" if match.group() == "{{" else match.group().replace("}}", "}"))
        *folders, name = (tuple(part) for part in self._parts)
        return Template(tuple(folders), name, tuple(self._problems))

    def _field(self, inside: str, start: int, end: int) -> None:
        name, colon, form = inside.partition(":")
        if name not in FIELDS:
            self._wrong(start, end, TemplateTrouble.UNKNOWN_FIELD)
        elif colon and not _is_format(name, form):
            self._wrong(end - 1 - len(form), end - 1, TemplateTrouble.BAD_FORMAT)
        elif name != "date":
            self._parts[-1].append(_Piece(form, name))
        else:
            for piece in _DATE_PIECE.findall(form or _DATE):
                if piece.startswith("%") and piece != "%%":
                    self._parts[-1].append(_Piece(piece, name))
                else:
                    self._literal(piece.replace("%%", "%"))

    def _literal(self, text: str) -> None:
        first, *others = text.replace("\\", "/").split("/")
        self._parts[-1].append(_Piece(first))
        self._parts.extend([_Piece(other)] for other in others)

    def _wrong(self, start: int, end: int, trouble: TemplateTrouble) -> None:
        self._problems.append(TemplateProblem(start, end, trouble, self._text[start:end]))


def _is_format(name: str, form: str) -> bool:
    if name == "date":
        return bool(form) and all(
            len(piece) == 2 and piece[1] in _DATE_CODES
            for piece in _DATE_PIECE.findall(form)
            if piece.startswith("%")
        )
    return name in _WIDE and _WIDTH.fullmatch(form) is not None


def _rendered(pieces: tuple[_Piece, ...], job: Job, counted: str) -> str:
    """One part of the path, not yet safe: without the litter of missing values."""
    values: list[str] = []
    skeleton = ""
    missing = ""  # the field before, where it has no value
    for piece in pieces:
        if not piece.field:
            text = "".join(letter for letter in piece.text if letter not in (_VALUE, _NONE))
            if missing == "bpm":
                text = re.sub(r"^\s?bpm\b", "", text, flags=re.IGNORECASE)
            skeleton += text
            missing = missing if piece.text == "" else ""
            continue
        value = visible(_value(piece, job, counted))
        missing = "" if value else piece.field
        skeleton += _VALUE if value else _NONE
        if value:
            values.append(value)
    skeleton = _tidy(skeleton)
    _shorten(values, len(skeleton.replace(_VALUE, "").encode(errors="replace")))
    filled = iter(values)
    return re.sub(_VALUE, lambda _match: next(filled), skeleton)


def _tidy(skeleton: str) -> str:
    """Take missing values out together with what only belonged to them."""
    skeleton = _UNIT.sub(_NONE, skeleton)
    while (tidier := _EMPTY_BRACKETS.sub(_NONE, skeleton)) != skeleton:
        skeleton = tidier
    while (match := _AROUND.search(skeleton)) is not None:
        before, after = skeleton[: match.start()], skeleton[match.end() :]
        at_edge = not before or not after or before[-1] in "([{<" or after[0] in ")]}>"
        closes = bool(before) and bool(after) and after[0] in ")]}>"
        between = "" if at_edge or closes else match.group(1) or match.group(2)
        skeleton = before + between + after
    return skeleton


def _shorten(values: list[str], others: int) -> None:
    """Cut the longest values where all would not fit: what comes after them matters too."""
    while values:
        sizes = [len(value.encode()) for value in values]
        excess = sum(sizes) + others - MAX_STEM_BYTES
        longest = max(range(len(values)), key=sizes.__getitem__)
        if excess <= 0 or sizes[longest] <= _SHORTEST:
            return
        runner_up = max([size for at, size in enumerate(sizes) if at != longest], default=0)
        values[longest] = cut(
            values[longest],
            max(_SHORTEST, sizes[longest] - excess, min(runner_up, sizes[longest] - 1)),
        )


def _value(piece: _Piece, job: Job, counted: str) -> str:
    width = int(piece.text or 0) if piece.field in _WIDE else 0
    bpm = job.song.bpm if job.song else None
    values: dict[str, Callable[[], str]] = {
        "title": lambda: job.title,
        "bpm": lambda: "" if bpm is None else f"{bpm:g}".zfill(width),
        "tags": lambda: ", ".join(job.tags),
        "tag1": lambda: job.tags[0] if job.tags else "",
        "prompt": lambda: job.prompt,
        "date": lambda: _date(job, piece.text),
        "id8": lambda: (job.server_id or job.id)[:8],
        "n": lambda: counted and counted.zfill(width),
    }
    return values[piece.field]()


def _date(job: Job, code: str) -> str:
    """Of the local day on which the song was made."""
    try:
        moment = datetime.fromtimestamp(job.made_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""  # out of what a calendar holds
    text = moment.strftime(code)
    return text.zfill(4) if code in {"%Y", "%G"} else text
