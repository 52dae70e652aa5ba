"""Lists of songs as files: playlists, tables, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whisul_desktop.core import playlists
from whisul_desktop.core.types import Job, ListForm
from whisul_desktop.services.export import stoppable
from whisul_desktop.services.library import Library


class Lists:
    """A playlist names the files that the user has: songs that were never saved, or are gone
    from where they were saved, are saved first (`unsaved`)."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def unsaved(self, job_ids: Sequence[str]) -> list[str]:
        """Those of them that have no file of the user's own."""
        jobs = self._jobs(job_ids)
        return await stoppable(
            lambda _stop: [job.id for job in jobs if _saved(job) is None], "unsaved"
        )

    async def write(self, job_ids: Sequence[str], target: Path, form: ListForm) -> int:
        """Write the list in their order, in place of what is at `target`; how many are in it.

        Of a playlist without a song nothing is written. Raises MediaError(DISK).
        """
        jobs = self._jobs(job_ids)

        def work() -> int:
            from whisul_desktop.media.publish import publish_bytes

            if form is ListForm.M3U8:
                songs = [(job, path) for job in jobs if (path := _saved(job)) is not None]
                if songs:
                    publish_bytes(target, playlists.m3u8(songs, target.parent))
                return len(songs)
            write = playlists.csv_table if form is ListForm.CSV else playlists.json_list
            publish_bytes(target, write(jobs))
            return len(jobs)

        return await stoppable(lambda _stop: work(), "list")

    def _jobs(self, job_ids: Sequence[str]) -> list[Job]:
        return [job for job_id in job_ids if (job := self._library.jobs.get(job_id))]


def _saved(job: Job) -> Path | None:
    # mutagen is 2.5 MB that a run without saving does without
    from whisul_desktop.media.publish import still_saved

    return still_saved(job.saved_to, job.server_id or "")
