"""Many prompts at once: writing them, sending them, and what waits to be sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from whisul_desktop.core.batches import read_batch
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.prompt_files import PromptFileError
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services, Work
from whisul_desktop.ui.batch_drop import BatchDrops
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.ui.batch_dialog import BatchDialog
    from whisul_desktop.ui.batch_progress import BatchProgress

NOTICE_SECONDS = 12.0


class Batches(QObject):
    """The dialog, what is dropped on the window, and the progress in the status bar."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        library: Library,
        preferences: Preferences,
        backend: Backend,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._preferences = preferences
        self._backend = backend
        self._dialog: BatchDialog | None = None
        self._saving = False
        self._progress: BatchProgress | None = None
        self._waiting: dict[str, bool] = {}  # what is to be sent, in its order: is it held?
        self._asked: set[str] = set()  # all that waited since there was last nothing to send
        action = window.actions_["new_batch"]
        action.triggered.connect(self.show_dialog)
        drops = BatchDrops(window, look, action.isVisible)  # not over the welcome page
        drops.files_dropped.connect(self._on_files)
        drops.text_dropped.connect(self._on_text)

        self._disconnects = [
            library.added.connect(self._on_changed),
            library.changed.connect(self._on_changed),
            library.removed.connect(lambda _ids: self._show_queue()),
        ]

    def on_services(self, _services: Services) -> None:
        """The services are there: show what an earlier run left to be sent."""
        self._show_queue()

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        for disconnect in self._disconnects:
            disconnect()

    def show_dialog(self) -> BatchDialog:
        """Open it with what was written and not sent, or bring it forward."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return self._dialog
        from whisul_desktop.ui.batch_dialog import BatchDialog

        dialog = BatchDialog(self._look, self._preferences.value.batch_draft, self._window)
        self._dialog = dialog
        dialog.draft_changed.connect(self._on_draft)
        dialog.submit_requested.connect(self._on_submit)
        dialog.files_given.connect(self._on_files)
        dialog.finished.connect(self._on_closed)
        dialog.set_saving(self._saving)
        dialog.open()
        return dialog

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_draft(self, text: str) -> None:
        self._preferences.update(batch_draft=text)

    # from files and drops

    def _on_files(self, paths: list[Path]) -> None:
        self.show_dialog()
        self._backend.run("read prompts", lambda _services: self._read(paths))

    def _on_text(self, text: str) -> None:
        self.show_dialog().take_in("", text)

    async def _read(self, paths: list[Path]) -> None:
        from whisul_desktop.services.prompt_files import read_prompts
        from whisul_desktop.ui.batch_wording import file_problem_text

        for path in paths:
            if self._dialog is not None:
                self._dialog.show_reading(path.name)
            try:
                found = await read_prompts(path)
            except PromptFileError as error:
                if self._dialog is not None:
                    self._dialog.show_problem(file_problem_text(path.name, error))
            else:
                if self._dialog is not None:  # closed meanwhile: nobody wants it any more
                    self._dialog.take_in(path.name, found)

    # sending

    def _on_submit(self, prompts: list[str], each: int) -> None:
        self._saving = True
        self._backend.run("submit batch", lambda services: self._submit(services, prompts, each))

    async def _submit(self, services: Services, prompts: list[str], each: int) -> None:
        try:
            await services.generation.submit_batch(prompts, each)
        except StoreError as error:
            self._tell_unsaved(wording.error_text(error))
        except Exception:
            self._tell_unsaved(self.tr("It could not be kept. Please try again."))
            raise
        else:
            self._on_saved()
        finally:
            self._saving = False

    def _on_saved(self) -> None:
        if self._dialog is not None:
            self._dialog.submitted()
            return
        # nothing was written since: a dialog that is opened meanwhile can't be changed
        left = read_batch(self._preferences.value.batch_draft).left_over()
        self._preferences.update(batch_draft=left)

    def _tell_unsaved(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(text)
        else:
            self._window.notices.show_notice(text, kind="danger", key="store")

    # what waits

    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        self._asked.difference_update(job.id for job in jobs if job.deleted_at is not None)
        if any(job.status is JobStatus.QUEUED or job.id in self._waiting for job in jobs):
            self._show_queue()

    def _show_queue(self) -> None:
        services = self._backend.services
        jobs = services.generation.outbox.waiting_jobs() if services is not None else []
        self._waiting = {job.id: job.is_held for job in jobs}
        if not jobs:
            self._asked.clear()
        self._asked.update(self._waiting)
        held, total = sum(self._waiting.values()), len(self._asked)
        if held or (jobs and total > 1):
            self._shown_progress().show_state(total - len(jobs), total, held)
        elif self._progress is not None:
            self._progress.hide()

    def _shown_progress(self) -> BatchProgress:
        if self._progress is None:
            from whisul_desktop.ui.batch_progress import BatchProgress

            bar = self._window.statusBar()
            progress = self._progress = BatchProgress(self._look, bar)
            progress.pause_requested.connect(lambda: self._run("pause", self._pause))
            progress.resume_requested.connect(lambda: self._run("resume", self._resume))
            progress.cancel_requested.connect(lambda: self._run("cancel", self._cancel))
            bar.addPermanentWidget(progress)
        return self._progress

    def _run(self, name: str, work: Work) -> None:
        self._backend.run(f"{name} batch", lambda services: self._guarded(services, work))

    async def _guarded(self, services: Services, work: Work) -> None:
        try:
            await work(services)
        except StoreError as error:
            self._window.notices.show_notice(wording.error_text(error), kind="danger", key="store")

    async def _pause(self, services: Services) -> None:
        await services.generation.hold(list(self._waiting))

    async def _resume(self, services: Services) -> None:
        await services.generation.resume(list(self._waiting))

    async def _cancel(self, services: Services) -> None:
        cancelled = await services.generation.cancel(list(self._waiting))
        if cancelled:
            self._window.notices.show_notice(
                self.tr("Not sent, and now in Recently deleted: %Ln", "", len(cancelled)),
                action=self.tr("Undo"),
                on_action=lambda: self._run(
                    "uncancel", lambda services: services.generation.uncancel(cancelled)
                ),
                key="cancelled batch",
                timeout_s=NOTICE_SECONDS,
            )
