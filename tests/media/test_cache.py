"""The cache takes whole songs and safe pictures, and nothing else (faults 21, 22)."""

from __future__ import annotations

import errno
import random
import shutil
import struct
import zlib
from pathlib import Path

import pytest

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.media.check import check_mp3

JOB = "0123456789abcdef0123456789abcdef"
SONGS = ("vbr.mp3", "cbr.mp3", "bare.mp3", "mpeg2.mp3", "id3v1.mp3", "silence.mp3")
COVERS = {"cover.jpg": ".jpg", "cover.png": ".png", "cover.webp": ".webp"}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def cache(tmp_path: Path) -> MediaCache:
    return MediaCache(tmp_path / "media")


def filled(cache: MediaCache, kind: str, content: bytes) -> Path:
    part = cache.part(JOB, kind)
    part.write_bytes(content)
    part.with_name(part.name + ".etag").write_text("abc")
    return part


def test_a_file_that_another_program_holds_costs_no_download(
    cache: MediaCache, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: what is open can't be replaced, and everything stays for the next try."""
    part = filled(cache, "audio", (samples / "cbr.mp3").read_bytes())

    def hold(self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "it is used by another program", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", hold)
        with pytest.raises(MediaError, match="used by another program") as caught:
            cache.accept(part, JOB, "audio")
    assert caught.value.trouble is MediaTrouble.DISK
    assert cache.path(cache.accept(part, JOB, "audio")).is_file()


def refused(cache: MediaCache, kind: str, content: bytes) -> str:
    """Asserts that it is refused and leaves nothing; returns the reason."""
    part = filled(cache, kind, content)
    with pytest.raises(MediaError) as caught:
        cache.accept(part, JOB, kind)
    assert caught.value.trouble is MediaTrouble.DAMAGED
    assert list(cache.folder.iterdir()) == []
    return caught.value.detail


@pytest.mark.parametrize("name", SONGS)
def test_whole_song_is_kept(cache: MediaCache, samples: Path, name: str) -> None:
    content = (samples / name).read_bytes()
    part = filled(cache, "audio", content)
    accepted = cache.accept(part, JOB, "audio")
    assert accepted == f"{JOB}.mp3"
    assert cache.path(accepted).read_bytes() == content
    assert [path.name for path in cache.folder.iterdir()] == [accepted]
    assert cache.size() == len(content)


@pytest.mark.parametrize("name", SONGS)
def test_length_is_that_of_the_song(samples: Path, name: str) -> None:
    expected = 3.0 if name == "silence.mp3" else 6.0
    assert check_mp3(samples / name) == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize("name", [name for name in SONGS if name != "bare.mp3"])
def test_song_cut_anywhere_is_damaged(cache: MediaCache, samples: Path, name: str) -> None:
    content = (samples / name).read_bytes()
    random_cuts = random.Random(5).sample(range(1, len(content) - 1_600), 60)
    for length in (0, 1, 3, 4, 10, 100, len(content) // 2, len(content) - 1_600, *random_cuts):
        refused(cache, "audio", content[:length])


def test_bare_stream_cut_within_a_frame_is_damaged(cache: MediaCache, samples: Path) -> None:
    # Nothing in it tells its length: one that ends where a frame does is a shorter song.
    content = (samples / "bare.mp3").read_bytes()
    position = 0
    while position < len(content):
        if position % 7 == 0:
            refused(cache, "audio", content[: position + 100])
        position += 144 * 64_000 // 44_100 + (content[position + 2] >> 1 & 1)
    assert position == len(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 50_000,
        b"<!DOCTYPE html><html><body>Please log in</body></html>" * 200,
        b'{"error": "expired"}',
        random.Random(1).randbytes(200_000),
        b"ID3\x03\0\0\0\0\0\x0a" + random.Random(2).randbytes(50_000),
        b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + b"x" * 1_000,
        b"\xff\xfb\x90\x00" * 20,
        b"RIFF\x24\0\0\0WAVEfmt " + bytes(200),
    ],
    ids=["empty", "zeros", "html", "json", "junk", "junk-id3", "huge-id3", "headers", "wav"],
)
def test_what_is_no_song_is_damaged(cache: MediaCache, content: bytes) -> None:
    refused(cache, "audio", content)


def test_song_with_a_hole_is_damaged(cache: MediaCache, samples: Path) -> None:
    content = bytearray((samples / "cbr.mp3").read_bytes())
    content[20_000:60_000] = bytes(40_000)
    assert "holes" in refused(cache, "audio", bytes(content))


def test_hostile_songs_never_raise_anything_else(cache: MediaCache, samples: Path) -> None:
    content = (samples / "id3v1.mp3").read_bytes()[:6_000]
    dice = random.Random(7)
    for _ in range(300):
        hostile = bytearray(content)
        for _ in range(dice.randint(1, 30)):
            hostile[dice.randrange(min(400, len(hostile)))] = dice.randrange(256)
        part = filled(cache, "audio", bytes(hostile))
        try:
            cache.accept(part, JOB, "audio")
        except MediaError as error:
            assert error.trouble is MediaTrouble.DAMAGED  # noqa: PT017 - some are accepted


@pytest.mark.parametrize(("name", "suffix"), COVERS.items())
def test_cover_is_named_by_its_bytes(
    cache: MediaCache, samples: Path, name: str, suffix: str
) -> None:
    content = (samples / name).read_bytes()
    assert cache.accept(filled(cache, "cover", content), JOB, "cover") == JOB + suffix
    assert cache.path(JOB + suffix).read_bytes() == content


def test_cover_of_another_type_takes_the_place_of_the_first(
    cache: MediaCache, samples: Path
) -> None:
    for name in COVERS:
        cache.accept(filled(cache, "cover", (samples / name).read_bytes()), JOB, "cover")
    assert [path.name for path in cache.folder.iterdir()] == [f"{JOB}.webp"]


@pytest.mark.parametrize("name", COVERS)
def test_cut_cover_is_damaged(cache: MediaCache, samples: Path, name: str) -> None:
    content = (samples / name).read_bytes()
    for length in {0, 1, 4, 12, 30, 200, len(content) // 2, len(content) - 2}:
        refused(cache, "cover", content[:length])


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + checksum

    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = zlib.compress(bytes(min(width, 8_000) * min(height, 100)))
    return PNG + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"),
    [(0, 5), (5, 0), (8_000, 1), (1, 8_000), (8_000, 8_000), (4_096, 4_097), (2**31, 2**31)],
)
def test_cover_too_large_to_decode_is_damaged(cache: MediaCache, width: int, height: int) -> None:
    assert f"{width} × {height}" in refused(cache, "cover", png(width, height))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4_096, 4_096), (7_999, 2_000)])
