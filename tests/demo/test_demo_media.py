"""The demo's songs are what songs.json says: there, playable, tag-free and small in all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3, ID3NoHeaderError
from mutagen.mp3 import MP3

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
SONGS: list[dict[str, Any]] = json.loads((DEMO / "songs.json").read_text("utf-8"))
ALL_BYTES = 4_000_000
COVER_BYTES = 120_000

every_song = pytest.mark.parametrize("song", SONGS, ids=[song["audio"] for song in SONGS])


def seconds(text: str) -> int:
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in (0xC0, 0xC1, 0xC2):
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            return int.from_bytes(data[at + 7 : at + 9], "big"), height
        at += 2 + length
    raise AssertionError("no frame header")


def test_there_are_songs_enough_and_none_twice() -> None:
    assert len(SONGS) >= 10
    for field in ("title", "audio", "cover"):
        assert len({song[field] for song in SONGS}) == len(SONGS)
    assert {path.name for path in DEMO.glob("*.mp3")} == {song["audio"] for song in SONGS}
    assert {path.name for path in DEMO.glob("*.jpg")} == {song["cover"] for song in SONGS}


@every_song
def test_an_entry_has_the_fields_that_the_service_gives(song: dict[str, Any]) -> None:
    assert set(song) == {"title", "bpm", "duration", "tags", "audio", "cover"}
    assert 40 <= song["bpm"] <= 220
    tags = song["tags"].split(", ")
    assert len(tags) >= 3
    assert all(tag and tag == tag.strip() for tag in tags)


@every_song
def test_the_audio_is_an_mp3_as_long_as_it_says(song: dict[str, Any]) -> None:
    path = DEMO / song["audio"]
    head = path.read_bytes()[:2]
    assert head[0] == 0xFF
    assert head[1] & 0xFE == 0xFA  # MPEG-1 layer III from the first byte on
    info: Any = MP3(path).info
    assert info.length == pytest.approx(seconds(song["duration"]), abs=1)
    assert 25 <= info.length <= 45
    assert info.sample_rate == 44_100
    assert info.channels == 2
    assert not info.sketchy


@every_song
def test_the_audio_has_no_tags_yet(song: dict[str, Any]) -> None:
    path = DEMO / song["audio"]
    with pytest.raises(ID3NoHeaderError):
        ID3(path)
    assert path.read_bytes()[-128:-125] != b"TAG"


@every_song
def test_a_song_is_whole_bars_long_so_that_it_can_loop(song: dict[str, Any]) -> None:
    beats = MP3(DEMO / song["audio"]).info.length * song["bpm"] / 60
    assert min(abs(beats - bars * meter) for meter in (3, 4) for bars in range(1, 40)) < 0.15


@every_song
def test_the_cover_is_a_square_jpeg(song: dict[str, Any]) -> None:
    data = (DEMO / song["cover"]).read_bytes()
    assert data[:3] == b"\xff\xd8\xff"
    assert data[-2:] == b"\xff\xd9"
    assert jpeg_size(data) == (1000, 1000)
    assert len(data) <= COVER_BYTES


def test_all_of_it_stays_small() -> None:
    files = [path for path in DEMO.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) <= ALL_BYTES
