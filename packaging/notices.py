"""Writes resources/THIRD-PARTY-NOTICES.txt: what is shipped with the app, and its licences.

    .venv/bin/python packaging/notices.py

What is shipped is what requirements.lock holds for the app itself, on all systems. Texts are
collected by pip-licenses, out of `.venv` and, for what belongs to another system or another
version than is installed, out of wheels that uv fetches into a temporary folder.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
NOTICES = ROOT / "resources" / "THIRD-PARTY-NOTICES.txt"
LICENCES = ROOT / "packaging" / "licences"
_SYSTEMS = {"linux": "x86_64-manylinux_2_28", "win32": "windows", "darwin": "macos"}
_LINE = "=" * 80
_LICENCE = re.compile(r"\.dist-info/(.*/)?(LICEN[CS]ES?|COPYING|NOTICE)[^/]*$", re.IGNORECASE)

# Wheels that hold no text of their licence: whose it is, and which.
_LGPL3 = ("LGPL-3.0-only", "LGPL-3.0.txt")
_WITHOUT_TEXT = dict.fromkeys(("pyside6-essentials", "pyside6-addons", "shiboken6"), _LGPL3)
_XCB = ", ".join(
    f"libxcb-{part}" for part in ("cursor", "icccm", "image", "keysyms", "render-util", "util")
)
# What comes along inside of packages, or with the bundle.
_INSIDE = (
    ("Qt 6 (in PySide6)", "LGPL-3.0-only", "www.qt.io", "LGPL-3.0.txt"),
    ("FFmpeg (in PySide6)", "LGPL-2.1-or-later", "ffmpeg.org", "LGPL-2.1.txt"),
    ("Python (libpython3)", "PSF-2.0", "www.python.org", "PSF-2.0.txt"),
    # what FROM_THE_SYSTEM of bundle.spec names; their texts are Debian's copyright files
    ("OpenSSL (libssl, libcrypto)", "Apache-2.0", "openssl.org", "Apache-2.0.txt"),
    ("SQLite (libsqlite3)", "blessing (public domain)", "sqlite.org", "SQLite.txt"),
    ("libffi", "MIT", "sourceware.org/libffi", "libffi.txt"),
    ("bzip2 (libbz2)", "bzip2-1.0.6", "sourceware.org/bzip2", "bzip2.txt"),
    (f"XCB's utilities ({_XCB})", "X11", "xcb.freedesktop.org", "xcb-util.txt"),
    ("libxkbcommon, libxkbcommon-x11", "X11, HPND", "xkbcommon.org", "xkbcommon.txt"),
)
_INTRODUCTION = """\
Whisul Desktop is free software under the GNU General Public License, version 3 or later,
which comes first. It is shipped with the work of others that is listed after it, each under its
own licence. Qt itself contains further works: doc.qt.io/qt-6/licenses-used-in-qt.html

Written by packaging/notices.py with pip-licenses.
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """A line of the lock."""

    name: str
    version: str
    marker: str
    wanted_by: set[str] = field(default_factory=set)


def shipped(lock: str) -> list[Locked]:
    """The packages of a lock that the app itself needs, on whatever system; not what builds it."""
    found: list[Locked] = []
    for line in lock.splitlines():
        if match := re.match(r"([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", line):
            found.append(Locked(match[1], match[2], match[3] or ""))
        elif found and (match := re.fullmatch(r" {4}#(?: via| {2,})\s*(\S.*)", line)):
            found[-1].wanted_by.add(match[1])
    kept = {"whisul-desktop (pyproject.toml)"}
    while new := {one.name for one in found if one.wanted_by & kept} - kept:
        kept |= new
    return [one for one in found if one.name in kept]


def listed(notices: str) -> set[tuple[str, str]]:
    """The packages, with their versions, that a notices file speaks of."""
    return set(re.findall(rf"^{_LINE}\n(\S+) (\d\S*)\n", notices, re.MULTILINE))


def _installed(one: Locked) -> bool:
    try:
        return metadata.version(one.name) == one.version
    except metadata.PackageNotFoundError:
        return False


def _fetch(missing: list[Locked], folder: Path) -> list[Path]:
    """Unpack the wheels of what is not in .venv; one folder for each system."""
    folders: list[Path] = []
    for system, platform in _SYSTEMS.items():
        wanted = [f"{one.name}=={one.version}" for one in missing if _belongs(one, system)]
        missing = [one for one in missing if not _belongs(one, system)]
        if wanted:
            subprocess.run(
                [Path(sys.executable).with_name("uv"), "pip", "install", "--quiet", "--no-deps",
                 "--no-config", "--only-binary", ":all:", "--python-platform", platform,
                 "--python-version", "3.11", "--target", folder / system, *wanted],
                check=True,
            )  # fmt: skip
            folders.append(folder / system)
    return folders


def _belongs(one: Locked, system: str) -> bool:
    return "sys_platform" not in one.marker or f"'{system}'" in one.marker


def _collect(packages: list[Locked], folders: list[Path]) -> dict[tuple[str, str], dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--format=json", "--with-urls", "--with-system",
         "--packages", *(one.name for one in packages)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {
        (canonicalize_name(entry["Name"]), entry["Version"]): entry
        for entry in json.loads(done.stdout)
    }


def _texts(one: Locked, folders: list[Path]) -> list[str]:
    """All of a package's licence files: pip-licenses tells the first alone, which may be no
    more than a pointer to the others."""
    path = [*map(str, folders), *sys.path]
    for package in metadata.distributions(name=one.name, path=path):
        if package.version == one.version:
            files = [file for file in package.files or () if _LICENCE.search(file.as_posix())]
            return [Path(file.locate()).read_text("utf-8") for file in sorted(files, key=str)]
    return []


def _block(title: str, licence: str, url: str, *texts: str) -> str:
    body = "\n\n".join(text.strip() for text in texts if text.strip())
    return f"{_LINE}\n{title}\n{licence}\n{url}\n\n{body}\n"


def write() -> None:
    packages = shipped(LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        folders = _fetch([one for one in packages if not _installed(one)], Path(folder))
        told = _collect(packages, folders)
        texts = {one.name: _texts(one, folders) for one in packages}
    ours = (ROOT / "LICENSE").read_text("utf-8")
    blocks = [_INTRODUCTION, _block("Whisul Desktop", "GPL-3.0-or-later", "", ours)]
    for title, licence, url, name in _INSIDE:
        blocks.append(_block(title, licence, url, (LICENCES / name).read_text("utf-8")))
    silent: list[str] = []
    for one in packages:
        entry = told.get((one.name, one.version), {})
        licence, own = entry.get("License", ""), texts[one.name]
        if one.name in _WITHOUT_TEXT:
            licence, name = _WITHOUT_TEXT[one.name]
            own = [f"The text is above: {name.removesuffix('.txt')}."]
        if not own or licence in {"", "UNKNOWN"}:
            silent.append(f"{one.name} {one.version}")
        url = entry.get("URL", "").replace("UNKNOWN", "")
        blocks.append(_block(f"{one.name} {one.version}", licence, url, *own))
    if silent:
        sys.exit(f"notices.py: no licence is told by {', '.join(silent)}")
    NOTICES.write_text("\n".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    write()
