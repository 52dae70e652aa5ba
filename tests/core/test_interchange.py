"""A job as JSON and back; two of one job as one: nothing is lost, twice changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.places import job
from whisul_desktop.core.interchange import BadLibraryFile, arrived, job_of, merged, record_of
from whisul_desktop.core.types import Job, JobStatus, Song


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_taken_or_refused_in_words(data: st.DataObject):
    value = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        )
    )
    record = {**record_of(job(1)), data.draw(st.sampled_from(sorted(record_of(job(1))))): value}
    try:
        read = job_of(json.loads(json.dumps(record)))
    except BadLibraryFile:
        return
    assert job_of(json.loads(json.dumps(record_of(read)))) == read


statuses = st.sampled_from(list(JobStatus))
jobs_of_one = st.builds(
    lambda **more: job_of(record_of(job(1, **more))),
    status=statuses,
    server_id=st.sampled_from([None, "s"]),
    song=st.none() | st.just(Song("A", None, 1.0)) | st.just(Song("B", 2.0, None, ("x",))),
    judged_at=st.none() | st.sampled_from([1.0, 2.0]),
    stars=st.integers(0, 5),
    note=st.sampled_from(["", "n"]),
    finished_at=st.none() | st.just(3.0),
    deleted_at=st.none() | st.sampled_from([1.5, 3.0]),
    error=st.none() | st.just("e"),
)
verdicts = st.sampled_from([(False, False), (True, False), (False, True)])
jobs_of_one = st.builds(
    lambda job, verdict: replace(job, is_favourite=verdict[0], is_reject=verdict[1]),
    jobs_of_one,
    verdicts,
)
ADVANCE = ["queued", "submitting", "unconfirmed", "running", "expired", "rejected", "failed",
           "completed"]  # fmt: skip


@given(known=jobs_of_one, other=jobs_of_one)
def test_merging_loses_nothing_and_the_second_time_changes_nothing(known: Job, other: Job):
    once = merged(known, other)
    assert merged(once, other) == once
    assert merged(once, known) == once
    assert merged(known, known) == known
    assert once.id == known.id
    if known.status not in (JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.UNCONFIRMED):
        assert ADVANCE.index(once.status) >= ADVANCE.index(known.status)
    for field in ("server_id", "song", "finished_at"):
        if getattr(known, field) is not None:
            assert getattr(once, field) is not None
    assert not arrived(other, known.id).is_held
    assert arrived(other, known.id).status not in (JobStatus.QUEUED, JobStatus.SUBMITTING)


def judgement(job: Job) -> tuple[int, str, tuple[bool, bool]]:
    return job.stars, job.note, (job.is_favourite, job.is_reject)


@given(known=jobs_of_one, other=jobs_of_one)
def test_the_newer_judgement_wins_and_none_is_dropped(known: Job, other: Job):
    once = merged(known, other)
    newest = max((known, other), key=lambda job: job.judged_at or 0.0)
    oldest = other if newest is known else known
    for one, new, old in zip(*map(judgement, (once, newest, oldest)), strict=True):
        assert one == (new if new not in (0, "", (False, False)) else old)
    assert once.judged_at == newest.judged_at


@given(known=jobs_of_one, other=jobs_of_one)
def test_a_merge_deletes_nothing_and_brings_back_what_was_judged_since(known: Job, other: Job):
    once = merged(known, other).deleted_at
    if known.deleted_at is None:
        assert once is None
    elif other.deleted_at is not None:
        assert once == max(known.deleted_at, other.deleted_at)
    else:
        assert (once is None) == ((other.judged_at or 0.0) > known.deleted_at)


def test_what_is_here_learns_no_link_of_its_own_export():
    song = Song("Midnight Grid", song_url="https://c/a.mp3", image_url="https://c/a.jpg")
    exported = job(1, status=JobStatus.COMPLETED, song=song, audio_file="a.mp3", cover_file="a.jpg")
    packed = replace(exported, song=replace(song, song_url="", image_url=""))
    assert merged(packed, exported) == packed
