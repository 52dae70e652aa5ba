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

    def _job_id(self) -> str | None:
        jobs = self._controller.selected
        if len(jobs) == 1 and jobs[0].status is JobStatus.UNCONFIRMED:
            return jobs[0].id
        return None

    def _ask(self, title: str, text: str, yes: str, work: Work) -> None:
        from whisul_desktop.ui.questions import ask

        ask(self._window, title, text, yes, lambda: self._backend.run("unconfirmed", work))

    def _on_send_again(self) -> None:
        if job_id := self._job_id():
            self._ask(
                self.tr("Send this prompt again?"),
                self.tr(
                    "The answer to the first request was lost. If the service did receive it, "
                    "sending it again makes, and charges, a second song."
                ),
                self.tr("Send Again"),
                lambda services: services.generation.send_again(job_id),
            )

    def _on_forget(self) -> None:
        if job_id := self._job_id():
            self._ask(
                self.tr("Forget this prompt?"),
                self.tr("If the service did receive it, its song can't be found from here."),
                self.tr("Forget"),
                lambda services: services.generation.forget(job_id),
            )

    def _on_adopt(self) -> None:
        if job_id := self._job_id():
            from whisul_desktop.ui.questions import ask_job_id

            ask_job_id(
                self._window,
                lambda server_id: self._backend.run(
                    "adopt", lambda services: services.generation.adopt(job_id, server_id)
                ),
            )
