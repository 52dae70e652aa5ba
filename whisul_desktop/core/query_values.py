"""Reads the value of a search term, as `120..128` or `>2026-02`, and writes it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from whisul_desktop.core.query_terms import STATUS_WORDS, Flag, Made, Number, NumberField, Status
from whisul_desktop.core.types import JobStatus

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,4})?")
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YEARS = range(1971, 3000)  # that every system knows the local time of
_FLAGS = {flag.value: flag for flag in Flag} | {
    "favorite": Flag.FAVOURITE,
    "reject": Flag.REJECTED,
}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Bounds(Generic[Value]):
    low: Value | None
    high: Value | None
    low_open: bool = False
    high_open: bool = False


def read_number(field: NumberField, text: str) -> Number | None:
    """Of `120`, `>90`, `>=90`, `<90`, `<=90`, `120..128`, `120..`, `..128`; lengths as `3:00`,
    `1:02:03` or seconds. None where it is nothing of it."""
    bounds = _read_bounds(text, _read_length if field is NumberField.LEN else _read_plain)
    if bounds is None:
        return None
    low, high = bounds.low, bounds.high
    if low is not None and high is not None and low > high:
        low, high = high, low  # the two can only be meant one way
    return Number(field, low, high, bounds.low_open, bounds.high_open)


def read_made(text: str, today: date) -> Made | None:
    """Of `2026`, `2026-02`, `2026-02-17`, `today`, `yesterday`, `week` (the last seven days),
    compared and ranged as numbers are, in local time. None where it is nothing of it."""
    text = text.casefold()
    bounds = _read_bounds(text, lambda words: _read_days(words, today))
    if bounds is None:
        return None
    low, high = bounds.low, bounds.high
    if low is not None and high is not None and low > high:
        low, high = high, low
    start = end = None
    if low is not None:
        start = low[1] if bounds.low_open else low[0]
    if high is not None:
        end = high[0] if bounds.high_open else high[1]
    return Made(_midnight(start), _midnight(end), text)


def read_status(text: str) -> Status | None:
    """Of one word of STATUS_WORDS or several with commas between. None for anything else."""
    words = text.casefold().split(",")
    if not all(word in STATUS_WORDS for word in words):
        return None
    return Status(frozenset[JobStatus]().union(*(STATUS_WORDS[word] for word in words)))


def read_flag(text: str) -> Flag | None:
    return _FLAGS.get(text.casefold())


def number_text(term: Number) -> str:
    """What `read_number` makes `term` of, its negation left aside."""
    write = _length_text if term.field is NumberField.LEN else _plain_text
    match term:
        case Number(low=None, high=float(high)):
            return ("<" if term.high_open else "<=") + write(high)
        case Number(low=float(low), high=None):
            return (">" if term.low_open else ">=") + write(low)
        case Number(low=float(low), high=float(high)):
            return write(low) if low == high else f"{write(low)}..{write(high)}"
        case _:
            raise ValueError("a range without bounds has no words")


def _read_bounds(text: str, read: Callable[[str], Value | None]) -> Bounds[Value] | None:
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            value = read(text[len(sign) :])
            if value is None:
                return None
            is_open = len(sign) == 1
            if sign[0] == ">":
                return Bounds(value, None, low_open=is_open)
            return Bounds(None, value, high_open=is_open)
    first, dots, last = text.partition("..")
    low, high = read(first), read(last)
    if not dots:
        return None if low is None else Bounds(low, low)
    if (first and low is None) or (last and high is None) or not (first or last):
        return None
    return Bounds(low, high)


def _read_plain(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _read_length(text: str) -> float | None:
    parts = _LENGTH.fullmatch(text)
    if parts is None:
        return _read_plain(text)
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _plain_text(value: float) -> str:
    return f"{value:.15g}"


def _length_text(seconds: float) -> str:
    if seconds != int(seconds) or seconds >= 1000 * 60:
        return _plain_text(seconds)
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _read_days(text: str, today: date) -> tuple[date, date] | None:
    """The first day, and the day after the last."""
    day = timedelta(days=1)
    named = {
        "today": (today, today + day),
        "yesterday": (today - day, today),
        "week": (today - 6 * day, today + day),
    }
    if text in named:
        return named[text]
    parts = _DATE.fullmatch(text)
    return None if parts is None else _read_date(*(int(part or 0) for part in parts.groups()))


def _read_date(year: int, month: int, number: int) -> tuple[date, date] | None:
    """A day, or the whole month or year where `number` or `month` is 0."""
    if year not in _YEARS:
        return None
    try:
        first = date(year, month or 1, number or 1)
    except ValueError:  # 2026-02-30
        return None
    if number:
        return first, first + timedelta(days=1)
    if month in range(1, 12):
        return first, date(year, month + 1, 1)
    return first, date(year + 1, 1, 1)


def _midnight(day: date | None) -> float | None:
    if day is None:
        return None
    # without a zone it is local time, with that day's own offset
    return datetime(day.year, day.month, day.day).astimezone().timestamp()
