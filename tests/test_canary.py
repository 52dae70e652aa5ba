"""The watch of canary.py finds what it should, in a run of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CLEAN = """
import asyncio, logging, os, subprocess, sys
import httpx, pytest
from tests.canary import CANARY
from whisul_desktop.demo.service import LookAlike
from whisul_desktop.demo.transport import demo_transport
from whisul_desktop.reporting import Reporting
from whisul_desktop.store.paths import log_path, resources_dir

@pytest.fixture
def reporting(tmp_path):
    hooks = sys.excepthook, sys.unraisablehook
    reporting = Reporting("debug")
    reporting.formatter.hide(CANARY)
    reporting.open_file(log_path(tmp_path))
    yield reporting
    reporting.close_file()
    sys.excepthook, sys.unraisablehook = hooks
    logging.getLogger().handlers.pop()

def test_log_of_the_app(reporting, tmp_path):
    logging.getLogger("whisul_desktop").debug("it is %s", CANARY)
    assert "[key]" in log_path(tmp_path).read_text("utf-8")

def test_environment():
    subprocess.run([sys.executable, "-c", ""], env={**os.environ, "KEY": CANARY}, check=True)

def request(path):
    lookalike = LookAlike(resources_dir() / "demo", key=CANARY)

    async def ask():
        async with httpx.AsyncClient(transport=demo_transport(lookalike)) as client:
            headers = {"Authorization": f"Bearer {CANARY}"}
            await client.get(lookalike.base_url + path, headers=headers)

    asyncio.run(ask())

def test_api():
    request("/api/jobs/x")
"""
LEAKING = """
from test_clean import CANARY, logging, request, subprocess, sys

def test_plain_log():
    logging.getLogger("httpx").debug("Bearer %s", CANARY)

def test_traceback():
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("x").info("failed", exc_info=True)

def test_arguments():
    subprocess.run([sys.executable, "-c", "", CANARY], check=True)

def test_media():
    request("/media/song.mp3")

def test_address():
    request(f"/api/jobs/{CANARY}")
"""
FILE = """
import sqlite3
from test_clean import CANARY

def test_database(tmp_path):
    with sqlite3.connect(tmp_path / "library.sqlite3") as database:
        database.execute("CREATE TABLE t (x)")
        database.execute("INSERT INTO t VALUES (?)", (CANARY,))
    database.close()
"""
UNREDACTED = """
import pytest
from test_clean import reporting, test_log_of_the_app as in_the_clear
from whisul_desktop.reporting import Redacted

@pytest.fixture(autouse=True)
def no_redaction(monkeypatch):
    monkeypatch.setattr(Redacted, "redact", lambda self, text: text + "[key]")

def test_log(reporting, tmp_path):
    in_the_clear(reporting, tmp_path)
"""


@pytest.fixture(autouse=True)
def other_canary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHISUL_TESTS_CANARY", "whisul-canary-of-the-inner-run")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))


def run(pytester: pytest.Pytester, *names: str, **files: str) -> pytest.RunResult:
    pytester.makepyfile(test_clean=CLEAN, **files)
    options = ("-p", "tests.canary", "-p", "no:cacheprovider")
    return pytester.runpytest_subprocess(*options, *(f"{name}.py" for name in names))


def test_what_is_as_it_should_be_passes(pytester: pytest.Pytester) -> None:
    result = run(pytester, "test_clean")
    result.assert_outcomes(passed=3)
    assert result.ret == 0


def test_each_leak_fails_the_run(pytester: pytest.Pytester) -> None:
    files = {"test_leaking": LEAKING, "test_file": FILE, "test_unredacted": UNREDACTED}
    result = run(pytester, *files, **files)
    result.assert_outcomes(passed=7, errors=6)  # a leak is found once the test is over
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "the key leaked into the log of httpx: *",
            "the key leaked into the log of x: failed*",
            "the key leaked into the arguments of *",
            "the key leaked into a request: GET /media/song.mp3, *",
            "the key leaked into a request: GET /api/jobs/*",
            # without the redaction that reporting.py does
            "the key leaked into the log of whisul_desktop: *",
            "FAILED: the key is in *library.sqlite3",
            "FAILED: the key is in *whisul-desktop.log",
        ]
    )
