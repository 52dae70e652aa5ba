"""The key that every test uses, and a watch over the whole run that it gets nowhere.

A plugin of pytest, on for all tests (conftest.py). It looks at

- every log record at DEBUG, as the handlers of the app would write it;
- what every process is started with;
- every request that the look-alike sees: the key is in the API's `Authorization` alone;
- at the end, every file below the tests' temporary folders: logs, databases, settings, crash
  reports, what programs printed.

A test that leaks the key fails; a file that holds it fails the run.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

# The other one is for runs inside of tests, whose leaks are meant (test_canary.py).
CANARY = os.environ.get("WHISUL_TESTS_CANARY", "whisul-canary-7d1f04c9e2b84a51")
_BLOCK = 1 << 22  # bytes
_HANDS = frozenset({"xdotool"})  # what types for the tests' user


def files_holding(folder: Path, secret: str = CANARY) -> list[Path]:
    """The files below `folder` that have these bytes in them."""
    return [path for path in sorted(folder.rglob("*")) if _holds(path, secret.encode())]


def _holds(path: Path, secret: bytes) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    tail = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if secret in tail + block:
                return True
            tail = block[-len(secret) :]
    return False


class Watch(logging.Handler):
    """Collects leaks: of the test that runs, as sentences."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.leaks: list[str] = []
        self._plain = logging.Formatter()

    @override
    def emit(self, record: logging.LogRecord) -> None:
        text = self._as_written(record)
        if CANARY in text:
            self.leaks.append(f"the log of {record.name}: {text.replace(CANARY, '[CANARY]')}")

    def _as_written(self, record: logging.LogRecord) -> str:
        """Where the app's own handlers are there (reporting.py), what they make of it."""
        for handler in logging.getLogger().handlers:
            if type(handler.formatter).__module__.startswith("whisul_desktop."):
                return handler.format(record)
        return self._plain.format(record)

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        """For sys.addaudithook: processes and their arguments."""
        if event == "subprocess.Popen" and CANARY in repr(args[1]):
            words = args[1] if isinstance(args[1], list) else [args[1]]
            if Path(str(words[0])).name not in _HANDS:
                self.leaks.append(f"the arguments of {words[0]}")

    def seen(self, method: str, path: str, headers: dict[str, str]) -> None:
        """A request as it came in at the look-alike."""
        places = [name for name, value in headers.items() if CANARY in value]
        allowed = ["authorization"] if path.startswith("/api/") else []
        if CANARY in path or set(places) - set(allowed):
            self.leaks.append(f"a request: {method} {path}, in {places or 'its address'}")


_watch = Watch()
_FOLDERS: pytest.StashKey[list[Path]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    logging.getLogger().addHandler(_watch)
    logging.getLogger().setLevel(logging.DEBUG)
    sys.addaudithook(_watch.audit)
    config.stash[_FOLDERS] = []
    _watch_requests()


def pytest_unconfigure() -> None:
    logging.getLogger().removeHandler(_watch)


def _watch_requests() -> None:
    from whisul_desktop.demo import faults, service

    class Seen(faults.Seen):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            _watch.seen(self.method, self.path, self.headers)

    service.Seen = Seen  # type: ignore[misc]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    try:
        return (yield)
    finally:
        leaks, _watch.leaks = _watch.leaks, []
        if leaks:
            pytest.fail("the key leaked into " + "\n".join(leaks), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    base: Path = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    session.config.stash[_FOLDERS] = files_holding(base)
    if session.config.stash[_FOLDERS]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for path in terminalreporter.config.stash[_FOLDERS]:
        terminalreporter.write_line(f"FAILED: the key is in {path}", red=True)
