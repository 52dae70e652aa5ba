"""The songs that the look-alike can "make", and which one a prompt gets."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

_log = logging.getLogger(__name__)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class DemoSong:
    """One song of `songs.json`; `audio` and `cover` are file names beside it."""

    title: str
    bpm: float
    duration: str  # "m:ss", as the service gives it
    tags: str  # comma-separated, as the service gives them
    audio: str
    cover: str

    @property
    def words(self) -> frozenset[str]:
        return frozenset(_words(f"{self.title} {self.tags}"))


# The documentation's own example, for a folder without songs: its links answer 404.
EXAMPLE = DemoSong(
    "Midnight Grid", 140, "2:47", "trap, dark, 808s, synth, bass", "81fa5ff7.mp3", "81fa5ff7.jpg"
)


def load_songs(folder: Path) -> tuple[DemoSong, ...]:
    """The songs of `folder/songs.json`; the documentation's example where there are none."""
    try:
        entries: Any = json.loads((folder / "songs.json").read_text("utf-8"))
        songs = tuple(_song(cast("dict[str, Any]", entry)) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("no demo songs in %s: %r", folder, error)
        songs = ()
    return songs or (EXAMPLE,)


def choose(songs: Sequence[DemoSong], prompt: str, recent: Sequence[str]) -> DemoSong:
    """The song that fits the prompt's words best, rather one not heard lately.

    `recent`: the audio files of earlier jobs, oldest first. Two jobs in a row differ
    wherever there are two songs.
    """
    wanted = set(_words(prompt))
    window = list(recent[-(len(songs) - 1) :]) if len(songs) > 1 else []

    def rank(song: DemoSong) -> tuple[bool, float, int]:
        last = bool(window) and window[-1] == song.audio
        # A match of words outweighs one earlier use of the song, not many.
        fit = len(wanted & song.words) - 1.5 * window.count(song.audio)
        age = window[::-1].index(song.audio) if song.audio in window else len(window)
        return not last, fit, age

    return max(songs, key=rank)


def _song(entry: dict[str, Any]) -> DemoSong:
    tags: Any = entry["tags"]
    duration: Any = entry["duration"]
    if not isinstance(duration, str):
        duration = f"{round(duration) // 60}:{round(duration) % 60:02}"
    return DemoSong(
        title=str(entry["title"]),
        bpm=entry["bpm"],
        duration=duration,
        tags=tags if isinstance(tags, str) else ", ".join(tags),
        audio=str(entry["audio"]),
        cover=str(entry["cover"]),
    )


def _words(text: str) -> list[str]:
    # "lo-fi" and "lofi", "808s" and "808" are one word to a listener.
    return [word.removesuffix("s") for word in _WORD.findall(text.lower().replace("-", ""))]
