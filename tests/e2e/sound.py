"""Records what the desktop really plays, and measures it."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.desktop import SINK, Desktop
from tests.e2e.processes import wait_for

RATE = 44_100
_FRAME = 4  # bytes: two channels of 16 bits
AUDIBLE = 0.003  # RMS of full scale; silence from a null sink is exactly 0


class Recorder:
    """`parec` on the null sink's monitor, from entering to leaving."""

    def __init__(self, desktop: Desktop, path: Path) -> None:
        self._desktop = desktop
        self.path = path

    def __enter__(self) -> Self:
        self.path.touch()
        with self.path.open("ab") as file:
            self._process = self._desktop.processes.start(
                ["parec", f"--device={SINK}.monitor", "--format=s16le", f"--rate={RATE}",
                 "--channels=2", "--raw", "--latency-msec=50"],
                name="parec",
                stdout=file,
            )  # fmt: skip
        wait_for(lambda: self.seconds > 0, "the recording to begin")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._desktop.processes.end(self._process)

    @property
    def seconds(self) -> float:
        """How much is recorded."""
        return self.path.stat().st_size / _FRAME / RATE

    def loudness(self, start: float = 0.0) -> float:
        """RMS (0..1) of what was recorded from `start` seconds on, as sox measures it."""
        length = self.seconds - start
        if length < 0.05:
            return 0.0
        piece = self.path.with_suffix(".piece.raw")
        with self.path.open("rb") as file:
            file.seek(int(start * RATE) * _FRAME)
            piece.write_bytes(file.read(int(length * RATE) * _FRAME))
        said = self._desktop.processes.run(
            "sh", "-c",
            'sox -t raw -r "$1" -e signed -b 16 -c 2 "$2" -n stat 2>&1', "sh", str(RATE), piece,
        )  # fmt: skip
        found = re.search(r"^RMS\s+amplitude:\s+(\S+)", said, re.MULTILINE)
        if found is None:
            raise AssertionError(f"sox says nothing of RMS: {said}")
        return float(found.group(1))

    def wait_for_sound(self, seconds: float = 1.0) -> float:
        """Wait until `seconds` of sound in one piece were recorded; their loudness."""
        first = self.seconds
        wait_for(lambda: self.loudness(first) > AUDIBLE, "any sound")
        start = self.seconds
        wait_for(lambda: self.seconds - start >= seconds, "more of the recording")
        loudness = self.loudness(start)
        assert loudness > AUDIBLE, f"the sound broke off: RMS {loudness}"
        return loudness

    def wait_for_silence(self, seconds: float = 0.5) -> None:
        """Wait until the last `seconds` of the recording are silent."""
        start = self.seconds

        def silent() -> bool:
            now = self.seconds
            return now - start >= seconds and self.loudness(now - seconds) < AUDIBLE / 10

        wait_for(silent, "silence")
