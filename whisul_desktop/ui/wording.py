"""The app's facts in the user's words: states, errors, times and numbers, each in one place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from whisul_desktop.core.errors import (
    AuthError,
    BadApiKey,
    BadApiUrl,
    DamagedLibrary,
    DiskFull,
    DuplicateJob,
    JobGone,
    KeyringTrouble,
    KeyringUnavailable,
    MediaError,
    MediaTrouble,
    NewerLibrary,
    NoApiKey,
    ProtocolError,
    RateLimited,
    RejectedError,
    StoreError,
    TransportError,
    WhisulError,
)
from whisul_desktop.core.prompts import MAX_CHARACTERS, PromptProblem
from whisul_desktop.core.said import QT_TRANSLATE_NOOP, Said
from whisul_desktop.core.types import Job, JobColumn, JobStatus, Outlook, Transfer
from whisul_desktop.ui.measures import (
    bpm_text,
    duration_text,
    moment_text,
    number_text,
    took_text,
    usual_text,
    when_text,
)
from whisul_desktop.ui.outside_text import one_line, tooltip

__all__ = [
    "bpm_text",
    "column_text",
    "duration_text",
    "error_text",
    "job_problem_text",
    "job_status_text",
    "moment_text",
    "number_text",
    "one_line",
    "outlook_text",
    "prompt_problem_text",
    "status_text",
    "status_token",
    "took_text",
    "tooltip",
    "transfer_text",
    "usual_text",
    "when_text",
]

# the name that lupdate looks for
translate = QCoreApplication.translate


_STATUS = {
    JobStatus.QUEUED: QT_TRANSLATE_NOOP("wording", "Waiting to send"),
    JobStatus.SUBMITTING: QT_TRANSLATE_NOOP("wording", "Sending"),
    JobStatus.UNCONFIRMED: QT_TRANSLATE_NOOP("wording", "Unconfirmed"),
    JobStatus.RUNNING: QT_TRANSLATE_NOOP("wording", "Generating"),
    JobStatus.COMPLETED: QT_TRANSLATE_NOOP("wording", "Ready"),
    JobStatus.FAILED: QT_TRANSLATE_NOOP("wording", "Failed"),
    JobStatus.REJECTED: QT_TRANSLATE_NOOP("wording", "Rejected"),
    JobStatus.EXPIRED: QT_TRANSLATE_NOOP("wording", "Expired"),
}
_STATUS_TOKENS = {
    JobStatus.QUEUED: "muted",
    JobStatus.SUBMITTING: "accent",
    JobStatus.UNCONFIRMED: "warning",
    JobStatus.RUNNING: "accent",
    JobStatus.COMPLETED: "success",
    JobStatus.FAILED: "danger",
    JobStatus.REJECTED: "danger",
    JobStatus.EXPIRED: "muted",
}
_COLUMNS = {
    JobColumn.COVER: QT_TRANSLATE_NOOP("wording", "Cover"),
    JobColumn.TITLE: QT_TRANSLATE_NOOP("wording", "Title"),
    JobColumn.STATUS: QT_TRANSLATE_NOOP("wording", "Status"),
    JobColumn.BPM: QT_TRANSLATE_NOOP("wording", "BPM"),
    JobColumn.DURATION: QT_TRANSLATE_NOOP("wording", "Duration"),
    JobColumn.RATING: QT_TRANSLATE_NOOP("wording", "Rating"),
    JobColumn.TAGS: QT_TRANSLATE_NOOP("wording", "Tags"),
    JobColumn.CREATED: QT_TRANSLATE_NOOP("wording", "Created"),
    JobColumn.TOOK: QT_TRANSLATE_NOOP("wording", "Took"),
}
_JOB_PROBLEMS = {
    JobStatus.FAILED: QT_TRANSLATE_NOOP("wording", "The service gave no reason."),
    JobStatus.REJECTED: QT_TRANSLATE_NOOP("wording", "The service rejected this prompt."),
    JobStatus.EXPIRED: QT_TRANSLATE_NOOP("wording", "The service no longer knows this job."),
    JobStatus.UNCONFIRMED: QT_TRANSLATE_NOOP(
        "wording", "Sent, but the answer was lost: it may exist."
    ),
}
_PROMPT_PROBLEMS = {
    PromptProblem.EMPTY: QT_TRANSLATE_NOOP("wording", "Describe the song first."),
    PromptProblem.TOO_LONG: QT_TRANSLATE_NOOP(
        "wording", "A prompt can have {most} characters at most, and this one has {count}."
    ),
    PromptProblem.NUL: QT_TRANSLATE_NOOP(
        "wording", "The text holds a NUL character, which can't be sent."
    ),
    PromptProblem.BAD_TEXT: QT_TRANSLATE_NOOP(
        "wording", "The text holds half of a character. Type it again."
    ),
}
_ERRORS: dict[type[WhisulError], str] = {
    NoApiKey: QT_TRANSLATE_NOOP("wording", "There is no API key yet. Add yours in Settings."),
    BadApiKey: QT_TRANSLATE_NOOP("wording", "This can't be an API key: {reason}."),
    BadApiUrl: QT_TRANSLATE_NOOP("wording", "The API address {url} can't be used: {reason}."),
    RateLimited: QT_TRANSLATE_NOOP("wording", "The service asks to wait. It goes on by itself."),
    AuthError: QT_TRANSLATE_NOOP(
        "wording",
        "The service refuses this API key. It may have been replaced or have expired: copy the "
        "present one from your dashboard on whisul.com.",
    ),
    RejectedError: QT_TRANSLATE_NOOP("wording", "The service rejected this prompt."),
    JobGone: QT_TRANSLATE_NOOP("wording", "The service no longer knows this job."),
    ProtocolError: QT_TRANSLATE_NOOP(
        "wording", "The service's answer can't be read. Is there a sign-in page in the way?"
    ),
    NewerLibrary: QT_TRANSLATE_NOOP(
        "wording", "A newer version of this app wrote the library: it is shown, not changed."
    ),
    DamagedLibrary: QT_TRANSLATE_NOOP("wording", "The library on this computer is damaged."),
    DuplicateJob: QT_TRANSLATE_NOOP("wording", "This job is in the library already."),
    DiskFull: QT_TRANSLATE_NOOP(
        "wording", "The disk is full: make some room, then it can be kept."
    ),
    StoreError: QT_TRANSLATE_NOOP(
        "wording", "The library on this computer has a problem: {detail}"
    ),
}
_KEYRING: dict[KeyringTrouble, str] = {
    KeyringTrouble.MISSING: QT_TRANSLATE_NOOP(
        "wording", "This system has no keyring that could hold the key."
    ),
    KeyringTrouble.UNSAFE: QT_TRANSLATE_NOOP(
        "wording", "This system's keyring would keep the key in plain text: not used."
    ),
    KeyringTrouble.LOCKED: QT_TRANSLATE_NOOP(
        "wording", "The system keyring is locked. Unlock it and try again."
    ),
    KeyringTrouble.NONE_YET: QT_TRANSLATE_NOOP(
        "wording",
        "There is no keyring yet, and the window that makes one was closed. Try again and choose "
        "a password there.",
    ),
    KeyringTrouble.TIMEOUT: QT_TRANSLATE_NOOP("wording", "The system keyring does not answer."),
    KeyringTrouble.FAILED: QT_TRANSLATE_NOOP("wording", "The system keyring failed."),
}
_MEDIA: dict[MediaTrouble, str] = {
    MediaTrouble.BLOCKED_URL: QT_TRANSLATE_NOOP(
        "wording", "The service gave a link that is not safe to follow."
    ),
    MediaTrouble.LINK_EXPIRED: QT_TRANSLATE_NOOP(
        "wording", "The link to this song is no longer valid."
    ),
    MediaTrouble.NETWORK: QT_TRANSLATE_NOOP("wording", "The download was interrupted."),
    MediaTrouble.DAMAGED: QT_TRANSLATE_NOOP(
        "wording", "The downloaded file is damaged. Fetch it again."
    ),
    MediaTrouble.TOO_LARGE: QT_TRANSLATE_NOOP(
        "wording", "The file is far larger than a song or a cover: not fetched."
    ),
    MediaTrouble.DISK: QT_TRANSLATE_NOOP("wording", "The file can't be written."),
    MediaTrouble.EXISTS: QT_TRANSLATE_NOOP("wording", "There is a file of that name already."),
    MediaTrouble.MISSING: QT_TRANSLATE_NOOP("wording", "The file is no longer on this computer."),
    MediaTrouble.NOT_HERE: QT_TRANSLATE_NOOP("wording", "The song is not on this computer yet."),
}


def status_text(status: JobStatus) -> str:
    """The word for a state, as in the table."""
    return translate("wording", _STATUS[status])


def job_status_text(job: Job) -> str:
    """The word for where a job stands: the service's own where we don't know it."""
    return one_line(job.status_word) or status_text(job.status)


def status_token(status: JobStatus) -> str:
    """The name of the colour (ui/theme.py) that marks a state."""
    return _STATUS_TOKENS[status]


def job_problem_text(job: Job) -> str:
    """Why a job came to nothing or is in doubt, "" where it is not: the service's own words
    verbatim where it gave any."""
    if job.status not in _JOB_PROBLEMS:
        return ""
    own = job.error if job.status in (JobStatus.FAILED, JobStatus.REJECTED) else None
    return own or translate("wording", _JOB_PROBLEMS[job.status])


def prompt_problem_text(problem: PromptProblem, characters: int) -> str:
    """What to tell beside the prompt field of a text of so many `characters`."""
    text = translate("wording", _PROMPT_PROBLEMS[problem])
    return text.format(most=number_text(MAX_CHARACTERS), count=number_text(characters))


def column_text(column: JobColumn) -> str:
    """The name of a column of the table."""
    return translate("wording", _COLUMNS[column])


def outlook_text(outlook: Outlook) -> str:
    """When it is asked for next, and what holds that up: "Checking again in 4 s"."""
    seconds = 0 if outlook.seconds is None else round(outlook.seconds)
    match outlook.trouble:
        case NoApiKey() | AuthError():
            text = translate("wording", "Waiting for an API key")
        case RateLimited():
            text = translate("wording", "The service asks to wait {seconds} s")
        case None if seconds:
            text = translate("wording", "Checking again in {seconds} s")
        case None:
            text = translate("wording", "Checking now")
        case _ if seconds:
            text = translate("wording", "Offline, trying again in {seconds} s")
        case _:
            text = translate("wording", "Offline, trying again now")
    return text.format(seconds=number_text(seconds))


def error_text(error: WhisulError) -> str:
    """What happened and what to do about it, in one or two sentences."""
    match error:
        case KeyringUnavailable():
            # its detail is Python's, for the log
            return translate("wording", _KEYRING[error.trouble])
        case MediaError():
            return _media_text(error)
        case TransportError(sent=True):
            return translate("wording", "The service's answer was lost on the way.")
        case TransportError():
            return translate("wording", "The service can't be reached. It is tried again.")
        case RateLimited() if error.retry_after is not None:
            text = translate("wording", "The service asks to wait {time}. It goes on by itself.")
            return text.replace("{time}", duration_text(error.retry_after))
        case _:
            return _plain_error_text(error)


def said_text(text: str) -> str:
    """What was said below the user interface, in the user's language where it can be."""
    if not isinstance(text, Said):
        return text
    values = {
        name: number_text(value) if isinstance(value, int) else value
        for name, value in text.values.items()
    }
    return translate("wording", text.words).format(**values)


