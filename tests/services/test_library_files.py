"""Files that are no library, or one made to do harm, are refused and change nothing."""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from tests.fakes.media import JPEG, mp3
from tests.services.places import MakePlace, job, make_place
from whisul_desktop.core.interchange import BadLibraryFile, FileTrouble, record_of
from whisul_desktop.core.types import Song
from whisul_desktop.media.archive import ArchiveReader

__all__ = ["make_place"]


def archive(
    path: Path,
    *members: tuple[str, str | bytes],
    jobs: str = "",
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
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
        (GOOD.replace("song 1", "x" * 300_000), FileTrouble.UNSAFE),
        (GOOD.replace('"trap"', '"trap", ' * 60_000 + '"trap"'), FileTrouble.UNSAFE),
        (GOOD.replace('"prompt"', '"note": "' + "x" * 10_001 + '", "prompt"'), FileTrouble.UNSAFE),
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


async def test_a_small_file_that_would_fill_memory_or_disk_is_refused(
    make_place: MakePlace, tmp_path: Path
):
    place = await make_place("place")
    many = "".join(
        json.dumps(record_of(job(number, prompt="x" * 200_000))) + "\n" for number in range(300)
    )
    silence = mp3(1_000.0)
    songs = [(f"media/{job(number).id}.mp3", silence) for number in range(3)]
    for file in (
        archive(tmp_path / "jobs.zip", jobs=many),
        archive(tmp_path / "media.zip", *songs),
    ):
        assert file.stat().st_size < 500_000
        with pytest.raises(BadLibraryFile) as caught:
            await place.take(file)
        assert caught.value.trouble is FileTrouble.UNSAFE
    assert place.jobs() == {}


async def test_what_the_app_may_have_written_is_taken_in(make_place: MakePlace, tmp_path: Path):
    """Long texts, and one long prompt many times, which is packed into very little."""
    here, there = await make_place("here"), await make_place("there")
    long = job(1, prompt="\U0001f3a7" * 10_000, note="я" * 10_000, song=Song("я" * 120_000))
    chance = random.Random(3)
    prompt = "".join(chance.choice("a rain song ") for _ in range(10_000))
    same = [
        job(number, prompt=prompt, server_id=str(UUID(int=chance.getrandbits(128))))
        for number in range(2, 4_000)
    ]
    await here.add(long, *same)
    file = await here.export(tmp_path / "library.zip")
    with zipfile.ZipFile(file) as opened:
        assert opened.getinfo("jobs.jsonl").file_size > 35_000_000
    assert (await there.take(file)).added == 3_999
    assert there.jobs()[long.id] == long


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
async def test_what_is_packed_otherwise_is_none_of_ours(
    make_place: MakePlace, tmp_path: Path, method: int
):
    place = await make_place("place")
    file = archive(tmp_path / "other.zip", jobs=GOOD * 50, method=method)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as opened:
        info = opened.getinfo("jobs.jsonl")
    start = info.header_offset + 30 + len(info.filename) + 12
    data[start : start + 40] = b"\xff" * 40
    file.write_bytes(data)
    with pytest.raises(BadLibraryFile) as caught:
        await place.take(file)
    assert caught.value.trouble is FileTrouble.UNSAFE


async def test_members_before_the_beginning_of_the_file_are_damage_and_no_trouble_of_the_disk(
    make_place: MakePlace, tmp_path: Path
):
    place = await make_place("place")
    file = archive(tmp_path / "odd.zip", jobs=GOOD)
    data = bytearray(file.read_bytes())
    start = int.from_bytes(data[-6:-2], "little")  # of the directory at the end
    data[-6:-2] = (start + 1_000).to_bytes(4, "little")
    file.write_bytes(data)
    with pytest.raises(BadLibraryFile) as caught:
        await place.take(file)
    assert caught.value.trouble is FileTrouble.DAMAGED


def test_a_page_is_as_long_as_its_bytes(tmp_path: Path):
    lines = "".join(
        json.dumps(record_of(job(number, prompt="x" * length))) + "\n"
        for number, length in enumerate([10, 10, 10, 100_000, 100_000, 10])
    )
    with ArchiveReader(archive(tmp_path / "l.zip", jobs=lines)) as reader:
        assert [len(jobs) for jobs, _read in reader.jobs(50_000)] == [4, 1, 1]
        *_pages, (_jobs, read) = reader.jobs(50_000)
        assert read == reader.size == len(lines)


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


def flip(file: Path, name: str) -> None:
    """Another byte in the middle of a member that is stored as it is."""
    with zipfile.ZipFile(file) as opened:
        info = opened.getinfo(name)
    data = bytearray(file.read_bytes())
    data[info.header_offset + 30 + len(name) + info.file_size // 2] ^= 0xFF
    file.write_bytes(data)


async def test_a_damaged_song_does_not_stop_the_others(make_place: MakePlace, tmp_path: Path):
    here, there = await make_place("here"), await make_place("there")
    await here.add(*[here.with_files(job(number)) for number in range(1, 101)])
    file = await here.export(tmp_path / "library.zip", with_media=True)
    flip(file, f"media/{job(70).id}.mp3")
    flip(file, f"media/{job(71).id}.jpg")
    brought = await there.take(file)
    assert (brought.added, brought.files, brought.damaged) == (100, 198, 2)
    jobs = there.jobs()
    assert (jobs[job(70).id].audio_file, jobs[job(71).id].cover_file) == (None, None)
    assert jobs[job(70).id].cover_file
    assert list(there.cache.folder.glob("*.part")) == []
    again = await there.take(await here.export(tmp_path / "sound.zip", with_media=True))
    assert (again.completed, again.files, again.damaged) == (2, 2, 0)
