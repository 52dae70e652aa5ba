"""Our own copy of every song and cover: one file each, complete or not there."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.media.check import check_mp3, read_picture
from whisul_desktop.media.disk import sync_folder

_log = logging.getLogger(__name__)

_SUFFIXES = {"audio": (".mp3",), "cover": (".jpg", ".png", ".webp")}
_ID = re.compile(r"[0-9A-Za-z-]+")


class MediaCache:
    """The folder `media/`: `<job id>.mp3`, `<job id>.jpg`, and `.part` files on their way.

    `thumbs` in it holds small copies of covers by names that begin with the same id.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.thumbs = folder / "thumbs"

    def path(self, name: str) -> Path:
        """Where the file of that name is, as `accept` named it and the library kept it.

        Raises MediaError(MISSING) for a name that leads elsewhere: the library is a file
        that others can write too.
        """
        if name in {"", ".", ".."} or "\0" in name or re.search(r"[/\\:]", name):
            raise MediaError(MediaTrouble.MISSING, f"not a name of ours: {name!r}")
        return self.folder / name

    def part(self, job_id: str, kind: str) -> Path:
        """Where to download the job's "audio" or "cover" to; makes the folder; blocks.

        Raises MediaError(DISK).
        """
        _check(job_id, kind)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _disk(self.folder, error) from error
        return self.folder / f"{job_id}.{kind}.part"

    def accept(self, part: Path, job_id: str, kind: str) -> str:
        """Check a finished download and give it its name, which is returned; blocks.

        Raises MediaError: DAMAGED (the part is removed, so that it is fetched afresh), DISK,
        MISSING.
        """
        _check(job_id, kind)
        try:
            suffix = _suffix(part, kind)
            name = job_id + suffix
            part.replace(self.folder / name)
            sync_folder(self.folder)
            _forget_resume(part)
            for other in _SUFFIXES[kind]:
                if other != suffix:  # fetched again, and now of another type
                    (self.folder / (job_id + other)).unlink(missing_ok=True)
        except MediaError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
                _forget_resume(part)
            raise
        except FileNotFoundError as error:
            raise MediaError(MediaTrouble.MISSING, str(part)) from error
        except OSError as error:
            raise _disk(self.folder, error) from error
        return name

    def remove(self, job_ids: Collection[str]) -> None:
        """Delete every file of these jobs in our folder, unfinished ones too; blocks.

        What others hold open, or where the folder refuses, stays and is logged.
        """
        for entry in self._files():
            if entry.name.split(".")[0] in job_ids:
                try:
                    Path(entry.path).unlink()
                except FileNotFoundError:
                    continue  # finished or removed meanwhile
                except OSError as error:
                    _log.warning("a file of a forgotten song stays: %s", error)

    def size(self) -> int:
        """Bytes that the folder takes up, unfinished downloads included; blocks."""
        total = 0
        for entry in self._files():
            with suppress(FileNotFoundError):  # finished or removed meanwhile
                total += entry.stat(follow_symlinks=False).st_size
        return total

    def _files(self) -> list[os.DirEntry[str]]:
        """All that is in the folder and in `thumbs`. Raises MediaError(DISK)."""
        files: list[os.DirEntry[str]] = []
        for folder in (self.folder, self.thumbs):
            try:
                with os.scandir(folder) as entries:
                    files += [one for one in entries if one.name != self.thumbs.name]
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _disk(folder, error) from error
        return files


def _suffix(part: Path, kind: str) -> str:
    """By what is in the file. Raises MediaError(DAMAGED), OSError."""
    if kind == "cover":
        return read_picture(part).suffix
    check_mp3(part)
    return ".mp3"


def _forget_resume(part: Path) -> None:
    """The ETag that api/cdn.py keeps beside a part."""
    part.with_name(part.name + ".etag").unlink(missing_ok=True)


def _check(job_id: str, kind: str) -> None:
    if not _ID.fullmatch(job_id) or kind not in _SUFFIXES:
        raise ValueError(f"no file of ours: {job_id!r}, {kind!r}")


def _disk(folder: Path, error: OSError) -> MediaError:
    return MediaError(MediaTrouble.DISK, f"{folder}: {error.strerror or error}")
