"""The ids that the service accepted, as lines of text beside the library.

A job's id exists in one answer only, and what it stands for is paid. So it is on disk here
within a millisecond, whatever the library is doing: waiting for a lock, full, damaged.
"""

from __future__ import annotations

import json
import logging
import math
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeAlias

from whisul_desktop.core.errors import DiskFull, StoreError
from whisul_desktop.store.files import NO_ROOM, size, sync_folder
from whisul_desktop.store.reserve import Reserve
from whisul_desktop.store.worker import Worker

_log = logging.getLogger(__name__)

ROTATE_AT = 256 * 1024  # bytes
_CLOSE_LIMIT = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Accepted:
    """One line: what it takes to follow the job, and to know it again."""

    id: str  # ours
    server_id: str
    api_url: str
    prompt: str
    created_at: float  # POSIX seconds
    accepted_at: float
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The line that ends a job: the user forgot it for good."""

    id: str  # ours
    forgotten_at: float  # POSIX seconds


Line: TypeAlias = Accepted | Forgotten


class Journal:
    """Appends on a thread of its own; each line is on disk when its Future is done.

    `reserves` are given back, one after the other, where the disk is full.
    """

    def __init__(
        self, path: Path, reserves: Sequence[Reserve] = (), *, rotate_at: int = ROTATE_AT
    ) -> None:
        self._path = path
        self._before = path.with_name(path.name + ".1")
        self._reserves = reserves
        self._rotate_at = rotate_at
        self._worker = Worker("journal")
        self._torn: bool | None = None  # whether the last line has no end; None: not looked

    def append(self, *lines: Line) -> Future[None]:
        """Write them at once. The Future may carry a StoreError."""
        return self._worker.submit(lambda: self._append(lines))

    def read(self) -> list[Accepted]:
        """What was accepted and not forgotten, oldest first; blocks. Lines that are torn or
        ill are passed over."""
        return [line for line in self._lines() if isinstance(line, Accepted)]

    def forgotten(self) -> dict[str, float]:
        """When which job (our id) was forgotten for good, POSIX seconds; blocks."""
        lines = self._lines()
        return {line.id: line.forgotten_at for line in lines if isinstance(line, Forgotten)}

    def rotate(self, known: Callable[[Sequence[Line]], set[str]]) -> Future[bool]:
        """Where the file is long, begin a new one; the one before is kept.

        `known` says which ids (ours) a backup has: all others go on into the new file.
        Returns whether there is a new one.
        """
        return self._worker.submit(lambda: self._rotate(known))

    def close(self) -> None:
        """Write what is queued. Idempotent."""
        if not self._worker.close(_CLOSE_LIMIT):
            _log.warning("Accepted ids are still being written while the app ends.")

    def _lines(self) -> list[Line]:
        """Of each job either what was accepted of it or that it was forgotten."""
        lines = [*_read(self._before), *_read(self._path)]
        gone = {line.id for line in lines if isinstance(line, Forgotten)}
        return [line for line in lines if line.id not in gone or isinstance(line, Forgotten)]

    def _append(self, lines: Iterable[Line]) -> None:
        content = b"".join(json.dumps(asdict(line)).encode() + b"\n" for line in lines)
        try:
            for reserve in self._reserves:
                try:
                    self._write(content)
                except OSError as error:
                    if error.errno not in NO_ROOM:
                        raise
                    reserve.release()
                else:
                    return
            self._write(content)
        except OSError as error:
            kind = DiskFull if error.errno in NO_ROOM else StoreError
            raise kind(f"An accepted id could not be written: {error.strerror}.") from error

    def _write(self, content: bytes) -> None:
        new = not self._path.exists()
        if self._torn is None:
            self._torn = not _ends_with_newline(self._path)
        content = b"\n" + content if self._torn else content
        self._torn = True  # until it is written
        with open(self._path, "ab", buffering=0, opener=_private) as file:
            while content:
                content = content[file.write(content) :]
            os.fsync(file.fileno())
        self._torn = False
        if new:
            sync_folder(self._path.parent)

    def _rotate(self, known: Callable[[Sequence[Line]], set[str]]) -> bool:
        if size(self._path) < self._rotate_at:
            return False
        lines = list(dict.fromkeys(self._lines()))  # what went on is in both files
        safe = known(lines)
        unknown = [line for line in lines if line.id not in safe]
        if len(unknown) > len(lines) / 2:
            return False  # a new file would be as long
        # A kill between the two leaves the unknown ones in the file before, which is read too.
        self._path.replace(self._before)
        self._torn = None
        self._append(unknown)
        return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _ends_with_newline(path: Path) -> bool:
    if size(path) == 0:
        return True
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _read(path: Path) -> list[Line]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        _log.warning("The accepted ids could not be read: %s", error)
        return []
    found = [_line(line) for line in content.split(b"\n") if line.strip()]
    return [line for line in found if line is not None]


def _line(line: bytes) -> Line | None:
    try:
        read: Any = json.loads(line)
        if "forgotten_at" in read:
            return _forgotten(read["id"], read["forgotten_at"])
        known = {field.name: read[field.name] for field in fields(Accepted)}
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        _log.info("A line of the accepted ids can't be read: %s", type(error).__name__)
        return None
    texts = (known["id"], known["server_id"], known["api_url"], known["prompt"])
    times = (known["created_at"], known["accepted_at"])
    if not all(isinstance(text, str) for text in texts) or not all(map(_is_time, times)):
        _log.info("A line of the accepted ids is not one of ours.")
        return None
    if not isinstance(known["parent_id"], str):
        known["parent_id"] = None
    return Accepted(**known)


def _forgotten(job_id: object, at: object) -> Forgotten | None:
    if isinstance(job_id, str) and isinstance(at, (int, float)) and math.isfinite(at):
        return Forgotten(job_id, at)
    _log.info("A line of what was forgotten is not one of ours.")
    return None


def _is_time(value: object) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)
