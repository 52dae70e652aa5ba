"""Whether songs can be heard on this computer at all, and how loud."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice


def missing_library() -> str | None:
    """What the system lacks for QtMultimedia to load, in the loader's words."""
    try:
        import PySide6.QtMultimedia  # noqa: F401
    except ImportError as error:
        return str(error)
    return None


def has_device() -> bool:
    """Whether there is anything to play on now."""
    from PySide6.QtMultimedia import QMediaDevices

    return not QMediaDevices.defaultAudioOutput().isNull()


def can_be_opened(device: QAudioDevice) -> bool:
    """Whether it is really there. Waits for the sound server, and is for any thread."""
    from PySide6.QtMultimedia import QAudioSink, QtAudio

    sink = QAudioSink(device, device.preferredFormat())
    sink.start()
    opened = sink.error() == QtAudio.Error.NoError
    sink.stop()
    return opened


def linear_volume(percent: int) -> float:
    """0–1 of the full voltage, for 0–100 as the ear hears it."""
    from PySide6.QtMultimedia import QtAudio

    scale = QtAudio.VolumeScale
    return QtAudio.convertVolume(
        percent / 100, scale.LogarithmicVolumeScale, scale.LinearVolumeScale
    )
