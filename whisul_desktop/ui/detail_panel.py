"""The right side of the window: the selected job, or what to do where there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.job_picking import Thought
from whisul_desktop.core.types import Job
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.motif import bar_heights, paint_bars, paint_blank_cover
from whisul_desktop.ui.player import PlayerState
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.wording import number_text

if TYPE_CHECKING:
    from whisul_desktop.ui.actions import Actions
    from whisul_desktop.ui.cover_view import CoverView
    from whisul_desktop.ui.selection_buttons import SelectionButtons
    from whisul_desktop.ui.song_page import SongPage
    from whisul_desktop.ui.star_rating import RatingRow

_PASSED_ON = (
    "play_requested",
    "retry_requested",
    "more_like_requested",
    "edit_requested",
    "reveal_requested",
    "fetch_requested",
    "send_again_requested",
    "adopt_requested",
    "forget_requested",
    "tag_clicked",
    "family_chosen",
)
_BARE = 5  # items of a page without parts
_LEAST_WITH_ART = 400  # px high


class DetailPanel(QWidget):
    """Three pages: nothing selected, one job, several jobs. A page is built when needed."""

    play_requested = Signal(str)  # our job id
    save_requested = Signal()  # of what is selected
    retry_requested = Signal(str)
    more_like_requested = Signal(str)  # another take of the same prompt
    edit_requested = Signal(str)  # put the job's prompt back into the compose bar
    reveal_requested = Signal(str)  # the kept file
    fetch_requested = Signal(str)  # the files that could not be fetched
    send_again_requested = Signal(str)  # an unconfirmed one: may pay twice
    adopt_requested = Signal(str)  # the user has the service's ID of an unconfirmed one
    forget_requested = Signal(str)  # the user gives an unconfirmed one up
    tag_clicked = Signal(str)
    family_chosen = Signal(str)  # another take of the shown song
    stars_wished = Signal(int)  # of all that is selected, as the next two
    favourite_wished = Signal(bool)
    reject_wished = Signal(bool)
    note_written = Signal(str, str)  # our job id, the note
    cover_opened = Signal(str)  # the full-size view has come up

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._job: Job | None = None
        self._song: SongPage | None = None
        self._many: _Placeholder | None = None
        self._buttons: SelectionButtons | None = None  # of the page of several
        self.commands: Actions | None = None  # that it offers there
        self._rating: RatingRow | None = None  # of the same
        self._usual: float | None = None
        self._loaded: tuple[str | None, PlayerState] = (None, PlayerState.STOPPED)
        self._view: CoverView | None = None
        self.comes_after: Callable[[], QWidget] = lambda: self  # where Tab comes here from
        self.clock: Callable[[], float] = time.time  # what the list tells elapsed times by
        self._nothing = _Placeholder(look)
        self._nothing.set_texts(
            self.tr("Nothing selected"),
            self.tr("Choose a song in the list to see its cover, hear it and keep it."),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setMinimumWidth(280)
        self.setAccessibleName(self.tr("Details"))
        look.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 600)

    def show_job(self, job: Job | None, cover: Path | None = None) -> None:
        """Show one job, or none. Shown again, only what differs is touched."""
        self._job = job
        if job is None:
            self._pages.setCurrentWidget(self._nothing)
            return
        page = self._song_page()
        page.show_job(job, cover)
        self._pages.setCurrentWidget(page)

    def set_list_empty(self, empty: bool) -> None:
        """Nobody is told to choose where there is nothing to choose from."""
        self._nothing.set_blank(empty)

    def set_selection_count(self, count: int, saveable: int = -1) -> None:
        """How many rows are selected: from two on they are shown as a number, until the next
        `show_job`. `saveable`: how many of them are here to be saved, -1 where not known."""
        if count > 1:
            many = self._many_page()
            heading = self.tr("{number} songs selected").format(number=number_text(count))
            many.set_texts(heading, self._saving_text(count, saveable))
            if self._buttons is not None:
                self._buttons.set_count(count, saveable)
            self._pages.setCurrentWidget(many)
        elif self._job is not None:
            self._pages.setCurrentWidget(self._song_page())
        else:
            self._pages.setCurrentWidget(self._nothing)

    def show_judgements(self, thought: Thought) -> None:
        """What is thought of all that are selected; call it after `set_selection_count`."""
        if self._rating is not None:
            self._rating.show_thought(thought)

    def focus_note(self) -> None:
        """Write into the note of the shown song."""
        if self._song is not None and self._job is not None:
            self._song.ensureWidgetVisible(self._song.note)
            self._song.note.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._song.note.field.moveCursor(QTextCursor.MoveOperation.End)

    def keep_note(self) -> None:
        """What is being written, now."""
        if self._song is not None:
            self._song.note.field.keep()

    def show_trouble(self, trouble: MediaError | None) -> None:
        """Why the files of the shown song are not here; call it after `show_job`."""
        if self._song is not None:
            self._song.show_trouble(trouble)

    def show_family(self, jobs: Sequence[Job]) -> None:
        """The shown song with its relatives, oldest first."""
        if self._song is not None:
            self._song.show_family(jobs)

    def set_usual_time(self, seconds: float | None) -> None:
        """How long jobs usually take, told of those under way; None: nothing is told."""
        self._usual = seconds
        if self._song is not None:
            self._song.set_usual_time(seconds)

    def set_loaded(self, job_id: str | None, state: PlayerState) -> None:
        """Which song the player has, and whether it plays."""
        self._loaded = (job_id, state)
        if self._song is not None:
            self._song.set_loaded(job_id, state)

    def tick(self) -> None:
        """Once a second, with the table's: the elapsed time of a job under way."""
        if self._song is not None:
            self._song.tick()

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("surface"))

    def _song_page(self) -> SongPage:
        if self._song is None:
            from whisul_desktop.ui.song_page import SongPage

            page = SongPage(self._look)
            page.clock = self.clock
            page.set_usual_time(self._usual)
            page.set_loaded(*self._loaded)
            page.save_requested.connect(lambda _job_id: self.save_requested.emit())
            for name in _PASSED_ON:
                getattr(page, name).connect(getattr(self, name))
            page.cover_clicked.connect(self._on_cover_clicked)
            page.note.field.written.connect(self.note_written)
            self._connect_rating(page.rating)
            self._pages.addWidget(page)
            page.follow(self.comes_after())
            self._song = page
        return self._song

    def _connect_rating(self, row: RatingRow) -> None:
        row.stars_wished.connect(self.stars_wished)
        row.favourite_wished.connect(self.favourite_wished)
        row.reject_wished.connect(self.reject_wished)

    def _many_page(self) -> _Placeholder:
        if self._many is None:
            from whisul_desktop.ui.selection_buttons import SelectionButtons
            from whisul_desktop.ui.star_rating import RatingRow

            self._many = _Placeholder(self._look, stacked=True)
            self._buttons = SelectionButtons(self._look, self.commands)
            self._buttons.save_requested.connect(self.save_requested)
            self._rating = RatingRow(self._look)
            self._connect_rating(self._rating)
            self._many.add_part(self._rating)
            self._many.add_part(self._buttons, wide=True)
            self._pages.addWidget(self._many)
            for first, second in pairwise(
                [self.comes_after(), *self._rating.in_tab_order(), *self._buttons.in_tab_order()]
            ):
                QWidget.setTabOrder(first, second)
        return self._many

    def _saving_text(self, count: int, saveable: int) -> str:
        if saveable == 0:
            return self.tr("None of them is ready to be saved yet.")
        if 0 < saveable < count:
            text = self.tr("{saveable} of {number} can be saved.")
            return text.format(saveable=number_text(saveable), number=number_text(count))
        return self.tr("Save the finished ones into a folder, with tags and covers.")

    def _on_cover_clicked(self) -> None:
        if self._job is None or self._song is None or self._song.cover.path is None:
            return
        from whisul_desktop.ui.cover_view import CoverView

        if self._view is None:
            self._view = CoverView(self._look, self.window())
        self._view.show_cover(self._song.cover.path, self._job.title)
        self.cover_opened.emit(self._job.id)


