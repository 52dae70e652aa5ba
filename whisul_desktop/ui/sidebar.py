"""The places of the library and the saved searches, at the left of the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.query import Flag, Is, term_text
from whisul_desktop.core.saved_searches import SavedSearch
from whisul_desktop.ui.line_list import ROW, LineList
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.wording import one_line, tooltip

WIDTH = 188
_WIDEST = 240
_SEARCH = Qt.ItemDataRole.UserRole


class Sidebar(QWidget):
    """Says where the user wants to go; which line is the current one it is told."""

    place_chosen = Signal(str, bool)  # text of the search, whether of what was deleted
    search_renamed = Signal(int, str)
    search_removed = Signal(int)
    searches_moved = Signal(object)  # list of SavedSearch in their new order

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("sidebar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._places = _Lines(look, self.tr("Library"))
        self._where: list[tuple[str, bool]] = []
        self._add_place(self.tr("All songs"), "music")
        self._add_place(self.tr("Favourites"), "heart", term_text(Is(Flag.FAVOURITE)))
        self._add_place(self.tr("Unrated"), "star", term_text(Is(Flag.UNRATED)))
        self._add_place(self.tr("Recently deleted"), "trash", deleted=True)
        self._places.setFixedHeight(ROW * len(self._where))
        self.setFixedWidth(max(WIDTH, min(_WIDEST, self._places.room_for_all() + 16)))
        self._saved = _SavedLines(look, self.tr("Saved searches"))
        self._hint = QLabel(self.tr("A search that you save with a name comes back here."))
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(10, 0, 10, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(4)
        self._headings = [QLabel(self._places.accessibleName())]
        self._headings.append(QLabel(self._saved.accessibleName()))
        column.addWidget(self._headings[0])
        column.addWidget(self._places)
        column.addSpacing(12)
        column.addWidget(self._headings[1])
        column.addWidget(self._hint)
        column.addWidget(self._saved, 1)
        column.addStretch(0)
        self._places.chosen.connect(lambda row: self.place_chosen.emit(*self._where[row]))
        self._saved.chosen.connect(self._on_saved_chosen)
        self._saved.renamed.connect(self.search_renamed)
        self._saved.removed.connect(self.search_removed)
        self._saved.moved.connect(self.searches_moved)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def set_searches(self, searches: Sequence[SavedSearch]) -> None:
        """Show these; the current line has to be told again."""
        self._saved.set_searches(searches)
        self._hint.setVisible(not searches)

    def mark_place(self, text: str, *, deleted: bool) -> bool:
        """Make the place of this search the current line, where there is one."""
        row = self._where.index((text, deleted)) if (text, deleted) in self._where else -1
        self._places.mark(row)
        return row >= 0

    def mark_saved(self, row: int) -> None:
        """Make this saved search the current line; -1: none."""
        self._saved.mark(row)

    def _add_place(self, name: str, icon: str, text: str = "", *, deleted: bool = False) -> None:
        self._places.add_line(name, icon=icon)
        self._where.append((text, deleted))

    def _on_saved_chosen(self, row: int) -> None:
        search: SavedSearch = self._saved.item(row).data(_SEARCH)
        self.place_chosen.emit(search.text, False)

    def _apply_look(self) -> None:
        for heading in self._headings:
            heading.setFont(self._look.font(TypeSize.CAPTION, bold=True))
            heading.setContentsMargins(10, 4, 10, 4)
        for label in (*self._headings, self._hint):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), self._look.color("muted"))
            label.setPalette(palette)
        self._hint.setFont(self._look.font(TypeSize.CAPTION))


class _Lines(LineList):
    """A click, an arrow key or Enter chooses a line."""

    chosen = Signal(int)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.setProperty("sidebar", True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))

    def mark(self, row: int) -> None:
        """The one current line, which is not the keyboard's; -1: none."""
        if row >= 0:
            self.setCurrentRow(row)
        else:
            self.clearSelection()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, ROW)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # a menu is no choice
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():  # a press that wanders off chooses nothing on its way
            super().mouseMoveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentRow()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if before >= 0:
                self.chosen.emit(before)
            return
        super().keyPressEvent(event)
        if self.currentRow() not in (before, -1):
            self.chosen.emit(self.currentRow())


class _SavedLines(_Lines):
    """The user's own: F2 renames, Delete takes away, Alt with an arrow or a drag moves."""

    renamed = Signal(int, str)
    removed = Signal(int)
    moved = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._dragged = -1  # the row that the pointer holds
        self._pressed_at = QPoint()
        self._was_moved = False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.itemDelegate().commitData.connect(self._on_edited)

    def set_searches(self, searches: Sequence[SavedSearch]) -> None:
        self.clear()
        for search in searches:
            item = self.add_line(one_line(search.name), icon="search")
            item.setData(_SEARCH, search)
            item.setToolTip(tooltip(search.text))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    @override
    def event(self, event: QEvent) -> bool:
        # here Delete is about searches; as the window's shortcut it would take songs away
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete and row >= 0:
            self.removed.emit(row)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0:
            self._move(row, row + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # not Qt's own dragging: that would run a loop inside the loop

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._dragged = self.indexAt(self._pressed_at).row()
            self._was_moved = False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        far = (place - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged < 0 or not (far or self._was_moved):
            return
        to = min(max(0, place.y() // ROW), self.count() - 1)
        if to != self._dragged:
            self.insertItem(to, self.takeItem(self._dragged))
            self.setCurrentRow(to)
            self._dragged, self._was_moved = to, True

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = -1
        if self._was_moved:
            self._was_moved = False
            self.moved.emit(self._searches())
        else:
            super().mouseReleaseEvent(event)

    def _move(self, row: int, to: int) -> None:
        if 0 <= to < self.count():
            searches = self._searches()
            searches.insert(to, searches.pop(row))
            self.moved.emit(searches)
            self.setCurrentRow(to)

    def _searches(self) -> list[SavedSearch]:
        return [self.item(row).data(_SEARCH) for row in range(self.count())]

    def _on_edited(self, _editor: QWidget) -> None:
        item: QListWidgetItem | None = self.currentItem()
        if item is not None:
            self.renamed.emit(self.row(item), item.text())

    def _on_menu(self, place: QPoint) -> None:
        item = self.itemAt(place) or self.currentItem()
        if item is None:
            return
        row = self.row(item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename"), lambda: self.editItem(item))
        menu.addAction(self.tr("Delete"), lambda: self.removed.emit(row))
        menu.popup(self.viewport().mapToGlobal(place))
