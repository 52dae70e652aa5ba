"""Saved searches are read whatever the settings hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.saved_searches import (
    MOST_NAME,
    SavedSearch,
    read_searches,
    write_searches,
)

names = st.text(min_size=1, max_size=20).map(lambda name: " ".join(name.split())).filter(bool)
texts = st.text(min_size=1).filter(lambda text: bool(text.strip()))


@given(st.lists(st.builds(SavedSearch, names, texts)))
def test_what_was_written_is_read(searches: list[SavedSearch]) -> None:
    assert read_searches(write_searches(searches)) == searches


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_nothing_that_is_ill_raises(saved: str) -> None:
    assert all(search.name and search.text for search in read_searches(saved))


@pytest.mark.parametrize("saved", ["", "{}", "[", "[" * 100_000, "[1, null]", '[{"name": "a"}]'])
def test_what_is_ill_is_left_out(saved: str) -> None:
    assert read_searches(saved) == []


def test_the_sound_rows_stay() -> None:
    saved = '[{"name": 5, "text": "x"}, {"name": " A\\nb ", "text": "x", "new": 1}, {"name": " "}]'
    assert read_searches(saved) == [SavedSearch("A b", "x")]
    long = write_searches([SavedSearch("n" * 500, "x")])
    assert len(read_searches(long)[0].name) == MOST_NAME
