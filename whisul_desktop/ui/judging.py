"""Judging by key, mouse and menu: favourite, stars, reject, note, delete; with the way back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QObject

from whisul_desktop.core.job_picking import Thought, thought_of
from whisul_desktop.core.types import Job
from whisul_desktop.services.judging import MOST_STARS, Deed, Judging, Undo
from whisul_desktop.services.library import Library
from whisul_desktop.ui import wording
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.forgetting import Forgetting
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.rating_cell import HEART

NOTICE_SECONDS = 12.0
_MOST_UNDO = 100
_LONGEST_TITLE = 60  # characters in a notice
_OF_ROWS = ("favourite", "reject", "note", "delete", "restore", "forget_for_good")


class JudgingActions(QObject):
    """Acts on what is selected. Whatever it does is there at once, without the network."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        model: JobModel,
        library: Library,
        judging: Judging,
        forgetting: Forgetting,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._model = model
        self._library = library
        self._judging = judging
        self._forgetting = forgetting
        self._undos: list[Undo] = []
        self._connect()
        self._disconnects = [
            library.changed.connect(lambda jobs: self._on_changed({job.id for job in jobs})),
            library.rated.connect(self._on_changed),
        ]
        self._thought = Thought()  # of what is selected
        self._refresh(window.library.table.selected_ids())
        self._on_query_changed()

    def close(self) -> None:
        """Stop listening; the library lives longer than the window."""
        for disconnect in self._disconnects:
            disconnect()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        for stars in range(MOST_STARS + 1):
            actions[f"stars_{stars}"].triggered.connect(
                lambda _checked=False, stars=stars: self._on_stars(stars)
            )
        actions["favourite"].triggered.connect(lambda: self._on_favourite(None))
        actions["reject"].triggered.connect(lambda: self._on_reject(None))
        actions["note"].triggered.connect(self._on_note)
        actions["delete"].triggered.connect(self._on_delete)
        actions["restore"].triggered.connect(self._on_restore)
        actions["forget_for_good"].triggered.connect(self._on_forget)
        actions["undo"].triggered.connect(self._on_undo)
        window.library.table.rating_clicked.connect(self._on_rating_clicked)
        window.library.table.selection_changed.connect(self._refresh)
        window.library.table.selection_settled.connect(self._show_judgements)
        window.detail.stars_wished.connect(self._on_stars)
        window.detail.favourite_wished.connect(self._on_favourite)
        window.detail.reject_wished.connect(self._on_reject)
        window.detail.note_written.connect(self._on_note_written)
        window.closed.connect(window.detail.keep_note)
        bar = self._forgetting.bar
        bar.restore_requested.connect(self._on_restore)
        bar.forget_requested.connect(self._on_forget)
        self._model.query_changed.connect(self._on_query_changed)

    # what the user wants

    def _on_favourite(self, wanted: bool | None) -> None:
        """None: all of them, or none where all are."""
        ids = self._controller.selected_ids
        on = not thought_of(self._model.jobs, ids).is_favourite if wanted is None else wanted
        undo = self._do(lambda: self._judging.set_favourite(ids, on))
        text = self.tr("Favourites: %Ln") if on else self.tr("No longer favourites: %Ln")
        self._tell(undo, text)

    def _on_reject(self, wanted: bool | None) -> None:
        ids = self._controller.selected_ids
        on = not thought_of(self._model.jobs, ids).is_reject if wanted is None else wanted
        undo = self._do(lambda: self._judging.set_reject(ids, on))
        self._tell(undo, self.tr("Rejected: %Ln") if on else self.tr("No longer rejected: %Ln"))

    def _on_stars(self, stars: int) -> None:
        ids = self._controller.selected_ids
        undo = self._do(lambda: self._judging.set_stars(ids, stars))
        self._tell(undo, self.tr("Rated: %Ln") if stars else self.tr("Ratings taken away: %Ln"))

    def _on_rating_clicked(self, job_id: str, part: int) -> None:
        """In a row: that one alone, whatever is selected."""
        job = self._model.job(job_id)
        if job is None:
            return
        if part == HEART:
            self._do(lambda: self._judging.set_favourite([job_id], not job.is_favourite))
        else:  # the same again takes it away
            self._do(lambda: self._judging.set_stars([job_id], 0 if part == job.stars else part))

    def _on_note(self) -> None:
        jobs = self._controller.selected
        if len(jobs) == 1:
            self._window.library.table.settle_selection()
            self._window.detail.focus_note()
        elif jobs:
            from whisul_desktop.ui.questions import ask_note

            notes = {job.note for job in jobs}
            common = notes.pop() if len(notes) == 1 else ""
            ask_note(self._window, common, lambda note: self._write_notes(_ids(jobs), note))

    def _write_notes(self, job_ids: list[str], note: str) -> None:
        undo = self._do(lambda: self._judging.set_note(job_ids, note))
        self._tell(undo, self.tr("Notes written: %Ln"))

    def _on_note_written(self, job_id: str, note: str) -> None:
        last = self._undos[-1] if self._undos else None
        goes_on = last is not None and last.deed is Deed.NOTE and list(last.before) == [job_id]
        undo = self._do(lambda: self._judging.set_note([job_id], note))
        if undo and last is not None and goes_on:  # what was typed in one go is one step back
            self._undos[-2:] = [last.and_then(undo)]

    def _on_delete(self) -> None:
        if self._model.query().deleted:  # there already
            self._on_forget()
            return
        jobs = self._controller.selected
        undo = self._take_out(jobs, self._judging.delete)
        text = self.tr("Moved to Recently deleted: %Ln")
        if undo and len(undo) == 1:
            title = wording.one_line(jobs[0].title)
            short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
            text = self.tr("“{title}” is in Recently deleted now.").format(title=short)
        self._tell(undo, text, least=1)

    def _on_restore(self) -> None:
        undo = self._take_out(self._controller.selected, self._judging.restore)
        self._tell(undo, self.tr("Restored: %Ln"), least=1)

    def _on_forget(self) -> None:
        self._forgetting.ask(self._controller.selected)

    def _on_undo(self) -> None:
        if self._undos:
            self._take_back(self._undos[-1])

    # doing it

    def _do(self, deed: Callable[[], Undo]) -> Undo | None:
        """None where nothing was changed."""
        undo = self._forgetting.try_to(deed)
        self._show_now()
        if not undo:
            return None
        self._undos = [*self._undos[1 - _MOST_UNDO :], undo]
        self._name_undo()
        return undo

    def _take_out(self, jobs: list[Job], deed: Callable[[list[str]], Undo]) -> Undo | None:
        """Out of the list that is shown; what comes next is selected."""
        following = self._beside(jobs)
        undo = self._do(lambda: deed(_ids(jobs)))
        if undo and following is not None:
            self._window.library.view.select_job(following)
        return undo

    def _beside(self, jobs: list[Job]) -> str | None:
        """The next row that stays, or the one before."""
        rows = [row for job in jobs if (row := self._model.row_of(job.id)) is not None]
        if not rows:
            return None
        gone = set(_ids(jobs))
        below = range(max(rows) + 1, self._model.rowCount())
        above = range(max(rows) - 1, -1, -1)
        for row in (*below[:1], *above):
            job = self._model.job_at(row)
            if job is not None and job.id not in gone:
                return job.id
        return None

    def _tell(self, undo: Undo | None, text: str, *, least: int = 2) -> None:
        """What was done to several, with the way back; one alone is seen where it stands."""
        if undo is None or len(undo) < least:
            return
        self._window.notices.show_notice(
            text.replace("%Ln", wording.number_text(len(undo))),
            action=self.tr("Undo"),
            on_action=lambda: self._on_notice(undo),
            key="judging",
            timeout_s=NOTICE_SECONDS,
        )

    def _on_notice(self, undo: Undo) -> None:
        self._window.library.focus_songs()  # its button is gone: keys go on in the list
        self._take_back(undo)

    def _take_back(self, undo: Undo) -> None:
        def take_back() -> Undo:
            self._judging.undo(undo)
            return undo

        if self._forgetting.try_to(take_back) is None:
            return
        self._show_now()
        self._undos = [other for other in self._undos if other is not undo]
        self._window.notices.dismiss("judging")
        self._name_undo()

    def _show_now(self) -> None:
        """What the user does is seen at once."""
        self._model.settle()
        self._library.changed.tell()
        self._window.library.table.settle_selection()

    # what can be done

    def _on_changed(self, job_ids: AbstractSet[str]) -> None:
        if self._controller.has_selected(job_ids):
            self._refresh(self._controller.selected_ids)
            self._window.library.table.tell_again()

    def _on_query_changed(self) -> None:
        """No more than this: other rows are on their way to the screen."""
        self._window.actions_["restore"].setVisible(self._model.query().deleted)

    def _refresh(self, ids: Sequence[str]) -> None:
        thought = self._thought = thought_of(self._model.jobs, ids)
        actions = self._window.actions_
        for name in (*_OF_ROWS, *(f"stars_{stars}" for stars in range(MOST_STARS + 1))):
            actions[name].setEnabled(bool(ids))
        actions["favourite"].setChecked(thought.is_favourite)
        actions["reject"].setChecked(thought.is_reject)
        self._forgetting.show_selected(selected=bool(ids))
        self._name_undo()

    def _show_judgements(self, ids: Sequence[str]) -> None:
        """Of several; that of one is a part of its page."""
        if len(ids) > 1:
            self._window.detail.show_judgements(self._thought)

    def _name_undo(self) -> None:
        action = self._window.actions_["undo"]
        action.setEnabled(bool(self._undos))
        names = {
            Deed.FAVOURITE: self.tr("&Undo Favourite"),
            Deed.STARS: self.tr("&Undo Rating"),
            Deed.REJECT: self.tr("&Undo Reject"),
            Deed.NOTE: self.tr("&Undo Note"),
            Deed.DELETE: self.tr("&Undo Delete"),
            Deed.RESTORE: self.tr("&Undo Restore"),
        }
        action.setText(names[self._undos[-1].deed] if self._undos else self.tr("&Undo"))


def _ids(jobs: Collection[Job]) -> list[str]:
    return [job.id for job in jobs]
