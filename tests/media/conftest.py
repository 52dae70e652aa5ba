"""Small real songs and pictures, made by ffmpeg once for all tests."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def run_ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True, timeout=60
    )


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of songs (VBR and CBR with Xing/Info, bare CBR, MPEG 2) and pictures."""
    folder = tmp_path_factory.mktemp("samples")
    sine = ("-f", "lavfi", "-i", "sine=frequency=330:duration=6")
    bare = ("-write_xing", "0", "-id3v2_version", "0")
    run_ffmpeg(*sine, "-q:a", "4", folder / "vbr.mp3")
    run_ffmpeg(*sine, "-ac", "2", "-b:a", "128k", folder / "cbr.mp3")
    run_ffmpeg(*sine, "-b:a", "64k", *bare, folder / "bare.mp3")
    run_ffmpeg(*sine, "-ar", "22050", "-b:a", "48k", folder / "mpeg2.mp3")
    run_ffmpeg(*sine, "-b:a", "96k", "-write_id3v1", "1", folder / "id3v1.mp3")
    run_ffmpeg("-f", "lavfi", "-i", "anullsrc=duration=3", "-b:a", "64k", folder / "silence.mp3")
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x200", "-frames:v", "1")
    for name in ("cover.jpg", "cover.png", "cover.webp"):
        run_ffmpeg(*picture, folder / name)
    return folder


@pytest.fixture
def song(samples: Path, tmp_path: Path) -> Path:
    """A song of one's own that may be changed."""
    return Path(shutil.copy(samples / "vbr.mp3", tmp_path / "source.mp3"))
