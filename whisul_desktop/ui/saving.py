"""Saving: where to, what happens to files that are there, and what was done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.types import Job
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.questions import ask_replace

NOTICE_SECONDS = 12.0


class Saving(QObject):
    """The dialogs around services/export.py; none of them waits in a loop of its own."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        preferences: Preferences,
        backend: Backend,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._preferences = preferences
        self._backend = backend
        window.actions_["save"].triggered.connect(self.save_selected)
        window.actions_["show_in_folder"].triggered.connect(self._on_show_kept)
        window.detail.save_requested.connect(self.save_selected)
        window.detail.reveal_requested.connect(self._on_show_kept)

    def save_selected(self) -> None:
        """Ask for a file for one song, for a folder for several."""
        self._ask([job for job in self._controller.selected if job.audio_file])

    def _ask(self, jobs: list[Job]) -> None:
        if len(jobs) == 1:
            self._backend.run("save dialog", lambda services: self._ask_file(services, jobs[0]))
        elif jobs:
            self._ask_folder(jobs)

    def folder(self) -> Path:
        """The folder that was chosen, or the system's music folder."""
        chosen = self._preferences.value.save_folder
        if chosen:
            return Path(chosen)
        music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        return Path(music) if music else Path.home()

    async def _ask_file(self, services: Services, job: Job) -> None:
        dialog = QFileDialog(self._window, self.tr("Save song"), str(self.folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("MP3 audio (*.mp3)"))
        dialog.setDefaultSuffix("mp3")
        # we ask ourselves: Qt's own question would run a loop inside the loop
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(services.export.suggested_name(job.id))
        dialog.fileSelected.connect(lambda path: self._save_as(job, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_folder(self, jobs: list[Job]) -> None:
        dialog = QFileDialog(self._window, self.tr("Save songs to a folder"), str(self.folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._save_all(jobs, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_as(self, job: Job, path: Path) -> None:
        self._backend.run("save", lambda services: self._save_unless_taken(services, job, path))

    async def _save_unless_taken(self, services: Services, job: Job, path: Path) -> None:
        if not await services.export.is_taken(path):
            await self._save(services, [job], path.parent, name=path.name)
            return

        def save(*, replace: bool) -> None:
            self._backend.run(
                "save",
                lambda services: self._save(
                    services, [job], path.parent, name=path.name, replace=replace
                ),
            )

        ask_replace(self._window, path, lambda: save(replace=True), lambda: save(replace=False))

    def _save_all(self, jobs: list[Job], folder: Path) -> None:
        self._backend.run("save", lambda services: self._save(services, jobs, folder))

    async def _save(
        self,
        services: Services,
        jobs: list[Job],
        folder: Path,
        *,
        name: str | None = None,
        replace: bool = False,
    ) -> None:
        saved: list[Path] = []
        problems: list[str] = []
        failed: list[Job] = []
        for number, job in enumerate(jobs, 1):
            if len(jobs) > 1:
                self._show_progress(number, len(jobs))
            try:
                path = await services.export.save(job.id, folder, name, replace=replace)
            except MediaError as error:
                problems.append(f"{job.title}: {wording.error_text(error)}")
                failed.append(job)
            else:
                saved.append(path)
        self._window.notices.dismiss("saving")
        self._tell(saved, problems, failed, folder)

    def _show_progress(self, number: int, total: int) -> None:
        text = self.tr("Saving %1 of %2…").replace("%1", str(number)).replace("%2", str(total))
        self._window.notices.show_notice(text, key="saving")

    def _tell(
        self, saved: list[Path], problems: list[str], failed: list[Job], folder: Path
    ) -> None:
        notices = self._window.notices
        if problems:
            shown = "\n".join(problems[:3])
            if len(problems) > 3:
                shown += "\n" + self.tr("and %n more", "", len(problems) - 3)
            notices.show_notice(
                self.tr("Not saved to “%1”:").replace("%1", str(folder)) + "\n" + shown,
                kind="danger",
                action=self.tr("Choose Another Folder…"),
                on_action=lambda: self._ask(failed),
                key="save problem",
            )
            notices.dismiss("saved")
        if not saved:
            return
        self._preferences.update(save_folder=str(folder))
        if not problems:
            notices.dismiss("save problem")
        if len(saved) == 1:
            text = self.tr("Saved “%1”").replace("%1", saved[0].name)
        else:
            text = self.tr("Songs saved: %n", "", len(saved))
        notices.show_notice(
            text,
            kind="success",
            action=self.tr("Reveal in Folder"),
            on_action=lambda: show_in_folder(saved[-1]),
            key="saved",
            timeout_s=NOTICE_SECONDS,
        )

    def _on_show_kept(self) -> None:
        jobs = self._controller.selected
        services = self._backend.services
        if services is not None and jobs and jobs[0].audio_file:
            show_in_folder(services.assets.path(jobs[0].audio_file))


def show_in_folder(path: Path) -> None:
    """Open the file manager at the file's folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
