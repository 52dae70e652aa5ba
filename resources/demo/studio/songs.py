"""The demo's songs: what each is called, its true tempo, and who plays it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio import songs_loud, songs_quiet
from studio.sound import Audio


@dataclass(frozen=True, slots=True)
class DemoSong:
    slug: str  # the name of its files
    title: str
    bpm: int  # the tempo that its Session is given
    tags: str
    render: Callable[[], Audio]


SONGS = (
    DemoSong("lamplight", "Lamplight, 4 AM", 76, "lo-fi, chill, e-piano, vinyl, study",
             songs_quiet.lofi),
    DemoSong("neon-meridian", "Neon Meridian", 100, "synthwave, retro, arpeggio, 80s, night drive",
             songs_loud.synthwave),
    DemoSong("tidewater", "Tidewater", 60, "ambient, pads, calm, ocean, sleep",
             songs_quiet.ambient),
    DemoSong("paper-kites", "Paper Kites", 96, "acoustic, folk, guitar, warm, indie",
             songs_quiet.folk),
    DemoSong("cold-signal", "Cold Signal", 140, "trap, dark, 808s, bells, bass",
             songs_loud.trap),
    DemoSong("empty-room", "Waltz for an Empty Room", 132, "piano, waltz, nostalgic, solo",
             songs_quiet.waltz),
    DemoSong("sunday-rooftop", "Sunday Rooftop", 122, "house, deep, groove, keys, summer",
             songs_loud.house),
    DemoSong("pocket-galaxy", "Pocket Galaxy", 150, "chiptune, 8-bit, arcade, playful, game",
             songs_loud.chiptune),
    DemoSong("escalier-bleu", "Escalier bleu", 126, "jazz, trio, swing, piano, late night",
             songs_quiet.jazz),
    DemoSong("beyond-the-ridge", "Beyond the Ridge", 84,
             "orchestral, cinematic, strings, horns, uplifting", songs_loud.orchestral),
)  # fmt: skip
