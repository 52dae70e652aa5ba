"""`python -m tests.hardening [--long] [--only NAME]`: each part in turn, one line of figures each.

submitting, commits (with downloads and saving), answers, polling, leaving. In all under ten
minutes; `--long` takes as many answers and hours as faults.md asks for. Ends with 1 where
anything is not as it must be.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.hardening.figures import Figures

Part = Callable[[Path, bool, int], Iterable[Figures]]


def _submitting(folder: Path, long: bool, seed: int) -> Iterable[Figures]:
    from tests.hardening import submitting

    kills, program_kills = (200, 210) if long else (200, 21)
    yield submitting.run(folder, kills=kills, program_kills=program_kills, seed=seed)


def _commits(folder: Path, long: bool, seed: int) -> Iterable[Figures]:
    from tests.hardening import commits

    yield from commits.run(folder, kills=200 if long else 100, seed=seed)


def _answers(folder: Path, long: bool, seed: int) -> Iterable[Figures]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.hardening import answers

    app = QApplication([])
    yield answers.run(folder, app, answers=50_000 if long else 20_000, number=seed)


def _polling(folder: Path, long: bool, seed: int) -> Iterable[Figures]:
    from tests.hardening import polling

    yield polling.run(folder, minutes=480 if long else 40)


def _leaving(folder: Path, long: bool, seed: int) -> Iterable[Figures]:
    from tests.hardening import leaving

    yield leaving.run(folder, times=50 if long else 25)


# The polling comes first: it measures this process, which the others make larger.
PARTS: dict[str, Part] = {
    "polling": _polling,
    "submitting": _submitting,
    "commits": _commits,
    "answers": _answers,
    "leaving": _leaving,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hardening", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the full figures")
    parser.add_argument("--only", choices=PARTS, action="append", help="may be given again")
    parser.add_argument("--seed", type=int, default=1, help="what is random begins from it")
    options = parser.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # what is provoked is in the figures
    passed = True
    for name in options.only or PARTS:
        with tempfile.TemporaryDirectory(prefix="whisul-") as folder:
            began = time.monotonic()
            for figures in PARTS[name](Path(folder) / name, options.long, options.seed):
                passed = passed and figures.passed
                sys.stdout.write(f"{figures}\n")
                sys.stdout.flush()
            sys.stdout.write(f"      {name} took {time.monotonic() - began:.0f} s\n")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
