"""A session bus of the tests' own, and a desktop's services on it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dbus_fast.aio import MessageBus

from tests.desktop.recorder import NAME, PATH, Recorder

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass
class Bus:
    """A dbus-daemon, and where it listens."""

    process: subprocess.Popen[str]
    address: str


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    folder = tmp_path_factory.mktemp("bus")
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    process = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield Bus(process, address)
    process.kill()
    process.wait()
    process.stdout.close()


StartService = Callable[..., Any]


@pytest.fixture
async def start_service(bus: Bus) -> AsyncIterator[StartService]:
    """Starts the recording service on the bus: `await start_service("actions", …)`."""
    connections: list[MessageBus] = []

    async def start(*capabilities: str) -> Recorder:
        connection = await MessageBus(bus.address).connect()
        connections.append(connection)
        recorder = Recorder(list(capabilities))
        connection.export(PATH, recorder)
        await connection.request_name(NAME)
        return recorder

    yield start
    for connection in connections:
        connection.disconnect()


async def until(condition: Callable[[], object]) -> None:
    """Let the loop go on until it holds."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what happens in another process sets no event
            await asyncio.sleep(0.005)


@pytest.fixture
def icon(tmp_path: Path) -> Path:
    return tmp_path / "an icon.png"
