"""Requests and answers over real sockets, and what every answer means."""

from __future__ import annotations

import asyncio
import json
import logging
import threading

import pytest

from tests.canary import CANARY
from tests.fakes.raw_server import RawServer, answer, keep_answering, response
from whisul_desktop import __version__
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import (
    AuthError,
    BadApiKey,
    BadApiUrl,
    JobGone,
    NoApiKey,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransportError,
    WhisulError,
)
from whisul_desktop.core.types import Access
from whisul_desktop.demo.faults import Answer, Redirect, html_page
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport

KEY = CANARY
JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
RUNNING = b'{"status": "running", "prompt": "p", "result": null, "error": null}'


def access(lookalike: LookAlike, key: str = KEY) -> Access:
    return Access(lookalike.api_url, key)


async def test_the_whole_way(live: LookAlike, client: ApiClient) -> None:
    live.key = KEY
    live.plan(seconds=3600)
    job_id = await client.submit(access(live), "a trap song – with 808s 🥁")
    running = await client.status(access(live), job_id)
    assert (running.status, running.song, running.finished_at) == ("running", None, None)
    assert running.started_at is not None
    live.finish(job_id)
    done = await client.status(access(live), job_id)
    assert done.status == "completed"
    assert done.prompt == "a trap song – with 808s 🥁"
    assert done.song is not None
    assert done.song.title == "Midnight Grid"
    assert done.song.song_url.startswith(live.base_url)

    [sent] = live.seen("POST /generate")
    assert json.loads(sent.body) == {"prompt": "a trap song – with 808s 🥁"}
    assert sent.headers["content-type"] == "application/json"
    for seen in live.requests:
        assert seen.headers["authorization"] == f"Bearer {KEY}"
        assert seen.headers["user-agent"] == f"WhisulDesktop/{__version__}"
        assert "cookie" not in seen.headers


async def test_a_failed_job(live: LookAlike, client: ApiClient) -> None:
    live.plan(error="Out of memory")
    live.plan(failed=True)
    for words in ("Out of memory", None):
        job_id = await client.submit(access(live), "p")
        reply = await client.status(access(live), job_id)
        assert (reply.status, reply.error, reply.song) == ("failed", words, None)


@pytest.mark.parametrize(
    ("reply", "error", "fields"),
    [
        (Answer(400, {"error": "Invalid input", "message": "No prompt."}), RejectedError,
         {"message": "No prompt."}),
        (Answer(400, "<html>"), RejectedError,
         {"message": "The service answered 400 Bad Request."}),
        (Answer(402, {"message": "No credits left."}), RejectedError,
         {"message": "No credits left."}),
        (Answer(401, {"error": "Unauthorized"}), AuthError, {}),
        (Answer(429, headers={"retry-after": "7"}), RateLimited, {"retry_after": 7}),
        (Answer(429, headers={"retry-after": "Thu, 01 Jan 1970 00:16:49 GMT"}), RateLimited,
         {"retry_after": 9}),
        (Answer(429), RateLimited, {"retry_after": None}),
        (Answer(500), TransportError, {"sent": True, "retry_after": None}),
        (Answer(503, headers={"retry-after": "5"}), TransportError,
         {"sent": True, "retry_after": 5}),
        (Answer(599), TransportError, {"sent": True}),
        (Answer(408), TransportError, {"sent": True}),
        (Answer(407), TransportError, {"sent": False}),
        (Redirect("https://elsewhere.example/"), TransportError, {"sent": True}),
        (Answer(200, {"message": "hello"}), TransportError, {"sent": True}),
        (Answer(204), TransportError, {"sent": True}),
        (html_page(), TransportError, {"sent": True}),
    ],
)  # fmt: skip
async def test_answers_to_a_prompt(
    lookalike: LookAlike, reply: Answer, error: type[WhisulError], fields: dict[str, object]
) -> None:
    lookalike.script("POST /generate", reply)
    client = ApiClient(demo_transport(lookalike), now=lambda: 1000)
    with pytest.raises(error) as caught:
        await client.submit(access(lookalike), "p")
    assert {name: getattr(caught.value, name) for name in fields} == fields
    assert len(lookalike.requests) == 1
    assert lookalike.jobs == {}
    await client.aclose()


