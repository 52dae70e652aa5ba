"""Saves the same song again and again, as Save… does, and says what is there; to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from whisul_desktop.media.publish import save_copy
from whisul_desktop.media.tags import TrackTags

TAGS = TrackTags(
    title="Midnight Grid",
    bpm=140,
    tags=("trap", "dark"),
    duration=167.0,
    made_at=1_771_342_700.0,
    prompt="a trap song",
    server_id="81fa5ff7-6197-4c24-8062-c0ff8b62d58d",
    cover=None,
)


def main(source: Path, folder: Path) -> None:
    number = 0
    while True:
        number += 1
        saved = save_copy(source, folder, "Midnight Grid.mp3", TAGS, replace=number % 3 == 0)
        sys.stdout.write(f"saved {saved.name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
