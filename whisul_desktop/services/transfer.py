"""A library that moves: to one file and back, and out of the songs that were saved."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from whisul_desktop.core.errors import MediaError, MediaTrouble, StoreError
from whisul_desktop.core.interchange import BadLibraryFile, arrived, id_for, is_same, merged
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.types import Job
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.export import stoppable
from whisul_desktop.services.library import Library
from whisul_desktop.services.reading import still_reading
from whisul_desktop.services.saved_songs import job_in, songs_below, writer_of

if TYPE_CHECKING:
    from whisul_desktop.media.archive import ArchiveReader

PAGE = 64 * 2**10  # bytes at a time, of about 60 jobs: a few milliseconds of the GUI thread
KINDS = {"audio": "audio_file", "cover": "cover_file"}

Progress = Callable[[int, int], object]  # done, of how much
# What writes the file of a job of that kind, None where there is none.
Source = Callable[[Job, str], Callable[[Path], None] | None]


@dataclass(slots=True)
class Brought:
    """What an import or a rebuilding came to, in jobs; `files` are songs and covers."""

    added: int = 0
    completed: int = 0  # known before, and something was learned
    unchanged: int = 0
    files: int = 0
    passed_over: int = 0  # files that are none of ours, or can't be read
    damaged: int = 0  # songs and covers of ours that were left out

    @property
    def is_nothing(self) -> bool:
        """Whether the library is as it was."""
        return not (self.added or self.completed)


class Transfer:
    """Whatever is cancelled leaves nothing half-written; what was taken in by then stays."""

    def __init__(self, library: Library, cache: MediaCache, clock: Callable[[], float]) -> None:
        self._library = library
        self._cache = cache
        self._clock = clock

    # out

    async def export_library(self, target: Path, *, with_media: bool, on_progress: Progress) -> int:
        """Write the whole library into one file, in place of what is at `target`; how many jobs.

        Raises StoreError, MediaError.
        """
        from whisul_desktop.media.archive import ArchiveWriter

        now = self._clock()
        writer = await stoppable(lambda _stop: ArchiveWriter(target, now), "export")
        done, files = 0, list[str]()
        total = max(1, sum(self._library.counts.values()))
        try:
            async for page in self._library.pages():
                await stoppable(lambda _stop, page=page: writer.add_jobs(page), "export")
                done += len(page)
                if with_media:
                    files += [
                        name for job in page for name in (job.audio_file, job.cover_file) if name
                    ]
                on_progress(done, total + len(files))
            for number, name in enumerate(files, 1):
                with suppress(MediaError):  # a name that leads elsewhere
                    path = self._cache.path(name)
                    await stoppable(lambda _stop, path=path: writer.add_media(path), "export")
                on_progress(done + number, done + len(files))
            await stoppable(lambda _stop: writer.publish(), "export")
        finally:
            await in_thread(writer.abandon, name="end of export")
        return done

    # in

    async def import_library(
        self, source: Path, *, on_progress: Progress, brought: Brought | None = None
    ) -> Brought:
        """Take in what a file of `export_library` knows; a file whose jobs are ill changes
        nothing, a song or cover that is damaged is left out.

        Raises BadLibraryFile, StoreError, MediaError(DISK or MISSING): `brought`, which is
        counted up meanwhile, then says what was taken in before.
        """
        from whisul_desktop.media.archive import ArchiveReader

        self._check_loaded()
        brought = Brought() if brought is None else brought
        try:
            archive = await stoppable(lambda _stop: ArchiveReader(source), "import")
            with archive:
                total = 2 * archive.size
                # all of it is looked at before anything is believed
                async for _jobs, read in _pages(archive):
                    on_progress(read, total)
                async for jobs, read in _pages(archive):
                    await self._take_in(
                        jobs, brought, lambda job, kind: _packed(archive, job, kind)
                    )
                    on_progress(archive.size + read, total)
        except FileNotFoundError as error:
            raise MediaError(MediaTrouble.MISSING, str(source)) from error
        except OSError as error:
            raise MediaError(MediaTrouble.DISK, f"{source}: {error.strerror or error}") from error
        return brought

    async def rebuild(
        self, folder: Path, api_url: str, *, on_progress: Progress, brought: Brought | None = None
    ) -> Brought:
        """Take in the songs that this app saved to a folder and those below it.

        A saved song tells the service's id of its job, and not which service: that is
        `api_url`. The library keeps copies of its own. Raises StoreError, MediaError(DISK),
        with `brought` as for `import_library`.
        """
        self._check_loaded()
        brought = Brought() if brought is None else brought
        paths = await stoppable(lambda _stop: songs_below(folder), "rebuild")
        for number, path in enumerate(paths, 1):
            job = await stoppable(lambda _stop, path=path: job_in(path, api_url), "rebuild")
            if job is None:
                brought.passed_over += 1
            else:
                await self._take_in(
                    [job], brought, lambda _job, kind, path=path: writer_of(path, kind)
                )
            on_progress(number, len(paths))
        return brought

    def _check_loaded(self) -> None:
        """What is not in memory yet would be taken for new, and written over."""
        if not self._library.is_loaded:
            raise still_reading()

    async def _take_in(self, jobs: Sequence[Job], brought: Brought, source: Source) -> None:
        """Add what is new, merge what is known, with the files that `source` has of them."""
        new: dict[str, Job] = {}
        known: dict[str, Job] = {}
        files: dict[str, dict[str, str]] = {}
        ids = await self._library.ids_of(
            [(job.api_url, job.server_id) for job in jobs if job.server_id]
        )
        for other in jobs:
            job_id = self._id_here(other, ids, new)
            if other.server_id:
                ids[other.api_url, other.server_id] = job_id
            before = new.get(job_id) or known.get(job_id) or self._library.jobs.get(job_id)
            if before is None or job_id in new:
                new[job_id] = merged(before, other) if before else arrived(other, job_id)
            else:
                known[job_id] = merged(before, other)
            # first: a job that is there without its files has them fetched from the service
            files[job_id] = await self._files(other, job_id, before, source, brought)

        def change(job: Job) -> Job:
            found = {
                field: name for field, name in files[job.id].items() if not getattr(job, field)
            }
            return replace(merged(job, known.get(job.id, job)), **found)

        learned = [
            job_id
            for job_id in known
            if (job := self._library.jobs.get(job_id)) is not None and change(job) != job
        ]
        if new:
            try:
                added = [change(job) for job in new.values()]
                await asyncio.wrap_future(self._library.add(added))
            except StoreError:
                self._library.withdraw(new)
                raise
        if learned:
            await asyncio.wrap_future(self._library.update_many(learned, change))
        brought.added += len(new)
        brought.completed += len(learned)
        brought.unchanged += len(known) - len(learned)
        brought.files += sum(map(len, files.values()))

    def _id_here(self, other: Job, ids: dict[tuple[str, str], str], new: dict[str, Job]) -> str:
        """By the service's id, else by ours, else one that is free for it, always the same."""
        known = ids.get((other.api_url, other.server_id or ""))
        if known is not None:
            return known
        there = self._library.jobs.get(other.id) or new.get(other.id)
        if there is None or is_same(there, other):
            return other.id
        return id_for(other.api_url, other.server_id or other.id)

    async def _files(
        self, other: Job, job_id: str, before: Job | None, source: Source, brought: Brought
    ) -> dict[str, str]:
        """By field of Job: the files that are not here, kept under `job_id`."""
        found: dict[str, str] = {}
        for kind, field in KINDS.items():
            write = source(other, kind) if before is None or not getattr(before, field) else None
            if write is None:
                continue
            try:
                found[field] = await self._keep(job_id, kind, write)
            except BadLibraryFile:
                brought.damaged += 1
            except MediaError as error:
                if error.trouble is MediaTrouble.DISK:
                    raise
                brought.damaged += error.trouble is MediaTrouble.DAMAGED
        return found  # what is not among them can still be fetched

    async def _keep(self, job_id: str, kind: str, write: Callable[[Path], None]) -> str:
        """Keep what `write` writes, where it is what it should be, and how it is called.

        Raises MediaError, and what `write` raises.
        """

        def work(_stop: threading.Event) -> str:
            part = self._cache.part(job_id, kind)
            part = part.with_name(f"{part.stem}.import.part")  # a download may write the other
            try:
                write(part)
                return self._cache.accept(part, job_id, kind)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)

        return await stoppable(work, "keep")


def _packed(archive: ArchiveReader, job: Job, kind: str) -> Callable[[Path], None] | None:
    name: str | None = getattr(job, KINDS[kind])
    if not name or not archive.has_media(name):
        return None
    return lambda part: archive.copy_media(name, part)


async def _pages(archive: ArchiveReader) -> AsyncIterator[tuple[list[Job], int]]:
    """The archive's jobs, read in a thread."""
    pages = archive.jobs(PAGE)

    def following() -> tuple[list[Job], int] | None:
        return next(pages, None)

    while (page := await stoppable(lambda _stop: following(), "import")) is not None:
        yield page
