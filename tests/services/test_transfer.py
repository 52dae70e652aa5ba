"""A library goes into a file and comes back, or out of saved songs: all of it, and only once."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.media import JPEG, mp3
from tests.services.conftest import World
from whisul_desktop.core.interchange import (
    BadLibraryFile,
    FileTrouble,
    arrived,
    job_of,
    merged,
    record_of,
)
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services.library import Library
from whisul_desktop.services.transfer import Brought, Transfer
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore


def quiet(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""


URL = "https://whisul.com/api"
NOW = 1_770_000_000.0


def job(number: int, **more: object) -> Job:
    values: dict[str, object] = {
        "id": f"{number:032x}",
        "prompt": f"song {number}",
        "api_url": URL,
        "created_at": NOW - number,
        "status": JobStatus.COMPLETED,
        "server_id": f"00000000-0000-4000-8000-{number:012x}",
        "song": Song(f"Título {number}", 120.5, 167.0, ("trap", "темно"), "https://cdn/x", "y"),
        "finished_at": NOW,
    }
    return Job(**{**values, **more})  # type: ignore[arg-type]


class Place:
    """One computer's library."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.errors: list[BaseException] = []
        self.database = Database(folder / "library.sqlite3")
        self.library = Library(JobStore(self.database), self.errors.append)
        self.cache = MediaCache(folder / "media")
        self.transfer = Transfer(self.library, self.cache, lambda: NOW)

    async def load(self) -> Place:
        self.library.load_newest()
        await self.library.load_rest()
        return self

    async def add(self, *jobs: Job) -> None:
        await asyncio.wrap_future(self.library.add(jobs))

    def jobs(self) -> dict[str, Job]:
        return dict(self.library.jobs)

    async def on_disk(self) -> dict[str, Job]:
        return {job.id: job async for page in self.library.pages() for job in page}

    def with_files(self, job: Job) -> Job:
        self.cache.folder.mkdir(exist_ok=True)
        (self.cache.folder / f"{job.id}.mp3").write_bytes(mp3())
        (self.cache.folder / f"{job.id}.jpg").write_bytes(JPEG)
        return replace(job, audio_file=f"{job.id}.mp3", cover_file=f"{job.id}.jpg")

    async def export(self, target: Path, *, with_media: bool = False) -> Path:
        await self.transfer.export_library(target, with_media=with_media, on_progress=quiet)
        return target

    async def take(self, source: Path) -> Brought:
        return await self.transfer.import_library(source, on_progress=quiet)


@pytest.fixture
async def make_place(tmp_path: Path):
    places: list[Place] = []

    async def make(name: str) -> Place:
        place = await Place(tmp_path / name).load()
        places.append(place)
        return place

    yield make
    for place in places:
        place.database.close()
        assert place.errors == []


MakePlace = Callable[[str], "asyncio.Future[Place]"]


