"""Durations, times and waits in every form that they come in."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whisul_desktop.api import wire

MOMENT = 1771342774.0  # 2026-02-17 15:39:34 UTC


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2:47", 167), ("1:02:47", 3767), (167, 167), ("167", 167), (167.5, 167.5), (" 0:05 ", 5),
        ("90:00", 5400), ("2:47.5", 167.5), (0, 0),
        ("2:60", None), ("1:60:00", None), ("2:7", None), ("-2:47", None), ("", None), (-1, None),
        (True, None), (None, None), ("٢:٤٧", None), (float("nan"), None), (10**400, None),
        ("9" * 5000, None), ([167], None), (10**9, None),
    ],
)  # fmt: skip
def test_duration(value: object, seconds: float | None) -> None:
    assert wire.read_duration(value) == seconds


@given(st.integers(0, 7 * 24 * 3600))
def test_duration_in_all_forms(seconds: int) -> None:
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    forms = (seconds, str(seconds), f"{minutes}:{rest:02}", f"{hours}:{left:02}:{rest:02}")
    assert {wire.read_duration(form) for form in forms} == {float(seconds)}


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-02-17 15:39:34", MOMENT), ("2026-02-17T15:39:34Z", MOMENT),
        ("2026-02-17 16:39:34+01:00", MOMENT), ("2026-02-17 15:39:34.25", MOMENT + 0.25),
        ("yesterday", None), ("", None), (None, None), (1771342774, None),
        ("0001-01-01 00:00:00+23:59", None), ("2026-02-30 00:00:00", None),
    ],
)  # fmt: skip
def test_time(value: object, moment: float | None) -> None:
    assert wire.read_time(value) == moment


def test_time_is_utc_wherever_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/St_Johns")
    time.tzset()
    try:
        assert wire.read_time("2026-02-17 15:39:34") == MOMENT
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("-5", None), ("3", 3), (" 2.5 ", 2.5),
        ("0", 0), ("86400", 3600), ("9" * 5000, 3600), ("٣", None),
        ("Tue, 17 Feb 2026 15:39:44 GMT", 10), ("Tue, 17 Feb 2026 15:39:44 -0000", 10),
        ("Tue, 17 Feb 2026 15:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("Tue, 99 Feb 2026 15:39:44 GMT", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert wire.read_retry_after(value, MOMENT) == seconds


@given(st.text() | st.integers().map(str) | st.floats().map(str))
def test_retry_after_is_never_out_of_bounds(value: str) -> None:
    seconds = wire.read_retry_after(value, MOMENT)
    assert seconds is None or 0 <= seconds <= 3600


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - UTC below
def test_retry_after_date(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    value = format_datetime(moment, usegmt=True)
    wait = min(max(moment.timestamp() - MOMENT, 0), 3600)
    assert wire.read_retry_after(value, MOMENT) == wait
