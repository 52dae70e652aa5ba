"""What is asked of Windows and macOS, of stand-ins for their bindings: never of the real ones."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from whisul_desktop.core.presence import Notification

ICON = Path("icon.png")
BINDINGS = {
    "windows": (
        "winrt.windows.media",
        "winrt.windows.media.interop",
        "winrt.windows.storage",
        "winrt.windows.storage.streams",
    ),
    "macos": ("rubicon.objc", "rubicon.objc.runtime"),
}


class Notifier:
    def __init__(self, *_arguments: object) -> None:
        self.sent: list[dict[str, Any]] = []

    async def send_notification(self, toast: dict[str, Any]) -> None:
        self.sent.append(toast)


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, with a stand-in for what it imports."""
    for binding in BINDINGS.get(name, ()):
        monkeypatch.setitem(sys.modules, binding, MagicMock())
    notifier = MagicMock(DesktopNotifier=Notifier, Notification=dict)
    monkeypatch.setitem(sys.modules, "desktop_notifier", notifier)
    for module in ("toasts", name):
        monkeypatch.delitem(sys.modules, f"whisul_desktop.desktop.{module}", raising=False)
    return importlib.import_module(f"whisul_desktop.desktop.{name}")


async def test_toasts_are_valid_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    toasts = load("toasts", monkeypatch).Toasts(ICON, lambda _done: None)
    await toasts.show(Notification("key", "a\x07b\ud800 & <c>", "d\x1be\x00\x7f\uffff é 🎵"))
    [toast] = toasts._notifier.sent
    assert (toast["title"], toast["message"]) == ("ab & <c>", "de é 🎵")
