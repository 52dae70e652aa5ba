"""From a search to its songs and back, with what is selected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import NOW, library_look, ready
from tests.ui.test_library_pane import model, offered, pane, tagged, visible_texts
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.library_pane import LibraryPane

__all__ = ["library_look", "model", "pane"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_from_a_search_to_its_first_hit(
    qtbot: QtBot, pane: LibraryPane, model: JobModel, key: Qt.Key
) -> None:
    model.load([ready(name, created_at=NOW - n) for n, name in enumerate(("night", "rain", "rai"))])
    pane.show_job("night")
    search = pane.filter_bar.search
    pane.filter_bar.focus_search()
    qtbot.keyClicks(search, "rai")
    qtbot.keyClick(search, key)
    assert pane.table.selected_ids() == ["rain"]
    assert pane.window().focusWidget() is pane.table


def test_enter_takes_no_suggestion_that_was_not_chosen(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([tagged("night", "drill"), tagged("drill", "dub", created_at=1)])
    model.finish()
    assert offered(qtbot, pane, "dri") == ["tag:drill"]
    qtbot.keyClick(pane.filter_bar.search, Qt.Key.Key_Return)
    assert pane.filter_bar.text() == "dri"
    assert pane.table.selected_ids() == ["night"]


def test_from_an_empty_search_back_to_what_was_selected(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([ready(name, created_at=NOW - n) for n, name in enumerate(("night", "rain"))])
    pane.show_job("rain")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return):
        pane.filter_bar.focus_search()
        qtbot.keyClick(pane.filter_bar.search, key)
        assert pane.table.selected_ids() == ["rain"]
        assert pane.window().focusWidget() is pane.table


def test_a_search_that_finds_nothing_keeps_the_focus(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([ready("night")])
    pane.filter_bar.focus_search()
    qtbot.keyClicks(pane.filter_bar.search, "zzz")
    qtbot.keyClick(pane.filter_bar.search, Qt.Key.Key_Return)
    assert pane.window().focusWidget() is pane.filter_bar.search


def _look_for(pane: LibraryPane, model: JobModel, text: str, *, deleted: bool = False) -> list[str]:
    pane.show_search(text, deleted=deleted)
    model.finish()
    return pane.table.selected_ids()


def test_what_is_selected_comes_back_when_it_is_listed_again(
    pane: LibraryPane, model: JobModel
) -> None:
    model.load([ready(name, created_at=n) for n, name in enumerate(("rain", "night", "day"))])
    told: list[list[str]] = []
    pane.table.selection_changed.connect(told.append)
    pane.show_job("night")
    assert _look_for(pane, model, "n") == ["night"]
    assert _look_for(pane, model, "day") == []
    assert _look_for(pane, model, "", deleted=True) == []
    assert _look_for(pane, model, "") == ["night"]
    assert told == [["night"], [], ["night"]]
    assert pane.table.currentIndex().row() == model.row_of("night")


def test_of_several_those_come_back_that_are_listed(pane: LibraryPane, model: JobModel) -> None:
    model.load([ready(name, created_at=n) for n, name in enumerate(("rain", "night", "day"))])
    pane.table.selectAll()
    assert _look_for(pane, model, "day") == ["day"]
    assert _look_for(pane, model, "y") == ["day"]
    assert _look_for(pane, model, "n") == ["night", "rain"]
    assert _look_for(pane, model, "") == ["day", "night", "rain"]


def test_another_choice_meanwhile_is_the_one_that_counts(
    pane: LibraryPane, model: JobModel
) -> None:
    model.load([ready(name, created_at=n) for n, name in enumerate(("rain", "night", "day"))])
    pane.show_job("night")
    assert _look_for(pane, model, "day") == []
    pane.show_job("day")
    assert _look_for(pane, model, "") == ["day"]
    pane.table.clearSelection()
    assert _look_for(pane, model, "night") == []
    assert _look_for(pane, model, "") == []


def test_a_song_far_down_comes_back_into_view(pane: LibraryPane, model: JobModel) -> None:
    model.load([ready(f"s{n}", created_at=n) for n in range(700)])
    model.finish()
    pane.show_job("s5")
    assert _look_for(pane, model, "s500") == []
    assert _look_for(pane, model, "") == ["s5"]
    assert model.row_of("s5") in pane.table.visible_rows()


def test_a_tag_that_is_being_typed_finds_what_begins_like_it(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([tagged("rain", "lofi"), tagged("night", "lofi house"), tagged("day", "drill")])
    model.finish()
    search = pane.filter_bar.search
    found: dict[str, set[str]] = {}
    pane.filter_bar.focus_search()
    qtbot.keyClicks(search, "tag")
    for letter in ":lofi ":
        qtbot.keyClicks(search, letter)
        model.finish()
        found[search.text()] = set(model.shown_ids())
        assert "Nothing matches" not in visible_texts(pane)
    assert found["tag:"] == {"rain", "night", "day"}
    assert found["tag:l"] == found["tag:lof"] == {"rain", "night"}
    assert found["tag:lofi"] == found["tag:lofi "] == {"rain"}
    qtbot.keyClicks(search, "tag:dr ")
    model.finish()
    assert model.shown_ids() == []


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_who_leaves_a_tag_half_typed_keeps_what_it_found(
    qtbot: QtBot, pane: LibraryPane, model: JobModel, leave: Qt.Key
) -> None:
    model.load([tagged("rain", "lofi"), tagged("day", "drill")])
    model.finish()
    search = pane.filter_bar.search
    pane.filter_bar.focus_search()
    qtbot.keyClicks(search, "tag:lo")
    qtbot.keyClick(search, Qt.Key.Key_Escape)  # without the suggestions
    asked = model.query()
    qtbot.keyClick(search, leave)
    assert not search.hasFocus()
    assert search.text() == "tag:lo*"
    assert model.query() == asked
    pane.show_search("tag:lo", deleted=False)  # not typed: it means what it says
    model.finish()
    assert model.shown_ids() == []
