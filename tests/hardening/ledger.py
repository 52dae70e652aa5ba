"""The service's side of the truth: which prompt came when, what became of it, and who was
killed in the middle."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response

from tests.hardening.behaviours import HEALTHY, Behaviour, replayed
from whisul_desktop.demo.faults import Call, Seen

STAGES = ("arrived", "processed", "answered")
_NO_SUCH_ENDPOINT = {404, 405}


@dataclass(slots=True)
class Post:
    """One request to make a song, as the service saw it."""

    behaviour: Behaviour
    created: str | None = None  # the service's id
    again: bool = False  # may be sent once more
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Trap:
    """Kills at the n-th request from now on, in one stage of it, `delay` seconds later."""

    kill: Callable[[], None]
    stage: str
    count: int
    delay: float = 0.0


class Ledger:
    """The fault of every `POST`: plays a behaviour, writes down what it was.

    In about one of four it is healthy all the same, so that things move on.
    """

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self.behaviour = HEALTHY
        self.trap: Trap | None = None
        self.posts: dict[str, list[Post]] = defaultdict(list)  # by prompt
        self.used: set[str] = set()
        self.sprung = 0  # traps
        self.active = 0

    async def play(self, call: Call) -> None:
        self.active += 1
        try:
            await call.read()
            prompt = str(json.loads(call.seen.body)["prompt"])
            behaviour = HEALTHY if self._dice.random() < 0.25 else self.behaviour
            self.used.add(behaviour.name)
            post = Post(behaviour, again=behaviour.again)
            self.posts[prompt].append(post)
            self._reached("arrived")

            def work(seen: Seen) -> Response:
                response = call.work(seen)
                if response.status_code == 202:
                    post.created = json.loads(bytes(response.body))["job_id"]
                post.again = post.again or response.status_code in _NO_SUCH_ENDPOINT
                self._reached("processed")
                return response

            await behaviour.make().play(replayed(call, work))
            self._reached("answered")
        finally:
            self.active -= 1

    def set(self, behaviour: Behaviour, trap: Trap | None) -> None:
        """From now on; from any thread."""
        with self._lock:
            self.behaviour, self.trap = behaviour, trap

    def sent_twice(self) -> list[str]:
        """Prompts that came again though a song may have been made of them."""
        return [
            f"{prompt}: " + ", ".join(post.behaviour.name for post in posts)
            for prompt, posts in self.posts.items()
            if not all(post.again for post in posts[:-1])
            or sum(post.created is not None for post in posts) > 1
        ]

    def _reached(self, stage: str) -> None:
        with self._lock:
            trap = self.trap
            if trap is None or trap.stage != stage:
                return
            trap.count -= 1
            if trap.count > 0:
                return
            self.trap = None
            self.sprung += 1
        if trap.delay:
            asyncio.get_running_loop().call_later(trap.delay, trap.kill)
        else:
            trap.kill()
