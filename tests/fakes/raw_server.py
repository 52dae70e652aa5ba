"""A socket server that says exactly the bytes of a script, for what ASGI can't express.

    async with RawServer(answer(b"HTTP/1.1 200 OK\r\n…"), hang, drop) as server:
        …  # the first connection is answered, the second hangs, all others are dropped
        assert server.connections == 3

A script is a function of the connection; the last one serves all further connections.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self


class Connection:
    """One connection in the hands of a script."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.request = b""  # the last one read

    async def read_request(self) -> bytes:
        """The next request, with the body that its Content-Length promises."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        self.request = head + await self.reader.readexactly(length)
        return self.request

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with a RST instead of a FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    async def left(self) -> None:
        """Wait until the other end has gone."""
        while await self.reader.read(65536):
            pass


Script = Callable[[Connection], Awaitable[None]]


class RawServer:
    """Listens on 127.0.0.1 while the block runs."""

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None) -> None:
        self._scripts = scripts
        self._tls = tls
        self._writers: set[asyncio.StreamWriter] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.connections = 0
        self.requests: list[bytes] = []
        self.port = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()
        await asyncio.wait_for(self._idle.wait(), 10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        script = self._scripts[min(self.connections, len(self._scripts) - 1)]
        self.connections += 1
        self._writers.add(writer)
        self._idle.clear()
        connection = Connection(reader, writer)
        try:
            # The other end may leave whenever it likes.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await script(connection)
            if connection.request:
                self.requests.append(connection.request)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
        finally:
            self._writers.discard(writer)
            if not self._writers:
                self._idle.set()


def answer(data: bytes) -> Script:
    """Read a request, say `data`, close."""

    async def script(connection: Connection) -> None:
        await connection.read_request()
        await connection.send(data)

    return script


def keep_answering(data: bytes) -> Script:
    """Say `data` to every request on the connection."""

    async def script(connection: Connection) -> None:
        while True:
            await connection.read_request()
            await connection.send(data)

    return script


async def hang(connection: Connection) -> None:
    """Take everything, say nothing."""
    await connection.left()


async def drop(connection: Connection) -> None:
    """Close at once, unread."""


async def read_and_reset(connection: Connection) -> None:
    """Read a request, then reset the connection."""
    await connection.read_request()
    connection.reset()


def response(
    body: bytes, status: str = "200 OK", *headers: str, length: int | None = None
) -> bytes:
    """A whole HTTP/1.1 response; `length` lies about the body's."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body
