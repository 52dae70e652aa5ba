"""A song's metadata as ID3v2.3, which every player and editor reads."""

# mutagen's frames and tags carry no types:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import logging
import math
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import mutagen
from mutagen.id3 import (
    APIC,
    COMM,
    ID3,
    TBPM,
    TCON,
    TDAT,
    TIT2,
    TLEN,
    TXXX,
    TYER,
    Encoding,
    Frame,
    ID3NoHeaderError,
    PictureType,
)

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.media.check import picture_of

_log = logging.getLogger(__name__)

_JOB_ID = "WHISUL_JOB_ID"
_TAGS = "WHISUL_TAGS"
# What is replaced; everything else that the file holds is kept.
_OURS = ("TIT2", "TBPM", "TCON", "TLEN", "TYER", "TDAT", "TIME", "COMM::eng")


@dataclass(frozen=True, slots=True)
class TrackTags:
    """What a saved song says of itself."""

    title: str
    bpm: float | None = None
    tags: tuple[str, ...] = ()
    duration: float | None = None  # seconds
    made_at: float | None = None  # POSIX seconds; written as the local date
    prompt: str = ""
    server_id: str = ""
    cover: Path | None = None  # a JPEG, PNG or WebP, embedded as it is


class _Tag(ID3):
    """Keeps the frames that mutagen does not know when a v2.4 tag becomes a v2.3 one."""

    def _write(self, config: Any) -> Any:
        written: Any = super()._write(config)
        if self.version >= (2, 4, 0):
            for frame in self.unknown_frames:
                written += _as_v23(bytes(frame))
        return written


def write_tags(path: Path, tags: TrackTags) -> None:
    """Write `tags` into the MP3 at `path`, in place; blocks on the disk.

    Frames of ours that have no value are taken out, all others stay. A cover that can't be
    read is left out. Raises MediaError(DISK, MISSING or DAMAGED).
    """
    try:
        tag = _loaded(path)
        for name in _OURS:
            tag.delall(name)
        for description in (_JOB_ID, _TAGS):
            tag.delall(f"TXXX:{description}")
        for key, frame in list(tag.items()):
            if isinstance(frame, APIC) and frame.type == PictureType.COVER_FRONT:
                del tag[key]
        for frame in _frames(tags):
            if isinstance(frame, APIC):
                frame.desc = _free_description(tag)
            tag.add(frame)
        tag.save(path, v2_version=3)
    except mutagen.MutagenError as error:
        raise _media_error(path, error) from error


def read_tags(path: Path) -> TrackTags:
    """What `write_tags` wrote, as far as it is there. The cover stays in the file (None).

    `made_at` is the start of the local day. Raises MediaError(DISK, MISSING or DAMAGED).
    """
    try:
        tag = _loaded(path)
    except mutagen.MutagenError as error:
        raise _media_error(path, error) from error
    milliseconds = _number(_text(tag, "TLEN"))
    return TrackTags(
        title=_text(tag, "TIT2"),
        bpm=_number(_text(tag, "TBPM")),
        tags=tuple(part for part in _text(tag, f"TXXX:{_TAGS}").split(", ") if part),
        duration=None if milliseconds is None else milliseconds / 1000,
        made_at=_day(_text(tag, "TYER"), _text(tag, "TDAT")),
        prompt=_text(tag, "COMM::eng"),
        server_id=_text(tag, f"TXXX:{_JOB_ID}"),
    )


def read_cover(path: Path) -> bytes | None:
    """The picture in the file at `path`, the front cover where there are several.

    Raises MediaError(DISK, MISSING or DAMAGED).
    """
    try:
        pictures: list[Any] = _loaded(path).getall("APIC")
    except mutagen.MutagenError as error:
        raise _media_error(path, error) from error
    front = [frame for frame in pictures if frame.type == PictureType.COVER_FRONT]
    return bytes((front or pictures)[0].data) if pictures else None