def test_cover_up_to_the_limit_is_kept(cache: MediaCache, width: int, height: int) -> None:
    assert cache.accept(filled(cache, "cover", png(width, height)), JOB, "cover")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
        b"%PDF-1.7\n%%EOF",
        b"<html></html>",
        b"GIF89a" + bytes(100),
        b"BM" + bytes(100),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0" + b"\0\0" * 50 + b"\xff\xd9",
        PNG + bytes(100),
        b"RIFF\x10\0\0\0WEBPVP8X" + bytes(4),
        random.Random(3).randbytes(5_000),
    ],
    ids=["empty", "svg", "pdf", "html", "gif", "bmp", "jpeg", "jpeg0", "png", "webp", "junk"],
)
def test_what_is_no_cover_is_damaged(cache: MediaCache, content: bytes) -> None:
    refused(cache, "cover", content)


def test_an_end_inside_the_thumbnail_is_not_the_end(cache: MediaCache, samples: Path) -> None:
    content = (samples / "cover.jpg").read_bytes()
    thumbnail = b"Exif\0\0" + content
    segment = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    whole = content[:2] + segment + content[2:]
    assert cache.accept(filled(cache, "cover", whole), JOB, "cover") == f"{JOB}.jpg"
    cache.path(f"{JOB}.jpg").unlink()
    refused(cache, "cover", whole[:-2])


def test_song_is_fetched_again_over_the_old_one(cache: MediaCache, samples: Path) -> None:
    for name in ("vbr.mp3", "cbr.mp3"):
        cache.accept(filled(cache, "audio", (samples / name).read_bytes()), JOB, "audio")
    assert cache.path(f"{JOB}.mp3").read_bytes() == (samples / "cbr.mp3").read_bytes()


def test_missing_part(cache: MediaCache) -> None:
    with pytest.raises(MediaError) as caught:
        cache.accept(cache.part(JOB, "audio"), JOB, "audio")
    assert caught.value.trouble is MediaTrouble.MISSING


def test_folder_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = MediaCache(tmp_path / "file" / "media")
    with pytest.raises(MediaError) as caught:
        cache.part(JOB, "audio")
    assert caught.value.trouble is MediaTrouble.DISK
    assert str(cache.folder) in caught.value.detail


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "C:x", "a\0b", "/etc/x"])
def test_names_that_lead_elsewhere(cache: MediaCache, name: str) -> None:
    with pytest.raises(MediaError) as caught:
        cache.path(name)
    assert caught.value.trouble is MediaTrouble.MISSING


@pytest.mark.parametrize(("job", "kind"), [("../x", "audio"), ("", "audio"), (JOB, "video")])
def test_parts_are_ours_alone(cache: MediaCache, job: str, kind: str) -> None:
    with pytest.raises(ValueError, match="no file of ours"):
        cache.part(job, kind)


def test_size_of_nothing(cache: MediaCache) -> None:
    assert cache.size() == 0


def test_tagged_copy_still_counts_as_whole(samples: Path, tmp_path: Path) -> None:
    from whisul_desktop.media.tags import TrackTags, write_tags

    copy = Path(shutil.copy(samples / "cbr.mp3", tmp_path / "copy.mp3"))
    write_tags(copy, TrackTags("Title", cover=samples / "cover.jpg"))
    assert check_mp3(copy) == pytest.approx(6, abs=0.15)
