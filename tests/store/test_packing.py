"""The file of finished jobs is written when it pays, whole, and costs nothing else its turn."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from tests.store.damage import LIMIT, save, some_jobs
from tests.store.packed_jobs import a_job, assert_same, loaded, pack, was_used
from whisul_desktop.store import files, packed_file
from whisul_desktop.store import packing as packing_module
from whisul_desktop.store.database import Database
from whisul_desktop.store.jobs import JobStore
from whisul_desktop.store.opening import LibraryFile
from whisul_desktop.store.packing import Packing

pytestmark = pytest.mark.usefixtures("small_steps")


def test_it_is_due_for_many_jobs_and_many_changes(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packing_module, "LEAST", 20)
    monkeypatch.setattr(packing_module, "_CHANGED_MOST", 3)
    store, packing = JobStore(database), Packing(database, threading.Event())
    store.save([a_job(number) for number in range(19)]).result()
    assert not packing.is_due()
    store.save([a_job(19)]).result()
    assert packing.is_due()
    packing.write()
    assert not packing.is_due()
    store.save([a_job(number, note="other") for number in range(4)]).result()
    assert packing.is_due()
    packing.write()
    assert not packing.is_due()
    files.packed_path(path).unlink()
    assert packing.is_due()
    monkeypatch.setattr(packing_module, "_SPARE", 1 << 60)  # no room
    assert not packing.is_due()


def test_the_end_of_the_app_leaves_no_half_file(database: Database, path: Path):
    JobStore(database).save([a_job(number) for number in range(30)]).result()
    closing = threading.Event()
    closing.set()
    Packing(database, closing).write()
    assert not was_used(database)
    assert list(path.parent.glob("library.packed*")) == []


def test_it_is_packed_before_the_first_copy(path: Path):
    library = LibraryFile(path)
    save(library, some_jobs(40))
    library.start_upkeep(0.0)
    assert library._upkeep is not None
    assert library._upkeep.first_round_done.wait(LIMIT)
    assert was_used(library.database)
    library.close()
    copy = files.backup_paths(path)[0]
    assert copy.stat().st_mtime_ns >= files.packed_path(path).stat().st_mtime_ns
    # a library that comes back from its copy still knows what is packed
    shutil.copyfile(copy, path)
    again = LibraryFile(path)
    assert was_used(again.database)
    assert_same(loaded(again.database), again.database)
    again.close()


def test_a_copy_is_made_where_the_library_can_t_be_packed(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packed_file, "write", lambda *_: _raise(OSError(28, "no room")))
    library = LibraryFile(path)
    save(library, some_jobs(40))
    library.start_upkeep(0.0)
    assert library._upkeep is not None
    assert library._upkeep.first_round_done.wait(LIMIT)
    library.close()
    assert files.backup_paths(path)[0].exists()


def test_values_of_another_kind_are_read_the_slow_way(database: Database, path: Path):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    database.run(
        lambda c: c.execute("UPDATE jobs SET stars = 'many' WHERE id = ?", (a_job(4).id,))
    ).result()
    pack(database)
    assert not was_used(database)
    assert not files.packed_path(path).exists()
    assert_same(loaded(database), database)


def test_what_changes_while_it_is_written_is_noted(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    store = JobStore(database)
    store.save([a_job(number) for number in range(30)]).result()
    write = packed_file.write

    def slowly(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        store.save([a_job(5, note="meanwhile"), a_job(90)]).result()
        store.delete(a_job(6).id).result()

    monkeypatch.setattr(packed_file, "write", slowly)
    pack(database)
    assert was_used(database)
    library = loaded(database)
    assert library.jobs[a_job(5).id].note == "meanwhile"
    assert_same(library, database)


def _raise(error: Exception) -> NoReturn:
    raise error
