"""Files and texts of many prompts, dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from whisul_desktop.core.batches import read_batch
from whisul_desktop.core.prompt_files import TABLE_SUFFIXES, TEXT_SUFFIXES
from whisul_desktop.ui.theme import Look, TypeSize

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


def prompt_files(mime: QMimeData) -> list[Path]:
    """The files in it whose names say that they hold prompts."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in TEXT_SUFFIXES + TABLE_SUFFIXES]


def prompt_lines(mime: QMimeData) -> str:
    """The text in it where that is several prompts, else ""."""
    if mime.hasUrls() or not mime.hasText():
        return ""
    text = mime.text()
    return text if len(read_batch(text[:10_000], keep_repeated=True).prompts) > 1 else ""


class BatchDrops(QObject):
    """Takes files of prompts wherever they are dropped, and texts where no field wants them."""

    files_dropped = Signal(object)  # list[Path]
    text_dropped = Signal(str)

    def __init__(self, window: QWidget, look: Look, is_wanted: Callable[[], bool]) -> None:
        """`is_wanted` says whether a drop is of any use now."""
        super().__init__(window)
        self._window = window
        self._look = look
        self._is_wanted = is_wanted
        self._hint: QLabel | None = None
        window.setAcceptDrops(True)
        window.winId()  # from here on there is a handle, which hears of a drag before any widget
        window.windowHandle().installEventFilter(self)
        self._watch_fields()

    def _watch_fields(self) -> None:
        """All that want drops themselves: many are built when they are first wanted."""
        fields = [child for child in self._window.findChildren(QWidget) if child.acceptDrops()]
        for target in (self._window, *fields):
            if target.window() is self._window:
                target.installEventFilter(self)  # once, however often it is asked for

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(watched, QWindow):
            if kind == QEvent.Type.DragEnter:
                self._watch_fields()
        elif kind == QEvent.Type.DragLeave:
            self._show_hint(False)
        elif kind in _DRAGS and isinstance(event, QDropEvent) and self._is_wanted():
            mime = event.mimeData()
            files = prompt_files(mime)
            text = prompt_lines(mime) if watched is self._window and not files else ""
            if files or text:
                self._take(event, files, text)
                return True
        return False

    def _take(self, event: QDropEvent, files: list[Path], text: str) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # a file that is moved would be deleted
        event.accept()
        dropped = event.type() == QEvent.Type.Drop
        self._show_hint(not dropped)
        if dropped and files:
            self.files_dropped.emit(files)
        elif dropped:
            self.text_dropped.emit(text)

    def _show_hint(self, shown: bool) -> None:
        if self._hint is None:
            if not shown:
                return
            self._hint = QLabel(self.tr("Drop to fill a new batch"), self._window)
            self._hint.setObjectName("dropHint")
            self._hint.setFont(self._look.font(TypeSize.HEADING))
            self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setGeometry(self._window.rect().adjusted(12, 12, -12, -12))
        self._hint.raise_()
        self._hint.setVisible(shown)