def _plain_error_text(error: WhisulError) -> str:
    if isinstance(error, RejectedError) and error.message:
        return error.message  # the service's own words
    if isinstance(error, StoreError) and error.args and isinstance(error.args[0], Said):
        return said_text(error.args[0])
    text = next((_ERRORS[kind] for kind in type(error).__mro__ if kind in _ERRORS), None)
    if text is None:
        return str(error)
    values = {"reason": "", "url": "", "detail": str(error)} | {
        name: said_text(getattr(error, name)) for name in ("reason", "url") if hasattr(error, name)
    }
    return translate("wording", text).format(**values)


def _media_text(error: MediaError) -> str:
    text = translate("wording", _MEDIA[error.trouble])
    # which file or folder and what the system says of it; all else is for the log, as is the
    # name in our own folder of a file that is gone
    tells = error.trouble in (MediaTrouble.DISK, MediaTrouble.EXISTS)
    return f"{text} {error.detail}" if tells and error.detail else text


def transfer_text(transfer: Transfer) -> str:
    """ "Fetching 42 %" or, where the size is not known, "Fetching 1.2 MB"."""
    locale = QLocale()
    if transfer.total:
        percent = min(100, max(0, transfer.done * 100 // transfer.total))
        amount = translate("wording", "{number} %").format(number=locale.toString(percent))
    else:
        amount = locale.formattedDataSize(max(0, transfer.done), 1)
    return translate("wording", "Fetching {amount}").format(amount=amount)
