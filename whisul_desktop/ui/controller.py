"""Composing, the list and the detail pane: signals in become tasks, events back become rows."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from whisul_desktop.core.errors import MediaError, StoreError
from whisul_desktop.core.job_picking import pick
from whisul_desktop.core.types import Job, JobStatus, Transfer
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow

# not REJECTED: the same words would be rejected again
RETRIABLE = frozenset({JobStatus.FAILED, JobStatus.EXPIRED})
TICK_MS = 1000
NOTICE_SECONDS = 12.0


class Controller(QObject):
    """Owns what the list and the detail pane show. `locate` finds a kept file by its name."""

    def __init__(
        self,
        window: MainWindow,
        model: JobModel,
        library: Library,
        preferences: Preferences,
        backend: Backend,
        locate: Callable[[str], Path],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._preferences = preferences
        self._backend = backend
        self._locate = locate
        self._model = model
        self._selected: list[str] = []
        self._selected_set: set[str] = set()
        self._retrying: set[str] = set()
        self._parents: dict[str, str] = {}  # of the drafts that last took each other's place
        self._connect_widgets()
        self._disconnects = [
            library.added.connect(lambda _jobs: self._show_state()),
            library.changed.connect(self._on_changed),
            library.rated.connect(self._on_rated),
            library.removed.connect(lambda _ids: self._show_state()),
        ]
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._on_tick)
        self._show_state()

    @property
    def selected_ids(self) -> list[str]:
        """In the order of the rows."""
        jobs = self._library.jobs
        return [job_id for job_id in self._selected if job_id in jobs]

    @property
    def selected(self) -> list[Job]:
        """The selected jobs, in the order of the rows."""
        jobs = self._library.jobs
        return [jobs[job_id] for job_id in self._selected if job_id in jobs]

    def has_selected(self, job_ids: AbstractSet[str]) -> bool:
        """Whether any of these is."""
        return not self._selected_set.isdisjoint(job_ids)

    def on_services(self, services: Services) -> None:
        """The services are there: listen to them."""
        self._model.outlook = services.following.outlook
        services.assets.progress.connect(self._on_transfer)
        services.assets.ended.connect(self._on_transfer_ended)
        self._refresh_detail()
        self._enable_actions()

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        self._ticker.stop()
        for disconnect in self._disconnects:
            disconnect()

    def load_history(self) -> None:
        """The prompt history, once the first frame is there."""
        self._backend.run("history", self._load_history)

    # composing

    def _on_submit(self, prompt: str, count: int) -> None:
        parent = self._preferences.value.draft_parent or None
        self._backend.run("submit", lambda services: self._submit(services, prompt, count, parent))

    async def _submit(
        self, services: Services, prompt: str, count: int, parent: str | None
    ) -> None:
        compose = self._window.compose
        try:
            ids = await services.generation.submit(prompt, count, parent)
        except StoreError as error:
            compose.show_problem(wording.error_text(error))
            return
        except Exception:
            compose.show_problem(self.tr("It could not be kept. Please try again."))
            raise
        compose.submitted(prompt)
        if not self._selected:  # what the user looks at stays
            self._window.library.show_job(ids[0])
        await self._load_history(services)

    async def _load_history(self, _services: Services) -> None:
        import asyncio

        prompts = await asyncio.wrap_future(self._library.recent_prompts())
        self._window.compose.set_history(prompts)

    def _write(self, prompt: str, parent: str = "") -> None:
        """Put words into the compose bar, those of the job `parent` where they are a job's.

        What stood there can be had back.
        """
        before = self._preferences.value.draft_parent
        replaced = self._put(prompt, parent)
        self._window.compose.focus_prompt()
        if replaced:
            self._window.notices.show_notice(
                self.tr("Your unsent prompt was put aside."),
                action=self.tr("Undo"),
                on_action=lambda: self._put(replaced, before),
                key="draft",
                timeout_s=NOTICE_SECONDS,
            )

    def _put(self, prompt: str, parent: str) -> str:
        """Replace the draft, which is returned where it was not sent yet."""
        compose = self._window.compose
        old, before = compose.draft(), self._preferences.value.draft_parent
        replaced = compose.replace_draft(prompt)
        new = compose.draft()
        if new != old or new == prompt:  # else it was refused: far too long
            self._parents = {old: before, new: parent}
            self._preferences.update(draft_parent=parent)
        return replaced

    # the list

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        self._show_state()
        if not self._selected_set.isdisjoint(job.id for job in jobs):
            self._enable_actions()
            self._window.library.table.tell_again()

    def _on_rated(self, job_ids: frozenset[str]) -> None:
        if self.has_selected(job_ids):
            self._window.library.table.tell_again()

    def _on_selection(self, job_ids: list[str]) -> None:
        self._selected = job_ids
        self._selected_set = set(job_ids)
        self._enable_actions()

    def _on_transfer(self, transfer: Transfer) -> None:
        self._model.set_transfer(transfer, transfer.job_id)

    def _on_transfer_ended(self, job_id: str) -> None:
        self._model.set_transfer(None, job_id)
        if job_id in self._selected_set:
            self._refresh_detail()

    def _show_state(self) -> None:
        counts = self._library.counts
        running = counts[JobStatus.RUNNING] + counts[JobStatus.SUBMITTING]
        if running and not self._ticker.isActive():
            self._ticker.start()
        elif not running and self._ticker.isActive():
            self._ticker.stop()

    def _on_tick(self) -> None:
        services = self._backend.services
        if services is not None:
            self._window.detail.set_usual_time(services.following.usual_time())
        self._window.detail.tick()

    # the detail pane and what can be done with a song

    def _refresh_detail(self) -> None:
        picked = pick(self._library.jobs, self._selected)
        detail = self._window.detail
        if picked.jobs > 1:
            detail.set_selection_count(picked.jobs, picked.with_audio)
        else:
            one = self._one()
            cover = self._locate(one.cover_file) if one and one.cover_file else None
            detail.show_job(one, cover)
            detail.show_trouble(self._media_trouble(one))

    def _one(self) -> Job | None:
        """The selected job, where it is one alone."""
        return self._library.jobs.get(self._selected[0]) if len(self._selected) == 1 else None

    def _media_trouble(self, job: Job | None) -> MediaError | None:
        services = self._backend.services
        if job is None or services is None:
            return None
        return services.assets.troubles.get((job.id, "audio"))

    def _enable_actions(self) -> None:
        picked, one = pick(self._library.jobs, self._selected), self._one()
        actions = self._window.actions_
        playable = picked.with_audio > 0
        actions["play"].setEnabled(playable)
        actions["save"].setEnabled(playable)
        actions["copy_files"].setEnabled(playable)
        actions.name_for(picked.jobs)
        actions["export_m3u8"].setEnabled(playable)
        actions["export_csv"].setEnabled(picked.jobs > 0)
        actions["export_json"].setEnabled(picked.jobs > 0)
        actions["show_in_folder"].setEnabled(one is not None and one.audio_file is not None)
        actions["copy_prompt"].setEnabled(picked.jobs > 0)
        actions["copy_id"].setEnabled(bool(one.server_id) if one else picked.jobs > 0)
        actions["edit_prompt"].setEnabled(one is not None)
        actions["retry"].setEnabled(not RETRIABLE.isdisjoint(picked.statuses))
        ready = one is not None and one.status is JobStatus.COMPLETED
        actions["more_like"].setEnabled(ready)
        unconfirmed = JobStatus.UNCONFIRMED in picked.statuses
        for name in ("send_again", "adopt", "forget"):
            offered = unconfirmed and (name != "adopt" or picked.jobs == 1)
            actions[name].setEnabled(offered)
            actions[name].setVisible(offered)
        actions["fetch_again"].setEnabled(picked.without_audio > 0)

    def _on_retry(self) -> None:
        for job in self.selected:
            if job.status in RETRIABLE:
                self._retry(job.id)

    def _on_more_like(self) -> None:
        if jobs := self.selected:
            self._retry(jobs[0].id)

    def _retry(self, job_id: str) -> None:
        """The same prompt as a new job: another try of what failed, another take of a song."""
        if job_id not in self._retrying:  # a second click pays twice
            self._retrying.add(job_id)
            self._backend.run("retry", lambda services: self._retry_one(services, job_id))

    async def _retry_one(self, services: Services, job_id: str) -> None:
        try:
            new_id = await services.generation.retry(job_id)
        except StoreError as error:
            self._window.notices.show_notice(wording.error_text(error), kind="danger", key="store")
            return
        finally:
            self._retrying.discard(job_id)
        self._window.library.show_job(new_id)

    def _on_fetch_again(self) -> None:
        services = self._backend.services
        for job in self.selected:
            if services is not None and job.status is JobStatus.COMPLETED:
                services.assets.fetch(job.id)

    def _on_edit_prompt(self) -> None:
        if jobs := self.selected:
            self._write(jobs[0].prompt, jobs[0].id)

    def _on_copy_prompt(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(job.prompt for job in self.selected))

    def _on_copy_id(self) -> None:
        ids = [job.server_id for job in self.selected if job.server_id]
        QGuiApplication.clipboard().setText("\n".join(ids))

    def _on_draft(self, draft: str) -> None:
        parent = self._preferences.value.draft_parent
        if not draft.strip():  # what is written next is something new
            parent = ""
            self._parents = {}
        elif draft in self._parents:  # the field's own undo, or redo
            parent = self._parents[draft]
        self._preferences.update(draft=draft, draft_parent=parent)

    def _on_recalled(self) -> None:
        self._preferences.update(draft_parent="")

    def _on_variations(self, count: int) -> None:
        self._preferences.update(variations=count)

    def _connect_widgets(self) -> None:
        window = self._window
        window.compose.submit_requested.connect(self._on_submit)
        window.compose.draft_changed.connect(self._on_draft)
        window.compose.recalled.connect(self._on_recalled)
        window.compose.variations_changed.connect(self._on_variations)
        window.library.example_chosen.connect(self._write)
        window.library.table.selection_changed.connect(self._on_selection)
        window.library.table.selection_settled.connect(self._refresh_detail)
        window.detail.retry_requested.connect(self._retry)
        window.detail.more_like_requested.connect(self._retry)
        window.detail.fetch_requested.connect(self._on_fetch_again)
        window.detail.edit_requested.connect(self._on_edit_prompt)
        window.detail.tag_clicked.connect(window.library.show_tag)
        actions = window.actions_
        actions["new_song"].triggered.connect(window.compose.focus_prompt)
        actions["find"].triggered.connect(window.library.focus_search)
        actions["retry"].triggered.connect(self._on_retry)
        actions["more_like"].triggered.connect(self._on_more_like)
        actions["fetch_again"].triggered.connect(self._on_fetch_again)
        actions["edit_prompt"].triggered.connect(self._on_edit_prompt)
        actions["copy_prompt"].triggered.connect(self._on_copy_prompt)
        actions["copy_id"].triggered.connect(self._on_copy_id)
