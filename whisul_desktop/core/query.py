"""The language of the search field: text to terms and back.

Words are ANDed: `rain "tin roof" -piano bpm:120..128 tag:lofi is:favourite made:2026-02`.
What is wrong in a text is named with its place, and the rest still filters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from whisul_desktop.core.query_terms import (
    STATUS_WORDS,
    Flag,
    Is,
    Made,
    Number,
    NumberField,
    Status,
    Tag,
    Term,
    Words,
    fold,
    has_flag,
    holds,
    id_text,
    number_of,
    search_text,
)
from whisul_desktop.core.query_values import (
    number_text,
    read_flag,
    read_made,
    read_number,
    read_status,
)
from whisul_desktop.core.types import Job

__all__ = [
    "FIELDS",
    "STATUS_WORDS",
    "Flag",
    "Is",
    "Made",
    "Number",
    "NumberField",
    "Problem",
    "ProblemKind",
    "Query",
    "Status",
    "Tag",
    "Term",
    "Words",
    "fold",
    "has_flag",
    "has_term",
    "id_text",
    "matches",
    "meant_term",
    "number_of",
    "parse",
    "search_text",
    "tag_as_typed",
    "term_text",
    "to_text",
    "with_term",
    "without_term",
]

FIELDS = ("tag", "is", "status", "bpm", "len", "stars", "made")  # in the order to offer them
_ALIASES = {"tags": "tag", "duration": "len", "created": "made"}  # what the columns are called
_QUOTED = r'"(?:[^"]|"")*"?'  # "" inside means "; a quote that is still open runs to the end
_TOKEN = re.compile(
    rf"""(?P<minus>-(?=\S))?
    (?:(?P<name>[A-Za-z]{{2,}}):(?!//))?
    (?:(?P<quoted>{_QUOTED})(?P<star>\*?)|(?P<bare>\S*))""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_PLAIN = re.compile(r'[^\s":*-][^\s":*]*')  # needs no quotes, wherever it stands
_ANY_DAY = date(2000, 1, 1)  # where only the words of a term matter


class ProblemKind(StrEnum):
    UNKNOWN_FIELD = "unknown field"
    UNFINISHED = "unfinished"  # a field without a value yet
    NUMBER = "number"
    LENGTH = "length"
    STARS = "stars"
    DATE = "date"
    STATUS = "status"
    FLAG = "flag"


_KINDS = {
    "bpm": ProblemKind.NUMBER,
    "len": ProblemKind.LENGTH,
    "stars": ProblemKind.STARS,
    "made": ProblemKind.DATE,
    "status": ProblemKind.STATUS,
    "is": ProblemKind.FLAG,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """text[start:end] is no term."""

    start: int
    end: int
    kind: ProblemKind


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()  # all of them are to hold
    problems: tuple[Problem, ...] = ()  # by their place in the text


def parse(text: str, today: date) -> Query:
    """What `text` asks for; any text is fine. `today` is the local date of `made:today`."""
    terms: list[Term] = []
    problems: list[Problem] = []
    for start, end, found in _read(text, today):
        if isinstance(found, ProblemKind):
            problems.append(Problem(start, end, found))
        else:
            terms.append(found)
    return Query(tuple(terms), tuple(problems))


def matches(job: Job, query: Query) -> bool:
    """Whether all terms are true of the job."""
    return all(holds(job, term) is not term.negated for term in query.terms)


def to_text(query: Query) -> str:
    """A text that `parse` makes the same terms of."""
    return " ".join(term_text(term) for term in query.terms)


def term_text(term: Term) -> str:
    """One term as the user would write it."""
    match term:
        case Words(text):
            words = _quoted(text)
        case Tag(text, prefix):
            words = f"tag:{_quoted(text) if text else ''}{'*' if prefix else ''}"
        case Number(field):
            words = f"{field}:{number_text(term)}"
        case Status(statuses):
            known = (word for word, group in STATUS_WORDS.items() if group <= statuses)
            words = f"status:{','.join(known)}"
        case Is(flag):
            words = f"is:{flag}"
        case Made():
            words = f"made:{term.text}"
    return f"-{words}" if term.negated else words


def has_term(text: str, term: Term) -> bool:
    """Whether `text` asks for it."""
    wanted = term_text(term)
    return any(term_text(found) == wanted for found in parse(text, _ANY_DAY).terms)


def with_term(text: str, term: Term) -> str:
    """`text` that asks for `term` too, in place of its opposite. It comes first, where a quote
    that is still open does not swallow it."""
    if has_term(text, term):
        return text
    rest = without_term(text, replace(term, negated=not term.negated))
    return f"{term_text(term)} {rest}" if rest else term_text(term)


def without_term(text: str, term: Term) -> str:
    """`text` that no longer asks for `term`; all else stays as it was written."""
    wanted = term_text(term)
    for start, end, found in reversed(list(_read(text, _ANY_DAY))):
        if not isinstance(found, ProblemKind) and term_text(found) == wanted:
            before, after = text[:start].rstrip(), text[end:].lstrip()
            text = f"{before} {after}" if before and after else before + after
    return text


def meant_term(text: str) -> str | None:
    """`text`, a term of an unknown field, as it may have been meant: `bpm:120` for `bmp:120`."""
    from difflib import get_close_matches  # only where something is wrong

    name, _, value = text.lstrip("-").partition(":")
    names = get_close_matches(name.casefold(), (*FIELDS, *_ALIASES), 1)
    meant = [f"{text[: text.index(name)]}{near}:{value}" for near in names]
    return next((term for term in meant if not parse(term, _ANY_DAY).problems), None)


def tag_as_typed(text: str, is_tag: Callable[[str], bool]) -> str:
    """What `text` asks for while its end is being typed: a tag there that is none yet, folded,
    stands for all that begin like it."""
    found = list(_read(text, _ANY_DAY))
    start, end, term = found[-1] if found else (0, 0, None)
    if not isinstance(term, Tag) or term.prefix or term.negated or is_tag(term.text):
        return text
    if end < len(text) or text.endswith('"'):
        return text  # it is complete
    return text[:start] + term_text(replace(term, prefix=True))


def _read(text: str, today: date) -> Iterator[tuple[int, int, Term | ProblemKind]]:
    place = 0
    while True:
        space = _SPACE.match(text, place)
        place = space.end() if space else place
        if place >= len(text):
            return
        token = _TOKEN.match(text, place)
        assert token is not None  # `bare` takes what nothing else does  # noqa: S101
        found = _term(token, today)
        if found is not None:
            yield token.start(), token.end(), found
        place = token.end()


def _term(token: re.Match[str], today: date) -> Term | ProblemKind | None:
    """None for what says nothing yet: `""`."""
    negated = token["minus"] is not None
    name = (token["name"] or "").casefold()
    name = _ALIASES.get(name, name)
    quoted: str | None = token["quoted"]
    value = _unquoted(quoted) if quoted is not None else token["bare"]
    if name in FIELDS:
        found = _field_term(name, value, token, today)
        return replace(found, negated=negated) if not isinstance(found, ProblemKind) else found
    if name and value:
        return ProblemKind.UNKNOWN_FIELD
    if quoted == '"':
        value = quoted  # alone it is meant as it stands
    words = fold(f"{token['name']}:" if name else value + (token["star"] or ""))
    return Words(words, negated) if words else None


def _field_term(name: str, value: str, token: re.Match[str], today: date) -> Term | ProblemKind:
    if name == "tag":
        return _tag(value, token)
    if not value:
        return ProblemKind.UNFINISHED
    found: Term | Flag | None
    match name:
        case "bpm" | "len" | "stars":
            found = read_number(NumberField(name), value)
        case "made":
            found = read_made(value, today)
        case "status":
            found = read_status(value)
        case _:
            found = read_flag(value)
    if found is None:
        return _KINDS[name]
    return Is(found) if isinstance(found, Flag) else found


def _tag(value: str, token: re.Match[str]) -> Tag | ProblemKind:
    prefix = bool(token["star"])
    if token["quoted"] is None and value.endswith("*"):
        value, prefix = value[:-1], True
    text = fold(value)
    return Tag(text, prefix) if text or prefix else ProblemKind.UNFINISHED


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', '""') + '"'


def _unquoted(quoted: str) -> str:
    inner = quoted[1:]
    # an odd number of quotes at the end: the last of them closes
    trailing = len(inner) - len(inner.rstrip('"'))
    if trailing % 2:
        inner = inner[:-1]
    return inner.replace('""', '"')
