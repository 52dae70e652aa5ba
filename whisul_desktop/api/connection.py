"""How this app makes HTTP connections; shared by the client of the service and that of media."""

from __future__ import annotations

import functools
import logging
import ssl
import zlib
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from whisul_desktop import __version__
from whisul_desktop.core.errors import ProtocolError

USER_AGENT = f"WhisulDesktop/{__version__}"
# httpcore looks through all connections of a client on every request, so there are
# several small clients instead of a large one.
CONNECTIONS_PER_CLIENT = 4


class ConnectionSetupError(Exception):
    """The proxy or certificate settings of this computer can't be used. Says which."""


@dataclass(slots=True)
class Trace:
    """How far a request got, as httpcore tells it. With a transport of ours it stays as it is."""

    connected: bool = False  # on a connection of its own making
    sent: bool = False  # its first byte may have left
    leaving: Callable[[], None] = lambda: None  # told before it does
    _stream: Any = None  # httpcore's, from TCP until the request is under way

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """For a request's `trace` extension."""
        if event == "connection.connect_tcp.complete":
            self.connected = True
            self._stream = info["return_value"]
        # A proxy is asked to CONNECT first, which is not yet our request.
        elif (
            event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT"
        ):
            self.sent = True
            self.leaving()

    async def abandon(self) -> None:
        """Close the socket of a request that was cancelled during the TLS handshake.

        httpcore closes it in all other cases, and here leaves it to the garbage collector.
        """
        if self._stream is not None and not self.sent:
            await self._stream.aclose()


@dataclass(slots=True)
class _Lane:
    client: httpx.AsyncClient
    busy: int = 0


class ClientPool:
    """Small httpx clients for one purpose, each request on the one with the least to do.

    Requests to this computer itself go past the proxies that the environment names. With
    `transport` everything goes there. It may be built outside an event loop, in any
    thread; loading the certificates takes about 60 ms, once a process.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport | None,
        *,
        timeout: httpx.Timeout,
        clients: int,
        keep_alive: bool,
    ) -> None:
        # httpx logs every URL, signed ones too, and httpcore the answers' headers.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._transport = transport
        self._timeout = timeout
        self._clients = clients
        self._limits = httpx.Limits(
            max_connections=CONNECTIONS_PER_CLIENT,
            max_keepalive_connections=CONNECTIONS_PER_CLIENT if keep_alive else 0,
            keepalive_expiry=30,
        )
        self._closed = False
        self._trouble = ""
        self._direct: list[_Lane] = []
        self._proxied: list[_Lane] = []
        try:
            self._proxied = self._make(trust_env=True)
        except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
            # Not raised yet: the app starts without a network as well.
            self._trouble = f"the proxy or certificate settings can't be used ({error})"

    @contextmanager
    def client(self, *, loopback: bool) -> Generator[httpx.AsyncClient, None, None]:
        """The client for one request. Raises ConnectionSetupError, and RuntimeError once closed."""
        if self._closed:
            raise RuntimeError("these connections are closed")
        if loopback and self._transport is None:
            self._direct = self._direct or self._make(trust_env=False)
            lanes = self._direct
        else:
            lanes = self._proxied
        if not lanes:
            raise ConnectionSetupError(self._trouble)
        lane = min(lanes, key=lambda each: each.busy)
        lane.busy += 1
        try:
            yield lane.client
        finally:
            lane.busy -= 1

    async def aclose(self) -> None:
        """Close every connection. May be called again."""
        self._closed = True
        while self._proxied or self._direct:
            lane = (self._proxied or self._direct).pop()
            await lane.client.aclose()

    def _make(self, *, trust_env: bool) -> list[_Lane]:
        return [
            _Lane(
                httpx.AsyncClient(
                    transport=self._transport,
                    verify=True if self._transport is not None else _tls_context(),
                    trust_env=trust_env,
                    timeout=self._timeout,
                    limits=self._limits,
                    follow_redirects=False,
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # keeps none
                    headers={"User-Agent": USER_AGENT},
                )
            )
            for _ in range(1 if self._transport is not None else self._clients)
        ]


@functools.cache
def _tls_context() -> ssl.SSLContext:
    """The one TLS context of the process: making it is slow and it is never changed."""
    return httpx.create_ssl_context()


@asynccontextmanager
async def opened(
    client: httpx.AsyncClient, request: httpx.Request, trace: Trace
) -> AsyncGenerator[httpx.Response, None]:
    """Send a request; its answer, with the body still to be read. Redirects are not followed."""
    request.extensions["trace"] = trace
    try:
        response = await client.send(request, stream=True, auth=None, follow_redirects=False)
    except BaseException:
        await trace.abandon()
        raise
    try:
        yield response
    finally:
        await response.aclose()


async def read_limited(response: httpx.Response, into: bytearray, limit: int) -> None:
    """Add the decoded body to `into` as it arrives, so that a cut one leaves what came.

    Raises ProtocolError where it is, or unpacks to, more than `limit` bytes, or where its
    encoding is broken or not one that we asked for; httpx.HTTPError where it ends early.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise ProtocolError(f"The answer has an encoding that was not asked for: {encoding[:40]}")
    unpacker = zlib.decompressobj(47) if encoding not in {"", "identity"} else None  # both forms
    received = 0
    async for chunk in response.aiter_raw():
        received += len(chunk)
        piece = chunk
        if unpacker is not None:
            try:
                piece = unpacker.decompress(chunk, limit + 1 - len(into))
            except zlib.error:
                raise ProtocolError("The answer's compression is broken.") from None
        into += piece[: limit + 1 - len(into)]
        if len(into) > limit or received > limit:
            raise ProtocolError(f"The answer is larger than {limit // 1000} kB.")
    if unpacker is not None and received and not unpacker.eof:
        raise ProtocolError("The answer's compression ends early.")
