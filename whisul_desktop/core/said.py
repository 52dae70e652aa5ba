"""Texts for people that are made where there is no Qt: in English, and ready to be translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - lupdate looks for this name
    """Marks a text for translation; Qt's own is typed as giving an object."""
    return text


class Said(str):
    """English as it is; `words` and `values` are what ui/wording.py says in another language.

    `words` are marked by QT_TRANSLATE_NOOP("wording", …) and have the names of `values` in braces.
    """

    words: str
    values: dict[str, str | int]

    def __new__(cls, words: str, **values: str | int) -> Self:
        numbers = {name: f"{v:,}" if isinstance(v, int) else v for name, v in values.items()}
        text = super().__new__(cls, words.format(**numbers))
        text.words, text.values = words, values
        return text