async def test_a_library_comes_back_whole_with_its_files(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    judged = job(1, is_favourite=True, stars=4, note="the bridge", judged_at=5.0, batch_id="b")
    plain = job(3, song=None, status=JobStatus.FAILED, error="no", parent_id=judged.id)
    await here.add(here.with_files(judged), here.with_files(job(2)), plain)
    steps: list[tuple[int, int]] = []
    file = tmp_path / "library.zip"
    count = await here.transfer.export_library(
        file, with_media=True, on_progress=lambda done, total: steps.append((done, total))
    )
    assert count == 3
    assert steps[-1] == (7, 7)
    brought = await there.take(file)
    assert (brought.added, brought.files, brought.unchanged) == (3, 4, 0)
    assert there.jobs() == here.jobs() == await there.on_disk()
    for number in (1, 2):
        for name in (f"{number:032x}.mp3", f"{number:032x}.jpg"):
            assert (there.cache.folder / name).read_bytes() == (
                here.cache.folder / name
            ).read_bytes()
    assert list(tmp_path.glob("*.part")) == []  # noqa: ASYNC240
    again = await there.take(file)
    assert (again.added, again.completed, again.unchanged, again.files) == (0, 0, 3, 0)
    assert there.jobs() == here.jobs()


async def test_without_files_they_are_fetched_later(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    await here.add(here.with_files(job(1)))
    await there.take(await here.export(tmp_path / "library.zip"))
    assert there.jobs() == {job(1).id: job(1)}


async def test_what_waits_to_be_sent_is_not_sent_twice(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    waiting = job(1, status=JobStatus.QUEUED, server_id=None, song=None, is_held=True)
    await here.add(waiting)
    file = await here.export(tmp_path / "library.zip")
    await there.take(file)
    assert there.jobs()[waiting.id].status is JobStatus.UNCONFIRMED
    await here.take(file)
    assert here.jobs()[waiting.id] == waiting  # here nothing is in doubt


async def test_the_services_id_tells_what_is_one_job(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    await here.add(job(1), job(2, server_id=None, status=JobStatus.UNCONFIRMED, song=None))
    same = job(1, id="a" * 32, song=None, status=JobStatus.RUNNING)
    other = job(2, server_id="00000000-0000-4000-8000-00000000000f", api_url="https://other/api")
    await there.add(same, other)
    file = await here.export(tmp_path / "library.zip")
    brought = await there.take(file)
    assert (brought.added, brought.completed) == (1, 1)
    jobs = there.jobs()
    assert jobs["a" * 32].status is JobStatus.COMPLETED
    assert jobs["a" * 32].song == job(1).song
    assert jobs[other.id] == other
    assert sorted(job.api_url for job in jobs.values()) == ["https://other/api", URL, URL]
    assert (await there.take(file)).unchanged == 2
    assert there.jobs() == jobs


async def test_cancelling_leaves_nothing_half_written(make_place: MakePlace, tmp_path: Path):
    here = await make_place("here")
    await here.add(*[job(number) for number in range(1_000)])
    old = tmp_path / "out" / "library.zip"
    old.parent.mkdir()
    old.write_text("mine")
    task: list[asyncio.Task[int]] = []

    async def export() -> int:
        return await here.transfer.export_library(
            old, with_media=False, on_progress=lambda *_: task[0].cancel()
        )

    task.append(asyncio.get_running_loop().create_task(export()))
    with pytest.raises(asyncio.CancelledError):
        await task[0]
    assert [path.name for path in old.parent.iterdir()] == ["library.zip"]
    assert old.read_text() == "mine"


async def test_nothing_is_taken_in_before_the_library_is_there(tmp_path: Path):
    place = Place(tmp_path / "place")
    with pytest.raises(Exception, match="being read"):
        await place.take(tmp_path / "any.zip")
    place.database.close()


# hostile and broken files


def archive(path: Path, *members: tuple[str, str | bytes], jobs: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("whisul-library.json", json.dumps({"format": "whisul-library", "version": 1}))
        file.writestr("jobs.jsonl", jobs)
        for name, content in members:
            file.writestr(name, content)
    return path


GOOD = json.dumps(record_of(job(1))) + "\n"


@pytest.mark.parametrize(
    ("jobs", "trouble"),
    [
        ("nonsense\n", FileTrouble.DAMAGED),
        ("[]\n", FileTrouble.DAMAGED),
        ("{}\n", FileTrouble.DAMAGED),
        ("[" * 100_000 + "\n", FileTrouble.DAMAGED),
        (GOOD.replace('"completed"', '"queued?"'), FileTrouble.DAMAGED),
        (GOOD.replace("1770000000.0", "NaN"), FileTrouble.DAMAGED),
        (GOOD.replace("1770000000.0", "9" * 5_000), FileTrouble.DAMAGED),
        (GOOD.replace(job(1).id, "../../etc/passwd"), FileTrouble.DAMAGED),
        ('{"prompt": "' + "x" * 9 * 2**20 + '"}\n', FileTrouble.UNSAFE),
        (" " * 50_000_000, FileTrouble.UNSAFE),  # 50 kB in the file
    ],
)
async def test_ill_jobs_are_refused_and_nothing_is_changed(
    make_place: MakePlace, tmp_path: Path, jobs: str, trouble: FileTrouble
):
    place = await make_place("place")
    file = archive(tmp_path / "ill.zip", jobs=json.dumps(record_of(job(2))) + "\n" + jobs)
    with pytest.raises(BadLibraryFile) as caught:
        await place.take(file)
    assert caught.value.trouble is trouble
    assert place.jobs() == {}


@pytest.mark.parametrize(
    "name",
    ["../evil.mp3", "/etc/passwd", "media/../x.mp3", "media/x.exe", "C:\\x", "media/a/b.mp3"],
)
async def test_names_that_lead_elsewhere_are_refused(
    make_place: MakePlace, tmp_path: Path, name: str
):
    place = await make_place("place")
    with pytest.raises(BadLibraryFile) as caught:
        await place.take(archive(tmp_path / "ill.zip", (name, "x"), jobs=GOOD))
    assert caught.value.trouble is FileTrouble.UNSAFE
    assert place.jobs() == {}


async def test_files_of_other_kinds_are_refused(make_place: MakePlace, tmp_path: Path):
    place = await make_place("place")
    picture = tmp_path / "cover.jpg"
    picture.write_bytes(JPEG)
    foreign = tmp_path / "foreign.zip"
    with zipfile.ZipFile(foreign, "w") as file:
        file.writestr("readme.txt", "x")
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(newer, "w") as file:
        file.writestr("whisul-library.json", '{"format": "whisul-library", "version": 99}')
        file.writestr("jobs.jsonl", "")
    cut = archive(tmp_path / "cut.zip", jobs=GOOD * 5_000)
    data = bytearray(cut.read_bytes())
    data[200:400] = bytes(200)
    cut.write_bytes(data)
    for path, trouble in [
        (picture, FileTrouble.NOT_OURS),
        (foreign, FileTrouble.NOT_OURS),
        (newer, FileTrouble.NEWER),
        (cut, FileTrouble.DAMAGED),
    ]:
        with pytest.raises(BadLibraryFile) as caught:
            await place.take(path)
        assert caught.value.trouble is trouble, path
    assert place.jobs() == {}


async def test_a_song_that_is_none_is_left_out(make_place: MakePlace, tmp_path: Path):
    place = await make_place("place")
    named = replace(job(1), audio_file=f"{job(1).id}.mp3", cover_file="../../x.jpg")
    file = archive(
        tmp_path / "odd.zip",
        (f"media/{job(1).id}.mp3", b"MZ not a song"),
        jobs=json.dumps(record_of(named)) + "\n",
    )
    brought = await place.take(file)
    assert (brought.added, brought.files) == (1, 0)
    assert place.jobs() == {job(1).id: job(1)}
    assert list(place.cache.folder.iterdir()) == []


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
    is_favourite=st.booleans(),
    finished_at=st.none() | st.just(3.0),
    deleted_at=st.none() | st.just(3.0),
    error=st.none() | st.just("e"),
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
    for field in ("server_id", "song", "finished_at", "deleted_at"):
        if getattr(known, field) is not None:
            assert getattr(once, field) is not None
    newest = max((known, other), key=lambda job: job.judged_at or 0.0)
    if known.judged_at != other.judged_at:
        assert (once.stars, once.note, once.is_favourite) == (
            newest.stars, newest.note, newest.is_favourite,
        )  # fmt: skip
    assert not arrived(other, known.id).is_held
    assert arrived(other, known.id).status not in (JobStatus.QUEUED, JobStatus.SUBMITTING)


def test_a_random_library_comes_back_and_the_second_time_changes_nothing(tmp_path: Path):
    """Two libraries with some jobs in common, merged both ways until nothing changes."""
    chance = random.Random(7)

    def library() -> list[Job]:
        return [
            job(
                number,
                status=chance.choice([JobStatus.RUNNING, JobStatus.COMPLETED, JobStatus.FAILED]),
                stars=chance.randrange(6),
                judged_at=chance.choice([None, 1.0, 2.0, 3.0]),
                note=chance.choice(["", "a", "b"]),
            )
            for number in chance.sample(range(40), 25)
        ]

    async def work() -> None:
        one, two = await Place(tmp_path / "1").load(), await Place(tmp_path / "2").load()
        try:
            await one.add(*library())
            await two.add(*library())
            before = {**one.jobs(), **two.jobs()}
            await two.take(await one.export(tmp_path / "1.zip"))
            await one.take(await two.export(tmp_path / "2.zip"))
            assert set(one.jobs()) == set(two.jobs()) == set(before)
            for job_id, job in one.jobs().items():
                assert job.judged_at == two.jobs()[job_id].judged_at
                assert job.status is two.jobs()[job_id].status
            settled = two.jobs()
            again = await two.take(await one.export(tmp_path / "3.zip"))
            assert (again.added, again.completed) == (0, 0)
            assert two.jobs() == settled
        finally:
            one.database.close()
            two.database.close()

    asyncio.run(work())


# rebuilding


async def test_saved_songs_become_a_library_again(
    make_world: Callable[..., World], make_place: MakePlace, tmp_path: Path
):
    world = make_world()
    saved_to = tmp_path / "Music" / "deep"
    saved_to.mkdir(parents=True)
    media = tmp_path / "media"
    media.mkdir(exist_ok=True)
    songs = [job(number, prompt="a trap song\nwith rain") for number in (1, 2)]
    await asyncio.wrap_future(
        world.library.add(
            [replace(one, audio_file=f"{one.id}.mp3", cover_file=f"{one.id}.jpg") for one in songs]
        )
    )
    for one in songs:
        (media / f"{one.id}.mp3").write_bytes(mp3())
        (media / f"{one.id}.jpg").write_bytes(JPEG)
        await world.export.save(one.id, saved_to)
    (saved_to / "else.mp3").write_bytes(mp3())
    (saved_to / "ill.MP3").write_bytes(b"ID3\x03\0\0\xff\xff\xff\xff" + bytes(100))
    (saved_to / "again.mp3").write_bytes((saved_to / "Título 1.mp3").read_bytes())

    place = await make_place("place")
    steps: list[tuple[int, int]] = []
    brought = await place.transfer.rebuild(
        tmp_path / "Music", URL, on_progress=lambda done, total: steps.append((done, total))
    )
    assert steps[-1] == (5, 5)
    assert (brought.added, brought.unchanged, brought.passed_over, brought.files) == (2, 1, 2, 4)
    rebuilt = {job.server_id: job for job in place.jobs().values()}
    for one in songs:
        found = rebuilt[one.server_id]
        assert found.song is not None
        assert one.song is not None
        assert found.status is JobStatus.COMPLETED
        assert (found.title, found.tags, found.prompt) == (one.title, one.tags, one.prompt)
        assert (found.song.bpm, found.song.duration) == (121, 167.0)
        assert time.localtime(found.created_at)[:3] == time.localtime(NOW)[:3]
        assert place.cache.path(found.cover_file or "").read_bytes() == JPEG
        assert place.cache.path(found.audio_file or "").stat().st_size > len(mp3())
        assert Path(found.saved_to).parent == saved_to
    jobs, files = place.jobs(), sorted(place.cache.folder.iterdir())
    again = await place.transfer.rebuild(tmp_path / "Music", URL, on_progress=quiet)
    assert (again.added, again.completed, again.files, again.unchanged) == (0, 0, 0, 3)
    assert place.jobs() == jobs
    assert sorted(place.cache.folder.iterdir()) == files


async def test_rebuilding_adds_to_what_is_known(make_place: MakePlace, tmp_path: Path):
    from whisul_desktop.media.tags import TrackTags, write_tags

    place = await make_place("place")
    known = job(1, status=JobStatus.EXPIRED, song=None, stars=3, judged_at=1.0, prompt="mine")
    await place.add(known)
    music = tmp_path / "Music"
    music.mkdir()
    (music / "a.mp3").write_bytes(mp3())
    write_tags(music / "a.mp3", TrackTags("A", 99, prompt="other", server_id=str(known.server_id)))
    brought = await place.transfer.rebuild(music, URL, on_progress=quiet)
    assert (brought.added, brought.completed, brought.files) == (0, 1, 1)
    [found] = place.jobs().values()
    assert (found.status, found.title, found.stars, found.prompt) == (
        JobStatus.COMPLETED, "A", 3, "mine",
    )  # fmt: skip
    shutil.rmtree(music)
    assert place.cache.path(found.audio_file or "").exists()
