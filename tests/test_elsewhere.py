"""The tests that Windows and macOS run are found there, where what is Linux's own is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLLECT = """
import sys, sysconfig, pytest
sysconfig.get_config_vars()  # of the system that it really is
for name in ("dbus_fast", "jeepney", "secretstorage"):
    sys.modules[name] = None  # an import of it fails
sys.platform = "elsewhere"  # the standard library has no word on it either
sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def test_they_are_collected() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, "-m", "not e2e and not bundle"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "tests/core/test_naming.py::" in done.stdout
