"""A damaged library made anew: out of its copies, what is left of it, and the journal."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whisul_desktop.core.types import Recovered
from whisul_desktop.store import files
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.forgetting import marks, stay_forgotten
from whisul_desktop.store.journal import Journal
from whisul_desktop.store.merging import (
    JobRow,
    accept,
    advance,
    as_forgotten,
    as_job,
    doubt,
    merge,
    single,
)
from whisul_desktop.store.pages import read_pages
from whisul_desktop.store.schema import migrate

_log = logging.getLogger(__name__)


def recover(path: Path, reason: str, journal: Journal, close: Callable[[], None]) -> Recovered:
    """Put a sound library in the place of the damaged one, which is set aside.

    `close` lets go of the damaged one; it is called once the new one is whole, on disk.
    Raises OSError and sqlite3.Error: then nothing was changed.
    """
    _log.warning("The library is damaged (%s): recovering it.", reason)
    made = files.made_path(path)
    counts = _build(path, made.with_name(made.name + ".part"), journal)
    made.with_name(made.name + ".part").replace(made)
    files.sync_folder(path.parent)
    close()
    aside = _put_in_place(path)
    report = Recovered(reason, str(aside), *counts)
    _log.warning(
        "The library was recovered: %d jobs (%d from the damaged file %s, %d from a copy,"
        " %d from the journal).",
        report.jobs, report.salvaged, aside, report.from_backup, report.from_journal,
    )  # fmt: skip
    return report


def finish(path: Path) -> Recovered | None:
    """Where a recovery was killed between setting aside and putting in place: its end.

    Raises OSError and sqlite3.Error.
    """
    made = files.made_path(path)
    if path.exists() or not made.exists():
        return None  # what was made while the damaged one is still there is made again
    if trouble := Backups(path).trouble_of(made):
        _log.warning("What was recovered is not sound: %s", trouble)
        return None
    with contextlib.closing(sqlite3.connect(made)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM jobs").fetchone()
    return Recovered("interrupted", str(_put_in_place(path)), count, 0, 0)


def _put_in_place(path: Path) -> Path:
    # Whatever is beside a library that is gone would be taken for the new one's.
    aside = files.set_aside(path)
    files.made_path(path).replace(path)
    files.sync_folder(path.parent)
    return aside


def _build(path: Path, part: Path, journal: Journal) -> tuple[int, int, int]:
    """The new library at `part`, on disk; how many jobs it has from where."""
    files.remove(part)
    copied_at = _copy_newest_sound(path, part)
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = DELETE")
        migrate(connection)
        columns = {
            str(column["name"]): str(column["type"])
            for column in connection.execute("PRAGMA table_info(jobs)")
        }
        backed_up = {str(row["id"]): dict(row) for row in connection.execute("SELECT * FROM jobs")}
        salvaged = _salvage(path, columns)
        forgotten = salvaged.forgotten | {
            # what the copy is younger than was added again where the copy has it
            job_id: at
            for job_id, at in journal.forgotten().items()
            if at > copied_at
        }
        forgotten |= marks(connection)
        jobs = _together(backed_up, salvaged)
        for job_id in forgotten:
            jobs.pop(job_id, None)
        accepted: set[str] = set()
        for line in journal.read():
            known = jobs.get(line.id)
            job = accept(known, line)
            if job is not known:
                accepted.add(line.id)
                jobs[line.id] = job
        changed = [row for job_id, row in jobs.items() if row != backed_up.get(job_id)]
        connection.execute("BEGIN IMMEDIATE")
        stay_forgotten(connection, forgotten)
        for row in sorted(changed, key=advance, reverse=True):
            _write(connection, row)
        connection.execute("COMMIT")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(f"the recovered library is not sound: {said}")
    files.sync_file(part)
    from_file = len(salvaged.rows.keys() & jobs.keys() - accepted)
    return from_file, len(jobs) - from_file - len(accepted), len(accepted)


def _copy_newest_sound(path: Path, part: Path) -> float:
    """The base of the new library; none is fine. Returns when it was made, POSIX seconds."""
    backups = Backups(path)
    migrations = path.parent.glob(f"{path.name}.before-v*")  # younger ones first by their name
    for copy in (*backups.newest_first(), *sorted(migrations, reverse=True)):
        if trouble := backups.trouble_of(copy):
            _log.info("The copy %s is of no use: %s", copy.name, trouble)
            continue
        shutil.copyfile(copy, part)
        return copy.stat().st_mtime
    return 0.0


@dataclass(frozen=True, slots=True)
class _Salvaged:
    rows: dict[str, JobRow]  # by id
    forgotten: dict[str, float]  # POSIX seconds by id
    current: bool  # no row is older than what was last committed


def _salvage(path: Path, columns: dict[str, str]) -> _Salvaged:
    """The jobs that the damaged file still tells of, row by row."""
    pages = read_pages(path)
    rows: dict[str, JobRow] = {}
    forgotten: dict[str, float] = {}
    for _rowid, values in pages.rows():
        if (gone := as_forgotten(values)) is not None:
            forgotten |= gone
        elif (row := as_job(values, columns)) is not None:
            known = rows.get(row["id"])
            rows[row["id"]] = row if known is None else merge(known, row)
    return _Salvaged(rows, forgotten, pages.current)


def _together(backed_up: dict[str, JobRow], salvaged: _Salvaged) -> dict[str, JobRow]:
    jobs = dict(backed_up)
    for job_id, row in salvaged.rows.items():
        known = jobs.get(job_id)
        jobs[job_id] = row if known is None else merge(known, row)
    # What only a copy or an old page calls unsent is never sent again by itself.
    certain = salvaged.rows if salvaged.current else {}
    return {job_id: row if job_id in certain else doubt(row) for job_id, row in jobs.items()}


def _write(connection: sqlite3.Connection, row: JobRow) -> None:
    """In the place of what was known of the job. A service's id that another job has is left
    out: that other one is further, and follows it."""
    connection.execute("DELETE FROM jobs WHERE id = ?", (row["id"],))
    try:
        _insert(connection, row)
    except sqlite3.IntegrityError as error:
        _log.warning("Two jobs have the same ID at the service: %s", error)
        _insert(connection, single(row))


def _insert(connection: sqlite3.Connection, row: JobRow) -> None:
    names = [name for name, value in row.items() if value is not None]  # the others: defaults
    marks = ", ".join("?" * len(names))
    query = f"INSERT INTO jobs ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - columns
    connection.execute(query, [row[name] for name in names])
