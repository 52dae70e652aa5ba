"""What is asked of Windows and macOS, of stand-ins for their bindings: never of the real ones."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from whisul_desktop.core.presence import Activity, Notification, NowPlaying, Play

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


class Opening:
    """The file of a cover, on its way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.completed: Any = None

    def get_results(self) -> str:
        if self.path == "gone.jpg":
            raise OSError("no such file")
        return self.path


async def test_windows_shows_a_cover_that_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    module = load("windows", monkeypatch)
    openings: list[Opening] = []

    def opening(path: str) -> Opening:
        openings.append(Opening(path))
        return openings[-1]

    monkeypatch.setattr(module.StorageFile, "get_file_from_path_async", opening)
    monkeypatch.setattr(module.RandomAccessStreamReference, "create_from_file", lambda file: file)
    windows = module.Windows(ICON, 1)
    song = NowPlaying("a", "Song", length=100.0, state=Play.PLAYING)
    await windows.offer_media_keys(song, lambda: 0.0)
    updater = windows._controls.display_updater
    updater.thumbnail = None
    assert not openings

    async def cover(path: str | None) -> None:
        windows.show_playing(NowPlaying("a", "Song", cover=Path(path) if path else None))

    async def opened(number: int) -> None:
        openings[number].completed(openings[number], 1)
        await asyncio.sleep(0)

    await cover("a.jpg")
    await cover("a.jpg")
    assert len(openings) == 1
    await opened(0)
    assert updater.thumbnail == "a.jpg"
    await cover("b.jpg")
    await cover("c.jpg")
    await opened(2)
    await opened(1)  # late
    assert updater.thumbnail == "c.jpg"
    updater.clear_all.reset_mock()
    await cover("gone.jpg")
    await opened(3)
    await cover(None)
    assert updater.thumbnail == "c.jpg"
    assert updater.clear_all.call_count == 2  # which took it away


def test_the_dock_has_a_bar_while_several_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    module = load("macos", monkeypatch)
    classes: dict[str, MagicMock] = {}
    monkeypatch.setattr(
        module, "ObjCClass", lambda name: classes.setdefault(name, MagicMock(name=name))
    )
    macos = module.MacOS(ICON)
    macos.show_activity(Activity(1, None))
    tile = classes["NSApplication"].sharedApplication.dockTile
    tile.setContentView.assert_called_once_with(None)
    assert list(classes) == ["NSApplication"]
    for share in (0.25, 0.5):
        macos.show_activity(Activity(3, share))
    bar = classes["NSProgressIndicator"].alloc().initWithFrame.return_value
    icon = classes["NSImageView"].imageViewWithImage.return_value
    icon.addSubview.assert_called_once_with(bar)
    assert bar.setDoubleValue.call_args.args == (0.5,)
    assert tile.setContentView.call_args.args == (icon,)
    macos.show_activity(Activity())
    assert tile.setContentView.call_args.args == (None,)
    assert tile.display.call_count == 4
