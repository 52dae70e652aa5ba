"""The client of the service: two endpoints, and what became of each request.

The one question that matters after a failed POST is whether the service may have got it:
then a song may have been created and paid for. TransportError.sent answers it.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from whisul_desktop.api import wire
from whisul_desktop.api.connection import (
    ClientPool,
    ConnectionSetupError,
    Trace,
    opened,
    read_limited,
)
from whisul_desktop.core.errors import (
    ApiError,
    AuthError,
    BadApiKey,
    JobGone,
    NoApiKey,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransportError,
)
from whisul_desktop.core.keys import without_key
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.core.types import Access, JobAnswer
from whisul_desktop.core.urls import check_api_url, is_loopback_host

MAX_ANSWER = 256_000  # bytes, unpacked

# Every example of the service's pages says /generate, two of them /compose in passing.
_SUBMIT_PATHS = ("/generate", "/compose")
_NO_SUCH_ENDPOINT = frozenset({404, 405})
_MAYBE_PROCESSED = frozenset({408, 425, 499})  # refusals that some gateways send late
_SERVER_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}")
# Raised before a byte of the request leaves.
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
# How a kept-alive connection shows that the other end had closed it meanwhile.
_STALE = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds."""

    total: float = 30  # a whole call, from waiting for a connection to the last byte
    connect: float = 10


@dataclass(slots=True)
class _Reply:
    """What is known of one request: how far it got and what came back."""

    traced: bool  # whether httpcore tells how far it got
    trace: Trace = field(default_factory=Trace)
    status: int | None = None
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    body: bytearray = field(default_factory=bytearray)
    trouble: ApiError | None = None  # why the body is not whole

    def may_have_arrived(self, error: Exception) -> bool:
        if isinstance(error, _NOT_SENT):
            return False
        return self.trace.sent if self.traced else True

    def was_stale(self) -> bool:
        """Whether it failed on a kept-alive connection before anything came back."""
        return self.traced and not self.trace.connected and self.status is None


