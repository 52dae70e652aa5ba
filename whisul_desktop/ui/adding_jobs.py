"""File → Add Existing Jobs…: the dialog, the library, and where what was added is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from whisul_desktop.core.errors import StoreError
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.ui.add_jobs_dialog import AddJobsDialog


class AddingJobs(QObject):
    """Only in a window that can write: a library of a newer version is shown as it is."""

    def __init__(self, window: MainWindow, look: Look, backend: Backend) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._backend = backend
        self._dialog: AddJobsDialog | None = None
        window.actions_["add_jobs"].triggered.connect(self.show_dialog)

    def show_dialog(self) -> None:
        """Open it, or bring it forward."""
        if self._dialog is None:
            from whisul_desktop.ui.add_jobs_dialog import AddJobsDialog

            self._dialog = AddJobsDialog(self._look, self._count_known, self._window)
            self._dialog.add_requested.connect(self._on_add)
            self._dialog.finished.connect(self._on_closed)
            self._dialog.open()
        self._dialog.activateWindow()

    def _count_known(self, server_ids: Sequence[str]) -> int | None:
        services = self._backend.services
        return services.generation.count_known(server_ids) if services is not None else None

    def _on_add(self, server_ids: tuple[str, ...]) -> None:
        self._backend.run("add jobs", lambda services: self._add(services, server_ids))

    async def _add(self, services: Services, server_ids: tuple[str, ...]) -> None:
        try:
            added, known = await services.generation.add_existing(server_ids)
        except StoreError as error:
            if self._dialog is not None:
                self._dialog.show_problem(wording.error_text(error))
            else:  # closed meanwhile
                self._window.notices.show_notice(
                    wording.error_text(error), kind="danger", key="store"
                )
            return
        except Exception:
            if self._dialog is not None:
                self._dialog.show_problem(self.tr("They could not be added. Please try again."))
            raise
        if self._dialog is not None:
            self._dialog.show_added(len(added), len(known))
        if added or known:
            self._window.library.show_job((added or known)[0])

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
