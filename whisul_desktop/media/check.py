"""Whether bytes are what they should be: a whole MP3, or a picture that is safe to decode."""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from whisul_desktop.core.errors import MediaError, MediaTrouble

MAX_SIDE = 8_000  # pixels: from here on a cover is refused
MAX_DECODED = 64 * 1024 * 1024  # bytes of 32-bit pixels

_PNG = b"\x89PNG\r\n\x1a\n"
# Start of frame, the segments that hold the size: not DHT (C4), JPG (C8), DAC (CC).
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_JPEG_SCAN = 0xDA

_LARGEST_FRAME = 1_441  # bytes of an MP3 frame; encoders count the first one or not
_LEAST_SOUND = 0.9  # of the bytes between the tags that must be frames
# each thread that counts frames holds the interpreter, and the window would wait for all of them
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture's header says."""

    suffix: str
    mime: str
    width: int
    height: int


def read_picture(path: Path) -> Picture:
    """JPEG, PNG or WebP by its bytes, whole and of a size that is safe to decode.

    Raises MediaError(DAMAGED) for everything else, OSError for the disk.
    """
    picture = picture_of(path.read_bytes())
    if picture is None:
        raise MediaError(MediaTrouble.DAMAGED, "not a whole JPEG, PNG or WebP picture")
    width, height = picture.width, picture.height
    if not (0 < width < MAX_SIDE and 0 < height < MAX_SIDE and width * height * 4 <= MAX_DECODED):
        raise MediaError(MediaTrouble.DAMAGED, f"a picture of {width} × {height} pixels")
    return picture


