"""Whether songs can be heard on this computer at all."""

from __future__ import annotations


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
