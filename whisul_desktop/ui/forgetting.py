""" "Recently deleted" in the window: shown as the list, emptied, and forgotten for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout

from whisul_desktop.core.errors import StoreError, WhisulError
from whisul_desktop.core.types import Job
from whisul_desktop.services.judging import Judging
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend
from whisul_desktop.ui.deleted_bar import DeletedBar
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow

NOTICE_SECONDS = 12.0
_PURGE_MS = 3_600_000  # not a day: while the computer sleeps, a timer may stand still
T = TypeVar("T")


class Forgetting(QObject):
    """Nothing goes for good without a question, but what has been here for its thirty days."""

    def __init__(
        self, window: MainWindow, model: JobModel, judging: Judging, backend: Backend
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._judging = judging
        self._backend = backend
        self._selected = False
        self._purging = QTimer(self, interval=_PURGE_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._purging.timeout.connect(self._on_purge)
        self.bar = DeletedBar(window.library)
        self.bar.empty_requested.connect(self._on_empty)
        above = window.library.layout()
        assert isinstance(above, QBoxLayout)  # noqa: S101 - of library_pane.py
        above.insertWidget(1, self.bar)
        window.actions_["show_deleted"].triggered.connect(self._on_show_deleted)
        window.actions_["empty_deleted"].triggered.connect(self._on_empty)
        model.query_changed.connect(self._on_query_changed)
        model.counts_changed.connect(self._on_query_changed)
        self._on_query_changed()

    def on_services(self) -> None:
        """What has been here for its time goes, in the background, now and from now on."""
        self._on_purge()
        self._purging.start()

    def show_selected(self, *, selected: bool) -> None:
        """Whether there is anything that could be restored."""
        self._selected = selected
        self._on_query_changed()

    def try_to(self, deed: Callable[[], T]) -> T | None:
        """None where the library refuses, which is told."""
        try:
            return deed()
        except StoreError as error:
            self._tell_trouble(error)
            return None

    def ask(self, jobs: Sequence[Job]) -> None:
        """Forget these for good, if the user says so once more."""
        if not jobs:
            return
        title = self.tr("Forget these songs for good?")
        text = self.tr(
            "Songs: {number}. They are taken off this computer, with covers and notes, and can't "
            "be brought back. Files that you saved elsewhere stay."
        ).format(number=wording.number_text(len(jobs)))
        if len(jobs) == 1:
            title = self.tr("Forget this song for good?")
            text = self.tr(
                "“{title}” is taken off this computer, with its cover and note, and can't be "
                "brought back. A file that you saved elsewhere stays."
            ).format(title=wording.one_line(jobs[0].title)[:200])
        ids = [job.id for job in jobs]
        self._ask(title, text, lambda: self._forget(ids))

    def _on_empty(self) -> None:
        self._ask(
            self.tr("Forget everything in Recently deleted?"),
            self.tr(
                "All of it is taken off this computer, with covers and notes, and can't be "
                "brought back. Files that you saved elsewhere stay."
            ),
            self._empty,
        )

    def _ask(self, title: str, text: str, forget: Callable[[], object]) -> None:
        from whisul_desktop.ui.questions import ask

        ask(self._window, title, text, self.tr("Forget for Good"), forget, danger=True)

    def _forget(self, ids: list[str]) -> None:
        self._backend.run("forget", lambda _services: self._forget_all(ids))

    def _empty(self) -> None:
        self._backend.run("forget", lambda _services: self._forget_deleted())

    async def _forget_deleted(self) -> None:
        try:
            ids = await self._judging.deleted()
        except StoreError as error:
            self._tell_trouble(error)
        else:
            await self._forget_all(ids)

    async def _forget_all(self, ids: list[str]) -> None:
        try:
            kept = await self._judging.forget_for_good(ids)
        except WhisulError as error:
            self._tell_trouble(error)
            return
        if len(kept) < len(ids):
            text = self.tr("Forgotten for good: {number}")
            self._tell(text, len(ids) - len(kept), "success", "forgotten")
        if kept:
            text = self.tr("Being sent at this moment, so not forgotten: {number}")
            self._tell(text, len(kept), "warning", "not forgotten")

    def _on_purge(self) -> None:
        self._backend.run("purge", lambda _services: self._purge())

    async def _purge(self) -> None:
        try:
            await self._judging.purge()
        except WhisulError as error:
            self._tell_trouble(error)

    def _tell(self, text: str, number: int, kind: str, key: str) -> None:
        self._window.notices.show_notice(
            text.format(number=wording.number_text(number)),
            kind=kind,
            key=key,
            timeout_s=NOTICE_SECONDS,
        )

    def _tell_trouble(self, error: WhisulError) -> None:
        self._window.notices.show_notice(wording.error_text(error), kind="danger", key="judging")

    def _on_show_deleted(self, checked: bool) -> None:
        self._window.library.show_search("", deleted=checked)
        self._window.library.focus_songs()

    def _on_query_changed(self) -> None:
        deleted = self._model.query().deleted
        self.bar.setVisible(deleted)
        self.bar.show_state(selected=self._selected, empty=self._model.rowCount() == 0)
        self._window.actions_["show_deleted"].setChecked(deleted)
        self._window.actions_["empty_deleted"].setVisible(deleted)
