"""Jobs come back as they were saved, and ill rows come back as something sensible."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whisul_desktop.core.errors import DuplicateJob, StoreError
from whisul_desktop.core.types import FINAL, Job, JobStatus, Song
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore

LIMIT = 20
API = "https://whisul.com/api"


def job(number: int, **changes: object) -> Job:
    made = Job(id=f"{number:032x}", prompt=f"p{number}", api_url=API, created_at=float(number))
    return replace(made, **changes)


FULL = Job(
    id="f" * 32,
    prompt="a trap song\nwith “rain” 🎧\0",
    api_url=API,
    created_at=1_771_342_774.123456,
    status=JobStatus.COMPLETED,
    server_id="81fa5ff7-0000-4000-8000-000000000000",
    status_word="mastering",
    song=Song("Midnight Grid", 139.5, 167.25, ("trap", 'da"rk', "808s"), "https://a/b", "c"),
    error="their words",
    submitted_at=1.5,
    started_at=2.5,
    finished_at=3.5,
    audio_file="a.mp3",
    cover_file="a.jpg",
    parent_id="e" * 32,
    batch_id="d" * 32,
    is_held=True,
    is_favourite=True,
    stars=4,
    is_reject=True,
    note="the bridge: 1:20 🎧",
    judged_at=4.5,
    deleted_at=5.5,
    saved_to="/music/Midnight Grid.mp3",
)


def test_every_field_comes_back(store: JobStore) -> None:
    default = Job(id="", prompt="", api_url="", created_at=0.0)
    for field in dataclasses.fields(Job):  # a field that is new must be in this test too
        assert getattr(FULL, field.name) != getattr(default, field.name), field.name
    store.save([FULL]).result(LIMIT)
    assert store.newest(9).result(LIMIT) == [FULL]


@pytest.mark.parametrize("song", [None, Song(), Song(title="", tags=("a",)), Song(bpm=0.0)])
def test_songs_with_holes(store: JobStore, song: Song | None) -> None:
    store.save([job(1, song=song)]).result(LIMIT)
    assert store.newest(9).result(LIMIT) == [job(1, song=song)]


def test_saving_again_updates(store: JobStore) -> None:
    store.save([job(1)]).result(LIMIT)
    changed = replace(FULL, id=job(1).id)
    store.save([changed, job(2)]).result(LIMIT)
    store.save([]).result(LIMIT)
    assert set(store.newest(9).result(LIMIT)) == {changed, job(2)}


def test_saving_keeps_columns_of_later_versions(database: Database, store: JobStore) -> None:
    store.save([job(1)]).result(LIMIT)
    database.run(lambda c: c.execute("ALTER TABLE jobs ADD COLUMN mood TEXT") and None)
    database.run(lambda c: c.execute("UPDATE jobs SET mood = 'mine'") and None)
    store.save([job(1, prompt="changed")]).result(LIMIT)
    row = database.read(lambda c: c.execute("SELECT prompt, mood FROM jobs").fetchone())
    assert row.result(LIMIT) == ("changed", "mine")


def test_newest_and_the_pages_after(store: JobStore) -> None:
    jobs = [job(number, created_at=float(number // 3)) for number in range(20)]
    store.save(jobs).result(LIMIT)
    expected = sorted(jobs, key=lambda job: (job.created_at, job.id), reverse=True)
    loaded = store.newest(7).result(LIMIT)
    while page := store.older_than(loaded[-1].created_at, loaded[-1].id, 7).result(LIMIT):
        loaded += page
    assert loaded == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM jobs ORDER BY created_at DESC, id DESC LIMIT 300",
        "SELECT * FROM jobs WHERE (created_at, id) < (5, 'x') ORDER BY created_at DESC, id DESC",
        "SELECT prompt FROM jobs ORDER BY created_at DESC, id DESC",
        "SELECT rowid FROM jobs WHERE status NOT IN ('failed')",
    ],
)
def test_queries_go_along_an_index(database: Database, query: str) -> None:
    plan = database.read(lambda c: c.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())
    text = " ".join(row[3] for row in plan.result(LIMIT))
    assert "INDEX jobs_" in text
    assert "TEMP B-TREE" not in text


def test_unfinished_finds_old_ones_too(store: JobStore) -> None:
    jobs = [job(number, status=status) for number, status in enumerate(JobStatus)]
    store.save([*jobs, *(job(99 + i, status=JobStatus.COMPLETED) for i in range(9))])
    found = store.unfinished().result(LIMIT)
    assert {found.status for found in found} == set(JobStatus) - FINAL
    assert [found.created_at for found in found] == sorted(
        (found.created_at for found in found), reverse=True
    )


def test_claim(store: JobStore) -> None:
    store.save([job(1)]).result(LIMIT)
    claimed = (JobStatus.QUEUED, JobStatus.SUBMITTING)
    assert store.claim(job(1).id, *claimed).result(LIMIT) is True
    assert store.claim(job(1).id, *claimed).result(LIMIT) is False
    assert store.claim("nobody", *claimed).result(LIMIT) is False
    assert store.newest(1).result(LIMIT) == [job(1, status=JobStatus.SUBMITTING)]


def test_of_many_that_claim_one_gets_it(path: Path, store: JobStore) -> None:
    jobs = [job(number) for number in range(30)]
    store.save(jobs).result(LIMIT)
    databases = [Database(path) for _ in range(4)]
    futures = [
        JobStore(database).claim(one.id, JobStatus.QUEUED, JobStatus.SUBMITTING)
        for one in jobs
        for database in databases
    ]
    concurrent.futures.wait(futures, LIMIT)
    assert [future.result() for future in futures].count(True) == len(jobs)
    for database in databases:
        database.close()


def test_recent_prompts(store: JobStore) -> None:
    prompts = ["a", "b", "a", "", "c", "b", "c"]
    store.save([job(number, prompt=text) for number, text in enumerate(prompts)])
    assert store.recent_prompts(9).result(LIMIT) == ["c", "b", "a"]
    assert store.recent_prompts(2).result(LIMIT) == ["c", "b"]
    assert store.recent_prompts(0).result(LIMIT) == []


def test_two_jobs_with_one_id_of_the_service(store: JobStore) -> None:
    store.save([job(1, server_id="s"), job(2, server_id="s", api_url="other"), job(3)])
    store.save([job(4)]).result(LIMIT)
    with pytest.raises(DuplicateJob):
        store.save([job(5), job(6, server_id="s")]).result(LIMIT)
    assert len(store.newest(9).result(LIMIT)) == 4  # all or none


@pytest.mark.parametrize(
    "ill",
    [
        job(2, prompt="half \ud800"),
        job(2, song=Song(title="\udfff")),
        job(2, created_at=float("nan")),
        job(2, error="\ud83d"),
    ],
)
def test_what_can_not_be_saved_is_told_and_the_rest_goes_on(store: JobStore, ill: Job) -> None:
    with pytest.raises(StoreError):
        store.save([job(1), ill]).result(LIMIT)
    assert store.newest(9).result(LIMIT) == []
    store.save([job(1)]).result(LIMIT)
    assert store.newest(9).result(LIMIT) == [job(1)]


@pytest.mark.parametrize(
    ("server_id", "status"), [("s", JobStatus.RUNNING), (None, JobStatus.UNCONFIRMED)]
)
def test_status_of_a_newer_version(
    database: Database, store: JobStore, server_id: str | None, status: JobStatus
) -> None:
    store.save([job(1, server_id=server_id), job(2)]).result(LIMIT)
    database.run(lambda c: c.execute("UPDATE jobs SET status = 'mixing' WHERE prompt = 'p1'") and 0)
    expected = job(1, server_id=server_id, status=status, status_word="mixing")
    assert store.newest(9).result(LIMIT) == [job(2), expected]
    assert expected in store.unfinished().result(LIMIT)


ILL_VALUES = ["'x'", "x''", "x'ff00'", "12", "-1.5", "9e999", "''", "'[1, 2'", "'{}'", "'nan'"]
COLUMNS = [field.name for field in dataclasses.fields(Job) if field.name not in {"id", "song"}]
COLUMNS += [field.name for field in dataclasses.fields(Song)]


@pytest.mark.parametrize("value", [*ILL_VALUES, "'[1, null, \"a\"]'", "CAST(x'fffe41' AS TEXT)"])
@pytest.mark.parametrize("column", COLUMNS)
def test_ill_rows_never_take_the_list_down(
    database: Database, store: JobStore, column: str, value: str
) -> None:
    store.save([FULL, job(1)]).result(LIMIT)
    database.run(
        lambda c: c.execute(f"UPDATE jobs SET {column} = {value} WHERE prompt <> 'p1'") and 0
    )
    loaded = {loaded.id: loaded for loaded in store.newest(9).result(LIMIT)}
    assert loaded[job(1).id] == job(1)
    ill = loaded[FULL.id]
    assert_typed(ill)
    assert isinstance(store.recent_prompts(9).result(LIMIT), list)
    assert ill.server_id == FULL.server_id or column == "server_id"
    store.save([ill]).result(LIMIT)  # and it can be worked with


def assert_typed(loaded: Job) -> None:
    for thing in (loaded, loaded.song or Song()):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            allowed = {
                "str": str,
                "int": int,
                "bool": bool,
                "float": float,
                "JobStatus": JobStatus,
                "str | None": str | None,
                "float | None": float | None,
                "Song | None": Song | None,
                "tuple[str, ...]": tuple,
            }[str(field.type)]
            assert isinstance(value, allowed), field.name


TEXTS = st.text(max_size=20)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
SONGS = st.builds(Song, TEXTS, NUMBERS, NUMBERS, st.lists(TEXTS).map(tuple), TEXTS, TEXTS)
JOBS = st.builds(
    Job,
    id=st.uuids().map(lambda id_: id_.hex),
    prompt=TEXTS,
    api_url=TEXTS,
    created_at=st.floats(allow_nan=False, allow_infinity=False),
    status=st.sampled_from(JobStatus),
    server_id=st.none() | st.uuids().map(str),
    status_word=TEXTS,
    song=st.none() | SONGS,
    error=st.none() | TEXTS,
    submitted_at=NUMBERS,
    started_at=NUMBERS,
    finished_at=NUMBERS,
    audio_file=st.none() | TEXTS,
    cover_file=st.none() | TEXTS,
    parent_id=st.none() | TEXTS,
)


@given(jobs=st.lists(JOBS, max_size=5, unique_by=lambda job: job.id))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_jobs_come_back(database: Database, store: JobStore, jobs: list[Job]) -> None:
    def clear(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM jobs")

    database.run(clear)
    store.save(jobs).result(LIMIT)
    expected = sorted(jobs, key=lambda job: (job.created_at, job.id), reverse=True)
    assert store.newest(99).result(LIMIT) == expected
