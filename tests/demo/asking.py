"""How the tests ask the look-alike."""

from __future__ import annotations

import httpx

KEYED = {"Authorization": "Bearer any"}


class Clock:
    def __init__(self) -> None:
        self.now = 1771342774.0  # 2026-02-17 15:39:34 UTC

    def __call__(self) -> float:
        return self.now


async def submit(http: httpx.AsyncClient, prompt: str = "a trap song") -> str:
    reply = await http.post("/generate", json={"prompt": prompt})
    assert reply.status_code == 202
    return reply.json()["job_id"]
