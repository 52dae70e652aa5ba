"""Files that are no library, or one made to do harm, are refused and change nothing."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.media import JPEG
from tests.services.places import MakePlace, job, make_place
from whisul_desktop.core.interchange import BadLibraryFile, FileTrouble, record_of

__all__ = ["make_place"]


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
