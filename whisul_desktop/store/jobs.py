"""The jobs as rows of the library: every field in a column, read tolerantly."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from itertools import pairwise
from typing import Any

from whisul_desktop.core.errors import StoreError
from whisul_desktop.core.job_columns import Page
from whisul_desktop.core.types import FINAL, Job, JobStatus, Rating
from whisul_desktop.store import finding, forgetting, packed, queue
from whisul_desktop.store.database import Database
from whisul_desktop.store.job_pages import read_page
from whisul_desktop.store.journal import Accepted, Forgotten, Journal
from whisul_desktop.store.packed import Packed
from whisul_desktop.store.rows import COLUMNS, Row, job_of, lenient_text, row_of
from whisul_desktop.store.schema import UNKEPT

_log = logging.getLogger(__name__)

_NAMES = ", ".join(COLUMNS)
# An upsert and not REPLACE: columns that later versions add keep their values.
_SAVE = (
    f"INSERT INTO jobs ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))}) "  # noqa: S608
    "ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(
        # memory has no links of what is finished: those on disk stay
        f"{name} = coalesce(nullif(excluded.{name}, ''), {name})"
        if name in {"song_url", "image_url"}
        else f"{name} = excluded.{name}"
        for name in COLUMNS[1:]
    )
)
_RATE = f"UPDATE jobs SET {' = ?, '.join(Rating._fields)} = ? WHERE id = ?"  # noqa: S608
_SELECT = f"SELECT {_NAMES} FROM jobs"  # noqa: S608 - our own names
_ORDER = "ORDER BY created_at DESC, id DESC"
# What is between the words of the alphabet: NOT IN would go through all of the index.
_ENDS = sorted(status.value for status in FINAL)
_NOT_FINAL = " OR ".join(
    (
        f"status < '{_ENDS[0]}'",
        *(f"(status > '{one}' AND status < '{other}')" for one, other in pairwise(_ENDS)),
        f"status > '{_ENDS[-1]}'",
    )
)


class JobStore:
    """Saves and loads jobs. Every method returns at once; the Future may carry a StoreError."""

    def __init__(self, database: Database, journal: Journal | None = None) -> None:
        self._database = database
        self._journal = journal

    def newest(self, limit: int) -> Future[list[Job]]:
        """The `limit` youngest jobs, youngest first."""
        return self._database.read(
            lambda connection: _load(connection, f"{_SELECT} {_ORDER} LIMIT ?", (limit,))
        )

    def older_than(self, created_at: float, job_id: str, limit: int) -> Future[list[Job]]:
        """The next `limit` jobs after that one in the order of `newest`."""
        query = f"{_SELECT} WHERE (created_at, id) < (?, ?) {_ORDER} LIMIT ?"
        return self._database.read(
            lambda connection: _load(connection, query, (created_at, job_id, limit))
        )

    def finished_before(self, created_at: float, job_id: str, limit: int) -> Future[Page | None]:
        """The finished ones of these, packed; see `job_pages.read_page`."""
        return self._database.read(lambda c: read_page(c, created_at, job_id, limit))

    def packed(self) -> Future[Packed | None]:
        """All finished ones at once, where there is a file of them."""
        return self._database.read(lambda c: packed.read(c, self._database.path))

    def changed_since_packed(self) -> Future[list[Job]]:
        """Those of the finished ones that are not as `packed` has them."""
        query = f"{_SELECT} WHERE id IN ({packed.CHANGED}) {_ORDER}"
        return self._database.read(lambda connection: _load(connection, query, ()))

    def with_id(self, job_id: str) -> Future[Job | None]:
        """The job with everything that is known of it."""
        query = f"{_SELECT} WHERE id = ?"
        return self._database.read(
            lambda connection: next(iter(_load(connection, query, (job_id,))), None)
        )

    def unfinished(self) -> Future[list[Job]]:
        """All jobs, however old, that something may still come for; youngest first.

        Among them those with a status word that only a newer version knows.
        """
        # The inner select reads a few entries of the narrow index alone, not 100,000 rows.
        rows = (
            f"SELECT rowid FROM jobs WHERE {_NOT_FINAL} "  # noqa: S608
            # by name: it takes all that are completed for a narrower choice, and reads them
            f"UNION SELECT rowid FROM jobs INDEXED BY jobs_unkept WHERE {UNKEPT}"
        )
        query = f"{_SELECT} WHERE rowid IN ({rows}) {_ORDER}"
        return self._database.read(lambda connection: _load(connection, query, ()))

    def save(self, jobs: Sequence[Job]) -> Future[None]:
        """Insert or update, all or none; on disk when done. DuplicateJob: see core.errors."""
        return self._database.run(lambda connection: _save(connection, jobs))

    def post(self, jobs: Sequence[Job], done: Callable[[BaseException | None], object]) -> None:
        """The same without a Future, once `begin` is called or anything else is asked for: `done`
        gets the StoreError or None on another thread."""
        self._database.post(lambda connection: _save(connection, jobs), done)

    def begin(self) -> None:
        """Write what was posted."""
        self._database.begin()

    def rate(self, ratings: Mapping[str, Rating]) -> Future[None]:
        """Update what is thought of these, all or none; unknown ids are fine."""

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany(_RATE, [(*rating, name) for name, rating in ratings.items()])

        return self._database.run(write)

    def save_each(self, jobs: Sequence[Job]) -> Future[list[str]]:
        """The same, but one that can't be kept at all is passed over: the ids of those."""

        def write(connection: sqlite3.Connection) -> list[str]:
            refused: list[str] = []
            for job in jobs:
                try:
                    connection.execute(_SAVE, row_of(job))
                except (sqlite3.IntegrityError, UnicodeError, OverflowError) as error:
                    _log.info("%s can't be kept: %s", job.id, error)
                    refused.append(job.id)
            return refused

        return self._database.run(write)

    def note_accepted(self, job: Job) -> Future[None]:
        """Write the service's id of `job` beside the library, whatever that is waiting for.

        To be called before `save`; where either is done, the id is safe.
        """
        if self._journal is None or not job.server_id:
            refused: Future[None] = Future()
            refused.set_exception(StoreError("The accepted id can't be kept."))
            return refused
        accepted_at = job.created_at if job.submitted_at is None else job.submitted_at
        return self._journal.append(
            Accepted(
                id=job.id,
                server_id=job.server_id,
                api_url=job.api_url,
                prompt=job.prompt,
                created_at=job.created_at,
                accepted_at=accepted_at,
                parent_id=job.parent_id,
            )
        )

    def delete(self, *job_ids: str) -> Future[None]:
        """Take rows out for good, all or none: no copy and no journal brings them back."""
        now = time.time()
        deleted = self._database.run(lambda connection: forgetting.forget(connection, job_ids, now))
        if self._journal is None:
            return deleted
        return _noted(deleted, self._journal, [Forgotten(job_id, now) for job_id in job_ids])

    def deleted_before(self, moment: float) -> Future[list[str]]:
        """See `forgetting.deleted_before`."""
        return self._database.read(lambda c: forgetting.deleted_before(c, moment))

    def claim(self, job_id: str, expected: JobStatus, claimed: JobStatus) -> Future[bool]:
        """Set the status to `claimed` if it is `expected`; see `queue.claim`."""
        return self._database.run(
            lambda connection: queue.claim(connection, job_id, expected, claimed)
        )

    def set_queued(
        self, job_ids: Sequence[str], *, is_held: bool, deleted_at: float | None
    ) -> Future[list[str]]:
        """Change those that are still queued; which these are. See `queue.set_queued`."""
        return self._database.run(
            lambda connection: queue.set_queued(
                connection, job_ids, is_held=is_held, deleted_at=deleted_at
            )
        )

    def family(self, job_id: str, limit: int) -> Future[list[Job]]:
        """The job and those that it was made from, or that were made from it or beside it.

        Oldest first, the job alone where it has no relatives.
        """
        query = f"{_SELECT} WHERE id IN ({queue.FAMILY}) ORDER BY created_at, id"
        return self._database.read(lambda connection: _load(connection, query, (job_id, limit)))

    def ids_of(self, keys: Sequence[tuple[str, str]]) -> Future[dict[tuple[str, str], str]]:
        """Which of these addresses and ids of the service are known, by ids of ours."""
        return self._database.read(lambda connection: finding.ids_of(connection, keys))

    def unsaved_since(self, moment: float) -> Future[list[str]]:
        """The ids of songs that are here, finished since `moment` and never saved, oldest first."""
        return self._database.read(lambda connection: finding.unsaved_since(connection, moment))

    def recent_prompts(self, limit: int) -> Future[list[str]]:
        """The last `limit` different prompts, youngest first."""

        def read(connection: sqlite3.Connection) -> list[str]:
            # Along the index of ages, and no further than it takes.
            prompts: dict[str, None] = {}
            cursor = connection.execute(f"SELECT prompt FROM jobs {_ORDER}")  # noqa: S608
            for (prompt,) in cursor:
                if len(prompts) >= limit:
                    break
                if isinstance(prompt, str) and prompt:
                    prompts.setdefault(prompt)
            cursor.close()  # an open read would keep the write-ahead log growing
            return list(prompts)

        return self._database.read(lambda connection: _tolerant(connection, read))


