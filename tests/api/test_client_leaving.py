"""Whether a prompt that was given up had left already: then, and only then, it may be paid for."""

from __future__ import annotations

import asyncio
import gc

import pytest

from tests.fakes.raw_server import Connection, RawServer, hang
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import Access
from whisul_desktop.demo.faults import Hold
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport


async def give_up(client: ApiClient, url: str, begun: asyncio.Event) -> bool:
    """Submit, cancel once `begun`; whether a byte may have left."""
    left: list[bool] = []
    errors: list[BaseException] = []
    access = Access(url, "wsk_0123456789")

    async def submit() -> None:
        await client.submit(access, "p", lambda: left.append(True))

    tasks = TaskScope("leaving", errors.append)
    tasks.start(submit(), "submit")
    async with asyncio.timeout(10):
        await begun.wait()
    await tasks.close()
    assert errors == []
    gc.collect()  # a socket that was left open is a warning
    return bool(left)


async def test_while_connecting_nothing_has_left(client: ApiClient) -> None:
    begun = asyncio.Event()

    async def never_shakes_hands(connection: Connection) -> None:
        await connection.reader.read(1)
        begun.set()
        await hang(connection)

    async with RawServer(never_shakes_hands) as server:
        assert await give_up(client, f"https://{server.address}/api", begun) is False


async def test_before_the_proxy_lets_us_through_nothing_has_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = asyncio.Event()

    async def never_answers(connection: Connection) -> None:
        await connection.reader.readuntil(b"\r\n\r\n")
        begun.set()
        await hang(connection)

    async with RawServer(never_answers) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = ApiClient()
        assert await give_up(client, "https://whisul.example/api", begun) is False
        await client.aclose()


async def test_a_request_on_its_way_has_left(client: ApiClient) -> None:
    begun = asyncio.Event()

    async def reads_on(connection: Connection) -> None:
        await connection.reader.read(1)
        begun.set()
        await hang(connection)

    async with RawServer(reads_on) as server:
        assert await give_up(client, server.url, begun) is True


async def test_inside_the_process_nobody_can_tell(lookalike: LookAlike) -> None:
    lookalike.script("POST /generate", Hold())
    client = ApiClient(demo_transport(lookalike))
    left: list[bool] = []
    access = Access(lookalike.api_url, "wsk_0123456789")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await client.submit(access, "p", lambda: left.append(True))
    assert left == [True]
    await client.aclose()
