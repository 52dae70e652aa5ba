"""Saving: tagged copies of kept songs in folders of the user's own."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.events import Event
from whisul_desktop.core.tasks import TaskScope, in_thread
from whisul_desktop.core.templates import DEFAULT_TEMPLATE, Template, parse
from whisul_desktop.core.types import Job
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.library import Library

if TYPE_CHECKING:
    from whisul_desktop.media.tags import TrackTags

T = TypeVar("T")
AT_ONCE = 3  # songs that are written at the same time
LEAVING = 1.0  # seconds that a copy has to end in once it is stopped


class Export:
    """Copies out of the media folder; the kept files themselves are never touched."""

    def __init__(self, library: Library, cache: MediaCache) -> None:
        self._library = library
        self._cache = cache

    def suggested_name(self, job_id: str, template: str = DEFAULT_TEMPLATE) -> str:
        """A safe, readable file name, without the template's folders."""
        return parse(template).parts(self._library.jobs[job_id])[-1]

    async def is_taken(self, path: Path) -> bool:
        """Whether something of that name is there; says nothing about the moment after."""
        return await in_thread(lambda: path.exists() or path.is_symlink(), name="is taken")

    async def save(
        self, job_id: str, folder: Path, name: str | None = None, *, replace: bool = False
    ) -> Path:
        """Write a tagged copy and return where it is.

        Without `name` the title gives it, numbered where that is taken. With `replace` the
        user has agreed that exactly `name` is replaced. Cancelling leaves nothing half-written.
        Raises MediaError.
        """
        parts = (name or self.suggested_name(job_id),)
        return await self._save(self._job(job_id), folder, parts, replace=replace)

    async def save_by(
        self,
        job_id: str,
        folder: Path,
        template: Template,
        *,
        number: int | None = None,
        total: int = 1,
        once: bool = False,
    ) -> Path:
        """Write a tagged copy to where the template says, inside `folder`, which must exist.

        With `once` a copy of the same job that is there under that name is taken for it.
        Raises MediaError.
        """
        job = self._job(job_id)
        parts = template.parts(job, number=number, total=total)
        return await self._save(job, folder, parts, once=once)

    def saving(self, job_ids: Sequence[str], folder: Path, template: str) -> SaveRun:
        """Several songs, to be saved by the run's own `run`."""
        return SaveRun(self, self._library, job_ids, folder, parse(template))

    def _job(self, job_id: str) -> Job:
        job = self._library.jobs.get(job_id)
        if job is None:
            raise MediaError(MediaTrouble.MISSING)
        if job.audio_file is None:
            raise MediaError(MediaTrouble.NOT_HERE)
        return job

    async def _save(
        self,
        job: Job,
        folder: Path,
        parts: tuple[str, ...],
        *,
        replace: bool = False,
        once: bool = False,
    ) -> Path:
        source = self._cache.path(job.audio_file or "")

        def work(stop: threading.Event) -> tuple[Path, str | None]:
            # mutagen is 2.5 MB that a run without saving does without
            from whisul_desktop.media.publish import job_of, save_copy, saved_before

            target = _made(folder, parts[:-1])
            there = saved_before(target, parts[-1], job.server_id or "") if once else None
            former = job_of(target / parts[-1]) if replace else None
            path = there or save_copy(
                source, target, parts[-1], self.tags(job), replace=replace, stop=stop
            )
            return path, former

        path, former = await stoppable(work, "save")
        saved_to = os.fsencode(path).decode(errors="replace")  # SQLite wants UTF-8
        if former:
            self._forget_copy(former, saved_to)
        self._library.change([job.id], lambda job: dataclasses.replace(job, saved_to=saved_to))
        return path

    def _forget_copy(self, server_id: str, saved_to: str) -> None:
        """Where that job's copy was there is another song now."""
        self._library.change(
            [
                job.id
                for job in self._library.jobs.with_server_id(server_id)
                if job.saved_to == saved_to
            ],
            lambda job: dataclasses.replace(job, saved_to=""),
        )

    def tags(self, job: Job) -> TrackTags:
        """What a copy of it says of itself."""
        from whisul_desktop.media.tags import TrackTags

        song = job.song
        return TrackTags(
            title=job.title,
            bpm=song.bpm if song else None,
            tags=job.tags,
            duration=song.duration if song else None,
            made_at=job.made_at,
            prompt=job.prompt,
            server_id=job.server_id or "",
            cover=self._cache.path(job.cover_file) if job.cover_file else None,
        )


@dataclass(frozen=True, slots=True)
class NotSaved:
    """A song that could not be saved or handed out, and why."""

    job_id: str
    title: str
    error: MediaError


class SaveRun:
    """Saving several songs, a few at a time. One that fails does not stop the others."""

    def __init__(
        self,
        export: Export,
        library: Library,
        job_ids: Sequence[str],
        folder: Path,
        template: Template,
    ) -> None:
        self._export = export
        jobs = [job for job_id in job_ids if (job := library.jobs.get(job_id))]
        self._template = template
        self._waiting = list(enumerate(jobs, 1))
        self._scope = TaskScope("saving", self._on_bug)
        self._workers: list[asyncio.Task[None]] = []
        self._bugs: list[BaseException] = []
        self.folder = folder
        self.total = len(jobs)
        self.saved: list[Path] = []
        self.failed: list[NotSaved] = []
        self.is_cancelled = False
        self.changed: Event[SaveRun] = Event()  # after each song

    @property
    def done(self) -> int:
        return len(self.saved) + len(self.failed)

    async def run(self) -> None:
        """Until all were tried, or `cancel`."""
        self._workers = [
            self._scope.start(self._work(), f"worker {number}")
            for number in range(min(AT_ONCE, self.total))
        ]
        try:
            if self._workers and not self.is_cancelled:
                await asyncio.wait(self._workers)
        finally:
            await self._scope.close()
        if self._bugs:
            raise self._bugs[0]

    def cancel(self) -> None:
        """Stop at once: what was being written is taken away again."""
        self.is_cancelled = True
        self._waiting.clear()
        for worker in self._workers:
            worker.cancel()

    async def _work(self) -> None:
        while self._waiting:
            number, job = self._waiting.pop(0)
            try:
                path = await self._export.save_by(
                    job.id, self.folder, self._template, number=number, total=self.total
                )
            except MediaError as error:
                self.failed.append(NotSaved(job.id, job.title, error))
            else:
                self.saved.append(path)
            self.changed.emit(self)

    def _on_bug(self, error: BaseException) -> None:
        self._bugs.append(error)


async def stoppable(work: Callable[[threading.Event], T], name: str) -> T:
    """`work` in a thread, which is told when the waiting for it is cancelled, and then waited
    for: nothing half-written is left behind by the app's end."""
    stop, ended = threading.Event(), threading.Event()

    def run() -> T:
        try:
            return work(stop)
        finally:
            ended.set()

    try:
        return await in_thread(run, name=name)
    except asyncio.CancelledError:
        stop.set()
        await in_thread(lambda: ended.wait(LEAVING), name=f"end of {name}")
        raise


def _made(folder: Path, below: tuple[str, ...]) -> Path:
    """The folders `below` one that exists: a drive that is not there is not made."""
    from whisul_desktop.media.publish import disk_error

    target = folder.joinpath(*below)
    try:
        if below and folder.is_dir():
            target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(target, error) from error
    return target
