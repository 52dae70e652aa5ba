"""Ways on for a prompt whose answer was lost: send it again, name its job, or give it up."""

from __future__ import annotations

from PySide6.QtCore import QObject

from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.backend import Backend, Work
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.main_window import MainWindow


class Unconfirmed(QObject):
    """Nothing of it happens by itself: each way is the user's choice, said with its price."""

    def __init__(self, window: MainWindow, controller: Controller, backend: Backend) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._backend = backend
        actions, detail = window.actions_, window.detail
        actions["send_again"].triggered.connect(self._on_send_again)
        actions["adopt"].triggered.connect(self._on_adopt)
        actions["forget"].triggered.connect(self._on_forget)
        detail.send_again_requested.connect(self._on_send_again)
        detail.adopt_requested.connect(self._on_adopt)
        detail.forget_requested.connect(self._on_forget)

    def _job_ids(self) -> list[str]:
        """Those of the selected jobs that are unconfirmed."""
        jobs = self._controller.selected
        return [job.id for job in jobs if job.status is JobStatus.UNCONFIRMED]

    def _ask(self, title: str, text: str, yes: str, work: Work) -> None:
        from whisul_desktop.ui.questions import ask

        ask(self._window, title, text, yes, lambda: self._backend.run("unconfirmed", work))

    def _on_send_again(self) -> None:
        if ids := self._job_ids():
            text = self.tr(
                "The answer to the first request was lost. If the service did receive it, "
                "sending it again makes, and charges, a second song."
            )
            each = self.tr(
                "The answers to the first requests were lost. For each that the service did "
                "receive, sending it again makes, and charges, a second song."
            )
            self._ask(
                self.tr("Send this prompt again?")
                if len(ids) == 1
                else self.tr("Send these %Ln prompts again?", "", len(ids)),
                text if len(ids) == 1 else each,
                self.tr("Send Again"),
                lambda services: services.generation.send_again(*ids),
            )

    def _on_forget(self) -> None:
        if ids := self._job_ids():
            text = self.tr("If the service did receive it, its song can't be found from here.")
            each = self.tr("Songs of those that the service did receive can't be found from here.")
            self._ask(
                self.tr("Forget this prompt?")
                if len(ids) == 1
                else self.tr("Forget these %Ln prompts?", "", len(ids)),
                text if len(ids) == 1 else each,
                self.tr("Forget"),
                lambda services: services.generation.forget(*ids),
            )

    def _on_adopt(self) -> None:
        if len(ids := self._job_ids()) == 1:
            from whisul_desktop.ui.questions import ask_job_id

            [job_id] = ids

            ask_job_id(
                self._window,
                lambda server_id: self._backend.run(
                    "adopt", lambda services: services.generation.adopt(job_id, server_id)
                ),
            )
