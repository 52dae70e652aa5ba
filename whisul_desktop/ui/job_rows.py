"""The rows of the jobs table: which job stands where, kept up to date change by change."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from typing_extensions import override

from whisul_desktop.core.job_columns import Change, Rated
from whisul_desktop.core.job_filter import Filter
from whisul_desktop.core.job_index import JobIndex
from whisul_desktop.core.job_order import JobOrder
from whisul_desktop.core.job_selection import SCREENFUL, Selection
from whisul_desktop.core.job_sorting import Sorting
from whisul_desktop.core.types import JobColumn, JobQuery, JobStatus
from whisul_desktop.ui.job_counts import JobCounts
from whisul_desktop.ui.ordered_rows import COLUMNS, OrderedRows
from whisul_desktop.ui.slices import NEXT, Slices

_MANY = 64  # jobs at once from which one new order is cheaper than single rows
_AT_ONCE = 16_384  # rows: some milliseconds
_PAUSE_MS = 60  # until older jobs that came get their rows
_DAY_MS = 1_000  # between two looks at the date, while a query asks for days


class JobRows(OrderedRows):
    """Shows what a query asks for of `jobs`, in its order.

    A proxy model would sort anew at each change; here one job costs a bisection and moves
    alone. `now` gives POSIX seconds, for what ticks and for "Today".
    """

    counts_changed = Signal()
    query_changed = Signal()  # the rows are those of another query now
    orders_made = Signal()  # each header finds its order made: a load is over

    def __init__(
        self, parent: QObject | None, jobs: JobIndex | None, now: Callable[[], float]
    ) -> None:
        super().__init__(parent, jobs)
        self._now = now
        self._query = JobQuery()
        self._sorting = Sorting(self.jobs)
        self._slices = Slices(self)
        self._selection = self._new_selection(self._query)
        self._came: list[int] = []  # positions of jobs not in a row yet, ascending
        self._pending: dict[int, object] = {}  # positions of jobs that have changed in this turn
        self._changes: list[Change] = []  # those of them that may belong elsewhere now
        self._moves = False  # the same, of ratings
        self.turn = QTimer(self, singleShot=True, interval=0)  # in which what has changed moves
        self.turn.timeout.connect(self.settle)
        self._numbers = JobCounts(self.jobs, self._slices, self.query, self._filter, self)
        self._numbers.changed.connect(self.counts_changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._day = QTimer(self, interval=_DAY_MS)  # views tick only while they show something
        self._day.timeout.connect(self._on_day)
        self._disconnects = [
            self.jobs.added.connect(self._on_added),
            self.jobs.changed.connect(self._on_changed),
            self.jobs.rated.connect(self._on_rated),
            self.jobs.removing.connect(self._on_removing),
            self.jobs.removed.connect(self._on_removed),
        ]
        if len(self.jobs):
            self._on_added(range(len(self.jobs.ids)))
            self._show_those_that_came()

    def close(self) -> None:
        """Stop listening: the library lives longer."""
        for disconnect in self._disconnects:
            disconnect()

    def query(self) -> JobQuery:
        return self._query

    def set_query(self, query: JobQuery) -> None:
        """Show what `query` asks for: the first screenful at once, the rest while time goes
        on. What stays visible stays selected."""
        if query == self._query:
            return
        self.settle()
        self._on_day()
        before, self._query = self._query, query
        if query == replace(before, descending=query.descending) and not self.is_searching():
            self._selection = self._new_selection(query)
            self._swap(self._order.flipped())
            self.query_changed.emit()
        else:
            self._select()
        if query != replace(before, sort=query.sort, descending=query.descending):
            self._numbers.recount()

    def is_searching(self) -> bool:
        """More rows may be found."""
        return self._slices.is_running("select")

    def finish_rows(self) -> None:
        """Find all there is now; it is counted later."""
        self.settle()
        if self._came:
            self._show_those_that_came()
        self._slices.finish("select")

    def finish(self) -> None:
        """Find and count all there is now, however long that takes."""
        self.finish_rows()
        self._numbers.finish()
        self._slices.finish()

    def counts(self) -> Counter[JobStatus]:
        """How many jobs of each status the search text leaves, whatever statuses are shown."""
        return self._numbers.counts.statuses

    def flag_counts(self) -> Mapping[str, int]:
        """How many of those that are shown have "favourite" and "unrated"."""
        return self._numbers.counts.flags

    def common_tags(self) -> list[tuple[str, int]]:
        """The tags of the jobs that are shown, the commonest first, and how many have each."""
        return self._numbers.tags

    def known_tags(self) -> list[tuple[str, int]]:
        """The same of all jobs, whatever is shown."""
        return self._numbers.known_tags()

    def total(self) -> int:
        """How many jobs there are, shown or not; without the deleted ones."""
        return sum(self.jobs.counts.values())

    # another query

    def _filter(self, query: JobQuery) -> Filter:
        """Of the day of what is shown."""
        return Filter(self.jobs, query, self._selection.today)

    def _new_selection(self, query: JobQuery) -> Selection:
        return Selection(self.jobs, self._sorting, query, self._today())

    def _today(self) -> date:
        return date.fromtimestamp(self._now())  # noqa: DTZ012 - the local day is wanted

    def _on_day(self) -> None:
        """After midnight "today" means other jobs."""
        if self._today() != self._selection.today:
            self.settle()
            self._select()
            self._numbers.recount()

    def _select(self, *, refreshes: bool = False) -> None:
        """Find all rows anew; `refreshes`: what is on the screen stays until they are known."""
        self._came.clear()  # they are found with all others
        self._selection = self._new_selection(self._query)
        if not self._selection.filter.asks_for_days:
            self._day.stop()
        elif not self._day.isActive():
            self._day.start()
        steps = self._selection.steps()
        if refreshes:
            self._slices.start("select", steps, self._show, at_once=NEXT)
        else:
            self._slices.start("select", steps, self._show, self._show_first)

    def _show_first(self, order: JobOrder) -> None:
        """The first screenful, with what is selected further down, which would be lost."""
        held = {self._order.at(index.row()) for index in self.persistentIndexList()}
        if len(held) <= SCREENFUL:
            order.merge(p for p in held.difference(order) if self._selection.filter.test(p))
            self._show(order)

    def _show(self, order: JobOrder) -> None:
        """Swap in a whole new order at once; indexes that others hold follow their jobs."""
        if not self._append(order):
            self._swap(order)
        self.query_changed.emit()

    def _append(self, order: JobOrder) -> bool:
        """Where the first screenful is there already and was right, the rest comes below it."""
        before, count = self._order, len(self._order)
        same = before.column is order.column and before.descending is order.descending
        if self._pending or not (same and 0 < count <= SCREENFUL and count < len(order)):
            return False
        if list(before) != list(islice(order, count)):
            return False
        self.beginInsertRows(QModelIndex(), count, len(order) - 1)
        self._order = order
        self.endInsertRows()
        return True

    @override
    def _swap(self, order: JobOrder) -> None:
        self._pending.clear()  # they are where they belong in it
        super()._swap(order)

    # changes of the library

    def _touch(self, positions: Collection[int]) -> None:
        """These are other jobs now than when they were sorted and searched."""
        self._sorting.touch(positions)
        if self.is_searching():
            self._selection.touched.update(positions)

    def _on_added(self, positions: Sequence[int]) -> None:
        self.settle()
        self._touch(positions)
        if len(positions) < _MANY:
            for position in positions:
                if self._selection.filter.test(position):
                    self._insert(position)
        else:
            self._came += positions
            if len(self._came) >= min(_AT_ONCE, len(self._order)):  # each a repaint of the view
                self._show_those_that_came()
            self._pause.start()
        self._numbers.recount(while_loading=len(positions) >= _MANY)

    def _on_pause(self) -> None:
        if self._came:
            self._show_those_that_came()
        self._slices.start("orders", self._sorting.all(), self._on_orders, at_once=0)

    def _show_those_that_came(self) -> None:
        came, self._came = self._came, []
        found = self._selection.filter
        if self.is_searching() or not found.is_trivial or not self._order.fits_below(came):
            self._select(refreshes=True)
            return
        if not self.jobs.hides_nothing:
            came = found.among(came)
        if came:
            count = len(self._order)
            self.beginInsertRows(QModelIndex(), count, count + len(came) - 1)
            self._order.extend(came)
            self.endInsertRows()

    def _on_changed(self, changes: Sequence[Change]) -> None:
        """What comes in one turn of the event loop moves its rows together, in the next."""
        if not self._changes:
            self.turn.start()
        self._changes += changes
        before = {change.position: change.before for change in changes}
        self._pending.update(before)
        self._order.hold(before)
        self._touch(before)

    def settle(self) -> None:
        """Move the rows of changed jobs to their places now."""
        pending, self._pending = self._pending, {}
        changes, self._changes = self._changes, []
        moves, self._moves = self._moves or bool(changes), False
        if changes:
            self._numbers.note(changes)
        if len(pending) < _MANY:
            for position in pending:
                self._change(position)
            return
        if len(self._order):
            last = self.index(len(self._order) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if moves and not self.is_searching():  # else what is being found has them
            self._select(refreshes=True)

    def _on_rated(self, before: Sequence[Rated]) -> None:
        positions = [rated.position for rated in before]
        self._sorting.touch(positions, ratings_alone=True)
        if self.is_searching():
            self._selection.touched.update(positions)
        sorts = self._order.column is JobColumn.RATING
        if sorts:
            self._order.hold({rated.position: rated for rated in before})
        self._moves |= sorts or self._selection.filter.asks_for_rating
        self._pending.update(dict.fromkeys(positions))
        self.turn.start()
        self._numbers.recount()

    def _on_removing(self, positions: Sequence[int]) -> None:
        self.settle()
        if self._came:
            self._show_those_that_came()
        self._touch(positions)
        for position in positions:
            self._remove(position)

    def _on_removed(self, _ids: Sequence[str]) -> None:
        self._numbers.recount()

    def _change(self, position: int) -> None:
        row = self._order.row_of(position)
        shows = self._selection.filter.test(position)
        if row is None:
            self._order.release(position)
            if shows and not self._is_coming(position):
                self._insert(position)
        elif not shows:
            self._remove(position, row)
        else:
            self._move(position, row)
            self.repaint(self.jobs.ids[position])

    def _is_coming(self, position: int) -> bool:
        place = bisect_left(self._came, position)
        return place < len(self._came) and self._came[place] == position

    def _on_orders(self, _nothing: None) -> None:
        self.orders_made.emit()
