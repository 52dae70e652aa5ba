"""Whatever goes wrong, no error that the client raises tells the key (fault 32).

The servers here quote every request that they get, headers and all: the worst that a gateway does.
"""

from __future__ import annotations

import json
import socket
import traceback
from collections.abc import Callable, Iterator

import pytest

from tests.canary import CANARY
from tests.fakes.raw_server import (
    Connection,
    RawServer,
    Script,
    answer,
    drop,
    hang,
    read_and_reset,
    response,
)
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import errors
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    ConfigError,
    JobGone,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransportError,
)
from whisul_desktop.core.types import Access

KEY = CANARY
JOB_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"


def quoting(status: str, *headers: str, short_by: int = 0) -> Script:
    """Answers with this status and the request in every field of an error that there is."""

    async def script(connection: Connection) -> None:
        request = (await connection.read_request()).decode()
        body = json.dumps({"error": request, "message": request, "detail": request}).encode()
        await connection.send(response(body, status, *headers, length=len(body) + short_by))

    return script


async def echo(connection: Connection) -> None:
    """No HTTP at all: the request itself."""
    await connection.send(await connection.read_request())


FAILURES: list[tuple[Script, type[ApiError], type[ApiError]]] = [
    # what answers, and what a prompt and a poll make of it
    (quoting("200 OK"), TransportError, ProtocolError),
    (quoting("200 OK", short_by=9), TransportError, TransportError),
    (quoting("200 OK", "Content-Encoding: gzip"), TransportError, ProtocolError),
    (quoting("302 Found", f"Location: /?{KEY}"), TransportError, ProtocolError),
    (quoting("400 Bad Request"), RejectedError, ProtocolError),
    (quoting("401 Unauthorized", f"WWW-Authenticate: Bearer {KEY}"), AuthError, AuthError),
    (quoting("403 Forbidden"), RejectedError, ProtocolError),
    (quoting("404 Not Found"), TransportError, JobGone),
    (quoting("407 Proxy Authentication Required"), TransportError, ProtocolError),
    (quoting("429 Too Many Requests", f"Retry-After: {KEY}"), RateLimited, RateLimited),
    (quoting("500 Internal Server Error"), TransportError, TransportError),
    (echo, TransportError, TransportError),
    (drop, TransportError, TransportError),
    (read_and_reset, TransportError, TransportError),
    (hang, TransportError, TransportError),
]


def tells(error: BaseException) -> Iterator[str]:
    """All that a log, a notice or a report could show of it."""
    yield str(error)
    yield repr(error)
    yield repr(vars(error))
    yield "".join(traceback.format_exception(error))


async def raised_by(
    client: ApiClient, url: str, kind: type[Exception], *, poll: bool, key: str = KEY
) -> None:
    """One request that fails in this way, and does not tell the key."""
    access = Access(url, key)
    with pytest.raises(kind) as caught:
        await (client.status(access, JOB_ID) if poll else client.submit(access, "p"))
    assert type(caught.value) is kind
    assert not [text for text in tells(caught.value) if KEY in text]


@pytest.mark.parametrize("poll", [False, True], ids=["prompt", "poll"])
@pytest.mark.parametrize(("script", "of_prompt", "of_poll"), FAILURES)
async def test_no_error_tells_the_key(
    hasty: ApiClient,
    script: Script,
    of_prompt: type[ApiError],
    of_poll: type[ApiError],
    poll: bool,
) -> None:
    async with RawServer(script) as server:
        await raised_by(hasty, server.url, of_poll if poll else of_prompt, poll=poll)


@pytest.mark.parametrize("poll", [False, True], ids=["prompt", "poll"])
async def test_nor_where_nothing_was_sent(hasty: ApiClient, poll: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        address = "{}:{}".format(*sock.getsockname())
    await raised_by(hasty, f"http://{address}/api", TransportError, poll=poll)
    await raised_by(hasty, f"http://{address}/api", errors.BadApiKey, poll=poll, key=f"{KEY}\n")
    await raised_by(hasty, f"http://{address}/\x00", errors.BadApiUrl, poll=poll)


def test_every_kind_is_among_them() -> None:
    raised = {kind for _script, *kinds in FAILURES for kind in kinds}
    assert raised == set(ApiError.__subclasses__())
    assert {errors.BadApiKey, errors.BadApiUrl} < set(ConfigError.__subclasses__())


@pytest.mark.parametrize("leak", [str, lambda key: {"key": key}], ids=["text", "field"])
def test_the_looking_finds_a_leak(leak: Callable[[str], object]) -> None:
    assert [text for text in tells(ProtocolError(leak(KEY))) if KEY in text]


async def test_what_the_service_says_beside_it_is_kept(client: ApiClient) -> None:
    body = json.dumps({"message": f"Invalid key in the header 'Bearer {KEY}'."}).encode()
    async with RawServer(answer(response(body, "403 Forbidden"))) as server:
        with pytest.raises(RejectedError) as caught:
            await client.submit(Access(server.url, KEY), "p")
        assert caught.value.message == "Invalid key in the header 'Bearer [key]'."
        with pytest.raises(RejectedError) as caught:
            await client.submit(Access(server.url, "header"), "p")  # no key, but a word
        assert "the header" in caught.value.message
