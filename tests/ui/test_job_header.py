"""Columns of the table: their widths, which are shown, and how they are remembered."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.library_fixtures import library_look
from tests.ui.test_job_table import model, table
from whisul_desktop.core.types import JobColumn, JobQuery
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable

__all__ = ["library_look", "model", "table"]


def test_the_title_takes_what_is_left_until_the_user_drags(qtbot: QtBot, table: JobTable) -> None:
    header = table.horizontalHeader()
    title, tags = JobModel.number_of(JobColumn.TITLE), JobModel.number_of(JobColumn.TAGS)
    table.resize(1100, 600)
    assert header.length() == table.viewport().width()
    width, tags_width = header.sectionSize(title), header.sectionSize(tags)
    table.resize(1140, 600)
    assert header.sectionSize(title) == width + 20
    assert header.sectionSize(tags) == tags_width + 20
    table.resize(1900, 600)
    assert header.sectionSize(tags) == 220
    assert header.length() == table.viewport().width()
    table.resize(1100, 600)
    assert header.sectionSize(title) == width
    header.resizeSection(tags, header.sectionSize(tags) + 50)  # as a drag does
    assert header.length() == table.viewport().width() + 50
    table.resize(1200, 600)
    assert header.length() == table.viewport().width() + 50
    assert header.sectionSize(title) == width + 100
    table.resize(500, 600)
    assert header.sectionSize(title) >= 160


def test_a_narrow_table_spares_columns_until_the_user_chooses(table: JobTable) -> None:
    header = table.horizontalHeader()

    def shown() -> set[JobColumn]:
        return {c for c in JobColumn if not header.isSectionHidden(JobModel.number_of(c))}

    table.resize(1100, 600)
    assert shown() == set(JobColumn)
    for width, gone in (
        (990, {JobColumn.TOOK}),
        (920, {JobColumn.TOOK, JobColumn.TAGS}),
        (820, {JobColumn.TOOK, JobColumn.TAGS, JobColumn.BPM}),
        (400, set(JobColumn) - {JobColumn.COVER, JobColumn.TITLE, JobColumn.STATUS}),
    ):
        table.resize(width, 600)
        assert set(JobColumn) - shown() == gone
        assert header.length() <= table.viewport().width()
        if width > 500:
            assert header.sectionSize(JobModel.number_of(JobColumn.TITLE)) >= 240
    narrow = table.save_state()
    table.resize(1100, 600)
    assert shown() == set(JobColumn)
    table.restore_state(narrow)
    assert shown() == set(JobColumn)  # what was spared is not what was chosen
    menu = QMenu()
    table.fill_column_menu(menu)
    next(action for action in menu.actions() if action.text() == "Created").trigger()
    table.resize(800, 600)
    assert shown() == set(JobColumn) - {JobColumn.CREATED}
    chosen = table.save_state()
    next(action for action in menu.actions() if action.text() == "Reset columns").trigger()
    assert JobColumn.CREATED in shown()
    table.restore_state(chosen)
    assert shown() == set(JobColumn) - {JobColumn.CREATED}


def test_columns_are_remembered_by_name(table: JobTable, model: JobModel) -> None:
    header = table.horizontalHeader()
    number = JobModel.number_of
    first = table.save_state()
    header.moveSection(header.visualIndex(number(JobColumn.TAGS)), 1)
    header.setSectionHidden(number(JobColumn.TOOK), True)
    header.resizeSection(number(JobColumn.BPM), 99)
    model.sort(number(JobColumn.BPM), Qt.SortOrder.AscendingOrder)
    changed = table.save_state()
    table.restore_state(first)
    assert table.save_state() == first
    assert model.query() == JobQuery()
    table.restore_state(changed)
    assert table.save_state() == changed
    assert header.visualIndex(number(JobColumn.TAGS)) == 1
    assert header.isSectionHidden(number(JobColumn.TOOK))
    assert header.sectionSize(number(JobColumn.BPM)) == 99
    assert model.query() == JobQuery(sort=JobColumn.BPM, descending=False)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "AAAA/wAAAAD9AAAAAA==",
        "{",
        "[" * 100_000,
        "null",
        "[1, 2]",
        '{"order": 5, "hidden": {"title": 1}, "widths": [3], "slack": "x", "sort": 7}',
        '{"order": ["x", null], "hidden": [[]], "widths": {"bpm": true, "tags": -4}}',
    ],
)
def test_garbage_changes_nothing(table: JobTable, garbage: str) -> None:
    before = json.loads(table.save_state())
    table.restore_state(garbage)
    assert json.loads(table.save_state()) == before


def test_nothing_saved_can_hide_the_title_or_blow_up_a_column(table: JobTable) -> None:
    table.restore_state('{"hidden": ["title", "tags"], "widths": {"bpm": 1000000000}}')
    header = table.horizontalHeader()
    assert not header.isSectionHidden(JobModel.number_of(JobColumn.TITLE))
    assert header.isSectionHidden(JobModel.number_of(JobColumn.TAGS))
    assert header.sectionSize(JobModel.number_of(JobColumn.BPM)) <= 4_000


def test_the_column_menu_hides_shows_and_resets(table: JobTable) -> None:
    table.resize(1100, 600)
    first = table.save_state()
    menu = QMenu()
    table.fill_column_menu(menu)
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Title"].isEnabled()
    actions["Tags"].trigger()
    header = table.horizontalHeader()
    assert header.isSectionHidden(JobModel.number_of(JobColumn.TAGS))
    assert header.length() == table.viewport().width()
    actions["Reset columns"].trigger()
    assert table.save_state() == first
