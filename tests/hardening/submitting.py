"""`kill -9` at any moment of submitting, against a service that behaves in every way (fault 1)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from tests.e2e.processes import wait_for
from tests.fakes.live import Live
from tests.fakes.media import make_media
from tests.hardening import REPOSITORY
from tests.hardening.behaviours import BEHAVIOURS, HEALTHY
from tests.hardening.figures import Figures, together
from tests.hardening.headless import KEY
from tests.hardening.ledger import STAGES, Ledger, Trap
from tests.hardening.promises import Said
from tests.store.damage import as_killed, overwrite
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.types import Job, JobStatus
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.settings import SettingsStore

MOST = 10_000_000
START_LIMIT = 30.0  # seconds until a program has sent or said something
STAGE_LIMIT = 2.0  # seconds that a trap is waited for: the outbox may be pausing
DRAIN_LIMIT = 120.0
_SENT = {JobStatus.RUNNING, JobStatus.COMPLETED}


class _Ear(threading.Thread):
    """Hears what the program says; kills it as soon as it has said `accepted` often enough."""

    def __init__(self, program: subprocess.Popen[str], accepted: int) -> None:
        super().__init__(daemon=True)
        self.lines: list[str] = []
        self._program = program
        self._accepted = accepted
        self.start()

    @override
    def run(self) -> None:
        assert self._program.stdout is not None
        with self._program.stdout as output:
            for line in output:
                if line.startswith("accepted"):
                    self._accepted -= 1
                    if self._accepted == 0:
                        self._program.kill()
                self.lines.append(line)


class _Lane:
    """One library and one service, through many lives of the program."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self.folder = folder / name
        self.folder.mkdir(parents=True)
        self.name = name
        self.dice = random.Random(f"{seed} {name}")
        self.ledger = Ledger(self.dice.getrandbits(32))
        self.said = Said()
        self.kills = 0
        media = make_media(self.folder / "served")
        self.service = LookAlike(media, seconds=(0, 0), failure_rate=0, key=KEY)
        self.service.script("POST /", self.ledger, times=None)
        self.path = self.folder / "library.sqlite3"

    def kill_headless(self, number: int) -> None:
        """One life: it submits as fast as it can, until it is killed; every other time
        prompts are held, cancelled, judged, deleted, forgotten meanwhile."""
        label = f"{self.name}-{number}"
        command = [
            "-m", "tests.hardening.headless", str(self.folder), self.service.api_url,
            "--submit", label, "--count", str(self.dice.randint(2, 12)),
            "--gap", str(self.dice.choice((0.0, 0.0, 0.01))), *(["--deeds"] * (number % 2)),
        ]  # fmt: skip
        self._life(number, command, dict(os.environ))

    def kill_program(self, number: int) -> None:
        """One life of the whole program, which finds prompts that wait to be sent."""
        prompts = [f"{self.name}-{number}-{each}" for each in range(6)]
        queue(self.path, prompts, self.service.api_url)
        self.said.saved.update(prompts)
        self.said.held[prompts[-1]] = 0.0
        settings = Settings(welcomed=True, api_url=self.service.api_url)
        SettingsStore(self.folder / "settings.json").save(settings)
        command = ["-m", "whisul_desktop", "--data-dir", str(self.folder)]
        self._life(number, command, offscreen(self.folder))

    def _life(self, number: int, command: Sequence[str], environment: dict[str, str]) -> None:
        behaviour = BEHAVIOURS[number * 5 % len(BEHAVIOURS)]
        before = sum(map(len, self.ledger.posts.values()))
        self.service.endpoint = behaviour.endpoint
        with (self.folder / "stderr.log").open("ab") as log:
            program = subprocess.Popen(
                [sys.executable, *command],
                stdout=subprocess.PIPE, stderr=log, text=True, env=environment, cwd=REPOSITORY,
            )  # fmt: skip
        how = self.dice.random()
        ear = _Ear(program, self.dice.randint(1, 3) if how < 0.2 else 0)
        trap = Trap(
            program.kill,
            self.dice.choice(STAGES),
            self.dice.randint(1, 5),
            self.dice.choice((0.0, 0.0, self.dice.uniform(0, 0.004))),
        )
        at_a_stage = 0.2 <= how < 0.8
        self.ledger.set(behaviour, trap if at_a_stage else None)
        wait_for(
            lambda: (
                program.poll() is not None
                or sum(map(len, self.ledger.posts.values())) > before
                or ear.lines
            ),
            f"life {number} of {self.name} to begin to submit",
            seconds=START_LIMIT,
            every=0.002,
        )
        try:
            program.wait(STAGE_LIMIT if how < 0.8 else self.dice.uniform(0, 0.5))
        except subprocess.TimeoutExpired:
            program.kill()
        ear.join()
        program.wait()
        self.ledger.set(HEALTHY, None)
        self.said.hear("".join(ear.lines))
        self.kills += 1
        if program.returncode != -9:
            self.said.troubles.append(f"life {number} ended by itself with {program.returncode}")

    def drain(self) -> None:
        """With the service healthy again, all that waits goes out."""
        self.service.endpoint = "/generate"
        self.ledger.set(HEALTHY, None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.hardening.headless", str(self.folder),
             self.service.api_url, "--drain"],
            capture_output=True, text=True, timeout=DRAIN_LIMIT, check=False, cwd=REPOSITORY,
        )  # fmt: skip
        self.said.hear(done.stdout)
        if done.returncode:
            self.said.troubles.append(f"draining ended with {done.returncode}: {done.stderr}")
        wait_for(lambda: not self.ledger.active, "the service to be done")

    def figures(self, name: str) -> Figures:
        jobs, rows, recoveries = _read(self.path)
        broken = self.said.broken(jobs, self.ledger)
        broken["sent twice"] = self.ledger.sent_twice()
        broken["wrongly rejected"] = [
            f"{job.status}: {prompt}" for prompt, job in jobs.items() if self._is_false(job)
        ]
        broken["lost to damage"] = self._lost_to_damage()
        broken["troubles"] = self.said.troubles
        status = Counter(job.status for job in jobs.values())
        return Figures(
            name,
            {
                "kills": self.kills,
                "of them at a stage of a request": self.ledger.sprung,
                "prompts": len(self.said.saved),
                "requests": sum(map(len, self.ledger.posts.values())),
                "accepted": sum(status[each] for each in _SENT),
                "unconfirmed": status[JobStatus.UNCONFIRMED],
                "rejected": status[JobStatus.REJECTED],
                "held or cancelled": len(self.said.held),
                "judged": len(self.said.stars),
                "forgotten": len(self.said.forgotten),
            },
            {
                **{what: len(found) for what, found in broken.items()},
                "prompts lost": len(broken["prompts lost"]) + rows - len(jobs),
                "damaged libraries": recoveries,
            },
            tuple(f"{what}: {each}" for what, found in broken.items() for each in found),
        )

    def _lost_to_damage(self) -> list[str]:
        """What a library made anew from a broken file lacks, and what should not be in it."""
        path = as_killed(self.path, self.folder.with_name(f"{self.name}-damaged"))
        overwrite(path, 0, bytes(100))
        jobs, _rows, recoveries = _read(path)
        back = [f"forgotten and back: {each}" for each in self.said.forgotten.keys() & jobs.keys()]
        untold = [] if recoveries else ["the damage was not noticed"]
        return [*self.said.ids_lost(jobs), *back, *untold]

    def _is_false(self, job: Job) -> bool:
        """Whether the library says of a prompt what the service never said."""
        posts = self.ledger.posts.get(job.prompt, [])
        if job.status in _SENT:
            return not any(post.created and post.created == job.server_id for post in posts)
        if job.status is JobStatus.UNCONFIRMED:
            return False
        if job.status is JobStatus.REJECTED:
            return not posts or not posts[-1].behaviour.rejects
        waits = job.is_held or job.deleted_at is not None
        return job.status is not JobStatus.QUEUED or not waits  # failed, expired, left behind