def _save(connection: sqlite3.Connection, jobs: Sequence[Job]) -> None:
    """Made into rows on the database's thread."""
    connection.executemany(_SAVE, map(row_of, jobs))


def _noted(deleted: Future[None], journal: Journal, lines: list[Forgotten]) -> Future[None]:
    """`deleted`, with the lines written once it is committed: what the library refused to forget
    must not be forgotten when it is made anew."""
    noted: Future[None] = Future()
    noted.set_running_or_notify_cancel()

    def end(written: Future[None]) -> None:
        if (error := written.exception()) is not None:  # the library itself has the mark
            _log.warning("the journal does not know what was forgotten: %s", error)
        noted.set_result(None)

    def note(deleted: Future[None]) -> None:
        if (error := deleted.exception()) is not None:
            noted.set_exception(error)
        else:
            journal.append(*lines).add_done_callback(end)

    deleted.add_done_callback(note)
    return noted


def _load(connection: sqlite3.Connection, query: str, values: Row) -> list[Job]:
    def read(connection: sqlite3.Connection) -> list[Row]:
        return connection.execute(query, values).fetchall()

    return [job_of(row) for row in _tolerant(connection, read)]


def _tolerant(
    connection: sqlite3.Connection, read: Callable[[sqlite3.Connection], list[Any]]
) -> list[Any]:
    """`read` with bad UTF-8 shown as such, instead of one ill text taking all rows down."""
    try:
        return read(connection)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error).lower():
            raise
        _log.info(
            "A text in the library is not UTF-8: %s", str(error)
        )  # not its traceback, which holds a cursor
    connection.text_factory = lenient_text
    try:
        return read(connection)
    finally:
        connection.text_factory = str
