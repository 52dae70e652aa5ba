"""Which column of a table holds the prompts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from whisul_desktop.core.prompt_files import RowTrouble, Table
from whisul_desktop.ui.choice import Choice
from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.outside_text import one_line
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.tick_box import TickBox

_LONGEST = 40  # characters of a column's name


class ColumnPicker(QWidget):
    """Hidden until there is a table with a choice; guesses the column that is called “prompt”."""

    picked = Signal()  # another column, or the first row is one of names or none

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), ())
        label = QLabel(self.tr("Column"))
        self._columns = Choice(look)
        self._columns.setAccessibleName(self.tr("Column"))
        self._columns.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        label.setBuddy(self._columns)
        self._headed = TickBox(look, self.tr("The first row names the columns"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self._columns)
        row.addSpacing(8)
        row.addWidget(self._headed)
        row.addStretch(1)
        self._columns.currentIndexChanged.connect(lambda _index: self.picked.emit())
        self._headed.toggled.connect(self._on_headed)
        self.hide()

    def set_table(self, table: Table) -> None:
        """Show its columns, the likely one chosen; `picked` is not said."""
        self._table = table
        headed = table.is_headed()
        self._headed.blockSignals(True)
        self._headed.setChecked(headed)
        self._headed.blockSignals(False)
        self._fill(table.likely_column(headed=headed))
        self.show()

    def prompts(self) -> tuple[tuple[str, ...], list[RowTrouble]]:
        """Of the column that is chosen."""
        column = max(0, self._columns.currentIndex())
        return self._table.prompts(column, headed=self._headed.isChecked())

    def _fill(self, column: int) -> None:
        self._columns.blockSignals(True)
        self._columns.clear()
        names = self._table.columns(headed=self._headed.isChecked())
        for number, name in enumerate(names, 1):
            unnamed = self.tr("Column %1").replace("%1", number_text(number))
            self._columns.addItem(one_line(name)[:_LONGEST] or unnamed)
        self._columns.setCurrentIndex(column)
        self._columns.blockSignals(False)

    def _on_headed(self) -> None:
        self._fill(max(0, self._columns.currentIndex()))
        self.picked.emit()
