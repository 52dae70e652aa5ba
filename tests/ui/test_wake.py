"""The word of Windows or macOS that the network is back is handed on, once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtNetwork import QNetworkInformation

from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.ui import wake
from whisul_desktop.ui.wake import watch_network

Reach = QNetworkInformation.Reachability


class Network(QObject):
    """In the place of QNetworkInformation, of which there is one in a process."""

    reachabilityChanged = Signal(Reach)  # noqa: N815 - Qt's

    def __init__(self, now: QNetworkInformation.Reachability = Reach.Online) -> None:
        super().__init__()
        self.now = now
        self.loaded: list[bool] = []  # whether on this thread

    def reachability(self) -> QNetworkInformation.Reachability:
        return self.now

    def load(self) -> bool:
        self.loaded.append(QThread.currentThread() is self.thread())
        return True


Listen = Callable[[Network], Awaitable[list[None]]]


@pytest.fixture
async def listen(monkeypatch: pytest.MonkeyPatch) -> Any:
    tasks = TaskScope("test", pytest.fail)

    async def begin(network: Network) -> list[None]:
        class Information:
            instance: Any = staticmethod(lambda: network)

        monkeypatch.setattr(wake, "_load_plugin", network.load)
        monkeypatch.setattr(wake, "QNetworkInformation", Information)
        backs: list[None] = []
        tasks.start(watch_network(lambda: backs.append(None)), "network")
        signal = "2reachabilityChanged(QNetworkInformation::Reachability)"
        async with asyncio.timeout(10):
            while not (network.loaded and network.receivers(signal)):  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        return backs

    yield begin
    await tasks.close()


async def test_the_return_is_told_once(listen: Listen):
    network = Network()
    backs = await listen(network)
    assert network.loaded == [False]
    for reach in (Reach.Online, Reach.Unknown, Reach.Disconnected):
        network.reachabilityChanged.emit(reach)
    assert backs == []
    network.reachabilityChanged.emit(Reach.Local)
    assert backs == [None]
    network.reachabilityChanged.emit(Reach.Site)
    network.reachabilityChanged.emit(Reach.Online)
    assert backs == [None]


async def test_a_start_without_a_network_is_known(listen: Listen):
    network = Network(Reach.Disconnected)
    backs = await listen(network)
    assert backs == []
    network.reachabilityChanged.emit(Reach.Online)
    assert backs == [None]


async def test_where_the_system_tells_nothing_nothing_is_missing(monkeypatch: pytest.MonkeyPatch):
    class Information:
        instance: Any = staticmethod(lambda: None)

    monkeypatch.setattr(wake, "_load_plugin", lambda: False)
    monkeypatch.setattr(wake, "QNetworkInformation", Information)
    await watch_network(lambda: pytest.fail("nobody told"))
