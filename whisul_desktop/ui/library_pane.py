"""The library: filter bar, the table, and what is shown in its place while it is empty."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from whisul_desktop.core.query import Tag, fold
from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.job_view import TITLE
from whisul_desktop.ui.theme import Look

if TYPE_CHECKING:
    from whisul_desktop.ui.empty_pages import NoSongs, NothingFound
    from whisul_desktop.ui.job_grid import JobGrid

_RESTING_MS = 150  # since the rows on the screen last changed


class LibraryPane(QWidget):
    """Composes; what the user wants of a job comes from `table`, and what is selected is the
    same in `grid`. `view` is the one of them that is shown, or would be with songs in it."""

    example_chosen = Signal(str)
    emptied = Signal(bool)  # whether something else stands in the list's place now
    grid_added = Signal(object)  # the JobGrid: made when it is first wanted

    def __init__(
        self,
        model: JobModel,
        filter_bar: FilterBar,
        table: JobTable,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self.filter_bar = filter_bar
        self.table = table
        self.grid: JobGrid | None = None
        self.view: JobTable | JobGrid = table
        self._left_at: tuple[int, int] | None = None  # scroll values: of the other view, of this
        self._deleted = False  # what is shown was deleted
        self._no_songs: QWidget | None = None
        self._nothing_found: NothingFound | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)  # in this order, for Tab goes by it
        self._pages = QStackedWidget(self)
        self._pages.setProperty("ground", True)  # the same below rows and below none
        self._pages.setMinimumHeight(96)  # a page that needs more does not press on the bar
        self._pages.addWidget(self.table)
        column.addWidget(self._pages, 1)
        self.filter_bar.query_changed.connect(self._ask)
        self.filter_bar.table_requested.connect(self.go_to_songs)
        self.filter_bar.hit_requested.connect(self._on_hit_requested)
        table.came_back.connect(self._on_came_back)
        model.counts_changed.connect(self._on_counts_changed)
        model.modelReset.connect(self._choose_page)
        model.query_changed.connect(self._choose_page)
        self._turn = QTimer(self, singleShot=True, interval=0)  # the list is painted first
        self._turn.timeout.connect(lambda: self.emptied.emit(self.is_empty()))
        self._resting = QTimer(self, singleShot=True, interval=_RESTING_MS)
        self._resting.timeout.connect(self._on_resting)
        model.foreseen.connect(self._on_foreseen)
        model.query_changed.connect(self._on_stirred)
        model.orders_made.connect(self._on_stirred)
        table.verticalScrollBar().valueChanged.connect(self._on_stirred)
        self._on_counts_changed()

    def is_empty(self) -> bool:
        """Whether there is nothing to choose from."""
        return self._pages.currentWidget() is not self.view

    def focus_search(self) -> None:
        self.filter_bar.focus_search()

    def clear_filter(self) -> None:
        """Show every job."""
        self.show_search("", deleted=False)

    def show_search(self, text: str, *, deleted: bool) -> None:
        """Show what a search finds, in the library or in what was deleted."""
        self._deleted = deleted
        self.filter_bar.show_search(text)
        self._ask()

    def show_tag(self, tag: str) -> None:
        """Show all songs that have this tag, in the library or in what was deleted: wherever one
        is."""
        self.filter_bar.set_term(Tag(fold(tag)))

    def show_job(self, job_id: str) -> None:
        """Select a job; where the filter hides it, the filter goes."""
        if self._model.is_searching():
            self._model.finish()  # its rows are of the query before
        if self._model.job(job_id) is not None and self._model.row_of(job_id) is None:
            self.clear_filter()
            self._model.finish()
        self.view.select_job(job_id)

    def add_grid(self, grid: JobGrid) -> None:
        """The other view of the same songs."""
        self.grid = grid
        grid.play_requested.connect(self.table.play_requested)
        grid.rating_clicked.connect(self.table.rating_clicked)
        grid.verticalScrollBar().valueChanged.connect(self._on_stirred)
        self._pages.addWidget(grid)
        QWidget.setTabOrder(self.table, grid)
        self.grid_added.emit(grid)

    def show_grid(self, grid: bool) -> None:
        """Covers, or rows again, at the same place."""
        before, after = self.view, self.grid if grid else self.table
        if after is None or after is before:
            return
        had_focus, rows = before.hasFocus(), before.visible_rows()
        tops = (self._model.index(row, TITLE) for row in rows)
        top = next((one for one in tops if before.visualRect(one).center().y() >= 0), None)
        left, here = before.verticalScrollBar(), after.verticalScrollBar()
        left_at = self._left_at
        self.view = after
        self._choose_page()
        if left_at is not None and left_at[1] == left.value():
            here.setValue(left_at[0])  # nothing was scrolled meanwhile: just as it was
        elif left.value() == 0 or top is None:
            here.setValue(0)
        else:
            after.scrollTo(top, after.ScrollHint.PositionAtTop)
        self._left_at = (left.value(), here.value())
        if had_focus:
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """As it will be shown first by the next start: what is not remembered goes."""
        self.filter_bar.end_naming()
        with QSignalBlocker(self.table):  # nobody is to act on what is selected now
            self.clear_filter()
            self._model.rest()
            self._model.finish_rows()
            self.table.clearSelection()
        for bar in (self.view.verticalScrollBar(), self.view.horizontalScrollBar()):
            bar.setValue(bar.minimum())

    def begins_with_newest(self, count: int) -> bool:
        """Whether the first rows are known once so many of the newest jobs are."""
        query = self._model.query()
        by_age = query.sort is JobColumn.CREATED and query.descending
        return by_age or len(self._model.jobs) <= count

    def focus_songs(self) -> None:
        """Keys go on in the list, in whichever way it is shown."""
        self.view.setFocus()

    def go_to_songs(self) -> None:
        """The same for who comes by a key: a song is selected, which the next keys act on."""
        if self.is_empty():
            return
        if not self.table.selectionModel().hasSelection():
            self._select_row(max(0, self.view.currentIndex().row()))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def a_song(self) -> Job | None:
        """One to show an example with: of those selected, else of the first rows."""
        rows = [self._model.row_of(job_id) for job_id in self.table.selected_ids()[:20]]
        for row in [*rows, *range(min(20, self._model.rowCount()))]:
            job = None if row is None else self._model.job_at(row)
            if job is not None and job.song is not None:
                return job
        return None

    def _ask(self) -> None:
        bar = self.filter_bar
        self._model.set_query(
            replace(
                self._model.query(),
                text=bar.asked_text(),
                statuses=bar.statuses(),
                deleted=self._deleted,
            )
        )
        bar.search.set_tags(self._model.known_tags())

    def _on_counts_changed(self) -> None:
        model = self._model
        self.filter_bar.set_counts(model.counts(), model.flag_counts(), model.common_tags())
        self.filter_bar.search.set_tags(model.known_tags())
        self._choose_page()

    def _on_stirred(self, _value: int = 0) -> None:
        self._model.stop_foreseeing()
        self._resting.start()

    def _on_resting(self) -> None:
        """Prepare what the next click may show, while nothing happens."""
        if self._model.is_searching() or not self.view.has_its_covers():
            self._resting.start()
        else:
            self._model.foresee(self.view.visible_rows(), self.view.screenful())

    def _on_foreseen(self, job: Job) -> None:
        self.view.prepare(job)

    def _on_hit_requested(self) -> None:
        """Where nothing was asked for, what is selected is what was meant."""
        if self._model.is_searching():
            self._model.finish()
        if self.filter_bar.text().strip():
            self._select_row(0)
        self.go_to_songs()

    def _on_came_back(self, index: QModelIndex) -> None:
        self.view.scrollTo(index)

    def _select_row(self, row: int) -> None:
        job = self._model.job_at(row)
        if job is not None:
            self.view.select_job(job.id)

    def _choose_page(self) -> None:
        model, page = self._model, self._pages.currentWidget() or self.view
        if model.total() == 0 and not self._deleted:
            page = self._no_songs_page()
        elif model.rowCount():
            page = self.view
        elif not model.is_searching():
            page = self._nothing_found_page()
        self.filter_bar.setEnabled(page is not self._no_songs)
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)
            self._turn.start()

    def _add_page(self, page: NoSongs | NothingFound) -> None:
        self._pages.addWidget(page)
        for first, second in pairwise([self.table, *page.in_tab_order()]):
            QWidget.setTabOrder(first, second)  # not after everything else

    # built when first shown: most starts need neither

    def _no_songs_page(self) -> QWidget:
        if self._no_songs is None:
            from whisul_desktop.ui.empty_pages import NoSongs

            page = NoSongs(self._look, self)
            page.example_chosen.connect(self.example_chosen)
            self._no_songs = page
            self._add_page(page)
        return self._no_songs

    def _nothing_found_page(self) -> NothingFound:
        if self._nothing_found is None:
            from whisul_desktop.ui.empty_pages import NothingFound

            page = NothingFound(self._look, self)
            page.clear_requested.connect(self.clear_filter)
            self._nothing_found = page
            self._add_page(page)
        self._nothing_found.set_deleted(self._deleted and not self.filter_bar.search_text())
        return self._nothing_found
