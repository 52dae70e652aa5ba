"""Pasted job IDs: found in whatever surrounds them, and what is none is told."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.server_ids import MOST_LINES, job_id_of, read_ids

JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
OTHER = "00000000-0000-4000-8000-000000000001"
UUIDS = st.uuids().map(str)


@pytest.mark.parametrize(
    ("text", "ids", "repeated", "strange"),
    [
        ("", (), 0, ()),
        (" \n , ;\n---\n", (), 0, ()),
        (JOB_ID, (JOB_ID,), 0, ()),
        (JOB_ID.upper(), (JOB_ID,), 0, ()),
        (f"{OTHER}\n{JOB_ID}", (OTHER, JOB_ID), 0, ()),
        (f"{JOB_ID}, '{OTHER}';{JOB_ID}", (JOB_ID, OTHER), 1, ()),
        (f"https://whisul.com/api/jobs/{JOB_ID}?x=1", (JOB_ID,), 0, ()),
        (f"https://whisul.com/api/jobs/{JOB_ID}\r\n/jobs/{JOB_ID.upper()}", (JOB_ID,), 1, ()),
        (f'{{"job_id": "{JOB_ID}", "poll_url": "/jobs/{JOB_ID}"}}', (JOB_ID,), 1, ()),
        (f"job one: {JOB_ID}\nmy best song\n", (JOB_ID,), 0, ("my best song",)),
        (f"{JOB_ID}0\n{JOB_ID[:-1]}", (), 0, (f"{JOB_ID}0", JOB_ID[:-1])),
        (f"“{JOB_ID}”\u2028{OTHER}", (JOB_ID, OTHER), 0, ()),
    ],
)
def test_what_a_text_holds(
    text: str, ids: tuple[str, ...], repeated: int, strange: tuple[str, ...]
) -> None:
    pasted = read_ids(text)
    assert (pasted.ids, pasted.repeated, pasted.strange) == (ids, repeated, strange)


def test_a_few_strange_lines_are_shown() -> None:
    assert read_ids("a\nb\nc\nd").some_strange == ("a", "b", "c")


def test_a_book_costs_no_more_than_its_first_lines() -> None:
    assert len(read_ids("word\n" * (MOST_LINES * 2)).strange) == MOST_LINES


@given(st.lists(UUIDS), st.text(alphabet=" ,;'\"\t\n<>()[]{}|/=:", min_size=1))
def test_every_id_is_found_once_whatever_stands_between(ids: list[str], between: str) -> None:
    pasted = read_ids(between.join(ids))
    assert pasted.ids == tuple(dict.fromkeys(ids))
    assert pasted.repeated == len(ids) - len(set(ids))
    assert pasted.strange == ()


@given(st.text())
def test_whatever_is_pasted_is_read(text: str) -> None:
    pasted = read_ids(text)
    assert all(str(uuid.UUID(found)) == found for found in pasted.ids)
    assert all(line in text for line in pasted.strange)
    assert not any(re.fullmatch(r"\W*", line) and "_" not in line for line in pasted.strange)


@pytest.mark.parametrize(
    "text",
    [
        JOB_ID,
        f"  {JOB_ID.upper()}\n",
        f'"{JOB_ID}"',
        f"/jobs/{JOB_ID}",
        f"https://whisul.com/api/jobs/{JOB_ID}?x=1#y",
        f'{{"job_id": "{JOB_ID}", "poll_url": "/jobs/{JOB_ID}"}}',
    ],
)
def test_job_id(text: str) -> None:
    assert job_id_of(text) == JOB_ID


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a trap song",
        JOB_ID[:-1],
        JOB_ID + "0",
        "f" + JOB_ID,
        JOB_ID.replace("-", ""),
        f"{JOB_ID} {JOB_ID[:-1]}e",
    ],
)
def test_no_job_id(text: str) -> None:
    assert job_id_of(text) is None
