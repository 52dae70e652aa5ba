"""Songs to other programs as real, tagged files: by dragging rows, and by Copy.

QDrag.exec runs a loop of its own on X11 and Windows, and there is no other way to drag. It is
harmless where Qt itself calls us, and deadly inside of a task: a task that wakes meanwhile is
then "entered" twice and never runs again. Tried with 50 polling tasks on X11: from a timer all
50 went on during and after the drag, from a task none did. So it is called from a timer alone,
and `_drag` refuses where a task is running.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRectF, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication
from typing_extensions import override

from whisul_desktop.core.errors import MediaError
from whisul_desktop.core.types import Job
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.ui import wording
from whisul_desktop.ui.backend import Backend, Services
from whisul_desktop.ui.controller import Controller
from whisul_desktop.ui.left_out import left_out_text
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look, TypeSize

Songs = Sequence[tuple[Job, Path]]  # each with its file
NOTICE_SECONDS = 6.0
SLOW_MS = 400  # until it is said that songs are being prepared
_CARD = QRectF(0, 0, 240, 40)
# what file managers of GNOME, Cinnamon and MATE paste as files
_COPIED_FILES = "x-special/gnome-copied-files"


class DragOut(QObject):
    """Begins a drag once the files are whole: a target may read them at the moment of the drop.

    One song takes about as long as the hand does to move; of many the drag begins later.
    """

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        controller: Controller,
        preferences: Preferences,
        backend: Backend,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._controller = controller
        self._preferences = preferences
        self._backend = backend
        self._view: QAbstractItemView | None = None
        self._pressed_at: QPointF | None = None  # on a song, with the left button
        self._started = False  # the button has not been let go since
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._tell_slow)
        window.actions_["copy_files"].triggered.connect(self.copy)
        library = window.library
        for view in (library.table, library.grid):
            if view is not None:
                self.watch(view)
        library.grid_added.connect(self.watch)

    def watch(self, view: QAbstractItemView) -> None:
        """Let what is selected in this view be dragged out of it."""
        view.viewport().installEventFilter(self)

    def copy(self) -> None:
        """Put the files of the selected songs on the clipboard."""
        jobs = self._wanted()
        if jobs:
            self._slow.start()
            self._backend.run("copy files", lambda services: self._copy(services, jobs))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = watched.parent()
        if not isinstance(event, QMouseEvent) or not isinstance(view, QAbstractItemView):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            on_row = view.indexAt(event.position().toPoint()).isValid()
            left = event.button() == Qt.MouseButton.LeftButton
            self._view, self._started = view, False
            self._pressed_at = event.position() if left and on_row else None
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed_at = None
            return False
        if event.type() != QEvent.Type.MouseMove or self._pressed_at is None:
            return False
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        distance = (event.position() - self._pressed_at).manhattanLength()
        if not self._started and distance >= QApplication.startDragDistance():
            self._begin()
        return True  # the view would select whatever it passes over

    def _begin(self) -> None:
        self._started = True
        jobs = self._wanted()
        if jobs:
            self._slow.start()
            self._backend.run("drag", lambda services: self._prepare(services, jobs), latest=True)

    def _wanted(self) -> list[Job]:
        """What is selected, where any of it is here."""
        jobs = list(self._controller.selected)
        return jobs if any(job.audio_file for job in jobs) else []

    async def _prepare(self, services: Services, jobs: Sequence[Job]) -> None:
        songs = await self._songs(services, jobs)
        if songs:
            QTimer.singleShot(0, self, lambda: self._drag(songs))  # out of this task

    async def _copy(self, services: Services, jobs: Sequence[Job]) -> None:
        songs = await self._songs(services, jobs)
        if not songs:
            return
        QGuiApplication.clipboard().setMimeData(files_and_titles(songs))
        self._window.notices.show_notice(
            self.tr(
                "Songs copied: %Ln. Paste them into a folder or another program.", "", len(songs)
            ),
            kind="success",
            key="copied",
            timeout_s=NOTICE_SECONDS,
        )

    async def _songs(self, services: Services, jobs: Sequence[Job]) -> Songs:
        """With their files, whole, on disk. What is left out is told."""
        notices = self._window.notices
        try:
            handed = await services.handing_out.files(
                [job.id for job in jobs], self._preferences.value.name_template
            )
        except MediaError as error:
            notices.show_notice(wording.error_text(error), kind="danger", key="hand out")
            return []
        else:
            notices.dismiss("hand out")
            if handed.left_out:
                text = left_out_text(handed.left_out)
                notices.show_notice(text, kind="warning", key="hand out")
            return handed.songs
        finally:
            self._slow.stop()
            notices.dismiss("preparing")

    def _drag(self, songs: Songs) -> None:
        """Until it is dropped or given up. Called by Qt alone."""
        held = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if self._view is None or self._pressed_at is None or not held:
            return  # let go meanwhile
        import asyncio

        if asyncio.current_task() is not None:
            raise RuntimeError("a drag inside of a task would stop all the others")
        drag = QDrag(self._view)
        data = QMimeData()
        data.setUrls(_urls(songs))
        drag.setMimeData(data)
        drag.setPixmap(self._card(songs))
        drag.setHotSpot(QPoint(-12, -12))
        self._pressed_at = None
        drag.exec(Qt.DropAction.CopyAction)

    def _card(self, songs: Songs) -> QPixmap:
        """What hangs on the pointer: the title, or how many."""
        text = songs[0][0].title if len(songs) == 1 else self.tr("Songs: %Ln", "", len(songs))
        ratio = self._window.devicePixelRatioF()
        card = QPixmap((_CARD.size() * ratio).toSize())
        card.setDevicePixelRatio(ratio)
        card.fill(Qt.GlobalColor.transparent)
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("border"), 1))
        painter.setBrush(self._look.color("raised"))
        painter.drawRoundedRect(_CARD.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icon = self._look.pixmap("save", "accent", 16, ratio)
        painter.drawPixmap(QPointF(12, 12), icon)
        painter.setFont(self._look.font(TypeSize.BODY))
        painter.setPen(self._look.color("text"))
        room = _CARD.adjusted(40, 0, -12, 0)
        line = wording.one_line(text)
        shown = painter.fontMetrics().elidedText(
            line, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.end()
        return card

    def _tell_slow(self) -> None:
        self._window.notices.show_notice(self.tr("Preparing the songs…"), key="preparing")


def files_and_titles(songs: Songs) -> QMimeData:
    """For the clipboard: files where files can be pasted, titles where only text can."""
    urls = _urls(songs)
    data = QMimeData()
    data.setUrls(urls)
    data.setText("\n".join(wording.one_line(job.title) for job, _path in songs))
    lines = ["copy", *(bytes(url.toEncoded().data()).decode() for url in urls)]
    data.setData(_COPIED_FILES, "\n".join(lines).encode())
    return data


def _urls(songs: Songs) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for _job, path in songs]
