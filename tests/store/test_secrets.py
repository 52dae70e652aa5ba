"""The key in a real Secret Service, and every way in which there is none (faults 28 to 33)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.canary import CANARY
from whisul_desktop.core.errors import KeyringTrouble, KeyringUnavailable
from whisul_desktop.store import secrets
from whisul_desktop.store.secrets import SecretStore

KEY = CANARY
API = "https://whisul.com/api"
OTHER = "http://127.0.0.1:8000/api"

needs_keyring = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir(mode=0o700)
    return tmp_path


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), **more}


def session(home: Path, *steps: str, bus: bool = True, **more: str) -> list[dict[str, Any]]:
    """What each step said; with a D-Bus session and a keyring of its own, or with neither."""
    command = [sys.executable, "-W", "error", "-m", "tests.store.keyring_session"]
    more["STEPS"] = json.dumps(steps)  # not its arguments: keys are in there
    if bus:
        command = ["dbus-run-session", "--", *command]
        more.setdefault("KEYRING_DAEMON", "1")
    done = subprocess.run(
        command,
        check=False,  # below, with what it said
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    for answer in said:
        assert answer["gap"] < 0.2  # the window goes on meanwhile
    return said


def everything_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.e2e
@needs_keyring
def test_key_is_kept_for_its_origin_alone(home: Path) -> None:
    steps = (
        f"get {API}",
        f"delete {API}",
        f"set {API} {KEY}",
        "get https://WHISUL.com:443/other",
        f"get {OTHER}",
        f"set {OTHER} second",
        f"set {API} changed",
        f"get {API}",
        f"delete {API}",
        f"get {API}",
        f"get {OTHER}",
    )
    said = session(home, *steps)
    assert [answer.get("trouble") for answer in said] == [None] * len(steps)
    gets = [said["answer"] for said, step in zip(said, steps, strict=True) if step[:3] == "get"]
    assert gets == [None, KEY, None, "changed", None, "second"]
    assert KEY.encode() not in everything_under(home)


@pytest.mark.e2e
@needs_keyring
def test_key_is_there_in_the_next_session(home: Path) -> None:
    session(home, f"set {API} {KEY}")
    [said] = session(home, f"get {API}")
    assert said["answer"] == KEY


@pytest.mark.e2e
@needs_keyring
def test_locked_and_nobody_unlocks_it(home: Path) -> None:
    said = session(home, f"set {API} {KEY}", "lock", f"get {API}", f"set {API} other")
    assert [answer.get("trouble") for answer in said] == [None, "locked", "locked"]
    assert all(answer["took"] < 6 for answer in said)


@pytest.mark.e2e
@needs_keyring
def test_nobody_makes_the_first_keyring(home: Path) -> None:
    said = session(home, f"get {API}", f"set {API} {KEY}", KEYRING_DAEMON="")
    # whether D-Bus starts a daemon depends on the system
    assert {answer["trouble"] for answer in said} <= {"none yet", "missing"}


@pytest.mark.e2e
@needs_keyring
def test_frozen_daemon(home: Path) -> None:
    steps = (f"set {API} {KEY}", "stop", f"get {API}", f"set {API} x", "go on", f"get {API}")
    said = session(home, *steps)
    assert [answer.get("trouble") for answer in said] == [None, "timeout", "timeout", None]
    assert 1.4 < said[1]["took"] < 3
    assert said[3]["answer"] in {KEY, "x"}


@pytest.mark.e2e
@needs_keyring
def test_daemon_that_was_killed(home: Path) -> None:
    # Whether D-Bus starts another one, which is locked, depends on the system.
    said = session(home, f"set {API} {KEY}", "kill", f"get {API}")
    assert said[1]["trouble"] in {"missing", "locked"}


@pytest.mark.e2e
@pytest.mark.parametrize("address", ["", "unix:path=/nonexistent/bus", "nonsense"])
def test_no_dbus(home: Path, address: str) -> None:
    more = {"DBUS_SESSION_BUS_ADDRESS": address} if address else {}
    said = session(home, f"get {API}", f"set {API} {KEY}", f"delete {API}", bus=False, **more)
    assert [answer["trouble"] for answer in said] == ["missing"] * 3
    assert KEY.encode() not in everything_under(home)


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("backend", "trouble"),
    [
        ("tests.store.plain.PlainText", "unsafe"),
        ("keyring.backends.null.Keyring", "missing"),
        ("keyring.backends.fail.Keyring", "missing"),
        ("keyring.backends.chainer.ChainerBackend", "missing"),
        ("keyring.backends.SecretService.Keyring", "missing"),
        ("nowhere.to.be.Found", "missing"),
    ],
)
def test_configured_backends(home: Path, backend: str, trouble: str) -> None:
    keys = home / "keys.txt"
    more = {"PYTHON_KEYRING_BACKEND": backend, "PLAIN_TEXT_KEYS": str(keys)}
    said = session(home, f"set {API} {KEY}", f"get {API}", bus=False, **more)
    assert [answer["trouble"] for answer in said] == [trouble] * 2
    assert not keys.exists()
    assert KEY.encode() not in everything_under(home)


@pytest.fixture
def plain_text_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As if keyrings.alt were installed: no safe back end works, and keyring knows an unsafe."""
    from keyring import backend

    from tests.store.plain import PlainText

    keys = tmp_path / "keys.txt"
    monkeypatch.setenv("PLAIN_TEXT_KEYS", str(keys))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.setattr(backend, "get_all_keyring", lambda: [PlainText()])
    return keys


