"""A network that comes is heard of, once, from the kernel itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desktop.conftest import until
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.desktop import routes
from whisul_desktop.desktop.routes import watch_network

IPV4 = """\
Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
wlan0	0000FEA9	00000000	0001	0	0	0	0000FFFF	0	0	0
*	0000640A	00000000	0201	0	0	0	0000FFFF	0	0	0
lo	0000007F	00000000	0001	0	0	0	000000FF	0	0	0
"""
IPV6 = "\n".join(
    f"{destination:0<32} 40 {'0' * 32} 00 {'0' * 32} 00000100 00000001 00000000 {flags} {device:>8}"
    for destination, flags, device in [
        ("fd", "00000001", "eth0"),
        ("", "00000003", "eth0"),
        ("fe8", "00000001", "eth0"),
        ("ff", "00000001", "eth0"),
        ("fd000002", "80200001", "eth0"),  # this computer's own address
        ("2001", "00100001", "eth0"),  # anycast
        ("", "00200200", "lo"),  # nowhere
    ]
)


def test_what_leads_beyond_this_computer_and_its_cable(tmp_path: Path):
    (tmp_path / "route").write_text(IPV4, "ascii")
    (tmp_path / "ipv6_route").write_text(IPV6, "ascii")
    assert routes.routes(tmp_path) == {
        ("eth0", "00000000"),
        ("eth0", "000200C0"),
        ("eth0", f"{'fd':0<32}"),
        ("eth0", "0" * 32),
    }


def test_a_kernel_without_either(tmp_path: Path):
    assert routes.routes(tmp_path) == set()


class Kernel:
    """In the place of the real one: a socket that tells, and what is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.near, self.far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.near.setblocking(False)
        self.now = {("eth0", "00000000")}
        self.looks = 0
        self.backs: list[None] = []
        monkeypatch.setattr(routes, "CALM", 0.01)
        monkeypatch.setattr(routes, "_listen", lambda: self.near)
        monkeypatch.setattr(routes, "routes", self._routes)

    def _routes(self) -> set[tuple[str, str]]:
        self.looks += 1
        return set(self.now)

    async def tell(self, *now: str) -> None:
        """These devices have a network from now on; wait until that was looked at."""
        looks = self.looks
        self.now = {(device, "00000000") for device in now}
        for _ in range(3):
            self.far.send(b"a message")
        await until(lambda: self.looks > looks)


@pytest.fixture
async def kernel(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Kernel]:
    kernel = Kernel(monkeypatch)
    tasks = TaskScope("test", pytest.fail)
    tasks.start(watch_network(lambda: kernel.backs.append(None)), "network")
    await until(lambda: kernel.looks == 1)
    yield kernel
    await tasks.close()
    assert kernel.near.fileno() == -1
    kernel.far.close()


async def test_only_what_was_not_there_is_told(kernel: Kernel):
    await kernel.tell("eth0")  # a lease was renewed
    await kernel.tell()
    assert kernel.backs == []
    await kernel.tell("eth0")
    assert kernel.backs == [None]
    await kernel.tell("eth0", "wlan0")
    assert kernel.backs == [None, None]
    await kernel.tell("wlan0")
    assert kernel.backs == [None, None]


async def test_where_nobody_tells_nothing_is_missing(monkeypatch: pytest.MonkeyPatch):
    def refuse() -> socket.socket:
        raise PermissionError(1, "not in this sandbox")

    monkeypatch.setattr(routes, "_listen", refuse)
    await watch_network(lambda: pytest.fail("nobody told"))


REAL = """
    import asyncio, subprocess, sys
    from whisul_desktop.core.tasks import TaskScope
    from whisul_desktop.desktop.routes import watch_network

    async def main():
        back = asyncio.Event()
        tasks = TaskScope("test", print)
        tasks.start(watch_network(back.set), "network")
        await asyncio.sleep(0)
        for words in ("tuntap add tap0 mode tap", "addr add 10.9.0.1/24 dev tap0",
                      "link set tap0 up"):
            subprocess.run(["ip", *words.split()], check=True)
        async with asyncio.timeout(20):
            await back.wait()
        print("back")
        await tasks.close()

    asyncio.run(main())
"""


def test_the_kernel_tells_of_a_device_that_comes_up():
    alone = ["unshare", "--map-root-user", "--net"]  # networks of its own
    try:
        subprocess.run([*alone, "ip", "tuntap", "add", "tap1", "mode", "tap"], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no networks to play with: {error}")
    done = subprocess.run(
        [*alone, sys.executable, "-c", textwrap.dedent(REAL)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "back\n", done.stderr
