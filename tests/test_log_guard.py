"""The guard of tests/conftest.py really fails tests that log what nobody expected."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import logging, threading
import pytest

def test_unexpected():
    logging.getLogger("a").warning("out of nothing")

def test_from_a_thread():
    thread = threading.Thread(target=lambda: logging.getLogger("a").error("from a thread"))
    thread.start()
    thread.join()

def test_worse_than_expected(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("a").error("worse")

@pytest.fixture
def resource():
    yield
    logging.getLogger("a").error("while closing")

def test_teardown(resource):
    pass

def test_expected(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("a").warning("as expected")
    assert "as expected" in caplog.text

def test_information():
    logging.getLogger("a").info("no trouble")
"""


def test_guard(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))  # for its plugin
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, failed=3, errors=1)
    for said in ("out of nothing", "from a thread", "worse", "while closing"):
        result.stdout.fnmatch_lines([f"*{said}*"])
