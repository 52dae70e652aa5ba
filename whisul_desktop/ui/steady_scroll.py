"""A page that scrolls where it must, and is as wide with its scroll bar as without."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


class SteadyScroll(QScrollArea):
    """The bar stands in the margin of the content's layout, which has to be as wide as it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margins = QMargins()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def set_content(self, content: QWidget) -> None:
        """Show a widget that has its layout already."""
        layout = content.layout()
        self._margins = layout.contentsMargins() if layout is not None else QMargins()
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.verticalScrollBar().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        bar = self.verticalScrollBar()
        if watched is bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._make_room(bar.sizeHint().width() if event.type() == QEvent.Type.Show else 0)
        return super().eventFilter(watched, event)

    def _make_room(self, bar: int) -> None:
        margins = QMargins(self._margins)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            margins.setLeft(max(0, margins.left() - bar))
        else:
            margins.setRight(max(0, margins.right() - bar))
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.setContentsMargins(margins)
