"""What is told to whom: the log, which never holds a key, and every exception, once."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from whisul_desktop.core.errors import WhisulError
from whisul_desktop.core.override import override

_log = logging.getLogger("whisul_desktop")
LEVELS = ("debug", "info", "warning", "error")
REPEAT_AFTER = 60.0  # seconds: the same fault on every paint is one record a minute


class Redacted(logging.Formatter):
    """Formats, then takes out every key: an exception's text can contain one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s")
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """From now on this text shows as [key]."""
        if secret:  # a new set: another thread may be formatting
            self._secrets = self._secrets | {secret}

    @override
    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[key]")
        return text


class Reporting:
    """One function behind every hook that an exception can end in."""

    def __init__(self, level: str) -> None:
        self.formatter = Redacted()
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()
        self._file: logging.Handler | None = None
        # to show, from any thread: the report of a bug of ours; trouble that is nobody's bug
        self.on_bug: Callable[[str], None] | None = None
        self.on_trouble: Callable[[WhisulError], None] | None = None
        root = logging.getLogger()
        root.setLevel(level.upper())
        stderr = logging.StreamHandler()
        stderr.setFormatter(self.formatter)
        root.addHandler(stderr)
        for noisy in ("httpx", "httpcore", "qasync", "asyncio", "keyring"):
            logging.getLogger(noisy).setLevel(max(logging.INFO, root.level))
        logging.getLogger("httpx").setLevel(logging.WARNING)  # its INFO lines hold whole URLs
        qInstallMessageHandler(self._on_qt_message)
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable

    def open_file(self, path: Path) -> None:
        """Also write to this file, 5 of 1 MiB. Imports sockets: after the first paint."""
        from logging.handlers import RotatingFileHandler

        self.close_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = RotatingFileHandler(path, maxBytes=2**20, backupCount=4, encoding="utf-8")
        self._file.setFormatter(self.formatter)
        logging.getLogger().addHandler(self._file)

    def close_file(self) -> None:
        if self._file is not None:
            logging.getLogger().removeHandler(self._file)
            self._file.close()
            self._file = None

    def report(self, error: BaseException, where: str = "") -> None:
        """What nobody caught: trouble is told in its words, a bug with a report, each once.

        The app lives on.
        """
        if isinstance(error, WhisulError):
            _log.warning("%s %s", where, error)
            if self.on_trouble is not None:
                self.on_trouble(error)
            return
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        place = lines[-2] if len(lines) > 1 else ""
        if not self._is_news(f"{type(error).__name__}{place}"):
            return
        text = self.formatter.redact("".join(lines))
        _log.error("unexpected error %s\n%s", where, text)
        if self.on_bug is not None:
            self.on_bug(text)

    def on_loop_error(self, _loop: object, context: dict[str, Any]) -> None:
        """For asyncio's `set_exception_handler`."""
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error, str(context.get("message", "")))
        else:
            _log.error("event loop: %s", context.get("message"))

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value, f"in thread {args.thread.name if args.thread else ''}")

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, f"ignored in {args.object!r}")

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        """Qt's own messages belong into the same log, under their category."""
        category = context.category or "default"
        level = _QT_LEVELS[kind]
        if category == "qt.multimedia.symbolsresolver":
            level = logging.DEBUG  # an optional library is not there: PipeWire, VA-API
        if level < logging.WARNING or self._is_news(f"{category}: {text}"):
            logging.getLogger(f"qt.{category.removeprefix('qt.')}").log(level, "%s", text)

    def _is_news(self, key: str) -> bool:
        """Whether it was not told within the last minute: a paint may fail 60 times a second."""
        now = time.monotonic()
        with self._lock:
            if now - self._told.get(key, -REPEAT_AFTER) < REPEAT_AFTER:
                return False
            self._told = {
                told: when for told, when in self._told.items() if now - when < REPEAT_AFTER
            }
            self._told[key] = now
            return True


_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
