"""The chips beside or below the search field: a state to show, and terms of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from whisul_desktop.core.query import Flag, Is, Tag, Term, fold, term_text
from whisul_desktop.core.types import JobStatus
from whisul_desktop.ui.flow_layout import FlowLayout
from whisul_desktop.ui.outside_text import on_a_button
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.wording import number_text, one_line

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

GAP = 8
_AROUND = 30  # px of a chip around its words: the space before the number, padding, border
_GENERATING = frozenset({JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.RUNNING})
_READY = frozenset({JobStatus.COMPLETED})
_FAILED = frozenset({JobStatus.FAILED, JobStatus.REJECTED, JobStatus.EXPIRED})
_UNCONFIRMED = frozenset({JobStatus.UNCONFIRMED})
_TAG_CHIPS = 6
_TAGS_IN_MENU = 12
_LENGTH = 24  # characters of a tag on a chip


class ChipRow(QWidget):
    """One row: the states, favourites, unrated and the commonest tags, as many as there is room
    for. The others are under "More", with all tags.

    A term's chip tells what the search text asks for, and asks for it to be changed there.
    """

    statuses_changed = Signal()
    term_toggled = Signal(object, bool)  # Term, whether it is to be asked for

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: Counter[JobStatus] = Counter()
        self._flags: Mapping[str, int] = {}
        self._tags: Sequence[tuple[str, int]] = ()
        self._asked: frozenset[str] = frozenset()  # terms of the search, as text
        self._group = QButtonGroup(self)
        self._statuses: dict[QPushButton, frozenset[JobStatus]] = {}
        self._terms: dict[QPushButton, Term] = {}
        self._named: dict[QPushButton, tuple[str, int]] = {}
        self._menu: QMenu | None = None
        self._flow = FlowLayout(self, gap=GAP)
        self._all = self._add_status(self.tr("All"), frozenset())
        self._add_status(self.tr("Generating"), _GENERATING)
        self._add_status(self.tr("Ready"), _READY)
        self._add_status(self.tr("Failed or expired"), _FAILED)
        self._doubtful = self._add_status(self.tr("Unconfirmed"), _UNCONFIRMED)
        self._flag_names = {
            Flag.FAVOURITE: self.tr("Favourites"),
            Flag.UNRATED: self.tr("Unrated"),
        }
        for flag, name in self._flag_names.items():
            chip = self._add_term(Is(flag))
            chip.setAccessibleName(name)
        self._tag_chips = [self._add_term(Tag("")) for _ in range(_TAG_CHIPS)]
        self._more = self._chip(self.tr("More"))
        self._more.setText(self.tr("More"))
        self._more.clicked.connect(self._on_more)
        self._flow.addWidget(self._more)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._all.setChecked(True)
        self._name_statuses()
        self._name_terms()
        self._group.buttonToggled.connect(self._on_status_toggled)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def statuses(self) -> frozenset[JobStatus]:
        """The states to show; none: all."""
        chip = self._group.checkedButton()
        return next(
            (group for known, group in self._statuses.items() if known is chip), frozenset()
        )

    def show_all(self) -> None:
        self._all.setChecked(True)

    def set_counts(
        self,
        counts: Counter[JobStatus],
        flags: Mapping[str, int],
        tags: Sequence[tuple[str, int]],
    ) -> None:
        """How many jobs of the search each chip would show; tags with the commonest first."""
        if counts != self._counts:
            self._counts = Counter(counts)
            self._name_statuses()
        tags = tags[:_TAGS_IN_MENU]
        if flags != self._flags or tags != self._tags:
            self._flags, self._tags = dict(flags), list(tags)
            self._name_terms()

    def set_asked(self, terms: frozenset[str]) -> bool:
        """The terms that the search text has, as `term_text` writes them. Whether another chip
        is asked for than before: `fit` shows it."""
        changed, self._asked = self._asked ^ terms, terms
        return any(term_text(term) in changed for term in self._terms.values())

    def least_width(self) -> int:
        """Of one row with all states and the way to the rest, whatever they count: the field
        does not move while one types."""
        chips = [*self._statuses, self._more]
        names = sum(self.fontMetrics().horizontalAdvance(chip.accessibleName()) for chip in chips)
        number = self.fontMetrics().horizontalAdvance(number_text(99_999))
        return names + (number + _AROUND + GAP) * len(chips)

    def fit(self, width: int) -> None:
        """Show what goes into one row of `width`, what is chosen in any case."""
        for chip in (*self._statuses, *self._terms, self._more):
            chip.ensurePolished()  # a hidden one does not know its size else
        always = {self._all, self._group.checkedButton()}
        offered = [chip for chip in (*self._statuses, *self._terms) if self._is_offered(chip)]
        room = width - self._more.sizeHint().width()
        room -= sum(chip.sizeHint().width() + GAP for chip in always)
        shown = set(always)
        for chip in offered:
            if chip not in always:
                room -= chip.sizeHint().width() + GAP
                if room < 0:
                    break
                shown.add(chip)
        for chip in (*self._statuses, *self._terms):
            if chip.isHidden() is (chip in shown):
                chip.setVisible(chip in shown)
        for chip, term in self._terms.items():
            chip.setChecked(self._is_asked(term))
        hidden = any(self._is_asked(term) for chip, term in self._terms.items() if chip.isHidden())
        self._more.setChecked(hidden)
        self._flow.invalidate()
        self._flow.activate()  # no frame with a second row
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._flow.items() if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setAccessibleName(name)
        return chip

    def _add_status(self, name: str, statuses: frozenset[JobStatus]) -> QPushButton:
        chip = self._chip(name)
        self._group.addButton(chip)
        self._statuses[chip] = statuses
        self._flow.addWidget(chip)
        return chip

    def _add_term(self, term: Term) -> QPushButton:
        chip = self._chip("")
        chip.clicked.connect(lambda wanted: self._on_term_clicked(chip, wanted))
        chip.hide()
        self._terms[chip] = term
        self._flow.addWidget(chip)
        return chip

    def _is_offered(self, chip: QPushButton) -> bool:
        """Doubt only where there is any; it is not taken away under the user's hands."""
        if chip is self._doubtful:
            return self._counts[JobStatus.UNCONFIRMED] > 0 or chip.isChecked()
        return bool(chip.accessibleName())  # the text may hold marks of its direction alone

    def _name_statuses(self) -> None:
        for chip, statuses in self._statuses.items():
            number = sum(self._counts[status] for status in statuses or JobStatus)
            self._name(chip, chip.accessibleName(), number)

    def _name_terms(self) -> None:
        for chip, term in self._terms.items():
            if isinstance(term, Is):
                self._name(chip, self._flag_names[term.flag], self._flags.get(term.flag, 0))
        for number, chip in enumerate(self._tag_chips):
            tag, count = self._tags[number] if number < len(self._tags) else ("", 0)
            self._terms[chip] = Tag(fold(tag))
            words = one_line(tag)
            name = words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
            chip.setAccessibleName(name)
            self._name(chip, name, count)

    def _name(self, chip: QPushButton, name: str, number: int) -> None:
        if self._named.get(chip) == (name, number):
            return
        self._named[chip] = (name, number)
        shown, counted = on_a_button(name, chip), number_text(number)
        chip.setText(f"{shown} {counted}" if number else shown)
        chip.setAccessibleDescription(self.tr("Jobs: {number}").format(number=counted))

    def _is_asked(self, term: Term) -> bool:
        return term_text(term) in self._asked

    def _on_status_toggled(self, _chip: QPushButton, checked: bool) -> None:
        if checked:  # the other one's going off says nothing new
            self._name_statuses()
            self.statuses_changed.emit()

    def _on_term_clicked(self, chip: QPushButton, wanted: bool) -> None:
        term = self._terms[chip]
        chip.setChecked(self._is_asked(term))  # until the text says so
        self.term_toggled.emit(term, wanted)

    def _on_more(self) -> None:
        from PySide6.QtWidgets import QMenu

        self._more.setChecked(not self._more.isChecked())  # it tells, and is no switch
        if self._menu is None:
            self._menu = QMenu(self)
        self._menu.clear()
        for chip in self._statuses:
            if chip.isHidden() and self._is_offered(chip):
                action = self._add_to_menu(self._menu, *self._named[chip])
                action.triggered.connect(chip.click)
        self._menu.addSeparator()  # of which Qt shows those between others
        for chip, term in self._terms.items():
            if isinstance(term, Is) and chip.isHidden():
                self._add_term_to_menu(self._menu, term, *self._named[chip])
        self._menu.addSeparator()
        for tag, count in self._tags:
            self._add_term_to_menu(self._menu, Tag(fold(tag)), one_line(tag), count)
        place = self._more.mapToGlobal(QPoint(0, self._more.height() + 4))
        self._menu.popup(place)

    def _add_to_menu(self, menu: QMenu, name: str, number: int) -> QAction:
        words = name.replace("&", "&&").replace("\t", " ")
        action = menu.addAction(f"{words}\t{number_text(number)}")
        action.setCheckable(True)
        return action

    def _add_term_to_menu(self, menu: QMenu, term: Term, name: str, number: int) -> None:
        action = self._add_to_menu(menu, name, number)
        action.setChecked(self._is_asked(term))
        action.triggered.connect(lambda wanted: self.term_toggled.emit(term, wanted))

    def _apply_look(self) -> None:
        self._more.setIcon(self._look.icon("chevron-down", "muted"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        direction = Qt.LayoutDirection
        # the mark goes behind the word
        self._more.setLayoutDirection(direction.LeftToRight if mirrored else direction.RightToLeft)
