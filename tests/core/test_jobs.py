"""What an answer makes of a job, and what a query shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.core.jobs import matches, merge, select, sort_key
from whisul_desktop.core.types import Job, JobAnswer, JobColumn, JobQuery, JobStatus, Song

TODAY = date(2026, 2, 17)
NOW = 1_771_342_918.0
JOB = Job(
    id="a" * 32,
    prompt="a trap song",
    api_url="https://whisul.com/api",
    created_at=NOW - 200,
    status=JobStatus.RUNNING,
    server_id="81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
    submitted_at=NOW - 199,
)
SONG = Song("Midnight Grid", 140.0, 167.0, ("trap", "dark"), "https://c/a.mp3", "https://c/a.jpg")


def test_a_completed_answer_brings_the_song_and_its_times():
    job = merge(JOB, JobAnswer("completed", "a trap song", SONG, None, NOW - 150, NOW - 6), NOW)
    assert (job.status, job.song, job.took) == (JobStatus.COMPLETED, SONG, 144.0)
    assert job.title == "Midnight Grid"


def test_a_failed_answer_keeps_the_words_of_the_service():
    job = merge(JOB, JobAnswer("failed", error="no <b>lyrics</b>", finished_at=NOW), NOW)
    assert (job.status, job.error) == (JobStatus.FAILED, "no <b>lyrics</b>")


def test_an_unknown_word_keeps_the_job_running_and_is_shown():
    job = merge(JOB, JobAnswer("mastering"), NOW)
    assert (job.status, job.status_word) == (JobStatus.RUNNING, "mastering")
    assert merge(job, JobAnswer("running"), NOW).status_word == ""


def test_a_poorer_answer_loses_nothing():
    done = merge(JOB, JobAnswer("completed", "a trap song", SONG, None, NOW - 150, NOW - 6), NOW)
    poorer = merge(done, JobAnswer("completed"), NOW + 100)
    assert poorer == done


def test_a_finish_without_a_time_takes_ours_and_took_is_never_negative():
    job = merge(JOB, JobAnswer("completed", started_at=NOW + 50), NOW)
    assert job.finished_at == NOW
    assert job.took == 0.0


texts = st.text(alphabet="abcäß ДЖ", max_size=8)
jobs = st.builds(
    Job,
    id=st.uuids().map(lambda value: value.hex),
    prompt=texts,
    api_url=st.just("https://whisul.com/api"),
    created_at=st.floats(0, 2e9),
    status=st.sampled_from(JobStatus),
    song=st.none()
    | st.builds(
        Song,
        title=texts,
        bpm=st.none() | st.floats(1, 300),
        duration=st.none() | st.floats(0, 9999),
        tags=st.lists(texts, max_size=3).map(tuple),
    ),
    started_at=st.none() | st.floats(0, 2e9),
    finished_at=st.none() | st.floats(0, 2e9),
)
queries = st.builds(
    JobQuery,
    text=texts,
    statuses=st.frozensets(st.sampled_from(JobStatus), max_size=3),
    sort=st.sampled_from(JobColumn),
    descending=st.booleans(),
)


@given(st.lists(jobs, max_size=30, unique_by=lambda job: job.id), queries)
def test_a_query_shows_what_matches_in_a_total_order(listed, query):
    shown = select(listed, query, TODAY)
    assert {job.id for job in shown} == {job.id for job in listed if matches(job, query, TODAY)}
    assert shown == select(reversed(listed), query, TODAY)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", [JobColumn.BPM, JobColumn.DURATION, JobColumn.TOOK])
@given(listed=st.lists(jobs, max_size=20, unique_by=lambda job: job.id))
def test_missing_values_are_last_in_both_directions(column, descending, listed):
    shown = select(listed, JobQuery(sort=column, descending=descending), TODAY)
    there = [sort_key(job, column)[0] is False for job in shown]
    assert there == sorted(there, reverse=True)
    values = [sort_key(job, column)[1] for job in shown if sort_key(job, column)[0] is False]
    assert values == sorted(values, reverse=descending)


@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_name_yet_is_last_by_title(descending: bool) -> None:
    named, by_id = replace(JOB, id="a", prompt="rain"), replace(JOB, id="b", prompt="")
    query = JobQuery(sort=JobColumn.TITLE, descending=descending)
    assert select([by_id, named], query, TODAY) == [named, by_id]


def test_durations_sort_as_seconds_and_words_are_anded_over_title_prompt_and_tags():
    long, short = replace(SONG, duration=600.0), replace(SONG, title="Rain", duration=61.0)
    one = replace(JOB, id="1" * 32, song=long)
    two = replace(JOB, id="2" * 32, song=short, prompt="soft piano")
    assert select([one, two], JobQuery(sort=JobColumn.DURATION, descending=False), TODAY) == [
        two,
        one,
    ]
    assert select([one, two], JobQuery("TRAP midnight"), TODAY) == [one]
    assert select([one, two], JobQuery("dark piano"), TODAY) == [two]
    assert select([one, two], JobQuery("dark nothing"), TODAY) == []
