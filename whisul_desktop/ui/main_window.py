"""The window: its frame, painted at once; what is in it comes right after (contents.py)."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from whisul_desktop.core.override import override
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.snapshot import Snapshot
from whisul_desktop.ui.ground import fill
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.snapshot import SnapshotView
from whisul_desktop.ui.tokens import Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget

    from whisul_desktop.ui.actions import Actions
    from whisul_desktop.ui.compose_bar import ComposeBar
    from whisul_desktop.ui.detail_panel import DetailPanel
    from whisul_desktop.ui.library_pane import LibraryPane
    from whisul_desktop.ui.notice_bar import NoticeBar
    from whisul_desktop.ui.player_bar import PlayerBar
    from whisul_desktop.ui.sidebar import Sidebar

FRAME = QSize(16, 40)  # room for the desktop's own title bar and borders
# of the bars that the first frame leaves room for
TOP, HEADER, PLAYER, STATUS, SIDE = 100, 42, 72, 24, 380
BOTTOM = PLAYER + STATUS
NARROW = 960  # px: below, the list needs the room of the sidebar


def side_width(width: int) -> int:
    """Of the detail pane, on a first start, in a window that wide: the list keeps the most."""
    return min(SIDE, width * 3 // 8)


class MainWindow(QMainWindow):
    """Compose bar, library, detail pane, player bar, status bar; or the welcome in their place.

    The parts are there once `contents.fill` has run.
    """

    closed = Signal()
    painted = Signal()  # once, when the first frame is there
    resized = Signal()

    actions_: Actions
    compose: ComposeBar
    notices: NoticeBar
    sidebar: Sidebar
    library: LibraryPane
    detail: DetailPanel
    player_bar: PlayerBar
    status: QLabel
    splitter: QSplitter
    pages: QStackedWidget

    def __init__(self, tokens: Tokens, *, demo: bool) -> None:
        super().__init__()
        self.demo = demo
        self.is_filled = False
        self.was_painted = False  # it has been on the screen
        self._snapshot: SnapshotView | None = None
        self.hides: Callable[[], bool] = lambda: False  # closing leaves the app in the tray
        self.set_title()
        self.setMinimumSize(760, 520)
        frame = _FirstFrame(tokens)
        frame.painted.connect(self._on_painted)
        self.setCentralWidget(frame)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The list as it was left, until `end_snapshot`."""
        self._snapshot = SnapshotView(snapshot, self)

    def snapshot_size(self) -> QSize | None:
        """Of the list in the picture that is shown, None where there is none."""
        shows = self._snapshot is not None and not self._snapshot.isHidden()
        return self._snapshot.size() if shows and self._snapshot is not None else None

    def raise_snapshot(self) -> None:
        if self._snapshot is not None:
            self._snapshot.raise_()

    def end_snapshot(self) -> None:
        """The live list is painted in the frame that comes."""
        if self._snapshot is not None:
            self._snapshot.hide()
            self._snapshot.deleteLater()
            self._snapshot = None

    def set_title(self) -> None:
        """In the language that is spoken now."""
        self.setWindowTitle(self.tr("Whisul – Demo") if self.demo else self.tr("Whisul"))

    def restore_geometry(self, settings: Settings) -> None:
        """Where and as large as it was left; a default size on a first start."""
        geometry = decode_state(settings.window_geometry)
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - FRAME))

    def state(self) -> dict[str, str | bool]:
        """How it is left, as fields of Settings."""
        state: dict[str, str | bool] = {"window_geometry": _encode(self.saveGeometry())}
        if self.is_filled and self.pages.currentIndex() == 0:  # else nothing was laid out
            state["splitter"] = _encode(self.splitter.saveState())
            state["columns"] = self.library.table.save_state()
            state["grid"] = self.library.view is self.library.grid
        return state

    def show_page(self, page: QWidget | None) -> None:
        """Something in place of everything, as the welcome; None brings everything back."""
        if page is not None:
            self.pages.addWidget(page)
            self.pages.setCurrentWidget(page)
            page.setFocus()
        else:
            self.pages.setCurrentIndex(0)
        for action in self.actions_.all():
            if action.objectName() not in ("quit", "about", "settings", "shortcuts", "diagnostics"):
                action.setVisible(page is None)
        for menu in self.menuBar().actions()[1:-1]:  # File and Help stay
            menu.setVisible(page is None)

    def bring_forward(self, token: str = "") -> None:
        """In front of other windows, where the desktop lets us: Wayland wants a token for it."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt reads it as it activates the window
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._snapshot is not None:
            self._snapshot.fit(self.size())
        self.resized.emit()

    def _on_painted(self) -> None:
        self.was_painted = True
        self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # spontaneous: the user closed the window; Quit and the system's log-out close the app
        if event.spontaneous() and self.hides():
            event.ignore()
            self.hide()
            return
        event.accept()
        self.closed.emit()


class _FirstFrame(QWidget):
    """The areas of the window in their colours, until what is in them is loaded.

    Made of filled widgets: a QPainter loads the `Qt` namespace, 20 ms by itself.
    """

    painted = Signal()  # once

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._was_painted = False
        fill(self, QColor(tokens.window))
        self._list, self._side, self._player = (QWidget(self) for _ in range(3))
        for area in (self._list, self._side, self._player):
            fill(area, QColor(tokens.surface))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        bottom, side = height - BOTTOM, side_width(width)
        self._list.setGeometry(0, TOP + HEADER, width - side, bottom - TOP - HEADER)
        self._side.setGeometry(width - side + 1, TOP, side - 1, bottom - TOP)
        self._player.setGeometry(0, bottom + 1, width, PLAYER)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()


def _encode(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()


def decode_state(text: str) -> QByteArray | None:
    """The state that `MainWindow.state` gave, None where it is empty or ill."""
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if text else None
    except ValueError:  # also what text beyond ASCII raises
        return None
