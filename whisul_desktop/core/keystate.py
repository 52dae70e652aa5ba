"""What is known about the API key in use, without the key itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whisul_desktop.core.errors import KeyringTrouble


class KeySource(StrEnum):
    """Where the key in use comes from."""

    NONE = "none"
    ENVIRONMENT = "environment"  # WHISUL_API_KEY, which wins over all others
    KEYRING = "keyring"
    SESSION = "session"  # in memory alone: gone when the program ends


@dataclass(frozen=True, slots=True)
class KeyState:
    """May be shown and logged: it never holds more than the last four characters."""

    source: KeySource = KeySource.NONE
    hint: str = ""  # the last characters, or empty
    trouble: KeyringTrouble | None = None  # why the keyring did not serve
    refused: bool = False  # the service said 401 to this key
    checked: bool = False  # the service was asked about this key
