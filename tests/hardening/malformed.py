"""Answers as no service should give them: the documented ones, changed in every way."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

# As the service's reference shows them.
DOCUMENTED: tuple[dict[str, Any], ...] = (
    {
        "status": "running",
        "prompt": "a trap song",
        "result": None,
        "error": None,
        "started_at": "2026-02-17 15:39:34",
    },
    {
        "status": "completed",
        "prompt": "a trap song",
        "result": {
            "title": "Midnight Grid",
            "bpm": 140,
            "duration": "2:47",
            "song_url": "https://cdn.whisul.com/audio/81fa5ff7.mp3",
            "image_url": "https://cdn.whisul.com/covers/81fa5ff7.jpg",
            "tags": "trap, dark, 808s, synth, bass",
        },
        "error": None,
        "started_at": "2026-02-17 15:39:34",
        "finished_at": "2026-02-17 15:41:58",
    },
    {
        "status": "failed",
        "prompt": "a trap song",
        "result": None,
        "error": "Out of memory",
        "started_at": "2026-02-17 15:39:34",
        "finished_at": "2026-02-17 15:41:58",
    },
    {
        "message": "Composition task received.",
        "job_id": "81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
        "poll_url": "/jobs/81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
    },
    {"error": "Invalid input", "message": "The prompt must be a non-empty text."},
)
_TEXTS = (
    "", " ", "\0", "\ud800", "running", "COMPLETED", "failed", "paused", "<img src=file:///x>",
    "<b>bold</b>", "a\nb\tc\r", "\u202eevil", "e\u0301" * 50, "🎵" * 40, "नमस्ते", "שלום עולם",
    "\u200b", "&amp;", "2:47", "1:02:47", "99999:59", "-1:00", "167", "1e308", "NaN",
    "2026-02-17 15:39:34", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "2026-02-30 25:61:61",
    "2026-02-17T15:39:34+14:00", "file:///etc/passwd", "http://[::1", "x" * 300, ",,,,", "a,A,a",
    "%s %n %1", "{0} {time}", "../../..", "\x1b[31m",
)  # fmt: skip
_NUMBERS = (
    0, -1, 1, 2**31, 2**63, -(2**63), 10**20, 0.1, -0.0, 1e-320, 1e308, -1e308,
    float("nan"), float("inf"), float("-inf"),
)  # fmt: skip
_NAMES = (
    "status", "prompt", "result", "error", "started_at", "finished_at", "title", "bpm",
    "duration", "tags", "song_url", "image_url", "job_id", "poll_url", "message", "",
)  # fmt: skip
_WHOLE = (
    b"", b"null", b"true", b"[]", b"{}", b'""', b"0", b"<!doctype html><title>Log in</title>",
    b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"status": 1' + b"0" * 5000 + b"}",
    b'{"status": ' + b"[" * 5000 + b"]" * 5000 + b"}", b"[" * 100_000, b'{"a":' * 2000,
    b'{"status": "completed", "result": {"bpm": 1' + b"0" * 400 + b"}}", b"\x00" * 1000,
    b'{"status": "completed", "status": "running", "result": {}, "result": []}',
)  # fmt: skip


class Malformed:
    """An endless supply from a seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self.body()

    def body(self) -> bytes:
        dice = self._dice
        if dice.random() < 0.02:
            return dice.choice(_WHOLE)
        document: Any = copy.deepcopy(dice.choice(DOCUMENTED[:3] * 3 + DOCUMENTED))
        for _ in range(dice.randint(1, 4)):
            self._change(document)
        if dice.random() < 0.05:
            document = dice.choice(([document], {"data": document}, str(document)))
        body = json.dumps(document, ensure_ascii=dice.random() < 0.5).encode(
            "utf-8", "surrogatepass"
        )
        return self._damage(body) if dice.random() < 0.25 else body

    def value(self, depth: int = 3) -> Any:
        """Any JSON, deep or not."""
        dice = self._dice
        kind = dice.random()
        if kind < 0.75:
            return dice.choice(dice.choice((_TEXTS, _TEXTS, _NUMBERS, (None, True, False))))
        if kind < 0.755:
            return dice.choice(("long ", "word", "<b>", "🎵")) * 25_000  # 100 kB
        if depth == 0:
            return []
        if kind < 0.87:
            return [self.value(depth - 1) for _ in range(dice.randint(0, 4))]
        return {dice.choice(_NAMES): self.value(depth - 1) for _ in range(dice.randint(0, 4))}

    def _change(self, document: dict[str, Any]) -> None:
        dice = self._dice
        place = document
        result = document.get("result")
        if isinstance(result, dict) and dice.random() < 0.6:
            place = result
        names = list(place) or ["status"]
        match dice.randrange(5):
            case 0:
                place.pop(dice.choice(names), None)
            case 1 | 2:
                place[dice.choice(names)] = self.value()
            case 3:
                place[dice.choice(_NAMES)] = self.value()
            case _:
                document["result"] = dice.choice((self.value(), DOCUMENTED[1]["result"]))

    def _damage(self, body: bytes) -> bytes:
        dice = self._dice
        match dice.randrange(5):
            case 0:
                return body[: dice.randint(0, len(body))]
            case 1:
                spoiled = bytearray(body)
                for _ in range(dice.randint(1, 5)):
                    spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
                return bytes(spoiled)
            case 2:
                at = dice.randint(0, len(body))
                return body[:at] + dice.randbytes(dice.randint(1, 8)) + body[at:]
            case 3:
                return b"\xef\xbb\xbf" + body
            case _:
                return body + dice.choice((b"}", b" ", b"null", body))
