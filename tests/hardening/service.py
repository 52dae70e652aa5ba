"""The look-alike in a process of its own, told by lines on stdin how to behave.

`python -m tests.hardening.service FOLDER JOBS` prints its address and the ids of JOBS jobs
that run for ever; then it takes one of `healthy`, `500`, `429`, `dropped`, `html` or
`word` a line, and answers each with the number of requests so far.
"""

from __future__ import annotations

import json
import sys
import threading
import uuid
from pathlib import Path

from starlette.responses import Response

from tests.fakes.media import make_media
from tests.hardening.headless import KEY
from whisul_desktop.demo.faults import Answer, Change, Drop, Seen, html_page
from whisul_desktop.demo.jobs import DemoJob
from whisul_desktop.demo.serve import listen
from whisul_desktop.demo.service import LookAlike


def _unknown_word(_seen: Seen, response: Response) -> Response:
    answer = json.loads(bytes(response.body)) | {"status": "mastering"}
    return Response(json.dumps(answer), 200, media_type="application/json")


MODES = {
    "500": Answer(500, "Internal Server Error"),
    "429": Answer(429, headers={"retry-after": "20"}),
    "dropped": Drop(),
    "html": html_page(),
    "word": Change(_unknown_word),
}


class _Counting:
    """What is asked is counted and not kept: memory is what is measured."""

    def __init__(self, lookalike: LookAlike) -> None:
        self.requests = 0
        self._lookalike = lookalike
        self._app = lookalike.app

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        self.requests += 1
        await self._app(scope, receive, send)
        self._lookalike.requests.clear()


def main(folder: Path, jobs: int) -> None:
    lookalike = LookAlike(make_media(folder), seconds=(1e9, 1e9), failure_rate=0, key=KEY)
    counting = _Counting(lookalike)
    lookalike.app = counting  # type: ignore[method-assign]
    server, sock = listen(lookalike)
    ids = [str(uuid.uuid4()) for _ in range(jobs)]
    lookalike.jobs.update((each, _job()) for each in ids)
    threading.Thread(target=server.run, args=([sock],), daemon=True).start()
    _say(lookalike.api_url, *ids)
    for line in sys.stdin:
        lookalike.heal()
        if (mode := line.strip()) != "healthy":
            lookalike.script("GET /jobs", MODES[mode], times=None)
        _say(str(counting.requests))


def _job() -> DemoJob:
    return DemoJob(
        prompt="a song that never ends", started_at=1_771_342_774.0, seconds=1e10,
        audio="song-1.mp3", failed=False, error=None,
    )  # fmt: skip


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
