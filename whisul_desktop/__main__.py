"""The command line: `whisul-desktop` and `python -m whisul_desktop`."""

from __future__ import annotations

import argparse
import builtins
import gc
import sys
from pathlib import Path
from typing import NoReturn

from whisul_desktop import __version__
from whisul_desktop.core.override import override


def _api_url(text: str) -> str:
    from whisul_desktop.core.errors import BadApiUrl
    from whisul_desktop.core.urls import check_api_url

    try:
        return check_api_url(text)
    except BadApiUrl as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _data_dir(text: str) -> Path:
    try:
        folder = Path(text).expanduser().absolute()
        usable = folder.is_dir() or not folder.exists()
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error  # without the path once more
        raise argparse.ArgumentTypeError(f"{text[:80]!r} can't be a folder: {reason}") from None
    if not usable:
        raise argparse.ArgumentTypeError(f"{text!r} is not a folder")
    return folder


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def parser() -> argparse.ArgumentParser:
    """What the program understands; a mistake is one line on stderr and exit code 2."""
    options = _Parser(
        prog="whisul-desktop",
        description="Make, follow, play and keep songs with the Whisul API.",
        allow_abbrev=False,
    )
    options.add_argument("--demo", action="store_true", help="no account, no network: try it out")
    options.add_argument(
        "--api-url",
        type=_api_url,
        metavar="URL",
        help="the address of the service (https; http for this computer only)",
    )
    options.add_argument(
        "--data-dir",
        type=_data_dir,
        metavar="DIR",
        help="where library.sqlite3, media/ and logs/ are kept",
    )
    options.add_argument(
        "--log-level",
        choices=("debug", "info", "warning", "error"),
        default="info",
        help="how much is written to stderr and logs/ (default: info)",
    )
    options.add_argument(
        "--minimized",
        action="store_true",
        help="start out of the way: minimized, or in the tray where closing leaves it there",
    )
    options.add_argument("--try-out", action="store_true", help=argparse.SUPPRESS)  # try_out.py
    options.add_argument("--version", action="version", version=f"whisul-desktop {__version__}")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Run the app; returns the exit code."""
    options = parser().parse_args(arguments)
    options.demo = options.demo or options.try_out  # which must never cost anything
    gc.disable()  # a full collection amid Qt's types: 8 ms of the start; process.py makes them
    _import_without_pyside()
    from whisul_desktop.app import Options, run

    return run(Options(**vars(options)))


def _import_without_pyside() -> None:
    """Have modules imported by Python itself again.

    PySide6 puts a hook in its place, for `from __feature__ import …` alone, that reads the source
    of each module and keeps its lines in memory: a seventh of the start, and 10 MiB.
    """
    import PySide6.QtCore  # noqa: F401 - which puts it there

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


if __name__ == "__main__":
    sys.exit(main())
