"""What all tests share: a platform without a screen, and logging that must not be ignored."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import sys
from collections.abc import Iterator

import pytest
from _pytest.logging import LogCaptureHandler
from typing_extensions import override

pytest_plugins = ["tests.canary"]

# They talk to D-Bus and drive Linux's own desktop; what they import is not installed elsewhere.
collect_ignore = [] if sys.platform == "linux" else ["bundle", "desktop", "e2e", "hardening"]

# Widgets are tested without a screen; end-to-end tests bring one of their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# As in the app (process.py): widgets that are garbage must not be destroyed by another thread.
gc.disable()
_COLLECTED_AFTER = 20_000  # objects


class _Watch(logging.Handler):
    """Collects records that nobody said would come.

    A record of a level is expected while `caplog.at_level(level)` (or `caplog.set_level`)
    names exactly that level: a test that provokes a warning says so, and looks at it.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, LogCaptureHandler) and handler.level == record.levelno:
                return
        if logging.getLogger(record.name).level == record.levelno:
            return
        text = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info:
            text += "\n" + logging.Formatter().formatException(record.exc_info)
        self.unexpected.append(text)


def pytest_collection_finish() -> None:
    gc.freeze()  # the tests themselves stay


def pytest_sessionfinish() -> None:
    """What a test has put on the clipboard, the offscreen platform would destroy at the very end,
    when Python is gone: SIGSEGV."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@contextlib.contextmanager
def _watched(item: pytest.Item) -> Iterator[None]:
    """Fail what runs inside where it logs a warning or worse that was not expected."""
    watch = _Watch()
    logging.getLogger().addHandler(watch)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(watch)
    if watch.unexpected:
        pytest.fail(f"{item.nodeid} logged:\n" + "\n".join(watch.unexpected), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with _watched(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with _watched(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with _watched(item):
        result = yield
    if gc.get_count()[0] > _COLLECTED_AFTER:
        gc.collect()
    return result