def _loaded(path: Path) -> _Tag:
    """The tag as v2.3, an empty one where there is none."""
    tag = _Tag()
    try:
        tag.load(path, v2_version=3)
    except ID3NoHeaderError:
        return _Tag()
    return tag


def _frames(tags: TrackTags) -> list[Frame]:
    frames: list[Frame] = []

    def add(kind: type[Frame], text: str, **fields: Any) -> None:
        text = _writable(text)
        if text:
            frames.append(kind(encoding=_encoding(text), text=text, **fields))

    add(TIT2, tags.title)
    if tags.bpm is not None and math.isfinite(tags.bpm) and tags.bpm > 0:
        add(TBPM, str(math.floor(tags.bpm + 0.5)))  # the standard wants a whole number
    if tags.tags:
        add(TCON, tags.tags[0])
    milliseconds = (tags.duration or 0.0) * 1000  # past the largest number it is infinite
    if math.isfinite(milliseconds) and milliseconds > 0:
        add(TLEN, str(round(milliseconds)))
    day = _local(tags.made_at)
    if day is not None:
        add(TYER, f"{day:%Y}".zfill(4))
        add(TDAT, f"{day:%d%m}")
    add(COMM, tags.prompt, lang="eng", desc="")
    add(TXXX, tags.server_id, desc=_JOB_ID)
    add(TXXX, ", ".join(tags.tags), desc=_TAGS)
    cover = _cover(tags.cover)
    if cover is not None:
        frames.append(cover)
    return frames


def _free_description(tag: ID3) -> str:
    """Pictures of other types stay, and no two may have the same description."""
    description, number = "Cover", 1
    while f"APIC:{description}" in tag:
        number += 1
        description = f"Cover {number}"
    return description


def _cover(path: Path | None) -> APIC | None:
    if path is None:
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        # The song matters more than its cover.
        _log.info("A song is saved without its cover: %s", error)
        return None
    picture = picture_of(data)
    if picture is None:
        return None
    return APIC(
        encoding=Encoding.LATIN1,
        mime=picture.mime,
        type=PictureType.COVER_FRONT,
        desc="",
        data=data,
    )


def _encoding(text: str) -> Encoding:
    """ID3v2.3 has Latin-1 and UTF-16; many programs read the former in their own code page."""
    return Encoding.LATIN1 if text.isascii() else Encoding.UTF16


def _writable(text: str) -> str:
    """Without NUL, which ends a text, and without halves of UTF-16 pairs."""
    return text.replace("\0", "").encode("utf-16-le", "replace").decode("utf-16-le")


def _as_v23(frame: bytes) -> bytes:
    """A raw v2.4 frame with a plain size; nothing where its flags say more than we can tell."""
    name, size, flags = struct.unpack(">4s4sH", frame[:10])
    body = frame[10:]
    plain = size == _synchsafe(len(body)) and not flags & 0xFF
    return struct.pack(">4sLH", name, len(body), 0) + body if plain else b""


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _local(made_at: float | None) -> datetime | None:
    if made_at is None:
        return None
    try:
        return datetime.fromtimestamp(made_at).astimezone()
    except (ValueError, OverflowError, OSError):
        return None  # out of what a calendar holds


def _day(year: str, day_month: str) -> float | None:
    text = year + (day_month if len(day_month) == 4 else "0101")
    try:
        return datetime.strptime(text, "%Y%d%m").astimezone().timestamp()
    except (ValueError, OverflowError):
        return None


def _text(tag: ID3, name: str) -> str:
    frame: Any = tag.get(name)
    return "" if frame is None else "\n".join(str(text) for text in frame.text)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _media_error(path: Path, error: mutagen.MutagenError) -> MediaError:
    cause = error.__cause__ or error.__context__ or next(iter(error.args), None)
    if isinstance(cause, FileNotFoundError):
        return MediaError(MediaTrouble.MISSING, str(path))
    if isinstance(cause, OSError):
        return MediaError(MediaTrouble.DISK, f"{path.parent}: {cause.strerror or cause}")
    return MediaError(MediaTrouble.DAMAGED, str(error))
