"""The program ends, whatever hangs in it (fault 16)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from whisul_desktop.process import CrashLog

HANGS = """
import sys, threading
from pathlib import Path
from whisul_desktop import process

process.EXIT_LIMIT = 0.2
crash_log = process.CrashLog(Path(sys.argv[1]))
crash_log.open()
process.watchdog(crash_log).start()

def a_call_that_never_returns():
    threading.Event().wait()

a_call_that_never_returns()
"""


def test_an_exit_that_hangs_is_ended_with_all_stacks_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGS, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 70, done.stderr
    assert "a_call_that_never_returns" in done.stderr
    crash_log = CrashLog(tmp_path)
    crash_log.open()
    assert crash_log.has_found  # offered at the next start
    crash_log.close()
