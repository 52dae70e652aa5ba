"""The bar at the bottom: what plays, where in it, how loud, and what comes at its end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from whisul_desktop.core.types import Job
from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.sliders import SeekSlider, VolumeSlider
from whisul_desktop.ui.theme import Look, TypeSize
from whisul_desktop.ui.track_button import TrackButton

_ICON = QSize(20, 20)
_LOW_VOLUME = 40  # per cent: below, the icon has one wave


class PlayerBar(QWidget):
    """Shows what it is told; setters emit nothing, only the user does."""

    play_pause_requested = Signal()
    previous_requested = Signal()
    next_requested = Signal()
    seek_requested = Signal(float)  # seconds
    volume_changed = Signal(int)  # per cent
    muted_changed = Signal(bool)
    continuous_changed = Signal(bool)
    track_clicked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._playing = False
        self._job_id: str | None = None
        self._listed: float | None = None  # the song's duration by the service, seconds
        self._previous = self._button(self.tr("Previous"), self.previous_requested)
        self._play = self._button(self.tr("Play"), self.play_pause_requested)
        self._play.setProperty("round", True)
        self._next = self._button(self.tr("Next"), self.next_requested)
        self._track = TrackButton(look)
        self._track.clicked.connect(self.track_clicked)
        self._seek = SeekSlider(look)
        self._seek.setAccessibleName(self.tr("Seek"))
        self._seek.sought.connect(self._on_sought)
        self._seek.previewed.connect(self._say_position)
        self._position = self._time_label(Qt.AlignmentFlag.AlignRight)
        self._duration = self._time_label(Qt.AlignmentFlag.AlignLeft)
        self._continuous = self._toggle(self.tr("Go on to the next song"))
        self._continuous.toggled.connect(self._on_continuous_toggled)
        self._mute = self._toggle(self.tr("Mute"))
        self._mute.toggled.connect(self._on_mute_toggled)
        self._volume = VolumeSlider(look)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.valueChanged.connect(self._on_volume)
        self._quiet = False
        self._arrange()
        self.set_duration(0.0)
        self.set_volume(80)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_track(self, job: Job | None, cover: Path | None = None) -> None:
        """What is loaded; another song starts at 0:00."""
        self._track.set_track(job, cover)
        job_id = job.id if job is not None else None
        self._listed = job.song.duration if job is not None and job.song is not None else None
        if job_id != self._job_id:
            self._job_id = job_id
            self.set_duration(0.0)
            self.set_position(0.0)

    def set_playing(self, playing: bool) -> None:
        self._playing = playing
        name = self.tr("Pause") if playing else self.tr("Play")
        self._play.setAccessibleName(name)
        self._play.setToolTip(name)
        self._paint_play()

    def set_position(self, seconds: float) -> None:
        """Does nothing while the user drags."""
        if not self._seek.isSliderDown():
            self._seek.set_position(seconds)
            self._say_position(seconds)

    def set_duration(self, seconds: float) -> None:
        self._seek.set_duration(seconds)
        listed = self._listed
        # the file's own is a fraction off: the list and the bar show one number
        agree = listed is not None and abs(listed - seconds) < 1
        self._duration.setText(wording.duration_text(listed if agree else round(seconds)))
        self._say_position(self._seek.position())
        for label in (self._position, self._duration):
            label.setEnabled(seconds > 0)

    def set_volume(self, percent: int) -> None:
        self._quiet = True
        self._volume.setValue(percent)
        self._quiet = False
        self._paint_volume()

    def set_muted(self, muted: bool) -> None:
        self._quiet = True
        self._mute.setChecked(muted)
        self._quiet = False
        self._paint_volume()

    def set_continuous(self, continuous: bool) -> None:
        self._quiet = True
        self._continuous.setChecked(continuous)
        self._quiet = False
        self._paint_continuous()

    def set_problem(self, text: str) -> None:
        """Why it does not play, below the title; "" takes it away."""
        self._track.set_problem(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, 72)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._mute.underMouse():
            self._volume.wheelEvent(event)
        else:
            super().wheelEvent(event)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._look.color("border"))

    def _button(self, name: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def _toggle(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(_ICON)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _time_label(self, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel("0:00")
        label.setTextFormat(Qt.TextFormat.PlainText)
        font = self._look.font(TypeSize.CAPTION)
        font.setFeature(QFont.Tag("tnum"), 1)  # digits of one width: the time stands still
        label.setFont(font)
        label.setProperty("muted", True)
        label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance("00:00"))
        return label

    def _arrange(self) -> None:
        self._play.setFixedSize(40, 40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(4)
        row.addWidget(_left_to_right(self._previous, self._play, self._next))
        row.addSpacing(12)
        row.addWidget(self._track, 2)
        row.addSpacing(12)
        time = _left_to_right(self._position, self._seek, self._duration)
        time.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(time, 5)
        row.addSpacing(12)
        for part in (self._continuous, self._mute, self._volume):
            row.addWidget(part)

    def _on_sought(self, seconds: float) -> None:
        self._say_position(seconds)
        self.seek_requested.emit(seconds)

    def _on_volume(self, percent: int) -> None:
        self._paint_volume()
        if not self._quiet:
            self.volume_changed.emit(percent)

    def _on_mute_toggled(self, muted: bool) -> None:
        self._paint_volume()
        if not self._quiet:
            self.muted_changed.emit(muted)

    def _on_continuous_toggled(self, continuous: bool) -> None:
        self._paint_continuous()
        if not self._quiet:
            self.continuous_changed.emit(continuous)

    def _say_position(self, seconds: float) -> None:
        text = wording.duration_text(seconds)
        if text == self._position.text():
            return
        self._position.setText(text)
        of = self.tr("{position} of {duration}")
        self._seek.setAccessibleDescription(
            of.format(position=text, duration=self._duration.text())
        )

    def _paint_play(self) -> None:
        self._play.setIcon(self._look.icon("pause" if self._playing else "play", "on_accent"))

    def _paint_volume(self) -> None:
        if self._mute.isChecked() or self._volume.value() == 0:
            name = "muted"
        else:
            name = "volume-low" if self._volume.value() < _LOW_VOLUME else "volume"
        self._mute.setIcon(self._look.icon(name))
        self._volume.set_dimmed(self._mute.isChecked())

    def _paint_continuous(self) -> None:
        color = "accent" if self._continuous.isChecked() else "muted"
        self._continuous.setIcon(self._look.icon("continue", color))

    def _on_look_changed(self) -> None:
        self._previous.setIcon(self._look.icon("previous"))
        self._next.setIcon(self._look.icon("next"))
        self._paint_play()
        self._paint_volume()
        self._paint_continuous()
        self.update()


def _left_to_right(*parts: QWidget) -> QWidget:
    """Whichever way the window's text runs: a song's time does, and so do previous and next."""
    group = QWidget()
    group.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in parts:
        row.addWidget(part)
    return group
