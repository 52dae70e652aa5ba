"""A library of one's own, closed at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.damage import BACKED_UP, LATER, save, some_jobs
from whisul_desktop.services import loading
from whisul_desktop.store import packing
from whisul_desktop.store.backup import Backups
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.opening import LibraryFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> JobStore:
    return JobStore(database)


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The log has to tell of the damage."""
    caplog.set_level(logging.WARNING, "whisul_desktop.store.recovery")
    yield
    text = caplog.text or " ".join(r.getMessage() for r in caplog.get_records("call"))
    assert "damaged" in text


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """A library with a copy, jobs since then, and one that the journal alone knows; closed."""
    path = tmp_path / "data" / "library.sqlite3"
    library = LibraryFile(path)
    save(library, some_jobs(BACKED_UP))
    assert Backups(path).make()
    save(library, some_jobs(LATER, BACKED_UP))
    library.close()
    return path


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a few jobs, as otherwise of thousands."""
    monkeypatch.setattr(packing, "LEAST", 1)
    monkeypatch.setattr(packing, "_STEP", 8)
    monkeypatch.setattr(packing, "_PAUSE", 0.0)
    monkeypatch.setattr(loading, "FIRST_PAGE", 3)
