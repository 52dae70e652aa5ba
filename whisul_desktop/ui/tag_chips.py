"""The tags of a song as chips; a click asks for all songs that have the tag."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from whisul_desktop.ui import wording
from whisul_desktop.ui.flow_layout import FlowLayout, rows_of
from whisul_desktop.ui.outside_text import on_a_button

_MOST = 24  # chips
_ROWS = 2  # until the user wants all
_GAP = 6
_LENGTH = 28  # characters on a chip; the tooltip has all


class TagChips(QWidget):
    """Hidden where there are none; unchanged tags keep their buttons and the focus."""

    tag_clicked = Signal(str)
    rebuilt = Signal()  # other buttons: the order of Tab has to be made anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self._chips: list[QPushButton] = []
        self._expanded = False
        self._flow = FlowLayout(self, gap=_GAP)
        self._flow.setContentsMargins(0, 12, 0, 0)
        self._rest = QLabel(self)
        self._rest.setProperty("muted", True)
        self._more = QPushButton(self)
        self._more.setProperty("quiet", True)
        self._more.clicked.connect(self._on_more)
        self.hide()

    def set_tags(self, tags: tuple[str, ...]) -> None:
        self.setVisible(bool(tags))
        if tags == self._tags:
            return
        self._tags = tags
        self._expanded = False
        for part in (self._rest, self._more):  # these two stay
            self._flow.removeWidget(part)
        self._flow.clear()
        self._chips = [self._chip(tag) for tag in tags[:_MOST]]
        for part in (*self._chips, self._rest, self._more):
            self._flow.addWidget(part)
        self._choose()
        self.rebuilt.emit()

    def buttons(self) -> list[QPushButton]:
        """All that can have the focus, in their order."""
        return [*self._chips, self._more]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._choose()

    def _chip(self, tag: str) -> QPushButton:
        words = wording.one_line(tag)
        short = words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
        chip = QPushButton()
        chip.setText(on_a_button(short, chip))
        chip.setAccessibleName(short)
        chip.setToolTip(wording.tooltip(tag) if short != words else "")
        chip.setProperty("tag", True)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda: self.tag_clicked.emit(tag))
        return chip

    def _on_more(self) -> None:
        self._expanded = not self._expanded
        self._choose()

    def _choose(self) -> None:
        """Which chips are seen: all, or what goes into the first rows with the way to the rest."""
        shown = len(self._chips) if self._expanded else self._fitting()
        hidden = len(self._tags) - shown
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < shown)
        beyond = len(self._tags) - len(self._chips)
        self._rest.setText(self.tr("and %Ln more", "", beyond))
        self._rest.setVisible(self._expanded and beyond > 0)
        self._name_more(self.tr("Show fewer") if self._expanded else self._more_text(hidden))
        self._more.setVisible(self._expanded or hidden > 0)
        self._flow.invalidate()
        self.updateGeometry()

    def _fitting(self) -> int:
        width = self.contentsRect().width()
        widths = [chip.sizeHint().width() for chip in self._chips]
        if len(self._tags) == len(widths) and rows_of(widths, width, _GAP) <= _ROWS:
            return len(widths)
        self._name_more(self._more_text(len(self._tags)))  # the longest that it can be
        more = self._more.sizeHint().width()
        shown = len(widths)
        while shown > 1 and rows_of([*widths[:shown], more], width, _GAP) > _ROWS:
            shown -= 1
        return shown

    def _more_text(self, number: int) -> str:
        return self.tr("+{number} more").format(number=wording.number_text(number))

    def _name_more(self, text: str) -> None:
        self._more.setText(text)
        self._more.setAccessibleName(text)