@pytest.mark.parametrize(
    ("reply", "error", "fields"),
    [
        (Answer(401), AuthError, {}),
        (Answer(404), JobGone, {}),
        (Answer(410), JobGone, {}),
        (Answer(429, headers={"retry-after": "7"}), RateLimited, {"retry_after": 7}),
        (Answer(500), TransportError, {"retry_after": None}),
        (Answer(503, headers={"retry-after": "5"}), TransportError, {"retry_after": 5}),
        (Answer(400), ProtocolError, {}),
        (Answer(204), ProtocolError, {}),
        (Redirect("https://elsewhere.example/"), ProtocolError, {}),
        (Answer(200, {"message": "hello"}), ProtocolError, {}),
        (Answer(200, b"\xff\xfe{}"), ProtocolError, {}),
        (Answer(200, b"[" * 100_000), ProtocolError, {}),
        (html_page(), ProtocolError, {}),
    ],
)
async def test_answers_to_a_poll(
    lookalike: LookAlike, reply: Answer, error: type[WhisulError], fields: dict[str, object]
) -> None:
    lookalike.script("GET /jobs", reply)
    client = ApiClient(demo_transport(lookalike))
    with pytest.raises(error) as caught:
        await client.status(access(lookalike), JOB_ID)
    assert {name: getattr(caught.value, name) for name in fields} == fields
    await client.aclose()


async def test_an_accepted_prompt_in_other_2xx(lookalike: LookAlike) -> None:
    client = ApiClient(demo_transport(lookalike))
    for status in (200, 201, 202):
        lookalike.script("POST /generate", Answer(status, {"job_id": JOB_ID}))
        assert await client.submit(access(lookalike), "p") == JOB_ID
    await client.aclose()


async def test_compose_where_there_is_no_generate(lookalike: LookAlike) -> None:
    client = ApiClient(demo_transport(lookalike))
    lookalike.endpoint = "/compose"
    for asked in (["/api/generate", "/api/compose"], ["/api/compose"]):
        lookalike.requests.clear()
        await client.submit(access(lookalike), "p")
        assert [seen.path for seen in lookalike.requests] == asked
    lookalike.endpoint = "/generate"
    lookalike.requests.clear()
    await client.submit(access(lookalike), "p")
    assert [seen.path for seen in lookalike.requests] == ["/api/compose", "/api/generate"]
    assert len(lookalike.jobs) == 3
    await client.aclose()


@pytest.mark.parametrize("status", [404, 405])
async def test_no_endpoint_at_all(lookalike: LookAlike, status: int) -> None:
    lookalike.script("POST /", Answer(status), times=None)
    client = ApiClient(demo_transport(lookalike))
    with pytest.raises(TransportError) as caught:
        await client.submit(access(lookalike), "p")
    assert not caught.value.sent
    assert len(lookalike.requests) == 2
    await client.aclose()


async def test_checking_a_key(lookalike: LookAlike) -> None:
    lookalike.key = KEY
    client = ApiClient(demo_transport(lookalike))
    await client.check_key(access(lookalike))
    with pytest.raises(AuthError):
        await client.check_key(access(lookalike, "another"))
    lookalike.script("GET /jobs", html_page())
    with pytest.raises(ProtocolError):
        await client.check_key(access(lookalike))
    paths = {seen.path for seen in lookalike.seen("GET /jobs/")}
    assert len(paths) == 3, "an id that no job has"
    await client.aclose()


@pytest.mark.parametrize(
    ("key", "error"),
    [("", NoApiKey), ("ключ", BadApiKey), ("a b", BadApiKey), ("a\r\nX: y", BadApiKey),
     ("ключ"[:1] + "abc", BadApiKey), ("a\ud800", BadApiKey), ("é", BadApiKey)],
)  # fmt: skip
async def test_a_key_that_fits_no_header(
    lookalike: LookAlike, key: str, error: type[WhisulError]
) -> None:
    client = ApiClient(demo_transport(lookalike))
    for call in (client.submit(access(lookalike, key), "p"),
                 client.status(access(lookalike, key), JOB_ID)):  # fmt: skip
        with pytest.raises(error):
            await call
    assert lookalike.requests == []
    await client.aclose()


