"""Saving: tagged copies of kept songs in folders of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.naming import file_name
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.types import Job
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.library import Library

if TYPE_CHECKING:
    from whisul_desktop.media.tags import TrackTags


class Export:
    """Copies out of the media folder; the kept files themselves are never touched."""

    def __init__(self, library: Library, cache: MediaCache) -> None:
        self._library = library
        self._cache = cache

    def suggested_name(self, job_id: str) -> str:
        """A safe, readable file name from the song's title."""
        return file_name(self._library.jobs[job_id].title, ".mp3", fallback="song")

    async def is_taken(self, path: Path) -> bool:
        """Whether something of that name is there; says nothing about the moment after."""
        return await in_thread(lambda: path.exists() or path.is_symlink(), name="is taken")

    async def save(
        self, job_id: str, folder: Path, name: str | None = None, *, replace: bool = False
    ) -> Path:
        """Write a tagged copy and return where it is.

        Without `name` the title gives it, numbered where that is taken. With `replace` the
        user has agreed that exactly `name` is replaced. Raises MediaError.
        """
        job = self._library.jobs[job_id]
        if job.audio_file is None:
            raise MediaError(MediaTrouble.MISSING, job.title)
        source = self._cache.path(job.audio_file)
        target = name or self.suggested_name(job_id)

        def work() -> Path:
            # mutagen is 2.5 MB that a run without saving does without
            from whisul_desktop.media.publish import save_copy

            return save_copy(source, folder, target, self._tags(job), replace=replace)

        return await in_thread(work, name="save")

    def _tags(self, job: Job) -> TrackTags:
        from whisul_desktop.media.tags import TrackTags

        song = job.song
        return TrackTags(
            title=job.title,
            bpm=song.bpm if song else None,
            tags=job.tags,
            duration=song.duration if song else None,
            made_at=job.finished_at if job.finished_at is not None else job.created_at,
            prompt=job.prompt,
            server_id=job.server_id or "",
            cover=self._cache.path(job.cover_file) if job.cover_file else None,
        )
