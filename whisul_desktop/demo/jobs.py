"""The look-alike's jobs, and the file that lets them survive a restart of the demo."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class DemoJob:
    """What the look-alike knows of a job. It is all decided when the job is submitted."""

    prompt: str
    started_at: float  # POSIX seconds
    seconds: float
    audio: str  # which song
    error: str | None = None
    failed: bool = False
    result: dict[str, Any] = field(default_factory=dict[str, Any])  # fields that differ


def load_jobs(path: Path) -> dict[str, DemoJob]:
    """The jobs by id, oldest first; none where the file is missing or can't be read."""
    if not path.exists():
        return {}
    try:
        kept: Any = json.loads(path.read_text("utf-8"))
        jobs = cast("dict[str, dict[str, Any]]", kept["jobs"])
        return {job_id: DemoJob(**fields) for job_id, fields in jobs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("the demo's jobs in %s can't be read: %r", path, error)
        return {}


def save_jobs(path: Path, jobs: Mapping[str, DemoJob]) -> None:
    """Whole or not at all. Without it the demo goes on, and forgets its jobs at the end."""
    text = json.dumps({"jobs": {job_id: asdict(job) for job_id, job in jobs.items()}})
    temporary = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except OSError as error:
        _log.warning("the demo's jobs can't be kept in %s: %s", path, error)
