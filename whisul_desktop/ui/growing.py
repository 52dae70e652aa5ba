"""Room in a layout for a part that grows over what is below it, and moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override


class Growing(QWidget):
    """Stands in the layout, as high as `part` at its least; `part` stands above it."""

    def __init__(self, part: QWidget, ground: QWidget) -> None:
        super().__init__(ground)
        self._part = part
        part.setParent(ground)
        part.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for watched in (self, part):
            watched.installEventFilter(self)

    def set_least(self, height: int) -> None:
        """How much room is kept for it, px."""
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and watched is self
        if moved or (event.type() == QEvent.Type.LayoutRequest and watched is self._part):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width, layout = self.width(), self._part.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else -1
        height = max(self.height(), wanted, self._part.sizeHint().height() if wanted < 0 else 0)
        self._part.setGeometry(self.x(), self.y(), width, height)
        self._part.raise_()
