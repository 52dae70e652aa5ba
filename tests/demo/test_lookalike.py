"""The look-alike follows the service's documentation to the letter, and fails as it is told."""

from __future__ import annotations

import itertools
import json
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.demo.asking import KEYED, Clock, submit
from whisul_desktop.demo.catalogue import EXAMPLE, choose, load_songs
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport


async def test_submitting(http: httpx.AsyncClient) -> None:
    reply = await http.post("/generate", json={"prompt": "a trap song"})
    assert reply.status_code == 202
    assert reply.headers["content-type"] == "application/json"
    job_id = reply.json()["job_id"]
    assert str(uuid.UUID(job_id)) == job_id
    assert reply.json() == {
        "message": "Composition task received.",
        "job_id": job_id,
        "poll_url": f"/jobs/{job_id}",
    }


async def test_a_job_from_start_to_end(
    http: httpx.AsyncClient, lookalike: LookAlike, clock: Clock
) -> None:
    lookalike.plan(seconds=144)
    job_id = await submit(http)
    running = {
        "status": "running",
        "prompt": "a trap song",
        "result": None,
        "error": None,
        "started_at": "2026-02-17 15:39:34",
    }
    assert (await http.get(f"/jobs/{job_id}")).json() == running
    clock.now += 143.9
    assert (await http.get(f"/jobs/{job_id}")).json() == running
    clock.now += 0.1
    reply = await http.get(f"/jobs/{job_id}")
    assert reply.status_code == 200
    assert reply.json() == running | {
        "status": "completed",
        "result": {
            "title": "Midnight Grid",
            "bpm": 140,
            "duration": "0:02",
            "song_url": "https://demo.whisul.example/media/song-1.mp3",
            "image_url": "https://demo.whisul.example/media/song-1.jpg",
            "tags": "trap, dark, 808s, synth, bass",
        },
        "finished_at": "2026-02-17 15:41:58",
    }


async def test_a_failed_job(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    for error in ("Out of memory", None):
        lookalike.plan(seconds=0, error=error, failed=True)
        reply = (await http.get(f"/jobs/{await submit(http)}")).json()
        assert (reply["status"], reply["result"], reply["error"]) == ("failed", None, error)
        assert reply["finished_at"] == reply["started_at"]


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b"null", b"{}", b'{"prompt": ""}', b'{"prompt": "  "}',
     b'{"prompt": 3}', b'{"prompt": null}', b"[" * 100_000, b"\xff"],
)  # fmt: skip
async def test_400(http: httpx.AsyncClient, lookalike: LookAlike, body: bytes) -> None:
    reply = await http.post("/generate", content=body)
    assert reply.status_code == 400
    assert reply.json()["error"] == "Invalid input"
    assert reply.json()["message"]
    assert lookalike.jobs == {}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic any", "any", "Bearer other"])
async def test_401(http: httpx.AsyncClient, lookalike: LookAlike, header: str) -> None:
    lookalike.key = "any"
    job_id = await submit(http)
    for reply in (
        await http.post("/generate", json={"prompt": "p"}, headers={"Authorization": header}),
        await http.get(f"/jobs/{job_id}", headers={"Authorization": header}),
    ):
        assert reply.status_code == 401
        assert set(reply.json()) == {"error", "message"}
    assert len(lookalike.jobs) == 1


async def test_404_and_405(http: httpx.AsyncClient, lookalike: LookAlike) -> None:
    job_id = await submit(http)
    lookalike.forget(job_id)
    for path in (f"/jobs/{job_id}", f"/jobs/{uuid.uuid4()}", "/jobs", "/", "/compose"):
        assert (await http.get(path)).status_code == 404
    assert (await http.get("https://demo.whisul.example/generate")).status_code == 404
    assert (await http.get("/generate")).status_code == 405
    assert (await http.post(f"/jobs/{job_id}")).status_code == 405


