"""What was forgotten for good stays forgotten, whatever the library goes through."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

import pytest

from tests.store.damage import BACKED_UP, DAMAGES, JUNK, LIMIT, all_jobs, only, save, some_jobs
from whisul_desktop.core.errors import DiskFull, StoreError
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store import files
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.database import Database
from whisul_desktop.store.files import journal_path
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.journal import Accepted, Forgotten, Journal
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.schema import MIGRATIONS

GONE = sorted(some_jobs(BACKED_UP))[3:9]  # all of them are in the copy


def marks(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM forgotten")}
    connection.close()
    return found


@pytest.fixture
def forgetful(lived_in: Path) -> Path:
    """A library whose copy still has what was forgotten since; closed."""
    library = LibraryFile(lived_in)
    running = next(job for job in some_jobs(40).values() if job.status is JobStatus.RUNNING)
    library.jobs.note_accepted(running).result(LIMIT)
    library.jobs.delete(running.id, *GONE).result(LIMIT)
    library.close()
    assert marks(lived_in) == {running.id, *GONE}
    return lived_in


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_no_damage_brings_it_back(forgetful: Path, damage: str) -> None:
    gone = marks(forgetful)
    DAMAGES[damage](forgetful)
    library = LibraryFile(forgetful)
    library.jobs.newest(300).result(LIMIT)
    if not library.recoveries:
        library.start_upkeep(0.0)
        assert library._upkeep is not None
        assert library._upkeep.first_round_done.wait(LIMIT)
    recovered = only(library)
    jobs = all_jobs(library)
    assert not gone & set(jobs)
    assert set(some_jobs(BACKED_UP)) - gone <= set(jobs)
    assert recovered.jobs == len(jobs)
    library.close()
    assert marks(forgetful) >= gone  # and the next time neither


@pytest.mark.usefixtures("warned")
def test_journal_alone_knows_that_it_was_forgotten(forgetful: Path) -> None:
    """The library is all gone, and the copy is from before."""
    gone = marks(forgetful)
    forgetful.write_bytes(JUNK)
    library = LibraryFile(forgetful)
    assert set(all_jobs(library)) == set(some_jobs(BACKED_UP)) - gone
    assert only(library).from_journal == 0
    library.close()


@pytest.mark.usefixtures("warned")
def test_what_was_refused_by_a_full_disk_does_not_come_true_later(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    [(pages,)] = library.database.read(lambda c: c.execute("PRAGMA page_count").fetchall()).result(
        LIMIT
    )
    library.database.read(
        lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    ).result(LIMIT)
    others = [f"unknown {number}" for number in range(10_000)]  # more marks than there is room for
    with pytest.raises(DiskFull):
        library.jobs.delete(*GONE, *others).result(LIMIT)
    library.close()
    lived_in.write_bytes(JUNK)
    again = LibraryFile(lived_in)
    assert set(GONE) <= set(all_jobs(again))
    again.close()


def test_what_was_deleted_at_the_very_end_is_in_the_journal(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    library.jobs.delete(*GONE)
    library.close()
    assert set(Journal(journal_path(lived_in)).forgotten()) == set(GONE)


def test_a_journal_that_takes_no_line_does_not_undo_it(
    lived_in: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = LibraryFile(lived_in)
    journal_path(lived_in).unlink(missing_ok=True)
    journal_path(lived_in).mkdir()
    with caplog.at_level(logging.WARNING, "whisul_desktop.store.jobs"):
        library.jobs.delete(*GONE).result(LIMIT)
    assert "journal" in caplog.text
    assert marks(lived_in) == set(GONE)
    library.close()


@pytest.mark.usefixtures("warned")
def test_what_was_added_again_is_not_forgotten(forgetful: Path) -> None:
    """By an import: the youngest copy knows better than an older line of the journal."""
    library = LibraryFile(forgetful)
    save(library, {GONE[0]: some_jobs(BACKED_UP)[GONE[0]]})
    assert Backups(forgetful).make()
    newest = files.backup_paths(forgetful)[0]
    later = newest.stat().st_mtime + 5
    os.utime(newest, (later, later))
    library.close()
    assert GONE[0] not in marks(forgetful)
    forgetful.write_bytes(JUNK)
    again = LibraryFile(forgetful)
    assert GONE[0] in all_jobs(again)
    assert GONE[1] not in all_jobs(again)
    again.close()


def test_all_or_none_and_unknown_ids_are_fine(store: JobStore, database: Database) -> None:
    jobs = some_jobs(4)
    store.save(list(jobs.values())).result(LIMIT)
    first, *rest = jobs
    commits = database.commits
    store.delete(first, "unknown").result(LIMIT)
    assert database.commits == commits + 1
    assert {job.id for job in store.newest(9).result(LIMIT)} == set(rest)
    database.run(
        lambda c: (
            c.execute(
                "CREATE TRIGGER no BEFORE DELETE ON jobs BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            and None
        )
    ).result(LIMIT)
    with pytest.raises(StoreError, match="no"):
        store.delete(*rest).result(LIMIT)
    assert {job.id for job in store.newest(9).result(LIMIT)} == set(rest)
    assert marks(database.path) == {first, "unknown"}


def test_deleted_before(store: JobStore, database: Database) -> None:
    store.save(list(some_jobs(6).values())).result(LIMIT)
    ids = list(some_jobs(6))
    for number, job_id in enumerate(ids[:4]):
        database.run(
            lambda c, number=number, job_id=job_id: (
                c.execute("UPDATE jobs SET deleted_at = ? WHERE id = ?", (float(number), job_id))
                and None
            )
        ).result(LIMIT)
    assert store.deleted_before(2.0).result(LIMIT) == ids[:2]
    plan = database.read(
        lambda c: c.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE deleted_at < 5"
        ).fetchall()
    ).result(LIMIT)
    assert "INDEX jobs_deleted" in str(plan[0][3])


def test_libraries_of_earlier_versions_learn_to_forget(path: Path) -> None:
    Database(path, migrations=MIGRATIONS[:2]).close()
    database = Database(path)
    JobStore(database).delete("a").result(LIMIT)
    database.close()
    assert marks(path) == {"a"}


def accepted(name: str) -> Accepted:
    return Accepted(name, f"at the service {name}", "u", "p" * 200, 1.0, 2.0)


def test_lines_of_the_journal(tmp_path: Path) -> None:
    log = tmp_path / "accepted.log"
    journal = Journal(log)
    journal.append(accepted("a"), accepted("b"), Forgotten("a", 5.0)).result(LIMIT)
    with log.open("ab") as file:
        file.write(b'{"id": 3, "forgotten_at": 1}\n{"id": "c", "forgotten_at": "soon"}\n')
    assert journal.read() == [accepted("b")]
    assert journal.forgotten() == {"a": 5.0}
    journal.close()
    assert Journal(log).forgotten() == {"a": 5.0}


def test_a_copy_that_knows_spares_the_journal(lived_in: Path) -> None:
    library = LibraryFile(lived_in)
    library.jobs.delete(*GONE[:2]).result(LIMIT)
    assert Backups(lived_in).make()
    library.jobs.delete(GONE[2]).result(LIMIT)
    library.close()
    journal = Journal(journal_path(lived_in), rotate_at=1)
    assert journal.rotate(Backups(lived_in).known).result(LIMIT)
    journal.close()
    said = journal_path(lived_in).read_text()
    assert GONE[2] in said
    assert GONE[0] not in said
    assert set(journal.forgotten()) == set(GONE[:3])  # the file before is read too