def picture_of(data: bytes) -> Picture | None:
    """The picture in `data`, None where it is none or cut off."""
    if data.startswith(b"\xff\xd8\xff"):
        size, suffix, mime = _jpeg_size(data), ".jpg", "image/jpeg"
    elif data.startswith(_PNG):
        size, suffix, mime = _png_size(data), ".png", "image/png"
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        size, suffix, mime = _webp_size(data), ".webp", "image/webp"
    else:
        return None
    return Picture(suffix, mime, *size) if size else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """ITU T.81, annex B. None unless a scan follows and an end of image follows that."""
    size: tuple[int, int] | None = None
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        if marker in _JPEG_ALONE:
            position += 2
            continue
        if marker == _JPEG_SCAN:
            # Inside a scan FF is escaped, so that this is the real end, not a thumbnail's.
            return size if data.rfind(b"\xff\xd9") > position else None
        if marker in _JPEG_FRAMES:
            height = int.from_bytes(data[position + 5 : position + 7])
            size = (int.from_bytes(data[position + 7 : position + 9]), height)
        position += 2 + int.from_bytes(data[position + 2 : position + 4])
    return None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """ISO 15948, 5.3: chunks from IHDR to IEND, with pixels between."""
    position = len(_PNG)
    if data[position + 4 : position + 8] != b"IHDR":
        return None
    size = (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    pixels = False
    while position + 12 <= len(data):
        kind = data[position + 4 : position + 8]
        pixels = pixels or kind == b"IDAT"
        if kind == b"IEND":
            return size if pixels else None
        position += 12 + int.from_bytes(data[position : position + 4])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """RFC 9649: a RIFF file whose first chunk holds the size."""
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        return None
    body = data[20:30]
    match data[12:16]:
        case b"VP8 " if body[3:6] == b"\x9d\x01\x2a":
            width = int.from_bytes(body[6:8], "little") & 0x3FFF
            return width, int.from_bytes(body[8:10], "little") & 0x3FFF
        case b"VP8L" if body[:1] == b"\x2f":
            bits = int.from_bytes(body[1:5], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X" if len(body) == 10:
            width = int.from_bytes(body[4:7], "little") + 1
            return width, int.from_bytes(body[7:10], "little") + 1
        case _:
            return None


def check_mp3(path: Path) -> float:
    """The length in seconds of a whole MP3.

    Whole: mutagen reads it, its Xing/Info header does not promise more bytes than there
    are, its frames follow each other to the end and the last one is not cut.
    Raises MediaError(DAMAGED), OSError for the disk.
    """
    with _one_at_a_time:
        return _check_mp3(path)


def _check_mp3(path: Path) -> float:
    import mutagen
    from mutagen.mp3 import MP3

    data = path.read_bytes()
    if not data.startswith((b"ID3", b"\xff")):
        raise MediaError(MediaTrouble.DAMAGED, "not an MP3")
    try:
        seconds = float(MP3(path).info.length)
    except mutagen.MutagenError as error:
        raise MediaError(MediaTrouble.DAMAGED, f"not an MP3: {error}") from error
    if seconds <= 0:
        raise MediaError(MediaTrouble.DAMAGED, "an MP3 without sound")
    start, end = _between_tags(data)
    frames = _frames(data, start, end)
    if frames is None:
        raise MediaError(MediaTrouble.DAMAGED, "an MP3 without sound")
    missing = _promised(data, *frames.first) - (end - frames.first[0])
    if missing > _LARGEST_FRAME:
        raise MediaError(MediaTrouble.DAMAGED, f"cut off: {missing:,} bytes are missing")
    if frames.end > end:
        raise MediaError(MediaTrouble.DAMAGED, "cut off within the last frame")
    if frames.bytes < _LEAST_SOUND * (end - start):
        raise MediaError(MediaTrouble.DAMAGED, "holes in the sound")
    return seconds


def _between_tags(data: bytes) -> tuple[int, int]:
    """Where the sound starts and ends: without ID3v2 in front, ID3v1 and APE behind."""
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3" and start + 10 <= len(data):
        size = 0
        for byte in data[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        start += 10 + size
    if data[-128:-125] == b"TAG":
        end -= 128
    if data[end - 32 : end - 24] == b"APETAGEX":
        end -= int.from_bytes(data[end - 20 : end - 16], "little")
        end -= 32 if data[end - 32 : end - 24] == b"APETAGEX" else 0
    return start, max(start, end)


class _Frames(NamedTuple):
    first: tuple[int, int]  # place and length in bytes
    end: int  # of the last one
    bytes: int  # of all


def _frames(data: bytes, start: int, end: int) -> _Frames | None:
    """The frames, None without any. One counts where another, or the end, follows."""
    first: tuple[int, int] | None = None
    last_end = total = 0
    position, length = start, _length_by(data[start : start + 4])
    while position + 4 <= end:
        after = position + length
        following = _length_by(data[after : after + 4]) if length else 0
        if following or (length and after + 4 > end):
            first = first or (position, length)
            total += length
            position = last_end = after
            length = following
            continue
        position = data.find(b"\xff", position + 1, end)
        if position < 0:
            break
        length = _length_by(data[position : position + 4])
    return first and _Frames(first, last_end, total)


_BITRATES = {  # kbit/s by (MPEG 1?, layer); index 0 is "free", 15 is bad
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 0),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_RATES = {
    3: (44_100, 48_000, 32_000, 0),
    2: (22_050, 24_000, 16_000, 0),
    0: (11_025, 12_000, 8_000, 0),
}


@functools.lru_cache(maxsize=1024)  # a song has thousands of frames and a few headers
def _length_by(header: bytes) -> int:
    """Bytes of the frame that begins with these four (ISO 11172-3, 2.4.1.3); 0 for none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    if version == 1 or layer == 4:
        return 0
    rate = _RATES[version][header[2] >> 2 & 3]
    bits = _BITRATES[version == 3, layer][header[2] >> 4] * 1000
    if not rate or not bits:
        return 0
    padding = header[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // rate + padding) * 4
    samples = 72 if layer == 3 and version != 3 else 144
    return samples * bits // rate + padding


def _promised(data: bytes, start: int, length: int) -> int:
    """Bytes from the first frame on by its Xing or Info header; 0 where it does not say."""
    frame = data[start : start + length]
    for name in (b"Xing", b"Info"):
        place = frame.find(name, 0, 48)  # behind the side information
        if place >= 0:
            flags = int.from_bytes(frame[place + 4 : place + 8])
            at = place + 8 + (4 if flags & 1 else 0)
            return int.from_bytes(frame[at : at + 4]) if flags & 2 else 0
    return 0
