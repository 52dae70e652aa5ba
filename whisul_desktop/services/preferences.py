"""What the user chose, kept while it changes.

Imported before the first paint: no asyncio.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from whisul_desktop.core.events import Event
from whisul_desktop.core.settings import Settings
from whisul_desktop.store.settings import SettingsStore

DEBOUNCE = 0.3  # seconds: a dragged splitter is one write


class Preferences:
    """The settings as they are, written by a thread of their own soon after each change."""

    def __init__(self, store: SettingsStore, on_error: Callable[[BaseException], None]) -> None:
        self._store = store
        self._on_error = on_error
        self.value = store.load()
        self._written = self.value
        self._dirty = threading.Event()
        self._closing = threading.Event()
        self._writer: threading.Thread | None = None
        self.changed: Event[Settings] = Event()

    def update(self, **changes: Any) -> None:
        """Change some fields of Settings by name."""
        value = self.value._replace(**changes)
        if value == self.value:
            return
        self.value = value
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, name="settings", daemon=True)
            self._writer.start()
        self._dirty.set()
        self.changed.emit(value)

    @property
    def is_written(self) -> bool:
        """Whether the next start will find what there is now."""
        return self.value == self._written

    def close(self) -> None:
        """Write what is not written yet."""
        self._closing.set()
        self._dirty.set()
        if self._writer is not None:
            self._writer.join(2.0)

    def _write(self) -> None:
        while True:
            self._dirty.wait()
            self._closing.wait(DEBOUNCE)
            self._dirty.clear()
            value = self.value
            try:
                if value != self._written:
                    self._store.save(value)
                    self._written = value
            except Exception as error:  # noqa: BLE001 - told by the one place that reports
                self._on_error(error)
            if self._closing.is_set() and value == self.value:
                return
