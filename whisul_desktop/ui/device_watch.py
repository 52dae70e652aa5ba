"""Finds out that the sound device which is played on has gone, which Qt does not always notice.

Qt (6.11) looks at PulseAudio's devices anew only where another one becomes the default; of the
last one's end it says nothing. A stream that breaks off then stands still. One that can't be
opened at all, because the device went just as it was chosen, is no error for Qt either: it tries
again at every frame, and the time goes on in silence. Only opening the device tells.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from whisul_desktop.ui import sound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

_LOOK_AFTER_MS = (500, 1_000)  # of opening a stream; again for a machine that is slow to open it
_STALL_MS = 3_000  # without a step of time: gone, whatever opening it says
_CLOSE_LIMIT = 0.5  # seconds


class DeviceWatch(QObject):
    """No parent: the thread that asks may outlive the window."""

    gone = Signal()
    _answered = Signal(int, bool)  # the number of the question, whether it could be opened

    def __init__(self) -> None:
        super().__init__()
        self._device: QAudioDevice | None = None
        self._number = 0  # of the questions whose answer counts
        self._asking: threading.Thread | None = None
        self._left: tuple[int, ...] = ()  # looks that are due, however the time goes
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self._on_time_to_look)
        self._stall = QTimer(self, singleShot=True, interval=_STALL_MS)
        self._stall.timeout.connect(self._on_gone)
        self._answered.connect(self._on_answered)

    @property
    def is_active(self) -> bool:
        return self._stall.isActive()

    def watch(self, device: QAudioDevice | None) -> None:
        """A stream on the device is about to be opened. None: there is only the time to go by."""
        self.stop()
        self._device = device
        self._left = _LOOK_AFTER_MS
        self._look.start(self._left[0])
        self._stall.start()

    def moved(self) -> None:
        """The time of what is played has made a step."""
        if not self.is_active:
            return
        self._stall.start()
        if not self._left:  # the stream was opened: look again where it stands still
            self._look.start(_LOOK_AFTER_MS[-1])

    def stop(self) -> None:
        """Nothing is played: whatever is found from now on says nothing."""
        self._number += 1
        self._device = None
        self._look.stop()
        self._stall.stop()

    def close(self) -> None:
        self.stop()
        if self._asking is not None:
            self._asking.join(_CLOSE_LIMIT)

    def _on_time_to_look(self) -> None:
        self._left = self._left[1:]
        self._look.start(self._left[0] if self._left else _LOOK_AFTER_MS[-1])
        # elsewhere Qt notices by itself, and opening may take long
        if self._device is None or self._asking is not None or sys.platform != "linux":
            return
        # in a thread: a sound server that hangs would hold the window
        arguments = (self._device, self._number)
        self._asking = threading.Thread(target=self._ask, args=arguments, name="sound", daemon=True)
        self._asking.start()

    def _ask(self, device: QAudioDevice, number: int) -> None:
        self._answered.emit(number, sound.can_be_opened(device))

    def _on_answered(self, number: int, is_there: bool) -> None:
        self._asking = None
        if number == self._number and not is_there:
            self._on_gone()

    def _on_gone(self) -> None:
        self.stop()
        self.gone.emit()
