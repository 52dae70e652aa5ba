"""Saved searches and the sidebar: kept, shown, gone to; each taken away can be had back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer

from whisul_desktop.core.query import parse, to_text
from whisul_desktop.core.saved_searches import (
    MOST_NAME,
    SavedSearch,
    read_searches,
    write_searches,
)
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.wording import one_line

NOTICE_SECONDS = 12.0


class SavedSearches(QObject):
    """Connects the sidebar, the search and the settings."""

    def __init__(self, window: MainWindow, model: JobModel, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._preferences = preferences
        self._searches = read_searches(preferences.value.saved_searches)
        sidebar, library, actions = window.sidebar, window.library, window.actions_
        actions["save_search"].triggered.connect(library.filter_bar.name_search)
        actions["search_tips"].triggered.connect(library.filter_bar.show_help)
        library.filter_bar.save_requested.connect(self._on_save)
        sidebar.place_chosen.connect(self._on_chosen)
        sidebar.search_renamed.connect(self._on_renamed)
        sidebar.search_removed.connect(self._on_removed)
        sidebar.searches_moved.connect(self._keep)
        self._turn = QTimer(self, singleShot=True, interval=0)  # the list is painted first
        self._turn.timeout.connect(self._mark)
        model.query_changed.connect(self._turn.start)
        self._show()

    def _keep(self, searches: list[SavedSearch]) -> None:
        self._searches = searches
        self._preferences.update(saved_searches=write_searches(searches))
        self._show()

    def _show(self) -> None:
        self._window.sidebar.set_searches(self._searches)
        self._mark()

    def _mark(self) -> None:
        """The line whose search is the one that is shown."""
        query = self._model.query()
        shown = _canonical(query.text)
        sidebar = self._window.sidebar
        is_place = sidebar.mark_place(shown, deleted=query.deleted)
        row = -1
        if not is_place and not query.deleted:
            whole = _canonical(self._window.library.filter_bar.search_text())
            known = [_canonical(search.text) for search in self._searches]
            row = known.index(whole) if whole in known else -1
        sidebar.mark_saved(row)

    def _on_chosen(self, text: str, deleted: bool) -> None:
        self._window.library.show_search(text, deleted=deleted)

    def _on_save(self, name: str, text: str) -> None:
        """A name that is taken stands for the new search from now on."""
        saved = SavedSearch(name, text)
        names = [search.name for search in self._searches]
        if name in names:
            row = names.index(name)
            self._keep([*self._searches[:row], saved, *self._searches[row + 1 :]])
        else:
            self._keep([*self._searches, saved])
        if self._window.sidebar.isHidden():
            self._window.notices.show_notice(
                self.tr("Saved as “%1”.").replace("%1", name),
                kind="success",
                action=self.tr("Show Sidebar"),
                on_action=lambda: self._window.actions_["sidebar"].setChecked(True),
                key="search",
                timeout_s=NOTICE_SECONDS,
            )

    def _on_renamed(self, row: int, name: str) -> None:
        name = one_line(name)[:MOST_NAME]
        searches = list(self._searches)
        if name:
            searches[row] = replace(searches[row], name=name)
        self._keep(searches)

    def _on_removed(self, row: int) -> None:
        search = self._searches[row]
        self._keep([*self._searches[:row], *self._searches[row + 1 :]])
        self._window.notices.show_notice(
            self.tr("“%1” was deleted.").replace("%1", search.name),
            action=self.tr("Undo"),
            on_action=lambda: self._put_back(row, search),
            key="search",
            timeout_s=NOTICE_SECONDS,
        )

    def _put_back(self, row: int, search: SavedSearch) -> None:
        self._keep([*self._searches[:row], search, *self._searches[row:]])


def _canonical(text: str) -> str:
    """The same for all texts that ask for the same in the same order."""
    return to_text(parse(text, date(2000, 1, 1)))
