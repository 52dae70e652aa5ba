"""Keeps the takes in the detail pane right, whichever of them changes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from whisul_desktop.core.types import Job
from whisul_desktop.services.library import Library
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow


class Families(QObject):
    """Asks for the relatives of the one job that is selected."""

    def __init__(self, window: MainWindow, library: Library, backend: Backend) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._backend = backend
        self._selected: str | None = None
        self._family: set[str] = set()
        self._asking = False
        self._disconnects = [
            library.added.connect(self._on_jobs),
            library.changed.connect(self._on_jobs),
            library.removed.connect(self._on_removed),
        ]
        window.library.table.selection_settled.connect(self._on_selection)
        window.detail.family_chosen.connect(window.library.show_job)

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        for disconnect in self._disconnects:
            disconnect()

    def _on_selection(self, job_ids: list[str]) -> None:
        selected = job_ids[0] if len(job_ids) == 1 else None
        if selected == self._selected:
            return
        if selected not in self._family:
            self._show([])
        self._selected = selected
        self._ask()

    def _on_jobs(self, jobs: tuple[Job, ...]) -> None:
        if self._selected is not None and any(self._may_belong(job) for job in jobs):
            self._ask()

    def _may_belong(self, job: Job) -> bool:
        """While it is being asked who belongs, any relative of anybody may be one."""
        known = {self._selected, *self._family}
        return job.id in known or job.parent_id in known or (self._asking and bool(job.parent_id))

    def _on_removed(self, job_ids: tuple[str, ...]) -> None:
        if not self._family.isdisjoint(job_ids):
            self._ask()

    def _ask(self) -> None:
        self._asking = self._selected is not None
        if (selected := self._selected) is not None:
            self._backend.run(
                "family", lambda services: self._load(services, selected), latest=True
            )

    async def _load(self, services: Services, job_id: str) -> None:
        jobs = await services.generation.family(job_id)
        if job_id == self._selected:
            self._asking = False
            self._show(jobs)

    def _show(self, jobs: list[Job]) -> None:
        self._family = {job.id for job in jobs}
        self._window.detail.show_family(jobs)