class _Placeholder(QWidget):
    """A picture of nothing in particular, a heading and a sentence, in the middle."""

    def __init__(self, look: Look, *, stacked: bool = False) -> None:
        super().__init__()
        self._heading = QLabel()
        self._heading.setFont(look.font(TypeSize.HEADING, bold=True))
        self._sentence = QLabel()
        self._sentence.setProperty("muted", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(32, 24, 32, 24)
        self._layout.setSpacing(8)
        self._layout.addStretch(2)
        self._art = _Art(look, stacked=stacked)
        self._layout.addWidget(self._art, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addSpacing(16)
        for label in (self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._layout.addWidget(label)
        self._end = self._layout.count()
        self._layout.addStretch(3)

    def set_texts(self, heading: str, sentence: str) -> None:
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def set_blank(self, blank: bool) -> None:
        for part in (self._art, self._heading, self._sentence):
            part.setVisible(not blank)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._end > _BARE:  # what can be done comes before the picture
            self._art.setVisible(self.height() >= _LEAST_WITH_ART)

    def add_part(self, part: QWidget, *, wide: bool = False) -> None:
        """One more below the sentence; a `wide` one uses all the room from side to side."""
        side = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignHCenter
        self._layout.insertSpacing(self._end, 8)
        self._layout.insertWidget(self._end + 1, part, 0, side)
        self._end += 2


class _Art(QWidget):
    def __init__(self, look: Look, *, stacked: bool) -> None:
        super().__init__()
        self._look = look
        self._stacked = stacked
        self.setFixedSize(152, 112)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._stacked:
            color = self._look.color("accent")
            color.setAlphaF(0.45)
            area = QRectF(self.rect()).adjusted(4, 20, -4, -20)
            paint_bars(painter, area, bar_heights("whisul", 11), color)
            return
        for number, seed in ((0, "a"), (2, "c"), (1, "b")):  # the middle one on top
            painter.save()
            painter.translate(self.width() / 2, self.height() / 2 + 4)
            painter.rotate((number - 1) * 11)
            square = QRectF(-40, -40, 80, 80).translated((number - 1) * 26, abs(number - 1) * 4)
            paint_blank_cover(painter, square, self._look, seed, radius=8)
            painter.restore()
