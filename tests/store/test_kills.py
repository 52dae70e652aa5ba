"""`kill -9` in the middle of commits, copies and journal lines loses nothing (fault 34)."""

from __future__ import annotations

from pathlib import Path

from tests.store.killing import kill_writers


def test_kills_in_the_middle_lose_nothing_that_was_acknowledged(path: Path) -> None:
    killed = kill_writers(path, 20)
    assert killed.kills == 20
    assert killed.acknowledged > 500
    assert killed.accepted > 100
    assert killed.packed > 3
    assert killed.packed_ids_wrong == 0
    assert (killed.lost, killed.ids_lost, killed.damaged, killed.sound) == (0, 0, 0, True)
