"""What the start of the bundle costs beside a start from source: `python -m
tests.benchmarks.bundle_start [--runs 9]`, after `sh packaging/build.sh folder`.

The bundle can't be looked at from inside. So both are looked at from outside, the same way: Xvfb
keeps its screen in a file that is read here every millisecond, on a screen without a window
manager, where the first pixel that is not black is of the first frame. Runs take turns.
"""

from __future__ import annotations

import argparse
import mmap
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.dataset import make
from tests.benchmarks.start_up import NOBODY
from tests.e2e.desktop import REPOSITORY
from tests.e2e.processes import PATIENCE, Processes, wait_for

SOURCE = (sys.executable, "-m", "whisul_desktop")
BUNDLE = (str(REPOSITORY / "dist" / "whisul-desktop" / "whisul-desktop"),)
GOAL = 1.5


class Screen:
    """A black screen with nothing on it."""

    def __init__(self, processes: Processes, folder: Path) -> None:
        reading, writing = os.pipe()
        processes.start(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-br", "-nocursor",
             "-nolisten", "tcp", "-noreset", "-fbdir", folder],
            name="Xvfb",
            pass_fds=(writing,),
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as numbers:
            self.display = f":{numbers.readline().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # A row of pixels amid the screen; before the pixels there are some KB of a header.
        self._row = slice(len(self._memory) // 2, len(self._memory) // 2 + 1280 * 4)
        self._black = bytes(1280 * 4)

    def is_black(self) -> bool:
        # 24-bit colours in 32: the fourth byte means nothing
        row = bytearray(self._memory[self._row])
        row[3::4] = bytes(len(row) // 4)
        return bytes(row) == self._black


def first_paint(processes: Processes, screen: Screen, program: Sequence[str], data: Path) -> float:
    """Milliseconds from the start of the program to its first pixel on the screen."""
    wait_for(screen.is_black, "an empty screen")
    started = time.monotonic()
    process = processes.start(
        [*program, "--data-dir", str(data)],
        name="app",
        environment={"DISPLAY": screen.display, "WHISUL_API_KEY": "key-of-the-benchmark"},
        cwd=REPOSITORY,
    )
    while screen.is_black():
        if time.monotonic() - started > PATIENCE or process.poll() is not None:
            raise AssertionError(f"{program} shows nothing: {processes.log('app').read_text()}")
        time.sleep(0.001)
    took = time.monotonic() - started
    processes.end(process)
    return took * 1000


def measure(runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each run from source and of the bundle; one more of each warms the disk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "data", 1000, api_url=NOBODY)
        environment = {"PATH": "/usr/bin:/bin", "HOME": name, "LANG": "C.UTF-8",
                       "QT_QPA_PLATFORM": "xcb"}  # fmt: skip
        processes = Processes(environment, folder)
        try:
            screen = Screen(processes, folder)
            found = [
                [first_paint(processes, screen, program, folder / "data")
                 for program in (SOURCE, BUNDLE)]
                for _ in range(runs + 1)
            ]  # fmt: skip
        finally:
            processes.end_all()
    source, bundle = zip(*found[1:], strict=True)
    return list(source), list(bundle)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    source, bundle = measure(options.parse_args().runs)
    for name, times in (("from source", source), ("the bundle", bundle)):
        print(f"{name:12} {median(times):5.0f} ms ({min(times):.0f}–{max(times):.0f})")
    print(
        f"start to first paint, bundle to source: {median(bundle) / median(source):.2f}× ≤ {GOAL}×"
    )


if __name__ == "__main__":
    main()
