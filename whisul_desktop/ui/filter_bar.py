"""Narrows the list down: a search, and which states to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop.core.query import (
    Problem,
    ProblemKind,
    Query,
    Status,
    Term,
    parse,
    term_text,
    with_term,
    without_term,
)
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.chip_row import GAP, ChipRow
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.search_field import SearchField
from whisul_desktop.ui.search_words import problems_text
from whisul_desktop.ui.theme import Look

_LEAST_SEARCH, _LEAST_BESIDE, _MOST_SEARCH = 120, 280, 360  # px wide
_UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
_PATIENCE = 700  # ms after which what stands at the caret counts as typed


class FilterBar(QWidget):
    """A search field and the chips, which go below the field where the row is too narrow.

    What is asked for stands in the field, but for the state: a chip of a tag writes there.
    """

    query_changed = Signal(str, object)  # text, frozenset of JobStatus (empty: all)
    table_requested = Signal()  # back to the songs
    hit_requested = Signal()  # on to the first that was found
    save_requested = Signal(str, str)  # a name, and the whole search as text

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._query = Query()
        self._asked = ""
        self.search = SearchField(look, self)
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self._help = QToolButton(self)
        self._help.setObjectName("help")
        self._help.setAccessibleName(self.tr("Search tips"))
        self._help.setToolTip(self.tr("Search tips"))
        self._help.setIconSize(QSize(16, 16))
        self._help.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chips = ChipRow(look, self)
        self._problem = MessageLine(look, self)
        self._naming: QWidget | None = None
        field = QHBoxLayout()
        field.setSpacing(4)
        field.addWidget(self.search, 1)
        field.addWidget(self._help)
        self._is_beside = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(GAP)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addLayout(field)
        self._end: QWidget | None = None
        self._column.addLayout(self._row)
        self._column.addWidget(self._chips)
        self._column.addWidget(self._problem)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._on_patience)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.editingFinished.connect(self._on_editing_finished)
        self.search.table_requested.connect(self.table_requested)
        self.search.hit_requested.connect(self.hit_requested)
        self.search.save_requested.connect(self.name_search)
        self._help.clicked.connect(self.show_help)
        self._chips.statuses_changed.connect(self._announce)
        self._chips.statuses_changed.connect(self._fit)
        self._chips.term_toggled.connect(self._on_term_toggled)
        look.changed.connect(self._apply_look)
        self._apply_look()
        self._fit()

    def text(self) -> str:
        return self.search.text()

    def asked_text(self) -> str:
        """What the text asks for at the moment: a tag may still be being typed."""
        return self._asked

    def set_text(self, text: str) -> None:
        self.search.setText(text)

    def statuses(self) -> frozenset[JobStatus]:
        """The states to show; none: all."""
        return self._chips.statuses()

    def set_term(self, term: Term) -> None:
        """Search for this alone, in all states, as for a tag that was clicked."""
        self.show_search(term_text(term))

    def search_text(self) -> str:
        """Everything that is asked for in one text, the chosen state too."""
        statuses = self._chips.statuses()
        text = self._asked.strip()
        return with_term(text, Status(statuses)) if statuses else text

    def show_search(self, text: str) -> None:
        """Ask for what `search_text` once gave."""
        self._chips.show_all()
        self.search.replace_text(text)

    def focus_search(self) -> None:
        """Ready to type a new search over the old one."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> None:
        """Show everything."""
        self.search.clear()
        self._chips.show_all()

    def set_counts(
        self,
        counts: Counter[JobStatus],
        flags: Mapping[str, int] = MappingProxyType({}),
        tags: Sequence[tuple[str, int]] = (),
    ) -> None:
        """How many jobs each chip would show under the present search: of each state in place
        of the chosen one, of what was thought of them ("favourite", "unrated"), of each tag, the
        commonest first."""
        self._chips.set_counts(counts, flags, tags)
        self._fit()

    def set_end(self, widget: QWidget) -> None:
        """What stands at the end of the row, beside the field or the chips."""
        self._end = widget
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        for first, second in pairwise([self._help, *widget.findChildren(QToolButton)]):
            QWidget.setTabOrder(first, second)
        self._fit()

    def name_search(self) -> None:
        """Ask for a name below the field, to keep this search under."""
        from whisul_desktop.ui.naming_row import NamingRow

        text = self.search_text()
        if not text or self._naming is not None:
            return
        row = NamingRow(text, self)
        row.named.connect(lambda name: self.save_requested.emit(name, text))
        row.closed.connect(self._on_naming_closed)
        self._naming = row
        self._column.addWidget(row)
        row.begin()

    def end_naming(self) -> None:
        """Without a name."""
        if self._naming is not None:
            self._on_naming_closed()

    def show_help(self) -> None:
        """What can be typed, with examples to click."""
        from whisul_desktop.ui.search_help import SearchHelp

        tips = SearchHelp(self._look, self)
        tips.chosen.connect(self._on_example)
        tips.show_below(self._help)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside the field or below it."""
        margins = self._column.contentsMargins()
        below = self.width() - margins.left() - margins.right()
        room = below - (self._end.sizeHint().width() + GAP if self._end is not None else 0)
        side = self._help.sizeHint().width() + 4 + GAP
        beside = _LEAST_BESIDE + side + self._chips.least_width() <= room
        if beside != self._is_beside:
            self._is_beside = beside
            (self._column if beside else self._row).removeWidget(self._chips)
            if beside:
                self._row.insertWidget(1, self._chips, 1)
            else:
                self._column.insertWidget(1, self._chips)
        field = min(_MOST_SEARCH, room - side - self._chips.least_width())
        self.search.setMinimumWidth(field if beside else _LEAST_SEARCH)
        self.search.setMaximumWidth(field if beside else _UNLIMITED)
        self._chips.fit(room - field - side if beside else below)

    def _on_text_changed(self, text: str) -> None:
        self._asked = self.search.asked_text()
        self._query = parse(text, datetime.now().astimezone().date())
        if self._chips.set_asked(frozenset(map(term_text, self._query.terms))):
            self._fit()
        typed = [p for p in self._query.problems if not self.search.caret_is_in(p)]
        self._point_out(typed)
        if len(typed) < len(self._query.problems):
            self._patience.start()
        else:
            self._patience.stop()
        self._announce()

    def _on_editing_finished(self) -> None:
        self.search.replace_text(self._asked)  # the field says what is shown
        self._point_out(self._query.problems)

    def _on_patience(self) -> None:
        unfinished = ProblemKind.UNFINISHED  # for which there are suggestions at the caret
        self._point_out(
            p
            for p in self._query.problems
            if p.kind is not unfinished or not self.search.caret_is_in(p)
        )

    def _point_out(self, problems: Iterable[Problem]) -> None:
        told = list(problems)
        self.search.mark(told)
        if told:
            self._problem.show_text("warning", problems_text(self.text(), told))
        else:
            self._problem.clear()

    def _on_term_toggled(self, term: Term, wanted: bool) -> None:
        change = with_term if wanted else without_term
        self.search.replace_text(change(self.text(), term))

    def _on_example(self, example: str) -> None:
        text = self.text().rstrip()
        self.search.replace_text(f"{text} {example}" if text else example)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_naming_closed(self) -> None:
        row, self._naming = self._naming, None
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _announce(self) -> None:
        self.query_changed.emit(self._asked, self._chips.statuses())

    def _apply_look(self) -> None:
        self._help.setIcon(self._look.icon("help", "muted"))
