"""Narrows the list down: words to search for, and which states to show."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.flow_layout import FlowLayout
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.typing_keys import keep_typing_key
from whisul_desktop.ui.wording import number_text

_GENERATING = frozenset({JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.RUNNING})
_READY = frozenset({JobStatus.COMPLETED})
_FAILED = frozenset({JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})
_UNCONFIRMED = frozenset({JobStatus.UNCONFIRMED})
_LEAST_SEARCH, _MOST_SEARCH = 140, 320  # px wide
_UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
_GAP = 8


class FilterBar(QWidget):
    """A search field and one chip for each group of states, which go below the field where
    the row is too narrow for all."""

    query_changed = Signal(str, object)  # text, frozenset of JobStatus (empty: all)
    table_requested = Signal()  # Down in the search field: on to what was found

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: Counter[JobStatus] = Counter()
        self._search = _SearchField(self)
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setProperty("search", True)
        self._search.setMinimumWidth(_LEAST_SEARCH)
        self._lens = QAction(self._search)
        self._clear = QAction(self.tr("Clear search"), self._search)
        self._clear.setVisible(False)
        self._search.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._chips = QButtonGroup(self)
        self._labels: dict[QPushButton, str] = {}
        self._groups: dict[QPushButton, frozenset[JobStatus]] = {}
        self._row = _ChipRow(self)
        self._all = self._add_chip(self.tr("All"), frozenset())
        self._add_chip(self.tr("Generating"), _GENERATING)
        self._add_chip(self.tr("Ready"), _READY)
        self._add_chip(self.tr("Failed"), _FAILED)
        self._doubtful = self._add_chip(self.tr("Unconfirmed"), _UNCONFIRMED)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(12, 8, 12, 8)
        self._box.setSpacing(_GAP)
        self._box.addWidget(self._search, 2)
        self._box.addWidget(self._row)
        self._box.addStretch(1)
        self._all.setChecked(True)
        self.set_counts(Counter())
        self._search.textChanged.connect(self._on_text_changed)
        self._search.down_pressed.connect(self.table_requested)
        self._clear.triggered.connect(self._search.clear)
        self._chips.buttonToggled.connect(self._on_chip_toggled)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def _add_chip(self, label: str, statuses: frozenset[JobStatus]) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setAccessibleName(label)
        self._chips.addButton(chip)
        self._labels[chip] = label
        self._groups[chip] = statuses
        self._row.flow.addWidget(chip)
        return chip

    def text(self) -> str:
        return self._search.text()

    def set_text(self, text: str) -> None:
        self._search.setText(text)

    def focus_search(self) -> None:
        """Ready to type a new search over the old one."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear(self) -> None:
        """Show everything."""
        self._search.clear()
        self._all.setChecked(True)

    def set_counts(self, counts: Counter[JobStatus]) -> None:
        """How many jobs each chip would show under the present search text."""
        self._counts = Counter(counts)
        for chip, statuses in self._groups.items():
            number = sum(counts[status] for status in statuses or JobStatus)
            label = self._labels[chip]
            chip.setText(f"{label} {number_text(number)}" if number else label)
            chip.setAccessibleDescription(
                self.tr("Jobs: {number}").format(number=number_text(number))
            )
        # not taken away under the user's hands
        self._doubtful.setVisible(counts[JobStatus.UNCONFIRMED] > 0 or self._doubtful.isChecked())
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside the field or below it."""
        self._row.updateGeometry()
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        beside = _LEAST_SEARCH + _GAP + self._row.sizeHint().width() <= room
        direction = QBoxLayout.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        if wanted != self._box.direction():
            self._box.setDirection(wanted)
        self._search.setMaximumWidth(_MOST_SEARCH if beside else _UNLIMITED)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._announce()

    def _on_chip_toggled(self, _chip: QPushButton, checked: bool) -> None:
        if checked:  # the other one's going off says nothing new
            self._announce()
            self.set_counts(self._counts)

    def _announce(self) -> None:
        chip = self._chips.checkedButton()
        statuses = next((s for known, s in self._groups.items() if known is chip), frozenset())
        self.query_changed.emit(self._search.text(), statuses)

    def _apply_look(self) -> None:
        self._lens.setIcon(self._look.icon("search", "muted"))
        self._clear.setIcon(self._look.icon("close", "muted"))


class _ChipRow(QWidget):
    """Wants one row; in less room it makes more of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap=_GAP)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self.flow.items() if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + _GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))


class _SearchField(QLineEdit):
    """Escape empties it, Down goes on to what was found."""

    down_pressed = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        return keep_typing_key(event) or super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
