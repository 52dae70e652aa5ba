"""Rows read page by page are SQLite's own, and no damage makes the reading fail (fault 35)."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from tests.store.damage import PAGE, as_killed, log_of, overwrite, save, some_jobs
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.journal import Accepted
from whisul_desktop.store.merging import JobRow, accept, as_job, doubt, merge, single
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.pages import Value, read_pages


def rows_of(path: Path) -> set[tuple[Value, ...]]:
    return {(rowid, *values) for rowid, values in read_pages(path).rows()}


@pytest.mark.parametrize("page_size", [512, 1024, 4096, 65536])
@pytest.mark.parametrize("wal", [True, False])
def test_all_kinds_of_values(tmp_path: Path, page_size: int, wal: bool) -> None:
    dice = random.Random(page_size)
    values: list[Value] = [
        None, 0, 1, -1, 127, -128, 2**15, -(2**23), 2**31 - 1, 2**47 - 1, -(2**63), 2**63 - 1,
        0.5, -1e300, "", "é🎧", "x" * 100, b"", bytes(300), "long " * 5_000, dice.randbytes(70_000),
    ]  # fmt: skip
    path = tmp_path / "any.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {page_size}")
    connection.execute("PRAGMA secure_delete = OFF")
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE things (a, b, c)")
    connection.executemany(
        "INSERT INTO things VALUES (?, ?, ?)",
        [(value, dice.choice(values), number) for number, value in enumerate(values * 20)]
        + [(number, "short", number) for number in range(1_001, 10_000)],
    )
    connection.commit()
    connection.execute("UPDATE things SET b = 'changed' WHERE c % 7 = 0")
    connection.execute("DELETE FROM things WHERE c % 5 = 0")
    # whole pages of rows, which stay in the file as unused ones
    connection.execute("DELETE FROM things WHERE c > 1000")
    connection.execute("INSERT INTO things (rowid, a) VALUES (-5, 'before all')")
    connection.commit()
    expected = set(connection.execute("SELECT rowid, * FROM things"))
    killed = as_killed(path, tmp_path / "killed") if wal else path
    if not wal:
        connection.close()
    found = {row for row in rows_of(killed) if len(row) == 4}
    assert found == expected
    assert read_pages(killed).current
    connection.close()


def last_commit(log: bytes) -> int:
    """Where the last frame ends that commits."""
    frames = range(32, len(log), 24 + PAGE)
    ends = [
        at + 24 + PAGE
        for at in frames
        if log[at + 8 : at + 16] == log[16:24] and any(log[at + 4 : at + 8])
    ]
    return ends[-1]


def test_log_is_read_to_its_last_commit(tmp_path: Path) -> None:
    """Not further: what a kill left half-written, or an older log left behind, was never said."""
    path = tmp_path / "data" / "library.sqlite3"
    library = LibraryFile(path)
    for number in range(30):
        save(library, some_jobs(1, number))
    library.database.read(lambda c: c.execute("PRAGMA wal_checkpoint(RESTART)").fetchall())
    save(library, some_jobs(5, 100))  # over the older log
    killed = as_killed(path, tmp_path / "killed")
    library.close()
    log = log_of(killed)
    pages = read_pages(killed)
    assert pages.current
    ids = {values[0] for _, values in pages.rows()}
    assert {*some_jobs(30), *some_jobs(5, 100)} <= ids
    # Checksums prove it: one bit in the middle, and what follows may be anything.
    content = log.read_bytes()
    overwrite(log, 32 + 3 * (24 + PAGE) + 24 + 1000, bytes([content[32 + 3 * 4120 + 1024] ^ 1]))
    assert not read_pages(killed).current
    log.write_bytes(content)
    # A torn frame behind the last commit is nothing that was acknowledged.
    torn = content[32:36] + bytes(4) + content[40 : 24 + PAGE]
    log.write_bytes(content[: last_commit(content)] + torn)
    assert read_pages(killed).current
    assert {values[0] for _, values in read_pages(killed).rows()} == ids


def test_random_damage_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.sqlite3"
    library = LibraryFile(path)
    save(library, some_jobs(40))
    killed = as_killed(path, tmp_path / "killed")
    library.close()
    sources = [(killed, killed.read_bytes()), (log_of(killed), log_of(killed).read_bytes())]
    dice = random.Random(7)
    columns = {f"c{number}": "TEXT" for number in range(20)}
    for _ in range(300):
        for file, sound in sources:
            content = bytearray(sound)
            for _ in range(dice.randint(0, 6)):
                at = dice.randrange(len(content))
                junk = dice.randbytes(dice.choice((1, 2, 8, 300)))
                content[at : at + len(junk)] = junk
            file.write_bytes(content[: dice.choice((len(content), dice.randrange(len(content))))])
        for _, values in read_pages(killed).rows():
            as_job(values, columns | {"id": "TEXT"})


COLUMNS = {"id": "TEXT", "prompt": "TEXT", "api_url": "TEXT", "created_at": "REAL",
           "status": "TEXT", "server_id": "TEXT",
           **{f"c{number}": "TEXT" for number in range(14)}}  # fmt: skip


def values(**changes: Value) -> list[Value]:
    row: dict[str, Value] = dict.fromkeys(COLUMNS)
    row |= {"id": "a", "prompt": "", "api_url": "u", "created_at": 5, "status": "running"}
    return list((row | changes).values())


def test_rows_of_other_tables_are_no_jobs() -> None:
    assert as_job(values(), COLUMNS) is not None
    for ill in ({"id": None}, {"id": ""}, {"id": 5}, {"prompt": b""}, {"created_at": "soon"},
                {"created_at": None}, {"status": "CREATE TABLE x"}, {"status": ""}):  # fmt: skip
        assert as_job(values(**ill), COLUMNS) is None
    assert as_job(values()[:19], COLUMNS) is None
    assert as_job([*values(), "one more"], COLUMNS) is None
    later = COLUMNS | {"stars": "INTEGER"}  # a column that came after the row was written
    assert as_job(values(), later) is not None


def row(status: str, **more: object) -> JobRow:
    return {"id": "a", "status": status, "server_id": None, "note": None, **more}


def test_most_advanced_wins_and_nothing_is_dropped() -> None:
    running = row("running", server_id="s", note="mine", error="old")
    done = row("completed", title="T", error=None)
    for one, other in ((running, done), (done, running)):
        both = merge(one, other)
        assert both == {**done, "server_id": "s", "note": "mine"}
    assert merge(row("queued", note="old"), row("queued", note="new"))["note"] == "new"
    assert merge(row("unconfirmed"), row("queued"))["status"] == "unconfirmed"
    assert merge(row("mastering", server_id="s"), row("queued"))["status"] == "mastering"


def test_what_may_be_old_is_not_sent_again() -> None:
    for status in JobStatus:
        unsent = status in {JobStatus.QUEUED, JobStatus.SUBMITTING}
        assert doubt(row(status))["status"] == (JobStatus.UNCONFIRMED if unsent else status)


def test_journal_makes_a_job_running_and_no_further_one_less() -> None:
    line = Accepted("a", "s", "u", "p \ud800", 1.0, 2.0)
    for status in ("queued", "submitting", "unconfirmed"):
        taken = accept(row(status), line)
        assert (taken["status"], taken["server_id"], taken["submitted_at"]) == ("running", "s", 2.0)
    done = row("completed")
    assert accept(done, line) is done
    known = row("running", server_id="other")
    assert accept(known, line) is known
    alone = accept(None, line)
    assert (alone["status"], alone["prompt"]) == ("running", "p ?")


def test_job_whose_server_id_is_another_ones() -> None:
    assert single(row("running", server_id="s"))["status"] == "unconfirmed"
    assert single(row("completed", server_id="s"))["status"] == "completed"
    assert single(row("completed", server_id="s"))["server_id"] is None
