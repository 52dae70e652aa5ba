"""Fills the window, a step in each turn of the event loop, after its first frame."""

from __future__ import annotations

import string
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from whisul_desktop.core.settings import Settings
from whisul_desktop.ui.actions import Actions
from whisul_desktop.ui.compose_bar import ComposeBar
from whisul_desktop.ui.detail_panel import DetailPanel
from whisul_desktop.ui.elided_label import ElidedLabel
from whisul_desktop.ui.filter_bar import FilterBar
from whisul_desktop.ui.growing import Growing
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.job_table import JobTable
from whisul_desktop.ui.library_pane import LibraryPane
from whisul_desktop.ui.main_window import NARROW, STATUS, MainWindow, decode_state, side_width
from whisul_desktop.ui.notice_bar import NoticeBar
from whisul_desktop.ui.player_bar import PlayerBar
from whisul_desktop.ui.sidebar import Sidebar
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.thumbnails import Thumbnails
from whisul_desktop.ui.view_switch import SortMenu, ViewSwitch
from whisul_desktop.ui.window_parts import WindowParts

if TYPE_CHECKING:
    from whisul_desktop.ui.job_grid import JobGrid

Part = TypeVar("Part", bound=QWidget)
_COVERS_LIMIT = 0.15  # seconds that a picture of the list stays for covers that are slow
_LEAST_LIBRARY = 268  # px: what the smallest window leaves beside sidebar and details


def fill(
    window: MainWindow,
    look: Look,
    model: JobModel,
    thumbnails: Thumbnails,
    locate: Callable[[str], Path],
    settings: Settings,
) -> Iterator[None]:
    """Build all parts unseen, then show them at once. `locate` says where a kept file is."""
    _warm_fonts(look)
    yield
    filter_bar = FilterBar(look)
    yield
    _ready(filter_bar)
    yield
    # The first widget of Qt's own that PySide hands out has it make the classes of all there are:
    # as long as a table takes, so in a turn of its own.
    QScrollArea().viewport()
    yield
    table = JobTable(look, model, thumbnails, locate)
    yield
    if settings.columns:
        table.restore_state(settings.columns)
    yield
    window.library = _ready(LibraryPane(model, filter_bar, table, look))
    yield
    window.sidebar = _ready(Sidebar(look))
    yield
    window.compose = _ready(ComposeBar(look))
    window.compose.set_draft(settings.draft)
    window.compose.set_variations(settings.variations)
    yield
    window.player_bar = _ready(PlayerBar(look))
    yield
    window.detail = _ready(DetailPanel(look))
    window.detail.clock = model.now
    model.ticked.connect(window.detail.tick)
    window.detail.comes_after = lambda: window.library.grid or table
    window.notices = NoticeBar(look)
    yield
    window.actions_ = Actions(look, window)
    window.detail.commands = window.actions_
    table.set_row_actions(window.actions_.for_rows())
    yield
    yield from _put_together(window, settings)
    _build_status_bar(window, look)
    yield
    sorting, columns = _build_menus(window, look)
    SortMenu(model, sorting)

    def make_grid() -> JobGrid:
        from whisul_desktop.ui.job_grid import JobGrid

        return JobGrid(look, model, thumbnails, locate, table.selectionModel())

    ViewSwitch(window, make_grid, columns, grid=settings.grid)
    covers = _covers(window, thumbnails)
    next(covers, None)
    yield
    yield from covers
    yield from _show_all(window, look)


def _show_all(window: MainWindow, look: Look) -> Iterator[None]:
    # laid out in this turn, painted in the next ones, the list first
    bars = (window.library.filter_bar, window.compose, window.sidebar)
    parts = (window.pages, *bars, window.player_bar, window.detail)
    for part in parts:
        part.setUpdatesEnabled(False)
    window.setCentralWidget(window.pages)
    window.raise_snapshot()
    window.is_filled = True
    window.compose.focus_prompt()
    _SpaceKey(window, look)
    WindowParts(window)
    yield
    yield from window.library.view.prepare_shown()
    for part in parts:
        part.setUpdatesEnabled(True)
        window.end_snapshot()
        yield


