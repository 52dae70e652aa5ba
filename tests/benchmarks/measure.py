"""Runs a program under the probe and reads what the probe saw."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

from tests.benchmarks import probe
from tests.e2e.desktop import REPOSITORY, Desktop
from tests.e2e.processes import wait_for


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: milliseconds, and bytes of resident memory."""

    paint: float  # from the start of the process to its first frame
    picture: float  # to the picture of its rows, as they were left; nan where there was none
    content: float  # to the rows of its table on the screen; to `paint` where it has none
    complete: float  # to the rows of the whole library, where they were asked for
    ready: float
    rss: int
    load_gap: float  # longest gap of the GUI thread from the paint until it is ready
    run_gap: float  # the same from then on
    run_p99: float


Events = dict[tuple[str, str], dict[str, Any]]  # by name and phase


def measure(
    desktop: Desktop,
    folder: Path,
    what: str,
    *arguments: str,
    seconds: float = 0,
    environment: Mapping[str, str] | None = None,
) -> Measured:
    """Start it, wait until it is ready and `seconds` more, end it."""
    started = time.monotonic()
    seen = watch(
        desktop, folder, what, *arguments,
        environment={probe.SECONDS: str(seconds), **(environment or {})}, patience=60 + seconds,
    )  # fmt: skip
    ready = seen["ready", ""]
    paint = seen["first_paint", ""]["monotonic"]

    def since_start(event: str, otherwise: float = paint) -> float:
        return (seen.get((event, ""), {}).get("monotonic", otherwise) - started) * 1000

    return Measured(
        paint=since_start("first_paint"),
        picture=since_start("picture", nan),
        content=since_start("content"),
        complete=since_start("complete"),
        ready=since_start("ready"),
        rss=ready["rss"],
        load_gap=seen["gap", "load"]["ms"],
        run_gap=seen["gap", "run"]["ms"],
        run_p99=seen["gap", "run"]["p99"],
    )


def watch(
    desktop: Desktop,
    folder: Path,
    what: str,
    *arguments: str,
    environment: Mapping[str, str],
    patience: float,
) -> Events:
    """Start `what` (see run_app.py), wait until it is done, end it. What the probe wrote."""
    events = folder / f"events-{time.monotonic_ns()}.jsonl"
    process = desktop.processes.start(
        [sys.executable, "-m", "tests.benchmarks.run_app", what, *arguments],
        name=f"benchmark-{what}",
        environment={probe.FILE: str(events), "QT_QPA_PLATFORM": "xcb", **environment},
        cwd=REPOSITORY,
    )
    log = desktop.processes.log(f"benchmark-{what}")

    def done() -> Events | None:
        seen = read(events)
        if ("failed", "") in seen:
            raise AssertionError(f"{what}: {seen['failed', '']['text']}")
        if process.poll() is not None and ("done", "") not in seen:
            raise AssertionError(f"{what} ended with {process.returncode}: {log.read_text()}")
        return seen if ("done", "") in seen else None

    try:
        seen = wait_for(done, f"{what} to be measured", seconds=patience)
        assert seen is not None
        return seen
    except AssertionError as failed:
        failed.add_note(f"seen {list(read(events))}; its log ends with:")
        failed.add_note(log.read_text(encoding="utf-8", errors="replace")[-4_000:])
        raise
    finally:
        desktop.processes.end(process)


def read(path: Path) -> Events:
    """Events by name and phase."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    events = [json.loads(line) for line in lines if line.endswith("\n")]
    return {(event["event"], event.get("phase", "")): event for event in events}
