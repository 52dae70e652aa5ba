"""The service's JSON in words of ours: tolerant, pure, and never raising but ProtocolError.

The fields and their forms are those of the service's reference for `POST /generate` and
`GET /jobs/{job_id}`. One missing or ill-typed field never costs the rest of a job.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

from whisul_desktop.core.errors import ProtocolError
from whisul_desktop.core.types import JobAnswer, Song

MAX_RETRY_AFTER = 3600.0  # seconds: nobody is made to wait longer by one header

_KNOWN_WORDS = frozenset({"running", "completed", "failed"})
_MAX_ID = 200  # characters
_MAX_WORDS = 4000  # characters of the service's own words
_MAX_DURATION = 7 * 24 * 3600.0  # seconds
_MAX_BPM = 10_000.0
_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_UUID = rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# In a body that was cut: a whole string, or a whole uuid whose closing quote is missing.
_CUT_JOB_ID = re.compile(rb'"job_id"\s*:\s*"(?:([A-Za-z0-9._~-]+)"|(' + _UUID + rb"))")
_CUT_POLL_URL = re.compile(rb'"poll_url"\s*:\s*"[^"]*/jobs/(' + _UUID + rb")")
_POLL_URL = re.compile(r"/jobs/([^/?#]+)/?$")
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,6}):([0-5]\d(?:\.\d{1,9})?)", re.ASCII)
_NUMBER = re.compile(r"\s*(\d{1,12}(?:\.\d{1,9})?)\s*(?:bpm)?\s*", re.ASCII | re.IGNORECASE)
_DELAY = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def read_submitted(body: bytes) -> str | None:
    """The `job_id` of an accepted prompt, even out of a body that was cut; None without one.

    It is a paid song's only handle, so `poll_url` serves where `job_id` does not.
    """
    try:
        answer = _read_object(body)
    except ProtocolError:
        return _read_cut(body)
    job_id = _read_id(answer.get("job_id"))
    if job_id is not None:
        return job_id
    poll_url = answer.get("poll_url")
    match = _POLL_URL.search(poll_url) if isinstance(poll_url, str) else None
    return (_read_id(match[1]) if match else None) or _read_cut(body)


def read_answer(body: bytes) -> JobAnswer:
    """What `GET /jobs/{job_id}` says. ProtocolError where it does not describe a job."""
    answer = _read_object(body)
    if not {"status", "prompt", "started_at"} & answer.keys():
        raise ProtocolError("The answer does not describe a job.")
    status = _text(answer.get("status")).strip()[:100]
    if status.casefold() in _KNOWN_WORDS:
        status = status.casefold()
    return JobAnswer(
        status=status,
        prompt=_text(answer.get("prompt")),
        # "Do not attempt to read result fields before confirming the status value."
        song=_read_song(answer.get("result")) if status == "completed" else None,
        error=_read_words(answer.get("error")) or None,
        started_at=read_time(answer.get("started_at")),
        finished_at=read_time(answer.get("finished_at")),
    )


def read_error(body: bytes) -> str:
    """The service's own words in an error's body, or "" where there are none.

    Documented: `{"error": "Invalid input", "message": "…"}`.
    """
    try:
        answer = _read_object(body)
    except ProtocolError:
        return ""
    for name in ("message", "error", "detail"):
        words = _read_words(answer.get(name))
        if words:
            return words
    return ""


def read_retry_after(value: str | None, now: float) -> float | None:
    """Seconds to wait, 0 to 3600, from a Retry-After header (seconds or HTTP-date).

    `now`: POSIX seconds. None where the header is missing or is neither.
    """
    if value is None:
        return None
    value = value.strip()
    if _DELAY.fullmatch(value):
        return min(float(value), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        wait = moment.timestamp() - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(wait, 0.0), MAX_RETRY_AFTER)


def read_duration(value: object) -> float | None:
    """Seconds from `"2:47"`, `"1:02:47"`, `167` or `"167"`; None for anything else.

    The reference says `m:ss`, the overview "in seconds".
    """
    seconds: float | None = None
    if isinstance(value, str):
        text = value.strip()
        if _SECONDS.fullmatch(text):
            seconds = float(text)
        elif clock := _CLOCK.fullmatch(text):
            hours, minutes = int(clock[1] or 0), int(clock[2])
            if not clock[1] or minutes < 60:
                seconds = hours * 3600 + minutes * 60 + float(clock[3])
    else:
        seconds = _finite(value)
    if seconds is None or not 0 <= seconds <= _MAX_DURATION:
        return None
    return seconds


def read_time(value: object) -> float | None:
    """POSIX seconds from `"2026-02-17 15:39:34"`, which is UTC; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.timestamp() if moment.year >= 1970 else None
    except (ValueError, OverflowError):
        return None


