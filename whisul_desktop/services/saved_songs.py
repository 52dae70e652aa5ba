"""What songs that this app saved tell of their jobs, for a library that is made out of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from whisul_desktop.core.errors import MediaError, MediaTrouble
from whisul_desktop.core.interchange import id_for
from whisul_desktop.core.types import Job, JobStatus, Song


def songs_below(folder: Path) -> list[Path]:
    """Every MP3, in order; links to folders are not followed. Raises MediaError(DISK)."""

    def refuse(error: OSError) -> None:
        if error.filename == str(folder):
            raise MediaError(MediaTrouble.DISK, f"{folder}: {error.strerror}") from error

    return sorted(
        Path(place, name)
        for place, _folders, names in os.walk(folder, onerror=refuse)
        for name in names
        if name.lower().endswith(".mp3") and not name.startswith(".")
    )


def job_in(path: Path, api_url: str) -> Job | None:
    """What a saved song tells of its job; None for one that is not ours."""
    from whisul_desktop.core.server_ids import job_id_of
    from whisul_desktop.media.tags import read_tags

    try:
        tags = read_tags(path)
        server_id = job_id_of(tags.server_id)
        made_at = tags.made_at if tags.made_at is not None else path.stat().st_mtime
    except (MediaError, OSError):
        return None
    if server_id is None:
        return None
    return Job(
        id=id_for(api_url, server_id),
        prompt=tags.prompt,
        api_url=api_url,
        created_at=made_at,
        status=JobStatus.COMPLETED,
        server_id=server_id,
        song=Song(title=tags.title, bpm=tags.bpm, duration=tags.duration, tags=tags.tags),
        finished_at=made_at,
        saved_to=os.fsencode(path).decode(errors="replace"),
    )


def writer_of(path: Path, kind: str) -> Callable[[Path], None]:
    """What writes the sound of a saved song, or the cover in it."""

    def cover(part: Path) -> None:
        from whisul_desktop.media.tags import read_cover

        picture = read_cover(path)
        if picture is None:
            raise MediaError(MediaTrouble.MISSING, str(path))
        part.write_bytes(picture)

    return cover if kind == "cover" else lambda part: _copy(path, part)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
