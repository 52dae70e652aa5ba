"""The index gives back what it was given, packed or not, and finds and sorts like the rule."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whisul_desktop.core.job_columns import is_unfinished
from whisul_desktop.core.job_filter import Filter
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_selection import Selection, common_tags
from whisul_desktop.core.job_sorting import Sorting
from whisul_desktop.core.jobs import select
from whisul_desktop.core.packing import _COMPOSED, needle, record, words, words_of
from whisul_desktop.core.types import Job, JobColumn, JobQuery, JobStatus, Song

TODAY = date(2026, 2, 17)

TEXT = (
    st.text(max_size=12)
    | st.sampled_from(["ÉCLAIR", "rain\nrain", "Ночь", "\ud83c", "*"])
    | st.sampled_from(["cafe\u0301", " \u0301", "ǰ", "q\u0307\u0323", "\u1112\u1161\u11ab"])
)
OPTIONAL = st.none() | st.text(min_size=1, max_size=9)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)
SONGS = st.none() | st.builds(
    Song, title=TEXT, bpm=NUMBER, duration=NUMBER, tags=st.lists(TEXT, max_size=3).map(tuple)
)
JOBS = st.builds(
    Job,
    id=st.uuids().map(lambda value: value.hex),
    prompt=TEXT,
    api_url=st.sampled_from(["https://whisul.com/api", "http://localhost/api"]),
    created_at=st.floats(0, 1e10),
    status=st.sampled_from(JobStatus),
    server_id=OPTIONAL,
    status_word=TEXT,
    song=SONGS,
    error=OPTIONAL,
    submitted_at=NUMBER,
    started_at=NUMBER,
    finished_at=NUMBER,
    audio_file=OPTIONAL,
    cover_file=OPTIONAL,
    parent_id=OPTIONAL,
    batch_id=OPTIONAL,
    is_held=st.booleans(),
    is_favourite=st.booleans(),
    stars=st.integers(0, 5),
    is_reject=st.booleans(),
    note=TEXT,
    judged_at=NUMBER,
    deleted_at=NUMBER,
    saved_to=TEXT,
)


def packed(jobs: list[Job]) -> JobIndex:
    index = JobIndex()
    index.add(jobs)
    while index.settle(least=1):
        pass
    return index


@settings(deadline=None)
@given(st.lists(JOBS, max_size=4, unique_by=lambda job: job.id))
def test_every_job_comes_back_as_it_was(jobs: list[Job]) -> None:
    index = packed(jobs)
    assert list(index.values()) == jobs
    assert index.counts.total() == sum(job.deleted_at is None for job in jobs)
    assert index.unfinished() == [job for job in jobs if is_unfinished(job)]


@settings(deadline=None)
@given(st.lists(JOBS, max_size=4, unique_by=lambda job: job.id))
def test_words_made_in_one_go_are_those_of_each(jobs: list[Job]) -> None:
    songs = [job.song or Song() for job in jobs]
    each = [
        words(song.title, job.prompt, song.tags, job.note)
        for job, song in zip(jobs, songs, strict=True)
    ]
    assert words_of([record(job) for job in jobs]) == each


def test_letters_are_composed_unless_nothing_could_be_composed_of_them() -> None:
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    pairs = (unicodedata.decomposition(letter).split() for letter in letters)
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and pair[0][0] != "<"}
    seconds |= {chr(code) for code in range(0x1161, 0x11C3)}  # Hangul: composed by a rule
    for letter in letters:
        if not letter.encode().translate(None, _COMPOSED):
            assert unicodedata.normalize("NFC", letter) == letter
            assert unicodedata.combining(letter) == 0
            assert letter not in seconds


@settings(deadline=None)
@given(st.lists(JOBS, min_size=1, max_size=5, unique_by=lambda job: job.id), st.data())
def test_words_are_found_in_their_job_alone(jobs: list[Job], data: st.DataObject) -> None:
    index = packed(jobs)
    wanted = needle(data.draw(TEXT.filter(str.strip)))
    found = sorted(position for some in index.find(wanted) for position in some)
    assert found == [
        number for number in range(len(jobs)) if wanted in index.words(number) and wanted
    ]


def test_a_judgement_leaves_a_packed_job_packed_and_other_words_are_found_at_once() -> None:
    song = Song("Midnight Grid", 140, 167, ("trap", "dark"))
    jobs = [
        Job(
            f"{number}",
            "a trap song",
            "https://whisul.com/api",
            number,
            JobStatus.COMPLETED,
            song=song,
        )
        for number in range(300)
    ]
    index = packed(jobs)
    index.update([replace(index["7"], stars=4, is_favourite=True)])
    assert index["7"] == replace(jobs[7], stars=4, is_favourite=True)
    index.update([replace(index["8"], note="the bridge")])
    assert [position for some in index.find(b"the bridge") for position in some] == [8]
    assert index["8"].note == "the bridge"
    index.remove(["9", "9", "nobody"])
    assert "9" not in index
    assert len(index) == 299
    assert 9 not in [position for some in index.find(b"trap") for position in some]


@settings(deadline=None)
@given(st.lists(JOBS, max_size=6, unique_by=lambda job: job.id), st.booleans())
def test_every_column_sorts_as_the_rule_does(jobs: list[Job], descending: bool) -> None:
    nameless = [replace(job, prompt="", song=None, id=f"nameless {job.id}") for job in jobs[:2]]
    index = packed([*jobs, *nameless])
    for column in JobColumn:
        query = JobQuery(sort=column, descending=descending)
        steps = Selection(index, Sorting(index), query, TODAY).steps()
        try:
            while True:
                next(steps)
        except StopIteration as ended:
            order = [index.ids[position] for position in ended.value]
        assert order == [job.id for job in select(index.values(), query, TODAY)]


def test_no_search_reaches_from_one_job_into_the_next() -> None:
    url = "https://whisul.com/api"
    one = Job("1", "p", url, 1, JobStatus.FAILED, note="sun")
    two = Job("2", "p", url, 2, JobStatus.COMPLETED, song=Song("shine"))
    index = packed([one, two])
    assert [position for some in index.find(b"sunshine") for position in some] == []
    assert [position for some in index.find(b"shine") for position in some] == [1]


def test_all_tags_are_told_the_commonest_first() -> None:
    url = "https://whisul.com/api"
    jobs = [
        Job(
            f"{n}",
            "p",
            url,
            n,
            JobStatus.COMPLETED,
            song=Song("t", tags=(f"Tag {n}", f"tag {n}", f"{n % 2}")),
        )
        for n in range(9_001)
    ]
    index = packed(jobs)
    steps = common_tags(index, Filter(index, JobQuery(), date(2026, 2, 17)))
    try:
        while True:
            next(steps)
    except StopIteration as end:
        tags = end.value
    rare = sorted(f"tag {n}" for n in range(9_001))
    assert tags == [("0", 4_501), ("1", 4_500), *((tag, 1) for tag in rare)]


@pytest.mark.parametrize("text", ["-is:unrated", "abcdef12", "rain"])
def test_a_job_may_go_while_it_is_being_searched(text: str) -> None:
    url = "https://whisul.com/api"
    jobs = [Job(f"{n}", "rain", url, n, JobStatus.FAILED) for n in range(9_000)]
    index = packed(jobs)
    found = Filter(index, JobQuery(text=text), date(2026, 2, 17))
    for search in (found.mask(), common_tags(index, found)):
        next(search)
        index.remove([next(iter(index)), jobs[-1].id, jobs[5_000].id])
        for _ in search:
            pass


def test_of_one_job_told_twice_the_last_counts() -> None:
    index = JobIndex()
    waiting = Job("a", "rain", "https://api.test", 1.0, JobStatus.QUEUED)
    ended = replace(waiting, status=JobStatus.FAILED)
    index.add([ended, waiting])
    assert list(index.values()) == [waiting]
    index.add([ended, waiting])
    assert list(index.values()) == [waiting]
    assert index.counts == {JobStatus.QUEUED: 1}
