"""A sound server with two null sinks, songs made by ffmpeg, and the player to drive."""

from __future__ import annotations

import array
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

WAIT = 20.0  # seconds; a limit, not a pace
RATE = 44_100
# said for information while QtMultimedia loads, whatever is installed
_RULES = "qt.multimedia.ffmpeg.info=false;qt.multimedia.symbolsresolver=false"
_FFMPEG = ("Input #", "  ", "[")


class Sound:
    """PulseAudio in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{folder}/native",
            "HOME": str(folder),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             f"--load=module-native-protocol-unix socket={folder}/native auth-anonymous=1"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(lambda: self._try("info"), "the sound server")
        self.modules = {name: self.add_sink(name) for name in ("one", "two")}

    def add_sink(self, name: str) -> str:
        return self.pactl("load-module", "module-null-sink", f"sink_name={name}").strip()

    def remove_sink(self, name: str) -> None:
        self.pactl("unload-module", self.modules.pop(name))

    def pactl(self, *words: str) -> str:
        command = ["pactl", *words]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=WAIT
        ).stdout

    def record(self, sink: str, file: Path) -> Recording:
        return Recording(self.environment, sink, file)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(WAIT)

    def _try(self, word: str) -> bool:
        asked = subprocess.run(
            ["pactl", word], env=self.environment, check=False, capture_output=True, timeout=WAIT
        )
        return asked.returncode == 0


class Recording:
    """What a sink plays, as one channel of 16-bit samples."""

    def __init__(self, environment: dict[str, str], sink: str, file: Path) -> None:
        self._file = file
        with file.open("wb") as out:
            self._process = subprocess.Popen(
                ["parec", f"--device={sink}.monitor", "--format=s16le", f"--rate={RATE}",
                 "--channels=1", "--raw", "--latency-msec=20"],
                env=environment, stdout=out,
            )  # fmt: skip
        until(lambda: file.stat().st_size > 0, "the recording to begin")

    def samples(self, last: float | None = None) -> array.array[int]:
        data = self._file.read_bytes()
        data = data[: len(data) // 2 * 2]
        if last is not None:
            data = data[-int(last * RATE) * 2 :]
        return array.array("h", data)

    def seconds(self) -> float:
        return self._file.stat().st_size / 2 / RATE

    def rms(self) -> float:
        """0…1 of full scale, of all that was recorded, as sox says it."""
        said = subprocess.run(
            ["sox", "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1",
             str(self._file), "-n", "stat"],
            check=True, capture_output=True, text=True, timeout=WAIT,
        ).stderr  # fmt: skip
        line = next(line for line in said.splitlines() if line.startswith("RMS     amplitude"))
        return float(line.split()[-1])

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(WAIT)


class Driver:
    """The player's process; `events` are [name, value, monotonic seconds]."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "tests.ui.player_driver"],
            env=environment | {"QT_LOGGING_RULES": _RULES},
            cwd=Path(__file__).parents[2], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.events: list[tuple[str, object, float]] = []
        self._queue: SimpleQueue[tuple[str, object, float]] = SimpleQueue()
        self._errors: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._complaints = threading.Thread(target=self._read_errors, daemon=True)
        self._complaints.start()
        self.wait("ready")

    def send(self, name: str, *values: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, *values]) + "\n")
        self._process.stdin.flush()

    def wait(
        self, name: str, fits: Callable[[object], bool] = lambda _value: True
    ) -> tuple[object, float]:
        """The next event of that name that fits: its value and when it came."""
        end = time.monotonic() + WAIT
        while True:
            try:
                event = self._queue.get(timeout=max(0.01, end - time.monotonic()))
            except Empty:
                tail = self.events[-8:]
                raise AssertionError(f"no {name}; last {tail}; {self._errors}") from None
            self.events.append(event)
            if event[0] == name and fits(event[1]):
                return event[1], event[2]

    def quit(self) -> str:
        """Ends it as the app does; what it complained of meanwhile."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(WAIT) == 0
        self._complaints.join(WAIT)
        self._reader.join(WAIT)
        while not self._queue.empty():
            self.events.append(self._queue.get())
        # FFmpeg itself writes what it opens; that is no complaint
        return "".join(line for line in self._errors if not line.startswith(_FFMPEG))

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(WAIT)
        self._reader.join(WAIT)
        self._complaints.join(WAIT)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            name, value, when = json.loads(line)
            self._queue.put((name, value, when))

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self._errors.extend(self._process.stderr)


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        threading.Event().wait(0.02)


def make_song(path: Path, seconds: float, frequency: int = 440) -> Path:
    """A steady tone at an eighth of full scale, as MP3."""
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
         f"sine=frequency={frequency}:duration={seconds}", "-b:a", "128k", str(path)],
        check=True, timeout=WAIT,
    )  # fmt: skip
    return path


@pytest.fixture
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sound]:
    made = Sound(tmp_path_factory.mktemp("pulse"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_song(tmp_path_factory.mktemp("songs") / "long.mp3", 30)


@pytest.fixture(scope="module")
def short_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_song(tmp_path_factory.mktemp("songs") / "short.mp3", 1.5, 660)


@pytest.fixture
def driver(sound: Sound) -> Iterator[Driver]:
    made = Driver(sound.environment)
    yield made
    made.kill()
