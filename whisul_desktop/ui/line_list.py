"""A list of single lines, each with an icon before it or a detail behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look, TypeSize

ROW = 32  # px high
_ICON = 16
_PAD = 10
_DETAIL = Qt.ItemDataRole.UserRole + 1
_ICON_NAME = Qt.ItemDataRole.UserRole + 2


class LineList(QListWidget):
    """The selected line has the accent; where the keyboard is shows as a ring."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setItemDelegate(_LineDelegate(look, self))
        self.itemEntered.connect(lambda _item: self.viewport().update())
        look.changed.connect(self.viewport().update)

    def add_line(self, text: str, *, icon: str = "", detail: str = "") -> QListWidgetItem:
        """`icon` by its name in the look."""
        item = QListWidgetItem(text)
        item.setData(_ICON_NAME, icon)
        item.setData(_DETAIL, detail)
        if detail:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {detail}")
        self.addItem(item)
        return item

    def room_for_all(self) -> int:
        """The width, in pixels, in which no line with an icon is cut."""
        texts = (self.item(row).text() for row in range(self.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return widest + _ICON + 3 * _PAD + 1


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: LineList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, ROW)

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        editor.setGeometry(rect.adjusted(0, 2, 0, -2))

    @override
    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        view, row = self._view, index.row()
        item = view.item(row)
        chosen = item.isSelected()
        hovered = (
            view.viewport().underMouse()
            and view.itemAt(view.viewport().mapFromGlobal(view.cursor().pos())) is item
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(self._look.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        if view.hasFocus() and row == view.currentRow():
            painter.setPen(QPen(self._look.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 1, -1, -2), 6, 6)
        self._paint_words(painter, rect.adjusted(_PAD, 0, -_PAD, 0), item, chosen=chosen)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, area: QRect, item: QListWidgetItem, *, chosen: bool
    ) -> None:
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the words' own
        icon = str(item.data(_ICON_NAME) or "")
        if icon:
            ratio = self._view.devicePixelRatioF()
            pixmap = self._look.pixmap(icon, "accent" if chosen else "muted", _ICON, ratio)
            left = area.right() + 1 - _ICON if mirrored else area.left()
            painter.drawPixmap(left, area.center().y() - _ICON // 2 + 1, pixmap)
            taken = _ICON + _PAD
            area = area.adjusted(0 if mirrored else taken, 0, -taken if mirrored else 0, 0)
        detail = str(item.data(_DETAIL) or "")
        room = area.width()
        if detail:
            painter.setFont(self._look.font(TypeSize.CAPTION))
            painter.setPen(self._look.color("muted"))
            painter.drawText(area, far | middle, detail)
            room -= painter.fontMetrics().horizontalAdvance(detail) + _PAD
        painter.setFont(self._look.font())
        painter.setPen(self._look.color("accent" if chosen and icon else "text"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(item.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, near | middle, words)
