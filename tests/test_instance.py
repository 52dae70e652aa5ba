"""A second start finds the first; one that was killed blocks nobody."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from whisul_desktop.instance import Instance

SECOND = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from whisul_desktop.instance import Arguments, Instance
    app = QCoreApplication([])
    instance = Instance(Path(sys.argv[1]))
    arguments = Arguments("minimized" in sys.argv, "token of the launcher", "https://other")
    print(instance.is_first, instance.is_first or instance.hand_over(arguments), flush=True)
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
    addresses: list[str] = []
    first.asked_for_address.connect(addresses.append)
    with qtbot.waitSignal(first.asked_to_show, timeout=20_000) as shown:
        second = start(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].split() == ["False", "True"]
    assert shown.args == ["token of the launcher"]
    assert addresses == ["https://other"]


def test_a_second_start_out_of_the_way_leaves_the_first_where_it_is(
    first: Instance, tmp_path: Path, qtbot
):
    first.listen()
    with qtbot.assertNotEmitted(first.asked_to_show):
        second = start(tmp_path, "minimized")
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.communicate()[0].split() == ["False", "True"]


@pytest.mark.parametrize("line", [b"show\n", b"[1]\n", b"\xff\n", b"x" * 5000, b"[" * 4000 + b"\n"])
def test_what_another_version_says_brings_it_forward(
    first: Instance, tmp_path: Path, qtbot, line: bytes
):
    first.listen()
    socket = QLocalSocket()
    with qtbot.waitSignal(first.asked_to_show, timeout=20_000) as shown:
        socket.connectToServer(first._name)
        socket.write(line)
    assert shown.args == [""]
    qtbot.waitUntil(
        lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=20_000
    )


def test_a_peer_that_says_nothing_is_nothing(first: Instance, qtbot):
    first.listen()
    socket = QLocalSocket()
    with qtbot.assertNotEmitted(first.asked_to_show):
        socket.connectToServer(first._name)
        assert socket.waitForConnected(20_000)
        socket.disconnectFromServer()
        qtbot.waitUntil(lambda: not first._server.hasPendingConnections(), timeout=20_000)


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
