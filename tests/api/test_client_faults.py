"""Connections that break, hang and lie: above all, whether a prompt may have arrived."""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import socket
import time
import tracemalloc
import zlib

import pytest

from tests.canary import CANARY
from tests.fakes.raw_server import (
    Connection,
    RawServer,
    answer,
    drop,
    hang,
    keep_answering,
    read_and_reset,
    response,
)
from whisul_desktop.api.client import MAX_ANSWER, ApiClient, TimeLimits
from whisul_desktop.core.errors import ProtocolError, TransportError
from whisul_desktop.core.types import Access
from whisul_desktop.demo.faults import Cut, Drip, Drop, Flood, Hold
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport

KEY = CANARY
JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
SUBMITTED = json.dumps(
    {"message": "Composition task received.", "job_id": JOB_ID, "poll_url": f"/jobs/{JOB_ID}"}
).encode()
RUNNING = b'{"status": "running", "prompt": "p", "result": null, "error": null}'
RUNNING_RESPONSE = response(RUNNING)


async def lost(client: ApiClient, url: str) -> TransportError:
    """Submit what can't be answered; the error."""
    with pytest.raises(TransportError) as caught:
        await client.submit(Access(url, KEY), "p")
    assert caught.value.detail
    assert KEY not in str(caught.value)
    return caught.value


# Nothing was sent


