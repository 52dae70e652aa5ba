"""A folder of songs small enough to be written anew by every test, and real enough to play."""

from __future__ import annotations

import base64
import json
from pathlib import Path

# 48 × 48 pixels.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZG"
    "NywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09P"
    "T09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAwADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAA"
    "AAMG/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/xAAYAQEAAwEAAAAAAAAAAAAAAAAAAgMEBf/EABYRAQEBAAAAAAAA"
    "AAAAAAAAAAARE//aAAwDAQACEQMRAD8Ay0krSS11XmjJK0klM0ZJWkkpmrJK0ko10M0ZJWkkpmjJK0klM1ZJVklG"
    "t+aUkqySUzSklWSSmb//2Q=="
)
# One frame of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz, stereo; 26 ms.
_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
SONGS = (
    ("Midnight Grid", 140, "trap, dark, 808s, synth, bass"),
    ("Rain on Tin", 72, "lo-fi, rain, piano, calm"),
    ("Paper Planes Home", 118.5, "indie, guitar, warm"),
)


def mp3(seconds: float = 2.0) -> bytes:
    """A silent MP3 that every player and mutagen read."""
    return _FRAME * round(seconds * 44_100 / 1152)


def make_media(folder: Path, seconds: float = 2.0) -> Path:
    """Write songs.json, audio and covers into `folder`; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    songs = []
    for number, (title, bpm, tags) in enumerate(SONGS, 1):
        name = f"song-{number}"
        (folder / f"{name}.mp3").write_bytes(mp3(seconds))
        (folder / f"{name}.jpg").write_bytes(JPEG)
        songs.append(
            {
                "title": title,
                "bpm": bpm,
                "duration": f"{round(seconds) // 60}:{round(seconds) % 60:02}",
                "tags": tags,
                "audio": f"{name}.mp3",
                "cover": f"{name}.jpg",
            }
        )
    (folder / "songs.json").write_text(json.dumps(songs), "utf-8")
    return folder
