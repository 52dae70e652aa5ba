"""The words for states, errors, times and numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDateTime

from tests.ui.library_fixtures import british, job  # noqa: F401 - a fixture
from whisul_desktop.core import errors
from whisul_desktop.core.prompts import PromptProblem
from whisul_desktop.core.said import Said
from whisul_desktop.core.types import JobColumn, JobStatus, Transfer
from whisul_desktop.ui import wording
from whisul_desktop.ui.theme import LIGHT


def _samples() -> list[errors.WhisulError]:
    keyring = [errors.KeyringUnavailable(trouble) for trouble in errors.KeyringTrouble]
    media = [errors.MediaError(trouble, "/music: no space") for trouble in errors.MediaTrouble]
    return [
        errors.NoApiKey(),
        errors.BadApiKey("it holds a Cyrillic letter"),
        errors.BadApiUrl("ftp://x", "not a web address"),
        errors.TransportError("timeout", sent=True),
        errors.TransportError("refused", sent=False),
        errors.RateLimited(),
        errors.RateLimited(90),
        errors.AuthError(),
        errors.RejectedError(""),
        errors.JobGone(),
        errors.ProtocolError("html"),
        errors.StoreError("disk image is malformed"),
        errors.NewerLibrary("user_version 9"),
        errors.DamagedLibrary("not a database"),
        errors.DuplicateJob("81fa"),
        errors.DiskFull("no space left"),
        *keyring,
        *media,
    ]


def test_every_error_has_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = _samples()
    leaves = {
        kind
        for kind in _subclasses(errors.WhisulError)
        # others have words where they belong to, such as ui/batch_wording.py
        if not kind.__subclasses__() and kind.__module__ == errors.__name__
    }
    assert {type(error) for error in samples} == leaves | {errors.StoreError}
    monkeypatch.setattr(wording, "translate", lambda _context, text: f"translated {text}")
    texts = [wording.error_text(error) for error in samples]
    assert all(text.startswith("translated ") and "{" not in text for text in texts)
    assert len(set(texts)) == len(texts)


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    below = set(kind.__subclasses__())
    return below.union(*(_subclasses(each) for each in below)) if below else set()


def test_errors_tell_what_the_user_needs() -> None:
    disk = errors.MediaError(errors.MediaTrouble.DISK, "/music: No space left")
    assert "/music: No space left" in wording.error_text(disk)
    assert wording.error_text(errors.RejectedError("Too {rude} & <b>")) == "Too {rude} & <b>"
    assert "1:30" in wording.error_text(errors.RateLimited(90))
    assert "{x}" in wording.error_text(errors.BadApiUrl("http://{x}", "r"))


def test_what_is_wrong_inside_of_a_file_is_for_the_log() -> None:
    damaged = errors.MediaError(errors.MediaTrouble.DAMAGED, "cut off within the last frame")
    assert wording.error_text(damaged) == "The downloaded file is damaged. Fetch it again."
    assert "last frame" in str(damaged)


def test_what_went_wrong_with_the_library_is_said_once() -> None:
    error = errors.StoreError(Said("The settings could not be saved: {reason}.", reason="{full}"))
    assert wording.error_text(error) == str(error) == "The settings could not be saved: {full}."


def test_the_user_sees_nothing_of_python() -> None:
    inner = "KeyringError: [Errno 2] No such file"
    for trouble in errors.KeyringTrouble:
        error = errors.KeyringUnavailable(trouble, inner)
        assert "Errno" not in wording.error_text(error)
        assert inner in str(error)  # the log has it
    assert "Settings" not in wording.error_text(errors.AuthError())


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "10 s"), (44, "40 s"), (86, "90 s"), (90, "1.5 min"), (130, "2 min"), (1e300, None)],
)
def test_usual_times_are_rough(seconds: float, text: str | None) -> None:
    said = wording.usual_text(seconds)
    assert said.endswith(" min") if text is None else said == text


def test_a_text_too_long_tells_its_length_in_readable_numbers() -> None:
    assert wording.number_text(999) == "999"
    text = wording.prompt_problem_text(PromptProblem.TOO_LONG, 10_001)
    assert "10,000" in text
    assert "10,001" in text


def test_every_state_column_and_problem_has_words() -> None:
    words = [wording.status_text(status) for status in JobStatus]
    assert words == [
        "Waiting to send",
        "Sending",
        "Unconfirmed",
        "Generating",
        "Ready",
        "Failed",
        "Rejected",
        "Expired",
    ]
    assert all(hasattr(LIGHT, wording.status_token(status)) for status in JobStatus)
    assert len({wording.column_text(column) for column in JobColumn}) == len(JobColumn)
    assert len({wording.prompt_problem_text(problem, 10_001) for problem in PromptProblem}) == 4


def test_a_job_speaks_in_the_services_words() -> None:
    assert wording.job_status_text(job("a", status_word="mastering")) == "mastering"
    assert wording.job_problem_text(job("a", JobStatus.FAILED, error="boom")) == "boom"
    assert wording.job_problem_text(job("a", JobStatus.FAILED)) == "The service gave no reason."
    assert wording.job_problem_text(job("a", JobStatus.RUNNING, error="not now")) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0, "0:00"),
        (-5, "0:00"),
        (167, "2:47"),
        (167.9, "2:47"),
        (3722, "1:02:02"),
        (float("inf"), "277777:46:40"),
    ],
)
def test_durations(seconds: float | None, text: str) -> None:
    assert wording.duration_text(seconds) == text


@pytest.mark.usefixtures("british")
def test_numbers() -> None:
    assert wording.bpm_text(None) == ""
    assert wording.bpm_text(140.0) == "140"
    assert wording.bpm_text(92.5) == "92.5"
    assert wording.transfer_text(Transfer("a", "audio", 42, 100)) == "Fetching 42 %"
    assert wording.transfer_text(Transfer("a", "audio", 500, 100)) == "Fetching 100 %"
    assert wording.transfer_text(Transfer("a", "audio", 1_258_291, None)) == "Fetching 1.2 MiB"


@pytest.mark.usefixtures("british")
def test_times() -> None:
    noon = QDateTime.fromString("2026-02-17T12:30:00", "yyyy-MM-ddTHH:mm:ss")
    now = float(noon.toSecsSinceEpoch())
    assert wording.when_text(now, now) == "Today 12:30"
    assert wording.when_text(now - 86_400, now) == "Yesterday 12:30"
    assert wording.when_text(now - 2 * 86_400, now) == "15/02/2026"
    assert wording.when_text(now + 2 * 86_400, now) == "19/02/2026"
    assert wording.moment_text(now) == "Tuesday, 17 February 2026 12:30"
    assert wording.when_text(now, now, inside=True) == "today at 12:30"
    assert wording.when_text(now - 86_400, now, inside=True) == "yesterday at 12:30"
    assert wording.when_text(now - 2 * 86_400, now, inside=True) == "on 15/02/2026 at 12:30"
    for strange in (None, 1e300, -1e300, float("inf"), float("nan")):
        assert wording.when_text(strange, now) == ""


def test_outside_text_is_shown_literally() -> None:
    assert wording.tooltip("<b>a</b> & b\nc") == "<qt>&lt;b&gt;a&lt;/b&gt; &amp; b<br>c</qt>"
    assert wording.tooltip("") == ""
    assert len(wording.tooltip("x" * 100_000)) < 330
    assert wording.tooltip("x" * 81) == f"<qt>{'x' * 40}\u200b{'x' * 40}\u200bx</qt>"
    assert "\u200b" not in wording.tooltip("x" * 40 + " " + "y" * 40)
    assert wording.one_line(" a\n b\t c ") == "a b c"
    assert len(wording.one_line("x" * 100_000)) == 400