async def test_connection_refused(client: ApiClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/api"
    assert not (await lost(client, url)).sent


async def test_no_such_host(client: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_name(*_args: object, **_options: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", no_name)
    assert not (await lost(client, "https://whisul.example/api")).sent


async def test_tls_trouble(client: ApiClient) -> None:
    async def not_tls(connection: Connection) -> None:
        await connection.reader.read(1)
        await connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async def leaves(connection: Connection) -> None:
        await connection.reader.read(1)

    async def resets(connection: Connection) -> None:
        await connection.reader.read(1)
        connection.reset()

    async with RawServer(not_tls, leaves, resets) as server:
        for _ in range(3):
            error = await lost(client, f"https://{server.address}/api")
            assert not error.sent
    assert server.connections == 3


async def test_tls_never_answers(hasty: ApiClient) -> None:
    async with RawServer(hang) as server:
        assert not (await lost(hasty, f"https://{server.address}/api")).sent


async def test_the_whole_time_is_up_while_connecting() -> None:
    client = ApiClient(limits=TimeLimits(total=0.2, connect=10))
    async with RawServer(hang) as server:
        assert not (await lost(client, f"https://{server.address}/api")).sent
    await client.aclose()
    gc.collect()  # a socket that was left open is a warning, and warnings are errors


@pytest.mark.parametrize("reply", ["407 Proxy Authentication Required", "502 Bad Gateway"])
async def test_the_proxy_refuses(monkeypatch: pytest.MonkeyPatch, reply: str) -> None:
    async with RawServer(answer(response(b"", reply))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = ApiClient()
        assert not (await lost(client, "https://whisul.example/api")).sent
        await client.aclose()
    assert proxy.requests[0].startswith(b"CONNECT whisul.example:443")
    assert KEY.encode() not in proxy.requests[0]


@pytest.mark.parametrize("script", [hang, drop, read_and_reset])
async def test_the_proxy_never_lets_us_through(
    monkeypatch: pytest.MonkeyPatch, script: object
) -> None:
    async with RawServer(script) as proxy:  # type: ignore[arg-type]
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = ApiClient(limits=TimeLimits(total=0.5))
        assert not (await lost(client, "https://whisul.example/api")).sent
        await client.aclose()
    assert proxy.connections == 1


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://x", "http://x:y"])
async def test_proxy_settings_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    client = ApiClient()  # the app starts all the same
    error = await lost(client, "https://whisul.example/api")
    assert not error.sent
    assert "proxy" in error.detail
    await client.aclose()


# It may have arrived


@pytest.mark.parametrize("script", [drop, read_and_reset, answer(b""), answer(b"nonsense\r\n\r\n"),
                                    answer(b"HTTP/1.1 202 Acc")])  # fmt: skip
async def test_no_answer_after_sending(client: ApiClient, script: object) -> None:
    async with RawServer(script) as server:  # type: ignore[arg-type]
        assert (await lost(client, server.url)).sent
        assert server.connections == 1, "never sent twice"


async def test_no_answer_in_time(hasty: ApiClient, live: LookAlike) -> None:
    hold = Hold()
    live.script("POST /generate", hold)
    assert (await lost(hasty, live.api_url)).sent
    assert len(live.jobs) == 1
    hold.release()


async def test_the_answer_is_lost_and_the_job_exists(client: ApiClient, live: LookAlike) -> None:
    live.script("POST /generate", Drop(processed=True), Drop())
    for _ in range(2):
        assert (await lost(client, live.api_url)).sent
        assert len(live.jobs) == 1


async def test_dropped_in_process(lookalike: LookAlike) -> None:
    lookalike.script("POST /generate", Drop(processed=True))
    client = ApiClient(demo_transport(lookalike))
    assert (await lost(client, lookalike.api_url)).sent
    assert len(lookalike.jobs) == 1
    await client.aclose()


async def test_cancelling_passes_through(client: ApiClient) -> None:
    async with RawServer(hang) as server:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client.submit(Access(server.url, KEY), "p")
        assert server.connections == 1


# An answer that is not whole


async def test_202_cut_anywhere(client: ApiClient) -> None:
    """Accepted from the moment that the id is whole; otherwise lost, never re-sent."""
    whole = SUBMITTED.index(JOB_ID.encode()) + len(JOB_ID)
    full = response(SUBMITTED, "202 Accepted")
    head = len(full) - len(SUBMITTED)
    scripts = [answer(full[: head + cut]) for cut in range(len(SUBMITTED))]
    async with RawServer(*scripts) as server:
        for cut in range(len(SUBMITTED)):
            if cut >= whole:
                assert await client.submit(Access(server.url, KEY), "p") == JOB_ID
            else:
                assert (await lost(client, server.url)).sent
        assert server.connections == len(SUBMITTED)


async def test_202_cut_by_the_look_alike(client: ApiClient, live: LookAlike) -> None:
    live.script("POST /generate", Cut(after=100))
    assert [await client.submit(Access(live.api_url, KEY), "p")] == list(live.jobs)


async def test_202_drips_but_the_id_came(hasty: ApiClient, live: LookAlike) -> None:
    live.script("POST /generate", Drip(seconds=1, after=100))
    assert [await hasty.submit(Access(live.api_url, KEY), "p")] == list(live.jobs)


async def test_drip(hasty: ApiClient, live: LookAlike) -> None:
    live.script("POST /generate", Drip(seconds=0.05))
    live.script("GET /jobs", Drip(seconds=0.05))
    before = time.monotonic()
    assert (await lost(hasty, live.api_url)).sent
    with pytest.raises(TransportError):
        await hasty.status(Access(live.api_url, KEY), next(iter(live.jobs)))
    assert time.monotonic() - before < 3


async def test_a_poll_cut_anywhere_is_no_answer(client: ApiClient) -> None:
    head = len(RUNNING_RESPONSE) - len(RUNNING)
    cuts = range(0, len(RUNNING), 7)
    async with RawServer(*(answer(RUNNING_RESPONSE[: head + cut]) for cut in cuts)) as server:
        for _ in cuts:
            with pytest.raises(TransportError):
                await client.status(Access(server.url, KEY), JOB_ID)


async def test_100_mb(client: ApiClient, live: LookAlike) -> None:
    live.script("GET /jobs", Flood())
    live.script("POST /generate", Flood())
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError, match="256 kB"):
            await client.status(Access(live.api_url, KEY), JOB_ID)
        assert (await lost(client, live.api_url)).sent
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb(client: ApiClient, encoding: str) -> None:
    compress = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = compress(b'{"status": "' + b" " * 50_000_000 + b'"}')
    assert len(bomb) < MAX_ANSWER
    reply = response(bomb, "200 OK", f"Content-Encoding: {encoding}")
    async with RawServer(answer(reply)) as server:
        tracemalloc.start()
        try:
            with pytest.raises(ProtocolError, match="256 kB"):
                await client.status(Access(server.url, KEY), JOB_ID)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 4_000_000


async def test_compressed_answers(client: ApiClient) -> None:
    packed = gzip.compress(RUNNING)
    replies = [
        (packed, "gzip"), (zlib.compress(RUNNING), "deflate"), (RUNNING, "identity"),
    ]  # fmt: skip
    for body, encoding in replies:
        reply = response(body, "200 OK", f"Content-Encoding: {encoding}")
        async with RawServer(answer(reply)) as server:
            assert (await client.status(Access(server.url, KEY), JOB_ID)).status == "running"
    for body, encoding in [(packed[:-9], "gzip"), (RUNNING, "gzip"), (RUNNING, "br")]:
        reply = response(body, "200 OK", f"Content-Encoding: {encoding}")
        async with RawServer(answer(reply)) as server:
            with pytest.raises(ProtocolError):
                await client.status(Access(server.url, KEY), JOB_ID)


async def test_the_limit_is_exact(client: ApiClient) -> None:
    for size, fits in ((MAX_ANSWER, True), (MAX_ANSWER + 1, False)):
        body = RUNNING[:-1] + b" " * (size - len(RUNNING)) + b"}"
        async with RawServer(answer(response(body))) as server:
            if fits:
                assert (await client.status(Access(server.url, KEY), JOB_ID)).prompt == "p"
            else:
                with pytest.raises(ProtocolError):
                    await client.status(Access(server.url, KEY), JOB_ID)


async def test_a_large_answer_to_a_prompt_still_has_its_id(client: ApiClient) -> None:
    body = SUBMITTED[:-1] + b', "x": "' + b"x" * 300_000 + b'"}'
    async with RawServer(answer(response(body, "202 Accepted"))) as server:
        assert await client.submit(Access(server.url, KEY), "p") == JOB_ID


# Kept-alive connections


async def answer_once_then_leave(connection: Connection) -> None:
    await connection.read_request()
    await connection.send(RUNNING_RESPONSE)
    await connection.read_request()


async def test_a_poll_is_asked_again_when_its_old_connection_was_gone(client: ApiClient) -> None:
    async with RawServer(answer_once_then_leave, keep_answering(RUNNING_RESPONSE)) as server:
        for _ in range(2):
            assert (await client.status(Access(server.url, KEY), JOB_ID)).status == "running"
        assert server.connections == 2
        await client.aclose()


async def test_a_poll_is_not_asked_again_on_a_new_connection(client: ApiClient) -> None:
    async with RawServer(drop) as server:
        with pytest.raises(TransportError):
            await client.status(Access(server.url, KEY), JOB_ID)
        assert server.connections == 1
