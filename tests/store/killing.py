"""Kills a program that saves jobs, again and again, and counts what that cost (fault 34)."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from whisul_desktop.services.library import Library
from whisul_desktop.store.opening import LibraryFile

MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Killed:
    """What `kills` of them did to one library."""

    kills: int
    acknowledged: int  # jobs that were said to be saved
    accepted: int  # ids of the service that were said to be safe
    lost: int  # of the first
    ids_lost: int  # of the second
    damaged: int  # starts that found damage
    packed: int  # starts that found the finished ones packed
    packed_ids_wrong: int  # what was made of that, and is not what the tables say
    sound: bool  # `PRAGMA integrity_check` at the end


def kill_writers(path: Path, kills: int, *, seed: int = 3) -> Killed:
    """Let `tests.store.writer` write to the library at `path` and kill it, `kills` times."""
    dice = random.Random(seed)
    said: dict[str, set[str]] = defaultdict(set)
    command = [sys.executable, "-m", "tests.store.writer", str(path)]
    damaged = packed = packed_ids_wrong = 0
    for attempt in range(kills):
        with subprocess.Popen(
            [*command, str(attempt * 1_000)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(dice.randint(1, 150))]
            writer.kill()
            # What was printed and not yet read was acknowledged too, but for a half line.
            lines += writer.stdout.read().splitlines(keepends=True)
        for line in lines:
            if line.endswith("\n"):
                what, _, job_id = line.strip().partition(" ")
                said[what].add(job_id)
        damaged += len(list(path.parent.glob("*.damaged-*")))
        was_packed, wrong = start(path)
        packed += was_packed
        packed_ids_wrong += wrong
    library = LibraryFile(path)
    damaged += len(library.recoveries)
    jobs = {job.id: job for job in library.jobs.newest(MOST).result()}
    library.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (check,) = connection.execute("PRAGMA integrity_check").fetchone()
    return Killed(
        kills=kills,
        acknowledged=len(said["saved"]),
        accepted=len(said["accepted"]),
        lost=len(said["saved"] - jobs.keys()),
        ids_lost=sum(
            job_id not in jobs or not jobs[job_id].server_id for job_id in said["accepted"]
        ),
        damaged=damaged,
        packed=packed,
        packed_ids_wrong=packed_ids_wrong,
        sound=check == "ok",
    )


def start(path: Path) -> tuple[bool, int]:
    """Whether the finished jobs come packed, and how many jobs in memory are then not those on
    disk."""
    file = LibraryFile(path)
    was_packed = file.jobs.packed().result() is not None
    library = Library(file.jobs, _fail)
    library.load_newest()

    async def rest() -> None:
        await library.load_unfinished()
        await library.load_rest()

    asyncio.run(rest())
    jobs = {job.id: job for job in file.jobs.newest(MOST).result()}
    wrong = sum(library.jobs.get(job_id) != job for job_id, job in jobs.items())
    wrong += len(library.jobs.keys() - jobs.keys())
    file.close()
    return was_packed, wrong


def _fail(error: BaseException) -> None:
    raise error
