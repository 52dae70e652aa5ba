"""How many jobs each chip would show, counted anew when something has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from whisul_desktop.core.job_columns import Change
from whisul_desktop.core.job_filter import Filter
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_selection import Counts, common_tags, count
from whisul_desktop.core.types import JobQuery
from whisul_desktop.ui.slices import Slices

Tags = list[tuple[str, int]]  # folded, with their numbers of jobs, the commonest first

_AT_ONCE = 5_000  # jobs that are counted without a pause
_PAUSE_MS = 150  # until more are counted
_TAGS_PAUSE_MS = 500  # until the tags are, which takes longest
_COUNTED = ("status", "is_favourite", "stars", "is_reject", "deleted_at", "song", "prompt", "note")


class JobCounts(QObject):
    """`query` gives the one that is shown, `found` the filter of any."""

    changed = Signal()

    def __init__(
        self,
        jobs: JobIndex,
        slices: Slices,
        query: Callable[[], JobQuery],
        found: Callable[[JobQuery], Filter],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.counts = Counts()
        self.tags: Tags = []
        self._known: dict[JobQuery, Tags] = {}  # of queries that ask for nothing
        self._jobs = jobs
        self._slices = slices
        self._query = query
        self._found = found
        self._pause = self._timer(_PAUSE_MS, self._count)
        self._tags_pause = self._timer(_TAGS_PAUSE_MS, self._count_tags)

    def known_tags(self) -> Tags:
        """Those of all jobs, in the library or among the deleted, whatever is searched for."""
        return self._known.get(self._everything(), [])

    def note(self, changes: Sequence[Change]) -> None:
        """Count anew where one of these counts differently now."""
        if any(
            getattr(before, name) != getattr(after, name)
            for _position, before, after in changes
            for name in _COUNTED
        ):
            if len(self._jobs.ids) <= _AT_ONCE and not self._pause.isActive():
                self._pause.start(0)  # once for all that comes in this turn
            self.recount(soon=True)

    def recount(self, *, while_loading: bool = False, soon: bool = False) -> None:
        """Soon, of few at once; not before it is quiet where much is coming."""
        if while_loading:
            self._pause.start(_PAUSE_MS)
            self._tags_pause.start()
            return
        if len(self._jobs.ids) <= _AT_ONCE and not soon:
            self._count()
        elif not self._pause.isActive():
            self._pause.start(_PAUSE_MS)
        if not self._tags_pause.isActive():
            self._tags_pause.start()

    def finish(self) -> None:
        """Begin with what is due at once."""
        if self._pause.isActive():
            self._pause.stop()
            self._count()
        if self._tags_pause.isActive():
            self._tags_pause.stop()
            self._count_tags()

    def _timer(self, pause: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(do)
        return timer

    def _everything(self) -> JobQuery:
        return JobQuery(deleted=self._query().deleted)

    def _count(self) -> None:
        query = self._query()
        of_text = self._found(replace(query, statuses=frozenset()))
        self._slices.start("count", count(self._jobs, of_text, query.statuses), self._on_counted)

    def _count_tags(self) -> None:
        everything = self._everything()
        shown = replace(everything, text=self._query().text, statuses=self._query().statuses)
        self._start("tags", shown, self._on_tags)
        if everything != shown and everything not in self._known:
            self._start("known tags", everything, self._on_known_tags)

    def _start(self, name: str, query: JobQuery, done: Callable[[JobQuery, Tags], None]) -> None:
        steps = common_tags(self._jobs, self._found(query))
        self._slices.start(name, steps, partial(done, query), at_once=0)

    def _on_counted(self, counts: Counts) -> None:
        if counts != self.counts:
            self.counts = counts
            self.changed.emit()

    def _on_tags(self, query: JobQuery, tags: Tags) -> None:
        if tags != self.tags:
            self.tags = tags
            self.changed.emit()
        if query == JobQuery(deleted=query.deleted):
            self._on_known_tags(query, tags)

    def _on_known_tags(self, query: JobQuery, tags: Tags) -> None:
        if tags != self._known.get(query):
            self._known[query] = tags
            self.changed.emit()
