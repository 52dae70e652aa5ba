"""The program ends, whatever hangs in it (fault 16)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from whisul_desktop import process
from whisul_desktop.process import CrashLog

HANGS = """
import sys, threading
from pathlib import Path
from whisul_desktop import process

process.EXIT_LIMIT = 0.2
crash_log = process.CrashLog(Path(sys.argv[1]))
crash_log.open()
if len(sys.argv) > 2:
    exec(sys.argv[2])
process.watchdog(crash_log).start()

def a_call_that_never_returns():
    threading.Event().wait()

a_call_that_never_returns()
"""


COLLECTS = """
import sys, threading, time, weakref
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from whisul_desktop import process

process.COLLECT_EVERY = 20
app = QCoreApplication(sys.argv)
collector = process.GarbageCollector()
collector.start()

class Cycle(QObject):
    pass

destroyed_by = []
cycle = Cycle()
cycle.itself = cycle
weakref.finalize(cycle, lambda: destroyed_by.append(threading.current_thread().name))
del cycle

def allocate():
    for _ in range(200):
        kept = [[] for _ in range(1_000)]

thread = threading.Thread(target=allocate, name="another")
thread.start()
thread.join()
print(destroyed_by)
keep = [[] for _ in range(3_000)]  # now a collection is due
end = time.monotonic() + 20
turn = QTimer(interval=5)
turn.timeout.connect(lambda: (destroyed_by or time.monotonic() > end) and app.quit())
turn.start()
app.exec()
print(destroyed_by)
"""


def test_what_belongs_to_the_window_is_collected_on_its_thread_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECTS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines() == ["[]", "['MainThread']"], done.stdout + done.stderr


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


@pytest.mark.parametrize(
    "trouble",
    [
        "sys.stderr = None",  # a program of Windows without a console
        "import os; os.close(2)",
        "crash_log._file.close()",
    ],
)
def test_it_is_ended_also_where_the_stacks_can_be_told_nowhere(
    tmp_path: Path, trouble: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGS, str(tmp_path), trouble],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 70


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_what_a_load_let_go_of_is_given_back():
    pieces = [bytes(1_000) for _ in range(60_000)]
    kept = pieces[::100]
    del pieces
    before = resident()
    process.give_back_memory()
    assert before - resident() > 40 << 20
    assert len(kept) == 600


def resident() -> int:
    """Bytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
