"""The look-alike fails as it is told, and only then."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.demo.asking import KEYED, submit
from tests.fakes.live import Live
from whisul_desktop.demo.faults import Answer, Change, Cut, Delay, Drop, Hold, Redirect
from whisul_desktop.demo.service import LookAlike


async def test_faults_come_in_turn_and_then_it_is_well(
    http: httpx.AsyncClient, lookalike: LookAlike
) -> None:
    lookalike.script("POST /generate", Answer(500), Answer(429, headers={"Retry-After": "3"}))
    lookalike.script("GET /jobs", Answer(503, {"error": "x"}), times=2)
    replies = [await http.post("/generate", json={"prompt": "p"}) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [500, 429, 202]
    assert replies[1].headers["retry-after"] == "3"
    assert len(lookalike.jobs) == 1
    polls = [(await http.get(f"/jobs/{next(iter(lookalike.jobs))}")).status_code for _ in range(3)]
    assert polls == [503, 503, 200]
    lookalike.script("", Redirect("https://elsewhere.example/"), times=None)
    for _ in range(3):
        assert (await http.get("/jobs/x")).headers["location"] == "https://elsewhere.example/"
    lookalike.heal()
    assert (await http.get("/jobs/x")).status_code == 404


async def test_what_was_asked_is_kept(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    await submit(http, "p")
    await http.get("/jobs/x")
    [sent] = lookalike.seen("POST /generate")
    assert json.loads(sent.body) == {"prompt": "p"}
    assert sent.headers["authorization"] == "Bearer any"
    assert [seen.target for seen in lookalike.requests] == ["POST /generate", "GET /jobs/x"]


async def test_plans(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    lookalike.plan(seconds=0, result={"bpm": "140", "tags": ["a"], "title": None})
    result = (await http.get(f"/jobs/{await submit(http)}")).json()["result"]
    assert (result["bpm"], result["tags"], result["title"]) == ("140", ["a"], None)
    assert result["duration"] == "0:02"
    job_id = await submit(http)
    assert (await http.get(f"/jobs/{job_id}")).json()["status"] == "running"
    lookalike.finish(job_id)
    assert (await http.get(f"/jobs/{job_id}")).json()["status"] == "completed"


async def test_changed_answers(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    job_id = await submit(http)

    def other_word(_seen: object, response: Any) -> Any:
        fields = json.loads(response.body) | {"status": "mastering"}
        return type(response)(fields)

    lookalike.script("GET /jobs", Change(other_word))
    assert (await http.get(f"/jobs/{job_id}")).json()["status"] == "mastering"
    assert (await http.get(f"/jobs/{job_id}")).json()["status"] == "running"


async def test_broken_connections_in_process(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    lookalike.script("POST /generate", Drop(), Drop(processed=True), Cut(after=5))
    for jobs in (0, 1, 2):
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post("/generate", json={"prompt": "p"})
        assert len(lookalike.jobs) == jobs


async def test_broken_connections_over_a_socket(lookalike: LookAlike) -> None:
    lookalike.script(
        "POST /generate", Drop(), Drop(processed=True), Cut(after=5), Delay(after=0.01)
    )
    with Live(lookalike):
        async with httpx.AsyncClient(base_url=lookalike.api_url, headers=KEYED) as http:
            for jobs in (0, 1):
                with pytest.raises(httpx.TransportError):
                    await http.post("/generate", json={"prompt": "p"})
                assert len(lookalike.jobs) == jobs
            async with http.stream("POST", "/generate", json={"prompt": "p"}) as reply:
                assert reply.status_code == 202
                assert int(reply.headers["content-length"]) > 100
                with pytest.raises(httpx.RemoteProtocolError):
                    await reply.aread()
            assert len(lookalike.jobs) == 2
            await submit(http)
            assert len(lookalike.jobs) == 3


async def test_hold(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    for processed in (True, False):
        lookalike.jobs.clear()
        hold = Hold(processed=processed)
        lookalike.script("POST /generate", hold)
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(submit(http))
            while not hold.held:  # noqa: ASYNC110 - it may be another thread that serves it
                await asyncio.sleep(0)
            assert len(lookalike.jobs) == processed
            assert not waiting.done()
            hold.release()
        assert waiting.result() in lookalike.jobs
        assert hold.held == 0


async def test_delay(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    lookalike.script("POST /generate", Delay(before=30), Delay(after=30))
    for jobs in (0, 1):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await submit(http)
        assert len(lookalike.jobs) == jobs
