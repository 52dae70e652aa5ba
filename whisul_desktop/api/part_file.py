"""A download on disk: the bytes so far, and beside them the strong ETag they belong to."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from whisul_desktop.core.errors import MediaError, MediaTrouble


class PartFile:
    """`path` and its side-car `path.name + ".etag"`. Every method blocks; call it in a thread.

    All raise MediaError(DISK) with the folder and the reason. Each call opens and closes
    the file itself, so that one whose caller was cancelled leaves no handle behind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._etag_path = path.with_name(path.name + ".etag")

    def resumable(self) -> tuple[int, str]:
        """How many bytes can be built upon, and their ETag; (0, "") without a strong ETag."""
        with self._disk():
            try:
                etag = self._etag_path.read_text("utf-8").strip()
                size = self.path.stat().st_size
            except (FileNotFoundError, UnicodeDecodeError):
                return 0, ""
        return (size, etag) if size and is_strong(etag) else (0, "")

    def restart(self, etag: str) -> None:
        """Empty it for the bytes of `etag`. In this order no crash pairs bytes with a wrong one."""
        with self._disk():
            self._etag_path.unlink(missing_ok=True)
            with self.path.open("wb"):
                pass
            if is_strong(etag):
                self._etag_path.write_text(etag, "utf-8")

    def write(self, offset: int, data: bytes) -> None:
        """Put `data` at `offset` (bytes)."""
        with self._disk(), self.path.open("r+b") as file:
            file.seek(offset)
            file.write(data)

    def finish(self, size: int) -> None:
        """It is whole with `size` bytes: force it to the disk and drop the side-car."""
        with self._disk():
            with self.path.open("r+b") as file:
                file.truncate(size)
                os.fsync(file.fileno())
            self._etag_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove both."""
        with self._disk():
            self._etag_path.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _disk(self) -> Generator[None, None, None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise MediaError(MediaTrouble.DISK, f"{self.path.parent}: {reason}") from error


def is_strong(etag: str) -> bool:
    """Whether an ETag promises equal bytes; a weak one (`W/…`) must not be resumed by."""
    return len(etag) >= 2 and etag[0] == etag[-1] == '"' and etag.isprintable() and etag.isascii()
