"""The language of the search field in plain words: what each field means, what was wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from whisul_desktop.core.query import Problem, ProblemKind, meant_term
from whisul_desktop.ui.wording import QT_TRANSLATE_NOOP, one_line

translate = QCoreApplication.translate

_FIELDS = {
    "tag": QT_TRANSLATE_NOOP("search", "A tag, or how it begins"),
    "is": QT_TRANSLATE_NOOP("search", "What you think of it"),
    "status": QT_TRANSLATE_NOOP("search", "Where it stands"),
    "bpm": QT_TRANSLATE_NOOP("search", "Tempo"),
    "len": QT_TRANSLATE_NOOP("search", "Length"),
    "stars": QT_TRANSLATE_NOOP("search", "Your stars"),
    "made": QT_TRANSLATE_NOOP("search", "When it was made"),
}
EXAMPLES = {  # of the fields whose values can't be listed
    "bpm": ("120..128", ">90", "140"),
    "len": ("<3:00", "2:00..3:00"),
    "stars": (">=4", "5"),
    "made": ("today", "yesterday", "week"),
}
HELP = (  # what can be typed, and what it finds
    ("rain piano", QT_TRANSLATE_NOOP("search", "Both words, anywhere")),
    ('"rain on tin"', QT_TRANSLATE_NOOP("search", "These words in a row")),
    ("-vocals", QT_TRANSLATE_NOOP("search", "Not this; works before anything")),
    ("tag:lofi", QT_TRANSLATE_NOOP("search", "With this tag")),
    ("tag:lo*", QT_TRANSLATE_NOOP("search", "With a tag that begins so")),
    ("bpm:120..128", QT_TRANSLATE_NOOP("search", "A range of tempo; also bpm:>90")),
    ("len:<3:00", QT_TRANSLATE_NOOP("search", "Shorter than three minutes")),
    ("stars:>=4", QT_TRANSLATE_NOOP("search", "Four stars or more")),
    ("is:favourite", QT_TRANSLATE_NOOP("search", "Also rated, unrated, rejected, noted")),
    ("status:ready", QT_TRANSLATE_NOOP("search", "Also generating, waiting, failed")),
    ("made:today", QT_TRANSLATE_NOOP("search", "Also yesterday, week, 2026-02, >2026-02-01")),
)
_PROBLEMS = {
    ProblemKind.UNKNOWN_FIELD: QT_TRANSLATE_NOOP(
        "search", "“{term}” is not understood: put it in quotes to look for these words."
    ),
    ProblemKind.UNFINISHED: QT_TRANSLATE_NOOP("search", "“{term}” still needs a value."),
    ProblemKind.NUMBER: QT_TRANSLATE_NOOP(
        "search", "“{term}” is not understood: use bpm:120, bpm:>90 or bpm:120..128."
    ),
    ProblemKind.LENGTH: QT_TRANSLATE_NOOP(
        "search", "“{term}” is not understood: use len:<3:00 or len:2:00..3:00."
    ),
    ProblemKind.STARS: QT_TRANSLATE_NOOP(
        "search", "“{term}” is not understood: use stars:5, stars:>=4 or stars:1..3."
    ),
    ProblemKind.DATE: QT_TRANSLATE_NOOP(
        "search",
        "“{term}” is not understood: use made:today, made:week, made:2026-02 or made:2026-02-17.",
    ),
    ProblemKind.STATUS: QT_TRANSLATE_NOOP(
        "search",
        "“{term}” is not understood: use ready, generating, waiting, failed, unconfirmed, "
        "rejected or expired.",
    ),
    ProblemKind.FLAG: QT_TRANSLATE_NOOP(
        "search",
        "“{term}” is not understood: use favourite, rated, unrated, rejected or noted.",
    ),
}
_MEANT = QT_TRANSLATE_NOOP("search", "“{term}” is not understood. Did you mean {meant}?")
_LONGEST = 40  # characters of a term that are shown
_MOST = 4  # terms that are told of


def field_text(name: str) -> str:
    """What a field of the language is about."""
    return translate("search", _FIELDS[name])


def problems_text(text: str, problems: Sequence[Problem]) -> str:
    """What is wrong in this search text, a line for each term, and what would be right."""
    lines = dict.fromkeys(_problem_text(text, problem) for problem in problems)  # each once
    return "\n".join([*list(lines)[:_MOST], *["…"] * (len(lines) > _MOST)])


def _problem_text(text: str, problem: Problem) -> str:
    term = text[problem.start : problem.end]
    meant = meant_term(term) if problem.kind is ProblemKind.UNKNOWN_FIELD else None
    words = _PROBLEMS[problem.kind] if meant is None else _MEANT
    told = translate("search", words).replace("{meant}", _short(meant or ""))
    return told.replace("{term}", _short(term))


def _short(term: str) -> str:
    term = one_line(term)
    return term if len(term) <= _LONGEST else term[: _LONGEST - 1] + "…"
