"""Rows or covers: the switch, its commands, and the order of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from whisul_desktop.core.types import JobColumn
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.wording import column_text

if TYPE_CHECKING:
    from whisul_desktop.ui.job_grid import JobGrid

_LIST, _GRID = "view_list", "view_grid"


class ViewSwitch(QObject):
    """Connects itself to the window. `make_grid` is called when covers are first wanted."""

    def __init__(
        self,
        window: MainWindow,
        make_grid: Callable[[], JobGrid],
        columns: QMenu,
        *,
        grid: bool,
    ) -> None:
        super().__init__(window)
        self._library = window.library
        self._make_grid = make_grid
        self._columns = columns
        self._row_actions = window.actions_.for_rows()
        self._list, self._grid = window.actions_[_LIST], window.actions_[_GRID]
        group = QActionGroup(self)
        for action in (self._list, self._grid):
            group.addAction(action)
        columns.aboutToShow.connect(lambda: self._library.table.fill_column_menu(columns))
        window.library.filter_bar.set_end(_Buttons(self._list, self._grid))
        self._list.setChecked(True)
        self._grid.toggled.connect(self._show)
        self._grid.setChecked(grid)

    def _show(self, grid: bool) -> None:
        if grid and self._library.grid is None:
            covers = self._make_grid()
            covers.set_row_actions(self._row_actions)
            self._library.add_grid(covers)
        self._library.show_grid(grid)
        self._columns.setEnabled(not grid)


class SortMenu(QObject):
    """By what the songs are ordered, for a view without a header as well."""

    def __init__(self, model: JobModel, menu: QMenu) -> None:
        super().__init__(menu)
        self._model = model
        columns = QActionGroup(self)
        self._by: dict[JobColumn, QAction] = {}
        for column in JobColumn:
            if column is not JobColumn.COVER:
                action = columns.addAction(column_text(column))
                action.setCheckable(True)
                action.triggered.connect(lambda _on=False, column=column: self._sort_by(column))
                self._by[column] = action
        directions = QActionGroup(self)
        self._rising = directions.addAction(self.tr("&Ascending"))
        self._falling = directions.addAction(self.tr("&Descending"))
        for action in directions.actions():
            action.setCheckable(True)
            action.triggered.connect(self._turn)
        menu.addActions(columns.actions())
        menu.addSeparator()
        menu.addActions(directions.actions())
        menu.aboutToShow.connect(self._show_order)

    def _show_order(self) -> None:
        query = self._model.query()
        if query.sort in self._by:
            self._by[query.sort].setChecked(True)
        (self._falling if query.descending else self._rising).setChecked(True)

    def _sort_by(self, column: JobColumn) -> None:
        """The way that suits it: the newest and best first, names from A."""
        if column is not self._model.query().sort:
            number, across = JobModel.number_of(column), Qt.Orientation.Horizontal
            role = Qt.ItemDataRole.InitialSortOrderRole
            self._model.sort(number, Qt.SortOrder(self._model.headerData(number, across, role)))

    def _turn(self) -> None:
        orders = Qt.SortOrder
        order = orders.AscendingOrder if self._rising.isChecked() else orders.DescendingOrder
        self._model.sort(JobModel.number_of(self._model.query().sort), order)


class _Buttons(QWidget):
    """Two icons side by side, of which one is chosen."""

    def __init__(self, *actions: QAction) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)  # its icon, tick and words
            button.setProperty("view", True)
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(action.iconText())
            row.addWidget(button)
