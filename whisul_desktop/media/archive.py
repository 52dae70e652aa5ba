"""A whole library as one file: a .zip that other programs can look into, too.

    whisul-library.json   {"format": "whisul-library", "version": 1, "made_at": POSIX seconds}
    jobs.jsonl            one job a line, as core/interchange.py writes it
    media/NAME            with songs and covers: the files that the jobs name

Read as what a stranger may have made: by names that are known, and in measured portions.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from whisul_desktop.core.interchange import (
    FORMAT,
    VERSION,
    BadLibraryFile,
    FileTrouble,
    job_of,
    record_of,
)
from whisul_desktop.core.types import Job
from whisul_desktop.media.disk import sync_file, sync_folder
from whisul_desktop.media.publish import disk_error, temporary_in

_HEADER, _JOBS, _MEDIA = "whisul-library.json", "jobs.jsonl", "media/"
_MEDIA_NAME = re.compile(r"media/[0-9A-Za-z-]{1,64}\.(mp3|jpg|png|webp)")
_MOST_JOBS = 2_000_000
_MOST_TEXT = 2**31  # bytes of all jobs
# Bytes of one job: an answer of 256 kB, of which \u-escapes make three times as much, and a note.
_LONGEST_LINE = 2**20
_HEADER_SIZE = 64 * 2**10
_LARGEST = {"mp3": 1024 * 2**20}  # bytes of one file, as of a download
_LARGEST_COVER = 64 * 2**20
# How many times the size of the whole file its parts may come to. A thousand variations of one
# long prompt shrink to a 50th, songs and covers hardly; what is made to do harm, to a 1,000th.
_TEXT_GROWTH, _MEDIA_GROWTH = 100, 4
_SMALL = 32 * 2**20  # bytes that do no harm, however much they grew
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CHUNK = 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class ArchiveWriter:
    """Writes beside `target` and takes its place at the end, whole or not at all; blocks.

    Every method raises MediaError(DISK).
    """

    def __init__(self, target: Path, made_at: float) -> None:
        self._target = target
        self._temporary = temporary_in(target.parent)
        self._jobs: IO[bytes] | None = None
        try:
            self._zip = zipfile.ZipFile(self._temporary, "x", zipfile.ZIP_DEFLATED, compresslevel=4)
            header = {"format": FORMAT, "version": VERSION, "made_at": made_at}
            self._zip.writestr(_HEADER, json.dumps(header))
            self._jobs = self._zip.open(_JOBS, "w", force_zip64=True)
        except OSError as error:
            self.abandon()
            raise disk_error(target.parent, error) from error

    def add_jobs(self, jobs: Sequence[Job]) -> None:
        lines = "".join(json.dumps(record_of(job)) + "\n" for job in jobs)
        try:
            if self._jobs is not None:
                self._jobs.write(lines.encode())
        except OSError as error:
            raise disk_error(self._target.parent, error) from error

    def add_media(self, path: Path) -> bool:
        """After the last job. False where the file is gone: the rest matters no less."""
        try:
            self._end_jobs()
            with path.open("rb") as reader:
                info = zipfile.ZipInfo(_MEDIA + path.name)  # stored: it is compressed already
                with self._zip.open(info, "w", force_zip64=True) as writer:
                    while chunk := reader.read(_CHUNK):
                        writer.write(chunk)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise disk_error(self._target.parent, error) from error
        return True

    def publish(self) -> None:
        """It is complete: in the place of whatever is at `target`, which the user agreed to."""
        try:
            self._end_jobs()
            self._zip.close()
            sync_file(self._temporary)
            self._temporary.replace(self._target)
            sync_folder(self._target.parent)
        except OSError as error:
            raise disk_error(self._target.parent, error) from error

    def abandon(self) -> None:
        """Leave nothing behind; nothing happens after `publish`."""
        with suppress(OSError, ValueError, AttributeError):  # full, or never opened
            self._end_jobs()
        with suppress(OSError, ValueError, AttributeError):
            self._zip.close()
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def _end_jobs(self) -> None:
        if self._jobs is not None:
            jobs, self._jobs = self._jobs, None
            jobs.close()


class ArchiveReader:
    """Reads one; blocks. Every method raises BadLibraryFile, or OSError for the disk."""

    def __init__(self, path: Path) -> None:
        try:
            self._packed = path.stat().st_size
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise BadLibraryFile(FileTrouble.NOT_OURS) from error
        except ValueError as error:
            raise BadLibraryFile(FileTrouble.DAMAGED) from error
        try:
            self._check()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    @property
    def size(self) -> int:
        """Bytes of the jobs, for the progress."""
        return max(1, self._zip.getinfo(_JOBS).file_size)

    def jobs(self, page: int) -> Iterator[tuple[list[Job], int]]:
        """The jobs, `page` bytes of them at a time and one more to fill it, with the bytes that
        were read up to there."""
        read = count = told = 0
        jobs: list[Job] = []
        try:
            with self._zip.open(_JOBS) as lines:
                while line := lines.readline(_LONGEST_LINE + 1):
                    read += len(line)
                    count += 1
                    if len(line) > _LONGEST_LINE or count > _MOST_JOBS:
                        raise BadLibraryFile(FileTrouble.UNSAFE, _JOBS)
                    jobs.append(_job(line, count))
                    if read - told >= page:
                        yield jobs, read
                        jobs, told = [], read
        except _BROKEN as error:
            raise BadLibraryFile(FileTrouble.DAMAGED, _JOBS) from error
        yield jobs, read

    def has_media(self, name: str) -> bool:
        return _MEDIA + name in self._zip.NameToInfo

    def copy_media(self, name: str, target: Path) -> None:
        """Write the file of that name, which `has_media`, to `target`."""
        try:
            # never more than the size that was checked: zipfile reads up to there
            with self._zip.open(_MEDIA + name) as reader, target.open("wb") as writer:
                while chunk := reader.read(_CHUNK):
                    writer.write(chunk)
        except _BROKEN as error:
            raise BadLibraryFile(FileTrouble.DAMAGED, name) from error

    def _check(self) -> None:
        names = self._zip.namelist()
        if _HEADER not in names or _JOBS not in names:
            raise BadLibraryFile(FileTrouble.NOT_OURS)
        for name in names:
            if name not in {_HEADER, _JOBS} and not _MEDIA_NAME.fullmatch(name):
                raise BadLibraryFile(FileTrouble.UNSAFE, name)
        if len(set(names)) != len(names):
            raise BadLibraryFile(FileTrouble.UNSAFE, "the same name twice")
        self._check_sizes()
        try:
            with self._zip.open(_HEADER) as file:
                header = _json(file.read(_HEADER_SIZE))
        except _BROKEN as error:
            raise BadLibraryFile(FileTrouble.DAMAGED, _HEADER) from error
        if not isinstance(header, dict):
            raise BadLibraryFile(FileTrouble.NOT_OURS)
        fields = cast("dict[str, Any]", header)
        if fields.get("format") != FORMAT:
            raise BadLibraryFile(FileTrouble.NOT_OURS)
        version = fields.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise BadLibraryFile(FileTrouble.NEWER)

    def _check_sizes(self) -> None:
        """Before a byte is unpacked: a small file that would fill memory or disk is refused."""
        packed = self._packed
        text = media = 0
        for info in self._zip.infolist():
            if info.header_offset < 0:  # to go there is an error of the disk
                raise BadLibraryFile(FileTrouble.DAMAGED, info.filename)
            if info.compress_type not in _METHODS:
                raise BadLibraryFile(FileTrouble.UNSAFE, f"{info.filename}: packed otherwise")
            if info.filename.startswith(_MEDIA):
                media += info.file_size
                if info.file_size > _LARGEST.get(info.filename[-3:], _LARGEST_COVER):
                    raise BadLibraryFile(FileTrouble.UNSAFE, info.filename)
            else:
                text += info.file_size
        most_text = min(_MOST_TEXT, max(_SMALL, packed * _TEXT_GROWTH))
        if text > most_text or media > max(_SMALL, packed * _MEDIA_GROWTH):
            raise BadLibraryFile(FileTrouble.UNSAFE, "far larger than its file")


def _job(line: bytes, number: int) -> Job:
    try:
        return job_of(_json(line))
    except BadLibraryFile as error:
        raise BadLibraryFile(error.trouble, f"{_JOBS}:{number}: {error.detail}") from error


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadLibraryFile(FileTrouble.DAMAGED, "not JSON") from error
