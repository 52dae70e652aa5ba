"""Whose key is used for which address, and what is known about it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from whisul_desktop.api.client import ApiClient
from whisul_desktop.core.errors import AuthError, BadApiKey, KeyringUnavailable, NoApiKey
from whisul_desktop.core.events import Event
from whisul_desktop.core.keys import clean_key
from whisul_desktop.core.keystate import KeySource, KeyState
from whisul_desktop.core.types import Access
from whisul_desktop.store.secrets import SecretStore

_log = logging.getLogger(__name__)


class Account:
    """The key in use, from the environment, the keyring or this session alone.

    `learned` hears every key before it is used, so that the log can keep it out.
    """

    def __init__(
        self,
        api: ApiClient,
        secrets: SecretStore,
        api_url: str,
        *,
        environment_key: str = "",
        session_key: str = "",
        learned: Callable[[str], None] = lambda _key: None,
    ) -> None:
        self._api = api
        self._secrets = secrets
        self._learned = learned
        # the variable belongs to the address that the program was started with
        self._environment = (api_url, environment_key) if environment_key else None
        self._session_keys: dict[str, str] = {api_url: session_key} if session_key else {}
        self._key = ""
        self._usable = asyncio.Event()
        self.api_url = api_url
        self.state = KeyState(KeySource.NONE, "", None, refused=False, checked=False)
        self.changed: Event[KeyState] = Event()

    def access(self) -> Access:
        """Address and key for one request. Raises NoApiKey, AuthError (refused before)."""
        if (lack := self.lack) is not None:
            raise lack
        return Access(self.api_url, self._key)

    @property
    def lack(self) -> NoApiKey | AuthError | None:
        """Why nothing can be asked of the service: there is no key, or it was refused."""
        if not self._key:
            return NoApiKey()
        return AuthError() if self.state.refused else None

    def is_current(self, access: Access) -> bool:
        """Whether this is still the address and key in use."""
        return access == Access(self.api_url, self._key)

    async def usable(self) -> Access:
        """The same, but waits until there is a key that was not refused."""
        while True:
            await self._usable.wait()
            try:
                return self.access()
            except (NoApiKey, AuthError):
                self._usable.clear()

    async def load(self) -> None:
        """Find the key for the present address. Trouble with the keyring goes into `state`."""
        url = self.api_url
        if self._environment is not None and self._environment[0] == url:
            self._use_environment(self._environment[1])
            return
        if url in self._session_keys:
            self._use(self._session_keys[url], KeySource.SESSION)
            return
        try:
            key = await self._secrets.get(url)
        except KeyringUnavailable as error:
            _log.warning("reading the key: %s", error)
            if url == self.api_url and not self._key:
                self._set_state(KeyState(KeySource.NONE, "", error.trouble, False, False))
            return
        if url == self.api_url and not self._key:
            self._use(key or "", KeySource.KEYRING if key else KeySource.NONE)

    async def set_key(self, pasted: str) -> None:
        """Store a key in the keyring and use it. Raises BadApiKey, KeyringUnavailable.

        Where the keyring does not serve, the key is not used until `keep_for_session`.
        """
        key = clean_key(pasted)
        self._learned(key)
        url = self.api_url  # another one may be chosen while the keyring asks: not with this key
        await self._secrets.set(url, key)
        self._session_keys.pop(url, None)
        if url == self.api_url and not self._environment_wins():
            self._use(key, KeySource.KEYRING)

    def keep_for_session(self, pasted: str) -> None:
        """Use a key without storing it anywhere. Raises BadApiKey."""
        key = clean_key(pasted)
        self._session_keys[self.api_url] = key
        if not self._environment_wins():
            self._use(key, KeySource.SESSION)

    async def test(self) -> None:
        """Ask the service whether it takes the key. Raises ApiError, NoApiKey."""
        if not self._key:
            raise NoApiKey
        access = Access(self.api_url, self._key)
        try:
            await self._api.check_key(access)
        except AuthError:
            self.refused(access)
            raise
        if access.key == self._key:
            self._set_state(replace(self.state, refused=False, checked=True))

    async def remove(self) -> None:
        """Take the key out of the keyring and out of use. Raises KeyringUnavailable."""
        url = self.api_url
        if self.state.source is KeySource.KEYRING:
            await self._secrets.delete(url)
        self._session_keys.pop(url, None)
        if url == self.api_url and self.state.source is not KeySource.ENVIRONMENT:
            self._use("", KeySource.NONE)

    async def keyring(self) -> str:
        """Which keyring serves, or why none does: for a report, in English."""
        try:
            return await self._secrets.backend()
        except KeyringUnavailable as error:
            return str(error)

    def refused(self, access: Access) -> None:
        """The service said 401 to it; said once for a key, however many requests heard it."""
        if self.is_current(access) and not self.state.refused:
            self._set_state(replace(self.state, refused=True, checked=True))

    async def change_api_url(self, url: str) -> None:
        """Talk to another address, with its own key."""
        if url != self.api_url:
            self.api_url = url
            self._use("", KeySource.NONE)
            await self.load()

    def _environment_wins(self) -> bool:
        return self._environment is not None and self._environment[0] == self.api_url

    def _use_environment(self, value: str) -> None:
        try:
            self._use(clean_key(value), KeySource.ENVIRONMENT)
        except BadApiKey as error:
            _log.warning("the key of the environment: %s", error)
            self._set_state(KeyState(KeySource.ENVIRONMENT, "", None, refused=True, checked=False))

    def _use(self, key: str, source: KeySource) -> None:
        if key:
            self._learned(key)
        self._key = key
        hint = key[-4:] if len(key) >= 12 else ""
        self._set_state(KeyState(source, hint, None, refused=False, checked=False))

    def _set_state(self, state: KeyState) -> None:
        self.state = state
        if self._key and not state.refused:
            self._usable.set()
        else:
            self._usable.clear()
        self.changed.emit(state)
