"""A full disk: what was accepted is kept all the same, and the user hears of it (fault 37)."""

from __future__ import annotations

import functools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.damage import LIMIT, some_job
from whisul_desktop.core.errors import DiskFull
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.reserve import Reserve

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def mounting() -> list[str]:
    """How this user may have a file system that nobody else sees; [] where not at all."""
    for how in (["unshare", "-rm"], ["unshare", "-m"]):
        command = [*how, "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$0"', "/mnt"]
        if shutil.which("unshare"):
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode == 0:
                return how
    return []


# Where every change is checked, what shows row 37 is not left out without a word.
needs_mounting = pytest.mark.skipif(
    not mounting() and (sys.platform != "linux" or not os.environ.get("CI")),
    reason="no file system may be mounted: see the tests below",
)


def on_a_small_disk(folder: Path, *arguments: str) -> dict[str, Any]:
    assert mounting(), "unshare and mount are refused here"
    script = 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"'
    done = subprocess.run(
        [*mounting(), "sh", "-c", script, str(folder),
         sys.executable, "-m", "tests.store.full_disk", str(folder), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_mounting
def test_ids_are_saved_on_a_full_disk(tmp_path: Path) -> None:
    said = on_a_small_disk(tmp_path)
    assert said["free"] == 0
    assert said["noted"] == said["saved"] == [""] * 10  # no error
    assert said["new"] == ""
    assert said["told"] == [True]
    assert said["ids"] == said["ids at last"] == 10
    assert said["changes"] == 500  # of jobs that are there: the reserve lasts
    # When the reserve is used up as well, that is said, and an id still fits.
    assert said["at last"] == "DiskFull"
    assert said["late"] == [""] * 10
    assert said["late in the journal"]
    # The reserve is there again once there is room.
    assert said["told at last"] == [True, False]
    assert said["reserve at last"] == said["reserve"] == 1 << 20


@needs_mounting
def test_without_the_reserve_they_would_be_lost(tmp_path: Path) -> None:
    """The disk of the test above is full indeed."""
    said = on_a_small_disk(tmp_path, "--without-reserve")
    assert said["noted"] == said["saved"] == ["DiskFull"] * 10
    assert said["ids"] == 0


def limit(database: Database, *, pages: int | None) -> None:
    """SQLite's own limit: as if the disk ended there."""
    database._connection.execute(f"PRAGMA max_page_count = {pages or 1 << 30}")


def full(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA page_count").fetchone()[0]


def test_write_that_met_a_full_disk_is_done_again(path: Path, tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve")
    reserve.restore()
    database = Database(path, reserve=reserve)
    told: list[bool] = []
    reserve.full.connect(told.append)
    reserve.full.connect(lambda is_full: limit(database, pages=None) if is_full else None)
    database.read(lambda c: limit(database, pages=full(c))).result(LIMIT)
    big = [some_job(number) for number in range(0, 500, 25)]
    JobStore(database).save(big).result(LIMIT)
    assert told == [True]
    assert not (tmp_path / "reserve").exists()
    assert len(JobStore(database).newest(99).result(LIMIT)) == len(big)
    reserve.restore()
    assert told == [True, False]
    assert (tmp_path / "reserve").exists()
    database.close()


def test_full_disk_without_a_way_out_is_told_as_such(path: Path, tmp_path: Path) -> None:
    database = Database(path, reserve=Reserve(tmp_path / "reserve"))
    database.read(lambda c: limit(database, pages=full(c))).result(LIMIT)
    with pytest.raises(DiskFull):
        JobStore(database).save([some_job(number) for number in range(0, 500, 25)]).result(LIMIT)
    database.read(lambda _: limit(database, pages=None)).result(LIMIT)
    assert JobStore(database).newest(9).result(LIMIT) == []  # all or none
    JobStore(database).save([some_job(1)]).result(LIMIT)
    database.close()


def test_reserve_takes_no_room_that_is_scarce(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=2 << 20))
    reserve = Reserve(tmp_path / "reserve")
    reserve.restore()
    assert not (tmp_path / "reserve").exists()


def test_reserve_that_can_not_be_written_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    told: list[bool] = []
    reserve = Reserve(tmp_path / "reserve")
    reserve.full.connect(told.append)
    reserve.release()
    reserve.release()
    reserve.restore()
    assert told == [True]
    assert list(tmp_path.iterdir()) == []
