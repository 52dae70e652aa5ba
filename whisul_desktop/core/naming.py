"""Pure rules that make a file name out of a song's title, valid on every system."""

from __future__ import annotations

import unicodedata

MAX_STEM_BYTES = 120  # of UTF-8, before the suffix: room for " (2)" and long folders
_LAST_RESORT = "song"

# What no file name may hold on Windows (and "/" anywhere), as what reads the same.
_READABLE = str.maketrans(
    {"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "(", ">": ")", "?": "", "*": ""}
)
# Letters and symbols by category, and yet nothing to see.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})  # bidi and zero-width, surrogates, no character
_SPACES = frozenset({"Cc", "Zs", "Zl", "Zp"})
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {device + number for device in ("com", "lpt") for number in "0123456789¹²³"}
)


def file_name(title: str, suffix: str, *, fallback: str) -> str:
    """A readable name for a file: `title`, or `fallback` where nothing of it is left, + `suffix`.

    The part before the suffix has at most 120 bytes of UTF-8, cut between characters as a
    person counts them. It holds no separator, control, bidirectional or invisible character,
    is no device name of Windows, is not hidden and ends in neither dot nor space. The result
    is one path component: it never leaves its folder. `suffix` is the caller's own (".mp3").
    """
    return (safe_part(title) or safe_part(fallback) or _LAST_RESORT) + suffix


def numbered(stem: str, number: int) -> str:
    """`stem` as the `number`th of its name, "Title (2)", within the same 120 bytes."""
    mark = f" ({number})"
    return cut(stem, MAX_STEM_BYTES - len(mark)) + mark


def safe_part(text: str) -> str:
    """What `file_name` makes of a text, "" where nothing of it is left: one folder's name."""
    stem = cut(_trimmed(visible(text)), MAX_STEM_BYTES)
    # Windows looks at what stands before the first dot, without the spaces at its end.
    if stem.split(".", 1)[0].rstrip().lower() in _RESERVED:
        stem = cut("_" + stem, MAX_STEM_BYTES)
    return stem


def visible(text: str) -> str:
    """One line of visible characters that a name may hold, in their composed form."""
    text = unicodedata.normalize("NFC", text.replace(": ", " - ")).translate(_READABLE)
    kept: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category in _SPACES:
            kept.append(" ")
        elif category not in _DROPPED and character not in _INVISIBLE:
            kept.append(character)
    # Again composed: what was dropped may have stood between a letter and its accent.
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _trimmed(stem: str) -> str:
    """Without a start that hides the file or reads as an option, nor an end Windows drops."""
    stem = stem.lstrip(" .-").rstrip(" .-")
    while stem and unicodedata.category(stem[0]).startswith("M"):
        stem = stem[1:].lstrip(" .-")  # an accent with nothing to stand on
    return stem


def cut(stem: str, limit: int) -> str:
    """As many whole characters, as a person counts them, as fit into `limit` bytes."""
    if len(stem.encode()) <= limit:
        return stem
    size = 0
    end = 0  # of the last whole cluster that fits
    for position, character in enumerate(stem):
        if not _continues(stem, position):
            end = position
        size += len(character.encode())
        if size > limit:
            # One cluster alone over the limit (stacked accents): cut inside it.
            return stem[: end or position].rstrip(" .-")
    return stem


def _continues(stem: str, position: int) -> bool:
    """Whether the character belongs to the one before: accents, skin tones, flags, jamo."""
    if position == 0:
        return False
    character = stem[position]
    if unicodedata.category(character).startswith("M"):
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\u1160" <= character <= "\u11ff":
        return True
    before = position
    while before > 0 and _is_regional(stem[before - 1]):
        before -= 1
    return _is_regional(character) and (position - before) % 2 == 1


def _is_regional(character: str) -> bool:
    """Half a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"
