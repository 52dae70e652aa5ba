"""A window that scenarios.py can use: the app's, or the plain one it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QTableView

from whisul_desktop.core.types import JobColumn

COLUMNS = tuple(JobColumn)


# a tempo for jobs, made ready to be done
Answer = Callable[[Iterable[int], float], Callable[[], object]]


def _no() -> None:
    """What the plain window has not."""


def _no_answer(_numbers: Iterable[int], _tempo: float) -> Callable[[], object]:
    return _no


@dataclass(frozen=True)
class Subject:
    """Its widgets, and what differs between the two."""

    window: QMainWindow
    table: QTableView
    search: QLineEdit
    id_at: Callable[[int], str]  # the job in a row
    is_settled: Callable[[], bool]  # nothing is being looked for any more
    is_ours: bool
    answer: Answer  # to the running jobs of these numbers, all at once
    rate: Callable[[int], object]  # the selected rows
    prepare_answers: Callable[[], object] = _no  # have a thousand running jobs
    run_again: Callable[[], object] = _no  # the answered ones
    answer_index: Answer = _no_answer  # the same without the library: index, model and view
    transactions: Callable[[], int] = lambda: 0  # so far
    placeholder: str = ""  # colour of a cover that is not there

    @property
    def rows(self) -> int:
        return self.table.model().rowCount()

    def top(self, count: int) -> list[str]:
        """The jobs of the first rows, none where something else is shown in their place."""
        if not self.table.isVisible():
            return []
        return [self.id_at(row) for row in range(min(count, self.rows))]

    def shows(self, rows: int, top: Sequence[str]) -> bool:
        """All these rows and no others; the order is checked in the app alone."""
        right = not self.is_ours or self.top(len(top)) == list(top)
        return self.rows == rows and self.is_settled() and right

    def begins_with(self, rows: int, top: Sequence[str]) -> bool:
        """At least the first of these rows are there; of none that there are none."""
        if not self.is_ours or not top:
            return self.rows == rows and self.is_settled()
        return self.top(len(top)) == list(top)

    def type(self, key: Qt.Key | str) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.search, key)
        else:
            QTest.keyClick(self.search, key)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.table, key)

    def empty_search(self) -> None:
        """All of it at once, by keyboard."""
        self.search.selectAll()
        self.type(Qt.Key.Key_Backspace)

    def click_header(self, column: JobColumn) -> None:
        """Or what that comes to, where there is no room for the column."""
        header, section = self.table.horizontalHeader(), COLUMNS.index(column)
        left = header.sectionViewportPosition(section)
        middle = QPoint(left + header.sectionSize(section) // 2, header.height() // 2)
        if header.isSectionHidden(section) or not header.viewport().rect().contains(middle):
            rising = Qt.SortOrder.AscendingOrder
            again = header.sortIndicatorSection() == section
            if again and header.sortIndicatorOrder() == rising:
                rising = Qt.SortOrder.DescendingOrder
            self.table.sortByColumn(section, rising)
        else:
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def is_rising(self) -> bool:
        return self.table.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.AscendingOrder

    def select(self, first: int, last: int) -> None:
        """These rows and no others."""
        model, flags = self.table.model(), QItemSelectionModel.SelectionFlag
        part = QItemSelection(model.index(first, 0), model.index(last, 0))
        self.table.selectionModel().select(part, flags.ClearAndSelect | flags.Rows)

    def selected(self) -> list[str]:
        return [self.id_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def first_on_screen(self) -> str:
        return self.id_at(self.table.rowAt(0))

    def white_cells(self) -> int:
        """Covers on the screen, as it is, that are not drawn yet."""
        from PySide6.QtGui import QColor

        viewport = self.table.viewport()
        corner = viewport.mapTo(self.window, QPoint())
        size = viewport.size()
        picture = self.window.screen().grabWindow(
            self.window.winId(), corner.x(), corner.y(), size.width(), size.height()
        )
        image, white = picture.toImage(), QColor(self.placeholder).rgb()
        header = self.table.horizontalHeader()
        section = COLUMNS.index(JobColumn.COVER)
        x = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        count = 0
        for row in range(self.table.rowAt(0), self.rows):
            y = self.table.rowViewportPosition(row) + self.table.rowHeight(row) // 2
            if y + 18 >= image.height():
                break
            places = [(x - 15, y - 15), (x + 15, y - 15), (x - 15, y + 15), (x + 15, y + 15)]
            if y > 18 and all(image.pixel(*place) == white for place in places):
                count += self._has_cover(row)
        return count

    def _has_cover(self, row: int) -> bool:
        from whisul_desktop.ui.job_model import JobModel

        job = self.table.model().index(row, 0).data(JobModel.JobRole)
        return job.cover_file is not None
