"""What is to be pointed out in a batch, a row for each; a row leads to its line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from whisul_desktop.ui.measures import number_text
from whisul_desktop.ui.theme import Look, TypeSize

INDENT = 8  # px from its edge to its words
_MOST = 200  # rows; more help nobody
_SEEN = 4  # of them at once


class LineProblems(QListView):
    """Hidden while there are none."""

    line_chosen = Signal(int)  # by click or Enter

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[int] = []
        self._texts = QStringListModel(self)
        self.setAccessibleName(self.tr("Lines to look at"))
        self.setModel(self._texts)
        self.setProperty("notes", True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setFont(look.font(TypeSize.CAPTION))
        self.clicked.connect(self._on_row)
        self.activated.connect(self._on_row)
        self.hide()

    def set_problems(self, problems: list[tuple[int, str]]) -> None:
        """Each with its line, or 0 where it leads nowhere."""
        more = len(problems) - _MOST
        if more > 0:
            rest = self.tr("More of them: %1").replace("%1", number_text(more))
            problems = [*problems[:_MOST], (0, rest)]
        self._lines = [line for line, _text in problems]
        self._texts.setStringList([text for _line, text in problems])
        rows = min(_SEEN, len(problems))
        self.setFixedHeight(rows * max(1, self.sizeHintForRow(0)) + 2)
        self.setVisible(bool(problems))

    def _on_row(self, index: QModelIndex) -> None:
        if self._lines[index.row()]:
            self.line_chosen.emit(self._lines[index.row()])
