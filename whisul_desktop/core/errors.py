"""Everything that can go wrong for reasons outside this program, as one tree.

`str(error)` is a plain English sentence for the log; the window says it in the user's
language from the class and its fields (ui/wording.py). Anything that is not a
WhisulError is a bug of ours.
"""

from __future__ import annotations

from enum import StrEnum


class WhisulError(Exception):
    """The root: whatever the user can be told."""


class ConfigError(WhisulError):
    """Something has to be set up before this can work."""


class NoApiKey(ConfigError):
    """There is no API key for this address."""

    def __init__(self) -> None:
        super().__init__("There is no API key yet.")


class BadApiKey(ConfigError):
    """What was pasted cannot be a key. `reason` names the character or the length."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This can't be an API key: {reason}.")
        self.reason = reason


class BadApiUrl(ConfigError):
    """An API address that we do not talk to."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"The API address {url!r} can't be used: {reason}.")
        self.url = url
        self.reason = reason


class KeyringTrouble(StrEnum):
    """Why the operating system's keyring did not serve."""

    MISSING = "missing"  # no backend, no D-Bus
    UNSAFE = "unsafe"  # a backend that would write plain text: refused by us
    LOCKED = "locked"  # locked, and the prompt was dismissed
    NONE_YET = "none yet"  # it was to be made, and the prompt for its password was dismissed
    TIMEOUT = "timeout"  # it never answered
    FAILED = "failed"  # it answered with an error, or what was read back differed


class KeyringUnavailable(ConfigError):
    """The keyring could not be read or written."""

    def __init__(self, trouble: KeyringTrouble, detail: str = "") -> None:
        super().__init__(f"The system keyring is not available ({trouble.value}). {detail}".strip())
        self.trouble = trouble
        self.detail = detail


class ApiError(WhisulError):
    """The service, or the way to it, did not give what was asked."""


class TransportError(ApiError):
    """No usable answer. `sent` tells whether the request may have reached the service,
    `answered` whether something came back, if only an error."""

    def __init__(
        self,
        detail: str,
        *,
        sent: bool,
        retry_after: float | None = None,
        answered: bool = False,
    ) -> None:
        super().__init__(f"No answer from the service: {detail}")
        self.detail = detail
        self.sent = sent
        self.answered = answered
        self.retry_after = retry_after  # seconds


class RateLimited(ApiError):
    """429. `retry_after` in seconds where the service said."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("The service asks to wait.")
        self.retry_after = retry_after


class AuthError(ApiError):
    """401: the key is missing, malformed, regenerated or expired."""

    def __init__(self) -> None:
        super().__init__("The service refuses this API key.")


class RejectedError(ApiError):
    """400 with the service's own words: nothing was created."""

    def __init__(self, message: str) -> None:
        super().__init__(message or "The service rejects this prompt.")
        self.message = message


class JobGone(ApiError):
    """404: it never existed, or it has expired."""

    def __init__(self) -> None:
        super().__init__("The service no longer knows this job.")


class ProtocolError(ApiError):
    """An answer that is not what the documentation describes (HTML, too big, bad JSON)."""


class StoreError(WhisulError):
    """The library on disk could not be read or written."""


class NewerLibrary(StoreError):
    """The library was written by a newer version of this app: it can be read, not written."""


class DamagedLibrary(StoreError):
    """The library's file is not a database, or is one with damaged pages."""


class DiskFull(StoreError):
    """There is no room on the disk, and the reserve is used up too."""


class DuplicateJob(StoreError):
    """Two of our jobs claim the same job of the service."""


class MediaTrouble(StrEnum):
    """Why a cover or a song could not be kept or saved."""

    BLOCKED_URL = "blocked_url"  # a link that we do not follow
    LINK_EXPIRED = "link_expired"  # 403, 404, 410
    NETWORK = "network"
    DAMAGED = "damaged"  # it is not the audio or picture that it should be
    TOO_LARGE = "too_large"
    DISK = "disk"  # full, read-only, vanished
    EXISTS = "exists"  # the target is there and nobody agreed to replace it
    MISSING = "missing"  # our own copy is not on this disk
    NOT_HERE = "not_here"  # there was never one: not ready, or not fetched yet


class MediaError(WhisulError):
    """A cover or a song could not be fetched, kept, tagged or saved."""

    def __init__(self, trouble: MediaTrouble, detail: str = "") -> None:
        super().__init__(f"{trouble.value}: {detail}" if detail else trouble.value)
        self.trouble = trouble
        self.detail = detail
