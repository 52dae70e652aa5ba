"""What helps whoever looks into a problem, as one text that the user reads before sending it.

Nothing of it leaves this computer by itself. Left out: keys, prompts and whatever else the
user typed, the signed part of links, the name of the home folder.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from whisul_desktop import __version__
from whisul_desktop.core.settings import Settings
from whisul_desktop.core.tasks import in_thread
from whisul_desktop.core.types import JobStatus
from whisul_desktop.services.library import Library
from whisul_desktop.services.preferences import Preferences
from whisul_desktop.store.paths import last_crash_path, log_path

Facts = Iterable[tuple[str, str]]

FILE_NAME = "whisul-diagnostics.txt"
_TAIL = 48 * 1024  # bytes of the log, some hundred lines
_PACKAGES = ("httpx", "httpcore", "certifi", "qasync", "keyring", "mutagen")
# Settings whose text is a choice, not something that the user wrote or how a window was left.
_PLAIN_TEXTS = frozenset({"api_url", "save_folder", "theme", "language"})
_URL_REST = re.compile(r"(\bhttps?://[^\s?#'\"<>]*)[?#][^\s'\"<>]*")
_USER_INFO = re.compile(r"(\bhttps?://)[^\s/@'\"<>]+@")


class Diagnostics:
    """`redact` takes the keys out of a text: the log's own (reporting.py)."""

    def __init__(
        self,
        folder: Path,
        library: Library,
        preferences: Preferences,
        redact: Callable[[str], str],
    ) -> None:
        self._folder = folder
        self._library = library
        self._preferences = preferences
        self._redact = redact

    async def gather(self, facts: Facts) -> str:
        """The whole text; `facts` are what only the caller knows (Qt, sound, keyring).

        What can't be found out is said in its place: this never fails for the disk's sake.
        """
        counts = self._library.counts
        jobs = [(str(status), str(counts[status])) for status in JobStatus if counts[status]]
        settings = self._preferences.value
        facts = list(facts)

        def work() -> str:
            sections = [
                _section("Whisul Desktop", [("version", __version__), *_system(), *facts]),
                _section("Packages", [(name, _version(name)) for name in _PACKAGES]),
                _section("Library", [*jobs, *_sizes(self._folder)]),
                _section("Settings", _settings(settings)),
                *_file(last_crash_path(self._folder), "The last crash"),
                *_file(log_path(self._folder), "Log"),
            ]
            return redacted(self._redact("\n\n".join(sections)))

        return await in_thread(work, name="diagnostics")

    async def save(self, text: str, path: Path, *, replace: bool = False) -> Path:
        """Write it whole, beside what is there, or in its place where the user agreed.

        Returns where it is. Raises MediaError (DISK).
        """

        def work() -> Path:
            from whisul_desktop.media.publish import save_text

            return save_text(text, path.parent, path.name, replace=replace)

        return await in_thread(work, name="save diagnostics")


def redacted(text: str) -> str:
    """Without the home folder's name, what follows `?` in links, and log-ins in them."""
    for home in _homes():
        text = re.sub(re.escape(home) + r"(?![\w.-])", "~", text)
    return _USER_INFO.sub(r"\1…@", _URL_REST.sub(r"\1?…", text))


def _homes() -> list[str]:
    """As paths, in tracebacks and in links: on Windows these differ."""
    try:
        home = Path.home()
    except RuntimeError:
        return []
    if home == Path(home.anchor):
        return []
    return sorted({str(home), home.as_posix(), repr(str(home))[1:-1]}, key=len, reverse=True)


def _section(title: str, lines: Facts) -> str:
    return "\n".join([f"== {title}", *(f"{name}: {value}" for name, value in lines)])


def _system() -> Facts:
    yield "time", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    yield "system", platform.platform()
    if sys.platform == "linux":
        try:
            yield "distribution", platform.freedesktop_os_release().get("PRETTY_NAME", "")
        except OSError:
            yield "distribution", "not said"
        desktop = os.environ.get("XDG_CURRENT_DESKTOP", "")
        yield "desktop", f"{desktop} {os.environ.get('XDG_SESSION_TYPE', '')}".strip() or "not said"
    yield "Python", f"{platform.python_version()} ({platform.machine()})"
    yield "installed as", "a bundle" if getattr(sys, "frozen", False) else "a Python package"


def _version(package: str) -> str:
    from importlib import metadata  # 40 ms: in the thread

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not found"


def _sizes(folder: Path) -> Facts:
    yield "folder", str(folder)
    for name in ("library.sqlite3", "media", "logs", "backups"):
        try:
            files, size = _measured(folder / name)
        except OSError as error:
            yield name, error.strerror or str(error)
        else:
            yield name, f"{size / 2**20:,.1f} MiB in {files} files"


def _measured(path: Path) -> tuple[int, int]:
    """How many files there are at or right below `path`, and their bytes."""
    if not path.is_dir():
        return 1, path.stat().st_size
    with os.scandir(path) as entries:
        sizes = [entry.stat().st_size for entry in entries if entry.is_file()]
    return len(sizes), sum(sizes)


def _settings(settings: Settings) -> Facts:
    for name, value in settings._asdict().items():
        if isinstance(value, str) and name not in _PLAIN_TEXTS:
            yield name, f"({len(value)} characters)"
        else:
            yield name, str(value)


def _file(path: Path, title: str) -> Iterable[str]:
    """Its end, from a whole line on."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            content = file.read(_TAIL)
            when = time.gmtime(path.stat().st_mtime)
    except FileNotFoundError:
        return
    except OSError as error:
        yield f"== {title}\n{error}"
        return
    if size > _TAIL:
        content = content.partition(b"\n")[2]
    stamp = time.strftime("%Y-%m-%d %H:%M UTC", when)
    yield f"== {title} ({stamp})\n{content.decode('utf-8', 'replace').rstrip()}"
