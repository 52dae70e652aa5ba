"""One job in full: cover, title, tags, facts, what to do with it, prompt, times and ID."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.job_picking import Thought
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.ui import wording
from whisul_desktop.ui.cover_box import CoverBox
from whisul_desktop.ui.family_list import FamilyList
from whisul_desktop.ui.job_cells import elapsed as seconds_since
from whisul_desktop.ui.job_cells import song_facts
from whisul_desktop.ui.note_edit import NoteSection
from whisul_desktop.ui.origin_section import OriginSection
from whisul_desktop.ui.player import PlayerState
from whisul_desktop.ui.problem_card import ProblemCard
from whisul_desktop.ui.song_actions import SongActions
from whisul_desktop.ui.star_rating import RatingRow
from whisul_desktop.ui.steady_scroll import SteadyScroll
from whisul_desktop.ui.tag_chips import TagChips
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look, TypeSize

_TITLE_LINES = 3
_COVER_SHARE = 0.45  # of the pane's height, where the rest needs the room
_BELOW_COVER = 240  # px: title, facts, tags and buttons of most songs
_PROMPT_AS_TITLE = 90  # the whole of it is below
_UNDERWAY = frozenset({JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.RUNNING})
_PASSED_ON = (
    "play_requested",
    "save_requested",
    "retry_requested",
    "more_like_requested",
    "edit_requested",
    "reveal_requested",
    "fetch_requested",
    "send_again_requested",
    "adopt_requested",
    "forget_requested",
)


class SongPage(SteadyScroll):
    """Shows what it is given and changes only what differs: no flicker, no lost selection."""

    play_requested = Signal(str)  # our job id, as in all of these
    save_requested = Signal(str)
    retry_requested = Signal(str)
    more_like_requested = Signal(str)
    edit_requested = Signal(str)
    reveal_requested = Signal(str)
    fetch_requested = Signal(str)
    send_again_requested = Signal(str)
    adopt_requested = Signal(str)
    forget_requested = Signal(str)
    cover_clicked = Signal()
    tag_clicked = Signal(str)
    family_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._job: Job | None = None
        self._trouble: MediaError | None = None
        self.rating = RatingRow(look)
        self.note = NoteSection(look)
        self.clock: Callable[[], float] = time.time
        self._usual: float | None = None
        self._column = QWidget()
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(16, 16, 16, 24)
        layout.setSpacing(0)
        self._build_song(layout)
        self._family = FamilyList(look)
        self._family.job_chosen.connect(self.family_chosen)
        layout.addWidget(self._family)
        self._origin = OriginSection(look)
        self._origin.reveal_requested.connect(lambda: self._send(self.reveal_requested))
        layout.addWidget(self._origin)
        layout.addStretch(1)
        self.set_content(self._column)
        self._chips.rebuilt.connect(self._order_tabs)
        self._family.rebuilt.connect(self._order_tabs)
        self._order_tabs()

    def follow(self, before: QWidget) -> None:
        """Tab comes from there: what is built late would come after everything else."""
        policy = self._cover.focusPolicy()
        self._cover.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else Qt leaves it at the end
        QWidget.setTabOrder(before, self._cover)
        self._order_tabs()
        self._cover.setFocusPolicy(policy)

    @property
    def cover(self) -> CoverBox:
        return self._cover

    def show_job(self, job: Job, cover: Path | None) -> None:
        """Take over what differs from what is shown; another job starts at the top."""
        other = self._job is None or self._job.id != job.id
        self._job = job
        if other:
            self._trouble = None
            self.verticalScrollBar().setValue(0)
        self._show_song(job, cover)
        self._show_problem(job)
        self.rating.show_thought(Thought.of(job))
        self.note.field.show_note(job.id, job.note)
        self._origin.show_job(job)
        self.tick()

    def show_family(self, jobs: Sequence[Job]) -> None:
        """The shown job with its relatives, oldest first."""
        self._family.show_family(jobs, self._job.id if self._job is not None else "")

    def show_trouble(self, trouble: MediaError | None) -> None:
        """Why the files of a finished song are not here."""
        if trouble != self._trouble:
            self._trouble = trouble
            if self._job is not None:
                self._show_problem(self._job)

    def set_usual_time(self, seconds: float | None) -> None:
        """How long jobs usually take, for those under way; None where it is not known."""
        self._usual = seconds
        self.tick()

    def set_loaded(self, job_id: str | None, state: PlayerState) -> None:
        """What the player has: its song is paused and resumed here, not begun again."""
        self._buttons.set_loaded(job_id, state)

    def tick(self) -> None:
        """Bring the elapsed time up to now."""
        if self._job is None or self._job.status not in _UNDERWAY:
            return
        status = wording.job_status_text(self._job)
        if self._job.status is JobStatus.QUEUED:
            self._set_label(self._facts, status)
            return
        elapsed = seconds_since(self._job, self.clock())
        facts = [status, wording.duration_text(elapsed)]
        running = self._job.status is JobStatus.RUNNING
        if running and self._usual is not None and elapsed < self._usual:
            usual = self.tr("usually ready in about {time}")
            facts.append(usual.format(time=wording.usual_text(self._usual)))
        self._set_label(self._facts, " · ".join(facts))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        height = event.size().height()
        self._cover.set_most_height(max(round(height * _COVER_SHARE), height - _BELOW_COVER))
        super().resizeEvent(event)

    def _build_song(self, layout: QVBoxLayout) -> None:
        self._cover = CoverBox(self._look)
        self._cover.clicked.connect(self.cover_clicked)
        self._title = TextBlock(self._look, self.tr("Title"), TypeSize.TITLE, bold=True)
        self._title.set_most_lines(_TITLE_LINES)
        self._title.cut_changed.connect(self._explain_title)
        # the prompt's beginning stands in; a font that changes is undone by style sheets
        self._headline = TextBlock(self._look, self.tr("Title"), TypeSize.HEADING, bold=True)
        self._headline.set_most_lines(_TITLE_LINES)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setWordWrap(True)
        self._facts.setMinimumWidth(1)  # its longest word must not widen the column
        self._facts.setProperty("muted", True)
        self._chips = TagChips()
        self._chips.tag_clicked.connect(self.tag_clicked)
        self._buttons = SongActions(self._look)
        for name in _PASSED_ON:
            getattr(self._buttons, name).connect(getattr(self, name))
        layout.addWidget(self._cover)
        layout.addSpacing(16)
        layout.addWidget(self._title)
        layout.addWidget(self._headline)
        layout.addSpacing(4)
        layout.addWidget(self._facts)
        self._problem = ProblemCard(self._look)
        layout.addSpacing(8)
        rating = QHBoxLayout()
        rating.setSpacing(0)
        rating.addSpacing(-8)  # the heart itself stands below the title, not its button
        rating.addWidget(self.rating)
        layout.addLayout(rating)
        layout.addWidget(self._chips)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        layout.addWidget(self.note)

    def _show_song(self, job: Job, cover: Path | None) -> None:
        waiting = job.status in _UNDERWAY
        come_to_nothing = not waiting and job.status is not JobStatus.COMPLETED
        self._cover.set_state(
            cover, job.id, waiting=waiting, compact=come_to_nothing and cover is None
        )
        title = job.title
        named = job.song is not None and bool(job.song.title)
        self._title.set_text(title if named else "")
        self._explain_title()
        self._headline.set_text("" if named else _cut(title, _PROMPT_AS_TITLE))
        self._title.setVisible(named)
        self._headline.setVisible(not named)
        if not waiting:
            self._set_label(self._facts, self._facts_of(job))
        self._facts.setVisible(waiting or bool(self._facts.text()))
        self._buttons.setVisible(not waiting)
        self._buttons.show_job(job)
        self._chips.set_tags(job.tags)

    def _facts_of(self, job: Job) -> str:
        if job.status is not JobStatus.COMPLETED:
            return wording.job_status_text(job)
        facts = song_facts(job)
        if job.took is not None:
            facts.append(self.tr("took {time}").format(time=wording.took_text(job.took)))
        return " · ".join(facts)

    def _show_problem(self, job: Job) -> None:
        trouble = self._trouble if job.status is JobStatus.COMPLETED else None
        self._problem.show_job(job, trouble)
        self._buttons.offer_fetch(trouble is not None)

    def _explain_title(self) -> None:
        cut = self._title.is_cut()
        self._title.setToolTip(wording.tooltip(self._title.text()) if cut else "")

    def _order_tabs(self) -> None:
        """Tab goes through the pane as it is read."""
        order = [
            self._cover,
            self._title,
            self._headline,
            *self.rating.in_tab_order(),
            *self._chips.buttons(),
            *self._problem.in_tab_order(),
            *self._buttons.in_tab_order(),
            self.note.field,
            *self._family.buttons(),
            *self._origin.in_tab_order(),
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    @staticmethod
    def _set_label(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)

    def _send(self, signal: SignalInstance) -> None:
        if self._job is not None:
            signal.emit(self._job.id)


def _cut(text: str, longest: int) -> str:
    """At most `longest` characters, at the end of a word where one is near."""
    if len(text) <= longest:
        return text
    short = text[: longest - 1]
    words = short.rsplit(" ", 1)[0]
    return (words if len(words) > longest // 2 else short) + "…"