async def test_media(http: httpx.AsyncClient, lookalike: LookAlike, media: Path) -> None:
    url = f"{lookalike.base_url}/media/song-1.mp3"
    data = (media / "song-1.mp3").read_bytes()
    whole = await http.get(url, headers={"Authorization": ""})
    assert (whole.status_code, whole.content) == (200, data)
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["content-length"] == str(len(data))
    etag = whole.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+"', etag)

    rest = await http.get(url, headers={"Range": "bytes=100-", "If-Range": etag})
    assert (rest.status_code, rest.content) == (206, data[100:])
    assert rest.headers["content-range"] == f"bytes 100-{len(data) - 1}/{len(data)}"
    assert (await http.get(url, headers={"Range": "bytes=5-9"})).content == data[5:10]
    changed = await http.get(url, headers={"Range": "bytes=100-", "If-Range": '"old"'})
    assert (changed.status_code, changed.content) == (200, data)
    beyond = await http.get(url, headers={"Range": f"bytes={len(data)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(data)}"


@pytest.mark.parametrize("name", ["", "nothing.mp3", "%2e%2e/secret", ".hidden", "a%2fb", "%00"])
async def test_media_stays_in_its_folder(
    http: httpx.AsyncClient, lookalike: LookAlike, tmp_path: Path, media: Path, name: str
) -> None:
    (tmp_path / "secret").write_text("secret")
    (media / ".hidden").write_text("secret")
    assert (await http.get(f"{lookalike.base_url}/media/{name}")).status_code == 404


async def test_state_survives_a_restart(media: Path, tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "deep" / "jobs.json"
    answers: list[dict[str, Any]] = []
    for restart in (False, True):
        lookalike = LookAlike(media, state=state, clock=clock, failure_rate=1)
        async with httpx.AsyncClient(
            transport=demo_transport(lookalike), base_url=lookalike.api_url, headers=KEYED
        ) as http:
            if not restart:
                for number in range(3):
                    await submit(http, f"p{number}")
            clock.now += 50
            answers.append({job: (await http.get(f"/jobs/{job}")).json() for job in lookalike.jobs})
    assert answers[0] == answers[1]
    assert [answer["status"] for answer in answers[0].values()] == [
        "completed", "failed", "completed",
    ]  # fmt: skip
    assert [path.name for path in state.parent.glob("*")] == ["jobs.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"jobs": []}', '{"jobs": {"a": {"b": 1}}}'])
def test_damaged_state(
    media: Path, tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    state = tmp_path / "jobs.json"
    state.write_text(text)
    with caplog.at_level("WARNING"):
        assert LookAlike(media, state=state).jobs == {}
    assert "jobs.json" in caplog.text


async def test_how_demo_jobs_go(media: Path, clock: Clock) -> None:
    lookalike = LookAlike(media, clock=clock, failure_rate=0.3)
    async with httpx.AsyncClient(
        transport=demo_transport(lookalike), base_url=lookalike.api_url, headers=KEYED
    ) as http:
        for _ in range(200):
            await submit(http, "something")
    jobs = list(lookalike.jobs.values())
    assert not jobs[0].failed
    assert 20 < sum(job.failed for job in jobs) < 80
    pairs = list(itertools.pairwise(jobs))
    assert not any(one.failed and other.failed for one, other in pairs)
    assert all(one.audio != other.audio for one, other in pairs)
    assert all(job.error for job in jobs if job.failed)
    assert min(job.seconds for job in jobs) >= 10
    assert max(job.seconds for job in jobs) <= 40
    assert len({job.seconds for job in jobs}) > 50


def test_songs_fit_the_prompt(media: Path) -> None:
    songs = load_songs(media)
    wanted = {"dark trap with 808": "Midnight Grid", "lofi for a calm evening": "Rain on Tin",
              "warm Guitars": "Paper Planes Home"}  # fmt: skip
    for prompt, title in wanted.items():
        assert choose(songs, prompt, []).title == title
    again = choose(songs, "dark trap", ["song-1.mp3"])
    assert again.title != "Midnight Grid", "two in a row differ"


@pytest.mark.parametrize("text", [None, "{", "[]", '[{"title": "x"}]', "[3]", "3"])
def test_without_songs(tmp_path: Path, text: str | None, caplog: pytest.LogCaptureFixture) -> None:
    if text is not None:
        (tmp_path / "songs.json").write_text(text)
    with caplog.at_level("WARNING"):
        assert load_songs(tmp_path) == (EXAMPLE,)
    assert choose((EXAMPLE,), "p", [EXAMPLE.audio] * 3) == EXAMPLE


def test_songs_with_other_forms(tmp_path: Path) -> None:
    entry = {"title": "T", "bpm": 90, "duration": 125.4, "tags": ["a", "b"], "audio": "a.mp3",
             "cover": "a.jpg"}  # fmt: skip
    (tmp_path / "songs.json").write_text(json.dumps([entry]))
    [song] = load_songs(tmp_path)
    assert (song.duration, song.tags) == ("2:05", "a, b")


def test_served_from_the_command_line(media: Path, tmp_path: Path) -> None:
    state = tmp_path / "jobs.json"
    with subprocess.Popen(
        [sys.executable, "-m", "whisul_desktop.demo.serve", "--port", "0", "--key", "k",
         "--media", str(media), "--state", str(state), "--seconds", "0", "0",
         "--failure-rate", "0"],
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api", url)
            with httpx.Client(base_url=url) as http:
                assert http.get("/jobs/x", headers=KEYED).status_code == 401
                http.headers["Authorization"] = "Bearer k"
                job_id = http.post("/generate", json={"prompt": "p"}).json()["job_id"]
                result = http.get(f"/jobs/{job_id}").json()["result"]
                assert http.get(result["song_url"]).content == (media / "song-1.mp3").read_bytes()
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) in {0, -signal.SIGTERM}
        finally:
            process.kill()
    assert job_id in state.read_text()
