"""Saving: where to, what happens to files that are there, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.left_out import problem_lines
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.questions import ask_replace
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.core.errors import WhisulError
    from whisul_desktop.services.export import SaveRun
    from whisul_desktop.ui.save_progress import ProgressDialog

NOTICE_SECONDS = 12.0


class Saving(QObject):
    """The dialogs around services/export.py; none of them waits in a loop of its own."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        controller: Controller,
        library: Library,
        preferences: Preferences,
        backend: Backend,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._controller = controller
        self._library = library
        self._preferences = preferences
        self._backend = backend
        window.actions_["save"].triggered.connect(self.save_selected)
        window.actions_["show_in_folder"].triggered.connect(self._on_show_kept)
        window.detail.save_requested.connect(self.save_selected)
        window.detail.reveal_requested.connect(self._on_show_kept)
        self._auto_saves = False
        watch = preferences.changed.connect(self._on_settings)
        window.destroyed.connect(watch)
        self._on_settings(preferences.value)

    def save_selected(self) -> None:
        """Ask for a file for one song, for a folder for several."""
        jobs = list(self._controller.selected)
        if any(job.audio_file for job in jobs):  # what is not here is told with what is saved
            self._ask(jobs)

    def folder(self) -> Path:
        """The folder that was chosen, or the system's music folder."""
        chosen = self._preferences.value.save_folder
        if chosen:
            return Path(chosen)
        music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        return Path(music) if music else Path.home()

    def save_all(
        self, job_ids: Sequence[str], folder: Path, then: Callable[[], object] | None = None
    ) -> None:
        """Save songs by the template, with a dialog of its own; `then` each time that all were
        tried, not where the user cancelled."""
        self._backend.run("save", lambda services: self._save_all(services, job_ids, folder, then))

    def _ask(self, jobs: list[Job]) -> None:
        if len(jobs) == 1:
            self._backend.run("save dialog", lambda services: self._ask_file(services, jobs[0]))
        elif jobs:
            self._ask_folder([job.id for job in jobs])

    # one song

    async def _ask_file(self, services: Services, job: Job) -> None:
        dialog = QFileDialog(self._window, self.tr("Save song"), str(self.folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("MP3 audio (*.mp3)"))
        dialog.setDefaultSuffix("mp3")
        # we ask ourselves: Qt's own question would run a loop inside the loop
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        template = self._preferences.value.name_template
        dialog.selectFile(services.export.suggested_name(job.id, template))
        dialog.fileSelected.connect(lambda path: self._save_as(job, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_as(self, job: Job, path: Path) -> None:
        self._backend.run("save", lambda services: self._save_unless_taken(services, job, path))

    async def _save_unless_taken(self, services: Services, job: Job, path: Path) -> None:
        if not await services.export.is_taken(path):
            await self._save(services, job, path)
            return

        def save(*, replace: bool) -> None:
            self._backend.run(
                "save", lambda services: self._save(services, job, path, replace=replace)
            )

        ask_replace(self._window, path, lambda: save(replace=True), lambda: save(replace=False))

    async def _save(
        self, services: Services, job: Job, path: Path, *, replace: bool = False
    ) -> None:
        notices = self._window.notices
        try:
            saved = await services.export.save(job.id, path.parent, path.name, replace=replace)
        except MediaError as error:
            text = self.tr("Not saved to “%1”:").replace("%1", str(path.parent))
            notices.show_notice(
                f"{text}\n{job.title}: {wording.error_text(error)}",
                kind="danger",
                action=self.tr("Choose Another Folder…"),
                on_action=lambda: self._ask([job]),
                key="save problem",
            )
            notices.dismiss("saved")
            return
        self._preferences.update(save_folder=str(path.parent))
        notices.dismiss("save problem")
        self._tell_saved(saved)

    def _tell_saved(self, path: Path) -> None:
        self._window.notices.show_notice(
            self.tr("Saved “%1”").replace("%1", path.name),
            kind="success",
            action=self.tr("Reveal in Folder"),
            on_action=lambda: show_in_folder(path),
            key="saved",
            timeout_s=NOTICE_SECONDS,
        )

    # several songs

    def _ask_folder(self, job_ids: Sequence[str], then: Callable[[], object] | None = None) -> None:
        dialog = QFileDialog(self._window, self.tr("Save songs to a folder"), str(self.folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._save_to(job_ids, Path(path), then))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_to(
        self, job_ids: Sequence[str], folder: Path, then: Callable[[], object] | None
    ) -> None:
        self._preferences.update(save_folder=str(folder))
        self.save_all(job_ids, folder, then)

    async def _save_all(
        self,
        services: Services,
        job_ids: Sequence[str],
        folder: Path,
        then: Callable[[], object] | None,
    ) -> None:
        from whisul_desktop.ui.save_progress import ProgressDialog

        run = services.export.saving(job_ids, folder, self._preferences.value.name_template)
        dialog = ProgressDialog(self._look, self.tr("Save Songs"), self._window)
        dialog.cancelled.connect(run.cancel)
        run.changed.connect(lambda run: self._show_step(dialog, run))
        self._show_step(dialog, run)
        dialog.show()
        await run.run()
        self._tell(dialog, run, then)
        if then is not None and not run.is_cancelled:
            then()

    def _show_step(self, dialog: ProgressDialog, run: SaveRun) -> None:
        if not run.is_cancelled:
            text = self.tr("Saving to “%3”: %1 of %2")
            for mark, value in (
                ("%1", wording.number_text(min(run.done + 1, run.total))),
                ("%2", wording.number_text(run.total)),
                ("%3", run.folder.name or str(run.folder)),
            ):
                text = text.replace(mark, value)
            dialog.set_step(run.done, run.total, text)

    def _tell(
        self, dialog: ProgressDialog, run: SaveRun, then: Callable[[], object] | None
    ) -> None:
        saved = self.tr("Songs saved: %Ln", "", len(run.saved))
        left = run.total - len(run.saved)
        missing = self.tr("Songs not saved: %Ln", "", left)
        actions: list[tuple[str, Callable[[], object]]] = []
        failed = [song.job_id for song in run.failed]
        if failed:
            actions.append((self.tr("Try Again"), lambda: self.save_all(failed, run.folder, then)))
        is_trouble = any(song.error.trouble is not MediaTrouble.NOT_HERE for song in run.failed)
        if is_trouble:
            actions.append(
                (self.tr("Choose Another Folder…"), lambda: self._ask_folder(failed, then))
            )
        if run.saved:
            actions.append((self.tr("Reveal in Folder"), lambda: show_in_folder(run.saved[-1])))
        if not left:
            if not dialog.isVisible():
                self._window.notices.show_notice(saved, kind="success", key="saved",
                    action=actions[-1][0], on_action=actions[-1][1], timeout_s=NOTICE_SECONDS,
                )  # fmt: skip
            dialog.finish("success", saved, actions=actions)
            return
        kind = "danger" if is_trouble else "warning" if failed else "info"
        text = f"{saved}\n{missing}" if run.saved else missing
        dialog.finish(kind, text, problem_lines(run.failed), actions)

    # by itself

    def _on_settings(self, settings: Settings) -> None:
        if settings.auto_save and not self._auto_saves:
            self._auto_saves = True
            self._backend.run("auto-save", self._auto_save)

    async def _auto_save(self, services: Services) -> None:
        from whisul_desktop.services.auto_save import AutoSave

        auto_save = AutoSave(self._library, services.export, self._preferences, self.folder)
        auto_save.trouble.connect(self._on_auto_trouble)
        await auto_save.run()

    def _on_auto_trouble(self, error: WhisulError | None) -> None:
        notices = self._window.notices
        if error is None:
            notices.dismiss("auto-save")
            return
        notices.show_notice(
            self.tr("New songs can't be saved by themselves. It is tried again.")
            + "\n"
            + wording.error_text(error),
            kind="warning",
            action=self.tr("Settings…"),
            on_action=self._window.actions_["settings"].trigger,
            key="auto-save",
        )

    def _on_show_kept(self) -> None:
        """The file that the user saved, where there is one; else our own copy."""
        jobs = self._controller.selected
        services = self._backend.services
        if services is None or not jobs or not jobs[0].audio_file:
            return
        saved_to = jobs[0].saved_to
        kept = services.assets.path(jobs[0].audio_file)
        self._backend.run("reveal", lambda services: self._reveal(services, saved_to, kept))

    async def _reveal(self, services: Services, saved_to: str, kept: Path) -> None:
        saved = Path(saved_to)
        show_in_folder(saved if saved_to and await services.export.is_taken(saved) else kept)


def show_in_folder(path: Path) -> None:
    """Open the file manager at the file's folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
