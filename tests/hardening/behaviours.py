"""How the service may take a prompt, well or badly, and what that allows a client to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import formatdate

from starlette.responses import Response

from whisul_desktop.demo.faults import (
    Answer,
    Bomb,
    Call,
    Change,
    Cut,
    Delay,
    Drip,
    Drop,
    Fault,
    Message,
    Redirect,
    Seen,
    html_page,
)


class Healthy:
    """The service as it should be."""

    async def play(self, call: Call) -> None:
        await call.answer(await call.process())


def _limited_until_a_date() -> Answer:
    return Answer(429, headers={"retry-after": formatdate(time.time() + 1, usegmt=True)})


def _created_and_500(_seen: Seen, _response: Response) -> Response:
    return Response("Internal Server Error", 500)


def _created_without_its_id(_seen: Seen, _response: Response) -> Response:
    return Response("{}", 202)


_BAD = {"error": "Invalid input", "message": "The prompt is not fit for a song."}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`again`: nothing was created and the client knows it, so it may send once more."""

    name: str
    make: Callable[[], Fault]
    again: bool = False
    rejects: bool = False
    endpoint: str = "/generate"


BEHAVIOURS = (
    Behaviour("healthy", Healthy),
    Behaviour("slow before processing", lambda: Delay(before=0.08)),
    Behaviour("slow after processing", lambda: Delay(after=0.08)),
    Behaviour("dropped before processing", Drop),
    Behaviour("dropped after processing", lambda: Drop(processed=True)),
    Behaviour("body cut before the id", lambda: Cut(after=45)),
    Behaviour("body cut after the id", lambda: Cut(after=105)),
    Behaviour("one byte at a time", lambda: Drip(seconds=0.001, after=30)),
    Behaviour("429 with seconds", lambda: Answer(429, headers={"retry-after": "1"}), again=True),
    Behaviour("429 with a date", _limited_until_a_date, again=True),
    Behaviour("429 without a word", lambda: Answer(429), again=True),
    Behaviour("500", lambda: Answer(500, "Internal Server Error")),
    Behaviour("500 though created", lambda: Change(_created_and_500)),
    Behaviour("503 with seconds", lambda: Answer(503, headers={"retry-after": "1"})),
    Behaviour("401", lambda: Answer(401, {"error": "Unauthorized", "message": "No."}), again=True),
    Behaviour("redirect", lambda: Redirect("/api/generate", 307)),
    Behaviour("login page of a network", html_page),
    Behaviour("202 without an id", lambda: Change(_created_without_its_id)),
    Behaviour("compressed bomb", lambda: Bomb(size=1_000_000)),
    Behaviour("400", lambda: Answer(400, _BAD), rejects=True),
    Behaviour("404, then at /compose", Healthy, endpoint="/compose"),
)
HEALTHY = BEHAVIOURS[0]


def replayed(call: Call, work: Callable[[Seen], Response]) -> Call:
    """A call whose body was read already, for a fault that reads it again."""
    unread = [True]

    async def receive() -> Message:
        if unread:
            unread.clear()
            return {"type": "http.request", "body": b"", "more_body": False}
        return await call.receive()

    return replace(call, receive=receive, work=work)
