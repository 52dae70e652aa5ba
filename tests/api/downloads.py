"""How the tests of downloads fetch things."""

from __future__ import annotations

from pathlib import Path

import pytest

from whisul_desktop.api.cdn import CdnClient
from whisul_desktop.core.errors import MediaError
from whisul_desktop.demo.service import LookAlike

LIMIT = 2_000_000  # bytes


async def fetch(cdn: CdnClient, url: str, part: Path, limit: int = LIMIT) -> list[tuple[int, int]]:
    """Download; the progress that was reported."""
    progress: list[tuple[int, int]] = []
    await cdn.download(
        url, part, limit=limit, on_progress=lambda done, total: progress.append((done, total or -1))
    )
    return progress


async def fails(cdn: CdnClient, url: str, part: Path, limit: int = LIMIT) -> MediaError:
    with pytest.raises(MediaError) as caught:
        await fetch(cdn, url, part, limit)
    return caught.value


def song(lookalike: LookAlike) -> tuple[str, bytes]:
    """A link and what is behind it."""
    data = (lookalike._media / "song-1.mp3").read_bytes()
    return f"{lookalike.base_url}/media/song-1.mp3", data


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
