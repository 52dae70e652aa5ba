"""The system's word that the network is back wakes what waits, once, and is only a hint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from tests.services.conftest import World
from tests.ui.window_fixtures import Desk
from whisul_desktop.ui import wake
from whisul_desktop.ui.wake import Wake

Reach = QNetworkInformation.Reachability


class Network(QObject):
    """In the place of QNetworkInformation, of which there is one in a process."""

    reachabilityChanged = Signal(Reach)  # noqa: N815 - Qt's

    def __init__(self) -> None:
        super().__init__()
        self.now = Reach.Online
        self.loaded = 0

    def reachability(self) -> QNetworkInformation.Reachability:
        return self.now

    def become(self, reach: QNetworkInformation.Reachability) -> None:
        self.now = reach
        self.reachabilityChanged.emit(reach)

    def load(self) -> bool:
        self.loaded += 1
        return True


@pytest.fixture
async def desk(make_desk: Callable[..., Desk], make_world: Callable[..., World]) -> Desk:
    desk = make_desk(make_world())
    desk.serve()
    return desk


async def listening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, network: Network | None
) -> list[None]:
    """Start to listen; the list grows each time that everything is woken."""
    wakes: list[None] = []
    services = desk.backend.services
    assert services is not None
    services.following.back.connect(wakes.append)
    loads = network.load if network is not None else lambda: False

    class Information:
        instance: Any = staticmethod(lambda: network)

    monkeypatch.setattr(wake, "_load_plugin", loads)
    monkeypatch.setattr(wake, "QNetworkInformation", Information)
    desk.wake = Wake(desk.backend, desk.window)  # type: ignore[attr-defined]
    desk.wake.on_services(services)  # type: ignore[attr-defined]
    await desk.settle()
    return wakes


async def test_the_return_wakes_everything_once(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    network = Network()
    wakes = await listening(desk, monkeypatch, network)
    assert network.loaded == 1
    for reach in (Reach.Online, Reach.Unknown, Reach.Disconnected):
        network.become(reach)
    wakes.clear()
    network.become(Reach.Disconnected)
    assert wakes == []
    network.become(Reach.Local)
    assert wakes == [None]
    network.become(Reach.Site)
    network.become(Reach.Online)
    assert wakes == [None]


async def test_a_start_without_a_network_is_known(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    network = Network()
    network.now = Reach.Disconnected
    wakes = await listening(desk, monkeypatch, network)
    assert wakes == []
    network.become(Reach.Online)
    assert wakes == [None]


async def test_where_the_system_tells_nothing_nothing_is_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    assert await listening(desk, monkeypatch, None) == []


async def test_the_real_plugin_is_loaded_in_a_thread_for_this_thread(desk: Desk):
    services = desk.backend.services
    assert services is not None
    Wake(desk.backend, desk.window).on_services(services)
    await desk.settle()
    information: QNetworkInformation | None = QNetworkInformation.instance()
    assert information is None or information.thread() is desk.window.thread()
