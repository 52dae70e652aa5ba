"""Auto-save: each song that gets ready goes to the user's folder by itself, exactly once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from whisul_desktop.core.errors import MediaError, MediaTrouble, StoreError, WhisulError
from whisul_desktop.core.events import Event
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.templates import Template, parse
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.export import Export
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences

_log = logging.getLogger(__name__)
AGAIN = 60.0  # seconds until a folder that was not there is looked for again


class AutoSave:
    """What is due is read from the library, so that it outlives the app: songs finished since
    auto-save was switched on, and saved nowhere yet.

    `trouble` hears once of what is in the way, and None when it is gone.
    """

    def __init__(
        self,
        library: Library,
        export: Export,
        preferences: Preferences,
        folder: Callable[[], Path],
    ) -> None:
        self._library = library
        self._export = export
        self._preferences = preferences
        self._folder = folder
        self._troubled = False
        self._due: dict[str, None] = {}  # in the order in which they got ready
        self._looks = True  # whether the library is to be asked what is due
        self._wake = asyncio.Event()
        self.trouble: Event[WhisulError | None] = Event()
        self.saved: Event[Path] = Event()

    async def run(self) -> None:
        """For the app's life."""
        disconnects = [
            self._library.changed.connect(self._on_changed),
            self._preferences.changed.connect(self._on_settings),
        ]
        try:
            while True:
                self._wake.clear()
                if self._preferences.value.auto_save:
                    await self._save_due()
                with suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN if self._troubled else None):
                        await self._wake.wait()
        finally:
            for disconnect in disconnects:
                disconnect()

    async def _save_due(self) -> None:
        settings = self._preferences.value
        template = parse(settings.name_template)
        try:
            if self._looks:
                due = await self._library.unsaved_since(settings.auto_save_since)
                self._due.update(dict.fromkeys(due))
                self._looks = False
            while self._due and self._preferences.value.auto_save:
                await self._save(next(iter(self._due)), template)
        except (MediaError, StoreError) as error:
            _log.info("auto-save: %s", error)
            self._tell(error)
        else:
            self._tell(None)

    async def _save(self, job_id: str, template: Template) -> None:
        """Raises MediaError where the others would meet the same."""
        job = self._library.jobs.get(job_id)
        if job is not None and self._is_due(job):
            try:
                path = await self._export.save_by(job_id, self._folder(), template, once=True)
            except MediaError as error:
                if error.trouble is MediaTrouble.DISK:
                    raise
                _log.info(
                    "auto-save of %s: %s", job_id, error
                )  # damaged: the folder is not at fault
            else:
                self._tell(None)
                self.saved.emit(path)
        self._due.pop(job_id, None)

    def _is_due(self, job: Job) -> bool:
        ready = job.status is JobStatus.COMPLETED and job.audio_file and job.deleted_at is None
        since = self._preferences.value.auto_save_since
        return bool(ready) and not job.saved_to and job.made_at >= since

    def _tell(self, error: WhisulError | None) -> None:
        if self._troubled != (error is not None):
            self._troubled = error is not None
            self.trouble.emit(error)

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        due = [job.id for job in jobs if self._is_due(job)]
        if due:
            self._due.update(dict.fromkeys(due))
            self._wake.set()

    def _on_settings(self, settings: Settings) -> None:
        if settings.auto_save:
            self._looks = True
            self._wake.set()
