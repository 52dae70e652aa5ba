"""What a view of jobs does by key and mouse, whether it shows them as rows or as covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from whisul_desktop.core.types import Job, JobColumn
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    _View = QAbstractItemView
else:
    _View = object

Part = tuple[str, int]  # a job's id, and what of its row or tile answers to a click
_PREPARED = 3  # rows in one step
TITLE = JobModel.number_of(JobColumn.TITLE)


class JobView(_View):
    """Goes before one of Qt's views among the bases of a class, which calls `set_up` and
    declares the signals `play_requested(str)` and `rating_clicked(str, int)`."""

    play_requested: ClassVar[Signal]
    rating_clicked: ClassVar[Signal]

    def set_up(
        self, model: JobModel, thumbnails: Thumbnails, cover: Callable[[Job, float], object]
    ) -> None:
        """`cover` gives a job's as it is painted on a screen of that ratio, where it is there."""
        self._jobs = model
        self._thumbnails = thumbnails
        self._cover = cover
        self._row_actions: list[QAction] = []
        self._menu: QMenu | None = None
        self._pressed: Part | None = None
        self._preview: Part | None = None  # under the pointer
        self._typed = QElapsedTimer()  # since the last key of a search by title
        self._ticker = QTimer(self, interval=1_000)
        self._ticker.timeout.connect(self._on_tick)
        self.doubleClicked.connect(self._play)

    # what the views do each in their way

    def visible_rows(self) -> range:
        """Also those that are seen in part."""
        raise NotImplementedError

    def part_at(self, place: QPoint) -> Part | None:
        """What a click there would do more than select; in the viewport's coordinates."""
        raise NotImplementedError

    def list_area(self) -> QRect:
        """Header and rows, without the scroll bars."""
        return self.viewport().geometry()

    def dated_area(self) -> QRect:
        """What of it will say something else on another day."""
        return QRect()

    def first_rows(self, size: QSize) -> range:
        """Those that a list of this size begins with."""
        raise NotImplementedError

    def screenful(self) -> int:
        """How many rows there is room for, also in part."""
        raise NotImplementedError

    def prepare(self, job: Job) -> None:
        """Lay out its texts and have its cover read, so that a paint finds them."""
        raise NotImplementedError

    def preview_changed(self, job_id: str) -> None:
        """The pointer is over another part of this job, or not any more."""
        raise NotImplementedError

    def on_part_clicked(self, job_id: str, part: int) -> None:
        self.rating_clicked.emit(job_id, part)

    # what they have in common

    def set_row_actions(self, actions: list[QAction]) -> None:
        """What the context menu holds; separators are actions too."""
        self._row_actions = list(actions)

    def prepare_shown(self) -> Iterator[None]:
        """What is on the screen, before it is painted for the first time, in steps."""
        for row in self.visible_rows():
            job = self._jobs.job_at(row)
            if job is not None:
                self.prepare(job)
            if row % _PREPARED == 0:
                yield

    def has_its_covers(self) -> bool:
        """Or does not get them."""
        return self._thumbnails.is_idle()

    def ask_for_covers(self, rows: range, ratio: float) -> None:
        """Have them read before they are painted."""
        for job in map(self._jobs.job_at, rows):
            if job is not None and job.cover_file:
                self._cover(job, ratio)

    def select_job(self, job_id: str) -> None:
        """Select this job alone and bring it into view, where it is shown."""
        row = self._jobs.row_of(job_id)
        if row is not None:
            # not selectRow: with Ctrl held, as in Ctrl+Enter, it would add to the selection
            index = self._jobs.index(row, TITLE)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._play(self.currentIndex())
            event.accept()
        elif (
            event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            self._show_menu(self.visualRect(self.currentIndex()).bottomLeft())
            event.accept()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            event.ignore()  # the player's
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # what goes on with a title that is being typed is no shortcut: F, N, X, 1…5
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and event.text().isalnum()
            and self._typed.isValid()
            and not self._typed.hasExpired(QGuiApplication.styleHints().keyboardInputInterval())
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing finds titles, whichever cell is the current one."""
        self._typed.start()
        current = self.currentIndex()
        if current.isValid() and current.column() != TITLE:
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(current.siblingAtColumn(TITLE), flags)
        super().keyboardSearch(search)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._clicked_part(event)
        if self._pressed is None:
            super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._clicked_part(event) is None:  # else the first click was meant, and once
            super().mouseDoubleClickEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._clicked_part(event):
            self.on_part_clicked(*pressed)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:  # else it would select rows
            super().mouseMoveEvent(event)
        buttons = event.buttons() != Qt.MouseButton.NoButton and self._pressed is None
        self._show_preview(None if buttons else self.part_at(event.position().toPoint()))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._show_preview(None)
        return super().viewportEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        self._show_menu(place)

    def _show_menu(self, place: QPoint) -> None:
        """For what is selected; `place` in the viewport's coordinates."""
        if not self._row_actions or not self.selectionModel().hasSelection():
            return
        if self._menu is None:
            self._menu = QMenu(self)
        self._menu.clear()
        self._menu.addActions(self._row_actions)
        self._menu.popup(self.viewport().mapToGlobal(place))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._jobs.rowCount():
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._jobs.index(0, TITLE), flags)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()

    def _play(self, index: QModelIndex) -> None:
        job = self._jobs.job_at(index.row()) if index.isValid() else None
        if job is not None:
            self.play_requested.emit(job.id)

    def _clicked_part(self, event: QMouseEvent) -> Part | None:
        """What a plain click would do; with a key held it selects, as anywhere."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain:
            return None
        return self.part_at(event.position().toPoint())

    def _show_preview(self, preview: Part | None) -> None:
        before, self._preview = self._preview, preview
        if preview == before:
            return
        if preview is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        for job_id in {shown[0] for shown in (before, preview) if shown is not None}:
            self.preview_changed(job_id)

    def _on_tick(self) -> None:
        rows = self.visible_rows()
        if rows:
            self._jobs.tick(rows.start, rows.stop - 1)
