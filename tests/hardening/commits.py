"""`kill -9` in the middle of commits, of downloads and of saving: nothing is half there."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from mutagen.id3 import ID3

from tests.fakes.live import Live
from tests.fakes.media import SONGS, make_media, mp3
from tests.hardening import REPOSITORY
from tests.hardening.figures import Figures
from tests.hardening.headless import KEY
from tests.hardening.saver import TAGS
from tests.store.killing import kill_writers
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.demo.faults import Call
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.store.opening import LibraryFile

MOST = 10_000_000
KILL_LIMIT = 20.0  # seconds until there is something to kill in the middle of
DRAIN_LIMIT = 120.0
_PIECE = 1 << 16  # bytes
_MOST_PIECES = 200  # of five songs or so


def commits(folder: Path, kills: int, seed: int) -> Figures:
    """In the middle of commits, backups, packing and lines of the journal."""
    killed = kill_writers(folder / "library.sqlite3", kills, seed=seed)
    return Figures(
        "commits",
        {
            "kills": killed.kills,
            "acknowledged": killed.acknowledged,
            "accepted": killed.accepted,
            "starts from the packed file": killed.packed,
        },
        {
            "lost": killed.lost,
            "accepted ids lost": killed.ids_lost,
            "corrupt databases": killed.damaged + (not killed.sound),
            "jobs otherwise than on disk": killed.packed_ids_wrong,
        },
    )


class _Trickle:
    """Media in pieces, slowly enough to be killed between any two of them."""

    def __init__(self) -> None:
        self.sent = 0  # pieces in this life
        self.stop_at = -1  # pieces from now on, all downloads together
        self.reached = threading.Event()

    async def play(self, call: Call) -> None:
        response = await call.process()
        data = bytes(response.body)
        await call.start(response)
        for start in range(0, len(data), _PIECE):
            if call.gone:
                return
            await call.body(data[start : start + _PIECE])
            self.sent += 1
            self.stop_at -= 1
            if self.stop_at == 0:
                self.reached.set()
            await asyncio.sleep(0.001)
        await call.body(b"", more=False)


class _Downloads:
    """One library whose songs are to be fetched, through many lives of the program."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.media = folder / "media"
        self.dice = random.Random(seed)
        self.served = make_media(folder / "served", seconds=150)
        self.service = LookAlike(self.served, seconds=(0, 0), failure_rate=0, key=KEY)
        self.trickle = _Trickle()
        self.service.script("GET /media", self.trickle, times=None)
        self.whole: dict[str, int] = {}  # compared: when they were written, in ns
        self.half: list[str] = []
        self.troubles: list[str] = []
        self.with_parts = 0
        self.jobs = 0

    def add_jobs(self, count: int) -> None:
        """Songs that are ready at the service and not yet here."""
        file = LibraryFile(self.folder / "library.sqlite3")
        jobs = [self._job() for _ in range(count)]
        file.jobs.save(jobs).result()
        file.close()
        self.jobs += count

    def _job(self) -> Job:
        number = self.dice.randint(1, len(SONGS))
        link = f"{self.service.base_url}/media/song-{number}"
        now = time.time()
        return Job(
            id=uuid.uuid4().hex,
            prompt=f"song-{number}",
            api_url=self.service.api_url,
            created_at=now,
            status=JobStatus.COMPLETED,
            server_id=str(uuid.uuid4()),
            song=Song(title="Song", song_url=f"{link}.mp3", image_url=f"{link}.jpg"),
            finished_at=now,
        )

    def command(self, *more: str) -> list[str]:
        return [
            sys.executable, "-m", "tests.hardening.headless", str(self.folder),
            self.service.api_url, "--keep", *more,
        ]  # fmt: skip

    def kill(self) -> None:
        """One life, killed in the middle of a download or right after its last byte."""
        self.trickle.reached.clear()
        self.trickle.sent = 0
        self.trickle.stop_at = self.dice.randint(1, _MOST_PIECES)
        with (self.folder / "stderr.log").open("ab") as log:
            program = subprocess.Popen(
                self.command(), stdout=subprocess.PIPE, stderr=log, text=True, cwd=REPOSITORY
            )
        # the last pieces of all songs may be fewer than were to be waited for
        if not self.trickle.reached.wait(KILL_LIMIT) and not self.trickle.sent:
            self.troubles.append("nothing was downloaded")
        try:
            program.wait(self.dice.uniform(0, self.dice.choice((0.004, 0.3))))
            self.troubles.append(f"it ended by itself with {program.returncode}")
        except subprocess.TimeoutExpired:
            program.kill()
        self._hear(program.communicate()[0])
        self.with_parts += any(self.media.glob("*.part"))
        self.look()

    def _hear(self, output: str) -> None:
        self.troubles += [line for line in output.splitlines() if line.startswith("bug")]

    def look(self) -> None:
        """Whatever has a final name, or is said to be here, is the whole file."""
        file = LibraryFile(self.folder / "library.sqlite3")
        self.troubles += [f"damaged: {each}" for each in file.recoveries]
        jobs = file.jobs.newest(MOST).result()
        file.close()
        of_job = {job.id: job.prompt for job in jobs}
        for path in self.media.iterdir():
            written = path.stat().st_mtime_ns
            if path.suffix in {".part", ".etag"} or self.whole.get(path.name) == written:
                continue
            source = self.served / (of_job[path.stem] + path.suffix)
            if path.read_bytes() == source.read_bytes():
                self.whole[path.name] = written
            else:
                self.half.append(path.name)
        for job in jobs:
            for name in filter(None, (job.audio_file, job.cover_file)):
                if not (self.media / name).is_file():
                    self.half.append(f"{name} is not there")

    def drain(self) -> int:
        """Fetch all that is missing; how many songs are whole then."""
        done = subprocess.run(
            self.command("--drain"),
            capture_output=True, text=True, timeout=DRAIN_LIMIT, check=False, cwd=REPOSITORY,
        )  # fmt: skip
        self._hear(done.stdout)
        if done.returncode:
            self.troubles.append(f"draining ended with {done.returncode}: {done.stderr}")
        self.look()
        self.troubles += [f"left behind: {path.name}" for path in self.media.glob("*.part*")]
        return len(list(self.media.glob("*.mp3")))