class ApiClient:
    """Talks to the service, for any address and key: both come with each call.

    `transport` (demo, tests) replaces the network. `now`: POSIX seconds, for Retry-After
    dates. May be built outside the event loop and in another thread; all else belongs to
    the loop. A key is put into one request's header and nowhere else, and redirects are
    never followed. Every call may raise NoApiKey, BadApiKey or BadApiUrl before any I/O.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], float] = time.time,
        limits: TimeLimits | None = None,
    ) -> None:
        self._limits = limits or TimeLimits()
        self._now = now
        self._traced = transport is None
        timeout = httpx.Timeout(
            self._limits.total, connect=self._limits.connect, pool=self._limits.connect
        )
        # A kept-alive connection may be closed by the service just as it is used; for a
        # POST that looks like an answer that was lost, so each has a connection of its own.
        self._submits = ClientPool(transport, timeout=timeout, clients=4, keep_alive=False)
        self._polls = ClientPool(transport, timeout=timeout, clients=4, keep_alive=True)
        self._submit_path: dict[str, str] = {}  # api_url → the path that answered

    async def submit(
        self, access: Access, prompt: str, leaving: Callable[[], None] = lambda: None
    ) -> str:
        """Send a prompt; the service's job_id. `leaving` is called before its first byte goes.

        Cancelled before that, nothing was sent.

        Raises RejectedError (400 and its kin: nothing was created), AuthError,
        RateLimited, TransportError: with `sent` a job may have been created.
        """
        try:
            content = json.dumps({"prompt": prompt}, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise RejectedError("The prompt contains a broken character.") from None
        first = self._submit_path.get(access.api_url, _SUBMIT_PATHS[0])
        deadline = asyncio.get_running_loop().time() + self._limits.total
        for path in sorted(_SUBMIT_PATHS, key=lambda each: each != first):
            trace = Trace(leaving=leaving)
            if not self._traced:  # nobody will tell
                leaving()
            reply = await self._call(self._submits, access, "POST", path, deadline, content, trace)
            if reply.status not in _NO_SUCH_ENDPOINT:
                self._submit_path[access.api_url] = path
                return self._read_submitted(reply, access.key)
        raise TransportError("nothing takes prompts at this address (404)", sent=False)

    async def status(self, access: Access, server_id: str) -> JobAnswer:
        """What the service says of a job.

        Raises JobGone (404), AuthError, RateLimited, TransportError, ProtocolError: none
        of them says that the job failed.
        """
        if not _SERVER_ID.fullmatch(server_id):
            raise JobGone
        deadline = asyncio.get_running_loop().time() + self._limits.total
        reply = await self._call(self._polls, access, "GET", f"/jobs/{server_id}", deadline)
        status = reply.status or 0
        if status == 200:
            if reply.trouble is not None:
                raise reply.trouble
            return wire.read_answer(bytes(reply.body))
        if status in {404, 410}:
            raise JobGone
        self._raise_common(reply, sent=True)
        raise ProtocolError(f"Unexpected answer: {_status_words(status)}")

    async def check_key(self, access: Access) -> None:
        """Ask for a job that can't exist: AuthError where the service refuses the key.

        Raises as `status` does, but for JobGone, which says that the key is fine.
        """
        try:
            await self.status(access, str(uuid.uuid4()))
        except JobGone:
            return

    async def aclose(self) -> None:
        """Close every connection. May be called again."""
        await self._submits.aclose()
        await self._polls.aclose()

    def _read_submitted(self, reply: _Reply, key: str) -> str:
        status = reply.status or 0
        if 200 <= status < 300:
            job_id = wire.read_submitted(bytes(reply.body))
            if job_id is not None:
                return job_id
            detail = str(reply.trouble) if reply.trouble else "it names no job"
            raise TransportError(f"the answer can't be read: {detail}", sent=True)
        self._raise_common(reply, sent=True)
        if status < 400 or status in _MAYBE_PROCESSED:
            raise TransportError(_status_words(status), sent=True)
        if status == 407:
            raise TransportError("the proxy wants a user name and password", sent=False)
        words = without_key(key, wire.read_error(bytes(reply.body)))
        raise RejectedError(words or f"The service answered {_status_words(status)}.")

    def _raise_common(self, reply: _Reply, *, sent: bool) -> None:
        """The answers that mean the same to every request."""
        status = reply.status or 0
        wait = wire.read_retry_after(reply.headers.get("retry-after"), self._now())
        if status == 401:
            raise AuthError
        if status == 429:
            raise RateLimited(wait)
        if status >= 500:
            words = _status_words(status)
            raise TransportError(words, sent=sent, retry_after=wait, answered=True)

    async def _call(
        self,
        pool: ClientPool,
        access: Access,
        method: str,
        path: str,
        deadline: float,
        content: bytes | None = None,
        trace: Trace | None = None,
    ) -> _Reply:
        """One request and its answer, whole or not. Raises TransportError without a status."""
        url = httpx.URL(check_api_url(access.api_url) + path)
        headers = _headers(access.key, content)
        reply = _Reply(self._traced, trace or Trace())
        try:
            async with asyncio.timeout_at(deadline):
                with pool.client(loopback=is_loopback_host(url.host)) as client:
                    try:
                        await _exchange(client, method, url, headers, content, reply)
                    except _STALE:
                        if method != "GET" or not reply.was_stale():
                            raise
                        await _exchange(client, method, url, headers, content, reply)
        except ProtocolError as error:
            reply.trouble = error
        except ConnectionSetupError as error:
            raise TransportError(str(error), sent=False) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:  # a TimeoutError is one
            reply.trouble = TransportError(_words(error), sent=reply.may_have_arrived(error))
            if reply.status is None:
                raise reply.trouble from _cause(error)
        return reply


async def _exchange(
    client: httpx.AsyncClient,
    method: str,
    url: httpx.URL,
    headers: dict[str, str],
    content: bytes | None,
    reply: _Reply,
) -> None:
    """Send one request and read its answer into `reply`."""
    request = client.build_request(method, url, headers=headers, content=content)
    async with opened(client, request, reply.trace) as response:
        reply.status = response.status_code
        reply.headers = response.headers
        await read_limited(response, reply.body, MAX_ANSWER)


def _headers(key: str, content: bytes | None) -> dict[str, str]:
    """Those of one request. NoApiKey or BadApiKey where the key can't stand in a header."""
    if not key:
        raise NoApiKey
    strange = next((char for char in key if not "!" <= char <= "~"), None)
    if strange is not None:
        raise BadApiKey(
            Said(QT_TRANSLATE_NOOP("wording", "it contains {strange}"), strange=repr(strange))
        )
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "Authorization": f"Bearer {key}",
    }
    if content is not None:
        headers["Content-Type"] = "application/json"
    return headers


def _status_words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _words(error: Exception) -> str:
    """What happened on the way. Never a header: h11 quotes the one that it refuses."""
    if isinstance(error, httpx.LocalProtocolError):
        return "the request can't be sent"
    if isinstance(error, httpx.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, httpx.PoolTimeout):
        return "too many requests at once"
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__


def _cause(error: Exception) -> Exception | None:
    return None if isinstance(error, httpx.LocalProtocolError) else error
