"""A second start finds the first; one that was killed blocks nobody."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from whisul_desktop.instance import Instance

SECOND = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from whisul_desktop.instance import Instance
    app = QCoreApplication([])
    instance = Instance(Path(sys.argv[1]))
    print(instance.is_first, instance.is_first or instance.show_first(), flush=True)
    if sys.argv[2:] == ["stay"]:
        sys.stdin.read()
"""


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SECOND), str(folder), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def first(tmp_path: Path, qapp: object):
    instance = Instance(tmp_path)
    yield instance
    instance.close()


def test_a_second_start_brings_the_first_forward(first: Instance, tmp_path: Path, qtbot):
    assert first.is_first
    first.listen()
    with qtbot.waitSignal(first.asked_to_show, timeout=20_000):
        second = start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].split() == ["False", "True"]


def test_another_library_is_another_program(first: Instance, tmp_path: Path):
    (tmp_path / "other").mkdir()
    assert start(tmp_path / "other").communicate()[0].split() == ["True", "True"]


def test_the_lock_of_a_killed_program_is_free(tmp_path: Path, qapp: object):
    killed = start(tmp_path, "stay")
    assert killed.stdout is not None
    assert killed.stdout.readline().split() == ["True", "True"]
    refused = Instance(tmp_path)
    assert not refused.is_first
    killed.kill()
    killed.communicate()
    after = Instance(tmp_path)
    assert after.is_first
    after.listen()
    after.close()
    refused.close()
