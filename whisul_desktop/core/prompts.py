"""Which prompts can be sent at all: checked before anything is saved or leaves."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

# The service documents no limit. Ten thousand characters are about four printed pages and
# at most 40 kB of UTF-8: far more than a description of a song, and a body of sane size.
MAX_CHARACTERS = 10_000


class PromptProblem(StrEnum):
    """Why a prompt is refused."""

    EMPTY = "empty"  # nothing that could be seen
    TOO_LONG = "too_long"
    NUL = "nul"  # U+0000: JSON can carry it, most of what reads it can't
    BAD_TEXT = "bad_text"  # half of a surrogate pair: it can't be written as UTF-8


def prompt_problem(text: str) -> PromptProblem | None:
    """What keeps `text` from being sent as a prompt, None where nothing does."""
    if len(text) > MAX_CHARACTERS:
        return PromptProblem.TOO_LONG
    if "\0" in text:
        return PromptProblem.NUL
    try:
        text.encode()
    except UnicodeEncodeError:
        return PromptProblem.BAD_TEXT
    if not any(_is_visible(character) for character in text):
        return PromptProblem.EMPTY
    return None


def _is_visible(character: str) -> bool:
    # separators, controls and format characters such as the zero-width space show nothing
    return unicodedata.category(character)[0] not in "ZC"
