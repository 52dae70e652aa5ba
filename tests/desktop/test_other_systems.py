"""What is asked of Windows and macOS, of stand-ins for their bindings: never of the real ones."""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from whisul_desktop.core.presence import Activity, Notification, NowPlaying, Play
from whisul_desktop.desktop.taskbar import Taskbar

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


class TaskbarList:
    """A COM object: a pointer to a table of functions. Keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []
        this, handle, number = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulonglong

        def init(_this: int) -> int:
            self.asked.append(("init", 0, 0))
            return 0

        def value(_this: int, window: int, done: int, whole: int) -> int:
            assert window == 77
            self.asked.append(("value", done, whole))
            return 0

        def state(_this: int, window: int, flags: int) -> int:
            assert window == 77
            self.asked.append(("state", flags, 0))
            return 0

        result = ctypes.c_long
        self._functions = {
            3: ctypes.CFUNCTYPE(result, this)(init),
            9: ctypes.CFUNCTYPE(result, this, handle, number, number)(value),
            10: ctypes.CFUNCTYPE(result, this, handle, ctypes.c_int)(state),
        }
        self._table = (ctypes.c_void_p * 21)()
        for place, function in self._functions.items():
            self._table[place] = ctypes.cast(function, ctypes.c_void_p).value
        self._object = ctypes.c_void_p(ctypes.addressof(self._table))
        self.pointer = ctypes.addressof(self._object)


class Ole:
    def __init__(self, taskbar: TaskbarList | None) -> None:
        self.taskbar = taskbar

    def CLSIDFromString(self, text: ctypes.c_wchar_p, identifier: Any) -> None:
        identifier._obj[:] = [ord(each) for each in (text.value or "")[1:17]]

    def CoCreateInstance(
        self, kind: Any, outer: None, context: int, interface: Any, found: Any
    ) -> None:
        assert outer is None
        assert context == 1
        assert bytes(kind._obj) == b"56FDF344-FD6D-11"
        assert bytes(interface._obj) == b"EA1AFB91-9E28-4B"
        if self.taskbar is None:
            raise OSError("Class not registered")
        found._obj.value = self.taskbar.pointer


@pytest.fixture
def taskbar(monkeypatch: pytest.MonkeyPatch) -> Callable[[TaskbarList | None], Taskbar]:
    def make(found: TaskbarList | None) -> Taskbar:
        monkeypatch.setattr(ctypes, "OleDLL", lambda _name: Ole(found), raising=False)
        monkeypatch.setattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE, raising=False)
        monkeypatch.setattr(ctypes, "HRESULT", ctypes.c_long, raising=False)
        return Taskbar(77)

    return make


def test_progress_in_the_taskbar(taskbar: Callable[[TaskbarList | None], Taskbar]) -> None:
    found = TaskbarList()
    shown = taskbar(found)
    for running, share in ((1, None), (3, 0.25), (0, None)):
        shown.show(running, share)
    assert found.asked == [
        ("init", 0, 0), ("state", 1, 0), ("state", 2, 0), ("value", 250, 1_000), ("state", 0, 0),
    ]  # fmt: skip


def test_a_taskbar_that_is_not_to_be_had_is_not_missed(
    taskbar: Callable[[TaskbarList | None], Taskbar], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        taskbar(None).show(2, 0.5)
    assert "Class not registered" in caplog.text
