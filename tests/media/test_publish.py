"""Saved copies are whole, tagged, and never over another file (faults 24 to 27)."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import stat
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.media import publish
from whisul_desktop.media.publish import save_copy
from whisul_desktop.media.tags import TrackTags, read_tags

TAGS = TrackTags("Midnight Grid", bpm=140, prompt="a trap song", server_id="81fa5ff7")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    return folder


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links, as FAT and many network drives."""

    def link(*arguments: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Any:
    def fail(*arguments: Any, **named: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_copy_is_tagged_and_the_source_untouched(song: Path, folder: Path) -> None:
    before = song.read_bytes()
    saved = save_copy(song, folder, "Midnight Grid.mp3", TAGS)
    assert saved == folder / "Midnight Grid.mp3"
    assert read_tags(saved) == TAGS
    assert song.read_bytes() == before
    assert names(folder) == ["Midnight Grid.mp3"]
    assert stat.S_IMODE(saved.stat().st_mode) == stat.S_IMODE(ordinary(folder).stat().st_mode)


def ordinary(folder: Path) -> Path:
    """A file made as any program makes one: the user's umask decides who may read it."""
    (folder / "ordinary").write_text("")
    return folder / "ordinary"


@pytest.mark.parametrize("links", [True, False])
def test_taken_names_are_numbered(
    song: Path, folder: Path, links: bool, request: pytest.FixtureRequest
) -> None:
    if not links:
        request.getfixturevalue("no_links")
    (folder / "Title.mp3").write_text("mine")
    (folder / "Title (3).mp3").mkdir()
    saved = [save_copy(song, folder, "Title.mp3", TAGS).name for _ in range(2)]
    assert saved == ["Title (2).mp3", "Title (4).mp3"]
    assert (folder / "Title.mp3").read_text() == "mine"
    assert len(names(folder)) == 4


@pytest.mark.parametrize(
    ("there", "wanted"),
    [("TITLE.MP3", "Title.mp3"), ("straße.mp3", "STRASSE.mp3"), ("cafe\u0301.mp3", "café.mp3")],
)
def test_names_equal_but_for_case_are_taken(
    song: Path, folder: Path, there: str, wanted: str
) -> None:
    (folder / there).write_text("mine")
    saved = save_copy(song, folder, wanted, TAGS)
    assert saved.name == f"{Path(wanted).stem} (2).mp3"
    assert (folder / there).read_text() == "mine"


def test_long_names_stay_within_their_limit(song: Path, folder: Path) -> None:
    name = "ж" * 60 + ".mp3"
    saved = [save_copy(song, folder, name, TAGS).name for _ in range(2)]
    assert saved[0] == name
    assert saved[1].endswith("ж (2).mp3")
    assert len(Path(saved[1]).stem.encode()) <= 120


def test_replace_is_for_exactly_that_name(song: Path, folder: Path) -> None:
    (folder / "Title.mp3").write_text("old")
    (folder / "title.mp3").write_text("other")
    saved = save_copy(song, folder, "Title.mp3", TAGS, replace=True)
    assert saved.name == "Title.mp3"
    assert read_tags(saved) == TAGS
    assert (folder / "title.mp3").read_text() == "other"
    assert len(names(folder)) == 2


def test_a_dangling_link_is_not_written_through(song: Path, folder: Path) -> None:
    (folder / "Title.mp3").symlink_to(folder.parent / "elsewhere.mp3")
    assert save_copy(song, folder, "Title.mp3", TAGS).name == "Title (2).mp3"
    assert not (folder.parent / "elsewhere.mp3").exists()


@pytest.mark.parametrize("name", ["", ".", "..", "../a.mp3", "a/b.mp3", "/a.mp3"])
def test_names_are_names(song: Path, folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a file name"):
        save_copy(song, folder, name, TAGS)


def test_no_source(folder: Path) -> None:
    with pytest.raises(MediaError) as caught:
        save_copy(folder / "gone.mp3", folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.MISSING
    assert names(folder) == []


def test_source_that_can_not_be_tagged(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "ill.mp3"
    source.write_bytes(b"ID3\x03\0\0\xff\xff\xff\xff" + bytes(100))
    with pytest.raises(MediaError) as caught:
        save_copy(source, folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.DAMAGED
    assert names(folder) == []


@pytest.mark.parametrize("kind", ["gone", "file"])
def test_no_folder(song: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "there"
    if kind == "file":
        folder.write_text("")
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.DISK
    assert caught.value.detail.startswith(f"{folder}: ")
    assert folder.exists() is (kind == "file")  # a drive that is not there is not made


@pytest.mark.skipif(sys.platform != "linux", reason="/sys is Linux's")
def test_read_only_folder(song: Path) -> None:
    folder = Path("/sys")  # which not even root may write
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.DISK
    assert caught.value.detail.startswith("/sys: ")


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    ("where", "name"), [(publish.shutil, "copyfileobj"), (os, "fsync"), (Path, "replace")]
)
def test_disk_full_leaves_nothing_and_old_files_whole(
    song: Path,
    folder: Path,
    no_links: None,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    replace: bool,
) -> None:
    (folder / "Title.mp3").write_text("old")
    with monkeypatch.context() as patch:
        patch.setattr(where, name, failing(errno.ENOSPC))
        with pytest.raises(MediaError) as caught:
            save_copy(song, folder, "Title.mp3", TAGS, replace=replace)
    assert caught.value.trouble is MediaTrouble.DISK
    assert caught.value.detail == f"{folder}: No space left on device"
    assert names(folder) == ["Title.mp3"]
    assert (folder / "Title.mp3").read_text() == "old"


def test_disk_full_while_tagging(song: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mutagen.id3._file.insert_bytes", failing(errno.ENOSPC))
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TrackTags("x" * 9_000))
    assert caught.value.trouble is MediaTrouble.DISK
    assert caught.value.detail == f"{folder}: No space left on device"
    assert names(folder) == []


def test_folder_removed_while_writing(
    song: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfileobj

    def copy_and_remove(*arguments: Any) -> None:
        copy(*arguments)
        shutil.rmtree(folder)

    monkeypatch.setattr(publish.shutil, "copyfileobj", copy_and_remove)
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.DISK
    assert caught.value.detail.startswith(f"{folder}: ")
    assert not folder.exists()


def test_other_errors_of_linking_are_told(
    song: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EIO))
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TAGS)
    assert caught.value.detail == f"{folder}: Input/output error"
    assert names(folder) == []


def test_no_name_is_free(song: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_LAST_NUMBER", 2)
    for _ in range(2):
        save_copy(song, folder, "Title.mp3", TAGS)
    with pytest.raises(MediaError) as caught:
        save_copy(song, folder, "Title.mp3", TAGS)
    assert caught.value.trouble is MediaTrouble.EXISTS
    assert len(names(folder)) == 2


@pytest.mark.parametrize("links", [True, False])
def test_twenty_threads_with_one_title(
    song: Path, folder: Path, links: bool, request: pytest.FixtureRequest
) -> None:
    if not links:
        request.getfixturevalue("no_links")
    titles = [title for _ in range(10) for title in ("Title.mp3", "TITLE.mp3")]
    with ThreadPoolExecutor(20) as pool:
        saved = list(pool.map(lambda name: save_copy(song, folder, name, TAGS), titles))
    assert len({path.name.casefold() for path in saved}) == 20
    assert sorted(path.name for path in saved) == names(folder)
    assert all(read_tags(path) == TAGS for path in saved)


def _save(song: Path, folder: Path) -> Path:
    return save_copy(song, folder, "Title.mp3", TAGS)


def test_twenty_saves_from_four_processes_with_one_title(song: Path, folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        waiting = [pool.submit(_save, song, folder) for _ in range(20)]
        saved = {future.result(timeout=60) for future in waiting}
    assert len(saved) == 20
    assert sorted(path.name for path in saved) == names(folder)
    assert all(read_tags(path) == TAGS for path in saved)


def test_saving_the_song_that_is_open(song: Path, folder: Path) -> None:
    with song.open("rb") as playing:
        first = playing.read(1_000)
        saved = save_copy(song, folder, "Title.mp3", TAGS)
        rest = playing.read()
    assert first + rest == song.read_bytes()
    assert read_tags(saved) == TAGS


def test_stopped_it_leaves_nothing(song: Path, folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(publish.Stopped):
        save_copy(song, folder, "Title.mp3", TAGS, stop=stop)
    assert names(folder) == []


def test_bytes_take_the_place_of_a_file_or_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish_bytes(folder / "list.csv", b"one")
    publish.publish_bytes(folder / "list.csv", b"two")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.ENOSPC))
        with pytest.raises(MediaError) as caught:
            publish.publish_bytes(folder / "list.csv", b"three")
    assert caught.value.detail == f"{folder}: No space left on device"
    assert names(folder) == ["list.csv"]
    assert (folder / "list.csv").read_bytes() == b"two"
