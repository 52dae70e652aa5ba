"""Recovery of a library that is in use, or whose recovery itself is cut off (fault 35)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.damage import (
    ALL,
    BACKED_UP,
    JUNK,
    LIMIT,
    PAGE,
    all_jobs,
    check,
    cut,
    leaves,
    only,
    overwrite,
    save,
    some_jobs,
)  # fmt: skip
from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.types import JobStatus, Recovered
from whisul_desktop.store import files, recovery
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.opening import LibraryFile


@pytest.mark.usefixtures("warned")
def test_damage_that_the_start_does_not_meet_is_found_later(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    old = {job.id: replace(job, status=JobStatus.FAILED) for job in ALL.values()}
    new = {job.id: replace(job, created_at=3e9) for job in some_jobs(1_000, 1_000).values()}
    save(library, old | new)
    assert Backups(lived_in).make()
    library.close()
    times = lived_in.stat().st_mtime_ns
    overwrite(lived_in, leaves(lived_in)[2], JUNK)  # old jobs: no first page has them
    os.utime(lived_in, ns=(times, times))  # as a disk does it
    library = LibraryFile(lived_in)
    heard: list[Recovered] = []
    library.recovered.connect(heard.append)
    newest = library.jobs.newest(300).result(LIMIT)
    assert library.recoveries == []
    library.start_upkeep(0.0)
    assert library._upkeep is not None
    assert library._upkeep.first_round_done.wait(LIMIT)
    assert heard == library.recoveries == [only(library)]
    assert library.jobs.newest(300).result(LIMIT) == newest
    assert all_jobs(library) == old | new
    library.close()


@pytest.mark.usefixtures("warned")
def test_damage_that_a_running_app_meets(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    library.jobs.newest(3).result(LIMIT)
    for page in range(2, lived_in.stat().st_size // PAGE):
        overwrite(lived_in, page * PAGE, JUNK)
    library.database.read(lambda c: c.execute("PRAGMA shrink_memory").fetchall()).result(LIMIT)
    jobs = all_jobs(library)  # nobody who asks notices
    assert set(some_jobs(BACKED_UP)) <= set(jobs)
    save(library, some_jobs(1, 999))
    assert len(library.recoveries) == 1
    library.close()
    assert check(lived_in) == "ok"


@pytest.mark.usefixtures("warned")
def test_recovery_that_was_killed_half_way_goes_on(
    lived_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise OSError(5, "as if killed")

    steps = [("_build", 0), ("_put_in_place", 0), ("set_aside", 0), ("set_aside", 1)]
    sound = lived_in.read_bytes()
    for name, after in steps:
        lived_in.write_bytes(JUNK[:100] + sound[100:])
        with monkeypatch.context() as patch:
            if after:
                patch.setattr(recovery, "_put_in_place", lambda path: die(files.set_aside(path)))
            else:
                patch.setattr(files if name == "set_aside" else recovery, name, die)
            with pytest.raises(StoreError):
                LibraryFile(lived_in)
        again = LibraryFile(lived_in)
        assert all_jobs(again) == ALL, name  # also where the damaged one is away already
        assert len(again.recoveries) == 1
        again.close()
        assert not files.made_path(lived_in).exists()


@pytest.mark.usefixtures("warned")
def test_recovery_that_fails_changes_nothing(
    lived_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in.write_bytes(JUNK)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync_file", full)
    with pytest.raises(StoreError):
        LibraryFile(lived_in)
    assert lived_in.read_bytes() == JUNK
    assert not list(lived_in.parent.glob("*.damaged-*"))


def test_first_start_is_no_recovery(tmp_path: Path) -> None:
    library = LibraryFile(tmp_path / "new" / "library.sqlite3")
    assert library.recoveries == []
    library.close()
    cut(tmp_path / "new" / "library.sqlite3", 0)  # nothing was ever in it, nothing is around it
    again = LibraryFile(tmp_path / "new" / "library.sqlite3")
    assert again.recoveries == []
    again.close()
