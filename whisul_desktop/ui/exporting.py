"""Taking lists and the whole library out, and bringing a library in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from whisul_desktop.core.errors import WhisulError
from whisul_desktop.core.types import ListForm
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.questions import ask
from whisul_desktop.ui.saving import NOTICE_SECONDS, Saving, show_in_folder
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.transfer_wording import error_text

if TYPE_CHECKING:
    from whisul_desktop.services.transfer import Brought

Step = Callable[[int, int], None]
# What was done in words, with the kind of message, and the file to be revealed.
Outcome = tuple[str, str, Path | None]


class Exporting(QObject):
    """The dialogs around services/lists.py and services/transfer.py."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        controller: Controller,
        saving: Saving,
        backend: Backend,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._controller = controller
        self._saving = saving
        self._backend = backend
        self._works = 0
        actions = window.actions_
        for form in ListForm:
            actions[f"export_{form}"].triggered.connect(lambda _on, form=form: self._ask_list(form))
        actions["export_library"].triggered.connect(self._ask_media)
        actions["import_library"].triggered.connect(self._ask_import)
        actions["rebuild"].triggered.connect(self._ask_rebuild)

    # lists

    def _ask_list(self, form: ListForm) -> None:
        job_ids = [job.id for job in self._controller.selected]
        filters = {
            ListForm.M3U8: self.tr("Playlist (*.m3u8)"),
            ListForm.CSV: self.tr("Table (*.csv)"),
            ListForm.JSON: self.tr("JSON (*.json)"),
        }
        if job_ids:
            self._ask_target(
                self.tr("Export Selection"),
                filters[form],
                self.tr("Songs") + f".{form}",
                lambda target: self._export_list(job_ids, target, form),
            )

    def _export_list(self, job_ids: list[str], target: Path, form: ListForm) -> None:
        self._backend.run("list", lambda services: self._list(services, job_ids, target, form))

    async def _list(
        self, services: Services, job_ids: list[str], target: Path, form: ListForm
    ) -> None:
        """A playlist needs files: what has none of the user's own is saved beside it first."""
        if form is ListForm.M3U8:
            unsaved = await services.lists.unsaved(job_ids)
            if unsaved:
                self._saving.save_all(
                    unsaved, target.parent, lambda: self._write(job_ids, target, form)
                )
                return
        self._write(job_ids, target, form)

    def _write(self, job_ids: list[str], target: Path, form: ListForm) -> None:
        async def work(services: Services) -> None:
            try:
                count = await services.lists.write(job_ids, target, form)
            except WhisulError as error:
                self._tell_trouble(error_text(error))
                return
            if not count:
                self._tell_trouble(
                    self.tr("None of these songs is in a file yet: no playlist was written.")
                )
                return
            self._window.notices.show_notice(
                self.tr("Songs in “%1”: %Ln", "", count).replace("%1", target.name),
                kind="success",
                action=self.tr("Reveal in Folder"),
                on_action=lambda: show_in_folder(target),
                key="exported",
                timeout_s=NOTICE_SECONDS,
            )

        self._backend.run("list", work)

    # the whole library

    def _ask_media(self) -> None:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Export Library"))
        box.setText(self.tr("Export the whole library to one file?"))
        box.setInformativeText(
            self.tr(
                "Songs and covers make the file as large as they are. Without them it has all "
                "prompts, titles, ratings and notes; files are fetched again where the service "
                "still has them."
            )
        )
        lists = box.addButton(self.tr("Without Songs…"), QMessageBox.ButtonRole.AcceptRole)
        whole = box.addButton(self.tr("With Songs and Covers…"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(whole)
        box.addButton(QMessageBox.StandardButton.Cancel)

        def on_finished(_result: int) -> None:
            clicked = box.clickedButton()
            box.deleteLater()
            if clicked in (lists, whole):
                self._ask_library_file(with_media=clicked is whole)

        box.finished.connect(on_finished)
        box.open()

    def _ask_library_file(self, *, with_media: bool) -> None:
        self._ask_target(
            self.tr("Export Library"),
            self.tr("Library (*.zip)"),
            self.tr("Whisul library") + ".zip",
            lambda target: self._export_library(target, with_media=with_media),
        )

    def _export_library(self, target: Path, *, with_media: bool) -> None:
        async def work(services: Services, step: Step) -> Outcome:
            count = await services.transfer.export_library(
                target, with_media=with_media, on_progress=step
            )
            return "success", self.tr("Jobs exported: %Ln", "", count), target

        self._run(self.tr("Export Library"), work)

    def _ask_import(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Import Library"), str(self._saving.folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Library (*.zip)"))
        dialog.fileSelected.connect(lambda path: self._import(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _import(self, source: Path) -> None:
        from whisul_desktop.services.transfer import Brought

        brought = Brought()

        async def work(services: Services, step: Step) -> Outcome:
            try:
                await services.transfer.import_library(source, on_progress=step, brought=brought)
            finally:
                services.following.follow_all()
            kind = "warning" if brought.damaged else "success"
            return kind, self._brought_text(brought), None

        self._run(self.tr("Import Library"), work, brought)

    def _ask_rebuild(self) -> None:
        dialog = QFileDialog(
            self._window, self.tr("Rebuild from Saved Files"), str(self._saving.folder())
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._rebuild(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rebuild(self, folder: Path) -> None:
        from whisul_desktop.services.transfer import Brought

        brought = Brought()

        async def work(services: Services, step: Step) -> Outcome:
            await services.transfer.rebuild(
                folder, services.account.api_url, on_progress=step, brought=brought
            )
            kind = "success" if brought.added + brought.completed + brought.unchanged else "info"
            return kind, self._brought_text(brought), None

        self._run(self.tr("Rebuild from Saved Files"), work, brought)

    def _brought_text(self, brought: Brought) -> str:
        lines = [
            (brought.added, self.tr("Added: %Ln", "", brought.added)),
            (brought.completed, self.tr("Completed: %Ln", "", brought.completed)),
            (brought.unchanged, self.tr("Here already: %Ln", "", brought.unchanged)),
            (brought.files, self.tr("Songs and covers kept: %Ln", "", brought.files)),
            (brought.damaged, self.tr("Damaged files left out: %Ln", "", brought.damaged)),
            (brought.passed_over, self.tr("Other files: %Ln", "", brought.passed_over)),
        ]
        return "\n".join(line for count, line in lines if count) or self.tr("Nothing was found.")

    def _with_taken(self, text: str, brought: Brought | None) -> str:
        """`text` says why it ended early. What was taken in by then stays, and is told."""
        if brought is None:
            return text
        taken = not brought.is_nothing
        return f"{text}\n" + (
            self._brought_text(brought) if taken else self.tr("Nothing was taken over.")
        )

    # what all of them do

    def _ask_target(
        self, title: str, name_filter: str, name: str, on_target: Callable[[Path], None]
    ) -> None:
        dialog = QFileDialog(self._window, title, str(self._saving.folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(name_filter)
        dialog.setDefaultSuffix(name.rsplit(".", 1)[-1])
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._check_target(Path(path), on_target))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _check_target(self, target: Path, on_target: Callable[[Path], None]) -> None:
        async def check(services: Services) -> None:
            if not await services.export.is_taken(target):
                on_target(target)
                return
            ask(
                self._window,
                self.tr("“%1” is there already").replace("%1", target.name),
                self.tr("In the folder “%1”.").replace("%1", str(target.parent)),
                self.tr("Replace"),
                lambda: on_target(target),
            )

        self._backend.run("check target", check)

    def _run(
        self,
        title: str,
        work: Callable[[Services, Step], Awaitable[Outcome]],
        brought: Brought | None = None,
    ) -> None:
        """`brought`: what the work has taken in by the time that it ends early."""
        self._works += 1
        name = f"transfer {self._works}"
        self._backend.run(
            name, lambda services: self._work(services, name, title, work, brought), latest=True
        )

    async def _work(
        self,
        services: Services,
        name: str,
        title: str,
        work: Callable[[Services, Step], Awaitable[Outcome]],
        brought: Brought | None,
    ) -> None:
        import asyncio

        from whisul_desktop.ui.save_progress import ProgressDialog

        dialog = ProgressDialog(self._look, title, self._window)
        dialog.cancelled.connect(lambda: services.tasks.cancel(name))
        dialog.set_step(0, 1, title)
        dialog.show()
        try:
            kind, text, path = await work(
                services, lambda done, total: dialog.set_step(done, total, title)
            )
        except WhisulError as error:
            dialog.finish("danger", self._with_taken(error_text(error), brought))
        except asyncio.CancelledError:
            dialog.finish("info", self._with_taken(self.tr("Cancelled."), brought))
            raise
        else:
            reveal = (self.tr("Reveal in Folder"), lambda: path and show_in_folder(path))
            if not dialog.isVisible():
                self._window.notices.show_notice(text, kind=kind, timeout_s=NOTICE_SECONDS)
            dialog.finish(kind, text, actions=[reveal] if path is not None else [])

    def _tell_trouble(self, text: str) -> None:
        self._window.notices.show_notice(text, kind="danger", key="exported")