def _read(path: Path) -> tuple[dict[str, Job], int, int]:
    """The jobs by prompt, how many there are, and how much had to be made anew."""
    file = LibraryFile(path)
    jobs = file.jobs.newest(MOST).result()
    recoveries = len(file.recoveries)
    file.close()
    return {job.prompt: job for job in jobs}, len(jobs), recoveries


def queue(path: Path, prompts: Sequence[str], api_url: str) -> None:
    """A batch that was kept and not yet sent, the last of it paused, as a program leaves it
    that was closed."""
    file = LibraryFile(path)
    now, batch_id = time.time(), uuid.uuid4().hex
    jobs = [
        Job(
            id=uuid.uuid4().hex, prompt=prompt, api_url=api_url, created_at=now + number / 1000,
            batch_id=batch_id,
        )
        for number, prompt in enumerate(prompts)
    ]  # fmt: skip
    file.jobs.save([*jobs[:-1], replace(jobs[-1], is_held=True)]).result()
    file.close()


def offscreen(folder: Path) -> dict[str, str]:
    """The environment of a program without a screen, a session bus or a home of anybody's."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(home),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home / 'no-bus'}",
        "QT_QPA_PLATFORM": "offscreen",
        "PULSE_SERVER": f"unix:{home / 'no-sound'}",
        "WHISUL_API_KEY": KEY,
    }


def _live(lane: _Lane, kills: int, kill: Callable[[int], None]) -> _Lane:
    with Live(lane.service):
        for number in range(kills):
            kill(number)
        lane.drain()
    return lane


def run(folder: Path, *, kills: int, program_kills: int, seed: int = 1) -> Figures:
    """`kills` of the services, two libraries at a time, and `program_kills` of the whole app."""
    headless = [_Lane(folder, name, seed) for name in ("a", "b")]
    whole = _Lane(folder, "program", seed)
    with ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(_live, lane, (kills + number) // 2, lane.kill_headless)
            for number, lane in enumerate(headless)
        ]
        running.append(threads.submit(_live, whole, program_kills, whole.kill_program))
        lanes = [each.result() for each in running]
    used = set[str]().union(*(lane.ledger.used for lane in lanes))
    found = together("submitting", [lane.figures("submitting") for lane in lanes])
    return replace(
        found,
        counts={**found.counts, "behaviours": len(used), "of the whole program": whole.kills},
    )
