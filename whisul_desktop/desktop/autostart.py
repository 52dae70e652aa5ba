"""Starting with the session: one file or registry value, written and taken away by the setting."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from whisul_desktop.desktop.surroundings import APP_ID, APP_NAME

MINIMIZED = "--minimized"
_OFF = re.compile(
    r"^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$", re.MULTILINE | re.IGNORECASE
)
_LABEL = "com.whisul.desktop"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def command() -> list[str]:
    """How this program is started, whatever way it was installed."""
    if image := os.environ.get("APPIMAGE"):
        return [image, MINIMIZED]
    if getattr(sys, "frozen", False):
        return [sys.executable, MINIMIZED]
    beside = Path(sys.executable).with_name(APP_ID)  # the script of this very environment
    if beside.is_file():
        return [str(beside), MINIMIZED]
    if installed := shutil.which(APP_ID):
        return [installed, MINIMIZED]
    return [sys.executable, "-m", "whisul_desktop", MINIMIZED]


def is_on() -> bool:
    """Whether the session starts us; other programs may have changed that."""
    if sys.platform == "win32":
        return _windows_value() is not None
    try:
        text = _file().read_text("utf-8", errors="replace")  # other programs may have written it
    except FileNotFoundError:
        return False
    return not _OFF.search(text)


def turn(on: bool) -> None:
    """Write it or take it away. Raises OSError. Blocking."""
    if sys.platform == "win32":
        _turn_windows(on)
    elif on:
        text = _launch_agent(command()) if sys.platform == "darwin" else _desktop_entry(command())
        path = _file()
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(path)
    else:
        _file().unlink(missing_ok=True)


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    # https://specifications.freedesktop.org/autostart-spec/0.5/; a relative path is ignored
    configured = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    base = configured if configured.is_absolute() else Path.home() / ".config"
    return base / "autostart" / f"{APP_ID}.desktop"


def _desktop_entry(words: list[str]) -> str:
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={APP_NAME}",
            f"Exec={' '.join(_quoted(word) for word in words)}",
            "TryExec=" + words[0].replace("\\", "\\\\"),  # no start, no error once we are removed
            f"Icon={APP_ID}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        )
    )


def _quoted(word: str) -> str:
    """For Exec=, where a string's own backslashes count before those of the argument.

    https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
    """
    escaped = re.sub(r'(["`$\\])', r"\\\1", word).replace("\\", "\\\\").replace("%", "%%")
    return word if re.fullmatch(r"[\w@+=:,./-]+", word, re.ASCII) else f'"{escaped}"'


def _launch_agent(words: list[str]) -> str:
    import plistlib

    agent = {"Label": _LABEL, "ProgramArguments": words, "RunAtLoad": True}
    return plistlib.dumps(agent).decode()


if sys.platform == "win32":
    import subprocess
    import winreg

    def _windows_value() -> str | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return str(winreg.QueryValueEx(key, APP_NAME)[0])
        except FileNotFoundError:
            return None

    def _turn_windows(on: bool) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if on:
                words = subprocess.list2cmdline(command())
                winreg.SetValueEx(key, APP_NAME, 0, winreg.REG_SZ, words)
            elif _windows_value() is not None:
                winreg.DeleteValue(key, APP_NAME)