def downloads(folder: Path, kills: int, seed: int) -> Figures:
    """In the middle of downloads, of checking and of giving files their names."""
    scene = _Downloads(folder, seed)
    with Live(scene.service):
        for _ in range(kills):
            scene.add_jobs(4)
            scene.kill()
        whole = scene.drain()
    resumed = sum("range" in seen.headers for seen in scene.service.seen("GET /media"))
    return Figures(
        "downloads",
        {
            "kills": kills,
            "with parts left": scene.with_parts,
            "resumed": resumed,
            "songs": scene.jobs,
        },
        {
            "half files visible": len(scene.half),
            "songs missing at the end": scene.jobs - whole,
            "troubles": len(scene.troubles),
        },
        (*scene.half, *scene.troubles),
    )


def saving(folder: Path, kills: int, seed: int) -> Figures:
    """In the middle of copying, tagging and naming in the user's own folder."""
    dice = random.Random(seed)
    audio = mp3(60)
    source = folder / "source.mp3"
    source.write_bytes(audio)
    target = folder / "target"
    target.mkdir()
    half: list[str] = []
    said: set[str] = set()
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.hardening.saver", str(source), str(target)],
            stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
        ) as program:  # fmt: skip
            assert program.stdout is not None
            lines = [program.stdout.readline() for _ in range(dice.randint(1, 4))]
            try:
                program.wait(dice.uniform(0, 0.02))
                half.append(f"the saver ended with {program.returncode}")
            except subprocess.TimeoutExpired:
                program.kill()
            lines += program.stdout.read().splitlines(keepends=True)
        said |= {line.strip().removeprefix("saved ") for line in lines if line.endswith("\n")}
        half += [path.name for path in target.glob("*.mp3") if not _is_whole(path, audio)]
        half += [f"{name} is not there" for name in said if not (target / name).is_file()]
        for path in target.iterdir():  # what is seen once is not looked at again
            path.unlink()
        said.clear()
    return Figures("saving", {"kills": kills}, {"half files visible": len(half)}, tuple(half))


def _is_whole(path: Path, audio: bytes) -> bool:
    data = path.read_bytes()
    return data.endswith(audio) and str(ID3(path)["TIT2"]) == TAGS.title


def run(folder: Path, *, kills: int, seed: int = 3) -> list[Figures]:
    """`kills` of each."""
    parts: list[Figures] = []
    for part in (commits, downloads, saving):
        place = folder / part.__name__
        place.mkdir(parents=True)
        parts.append(part(place, kills, seed))
    return parts
