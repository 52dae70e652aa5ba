"""The settings as one JSON file, written atomically and read whatever it holds."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from whisul_desktop.core.errors import BadApiUrl, StoreError
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.core.settings import DEFAULT_API_URL, Settings, Theme

_log = logging.getLogger(__name__)

_MAX_BYTES = 4_000_000  # a draft may be long; more than this is not our file
_IN_RANGE: dict[str, Callable[[int], bool]] = {
    "volume": lambda value: 0 <= value <= 100,
    "variations": lambda value: 1 <= value <= 100,
}


class SettingsStore:
    """Loads and saves `Settings`. Loading never fails: defaults stand in for what is ill."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()  # saves come from threads

    def load(self) -> Settings:
        """What was saved. Where the file is ill it is set aside and what is sound is kept."""
        try:
            with self._path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _log.warning("The settings could not be read: %s", error)
            return Settings()
        settings, ill = _read(content)
        if ill:
            _log.warning("The settings file was ill (%s): what could be read is kept.", ill)
            self._set_aside(settings)
        return settings

    def save(self, settings: Settings) -> None:
        """Write the file whole or not at all; blocks on the disk. Raises StoreError."""
        content = json.dumps(settings._asdict(), indent=1).encode()
        with self._lock:
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _replace(self._path, content)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StoreError(
                    Said(
                        QT_TRANSLATE_NOOP("wording", "The settings could not be saved: {reason}."),
                        reason=reason,
                    )
                ) from error

    def _set_aside(self, kept: Settings) -> None:
        number = 1
        while (aside := self._aside(number)).exists():
            number += 1
        try:
            self._path.replace(aside)
            if kept != Settings():
                self.save(kept)
        except (OSError, StoreError) as error:
            _log.warning("The ill settings file could not be set aside: %s", error)

    def _aside(self, number: int) -> Path:
        mark = "" if number == 1 else f"-{number}"
        return self._path.with_name(f"{self._path.name}.damaged{mark}")


def _read(content: bytes) -> tuple[Settings, str]:
    """The settings in `content`, and what was ill about it ("" where nothing was)."""
    if len(content) > _MAX_BYTES:
        return Settings(), "too long"
    try:
        read: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        return Settings(), type(error).__name__
    if not isinstance(read, dict):
        return Settings(), "not an object"
    found = cast("dict[str, Any]", read)
    values: dict[str, Any] = {}
    ill: list[str] = []
    for name, default in Settings()._asdict().items():
        if name in found:  # a field that is not there is new, not ill
            value, sound = _value(name, default, found[name])
            values[name] = value
            if not sound:
                ill.append(name)
    return Settings(**values), ", ".join(ill)


def _value(name: str, default: Any, value: Any) -> tuple[Any, bool]:
    """The value as its field wants it, or the default; whether it was sound."""
    if isinstance(default, Theme):
        known = isinstance(value, str) and value in {theme.value for theme in Theme}
        return (Theme(value), True) if known else (default, False)
    # `type` and not isinstance: True is an int.
    if type(value) is not type(default):
        return default, False
    if name == "api_url" and not _is_api_url(value):
        return default, False
    if name in _IN_RANGE and not _IN_RANGE[name](value):
        return default, False
    return value, True


def _is_api_url(value: str) -> bool:
    if value == DEFAULT_API_URL:
        return True  # spares a start the import
    from whisul_desktop.core.urls import check_api_url

    try:
        return check_api_url(value) == value
    except BadApiUrl:
        return False


def _replace(path: Path, content: bytes) -> None:
    """Write beside, sync, then take the place of `path`."""
    import tempfile  # 6 ms that the first paint need not wait for

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
