"""Where the app's own files are on each system."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_dir(demo: bool) -> Path:
    """The folder of the library, media and logs; the demo has its own. It may not exist yet."""
    name = "whisul-desktop-demo" if demo else "whisul-desktop"
    if sys.platform in {"win32", "darwin"}:
        import platformdirs

        return platformdirs.user_data_path(name, appauthor=False)
    # By hand: importing platformdirs takes 6-15 ms before the first paint.
    # https://specifications.freedesktop.org/basedir-spec: a relative path is ignored.
    configured = Path(os.environ.get("XDG_DATA_HOME", ""))
    base = configured if configured.is_absolute() else Path.home() / ".local" / "share"
    return base / name


def log_path(folder: Path) -> Path:
    """Of the library in `folder`: what the app told, newest last; older ones are beside it."""
    return folder / "logs" / "whisul-desktop.log"


def crash_path(folder: Path) -> Path:
    """The stacks of a process that dies now; there only while one is running."""
    return folder / "logs" / "crash.log"


def last_crash_path(folder: Path) -> Path:
    """The stacks that the last process which died has left."""
    return folder / "logs" / "crash-last.log"


def resources_dir() -> Path:
    """Icons, style sheet and demo songs: of the package, of the bundle, or of the checkout."""
    package = Path(__file__).resolve().parent.parent
    candidates = [package / "resources", package.parent / "resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    if isinstance(bundle, str):
        candidates.insert(0, Path(bundle) / "resources")
    return next((path for path in candidates if path.is_dir()), candidates[-1])
