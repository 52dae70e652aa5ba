"""The icon in the system's tray: how many songs are being made, and the most wanted commands."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.ui import wording
from whisul_desktop.ui.main_window import MainWindow
from whisul_desktop.ui.theme import Look

SONGS = 5
_KEPT = 100  # so that there are five also after some were deleted
_WORDS = 40  # characters of a title in the menu
_SIZES = (16, 32, 48, 64, 128)  # of resources/icons/app


class Tray(QObject):
    """Where there is no tray it waits for one, which some desktops bring later."""

    play_requested = Signal(str)

    def __init__(self, window: MainWindow, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._folder = look.resources / "icons" / "app"
        self._look = look
        self._songs: list[Job] = []
        self._running = -1
        self._menu = QMenu()
        self._build_menu()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self.set_running(0)
        self._icon.show()

    @staticmethod
    def is_there() -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def close(self) -> None:
        self._icon.hide()
        self._menu.deleteLater()

    def take(self, jobs: Iterable[Job]) -> None:
        """Songs that may belong to the last ones: new, changed or deleted."""
        songs = {job.id: job for job in self._songs}
        for job in jobs:
            songs.pop(job.id, None)
            if job.status is JobStatus.COMPLETED and job.deleted_at is None:
                songs[job.id] = job
        self._show_songs(
            nlargest(_KEPT, songs.values(), key=lambda job: job.finished_at or job.created_at)
        )

    def forget(self, job_ids: Iterable[str]) -> None:
        gone = set(job_ids)
        self._show_songs([job for job in self._songs if job.id not in gone])

    def set_playing(self, playing: bool) -> None:
        """What the one button for both does next."""
        self._play.setText(self.tr("Pause") if playing else self.tr("Play"))

    def set_running(self, running: int) -> None:
        """How many songs are being made."""
        if running == self._running:
            return
        self._running = running
        number = wording.number_text(running)
        self._icon.setToolTip(
            self.tr("Whisul: %1 generating").replace("%1", number) if running else self.tr("Whisul")
        )
        self._icon.setIcon(self._drawn(number if running else ""))

    def _build_menu(self) -> None:
        self._slots = [QAction(self) for _ in range(SONGS)]
        for number, action in enumerate(self._slots):
            action.setVisible(False)
            action.triggered.connect(lambda _checked=False, number=number: self._on_song(number))
            self._menu.addAction(action)
        self._line = self._menu.addSeparator()
        self._line.setVisible(False)
        self._play = self._menu.addAction(self.tr("Play"))
        self._play.triggered.connect(self._window.actions_["play_pause"].trigger)
        self._menu.addAction(self.tr("Generate…")).triggered.connect(self._on_generate)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(
            self._window.actions_["quit"].trigger
        )

    def _show_songs(self, songs: list[Job]) -> None:
        if songs == self._songs:
            return
        self._songs = songs
        for number, action in enumerate(self._slots):
            action.setVisible(number < len(songs))
            if number < len(songs):
                title = wording.one_line(songs[number].title)
                cut = title if len(title) <= _WORDS else title[: _WORDS - 1] + "…"
                action.setText(cut.replace("&", "&&"))  # one alone would mark a key
        self._line.setVisible(bool(songs))

    def _on_song(self, number: int) -> None:
        if number < len(self._songs):
            self.play_requested.emit(self._songs[number].id)

    def _on_generate(self) -> None:
        self._window.bring_forward()
        self._window.compose.focus_prompt()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._window.bring_forward()

    def _drawn(self, number: str) -> QIcon:
        icon = QIcon()
        for size in _SIZES:
            pixmap = QPixmap(str(Path(self._folder) / f"app-{size}.png"))
            if number:
                self._draw_number(pixmap, size, number if len(number) < 3 else "…")
            icon.addPixmap(pixmap)
        return icon

    def _draw_number(self, pixmap: QPixmap, size: int, number: str) -> None:
        """In the lower corner, as large as can be read at 16 px."""
        side = size * 0.62
        place = QRectF(size - side, size - side, side, side)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("danger"))
        painter.drawEllipse(place)
        font = QFont(self._look.app.font())
        font.setBold(True)
        font.setPixelSize(max(7, round(side * (0.8 if len(number) == 1 else 0.62))))
        painter.setFont(font)
        painter.setPen(self._look.color("on_accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number)
        painter.end()
