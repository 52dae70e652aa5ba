"""Accepted ids as lines on disk, whatever the library is doing (faults 1, 35, 37)."""

from __future__ import annotations

import errno
import json
import os
import random
import sqlite3
import stat
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.damage import LIMIT, all_jobs, save, some_job, some_jobs
from whisul_desktop.core.errors import DiskFull, StoreError
from whisul_desktop.core.types import JobStatus
from whisul_desktop.store.files import journal_path
from whisul_desktop.store.journal import Accepted, Journal
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.reserve import Reserve


def line(number: int, prompt: str = "a trap song") -> Accepted:
    return Accepted(f"{number:032x}", f"server {number}", "u", prompt, float(number), 2.0)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "accepted.log"


def test_lines_come_back_in_order(log: Path) -> None:
    lines = [line(1), line(2, "two\nlines “é” 🎧 \ud800 \0"), replace(line(3), parent_id="p")]
    journal = Journal(log)
    for one in lines:
        journal.append(one).result(LIMIT)
        assert log.read_bytes().endswith(b"\n")
    assert journal.read() == lines
    journal.close()
    assert Journal(log).read() == lines
    if sys.platform != "win32":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600  # prompts are nobody else's


def test_line_is_synced_before_it_counts(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    journal = Journal(log)
    journal.append(line(1)).result(LIMIT)
    assert log.stat().st_size in synced
    journal.close()


@given(left=st.integers(0, 400))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_torn_last_line_takes_no_other_with_it(log: Path, left: int) -> None:
    log.unlink(missing_ok=True)
    journal = Journal(log)
    for number in range(3):
        journal.append(line(number)).result(LIMIT)
    journal.close()
    content = log.read_bytes()[:left]
    log.write_bytes(content)
    whole = [line(number) for number in range(content.count(b"\n"))]
    if content and json_ends(content):
        whole.append(line(len(whole)))  # all but the newline is there
    again = Journal(log)
    assert again.read() == whole
    again.append(line(9)).result(LIMIT)
    again.close()
    assert again.read() == [*whole, line(9)]


def json_ends(content: bytes) -> bool:
    return content.rsplit(b"\n", 1)[-1].endswith(b"}")


def test_whatever_the_file_holds(log: Path) -> None:
    ill = [
        b"null", b"[]", b'"x"', b"{}", b"[" * 50_000, b"\xff\xfe", b"9" * 6_000, bytes(300),
        json.dumps({**vars_of(line(1)), "server_id": None}).encode(),
        json.dumps({**vars_of(line(1)), "created_at": "soon"}).encode(),
        json.dumps({**vars_of(line(1)), "accepted_at": float("nan")}).encode(),
        random.Random(1).randbytes(500),
    ]  # fmt: skip
    good = json.dumps({**vars_of(line(7)), "of a newer version": [1]}).encode()
    log.write_bytes(b"\n".join([*ill, good, *ill]))
    assert Journal(log).read() == [line(7)]


def vars_of(one: Accepted) -> dict[str, object]:
    return {name: getattr(one, name) for name in Accepted.__slots__}


def test_short_write_is_made_good(log: Path, tmp_path: Path) -> None:
    """What a full disk does: half a line, then the error."""
    reserve = Reserve(tmp_path / "reserve")
    reserve.restore()
    journal = Journal(log, (reserve,))
    journal.append(line(1)).result(LIMIT)
    write = journal._write

    def torn(content: bytes) -> None:
        if (tmp_path / "reserve").exists():
            with log.open("ab") as file:
                file.write(content[:40])
            journal._torn = True
            raise OSError(errno.ENOSPC, "No space left on device")
        write(content)

    journal._write = torn
    journal.append(line(2)).result(LIMIT)
    assert journal.read() == [line(1), line(2)]
    assert not (tmp_path / "reserve").exists()
    journal.close()


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EIO, StoreError)])
def test_errors_are_told(
    log: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StoreError]
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    journal = Journal(log)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        error = journal.append(line(1)).exception(LIMIT)
    assert type(error) is kind
    journal.append(line(2)).result(LIMIT)
    assert journal.read()[-1] == line(2)
    journal.close()
    assert isinstance(journal.append(line(3)).exception(LIMIT), StoreError)


def test_rotation_keeps_what_no_copy_has(log: Path) -> None:
    journal = Journal(log, rotate_at=2_000)

    def known(lines: Sequence[Accepted]) -> set[str]:
        return {one.id for one in lines if int(one.server_id.split()[1]) % 5}

    longest = 0
    for number in range(200):
        journal.append(line(number)).result(LIMIT)
        journal.rotate(known).result(LIMIT)
        longest = max(longest, log.stat().st_size)
    left = {one.id for one in journal.read()}
    assert {line(number).id for number in range(0, 200, 5)} <= left
    assert len(left) < 150
    assert longest < 12_000  # 200 lines are 30,000
    journal.close()


def test_short_file_is_not_rotated(log: Path) -> None:
    journal = Journal(log)
    journal.append(line(1)).result(LIMIT)
    assert journal.rotate(lambda lines: {one.id for one in lines}).result(LIMIT) is False
    assert journal.read() == [line(1)]
    journal.close()


def test_ids_that_never_reached_the_library_are_taken_over(path: Path) -> None:
    """The app ended while the library was full, or locked by another program."""
    library = LibraryFile(path)
    jobs = some_jobs(16)
    save(library, jobs)
    for job in jobs.values():
        taken = replace(job, status=JobStatus.RUNNING, server_id=f"new {job.id}", submitted_at=9.0)
        library.jobs.note_accepted(taken).result(LIMIT)
    library.close()
    again = LibraryFile(path)
    for job in all_jobs(again).values():
        if jobs[job.id].server_id is None:
            assert (job.status, job.server_id) == (JobStatus.RUNNING, f"new {job.id}")
            assert job.submitted_at == 9.0
        else:
            assert job == jobs[job.id]
    again.close()


def test_taking_over_can_not_make_duplicates(path: Path) -> None:
    library = LibraryFile(path)
    first, second = some_job(3), replace(some_job(2), server_id=None)
    save(library, {first.id: first, second.id: second})
    twice = replace(second, server_id=first.server_id)
    library.jobs.note_accepted(twice).result(LIMIT)
    library.close()
    again = LibraryFile(path)
    assert all_jobs(again) == {first.id: first, second.id: second}
    again.close()


def test_ids_are_safe_while_the_library_is_locked(path: Path) -> None:
    library = LibraryFile(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    taken = replace(some_job(3), server_id="s")
    saved = library.jobs.save([taken])
    library.jobs.note_accepted(taken).result(LIMIT)
    assert not saved.done()
    assert b'"s"' in journal_path(path).read_bytes()
    other.execute("ROLLBACK")
    other.close()
    saved.result(LIMIT)
    library.close()
