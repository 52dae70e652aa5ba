"""A damaged library comes back: from its copies, what is left of it, the journal (fault 35)."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.damage import (
    ALL,
    BACKED_UP,
    DAMAGES,
    JUNK,
    LATER,
    LIMIT,
    PAGE,
    UNSENT,
    all_jobs,
    as_killed,
    check,
    cut,
    in_doubt,
    log_of,
    only,
    overwrite,
    save,
    some_jobs,
)  # fmt: skip
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store import files
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.opening import LibraryFile


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage(lived_in: Path, damage: str) -> None:
    DAMAGES[damage](lived_in)
    left = lived_in.read_bytes() if lived_in.exists() else None
    library = LibraryFile(lived_in)
    library.jobs.newest(300).result(LIMIT)
    if not library.recoveries:  # nothing of what the start needs was hit
        library.start_upkeep(0.0)
        assert library._upkeep is not None
        assert library._upkeep.first_round_done.wait(LIMIT)
    recovered = only(library)
    jobs = all_jobs(library)
    # All of the copy came back, and what came back is what it was.
    assert set(some_jobs(BACKED_UP)) <= set(jobs) <= set(ALL)
    for job_id, job in jobs.items():
        assert in_doubt(job) == in_doubt(ALL[job_id])
    assert recovered.jobs == len(jobs)
    assert recovered.from_journal == 0
    # What is damaged stays as it was.
    aside = Path(recovered.set_aside)
    assert (aside.read_bytes() if aside.exists() else None) == left
    assert aside.name.startswith("library.sqlite3.damaged-")
    # The library is a library again.
    save(library, some_jobs(1, 999))
    library.close()
    assert check(lived_in) == "ok"
    again = LibraryFile(lived_in)
    assert again.recoveries == []
    assert set(all_jobs(again)) == {*jobs, *some_jobs(1, 999)}
    again.close()


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        ("header", 0),
        ("root of the jobs", 0),
        ("format", 0),
        ("page size", 0),
        ("page in the middle", 25),
        ("empty page", 25),
        ("half a page", 25),
        ("tail cut within a page", 25),
        ("many pages", 160),
    ],
)
def test_rows_of_the_file_itself(tmp_path: Path, damage: str, lost: int) -> None:
    """Without copies and journal: whatever SQLite says, the rows of sound pages come back."""
    path = tmp_path / "library.sqlite3"
    library = LibraryFile(path)
    save(library, ALL)
    library.close()
    DAMAGES[damage](path)
    library = LibraryFile(path)
    library.jobs.newest(300).result(LIMIT)
    library.start_upkeep(0.0)
    assert library._upkeep is not None
    assert library._upkeep.first_round_done.wait(LIMIT)
    recovered = only(library)
    jobs = all_jobs(library)
    assert len(ALL) - lost <= len(jobs) == recovered.salvaged
    assert all(ALL[job_id] == job for job_id, job in jobs.items())  # queued ones too
    library.close()


@pytest.mark.parametrize("damage", ["empty", "gone", "header", "one page left", "zeros"])
def test_what_is_in_the_log_alone(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "whisul_desktop.store.recovery")
    path = tmp_path / "data" / "library.sqlite3"
    library = LibraryFile(path)
    save(library, some_jobs(50))
    killed = as_killed(path, tmp_path / "killed")
    library.close()
    assert log_of(killed).stat().st_size > 0
    DAMAGES[damage](killed)
    again = LibraryFile(killed)
    assert all_jobs(again) == some_jobs(50)
    # SQLite alone throws the log of a file away that is empty; else the log has all pages.
    assert len(again.recoveries) == (damage in {"empty", "gone"})
    again.close()
    assert check(killed) == "ok"


@pytest.mark.usefixtures("warned")
def test_damaged_log_gives_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.sqlite3"
    library = LibraryFile(path)
    for job in some_jobs(60).values():
        library.jobs.save([job]).result(LIMIT)
    killed = as_killed(path, tmp_path / "killed")
    library.close()
    overwrite(log_of(killed), log_of(killed).stat().st_size // 2, JUNK[:64])
    killed.unlink()  # and the file is gone, so that the log is all
    again = LibraryFile(killed)
    jobs = all_jobs(again)
    assert len(jobs) >= 50
    # Behind the damage nothing proves that these are the last versions: none is sent again.
    assert not {job.status for job in jobs.values()} & UNSENT
    assert all(in_doubt(some_jobs(60)[job_id]) == job for job_id, job in jobs.items())
    again.close()


@pytest.mark.usefixtures("warned")
def test_copy_is_never_sent_again(lived_in: Path) -> None:
    lived_in.write_bytes(JUNK)
    library = LibraryFile(lived_in)
    jobs = all_jobs(library)
    assert jobs == {job_id: in_doubt(job) for job_id, job in some_jobs(BACKED_UP).items()}
    assert only(library).from_backup == BACKED_UP
    library.close()


@pytest.mark.usefixtures("warned")
def test_accepted_ids_come_back_from_the_journal(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    queued = next(job for job in ALL.values() if job.status is JobStatus.QUEUED)
    taken = replace(queued, status=JobStatus.RUNNING, server_id="taken", submitted_at=5.0)
    unheard = replace(taken, id="e" * 32, server_id="unheard", prompt="never saved")
    for job in (taken, unheard):
        library.jobs.note_accepted(job).result(LIMIT)
    library.close()
    lived_in.write_bytes(JUNK)
    again = LibraryFile(lived_in)
    jobs = all_jobs(again)
    assert jobs[taken.id] == taken
    assert jobs[unheard.id] == unheard
    assert only(again).from_journal == 2
    assert only(again).from_backup == BACKED_UP - 1
    again.close()


@pytest.mark.usefixtures("warned")
def test_most_advanced_version_wins(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    running = next(job for job in ALL.values() if job.status is JobStatus.RUNNING)
    done = replace(running, status=JobStatus.COMPLETED, finished_at=3e9, audio_file="a.mp3")
    library.jobs.save([done]).result(LIMIT)
    library.close()
    DAMAGES["header"](lived_in)
    again = LibraryFile(lived_in)
    assert all_jobs(again) == {**ALL, done.id: done}
    again.close()


@pytest.mark.usefixtures("warned")
def test_newest_sound_copy_is_taken(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    assert Backups(lived_in).make()
    assert Backups(lived_in).make()
    library.close()
    newest, second, oldest = files.backup_paths(lived_in)
    overwrite(newest, 5 * PAGE, JUNK * 3)
    lived_in.write_bytes(JUNK)
    again = LibraryFile(lived_in)
    assert len(all_jobs(again)) == BACKED_UP + LATER
    again.close()
    second.write_bytes(b"")
    lived_in.write_bytes(JUNK)
    again = LibraryFile(lived_in)
    assert len(all_jobs(again)) == BACKED_UP
    again.close()
    cut(oldest, 3 * PAGE)
    lived_in.write_bytes(JUNK)
    again = LibraryFile(lived_in)
    assert all_jobs(again) == {}
    assert len(again.recoveries) == 1
    again.close()
    assert len(list(lived_in.parent.glob("*.damaged-*"))) == 3
