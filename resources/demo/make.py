"""Makes the demo's songs, covers and songs.json, all in this folder.

Run by hand: `python resources/demo/make.py` (numpy and PySide6 from the development group, and
the `lame` command), about two minutes. `--only SLUG …` makes some anew, `--out FOLDER` elsewhere.

Every random number comes from a fixed seed, so the same numpy on the same kind of processor
gives the same samples: the SHA-256 of each song's 16-bit samples is printed to compare. Another
version of numpy may differ in the last bit. The MP3s also depend on the version of lame (those
here: 3.100), the JPEGs on Qt's JPEG library (6.11.3).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True  # this folder is shipped as it is
HERE = Path(__file__).resolve().parent
COVER_BYTES = 96_000
ALL_BYTES = 4_000_000
# 44.1 kHz is kept: Qt's decoder refuses MP3s of lower rates. No ID3 tag is written.
LAME = ("lame", "--silent", "--abr", "68", "--resample", "44.1", "-m", "j", "-q", "0",
        "--lowpass", "14.5")  # fmt: skip


def encode(samples: bytes, rate: int, target: Path) -> None:
    """16-bit stereo samples to an MP3; raises CalledProcessError where lame refuses."""
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "song.wav"
        with wave.open(str(sound), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(samples)
        subprocess.run([*LAME, str(sound), str(target)], check=True)


def make(out: Path, only: list[str]) -> None:
    """All files of the demo; with `only`, songs.json and the files of those songs."""
    from studio import voices
    from studio.covers import COVERS
    from studio.paint import save_jpeg
    from studio.songs import SONGS
    from studio.sound import RATE

    out.mkdir(parents=True, exist_ok=True)
    known: dict[str, str] = {}
    if only and (out / "songs.json").exists():
        entries = json.loads((out / "songs.json").read_text("utf-8"))
        known = {entry["audio"]: entry["duration"] for entry in entries}
    listed: list[dict[str, object]] = []
    for song in SONGS:
        audio, cover = f"{song.slug}.mp3", f"{song.slug}.jpg"
        duration = known.get(audio, "")
        if not only or song.slug in only:
            sound = song.render()
            voices.forget()
            samples = (np.clip(sound, -1, 1) * 32767).round().astype("<i2").tobytes()
            encode(samples, RATE, out / audio)
            save_jpeg(COVERS[song.slug](), out / cover, COVER_BYTES)
            seconds = round(len(sound) / RATE)
            duration = f"{seconds // 60}:{seconds % 60:02}"
            print(f"{song.slug:18} {duration}  {hashlib.sha256(samples).hexdigest()}", flush=True)
        listed.append(
            {"title": song.title, "bpm": song.bpm, "duration": duration, "tags": song.tags,
             "audio": audio, "cover": cover}
        )  # fmt: skip
    text = json.dumps(listed, ensure_ascii=False, indent=2)
    (out / "songs.json").write_text(text + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", default=[], metavar="SLUG")
    parser.add_argument("--out", type=Path, default=HERE, metavar="FOLDER")
    options = parser.parse_args()
    if shutil.which("lame") is None:
        print("make.py needs the lame command (Debian: apt-get install lame)", file=sys.stderr)
        return 1
    make(options.out, options.only)
    total = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{total:,} bytes in all")
    return 0 if total <= ALL_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
