"""The API key in the operating system's keyring, and nowhere else.

keyring has no time limit of its own and would take any back end, plain-text files
included: here every call has a limit and runs in a daemon thread, and only back ends
that keep secrets encrypted by the system are used.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from whisul_desktop.core.errors import KeyringTrouble, KeyringUnavailable
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.urls import origin

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
_log = logging.getLogger(__name__)

SERVICE = "whisul-desktop"
_SECRET_SERVICE = "keyring.backends.SecretService.Keyring"  # noqa: S105 - a class's name
_WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
_MACOS = "keyring.backends.macOS.Keyring"
# In the order in which they are tried: the same on every start, so that a key is found
# where it was put.
_LINUX = (
    _SECRET_SERVICE,
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.libsecret.Keyring",
)
_BY_PLATFORM = {"darwin": (_MACOS,), "win32": (_WINDOWS,)}
ALLOWED = frozenset({*_LINUX, _MACOS, _WINDOWS})
# These keep nothing at all: no keyring, rather than an unsafe one.
_EMPTY = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
_CHAINER = "keyring.backends.chainer.ChainerBackend"
_DISMISSED = frozenset({"KeyringLocked", "LockedException", "PromptDismissedException"})


class SecretStore:
    """One key for each API origin. Every method may raise KeyringUnavailable."""

    def __init__(self, timeout: float = 10.0, prompt_timeout: float = 120.0) -> None:
        """`timeout` seconds for an answer, `prompt_timeout` where a person may be asked first."""
        self._timeout = timeout
        self._prompt_timeout = prompt_timeout
        self._turn = asyncio.Lock()  # two calls at once would show two prompts

    async def get(self, api_url: str) -> str | None:
        """The key for the origin of `api_url`, None where there is none."""
        account = origin(api_url)
        return await self._call(lambda ring: ring.get_password(SERVICE, account))

    async def set(self, api_url: str, key: str) -> None:
        """Keep `key` for the origin of `api_url`; read back before it counts as kept."""
        account = origin(api_url)

        def write(ring: KeyringBackend) -> None:
            ring.set_password(SERVICE, account, key)  # pyright: ignore[reportUnknownMemberType]
            if ring.get_password(SERVICE, account) != key:
                raise KeyringUnavailable(KeyringTrouble.FAILED, "What was read back differs.")

        await self._call(write)

    async def delete(self, api_url: str) -> None:
        """Forget the key for the origin of `api_url`; fine where there is none."""
        account = origin(api_url)

        def remove(ring: KeyringBackend) -> None:
            for _ in range(10):  # other programs may have left more than one entry
                if ring.get_password(SERVICE, account) is None:
                    return
                ring.delete_password(SERVICE, account)
            raise KeyringUnavailable(KeyringTrouble.FAILED, "The key is still there.")

        await self._call(remove)

    async def backend(self) -> str:
        """Which back end serves, for a report. Raises KeyringUnavailable."""
        return await self._limited(
            lambda: _name(_configured() or _first_viable()), self._timeout, KeyringTrouble.TIMEOUT
        )

    async def _call(self, work: Callable[[KeyringBackend], T]) -> T:
        async with self._turn:
            ring, unanswered = await self._limited(_open, self._timeout, KeyringTrouble.TIMEOUT)
            limit = self._prompt_timeout if unanswered else self._timeout
            late = unanswered or KeyringTrouble.TIMEOUT
            try:
                return await self._limited(lambda: work(ring), limit, late)
            except KeyringUnavailable as error:
                if unanswered and error.trouble is KeyringTrouble.LOCKED:
                    raise KeyringUnavailable(unanswered, error.detail) from error
                raise

    async def _limited(self, work: Callable[[], T], limit: float, late: KeyringTrouble) -> T:
        try:
            async with asyncio.timeout(limit):
                return await in_thread(lambda: _translated(work), name="keyring")
        except TimeoutError as error:
            raise KeyringUnavailable(late, f"No answer within {limit:g} s.") from error


def _open() -> tuple[KeyringBackend, KeyringTrouble | None]:
    """The back end to use and, where it will ask the user first, what it means that nobody
    answers."""
    ring = _configured() or _first_viable()
    return ring, _unanswered(ring)


def _configured() -> KeyringBackend | None:
    """What the user chose through keyring's own means, where that is one we may use."""
    from keyring import core

    try:
        ring = core.load_env() or core.load_config()
    except Exception as error:  # a name that leads nowhere, or a back end not viable here
        raise KeyringUnavailable(KeyringTrouble.MISSING, str(error)) from error
    if ring is None or _name(ring) == _CHAINER:
        return None  # the chain would also take unsafe members: we choose among the safe
    if _name(ring) in ALLOWED:
        return ring
    if _name(ring) in _EMPTY:
        raise KeyringUnavailable(KeyringTrouble.MISSING, "The keyring is turned off.")
    raise KeyringUnavailable(KeyringTrouble.UNSAFE, _name(ring))


def _first_viable() -> KeyringBackend:
    """Not through keyring's own choice, which caches that there was none."""
    from keyring import backend, core

    reasons: list[str] = []
    for name in _BY_PLATFORM.get(sys.platform, _LINUX):
        try:
            return core.load_keyring(name)
        except Exception as error:  # noqa: BLE001 - a back end that fails to load is not there
            reasons.append(f"{name}: {error}")
    _log.info("No safe keyring: %s", "; ".join(reasons))
    others = {_name(ring) for ring in backend.get_all_keyring()} - ALLOWED - _EMPTY - {_CHAINER}
    if others:
        raise KeyringUnavailable(KeyringTrouble.UNSAFE, ", ".join(sorted(others)))
    raise KeyringUnavailable(KeyringTrouble.MISSING, reasons[0] if reasons else "")


def _unanswered(ring: KeyringBackend) -> KeyringTrouble | None:
    """Asked first, so that a frozen daemon is not waited for as long as a person is."""
    name = _name(ring)
    if name != _SECRET_SERVICE:  # the others prompt by themselves, without telling
        return None if name == _WINDOWS else KeyringTrouble.LOCKED
    import secretstorage
    from secretstorage.collection import DEFAULT_COLLECTION

    path = getattr(ring, "preferred_collection", DEFAULT_COLLECTION)
    with closing(secretstorage.dbus_init()) as bus:
        try:
            locked = secretstorage.Collection(bus, path).is_locked()
        except secretstorage.ItemNotFoundException:
            return KeyringTrouble.NONE_YET  # it will be made, which asks for its password
        return KeyringTrouble.LOCKED if locked else None


def _translated(work: Callable[[], T]) -> T:
    try:
        return work()
    except KeyringUnavailable:
        raise
    except Exception as error:
        raise KeyringUnavailable(_trouble(error), f"{type(error).__name__}: {error}") from error


def _trouble(error: BaseException) -> KeyringTrouble:
    """By the names of keyring's and its back ends' errors: most of those can't be imported."""
    cause: BaseException | None = error
    while cause is not None:
        name = type(cause).__name__
        if name in _DISMISSED or "Cancelled by user" in str(cause):  # the latter is KWallet's
            return KeyringTrouble.LOCKED
        if name in {"SecretServiceNotAvailableException", "NoKeyringError"}:
            return KeyringTrouble.MISSING
        cause = cause.__cause__
    return KeyringTrouble.FAILED


def _name(ring: KeyringBackend) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"
