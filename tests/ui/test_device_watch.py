"""A device that is gone is told by opening it, whatever else goes on; on a stand-in for it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from whisul_desktop.ui import device_watch, sound
from whisul_desktop.ui.device_watch import DeviceWatch

DEVICE: Any = object()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt notices by itself")


@pytest.fixture
def watch(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeviceWatch]:
    monkeypatch.setattr(device_watch, "_LOOK_AFTER_MS", (20, 20))
    made = DeviceWatch()
    yield made
    made.close()


def opens(monkeypatch: pytest.MonkeyPatch, *answers: bool) -> list[object]:
    """What was opened; each time as `answers` say, the last one from then on."""
    asked: list[object] = []

    def answer(device: object) -> bool:
        asked.append(device)
        return answers[min(len(asked), len(answers)) - 1]

    monkeypatch.setattr(sound, "can_be_opened", answer)
    return asked


def test_it_is_told_though_the_time_goes_on(
    qtbot: QtBot, watch: DeviceWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = opens(monkeypatch, True, False)
    playing = QTimer(interval=5)
    playing.timeout.connect(watch.moved)
    playing.start()
    with qtbot.waitSignal(watch.gone):
        watch.watch(DEVICE)
    assert asked == [DEVICE] * 2
    assert not watch.is_active


def test_what_plays_is_looked_at_twice_and_what_stands_still_again(
    qtbot: QtBot, watch: DeviceWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = opens(monkeypatch, True, True, False)
    steps = 0

    def play() -> None:
        nonlocal steps
        steps += 1
        watch.moved()

    playing = QTimer(interval=1)
    playing.timeout.connect(play)
    playing.start()
    watch.watch(DEVICE)
    qtbot.waitUntil(lambda: len(asked) == 2)
    monkeypatch.setattr(device_watch, "_LOOK_AFTER_MS", (20, 200))
    watch.moved()
    before = steps
    qtbot.waitUntil(lambda: steps > before + 50)
    assert len(asked) == 2
    with qtbot.waitSignal(watch.gone):
        playing.stop()
    assert len(asked) == 3


def test_an_answer_that_comes_too_late_says_nothing(
    qtbot: QtBot, watch: DeviceWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer, told = threading.Event(), []
    monkeypatch.setattr(sound, "can_be_opened", lambda _device: not may_answer.wait(10))
    watch.gone.connect(lambda: told.append("gone"))
    watch.watch(DEVICE)
    qtbot.waitUntil(lambda: watch._asking is not None)
    watch.watch(DEVICE)  # another one by now
    may_answer.set()
    qtbot.waitUntil(lambda: watch._asking is None)
    watch.stop()
    assert told == []


def test_a_server_that_hangs_holds_nobody(
    qtbot: QtBot, watch: DeviceWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()
    monkeypatch.setattr(sound, "can_be_opened", lambda _device: may_answer.wait(10))
    watch._stall.setInterval(100)
    with qtbot.waitSignal(watch.gone):
        watch.watch(DEVICE)
    assert watch._asking is not None
    begun = time.monotonic()
    watch.close()
    assert time.monotonic() - begun < 2
    may_answer.set()
    qtbot.waitUntil(lambda: watch._asking is None)
