"""The window: where everything stands. What it means is in the controllers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.library_pane import LibraryPane
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from whisul_desktop.ui.actions import Actions
    from whisul_desktop.ui.compose_bar import ComposeBar
    from whisul_desktop.ui.detail_panel import DetailPanel
    from whisul_desktop.ui.notice_bar import NoticeBar
    from whisul_desktop.ui.player_bar import PlayerBar

COMPOSE_HEIGHT, PLAYER_HEIGHT, STATUS_HEIGHT, MENU_HEIGHT = 60, 72, 20, 22
FRAME = QSize(16, 40)  # room for the desktop's own title bar and borders


class MainWindow(QMainWindow):
    """Compose bar, library, detail pane, player bar, status bar; or the welcome in their place.

    `locate` says where a kept file is.
    """

    closed = Signal()
    painted = Signal()  # once, when the first frame is there

    actions_: Actions
    compose: ComposeBar
    notices: NoticeBar
    detail: DetailPanel
    player_bar: PlayerBar

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
        self._look = look
        self._demo = demo
        self._was_painted = False
        self.setWindowTitle(self.tr("Whisul – Demo") if demo else self.tr("Whisul"))
        self.setMinimumSize(760, 520)
        self.library = LibraryPane(look, model, thumbnails, locate)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.library)
        self._side = QWidget()
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([860, 380])
        # room for what `furnish` brings, so that nothing moves when it comes
        self._top, self._bottom = QWidget(), QWidget()
        self._top.setFixedHeight(COMPOSE_HEIGHT)
        self._bottom.setFixedHeight(PLAYER_HEIGHT + STATUS_HEIGHT)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, MENU_HEIGHT, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._top)
        self._column.addWidget(self._splitter, 1)
        self._column.addWidget(self._bottom)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._content)
        self.setCentralWidget(self._pages)

    def furnish(self) -> Iterator[None]:
        """Everything around the list, after the first paint; a step between two yields."""
        from whisul_desktop.ui.actions import Actions
        from whisul_desktop.ui.compose_bar import ComposeBar
        from whisul_desktop.ui.detail_panel import DetailPanel
        from whisul_desktop.ui.notice_bar import NoticeBar
        from whisul_desktop.ui.player_bar import PlayerBar

        look = self._look
        self.compose = ComposeBar(look)
        yield
        self.player_bar = PlayerBar(look)
        yield
        self.detail = DetailPanel(look)
        self.notices = NoticeBar(look)
        yield
        self.actions_ = Actions(look, self)
        self.library.table.set_row_actions(self.actions_.for_rows())
        yield
        self._put_in_place()
        look.app.focusChanged.connect(self._on_focus_changed)

    def _put_in_place(self) -> None:
        """All at once, so that the frame changes once."""
        self.actions_.fill(self.menuBar())
        columns = self.actions_.view_menu(self.menuBar())
        columns.aboutToShow.connect(lambda: self.library.table.fill_column_menu(columns))
        if self._demo:
            self._demo_mark = DemoMark(self._look)  # the menu bar does not keep it alive
            self.menuBar().setCornerWidget(self._demo_mark)
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAccessibleName(self.tr("Status"))
        self.status.setContentsMargins(12, 0, 12, 0)
        self.status.setFont(self._look.font(TypeSize.CAPTION))
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._column.setContentsMargins(0, 0, 0, 0)
        for room, part in ((self._top, self.compose), (self._bottom, self.player_bar)):
            self._column.replaceWidget(room, part)
            room.deleteLater()
        self._column.insertWidget(1, self.notices)
        if self.library.filter_bar.text() == "":
            self.compose.focus_prompt()
        sizes = self._splitter.sizes()
        self._splitter.replaceWidget(1, self.detail)
        self._side.deleteLater()
        self._splitter.setSizes(sizes)

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
        state = {"window_geometry": _encode(self.saveGeometry())}
        if self._pages.currentWidget() is self._content:  # else nothing was laid out
            state["splitter"] = _encode(self._splitter.saveState())
            state["columns"] = self.library.table.save_state()
        return state

    def show_blank(self) -> None:
        """A first run has no list to paint: leave room for the welcome."""
        blank = QWidget()
        self._pages.addWidget(blank)
        self._pages.setCurrentWidget(blank)

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