async def test_unsafe_backend_that_keyring_would_take(plain_text_installed: Path) -> None:
    with pytest.raises(KeyringUnavailable) as caught:
        await SecretStore().set(API, KEY)
    assert caught.value.trouble is KeyringTrouble.UNSAFE
    assert caught.value.detail == "tests.store.plain.PlainText"
    assert os.listdir(plain_text_installed.parent) == []  # noqa: PTH208 - nothing on disk


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.store.plain.Forgetful")
    allowed = secrets.ALLOWED | {"tests.store.plain.Forgetful"}
    monkeypatch.setattr(secrets, "ALLOWED", allowed)


@pytest.mark.usefixtures("forgetful")
async def test_what_is_read_back_differs() -> None:
    store = SecretStore()
    for call in (store.set(API, KEY), store.delete(API)):
        with pytest.raises(KeyringUnavailable) as caught:
            await call
        assert caught.value.trouble is KeyringTrouble.FAILED
        assert KEY not in str(caught.value)


@pytest.mark.usefixtures("forgetful")
async def test_prompt_that_nobody_answers_is_a_locked_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.store.plain import Forgetful

    held = threading.Event()
    monkeypatch.setattr(Forgetful, "get_password", lambda *_: held.wait(20) and None)
    with pytest.raises(KeyringUnavailable) as caught:
        await SecretStore(prompt_timeout=0.1).get(API)
    held.set()
    assert caught.value.trouble is KeyringTrouble.LOCKED


@pytest.mark.parametrize(
    ("module", "name", "trouble"),
    [
        ("keyring.errors", "KeyringLocked", KeyringTrouble.LOCKED),
        ("secretstorage.exceptions", "LockedException", KeyringTrouble.LOCKED),
        ("secretstorage.exceptions", "PromptDismissedException", KeyringTrouble.LOCKED),
        ("secretstorage.exceptions", "SecretServiceNotAvailableException", KeyringTrouble.MISSING),
        ("keyring.errors", "PasswordSetError", KeyringTrouble.FAILED),
        ("builtins", "TimeoutError", KeyringTrouble.FAILED),
        ("builtins", "ConnectionResetError", KeyringTrouble.FAILED),
    ],
)
@pytest.mark.usefixtures("forgetful")
async def test_errors_of_backends(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, trouble: KeyringTrouble
) -> None:
    import importlib

    from keyring.errors import InitError

    from tests.store.plain import Forgetful

    error = getattr(importlib.import_module(module), name)("in words")

    def fail(*_: object) -> None:
        raise InitError("wrapped") from error

    monkeypatch.setattr(Forgetful, "get_password", fail)
    with pytest.raises(KeyringUnavailable) as caught:
        await SecretStore().get(API)
    assert caught.value.trouble is trouble


@pytest.mark.parametrize("is_closed", [True, False])
@pytest.mark.usefixtures("forgetful")
async def test_a_keyring_that_was_to_be_made_was_never_locked(
    monkeypatch: pytest.MonkeyPatch, is_closed: bool
) -> None:
    """Its prompt is closed, or nobody answers it."""
    from secretstorage.exceptions import PromptDismissedException

    from tests.store.plain import Forgetful

    held = threading.Event()

    def ask(*_: object) -> None:
        if is_closed:
            raise PromptDismissedException("in words")
        held.wait(20)

    monkeypatch.setattr(secrets, "_unanswered", lambda _ring: KeyringTrouble.NONE_YET)
    monkeypatch.setattr(Forgetful, "set_password", ask)
    with pytest.raises(KeyringUnavailable) as caught:
        await SecretStore(prompt_timeout=0.1).set(API, KEY)
    held.set()
    assert caught.value.trouble is KeyringTrouble.NONE_YET
