"""Runs a program under the probe and reads what the probe saw."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import probe
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.processes import wait_for


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: milliseconds, and bytes of resident memory."""

    paint: float  # from the start of the process to its first frame
    content: float  # to the rows of its table on the screen; to `paint` where it has none
    ready: float
    rss: int
    load_gap: float  # longest gap of the GUI thread from the paint until it is ready
    run_gap: float  # the same from then on
    run_p99: float


def measure(
    desktop: Desktop,
    folder: Path,
    what: str,
    *arguments: str,
    seconds: float = 0,
    environment: Mapping[str, str] | None = None,
) -> Measured:
    """Start `what` ("app" or "bare"), wait until it is ready and `seconds` more, end it."""
    events = folder / f"events-{time.monotonic_ns()}.jsonl"
    started = time.monotonic()
    process = desktop.processes.start(
        [sys.executable, "-m", "tests.benchmarks.run_app", what, *arguments],
        name=f"benchmark-{what}",
        environment={
            probe.FILE: str(events),
            probe.SECONDS: str(seconds),
            "QT_QPA_PLATFORM": "xcb",
            **(environment or {}),
        },
        cwd=REPOSITORY,
    )
    log = desktop.processes.log(f"benchmark-{what}")

    def done() -> dict[tuple[str, str], dict[str, Any]] | None:
        seen = read(events)
        if process.poll() is not None and ("done", "") not in seen:
            raise AssertionError(f"{what} ended with {process.returncode}: {log.read_text()}")
        return seen if ("done", "") in seen else None

    try:
        seen = wait_for(done, f"{what} to be measured", seconds=60 + seconds)
        assert seen is not None
    finally:
        desktop.processes.end(process)
    ready = seen["ready", ""]
    paint = seen["first_paint", ""]["monotonic"]
    return Measured(
        paint=(paint - started) * 1000,
        content=(seen.get(("content", ""), {}).get("monotonic", paint) - started) * 1000,
        ready=(ready["monotonic"] - started) * 1000,
        rss=ready["rss"],
        load_gap=seen["gap", "load"]["ms"],
        run_gap=seen["gap", "run"]["ms"],
        run_p99=seen["gap", "run"]["p99"],
    )


def read(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Events by name and phase."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    events = [json.loads(line) for line in lines if line.endswith("\n")]
    return {(event["event"], event.get("phase", "")): event for event in events}
