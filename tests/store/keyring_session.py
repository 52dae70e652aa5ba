"""Talks to the keyring of the D-Bus session that it runs in, and says what happened as JSON.

STEPS, a list in JSON, holds them: `get URL`, `set URL KEY`, `delete URL`, `lock`, `stop` and
`go on` (the daemon), `kill`. A step says its answer or its trouble, how long it took, and the
longest that the loop was held up meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from whisul_desktop.core.errors import KeyringUnavailable
from whisul_desktop.store.secrets import SecretStore

PASSWORD = b"of the keyring"


def start_daemon() -> subprocess.Popen[bytes]:
    """A gnome-keyring of this session, unlocked."""
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(PASSWORD)
    daemon.stdin.close()
    return daemon


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the keyring did not come")
        time.sleep(0.02)


def collection_is_there() -> bool:
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        try:
            return not secretstorage.Collection(bus).is_locked()
        except secretstorage.SecretStorageException:
            return False


def lock() -> None:
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        secretstorage.Collection(bus).lock()


async def longest_gap(over: asyncio.Event) -> float:
    longest, last = 0.0, time.perf_counter()
    while not over.is_set():
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - last)
        last = time.perf_counter()
    return longest


async def ask(store: SecretStore, words: list[str]) -> dict[str, object]:
    over = asyncio.Event()
    watch = asyncio.get_running_loop().create_task(longest_gap(over))
    start = time.perf_counter()
    said: dict[str, object] = {}
    try:
        match words:
            case ["get", url]:
                said["answer"] = await store.get(url)
            case ["set", url, key]:
                said["answer"] = await store.set(url, key)
            case ["delete", url]:
                said["answer"] = await store.delete(url)
            case _:
                raise ValueError(words)
    except KeyringUnavailable as error:
        said["trouble"], said["detail"] = error.trouble.value, error.detail
    said["took"] = time.perf_counter() - start
    over.set()
    said["gap"] = await watch
    return said


async def main(steps: list[str], daemon: subprocess.Popen[bytes] | None) -> None:
    store = SecretStore(timeout=1.5, prompt_timeout=3.0)
    for step in steps:
        match step.split():
            case ["lock"]:
                lock()
            case ["stop"] if daemon:
                daemon.send_signal(signal.SIGSTOP)
            case ["go", "on"] if daemon:
                daemon.send_signal(signal.SIGCONT)
            case ["kill"] if daemon:
                daemon.kill()
                daemon.wait()
            case words:
                sys.stdout.write(json.dumps(await ask(store, words)) + "\n")


if __name__ == "__main__":
    keyring = None
    if os.environ.get("KEYRING_DAEMON"):
        keyring = start_daemon()
        wait_for(collection_is_there)
    try:
        asyncio.run(main(json.loads(os.environ["STEPS"]), keyring))
    finally:
        if keyring is not None:
            keyring.kill()
            keyring.wait()
