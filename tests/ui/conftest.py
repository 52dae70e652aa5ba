"""Fixtures of the widget tests. Those of the library side are in library_fixtures.py."""

from __future__ import annotations

from tests.ui.detail_fixtures import cover, look
from tests.ui.player_fixtures import driver, short_song, song, sound

__all__ = ["cover", "driver", "look", "short_song", "song", "sound"]
