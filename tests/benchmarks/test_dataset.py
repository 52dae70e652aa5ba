"""The library of the benchmarks is what they say it is."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.benchmarks import words
from tests.benchmarks.dataset import deleted, jobs
from whisul_desktop.core.jobs import matches
from whisul_desktop.core.types import JobQuery, JobStatus

URL, NOW, TODAY = "http://127.0.0.1:9/api", 1_767_225_600.0, date(2026, 1, 1)
MADE = jobs(1_600, URL, NOW)


def test_it_is_the_same_each_time_and_ids_differ() -> None:
    assert jobs(1_600, URL, NOW) == MADE
    assert len({job.id for job in [*MADE, *deleted(1_600, URL, NOW)]}) == 1_620


def test_the_newest_come_first() -> None:
    ages = [job.created_at for job in MADE]
    assert ages == sorted(ages, reverse=True)


def test_words_are_as_common_as_they_are_said_to_be() -> None:
    def hits(text: str) -> int:
        return sum(matches(job, JobQuery(text=text), TODAY) for job in MADE)

    assert hits(words.NONE) == 0
    assert hits(words.SOME) == 0.35 * len(MADE)
    assert hits(words.ALL) == len(MADE)


def test_most_are_ready_and_nothing_is_left_to_be_fetched() -> None:
    statuses = Counter(job.status for job in MADE)
    assert 0.85 < statuses[JobStatus.COMPLETED] / len(MADE) < 0.91
    assert statuses[JobStatus.FAILED]
    assert statuses[JobStatus.EXPIRED]
    for job in MADE:
        is_ready = job.status is JobStatus.COMPLETED
        assert (job.audio_file is not None, job.cover_file is not None) == (is_ready, is_ready)


def test_many_scripts_and_a_long_tail_of_tags() -> None:
    texts = "".join(job.prompt + job.title for job in MADE)
    for letter in "éłğđяηليל雨カ한🔥":
        assert letter in texts
    tags = Counter(tag for job in MADE for tag in job.tags)
    assert len(words.TAGS) == 120
    assert tags.most_common(1)[0][1] > 20 * min(tags.values())
