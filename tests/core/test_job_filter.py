"""What a query shows: the packed index against the plain rule, and that against common sense."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_job_index import JOBS, packed
from tests.core.test_query_properties import texts
from whisul_desktop.core import job_selection
from whisul_desktop.core.job_filter import Filter
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_selection import Selection
from whisul_desktop.core.job_sorting import Sorting
from whisul_desktop.core.jobs import select
from whisul_desktop.core.types import Job, JobColumn, JobQuery, JobStatus, Song

TODAY = date(2026, 2, 17)
WORDS = ("éclair", "-rain", '"rain rain"', "ночь", "*", "abcdef", "-000000", "aaaaaa", '"', "ß")
FIELDS = (
    *("tag:*", "tag:rain", "-tag:r*", "tag:", 'tag:"éclair"', "bpm:1..9", "-bpm:5", "bpm:x"),
    *("len:<3", "-len:0..", "stars:0", "-stars:>=3", "made:>1990", "-made:today", "made:1970"),
    *("status:ready,failed", "-status:generating", *(f"is:{flag}" for flag in ("noted", "rated"))),
    *("is:unrated", "-is:unrated", "-is:rejected", "is:favourite"),
)
SEARCHES = st.lists(st.sampled_from(WORDS + FIELDS) | st.text(max_size=4), max_size=4)
QUERIES = st.builds(
    JobQuery,
    text=SEARCHES.map(" ".join) | texts,
    statuses=st.frozensets(st.sampled_from(JobStatus), max_size=3),
    deleted=st.booleans(),
    sort=st.sampled_from(JobColumn),
    descending=st.booleans(),
)
LIBRARIES = st.lists(JOBS, max_size=6, unique_by=lambda job: job.id)


def finish(steps: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value


def shown(index: JobIndex, query: JobQuery) -> list[str]:
    order = finish(Selection(index, Sorting(index), query, TODAY).steps())
    return [index.ids[position] for position in order]


@settings(deadline=None, max_examples=300)
@given(LIBRARIES, QUERIES)
def test_the_index_shows_what_the_plain_rule_says(jobs: list[Job], query: JobQuery) -> None:
    index = packed(jobs)
    expected = [job.id for job in select(jobs, query, TODAY)]
    found = Filter(index, query, TODAY)
    hits = {position for position in range(len(jobs)) if found.test(position)}
    assert {index.ids[position] for position in hits} == set(expected)
    assert {position for position, bit in enumerate(finish(found.mask())) if bit} == hits
    assert shown(index, query) == expected


@settings(deadline=None, max_examples=100)
@given(LIBRARIES, QUERIES)
def test_more_than_a_screenful_are_shown_in_the_same_order(
    jobs: list[Job], query: JobQuery
) -> None:
    """The way of many: the first rows, then a mask over the whole order."""
    before = job_selection.SCREENFUL, job_selection._FEW
    job_selection.SCREENFUL, job_selection._FEW = 1, 0
    try:
        assert shown(packed(jobs), query) == [job.id for job in select(jobs, query, TODAY)]
    finally:
        job_selection.SCREENFUL, job_selection._FEW = before


# what a person would say that a term means, written once more without the app's own rules

TITLES = st.sampled_from(["", "Tin Roof", "Rain", "rain on tin", "ÉCLAIR", "Ночь  2"])
TAGS = st.lists(st.sampled_from(["Rain", "rainy", "Deep House", "ночь"]), max_size=3).map(tuple)
HOURS = st.integers(-24 * 40, 24)  # around noon of TODAY
NOON = datetime(2026, 2, 17, 12).astimezone()
SONGS = st.none() | st.builds(
    Song,
    title=TITLES,
    bpm=st.none() | st.integers(58, 62).map(float),
    duration=st.none() | st.sampled_from([59.0, 60.9, 167.2, 3_661.0]),
    tags=TAGS,
)
PLAIN = st.builds(
    Job,
    id=st.uuids().map(str),
    prompt=TITLES,
    api_url=st.just("https://whisul.com/api"),
    created_at=HOURS.map(lambda hours: NOON.timestamp() + hours * 3_600),
    status=st.sampled_from([JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.QUEUED]),
    song=SONGS,
    is_favourite=st.booleans(),
    stars=st.integers(0, 5),
    is_reject=st.booleans(),
    note=st.sampled_from(["", " ", "roof again"]),
    deleted_at=st.sampled_from([None, None, 7.0]),
)
Means = Callable[[Job], bool]


def has_words(text: str) -> Means:
    def means(job: Job) -> bool:
        title = job.song.title if job.song else ""
        lines = (title, job.prompt, job.note, *job.tags)
        return any(text.lower() in " ".join(line.lower().split()) for line in lines)

    return means


def is_between(low: float, value: float | None, high: float) -> bool:
    return value is not None and low <= value <= high


def bpm(job: Job) -> float | None:
    return job.song.bpm if job.song else None


def seconds(job: Job) -> float | None:
    return job.song.duration if job.song else None


def day(job: Job) -> date:
    return datetime.fromtimestamp(job.created_at).astimezone().date()


READY, QUEUED = JobStatus.COMPLETED, JobStatus.QUEUED
MEANINGS: dict[str, Means] = {
    "RAIN": has_words("rain"),
    '"tin roof"': has_words("tin roof"),
    "ночь": has_words("ночь"),
    '"ночь 2"': has_words("ночь 2"),
    "éclair": has_words("éclair"),
    "roof": has_words("roof"),
    "tag:rain": lambda job: "Rain" in job.tags,
    "tag:rain*": lambda job: "Rain" in job.tags or "rainy" in job.tags,
    'tag:"deep HOUSE"': lambda job: "Deep House" in job.tags,
    "bpm:60": lambda job: bpm(job) == 60,
    "bpm:59..61": lambda job: is_between(59, bpm(job), 61),
    "bpm:>60": lambda job: is_between(61, bpm(job), 999),
    "len:1:00": lambda job: is_between(60, seconds(job), 60.99),
    "len:<=2:47": lambda job: is_between(0, seconds(job), 167.99),
    "len:1:00:00..": lambda job: is_between(3_600, seconds(job), 1e9),
    "stars:>=4": lambda job: job.stars in (4, 5),
    "is:favourite": lambda job: job.is_favourite,
    "is:noted": lambda job: job.note == "roof again",
    "is:unrated": lambda job: (job.status, job.stars, job.is_reject) == (READY, 0, False),
    "status:ready": lambda job: job.status is READY,
    "status:ready,waiting": lambda job: job.status in (READY, QUEUED),
    "made:today": lambda job: day(job) == TODAY,
    "made:yesterday": lambda job: day(job) == date(2026, 2, 16),
    "made:week": lambda job: day(job) >= date(2026, 2, 11) and day(job) <= TODAY,
    "made:2026-01": lambda job: (day(job).year, day(job).month) == (2026, 1),
    "made:<2026-02-10": lambda job: day(job) < date(2026, 2, 10),
}
ASKED = st.lists(st.tuples(st.sampled_from(list(MEANINGS)), st.booleans()), max_size=3)


@settings(deadline=None, max_examples=300)
@given(st.lists(PLAIN, max_size=8, unique_by=lambda job: job.created_at), ASKED, st.booleans())
def test_terms_mean_what_they_say(
    jobs: list[Job], asked: list[tuple[str, bool]], deleted: bool
) -> None:
    text = " ".join(f"-{term}" if negated else term for term, negated in asked)
    expected = [
        job.id
        for job in sorted(jobs, key=lambda job: job.created_at, reverse=True)
        if (job.deleted_at is not None) is deleted
        and all(MEANINGS[term](job) is not negated for term, negated in asked)
    ]
    assert shown(packed(jobs), JobQuery(text=text, deleted=deleted)) == expected
