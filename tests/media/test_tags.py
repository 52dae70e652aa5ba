"""Tags are ID3v2.3 as F19 says, read back by mutagen and by ffprobe."""

from __future__ import annotations

import json
import math
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutagen.id3 import APIC, COMM, ID3, PRIV, TIT2, TPE1, TSSE, PictureType

from tests.media.conftest import run_ffmpeg
from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.media.tags import TrackTags, read_tags, write_tags

MADE_AT = datetime(2026, 2, 17, 23, 30).timestamp()  # noqa: DTZ001 - local time is meant
TAGS = TrackTags(
    title="Midnight Grid",
    bpm=139.6,
    tags=("trap", "dark", "808s"),
    duration=167.25,
    made_at=MADE_AT,
    prompt="a trap song",
    server_id="81fa5ff7-0000-4000-8000-000000000000",
)


def raw(path: Path) -> ID3:
    """The tag as it is in the file, not translated."""
    return ID3(path, translate=False, load_v1=False)


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=30)
    return json.loads(done.stdout)


def audio(path: Path) -> bytes:
    return path.read_bytes()[raw(path).size :]


@pytest.fixture
def los_angeles() -> Iterator[None]:
    """A zone where the UTC day and the local one differ most of the evening."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/Los_Angeles"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_every_frame(song: Path, samples: Path) -> None:
    untouched = audio(song)
    write_tags(song, TrackTags(**fields(TAGS), cover=samples / "cover.jpg"))
    tag = raw(song)
    assert tag.version == (2, 3, 0)
    assert str(tag["TIT2"]) == "Midnight Grid"
    assert str(tag["TBPM"]) == "140"
    assert str(tag["TCON"]) == "trap"
    assert str(tag["TLEN"]) == "167250"
    assert str(tag["TYER"]) == "2026"
    assert str(tag["TDAT"]) == "1702"
    assert "TDRC" not in tag
    assert tag["COMM::eng"].text == ["a trap song"]
    assert str(tag["TXXX:WHISUL_JOB_ID"]) == TAGS.server_id
    assert str(tag["TXXX:WHISUL_TAGS"]) == "trap, dark, 808s"
    [picture] = tag.getall("APIC")
    assert (picture.type, picture.mime) == (PictureType.COVER_FRONT, "image/jpeg")
    assert picture.data == (samples / "cover.jpg").read_bytes()
    assert audio(song) == untouched


def fields(tags: TrackTags) -> dict[str, Any]:
    names = ("title", "bpm", "tags", "duration", "made_at", "prompt", "server_id")
    return {name: getattr(tags, name) for name in names}


def test_ffprobe_reads_it(song: Path, samples: Path) -> None:
    write_tags(song, TrackTags(**fields(TAGS), cover=samples / "cover.jpg"))
    found = probe(song)
    tags = found["format"]["tags"]
    assert tags["title"] == "Midnight Grid"
    assert tags["genre"] == "trap"
    assert tags["TBPM"] == "140"
    assert tags["comment"] == "a trap song"
    assert tags["WHISUL_JOB_ID"] == TAGS.server_id
    assert tags["date"].startswith("2026")
    assert [stream["codec_name"] for stream in found["streams"]] == ["mp3", "mjpeg"]
    assert float(found["format"]["duration"]) == pytest.approx(6, abs=0.15)


@pytest.mark.parametrize(
    ("name", "mime"), [("cover.png", "image/png"), ("cover.webp", "image/webp")]
)
def test_covers_keep_their_type(song: Path, samples: Path, name: str, mime: str) -> None:
    write_tags(song, TrackTags("Title", cover=samples / name))
    [picture] = raw(song).getall("APIC")
    assert (picture.mime, picture.data) == (mime, (samples / name).read_bytes())
    assert probe(song)["streams"][0]["codec_name"] == "mp3"


def test_read_gives_what_was_written(song: Path) -> None:
    write_tags(song, TAGS)
    day = datetime(2026, 2, 17).timestamp()  # noqa: DTZ001 - local time is meant
    assert read_tags(song) == TrackTags(**{**fields(TAGS), "bpm": 140.0, "made_at": day})


def test_date_is_the_local_one(song: Path, los_angeles: None) -> None:
    new_year_in_london = 1_767_225_600.0
    write_tags(song, TrackTags("Title", made_at=new_year_in_london))
    tag = raw(song)
    assert (str(tag["TYER"]), str(tag["TDAT"])) == ("2025", "3112")
    assert read_tags(song).made_at == new_year_in_london - 16 * 3600


@pytest.mark.parametrize(
    "title", ["Ночь", "夜", "שלום", "café", "🎧 beat", "AC/DC", "a\nb", "x" * 5_000, "(31)", "12"]
)
def test_any_writing(song: Path, title: str) -> None:
    write_tags(song, TrackTags(title, prompt=title, tags=("техно", "dark")))
    read = read_tags(song)
    assert (read.title, read.prompt, read.tags) == (title, title, ("техно", "dark"))
    assert raw(song)["TIT2"].encoding == (0 if title.isascii() else 1)  # never UTF-8 in v2.3
    assert probe(song)["format"]["tags"]["title"] == title


def test_halves_of_characters_and_nul_are_left_out(song: Path) -> None:
    write_tags(song, TrackTags("a\0b\ud800c", prompt="\udfff"))
    read = read_tags(song)
    assert (read.title, read.prompt) == ("ab?c", "?")


@pytest.mark.parametrize(
    "tags",
    [
        TrackTags(""),
        TrackTags("", bpm=math.nan, duration=math.inf, made_at=1e300),
        TrackTags("", bpm=0, duration=-1, made_at=math.nan),
    ],
)
def test_what_is_not_known_has_no_frame(song: Path, tags: TrackTags) -> None:
    write_tags(song, TAGS)
    write_tags(song, tags)
    assert set(raw(song).keys()) <= {"TSSE"}


def test_writing_twice_changes_nothing(song: Path, samples: Path) -> None:
    tags = TrackTags(**fields(TAGS), cover=samples / "cover.jpg")
    write_tags(song, tags)
    once = song.read_bytes()
    write_tags(song, tags)
    assert song.read_bytes() == once


def test_other_frames_stay(song: Path, samples: Path) -> None:
    before = ID3()
    before.add(TPE1(encoding=0, text="Somebody"))
    before.add(TSSE(encoding=0, text="Encoder"))
    before.add(TIT2(encoding=0, text="Old title"))
    before.add(COMM(encoding=0, lang="deu", desc="note", text="bleibt"))
    before.add(PRIV(owner="a", data=b"b"))
    before.add(APIC(encoding=0, mime="image/png", type=PictureType.ARTIST, desc="Cover", data=b"A"))
    before.add(APIC(encoding=0, mime="image/png", type=PictureType.COVER_FRONT, desc="", data=b"B"))
    before.update_to_v23()
    before.save(song, v2_version=3)
    write_tags(song, TrackTags("New title", cover=samples / "cover.jpg"))
    tag = raw(song)
    assert str(tag["TIT2"]) == "New title"
    assert str(tag["TPE1"]) == "Somebody"
    assert str(tag["TSSE"]) == "Encoder"
    assert str(tag["COMM:note:deu"]) == "bleibt"
    assert tag["PRIV:a:b"].data == b"b"
    pictures = {picture.type: picture.data for picture in tag.getall("APIC")}
    assert len(tag.getall("APIC")) == 2
    assert pictures[PictureType.ARTIST] == b"A"
    assert pictures[PictureType.COVER_FRONT] == (samples / "cover.jpg").read_bytes()


@pytest.mark.parametrize("version", [3, 4])
def test_frames_that_nobody_knows_stay(song: Path, version: int) -> None:
    body = b"\x01" * 300  # a size that v2.3 and v2.4 write differently
    size = len(body) if version == 3 else 300 // 128 << 8 | 300 % 128
    frame = struct.pack(">4sLH", b"XWHI", size, 0) + body
    whole = b"ID3" + bytes((version, 0, 0)) + struct.pack(">L", 310 // 128 << 8 | 310 % 128)
    song.write_bytes(whole + frame + audio(song))
    assert raw(song).unknown_frames == [frame]
    write_tags(song, TAGS)
    tag = raw(song)
    assert tag.version == (2, 3, 0)
    assert [bytes(kept[10:]) for kept in tag.unknown_frames] == [body]
    assert str(tag["TIT2"]) == TAGS.title
    assert probe(song)["format"]["tags"]["title"] == TAGS.title


def test_newer_tags_become_v23(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "v24.mp3"
    made = ("-metadata", "artist=Ä", "-metadata", "date=2020-05-06", "-id3v2_version", "4")
    run_ffmpeg("-i", samples / "vbr.mp3", "-c", "copy", *made, path)
    assert raw(path).version == (2, 4, 0)
    write_tags(path, TrackTags("Title", made_at=MADE_AT))
    tag = raw(path)
    assert tag.version == (2, 3, 0)
    assert (str(tag["TYER"]), str(tag["TPE1"])) == ("2026", "Ä")


def test_song_without_any_tag(samples: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(samples / "bare.mp3", tmp_path / "bare.mp3"))
    before = path.read_bytes()
    assert read_tags(path) == TrackTags("")
    write_tags(path, TAGS)
    assert audio(path) == before


def test_cover_that_is_gone_or_none_is_left_out(song: Path, tmp_path: Path) -> None:
    (tmp_path / "page.jpg").write_text("<html>")
    for cover in (tmp_path / "gone.jpg", tmp_path / "page.jpg", tmp_path):
        write_tags(song, TrackTags("Title", cover=cover))
        assert raw(song).getall("APIC") == []


def test_missing_file(tmp_path: Path) -> None:
    for call in (lambda path: write_tags(path, TAGS), read_tags):
        with pytest.raises(MediaError) as caught:
            call(tmp_path / "gone.mp3")
        assert caught.value.trouble is MediaTrouble.MISSING
        assert list(tmp_path.iterdir()) == []


def test_ill_tag_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "ill.mp3"
    path.write_bytes(b"ID3\x03\0\0\xff\xff\xff\xff" + bytes(100))
    with pytest.raises(MediaError) as caught:
        write_tags(path, TAGS)
    assert caught.value.trouble is MediaTrouble.DAMAGED


@given(
    title=st.text(max_size=60),
    bpm=st.none() | st.floats(),
    duration=st.none() | st.floats(),
    made_at=st.none() | st.floats(),
    prompt=st.text(max_size=60),
    words=st.lists(st.text(max_size=9), max_size=4),
)
@example(title="", bpm=None, duration=1.8e305, made_at=None, prompt="", words=[])
@settings(max_examples=60, deadline=None)
def test_any_values(
    samples: Path,
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    bpm: float | None,
    duration: float | None,
    made_at: float | None,
    prompt: str,
    words: list[str],
) -> None:
    path = Path(shutil.copy(samples / "mpeg2.mp3", tmp_path_factory.mktemp("any") / "song.mp3"))
    write_tags(path, TrackTags(title, bpm, tuple(words), duration, made_at, prompt))
    read = read_tags(path)
    assert read.title == title.replace("\0", "")
    assert read.prompt == prompt.replace("\0", "")
