"""The library: filter bar, the table, and what is shown in its place while it is empty."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.theme import Look


class LibraryPane(QWidget):
    """Composes; what the user wants of a job comes from `table`."""

    example_chosen = Signal(str)

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
        self._no_songs: QWidget | None = None
        self._nothing_found: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)  # in this order, for Tab goes by it
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        column.addWidget(self._pages, 1)
        self.filter_bar.query_changed.connect(self._on_query_changed)
        self.filter_bar.table_requested.connect(self._on_table_requested)
        model.counts_changed.connect(self._on_counts_changed)
        model.modelReset.connect(self._choose_page)
        model.query_changed.connect(self._choose_page)
        self._on_counts_changed()

    def focus_search(self) -> None:
        self.filter_bar.focus_search()

    def clear_filter(self) -> None:
        """Show every job."""
        self.filter_bar.clear()

    def show_job(self, job_id: str) -> None:
        """Select a job; where the filter hides it, the filter goes."""
        if self._model.job(job_id) is not None and self._model.row_of(job_id) is None:
            self.clear_filter()
        self.table.select_job(job_id)

    def _on_query_changed(self, text: str, statuses: frozenset[JobStatus]) -> None:
        self._model.set_query(replace(self._model.query(), text=text, statuses=statuses))

    def _on_counts_changed(self) -> None:
        self.filter_bar.set_counts(self._model.counts())
        self._choose_page()

    def _on_table_requested(self) -> None:
        if self._model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose_page(self) -> None:
        page: QWidget = self.table
        if self._model.rowCount() == 0 and self._model.total() > 0:
            page = self._nothing_found_page()
        elif self._model.total() == 0:
            page = self._no_songs_page()
        self.filter_bar.setEnabled(page is not self._no_songs)
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)

    # built when first shown: most starts need neither

    def _no_songs_page(self) -> QWidget:
        if self._no_songs is None:
            from whisul_desktop.ui.empty_pages import NoSongs

            page = NoSongs(self._look, self)
            page.example_chosen.connect(self.example_chosen)
            self._no_songs = page
            self._pages.addWidget(page)
        return self._no_songs

    def _nothing_found_page(self) -> QWidget:
        if self._nothing_found is None:
            from whisul_desktop.ui.empty_pages import NothingFound

            page = NothingFound(self._look, self)
            page.clear_requested.connect(self.clear_filter)
            self._nothing_found = page
            self._pages.addWidget(page)
        return self._nothing_found
