"""Bugs of what Qt calls in the middle of its own work, above all while painting.

An exception that leaves a Python override which Qt calls from inside another one (a cell's
paint inside the table's) ends the whole process: PySide6 goes on calling Python with it set.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def guarded(paint: Callable[P, None]) -> Callable[P, None]:
    """For every `paintEvent`, `paint` and `paintSection` of ours: what it could paint is shown,
    and the bug goes where all bugs go (reporting.py), which tells it once a minute."""
    return guarded_with(lambda: None)(paint)


def guarded_with(stand_in: Callable[[], T]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The same for overrides that Qt wants an answer of: `stand_in()` where there is none."""

    def guard(method: Callable[P, T]) -> Callable[P, T]:
        @wraps(method)
        def guarded_method(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return method(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - told by the one place that reports
                sys.excepthook(type(error), error, error.__traceback__)
                return stand_in()

        return guarded_method

    return guard
