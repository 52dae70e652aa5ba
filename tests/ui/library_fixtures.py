"""What the tests of the library side share: a look, jobs, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from whisul_desktop.core.settings import Theme
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.ui.theme import Look

NOW = 1_771_342_774.0  # 2026-02-17 15:39:34 UTC


@pytest.fixture
def library_look(qapp: QApplication) -> Look:
    look = Look(qapp, Path(__file__).parents[2] / "resources")
    look.set_theme(Theme.LIGHT)
    return look


@pytest.fixture
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def job(name: str, status: JobStatus = JobStatus.RUNNING, **values: object) -> Job:
    """A job with `name` as id and prompt; created a minute ago."""
    given: dict[str, object] = {
        "prompt": name,
        "api_url": "https://whisul.com/api",
        "created_at": NOW - 60,
    }
    return Job(id=name, status=status, **(given | values))  # type: ignore[arg-type]


def ready(name: str, title: str = "", **values: object) -> Job:
    """A finished job."""
    song = values.pop("song", Song(title or name, 140, 167, ("trap", "dark")))
    return job(
        name, JobStatus.COMPLETED, song=song, started_at=NOW - 200, finished_at=NOW, **values
    )


def picture(path: Path, width: int = 64, height: int = 64, color: str = "#c03040") -> Path:
    """A real picture in the format that the suffix names."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    assert image.save(str(path))
    return path
