"""Starts the app as on a system that lacks a sound library which QtMultimedia is linked to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

MISSING = "libpulse.so.0: cannot open shared object file: No such file or directory"


class Lacking(MetaPathFinder):
    """Says what the system's loader says there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if fullname == "PySide6.QtMultimedia":
            raise ImportError(MISSING)


if __name__ == "__main__":
    sys.meta_path.insert(0, Lacking())
    from whisul_desktop.__main__ import main

    sys.exit(main())
