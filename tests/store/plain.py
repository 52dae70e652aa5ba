"""Back ends as third parties bring them: one that writes plain text, as keyrings.alt does."""

from __future__ import annotations

import os
from pathlib import Path

from keyring.backend import KeyringBackend
from typing_extensions import override


class PlainText(KeyringBackend):
    """Would write where PLAIN_TEXT_KEYS says."""

    priority = 9  # above every safe one

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return None

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["PLAIN_TEXT_KEYS"]).write_text(password)


class Forgetful(KeyringBackend):
    """Says nothing and keeps something else."""

    priority = 1

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return "another"

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        pass

    @override
    def delete_password(self, service: str, username: str) -> None:
        pass
