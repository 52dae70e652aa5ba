"""Pure rules over API keys: what is the key in a pasted text."""

from __future__ import annotations

import unicodedata

from whisul_desktop.core.errors import BadApiKey
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said

MAX_KEY_LENGTH = 1000  # characters; far above any real key, far below a pasted document
_MAX_PASTE_LENGTH = 10_000
_SHORTEST_SECRET = 8  # characters: fewer, as the demo's key has, may stand in any sentence
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "„": "“", "«": "»"}
_PREFIXES = ("authorization:", "bearer")


def clean_key(pasted: str) -> str:
    """The key in what was pasted, without what copying adds around it.

    Taken off, however often and in whatever order: white space, line ends and invisible
    characters around it, matching quotes, `Authorization:` and `Bearer`. What is left must
    be visible ASCII, as an HTTP header needs; the service alone judges the rest.

    Raises BadApiKey whose reason names the character and its place, never the key.
    """
    if len(pasted) > _MAX_PASTE_LENGTH:
        raise BadApiKey(_too_long(len(pasted)))
    key = _unwrapped(pasted)
    if not key:
        raise BadApiKey(Said(QT_TRANSLATE_NOOP("wording", "it is empty")))
    for position, character in enumerate(key, start=1):
        if not "!" <= character <= "~":
            raise BadApiKey(_strange(position, character))
    if len(key) > MAX_KEY_LENGTH:
        raise BadApiKey(_too_long(len(key)))
    return key


def without_key(key: str, words: str) -> str:
    """What the service said: some gateways quote the header that they refuse."""
    return words.replace(key, "[key]") if len(key) >= _SHORTEST_SECRET else words


def _unwrapped(text: str) -> str:
    start, end = 0, len(text)  # indices, so that a thousand quotes cost no thousand copies
    while True:
        while start < end and _is_blank(text[start]):
            start += 1
        while end > start and _is_blank(text[end - 1]):
            end -= 1
        if end - start >= 2 and _QUOTES.get(text[start]) == text[end - 1]:
            start, end = start + 1, end - 1
        elif skipped := _prefix_length(text, start, end):
            start += skipped
        else:
            return text[start:end]


def _prefix_length(text: str, start: int, end: int) -> int:
    """How many characters of a header's words stand at `start`."""
    for prefix in _PREFIXES:
        after = start + len(prefix)
        # A key may itself begin with these letters: only a whole word is a prefix.
        if (
            after <= end
            and text[start:after].lower() == prefix
            and (after == end or prefix.endswith(":") or _is_blank(text[after]))
        ):
            return len(prefix)
    return 0


def _is_blank(character: str) -> bool:
    """White space, a control character, or one that cannot be seen (BOM, zero-width)."""
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}


def _strange(position: int, character: str) -> Said:
    """The character in words: its name, and itself where it can be seen."""
    name = unicodedata.name(character, "").lower()
    match character:
        case " ":
            words = QT_TRANSLATE_NOOP("wording", "character {position} is a space")
        case "\n" | "\r":
            words = QT_TRANSLATE_NOOP("wording", "character {position} is a line break")
        case "\t":
            words = QT_TRANSLATE_NOOP("wording", "character {position} is a tab")
        case _ if not name:
            words = QT_TRANSLATE_NOOP(
                "wording", "character {position} is an invisible character ({code})"
            )
        case _ if _is_blank(character):
            words = QT_TRANSLATE_NOOP(
                "wording", "character {position} is an invisible character, {name} ({code})"
            )
        case _:
            words = QT_TRANSLATE_NOOP(
                "wording", "character {position} is “{character}”, {name} ({code})"
            )
    code = f"U+{ord(character):04X}"
    return Said(words, position=position, character=character, name=name, code=code)


def _too_long(length: int) -> Said:
    words = QT_TRANSLATE_NOOP("wording", "it has {length} characters, more than {most}")
    return Said(words, length=length, most=MAX_KEY_LENGTH)
