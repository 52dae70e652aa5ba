"""The window: where everything stands. What it means is in the controllers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.settings import Settings
from whisul_desktop.ui.actions import Actions
from whisul_desktop.ui.compose_bar import ComposeBar
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.library_pane import LibraryPane
from whisul_desktop.ui.notice_bar import NoticeBar
from whisul_desktop.ui.player_bar import PlayerBar
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.thumbnails import Thumbnails

FRAME = QSize(16, 40)  # room for the desktop's own title bar and borders


class MainWindow(QMainWindow):
    """Compose bar, library, detail pane, player bar, status bar; or the welcome in their place.

    `locate` says where a kept file is.
    """

    closed = Signal()
    painted = Signal()  # once, when the first frame is there

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        locate: Callable[[str], Path],
        *,
        demo: bool,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Whisul – Demo") if demo else self.tr("Whisul"))
        self.setMinimumSize(760, 520)
        self._was_painted = False
        self.actions_ = Actions(look, self)
        self.compose = ComposeBar(look)
        self.notices = NoticeBar(look)
        self.library = LibraryPane(look, model, thumbnails, locate)
        self.detail = DetailPanel(look)
        self.player_bar = PlayerBar(look)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.library)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([860, 380])
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.compose, self.notices, self._splitter, self.player_bar):
            column.addWidget(part)
        column.setStretchFactor(self._splitter, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._content)
        self.setCentralWidget(self._pages)
        self.actions_.fill(self.menuBar())
        if demo:
            self._demo_mark = DemoMark(look)  # the menu bar does not keep it alive
            self.menuBar().setCornerWidget(self._demo_mark)
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAccessibleName(self.tr("Status"))
        self.status.setContentsMargins(12, 0, 12, 0)
        self.status.setFont(look.font(TypeSize.CAPTION))
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.library.table.set_row_actions(self.actions_.for_rows())
        look.app.focusChanged.connect(self._on_focus_changed)

    def restore(self, settings: Settings) -> None:
        """As it was left; a default size where there is nothing to restore."""
        geometry = _decode(settings.window_geometry)
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - FRAME))
        splitter = _decode(settings.splitter)
        if splitter is not None:
            self._splitter.restoreState(splitter)
        if settings.columns:
            self.library.table.restore_state(settings.columns)

    def state(self) -> dict[str, str]:
        """What `restore` needs, as fields of Settings."""
        return {
            "window_geometry": _encode(self.saveGeometry()),
            "splitter": _encode(self._splitter.saveState()),
            "columns": self.library.table.save_state(),
        }

    def show_page(self, page: QWidget | None) -> None:
        """Something in place of everything, as the welcome; None brings everything back."""
        if page is not None:
            self._pages.addWidget(page)
            self._pages.setCurrentWidget(page)
            page.setFocus()
        else:
            self._pages.setCurrentWidget(self._content)
        for action in self.actions_.all():
            if action.objectName() not in ("quit", "about", "settings"):
                action.setVisible(page is None)

    def bring_forward(self) -> None:
        """In front of other windows, where the desktop lets us."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Space plays and pauses everywhere but where the focus has its own use for it
        takes_space = isinstance(new, (QAbstractButton, QComboBox, QAbstractSpinBox))
        self.actions_["play_pause"].setShortcut("" if takes_space else "Space")


class DemoMark(QWidget):
    """Says all the time that this is the demo."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        mark = QLabel(self.tr("Demo"))
        mark.setObjectName("demoMark")
        mark.setFont(look.font(TypeSize.CAPTION, bold=True))
        mark.setToolTip(self.tr("Nothing leaves this computer: the songs come with the app."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 12, 4)
        row.addWidget(mark)


def _encode(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()


def _decode(text: str) -> QByteArray | None:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if text else None
    except binascii.Error:
        return None
