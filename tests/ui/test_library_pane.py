"""The pane: what is shown while there is nothing, and how search and table meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QStaticText
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.library_fixtures import NOW, job, library_look, ready  # noqa: F401 - a fixture
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Song
from whisul_desktop.ui.empty_pages import NoSongs
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.job_grid import JobGrid
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.library_pane import LibraryPane
from whisul_desktop.ui.search_completion import CompletionPopup
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails


@pytest.fixture
def model(qtbot: QtBot) -> JobModel:
    return JobModel(now=lambda: NOW)


@pytest.fixture
def pane(
    qtbot: QtBot,
    library_look: Look,  # noqa: F811
    model: JobModel,
    tmp_path: Path,
) -> Iterator[LibraryPane]:
    thumbnails = Thumbnails()
    made = LibraryPane(
        model,
        FilterBar(library_look),
        JobTable(library_look, model, thumbnails, lambda name: tmp_path / name),
        library_look,
    )
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    thumbnails.close()


def visible_texts(pane: LibraryPane) -> set[str]:
    return {label.text() for label in pane.findChildren(QLabel) if label.isVisible()}


def _button(pane: LibraryPane, text: str) -> QAbstractButton:
    return next(b for b in pane.findChildren(QAbstractButton) if text in b.text())


def test_an_empty_library_says_so_until_there_is_a_song(pane: LibraryPane, model: JobModel) -> None:
    model.load([])
    assert not pane.table.isVisible()
    assert "No songs yet" in visible_texts(pane)
    model.add([job("first")])
    assert pane.table.isVisible()
    assert "No songs yet" not in visible_texts(pane)
    model.remove(["first"])
    assert "No songs yet" in visible_texts(pane)


def test_three_examples_can_be_chosen(qtbot: QtBot, pane: LibraryPane, model: JobModel) -> None:
    model.load([])
    page = pane.findChild(NoSongs)
    assert page is not None
    cards = [card for card in page.findChildren(QAbstractButton) if card.isVisible()]
    assert len(cards) == 3
    chosen: list[str] = []
    pane.example_chosen.connect(chosen.append)
    qtbot.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(cards[1], Qt.Key.Key_Space)
    assert chosen == [cards[0].accessibleName(), cards[1].accessibleName()]


def test_nothing_matches_and_the_way_back(qtbot: QtBot, pane: LibraryPane, model: JobModel) -> None:
    model.load([ready("rain"), job("night", JobStatus.FAILED)])
    search = pane.findChild(QLineEdit)
    assert search is not None
    qtbot.keyClicks(search, "rai")
    assert model.shown_ids() == ["rain"]
    qtbot.keyClicks(search, "zzz")
    assert "Nothing matches" in visible_texts(pane)
    page = next(w for w in pane.findChildren(QLabel) if w.text() == "Nothing matches")
    clear = next(b for b in page.parentWidget().findChildren(QAbstractButton))
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert pane.table.isVisible()
    assert model.rowCount() == 2
    assert search.text() == ""


def test_searching_keeps_the_sort_and_counts_what_it_leaves(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([ready("rain a"), job("rain b", JobStatus.FAILED), ready("night")])
    model.sort(JobModel.number_of(JobColumn.TITLE), Qt.SortOrder.AscendingOrder)
    pane.filter_bar.set_text("rain")
    assert model.shown_ids() == ["rain a", "rain b"]
    assert _button(pane, "Ready").text() == "Ready 1"
    _button(pane, "Failed").click()
    assert model.shown_ids() == ["rain b"]
    assert _button(pane, "Ready").text() == "Ready 1"
    assert (model.query().sort, model.query().descending) == (JobColumn.TITLE, False)


def test_chips_count_what_a_click_would_show(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    pane.resize(1600, 600)
    liked = [tagged(name, "dub", is_favourite=True) for name in ("rain", "night")]
    failed = job("no", JobStatus.FAILED, is_favourite=True)
    model.load([*liked, tagged("day", "dub"), failed, job("never", JobStatus.FAILED)])
    model.finish()
    texts = {"Favourites": "Favourites 3", "Unrated": "Unrated 3", "dub": "dub 3"}
    for name, text in texts.items():
        assert _button(pane, name).text() == text
    _button(pane, "Failed").click()
    model.finish()
    assert _button(pane, "Favourites").text() == "Favourites 1"
    assert _button(pane, "Unrated").text() == "Unrated"
    assert not any(b.isVisible() for b in pane.findChildren(QPushButton) if "dub" in b.text())
    assert _button(pane, "Ready").text() == "Ready 3"  # what it would show in place of these
    _button(pane, "Favourites").click()
    model.finish()
    assert model.shown_ids() == ["no"]
    assert [_button(pane, name).text() for name in ("All", "Failed or expired")] == [
        "All 3",
        "Failed or expired 1",
    ]


def tagged(name: str, *tags: str, **values: object) -> Job:
    return ready(name, song=Song(name, 140, 167, tags), **values)


def offered(qtbot: QtBot, pane: LibraryPane, text: str) -> list[str]:
    """What is offered once this is typed too."""
    search = pane.filter_bar.search
    pane.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, text)
    popup = pane.findChild(CompletionPopup)
    if popup is None or not popup.isVisible():
        return []
    return [popup.item(row).text() for row in range(popup.count())]


def test_rare_tags_are_offered_too(qtbot: QtBot, pane: LibraryPane, model: JobModel) -> None:
    model.load([tagged(f"{n}", f"tag{n:04}") for n in range(700)])
    model.finish()
    assert offered(qtbot, pane, "tag:tag069") == [f"tag:tag069{n}" for n in range(8)]


def test_known_tags_are_not_those_of_a_search(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([tagged("rain", "wet", "dub"), tagged("night", "drill"), tagged("day", "drill")])
    model.finish()
    search = pane.filter_bar.search
    qtbot.keyClicks(search, "rain")
    model.finish()
    assert _button(pane, "wet").text() == "wet 1"
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert offered(qtbot, pane, "tag:d") == ["tag:drill", "tag:dub"]
    model.finish()
    assert offered(qtbot, pane, "u") == ["tag:dub"]


def test_known_tags_are_counted_where_a_search_was_first(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    pane.show_search("rain", deleted=False)
    model.load([tagged("rain", "wet"), tagged("night", "drill")])
    model.finish()
    assert offered(qtbot, pane, " tag:d") == ["tag:drill"]


def test_what_was_deleted_has_tags_of_its_own(
    qtbot: QtBot, pane: LibraryPane, model: JobModel
) -> None:
    model.load([tagged("night", "drill"), tagged("gone", "dub", deleted_at=NOW)])
    model.finish()
    pane.show_search("", deleted=True)
    model.finish()
    assert offered(qtbot, pane, "tag:d") == ["tag:dub"]
    pane.clear_filter()
    assert offered(qtbot, pane, "tag:d") == ["tag:drill"]


def test_a_tag_shows_its_songs_whatever_state_was_chosen(
    pane: LibraryPane, model: JobModel
) -> None:
    model.load([tagged("rain", "Deep  House"), job("no", JobStatus.FAILED)])
    _button(pane, "Failed").click()
    pane.filter_bar.set_text("n")
    pane.show_tag("Deep  House")
    assert pane.filter_bar.text() == 'tag:"deep house"'
    assert model.shown_ids() == ["rain"]
    _button(pane, "Failed").click()
    pane.show_tag("deep house")  # which the field says already
    assert model.shown_ids() == ["rain"]


def test_showing_a_hidden_job_lifts_the_filter(pane: LibraryPane, model: JobModel) -> None:
    model.load([ready("rain"), ready("night")])
    pane.filter_bar.set_text("rain")
    pane.show_job("night")
    assert pane.table.selected_ids() == ["night"]
    assert pane.filter_bar.text() == ""
    pane.show_job("nobody")
    assert pane.table.selected_ids() == ["night"]


def test_from_the_search_into_the_table(qtbot: QtBot, pane: LibraryPane, model: JobModel) -> None:
    model.load([ready("rain"), ready("night")])
    pane.activateWindow()
    pane.focus_search()
    search = pane.findChild(QLineEdit)
    assert search is not None
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert pane.table.hasFocus()
    assert pane.table.currentIndex().isValid()


def show_grid(pane: LibraryPane, model: JobModel, look: Look) -> None:
    selection, covers = pane.table.selectionModel(), Thumbnails(pane)
    pane.add_grid(JobGrid(look, model, covers, Path, selection, pane))
    pane.show_grid(True)


@pytest.mark.parametrize("as_grid", [False, True])
def test_another_order_is_painted_at_once_and_once(
    pane: LibraryPane,
    model: JobModel,
    library_look: Look,  # noqa: F811
    as_grid: bool,
) -> None:
    model.load([ready(f"{number:02}", created_at=NOW - number) for number in range(60)])
    if as_grid:
        show_grid(pane, model, library_look)
    painted: list[str] = []

    class Paints(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(model.shown_ids()[0])
            return False

    paints = Paints(pane)
    QApplication.processEvents()
    pane.view.viewport().installEventFilter(paints)
    model.sort(JobModel.number_of(JobColumn.CREATED), Qt.SortOrder.AscendingOrder)
    QApplication.sendPostedEvents()  # no timer, by which Qt would lay it out later
    assert painted == ["59"]
    QApplication.processEvents()
    QApplication.processEvents()
    assert painted == ["59"]


@pytest.mark.parametrize("as_grid", [False, True])
def test_all_is_prepared_that_shows_when_the_order_turns_or_a_search_goes(
    pane: LibraryPane,
    model: JobModel,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    library_look: Look,  # noqa: F811
    as_grid: bool,
) -> None:
    """To unpack jobs and to lay their texts out takes longer than to paint them."""
    if as_grid:
        show_grid(pane, model, library_look)
    model.load([ready(f"{number:03}", created_at=NOW - number) for number in range(400)])
    model.finish()
    while model.jobs.settle(least=1):
        pass
    prepared: list[object] = []
    unpack, lay_out = JobIndex._unpack, QStaticText.setTextFormat

    def noted(index: JobIndex, position: int) -> Job:
        prepared.append(position)
        return unpack(index, position)

    def noted_text(text: QStaticText, form: Qt.TextFormat) -> None:
        prepared.append(text.text())
        lay_out(text, form)

    def rests() -> bool:
        return not pane._resting.isActive() and not model._slices.is_running("foresee")

    monkeypatch.setattr(JobIndex, "_unpack", noted)
    monkeypatch.setattr(QStaticText, "setTextFormat", noted_text)
    for turn in range(2):
        model.jobs._unpacked.clear()
        pane.filter_bar.set_text("12" if turn else "")
        model.finish()
        pane.view.viewport().repaint()
        shown = len(prepared)
        qtbot.waitUntil(lambda: len(prepared) > shown and rests())  # noqa: B023
        prepared.clear()
        if turn:
            pane.filter_bar.set_text("")
        else:
            model.sort(JobModel.number_of(JobColumn.CREATED), Qt.SortOrder.AscendingOrder)
        model.finish_rows()
        pane.view.viewport().repaint()
        assert prepared == []
