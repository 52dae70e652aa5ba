"""Copies of the library, and the check of the whole file while the app runs (fault 35)."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.store.damage import JUNK, LIMIT, PAGE, leaves, overwrite, save, some_job, some_jobs
from whisul_desktop.store import backup, files, upkeep
from whisul_desktop.store.backup import Backups, Stopped
from whisul_desktop.store.journal import Accepted
from whisul_desktop.store.opening import LibraryFile


@pytest.fixture
def library(path: Path) -> LibraryFile:
    library = LibraryFile(path)
    save(library, some_jobs(300))
    return library


def count(path: Path) -> int:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM jobs").fetchone()[0]
    finally:
        connection.close()


def wait_for(condition: object, what: str) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def test_three_copies_the_youngest_first(library: LibraryFile, path: Path) -> None:
    for more in range(5):
        save(library, some_jobs(10, 1_000 + 10 * more))
        assert Backups(path).make()
    assert [count(copy) for copy in files.backup_paths(path)] == [350, 340, 330]
    folder = path.parent / "backups"
    assert sorted(folder.iterdir()) == files.backup_paths(path)  # and nothing half-made
    assert all(Backups(path).trouble_of(copy) == "" for copy in files.backup_paths(path))
    library.close()


def test_copy_has_what_is_in_the_log_and_blocks_no_write(
    library: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writes go on while the copy is made; it is one moment's, and made in one go."""
    monkeypatch.setattr(backup, "_STEP", 1)
    stop = threading.Event()
    slowest, written = 0.0, 0
    made = threading.Thread(target=lambda: (Backups(path).make(), stop.set()), daemon=True)
    made.start()
    while not stop.is_set():
        start = time.perf_counter()
        save(library, some_jobs(1, 5_000 + written))
        slowest = max(slowest, time.perf_counter() - start)
        written += 1
        assert written < 20_000, "the copy begins again with each write"
    made.join()
    assert written > 20
    assert slowest < 0.5
    [copy] = Backups(path).newest_first()
    assert 300 <= count(copy) < 300 + written
    library.close()


def test_copy_that_is_not_sound_pushes_none_out(library: LibraryFile, path: Path) -> None:
    assert Backups(path).make()
    library.close()
    overwrite(path, leaves(path)[5], JUNK)
    assert not Backups(path).make()
    [copy] = Backups(path).newest_first()
    assert count(copy) == 300


def test_copy_leaves_room_on_the_disk(
    library: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=60 << 20))
    assert not Backups(path).make()
    assert Backups(path).newest_first() == []
    library.close()


def test_closing_ends_copy_and_check(library: LibraryFile, path: Path) -> None:
    closing = threading.Event()
    closing.set()
    with pytest.raises(Stopped):
        Backups(path, closing).make()
    assert list((path.parent / "backups").iterdir()) == []
    library.close()


def test_damage_in_each_copy_is_seen(library: LibraryFile, path: Path) -> None:
    backups = Backups(path)
    assert backups.make()
    library.close()
    [copy] = backups.newest_first()
    sound = copy.read_bytes()
    root_gone = sound[:PAGE] + JUNK + sound[2 * PAGE :]
    newer = sound[:60] + b"\0\0\0\x7f" + sound[64:]
    for damaged in (b"", b"text" * 9_000, sound[: 9 * PAGE], root_gone, newer):
        copy.write_bytes(damaged)
        assert backups.trouble_of(copy) != ""


def test_is_behind_only_after_a_change(library: LibraryFile, path: Path) -> None:
    assert Backups(path).are_behind()
    library.close()
    os.utime(path, ns=(10**18, 10**18))
    again = LibraryFile(path)
    assert Backups(path).make()
    again.close()
    assert not Backups(path).are_behind()
    LibraryFile(path).close()  # a start alone changes nothing
    assert not Backups(path).are_behind()
    third = LibraryFile(path)
    save(third, some_jobs(1, 999))
    assert Backups(path).are_behind()
    third.close()
    assert Backups(path).are_behind()


def test_known_to_the_copy(library: LibraryFile, path: Path) -> None:
    assert Backups(path).make()
    job = some_job(3)
    assert job.server_id is not None
    there = Accepted(job.id, job.server_id, "", "", 0.0, 0.0)
    others = [Accepted(job.id, "another", "", "", 0.0, 0.0), Accepted("x", "y", "", "", 0.0, 0.0)]
    assert Backups(path).known([there, *others]) == {job.id}
    library.close()


def test_rounds(library: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one takes the reserves, checks and copies; later ones copy where it is due."""
    monkeypatch.setattr(upkeep, "TICK", 0.01)
    monkeypatch.setattr(upkeep, "COPY_NOT_BEFORE", 0.0)
    monkeypatch.setattr(upkeep, "COPY_AFTER_COMMITS", 5)
    library.start_upkeep(0.0)
    first, second, _ = files.backup_paths(path)
    wait_for(first.exists, "first copy")
    assert files.reserve_path(path).exists()
    assert files.last_reserve_path(path).exists()
    for number in range(4):
        save(library, some_jobs(1, 900 + number))
    made = first.stat().st_mtime_ns
    library._reserve.release()
    wait_for(files.reserve_path(path).exists, "a round")
    assert first.stat().st_mtime_ns == made
    assert not second.exists()
    save(library, some_jobs(1, 904))
    wait_for(lambda: first.stat().st_mtime_ns > made and second.exists(), "second copy")
    assert count(first) == 305
    library.close()


def test_start_without_changes_checks_and_copies_nothing(library: LibraryFile, path: Path) -> None:
    assert Backups(path).make()
    library.close()
    assert Backups(path).make()
    before = {copy: copy.stat().st_mtime_ns for copy in Backups(path).newest_first()}
    again = LibraryFile(path)
    again.start_upkeep(0.0)
    assert again._upkeep is not None
    assert again._upkeep.first_round_done.wait(LIMIT)
    again.close()
    assert {copy: copy.stat().st_mtime_ns for copy in Backups(path).newest_first()} == before


def test_closing_is_quick_in_the_middle_of_a_copy(
    library: LibraryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEP", 1)
    monkeypatch.setattr(backup, "_PAUSE", 0.5)
    library.start_upkeep(0.0)
    part = library.path.parent / "backups" / "library-1.sqlite3.part"
    wait_for(part.exists, "the copy has begun")
    start = time.perf_counter()
    library.close()
    assert time.perf_counter() - start < 0.9
    assert not part.exists()
