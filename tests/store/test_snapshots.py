"""The picture of the list on disk: whole or not at all, for one start, whatever the file holds."""

from __future__ import annotations

import os
import sqlite3
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.store import snapshots
from whisul_desktop.store.snapshots import keep, snapshot_path, take, unchanged

PICTURE = Snapshot(
    (1280, 800), (200, 150, 12, 10), (3, 2, 4, 5), 20260217, (24, 20), bytes(range(240)) * 8
)

SUM = zlib.adler32(PICTURE.pixels)


def test_what_was_kept_is_taken_once(tmp_path: Path) -> None:
    keep(tmp_path, "circumstances\n", PICTURE)
    assert take(tmp_path, "circumstances\n") == PICTURE
    assert take(tmp_path, "circumstances\n") is None  # a crash keeps none
    assert list(snapshot_path(tmp_path).parent.iterdir()) == []


def test_it_is_for_this_user_alone(tmp_path: Path) -> None:
    keep(tmp_path, "x", PICTURE)
    path = snapshot_path(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("now", ["other", "", "y\udcff"])
def test_other_circumstances_remove_it(tmp_path: Path, now: str) -> None:
    keep(tmp_path, "", PICTURE)  # where they can't be told, nothing fits
    assert take(tmp_path, "") is None
    keep(tmp_path, "y", PICTURE)
    assert take(tmp_path, now) is None
    assert not snapshot_path(tmp_path).exists()


def cut(content: bytes) -> bytes:
    return content[:-1]


def lengthened(content: bytes) -> bytes:
    return content + b"\0"


def one_bit(content: bytes) -> bytes:
    return content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]


def zeros(content: bytes) -> bytes:  # what a power cut leaves of a file that was not synced
    return bytes(len(content))


def with_numbers(numbers: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        head, _numbers, packed = content.split(b"\n", 2)
        return b"\n".join([head, numbers.replace(b"%d", str(SUM).encode()), packed])

    return change


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        lengthened,
        one_bit,
        zeros,
        with_numbers(b"1280 800 200 150 12 10 3 2 4 5 20260217 %d 24"),
        with_numbers(b"1280 800 200 150 12 10 3 2 4 5 20260217 %d 24 21"),
        with_numbers(b"1280 800 200 150 12 10 3 2 4 5 20260217 %d -24 -20"),
        with_numbers(b"1280 800 1270 150 12 10 3 2 4 5 20260217 %d 24 20"),
        with_numbers(b"1280 800 -1 150 12 10 3 2 4 5 20260217 %d 24 20"),
        with_numbers(b"1099511627776 800 200 150 12 10 3 2 4 5 20260217 %d 24 20"),
        with_numbers(b"1280 800 200 150 12 10 3 2 4 5 20260217 %d 24000 20000"),
        with_numbers(b"1280 800 200 150 12 10 3 2 10 5 20260217 %d 24 20"),
        with_numbers(b"9" * 5000),
    ],
)
def test_damage_is_no_picture(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    keep(tmp_path, "x", PICTURE)
    path = snapshot_path(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert take(tmp_path, "x") is None


def test_what_is_too_large_is_neither_kept_nor_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = PICTURE._replace(size=(6000, 1500), pixels=bytes(6000 * 1500 * 4))
    keep(tmp_path, "x", wide)
    assert not snapshot_path(tmp_path).exists()
    keep(tmp_path, "x", PICTURE)
    monkeypatch.setattr(snapshots, "MOST_PIXELS", 100)
    assert take(tmp_path, "x") is None


def test_no_more_is_read_than_it_may_hold(tmp_path: Path) -> None:
    keep(tmp_path, "x", PICTURE)
    os.truncate(snapshot_path(tmp_path), 1 << 40)  # takes no room
    assert take(tmp_path, "x") is None


ANYTHING = st.binary(max_size=300) | st.lists(st.integers(-(10**30), 10**30)).map(
    lambda numbers: b"'x'\n%s\n" % b" ".join(str(n).encode() for n in numbers)
)


@given(content=ANYTHING, tail=st.binary(max_size=50))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_any_bytes_raise_nothing(tmp_path: Path, content: bytes, tail: bytes) -> None:
    path = snapshot_path(tmp_path)
    path.parent.mkdir(exist_ok=True)
    for file in (
        content + tail,
        b"'x'\n" + content,
        b"'x'\n1 1 0 0 1 1 0 0 0 0 0 1 1\n" + content + tail,
    ):
        path.write_bytes(file)
        assert take(tmp_path, "x") is None


def test_a_folder_in_its_place_raises_nothing(tmp_path: Path) -> None:
    snapshot_path(tmp_path).mkdir(parents=True)
    assert take(tmp_path, "x") is None
    with pytest.raises(IsADirectoryError):
        keep(tmp_path, "x", PICTURE)
    assert [entry.name for entry in (tmp_path / "look").iterdir()] == ["list"]  # and no half file


def test_the_library_and_the_settings_tell_of_changes(tmp_path: Path) -> None:
    assert unchanged(tmp_path) == ""
    library, chosen = tmp_path / "library.sqlite3", tmp_path / "settings.json"
    connection = sqlite3.connect(library)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE a (b)")
    assert unchanged(tmp_path) == ""
    chosen.write_text("{}")
    assert unchanged(tmp_path) == ""  # it is in use
    connection.close()
    before = unchanged(tmp_path)
    assert before
    assert unchanged(tmp_path) == before
    connection = sqlite3.connect(library)
    connection.execute("INSERT INTO a VALUES (1)")
    connection.commit()
    connection.close()
    assert unchanged(tmp_path) not in (before, "")
    before = unchanged(tmp_path)
    chosen.write_text("[]")
    assert unchanged(tmp_path) not in (before, "")
