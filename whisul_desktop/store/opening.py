"""Opens the library so that nothing is lost: whatever the file went through is made good here."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from whisul_desktop.core.errors import DamagedLibrary, NewerLibrary, StoreError
from whisul_desktop.core.events import Event
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.core.types import JobStatus, Recovered
from whisul_desktop.store import files
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.journal import Accepted, Journal
from whisul_desktop.store.reserve import Reserve

if TYPE_CHECKING:
    from whisul_desktop.store.upkeep import Upkeep

_log = logging.getLogger(__name__)

_LAST_RESERVE = 1 << 16  # bytes: some hundred accepted ids
_UNCERTAIN = (JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.UNCONFIRMED)


class LibraryFile:
    """The library on disk with all that guards it.

    `recovered` and `disk_full` are announced on threads of the store: hop before touching
    a widget. `recoveries` has those that happened so far, also before anybody listened.
    """

    def __init__(self, path: Path) -> None:
        """Open it: damaged, newer, half recovered or not there at all. Raises StoreError."""
        self.path = path
        self.recoveries: list[Recovered] = []
        self.recovered: Event[Recovered] = Event()
        self._reserve = Reserve(files.reserve_path(path))
        self.disk_full = self._reserve.full
        self._last_reserve = Reserve(files.last_reserve_path(path), size=_LAST_RESERVE)
        self._journal = Journal(files.journal_path(path), (self._reserve, self._last_reserve))
        self._upkeep: Upkeep | None = None
        self._prepare()
        self.read_only = False  # a newer version wrote it: all writes are refused
        try:
            self.database = Database(path, reserve=self._reserve, recover=self._recover)
        except NewerLibrary:
            self.read_only = True
            self.database = Database(path, read_only=True)
        else:
            self._take_over_accepted()
        self.jobs = JobStore(self.database, None if self.read_only else self._journal)

    def start_upkeep(self, delay: float = 3.0) -> None:
        """Once the window is there: the whole file is checked in `delay` seconds, copied,
        and looked after."""
        if self.read_only:
            return
        from whisul_desktop.store.upkeep import Upkeep

        reserves = (self._last_reserve, self._reserve)
        self._upkeep = Upkeep(self.database, self._journal, reserves)
        self._upkeep.start(delay)

    def close(self) -> None:
        """Write what is queued, then close. Idempotent."""
        if self._upkeep is not None:
            self._upkeep.close()
        self.database.close()
        self._journal.close()  # last: what was forgotten is noted there once it is committed

    def _prepare(self) -> None:
        """What SQLite must not see: it would throw away a log whose file is empty."""
        try:
            if self.path.exists() and files.size(self.path) > 0:
                return
            if not files.leftovers(self.path):
                return  # a first start
            from whisul_desktop.store.recovery import finish

            if (finished := finish(self.path)) is not None:
                self._report(finished)
            else:
                self._recover("the file is empty or gone", lambda: None)
        except OSError as error:
            raise StoreError(
                Said(
                    QT_TRANSLATE_NOOP("wording", "The library could not be opened: {reason}."),
                    reason=error.strerror or str(error),
                )
            ) from error
        except sqlite3.Error as error:
            raise DamagedLibrary(f"The library is damaged: {error}.") from error

    def _recover(self, reason: str, close: Callable[[], None]) -> None:
        """On the database's thread, where damage shows."""
        from whisul_desktop.store.recovery import recover

        self._report(recover(self.path, reason, self._journal, close))

    def _report(self, recovered: Recovered) -> None:
        self.recoveries.append(recovered)
        self.recovered.emit(recovered)

    def _take_over_accepted(self) -> None:
        """Ids that reached the journal and not the library: its disk was full, or locked."""
        marks = ", ".join("?" * len(_UNCERTAIN))
        query = f"SELECT id FROM jobs WHERE status IN ({marks})"  # noqa: S608 - our own marks

        def read(connection: sqlite3.Connection) -> set[str]:
            return {job_id for (job_id,) in connection.execute(query, _UNCERTAIN)}

        uncertain = self.database.read(read).result()
        if not uncertain:
            return
        accepted = [line for line in self._journal.read() if line.id in uncertain]
        if accepted:
            self.database.run(lambda connection: _accept(connection, accepted)).result()


def _accept(connection: sqlite3.Connection, accepted: list[Accepted]) -> None:
    for line in accepted:
        connection.execute(
            "UPDATE OR IGNORE jobs SET status = ?, server_id = ?, submitted_at = ?, error = NULL "
            "WHERE id = ? AND server_id IS NULL",
            (JobStatus.RUNNING.value, line.server_id, line.accepted_at, line.id),
        )
    _log.info("%d accepted ids were taken over from the journal.", len(accepted))