def _ready(part: Part) -> Part:
    """Let the style do its work now: a window that shows all parts at once would wait for it."""
    part.ensurePolished()
    for child in part.findChildren(QWidget):
        child.ensurePolished()
    return part


def _covers(window: MainWindow, thumbnails: Thumbnails) -> Iterator[None]:
    """Where a picture of the list is shown, those that it has are there when the live list takes
    its place."""
    size = window.snapshot_size()
    if size is None:
        return
    view = window.library.view
    view.ask_for_covers(view.first_rows(size), window.devicePixelRatioF())
    waits_until = time.monotonic() + _COVERS_LIMIT
    while not thumbnails.is_idle() and time.monotonic() < waits_until:
        yield


def _warm_fonts(look: Look) -> None:
    """Draw most letters once: the first widget with text, and the first paint of the list, would
    wait for the fonts."""
    canvas = QPixmap(8, 8)
    painter = QPainter(canvas)
    for size in (TypeSize.BODY, TypeSize.CAPTION):
        painter.setFont(look.font(size))
        painter.drawText(0, 8, string.printable.strip() + "…·")
    painter.end()


def _put_together(window: MainWindow, settings: Settings) -> Iterator[None]:
    """Each part that finds its place has its style looked at once more: a few milliseconds."""
    window.pages = QStackedWidget()
    content = QWidget()
    window.pages.addWidget(content)
    window.splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    body = QHBoxLayout()
    body.setSpacing(0)
    room = Growing(window.compose, content)
    window.compose.least_height_changed.connect(room.set_least)
    room.set_least(window.compose.least_height())
    column.addWidget(room)
    window.notices.float_over(content, window.player_bar)
    column.addLayout(body, 1)
    yield
    if not settings.sidebar or window.width() < NARROW:
        window.sidebar.hide()
    body.addWidget(window.sidebar)
    yield
    body.addWidget(splitter, 1)
    splitter.addWidget(window.library)
    window.library.setMinimumWidth(_LEAST_LIBRARY)
    # said now: else the splitter says so to what is on the screen once it has another style to
    # look at, and all of it is painted twice
    window.library.setVisible(True)
    yield
    splitter.addWidget(window.detail)
    window.detail.setVisible(settings.details)
    yield
    window.library.emptied.connect(window.detail.set_list_empty)
    window.detail.set_list_empty(window.library.is_empty())
    column.addWidget(window.player_bar)
    splitter.setStretchFactor(0, 1)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    side = side_width(window.width())
    splitter.setSizes([window.width() - side, side])
    state = decode_state(settings.splitter)
    if state is not None:
        splitter.restoreState(state)
    yield


def _build_status_bar(window: MainWindow, look: Look) -> None:
    window.status = ElidedLabel()
    window.status.setTextFormat(Qt.TextFormat.PlainText)
    window.status.setAccessibleName(QCoreApplication.translate("MainWindow", "Status"))
    window.status.setContentsMargins(12, 0, 12, 0)
    window.status.setFont(look.font(TypeSize.CAPTION))
    window.statusBar().addWidget(window.status, 1)
    window.statusBar().setSizeGripEnabled(False)
    window.statusBar().setMinimumHeight(STATUS)  # what comes and goes in it moves nothing
    if window.demo:
        window.statusBar().addPermanentWidget(DemoMark(look))


def _build_menus(window: MainWindow, look: Look) -> tuple[QMenu, QMenu]:
    bar = window.menuBar()
    window.actions_.fill(bar)
    window.setWindowIcon(QIcon(str(look.resources / "icons" / "app" / "app-256.png")))
    return window.actions_.view_menus(bar)


class DemoMark(QWidget):
    """Says all the time that this is the demo."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        mark = QLabel(self.tr("Demo"))
        mark.setObjectName("demoMark")
        mark.setFont(look.font(TypeSize.CAPTION, bold=True))
        mark.setToolTip(self.tr("Nothing leaves this computer: the songs come with the app."))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(mark)


class _SpaceKey(QObject):
    """Space plays and pauses everywhere but where the focus has its own use for it."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        super().__init__(window)
        self._action = window.actions_["play_pause"]
        look.app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        takes_space = isinstance(new, (QAbstractButton, QComboBox, QAbstractSpinBox))
        self._action.setShortcut("" if takes_space else "Space")
