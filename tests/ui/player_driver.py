"""The real Player in a process of its own: commands on stdin, its signals on stdout, as JSON.

A process of its own, because Qt connects to one sound server for as long as it lives.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication

from whisul_desktop.ui.player import Player

_SIGNALS = ("state_changed", "position_changed", "duration_changed", "finished", "failed")


def _say(name: str, value: object = None) -> None:
    sys.stdout.write(json.dumps([name, value, time.monotonic()]) + "\n")
    sys.stdout.flush()


def main() -> int:
    app = QGuiApplication(sys.argv)
    player = Player()
    for name in _SIGNALS:
        getattr(player, name).connect(lambda *values, name=name: _say(name, *values))

    def obey(line: bytes) -> None:
        name, *values = json.loads(line)
        if name == "open_files":
            links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
            _say(name, [str(link.readlink()) for link in links])
            return
        if name == "play":
            values = [Path(value) for value in values]
        getattr(player, name)(*values)
        _say(f"did {name}")

    unfinished = b""

    def on_input() -> None:
        nonlocal unfinished
        data = os.read(sys.stdin.fileno(), 65_536)
        if not data:
            app.exit(0)
        *lines, unfinished = (unfinished + data).split(b"\n")
        for line in lines:
            obey(line)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(on_input)
    player.prepare()
    _say("ready")
    code = app.exec()
    player.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
