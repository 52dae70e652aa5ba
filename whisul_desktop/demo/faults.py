"""How the look-alike misbehaves: each class is one fault, `play` is what it does to a call.

Faults that break a connection close the socket where there is one (uvicorn), and raise
Dropped in process, where an answer that was cut arrives as no answer at all.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.responses import JSONResponse, Response

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_BLOCK = 1 << 16  # bytes


class Dropped(Exception):
    """In process: the connection broke. `processed` tells on which side of the work."""

    def __init__(self, *, processed: bool) -> None:
        super().__init__("the look-alike dropped the connection")
        self.processed = processed


@dataclass(slots=True)
class Seen:
    """A request as it came in. Header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def target(self) -> str:
        """What `LookAlike.script` names it: "POST /generate", "GET /jobs/…", "GET /media/…"."""
        return f"{self.method} {self.path.removeprefix('/api')}"


@dataclass(slots=True)
class Call:
    """One request with its connection, in the hands of a fault."""

    seen: Seen
    scope: Scope
    receive: Receive
    send: Send
    work: Callable[[Seen], Response]

    async def process(self) -> Response:
        """Read the request and do what a healthy service does: the answer, not yet sent."""
        await self.read()
        return self.work(self.seen)

    async def read(self) -> None:
        """Read the request's body."""
        more = True
        while more:
            message = await self.receive()
            self.seen.body += message.get("body", b"")
            more = message.get("more_body", False)

    async def answer(self, response: Response) -> None:
        await response(self.scope, self.receive, self.send)

    async def start(self, response: Response) -> None:
        """Send status and headers alone."""
        await self.send(
            {
                "type": "http.response.start",
                "status": response.status_code,
                "headers": response.raw_headers,
            }
        )

    async def body(self, data: bytes, *, more: bool = True) -> None:
        await self.send({"type": "http.response.body", "body": data, "more_body": more})

    @property
    def gone(self) -> bool:
        """Whether the other end has left (known behind a socket only)."""
        return bool(getattr(getattr(self.send, "__self__", None), "disconnected", False))

    async def drop(self, *, processed: bool) -> None:
        """Break the connection once what was sent is out."""
        transport = getattr(getattr(self.send, "__self__", None), "transport", None)
        if transport is None:
            raise Dropped(processed=processed)
        transport.close()
        while (await self.receive())["type"] != "http.disconnect":
            pass


class Fault(Protocol):
    """What `LookAlike.script` takes."""

    async def play(self, call: Call) -> None:
        """Answer the call, or don't."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Something else than the service's answer; the request is read, and nothing comes of it."""

    status: int = 200
    body: bytes | str | Mapping[str, Any] = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    async def play(self, call: Call) -> None:
        await call.read()
        headers = dict(self.headers)
        if isinstance(self.body, bytes | str):
            await call.answer(Response(self.body, self.status, headers))
        else:
            await call.answer(JSONResponse(self.body, self.status, headers))


@dataclass(frozen=True, slots=True)
class Redirect:
    """To another address; nothing comes of the request."""

    to: str
    status: int = 302

    async def play(self, call: Call) -> None:
        await Answer(self.status, headers={"location": self.to}).play(call)


@dataclass(frozen=True, slots=True)
class Change:
    """The right answer, changed by a function."""

    change: Callable[[Seen, Response], Response]

    async def play(self, call: Call) -> None:
        await call.answer(self.change(call.seen, await call.process()))


@dataclass(frozen=True, slots=True)
class Delay:
    """Slow: seconds before the request is processed, and before it is answered."""

    before: float = 0.0
    after: float = 0.0

    async def play(self, call: Call) -> None:
        await asyncio.sleep(self.before)
        response = await call.process()
        await asyncio.sleep(self.after)
        await call.answer(response)


class Hold:
    """Hangs, after the request was processed or before, until `release()` (from any thread)."""

    def __init__(self, *, processed: bool = True) -> None:
        self._processed = processed
        self._released = False
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    @property
    def held(self) -> int:
        """How many requests hang now."""
        return len(self._waiting)

    def release(self) -> None:
        self._released = True
        for loop, event in tuple(self._waiting):
            loop.call_soon_threadsafe(event.set)

    async def play(self, call: Call) -> None:
        response = await call.process() if self._processed else None
        entry = (asyncio.get_running_loop(), asyncio.Event())
        self._waiting.append(entry)
        try:
            if not self._released:
                await entry[1].wait()
        finally:
            self._waiting.remove(entry)
        await call.answer(response or await call.process())


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection breaks: before the request is read, or after it was processed."""

    processed: bool = False

    async def play(self, call: Call) -> None:
        if self.processed:
            await call.process()
        await call.drop(processed=self.processed)


@dataclass(frozen=True, slots=True)
class Cut:
    """The right answer and its length, but the connection breaks after `after` bytes of body."""

    after: int

    async def play(self, call: Call) -> None:
        response = await call.process()
        await call.start(response)
        await call.body(bytes(response.body)[: self.after])
        await call.drop(processed=True)


@dataclass(frozen=True, slots=True)
class Drip:
    """The right answer, one byte at a time; `after` bytes come at once."""

    seconds: float = 1.0  # between two bytes
    after: int = 0

    async def play(self, call: Call) -> None:
        response = await call.process()
        data = bytes(response.body)
        await call.start(response)
        await call.body(data[: self.after])
        for number in range(self.after, len(data)):
            if call.gone:
                return
            await call.body(data[number : number + 1])
            await asyncio.sleep(self.seconds)
        await call.body(b"", more=False)


@dataclass(frozen=True, slots=True)
class Flood:
    """Far more than anyone asked for, with no length given."""

    size: int = 100_000_000  # bytes
    media_type: str = "application/json"

    async def play(self, call: Call) -> None:
        await call.read()
        await call.start(_unmeasured({"content-type": self.media_type}))
        for _ in range(self.size // _BLOCK + 1):
            if call.gone:
                return
            await call.body(b" " * _BLOCK)
            await asyncio.sleep(0)  # lets the server notice that the other end has left
        await call.body(b"", more=False)


@dataclass(frozen=True, slots=True)
class Bomb:
    """A small gzip body that unpacks to `size` bytes."""

    size: int = 100_000_000  # bytes

    async def play(self, call: Call) -> None:
        await call.read()
        headers = {"content-encoding": "gzip", "content-type": "application/json"}
        await call.answer(Response(gzip.compress(b" " * self.size), 200, headers))


def html_page() -> Answer:
    """What the login page of a hotel's network answers to everything."""
    return Answer(200, "<!doctype html><title>Welcome, please log in</title>")


def lying_206() -> Change:
    """Media: a 206 that starts over instead of going on where it was asked to."""

    def change(_seen: Seen, response: Response) -> Response:
        if response.status_code == 206:
            total = int(response.headers["content-range"].rpartition("/")[2])
            length = int(response.headers["content-length"])
            response.headers["content-range"] = f"bytes 0-{length - 1}/{total}"
        return response

    return Change(change)


def new_etag(etag: str) -> Change:
    """Media: the right bytes under another ETag."""

    def change(_seen: Seen, response: Response) -> Response:
        response.headers["etag"] = etag
        return response

    return Change(change)


def _unmeasured(headers: dict[str, str]) -> Response:
    response = Response(headers=headers)
    del response.headers["content-length"]
    return response
