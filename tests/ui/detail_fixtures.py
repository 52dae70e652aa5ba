"""What the tests of the right side and the bottom share: the app's look, jobs, pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from whisul_desktop.core.settings import Theme
from whisul_desktop.core.types import Job, JobStatus, Song
from whisul_desktop.ui.theme import Look

SERVER_ID = "81fa5ff7-6197-4c24-8062-c0ff8b62d58d"
READY = Job(
    id="a" * 32,
    prompt="a trap song",
    api_url="https://whisul.com/api",
    created_at=1_771_342_700.0,
    status=JobStatus.COMPLETED,
    server_id=SERVER_ID,
    song=Song("Midnight Grid", 140, 167, ("trap", "dark", "808s")),
    started_at=1_771_342_774.0,
    finished_at=1_771_342_918.0,
    audio_file="a.mp3",
)


def job(status: JobStatus, **values: object) -> Job:
    """The same before there was a song."""
    bare = replace(READY, song=None, finished_at=None, audio_file=None, status=status)
    return replace(bare, **values)  # type: ignore[arg-type]


@pytest.fixture
def look(qapp: QApplication) -> Look:
    made = Look(qapp, Path(__file__).parents[2] / "resources")
    made.set_theme(Theme.LIGHT)
    return made


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    return picture(tmp_path / "cover.jpg", QSize(900, 600), "png")


def picture(path: Path, size: QSize, kind: str = "jpeg") -> Path:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("#c0336b"))
    assert image.save(str(path), kind)  # type: ignore[call-overload]
    return path


def named(parent: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The one visible widget of that accessible name."""
    found = [
        child
        for child in parent.findChildren(kind)
        if child.accessibleName() == name and child.isVisibleTo(parent)
    ]
    assert len(found) == 1, f"{len(found)} × {name}"
    return found[0]


def is_named(parent: QWidget, name: str) -> bool:
    """Whether such a widget can be seen."""
    return any(
        child.accessibleName() == name and child.isVisible()
        for child in parent.findChildren(QWidget)
    )
