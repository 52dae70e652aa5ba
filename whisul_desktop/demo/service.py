"""A look-alike of the Whisul service, for --demo and as the one fake of all tests.

Healthy, it does what the service's documentation says: `POST /api/generate`,
`GET /api/jobs/{job_id}`, and the files of a folder under `/media`. Making it fail:

    lookalike = LookAlike(media, seconds=(0, 0), failure_rate=0)
    lookalike.script("POST /generate", Answer(429, headers={"retry-after": "3"}))  # the next one
    lookalike.script("GET /jobs", Answer(500), times=3)     # any job's polls, three times
    lookalike.script("GET /jobs", html_page(), times=None)  # until lookalike.heal()
    lookalike.script("POST /generate", Drop(processed=True))   # created, the answer is lost
    lookalike.script("POST /generate", Drop(), Delay(after=5), Cut(after=60))  # one after another
    lookalike.script("GET /media", Cut(after=1000), lying_206())
    hold = Hold(); lookalike.script("GET /jobs", hold); …; hold.release()

    lookalike.plan(error="Out of memory")            # the next job fails, in these words
    lookalike.plan(seconds=5, result={"bpm": "140"})  # the next job: 5 s, one field changed
    lookalike.finish(job_id); lookalike.forget(job_id)  # ready now; 404 from now on
    lookalike.key = "another"                        # 401 for every other key
    lookalike.endpoint = "/compose"                  # /generate answers 404

    assert [seen.body for seen in lookalike.seen("POST /generate")] == […]

demo/faults.py has all faults. A job's time, and whether it fails, follow from its id alone;
its song from the prompt's words and the songs made before. The first job never fails, nor do
two in a row.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from whisul_desktop.demo.catalogue import DemoSong, choose, load_songs
from whisul_desktop.demo.faults import Call, Fault, Receive, Scope, Seen, Send
from whisul_desktop.demo.jobs import DemoJob, load_jobs, save_jobs
from whisul_desktop.demo.media import media_response

_KEPT = 500  # jobs; older ones expire, as the service's do
_FAILURES = (
    "The model could not find a stable groove for this prompt. Try rephrasing it.",
    "Rendering the mix took too long. Please submit the prompt again.",
    "All generators are busy right now. Please try again in a moment.",
)


@dataclass(slots=True)
class _Scripted:
    target: str
    fault: Fault
    times: int | None


class LookAlike:
    """The service. `app` is the ASGI app; `base_url` begins the links to media.

    `media`: a folder with songs.json and the files it names. `state`: a JSON file that
    lets jobs survive a restart. `seconds`: how long jobs take, least and most.
    `failure_rate`: 0 to 1. `key`: the one key that is accepted, None for any. `clock`:
    POSIX seconds.
    """

    def __init__(
        self,
        media: Path,
        *,
        state: Path | None = None,
        base_url: str = "https://demo.whisul.example",
        seconds: tuple[float, float] = (10, 40),
        failure_rate: float = 0.12,
        key: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.base_url = base_url
        self.seconds = seconds
        self.failure_rate = failure_rate
        self.key = key
        self.endpoint = "/generate"
        self.requests: list[Seen] = []
        self._media = media
        self._state = state
        self._clock = clock
        self._scripted: list[_Scripted] = []
        self._plans: list[dict[str, Any]] = []
        self._jobs: dict[str, DemoJob] | None = None
        self._songs: tuple[DemoSong, ...] = ()

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/api"

    @property
    def jobs(self) -> dict[str, DemoJob]:
        """By the service's id, oldest first. Read from `state` when first asked for."""
        if self._jobs is None:
            self._jobs = load_jobs(self._state) if self._state else {}
        return self._jobs

    # How tests steer it

    def script(self, target: str, *faults: Fault, times: int | None = 1) -> None:
        """Let requests whose "METHOD /path" begins with `target` meet the faults in turn.

        Each fault serves `times` requests, None for all that come.
        """
        self._scripted += [_Scripted(target, fault, times) for fault in faults]

    def heal(self) -> None:
        """Forget what of the script is left."""
        self._scripted.clear()

    def plan(
        self,
        *,
        seconds: float | None = None,
        error: str | None = None,
        failed: bool | None = None,
        result: dict[str, Any] | None = None,
    ) -> None:
        """Decide on the next job that has no plan yet: its time, failure, fields of its result.

        An `error` fails it; `failed=True` alone fails it without words.
        """
        self._plans.append(
            {
                "seconds": seconds,
                "error": error,
                "failed": error is not None if failed is None else failed,
                "result": result or {},
            }
        )

    def finish(self, job_id: str) -> None:
        """The job is ready (or has failed) now."""
        job = self.jobs[job_id]
        job.seconds = max(0.0, min(job.seconds, self._clock() - job.started_at))

    def forget(self, job_id: str) -> None:
        """The job has expired: 404."""
        del self.jobs[job_id]

    def seen(self, target: str) -> list[Seen]:
        """The requests so far whose "METHOD /path" begins with `target`."""
        return [seen for seen in self.requests if seen.target.startswith(target)]

    # The service

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI app."""
        if scope["type"] != "http":
            raise RuntimeError(f"only HTTP is served, not {scope['type']}")
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        seen = Seen(scope["method"], scope["path"], headers)
        self.requests.append(seen)
        call = Call(seen, scope, receive, send, self._work)
        fault = self._next_fault(seen.target)
        if fault is not None:
            await fault.play(call)
        else:
            await call.answer(await call.process())

    def _next_fault(self, target: str) -> Fault | None:
        for entry in self._scripted:
            if target.startswith(entry.target):
                if entry.times is not None:
                    entry.times -= 1
                    if entry.times <= 0:
                        self._scripted.remove(entry)
                return entry.fault
        return None

    def _work(self, seen: Seen) -> Response:
        if seen.path.startswith("/media/") and seen.method == "GET":
            return media_response(self._media, seen.path.removeprefix("/media/"), seen.headers)
        path = seen.path.removeprefix("/api")
        is_submit = path == self.endpoint
        is_job = path.startswith("/jobs/")
        if path == seen.path or not (is_submit or is_job):
            return _error(404, "Not found", "There is no such endpoint.")
        if seen.method != ("POST" if is_submit else "GET"):
            return _error(405, "Method not allowed", "This endpoint does not do that.")
        scheme, _, key = seen.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key or self.key not in {None, key}:
            return _error(401, "Unauthorized", "The API key is missing or not valid.")
        return self._submit(seen.body) if is_submit else self._status(path.removeprefix("/jobs/"))

    def _submit(self, body: bytes) -> Response:
        try:
            fields: Any = json.loads(body)
            prompt: Any = fields["prompt"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return _error(400, "Invalid input", "The body must be JSON with a prompt.")
        if not isinstance(prompt, str) or not prompt.strip():
            return _error(400, "Invalid input", "The prompt must be a non-empty text.")
        job_id = str(uuid.uuid4())
        self.jobs[job_id] = self._make(job_id, prompt)
        while len(self.jobs) > _KEPT:
            del self.jobs[next(iter(self.jobs))]
        if self._state is not None:
            save_jobs(self._state, self.jobs)
        answer = {
            "message": "Composition task received.",
            "job_id": job_id,
            "poll_url": f"/jobs/{job_id}",
        }
        return JSONResponse(answer, 202)

    def _make(self, job_id: str, prompt: str) -> DemoJob:
        earlier = list(self.jobs.values())
        dice = hashlib.sha256(job_id.encode()).digest()
        least, most = self.seconds
        may_fail = bool(earlier) and not earlier[-1].failed
        failed = may_fail and dice[0] / 256 < self.failure_rate
        job = DemoJob(
            prompt=prompt,
            started_at=self._clock(),
            seconds=least + (most - least) * dice[1] / 255,
            audio=choose(self._catalogue(), prompt, [job.audio for job in earlier]).audio,
            failed=failed,
            error=_FAILURES[dice[2] % len(_FAILURES)] if failed else None,
        )
        if self._plans:
            plan = self._plans.pop(0)
            job.seconds = job.seconds if plan["seconds"] is None else plan["seconds"]
            job.failed, job.error, job.result = plan["failed"], plan["error"], plan["result"]
        return job

    def _status(self, job_id: str) -> Response:
        job = self.jobs.get(job_id)
        if job is None:
            return _error(404, "Not found", "No job exists with the provided job_id.")
        answer: dict[str, Any] = {
            "status": "running",
            "prompt": job.prompt,
            "result": None,
            "error": None,
            "started_at": _timestamp(job.started_at),
        }
        if self._clock() >= job.started_at + job.seconds:
            answer["status"] = "failed" if job.failed else "completed"
            answer["result"] = None if job.failed else self._result(job)
            answer["error"] = job.error
            answer["finished_at"] = _timestamp(job.started_at + job.seconds)
        return JSONResponse(answer)

    def _result(self, job: DemoJob) -> dict[str, Any]:
        songs = self._catalogue()
        # The songs may be others than when the job was kept.
        song = next((song for song in songs if song.audio == job.audio), songs[0])
        return {
            "title": song.title,
            "bpm": song.bpm,
            "duration": song.duration,
            "song_url": f"{self.base_url}/media/{song.audio}",
            "image_url": f"{self.base_url}/media/{song.cover}",
            "tags": song.tags,
        } | job.result

    def _catalogue(self) -> tuple[DemoSong, ...]:
        self._songs = self._songs or load_songs(self._media)
        return self._songs


def _error(status: int, error: str, message: str) -> Response:
    return JSONResponse({"error": error, "message": message}, status)


def _timestamp(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S")
