"""Songs for other programs: real, tagged files with nice names, by drag and by clipboard."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.naming import numbered
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.templates import parse
from whisul_desktop.core.types import Job
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.export import Export, NotSaved, stoppable
from whisul_desktop.services.library import Library

if TYPE_CHECKING:
    from whisul_desktop.media.tags import TrackTags

# A sound editor that was given a file may go on reading that one, and not a copy of its own.
KEPT = 7 * 86_400.0  # seconds since a file was last handed out


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Songs with the file of each, in their order; and those without one, with the reason."""

    songs: list[tuple[Job, Path]] = field(default_factory=list[tuple[Job, Path]])
    left_out: list[NotSaved] = field(default_factory=list[NotSaved])

    @property
    def paths(self) -> list[Path]:
        return [path for _job, path in self.songs]


@dataclass(frozen=True, slots=True)
class _Wanted:
    job: Job
    source: Path
    name: str
    tags: TrackTags


class HandingOut:
    """A song that the user saved is handed out itself, of any other a copy in `folder`."""

    def __init__(self, library: Library, export: Export, cache: MediaCache) -> None:
        self._library = library
        self._export = export
        self._cache = cache
        self.folder = cache.folder.parent / "handed-out"

    async def files(self, job_ids: Sequence[str], template: str) -> HandedOut:
        """The files of these songs, whole when this returns.

        They stay for a week, so that whoever was given them can read them at leisure. Songs
        that can't be copied are left out; where that is all of them, raises MediaError.
        """
        wanted: list[_Wanted] = []
        left_out: list[NotSaved] = []
        names: set[str] = set()
        for job_id in job_ids:
            job = self._library.jobs[job_id]
            if job.audio_file is None:
                left_out.append(NotSaved(job.id, job.title, MediaError(MediaTrouble.NOT_HERE)))
                continue
            source = self._cache.path(job.audio_file)
            name = _free(parse(template).parts(job)[-1], names)
            wanted.append(_Wanted(job, source, name, self._export.tags(job)))
        made = await stoppable(lambda stop: _made(wanted, self.folder, stop), "hand out")
        left_out += made.left_out
        if left_out and not made.songs:
            raise left_out[0].error
        return HandedOut(made.songs, left_out)

    async def sweep(self) -> None:
        """Remove what was handed out long ago."""
        await in_thread(lambda: _sweep(self.folder), name="sweep")


def _free(name: str, taken: set[str]) -> str:
    """Two songs of one title are two files."""
    path, number, free = Path(name), 1, name
    while free.casefold() in taken:
        number += 1
        free = numbered(path.stem, number) + path.suffix
    taken.add(free.casefold())
    return free


def _made(wanted: list[_Wanted], folder: Path, stop: threading.Event) -> HandedOut:
    made = HandedOut()
    for song in wanted:
        try:
            made.songs.append((song.job, _file(song, folder, stop)))
        except MediaError as error:
            made.left_out.append(NotSaved(song.job.id, song.job.title, error))
    return made


def _file(song: _Wanted, folder: Path, stop: threading.Event) -> Path:
    from whisul_desktop.media.publish import disk_error, still_saved, temporary_in, write_copy

    saved = still_saved(song.job.saved_to, song.tags.server_id)
    if saved is not None:  # else a copy does as well
        return saved
    # The same song under the same name is the same file as the last time.
    try:
        age = song.source.stat().st_mtime_ns
    except OSError as error:
        raise MediaError(MediaTrouble.MISSING, f"{song.source}: {error.strerror}") from error
    key = hashlib.sha256(
        repr((song.source.name, age, song.name, song.tags)).encode("utf-8", "replace")
    )
    home = folder / key.hexdigest()[:16]
    target = home / song.name
    temporary = temporary_in(home)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.mkdir(exist_ok=True)
        if target.exists():
            os.utime(home)  # for another week
        else:
            write_copy(song.source, temporary, song.tags, stop)
            temporary.replace(target)
    except OSError as error:
        raise disk_error(folder, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def _sweep(folder: Path) -> None:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if time.time() - entry.stat(follow_symlinks=False).st_mtime > KEPT:
                shutil.rmtree(entry.path, ignore_errors=True)