def _read_object(body: bytes) -> dict[str, Any]:
    """The JSON object that `body` is, numbers beyond reason read as missing."""
    try:
        value: Any = json.loads(
            body.decode("utf-8-sig"),
            parse_int=_read_int,
            parse_constant=_read_constant,
        )
    except (ValueError, RecursionError):
        # Without the cause: a parser's message quotes the body.
        raise ProtocolError("The answer is not JSON.") from None
    if not isinstance(value, dict):
        raise ProtocolError("The answer is not a JSON object.")
    return cast("dict[str, Any]", value)


def _read_int(digits: str) -> int | None:
    return int(digits) if len(digits) <= 20 else None


def _read_constant(_name: str) -> None:
    """NaN and the infinities: Python writes them, JSON does not know them."""


def _read_cut(body: bytes) -> str | None:
    if match := _CUT_JOB_ID.search(body):
        return _read_id((match[1] or match[2]).decode("ascii"))
    if match := _CUT_POLL_URL.search(body):
        return match[1].decode("ascii")
    return None


def _read_id(value: object) -> str | None:
    """An id that can be a segment of a path. Documented: a uuid."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and len(value) <= _MAX_ID and _ID.fullmatch(value.strip()):
        return value.strip()
    return None


def _read_song(value: object) -> Song | None:
    if not isinstance(value, dict):
        return None
    result = cast("dict[str, Any]", value)
    return Song(
        title=_text(result.get("title")).strip(),
        bpm=_read_bpm(result.get("bpm")),
        duration=read_duration(result.get("duration")),
        tags=_read_tags(result.get("tags")),
        song_url=_text(result.get("song_url")).strip(),
        image_url=_text(result.get("image_url")).strip(),
    )


def _read_bpm(value: object) -> float | None:
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        value = float(match[1]) if match else None
    bpm = _finite(value)
    return bpm if bpm is not None and 0 < bpm <= _MAX_BPM else None


def _read_tags(value: object) -> tuple[str, ...]:
    """Documented: one comma-separated string. A list is taken as well."""
    parts: Iterable[object] = ()
    if isinstance(value, str):
        parts = value.split(",")
    elif isinstance(value, list):
        parts = cast("list[object]", value)
    tags: dict[str, str] = {}
    for part in parts:
        tag = _text(part).strip()
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def _read_words(value: object, depth: int = 3) -> str:
    """A message, wherever a service may put it: text, or an object with a message in it."""
    if depth and isinstance(value, dict):
        words = cast("dict[str, Any]", value)
        found = (_read_words(words.get(name), depth - 1) for name in ("message", "msg", "detail"))
        return next(filter(None, found), "")
    if depth and isinstance(value, list):
        parts = cast("list[object]", value)
        found = (_read_words(part, depth - 1) for part in parts[:10])
        return "; ".join(filter(None, found))[:_MAX_WORDS]
    return _text(value).strip()[:_MAX_WORDS]


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _text(value: object) -> str:
    """Text that can be stored and shown: no lone surrogates, no NUL; "" where it is none."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
