"""A session that ends tells the app to quit: the whole program takes the orderly way out.

However a desktop says it (XSMP's "die", Windows' WM_ENDSESSION, macOS' terminate), Qt makes a
Quit event of it. PySide6's wheels for Linux are built without XSMP: there a session ends with
SIGTERM, which e2e/test_command_line.py sends.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

LIMIT = 60  # seconds; an exit that hangs ends with code 70 by itself

PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from whisul_desktop import app, serving

start = serving.Serving._start

async def log_out(self, services):
    await start(self, services)
    await services.generation.submit("asked for just before", 3)
    application = QCoreApplication.instance()
    application.commitDataRequest.emit(None)
    QCoreApplication.postEvent(application, QEvent(QEvent.Type.Quit))

serving.Serving._start = log_out
sys.exit(app.run(app.Options(demo=True, data_dir=Path(sys.argv[1]))))
"""


def test_the_end_of_a_session_is_an_orderly_end(tmp_path: Path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error"}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    prompts = connection.execute("SELECT prompt, status FROM jobs").fetchall()
    connection.close()
    assert [prompt for prompt, _status in prompts] == ["asked for just before"] * 3
    assert {status for _prompt, status in prompts} <= {"queued", "unconfirmed", "running"}
    assert not (tmp_path / "library.sqlite3-wal").exists()  # the library was closed
