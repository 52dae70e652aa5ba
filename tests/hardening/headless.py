"""The program without its window: the real services, SQLite and sockets, to be killed.

`python -m tests.hardening.headless FOLDER API_URL [--submit LABEL --count N --gap SECONDS]
[--deeds] [--keep] [--drain]`

Says `saved <prompt>` once a prompt was acknowledged to the user, `accepted <prompt> <id>`
once the service's id is known and kept, `kept <job>` once its files are here, `bug …` for
what nobody expected; with `--deeds` also what deeds.py does meanwhile. With `--drain` it ends
by itself once there is nothing left to send (and, with `--keep`, to fetch).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

from tests.canary import CANARY
from tests.hardening import deeds
from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.api.client import ApiClient
from whisul_desktop.core import pacing
from whisul_desktop.core.keystate import KeyState
from whisul_desktop.core.pacing import Pacer
from whisul_desktop.core.tasks import TaskScope
from whisul_desktop.core.types import JobStatus
from whisul_desktop.media.cache import MediaCache
from whisul_desktop.services import assets, following, wiring
from whisul_desktop.services.account import Account
from whisul_desktop.services.assets import Assets
from whisul_desktop.services.following import Following
from whisul_desktop.services.fresh_links import FreshLinks
from whisul_desktop.services.generation import Generation
from whisul_desktop.services.judging import Judging
from whisul_desktop.services.library import Library
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.secrets import SecretStore

KEY = CANARY


def hurry() -> None:
    """Thousands of prompts, and nobody to be kind to: the pace is tried elsewhere. Of this
    process alone: whoever imports a name from here keeps the pace."""
    pacing.POST_GAP = 0.01
    pacing.LOST_FIRST, pacing.LOST_MOST = 0.05, 1.0
    pacing.BUDGET_LEAST = 20.0
    pacing.LIMITED_PAUSE = 1.0


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


class Headless:
    """What serving.py builds, on plain asyncio."""

    def __init__(self, file: LibraryFile, folder: Path, api_url: str, *, keep: bool) -> None:
        self.library = Library(file.jobs, lambda error: say("bug", repr(error)))
        self.library.load_newest()
        self.api = ApiClient()
        self.cdn = CdnClient(allow_loopback=True)
        self.account = Account(self.api, SecretStore(), api_url, session_key=KEY)
        self.account.changed.connect(self._on_key)
        pacer = Pacer()
        self.generation = Generation(self.library, self.api, self.account, time.time, pacer)
        self.following = Following(self.library, self.api, self.account, time.time, pacer)
        cache = MediaCache(folder / "media")
        self.judging = Judging(self.library, cache, time.time)
        self.assets: Assets | None = None
        if keep:
            links = FreshLinks(self.library, self.api, self.account, time.time, pacer)
            self.assets = Assets(self.library, self.cdn, cache, links)
            self.assets.ended.connect(lambda job_id: say("kept", job_id))
        wiring.connect(self.generation, self.following, self.assets)
        self.generation.accepted.connect(self._on_accepted)
        self.tasks = TaskScope("headless", lambda error: say("bug", repr(error)))

    async def start(self) -> None:
        """In the order of serving.py."""
        self.tasks.start(self.account.load(), "key")
        await self.library.load_unfinished()
        self.tasks.start(self.library.keep_up(), "keep up")
        self.generation.recover()
        self.following.follow_all()
        self.tasks.start(self.generation.run(), "outbox")
        for number in range(following.WORKERS):
            self.tasks.start(self.following.run(), f"follow {number}")
        if self.assets is not None:
            for number in range(assets.WORKERS):
                self.tasks.start(self.assets.run(), f"keep {number}")
        await self.library.load_rest()
        if self.assets is not None:
            self.assets.fetch_missing()

    async def submit(self, label: str, count: int, gap: float) -> None:
        for number in range(count):
            prompt = f"{label}-{number}"
            await self.generation.submit(prompt)
            say("saved", prompt)
            await asyncio.sleep(gap)

    async def drained(self) -> None:
        """Until nothing is left to send or to fetch."""
        quiet = asyncio.Event()

        def look(_: object = None) -> None:
            sending = any(
                job.status is JobStatus.SUBMITTING
                or (job.status is JobStatus.QUEUED and not job.is_held and job.deleted_at is None)
                for job in self.library.live()
            )
            fetching = self.assets is not None and any(
                job.song is not None and (job.audio_file is None or job.cover_file is None)
                for job in self.library.jobs.unfinished()
            )
            if not sending and not fetching:
                quiet.set()

        self.library.changed.connect(look)
        look()
        await quiet.wait()

    async def close(self) -> None:
        await self.generation.finish()
        await self.tasks.close()
        self.library.save_again()
        await self.cdn.aclose()
        await self.api.aclose()

    def _on_accepted(self, job_id: str) -> None:
        job = self.library.jobs[job_id]
        say("accepted", job.prompt, str(job.server_id))

    def _on_key(self, state: KeyState) -> None:
        """The user pastes the key again when it was refused."""
        if state.refused:
            asyncio.get_running_loop().call_soon(self.account.keep_for_session, KEY)


async def run(options: argparse.Namespace, file: LibraryFile) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: say("bug", repr(context)))
    headless = Headless(file, options.folder, options.api_url, keep=options.keep)
    await headless.start()
    say("started")
    if options.deeds:
        actor = deeds.Actor(
            headless.library, headless.generation, headless.judging, say, options.submit
        )
        headless.tasks.start(actor.run(), "deeds")
    if options.submit:
        await headless.submit(options.submit, options.count, options.gap)
    if options.drain:
        await headless.drained()
    else:
        await asyncio.Event().wait()  # until it is killed
    await headless.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("api_url")
    parser.add_argument("--submit", default="", metavar="LABEL")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--gap", type=float, default=0.0, help="seconds between two prompts")
    parser.add_argument("--deeds", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--drain", action="store_true")
    options = parser.parse_args()
    file = LibraryFile(options.folder / "library.sqlite3")
    file.start_upkeep(0.0)
    asyncio.run(run(options, file))
    file.close()


if __name__ == "__main__":
    hurry()
    main()
