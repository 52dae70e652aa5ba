"""Fixtures of the widget tests. Those of the library side are in library_fixtures.py."""

from __future__ import annotations

import PySide6.QtMultimedia  # noqa: F401 - warns where there is no PipeWire: in no test

from tests.ui.batch_fixtures import make_sender, open_sheet, sender, sheet
from tests.ui.detail_fixtures import cover, look
from tests.ui.player_fixtures import driver, short_song, song, sound
from tests.ui.window_fixtures import lookalike, make_desk, make_world

__all__ = [
    "cover",
    "driver",
    "look",
    "lookalike",
    "make_desk",
    "make_sender",
    "make_world",
    "open_sheet",
    "sender",
    "sheet",
    "short_song",
    "song",
    "sound",
]
