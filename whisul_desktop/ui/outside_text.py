"""Texts from outside made fit to be shown: on one line, in a tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHOWN = 400  # characters that one line can ever show: longer texts cost time to lay out
_TOOLTIP = 300  # characters
_WORD = 40  # characters without a place to break


def one_line(text: str) -> str:
    """`text` on one line, cut to what a line can ever show."""
    return " ".join(text[: _SHOWN * 2].split())[:_SHOWN]


def on_a_button(text: str, button: QWidget) -> str:
    """Literally, as words of a button; in a window from right to left "8-bit" stays "8-bit"."""
    literal = text.replace("&", "&&")
    return f"\u2068{literal}\u2069" if button.isRightToLeft() else literal  # a bidi isolate


def tooltip(text: str) -> str:
    """Outside text for a tooltip, shown literally and wrapped.

    Always in tags: Qt guesses whether a tooltip is rich text, and would show the `&amp;`
    of an escaped text that it takes for plain.
    """
    import html  # its table of entities has no part in the start
    import re

    cut = text if len(text) <= _TOOLTIP else text[:_TOOLTIP] + "…"
    # a tooltip is as wide as its longest word
    cut = re.sub(rf"\S{{{_WORD}}}(?=\S)", "\\g<0>\u200b", cut)
    return f"<qt>{html.escape(cut).replace(chr(10), '<br>')}</qt>" if cut else ""