@pytest.mark.parametrize("api_url", ["http://whisul.com/api", "ftp://x", "https://a@b.c/api", ""])
async def test_an_address_that_must_not_have_the_key(lookalike: LookAlike, api_url: str) -> None:
    client = ApiClient(demo_transport(lookalike))
    with pytest.raises(BadApiUrl):
        await client.submit(Access(api_url, KEY), "p")
    assert lookalike.requests == []
    await client.aclose()


@pytest.mark.parametrize(
    "server_id", ["", "..", "a/b", "../generate", "a?b", "a#b", "ü", "x" * 300]
)
async def test_an_id_that_would_lead_elsewhere(lookalike: LookAlike, server_id: str) -> None:
    client = ApiClient(demo_transport(lookalike))
    with pytest.raises(JobGone):
        await client.status(access(lookalike), server_id)
    assert lookalike.requests == []
    await client.aclose()


async def test_a_broken_character_is_refused_before_sending(lookalike: LookAlike) -> None:
    client = ApiClient(demo_transport(lookalike))
    with pytest.raises(RejectedError):
        await client.submit(access(lookalike), "a\ud800")
    assert lookalike.requests == []
    await client.aclose()


async def test_redirects_are_not_followed(client: ApiClient) -> None:
    async with RawServer(answer(response(b"", "202 Accepted"))) as elsewhere:
        moved = response(b"", "307 Temporary Redirect", f"Location: {elsewhere.url}/api/generate")
        async with RawServer(answer(moved)) as server:
            with pytest.raises(TransportError) as caught:
                await client.submit(Access(server.url, KEY), "p")
            with pytest.raises(ProtocolError):
                await client.status(Access(server.url, KEY), JOB_ID)
        assert caught.value.sent
        assert elsewhere.connections == 0


async def test_cookies_are_not_kept(client: ApiClient) -> None:
    running = response(RUNNING, "200 OK", "Set-Cookie: a=b; Path=/")
    async with RawServer(answer(running)) as server:
        for _ in range(2):
            await client.status(Access(server.url, KEY), JOB_ID)
    assert len(server.requests) == 2
    assert not any(b"cookie" in request.lower() for request in server.requests)


async def test_a_prompt_has_a_connection_of_its_own_and_polls_share(client: ApiClient) -> None:
    accepted = response(json.dumps({"job_id": JOB_ID}).encode(), "202 Accepted")
    async with RawServer(keep_answering(accepted)) as server:
        for _ in range(3):
            await client.submit(Access(server.url, KEY), "p")
        assert server.connections == 3
    async with RawServer(keep_answering(response(RUNNING))) as server:
        for _ in range(3):
            await client.status(Access(server.url, KEY), JOB_ID)
        assert server.connections == 1
    await client.aclose()


async def test_many_at_once(live: LookAlike, client: ApiClient) -> None:
    ids = await asyncio.gather(*(client.submit(access(live), f"p{n}") for n in range(40)))
    assert len(set(ids)) == len(live.jobs) == 40
    replies = await asyncio.gather(*(client.status(access(live), job_id) for job_id in ids))
    assert [reply.prompt for reply in replies] == [f"p{n}" for n in range(40)]


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "nonsense://x"])
async def test_this_computer_is_reached_past_all_proxies(
    live: LookAlike, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
        monkeypatch.setenv(name.lower(), proxy)
    client = ApiClient()
    assert await client.submit(access(live), "p") in live.jobs
    await client.aclose()


async def test_built_in_another_thread(live: LookAlike) -> None:
    built: list[ApiClient] = []
    thread = threading.Thread(target=lambda: built.append(ApiClient()))
    thread.start()
    thread.join()
    assert await built[0].submit(access(live), "p") in live.jobs
    await built[0].aclose()
    await built[0].aclose()
    with pytest.raises(RuntimeError):
        await built[0].submit(access(live), "p")


async def test_the_key_is_in_no_log(
    live: LookAlike, client: ApiClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await client.submit(access(live), "p")
        live.script("GET /jobs", Answer(500), Answer(302, headers={"location": "/?signed=1"}))
        for _ in range(2):
            with pytest.raises((TransportError, ProtocolError)) as caught:
                await client.status(access(live), JOB_ID)
            assert KEY not in repr(caught.value) + str(caught.value)
    assert KEY not in caplog.text
    assert "signed" not in caplog.text
    assert KEY not in repr(access(live))
