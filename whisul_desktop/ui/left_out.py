"""Words for songs that were left out of what was asked for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from whisul_desktop.core.errors import MediaError
from whisul_desktop.ui import wording

if TYPE_CHECKING:
    from whisul_desktop.services.export import NotSaved

_MOST = 5  # titles in a notice
_LONGEST = 60  # characters of one of them


def problem_lines(songs: Sequence[NotSaved]) -> list[str]:
    """For a dialog: each reason with the titles below it."""
    reasons: dict[str, list[str]] = {}  # a full disk is one reason for all
    for song in songs:
        reasons.setdefault(wording.error_text(song.error), []).append(song.title)
    return [line for reason, titles in reasons.items() for line in (reason, *titles, "")]


def left_out_text(songs: Sequence[NotSaved]) -> str:
    """For a notice: a line for each reason, with some titles; "" where nothing was left out."""
    reasons: dict[str, list[str]] = {}
    for song in songs:
        # without what tells one file from the other
        reason = wording.error_text(MediaError(song.error.trouble))
        reasons.setdefault(reason, []).append(_short(song.title))
    text = QCoreApplication.translate("left_out", "Left out: {titles}. {reason}")
    return "\n".join(
        text.format(titles=", ".join([*titles[:_MOST], *["…"] * (len(titles) > _MOST)]), reason=why)
        for why, titles in reasons.items()
    )


def _short(title: str) -> str:
    title = wording.one_line(title)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
