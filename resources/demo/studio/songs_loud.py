"""The louder half of the demo's songs: synthwave, trap, house, chiptune, orchestral."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio import drums, voices
from studio.score import Session, bars, hz, midi, notes, steps
from studio.sound import RATE, Audio, echo, fade, swept, widened


def _ducked(s: Session, sound: Audio, hits: Sequence[float], depth: float, seconds: float) -> Audio:
    """Room for the kick: the sound dips at each of its hits (in beats) and comes back."""
    gain = np.ones(len(sound))
    for beat in hits:
        start = s.at(beat)
        t = np.arange(len(sound) - start) / RATE
        gain[start:] = np.minimum(gain[start:], 1 - depth * np.exp(-((t / seconds) ** 2)))
    return sound * np.convolve(gain, np.ones(96) / 96, mode="same")[:, None]


_NEON_CHORDS = (
    "A3 C4 E4 A4 | A3 C4 E4 A4 | A3 C4 F4 A4 | G3 B3 D4 G4 |"
    "A3 C4 E4 A4 | A3 C4 F4 A4 | G3 C4 E4 G4 | G3 B3 D4 G4 |"
    "A3 C4 E4 A4 | A3 C4 F4 A4 | G3 C4 E4 G4 | G3 B3 D4 G4 |"
    "A3 D4 F4 A4 | A3 C4 E4 A4 | A3 C4 F4 A4 | G#3 B3 E4 G#4"
)


def synthwave() -> Audio:
    s = Session(100, 16, seed=21)
    roots = notes("A1 A1 F1 G1 A1 F1 C2 G1 A1 F1 C2 G1 D2 A1 F1 E1")
    arp, bass, wide, tune, beat, tops = (s.silence() for _ in range(6))
    for bar, chord in enumerate(bars(_NEON_CHORDS)):
        for note in chord:
            s.put(wide, bar * 4, voices.pad(note, 4 * s.beat, 0.6 if bar >= 4 else 0.4))
        for step, index in enumerate((0, 1, 2, 3, 2, 1, 2, 3) * 2):
            loud = min(1.0, 0.3 + 0.05 * bar) if bar < 12 else 0.8
            octave = 12 if step % 8 in (3, 7) else 0
            sound = voices.arpeggio(chord[index] + octave, 0.2 * s.beat, round(loud, 1))
            pan = 0.45 if step % 2 else -0.45
            s.put(arp, bar * 4 + step / 4, sound, 1.0 if step % 4 == 0 else 0.75, pan)
        if bar >= 4:
            for step in range(16):
                note = roots[bar] + (12 if step % 4 == 2 else 0)
                loud = 0.9 if step % 4 == 0 else 0.6
                s.put(bass, bar * 4 + step / 4, voices.synth_bass(note, 0.22 * s.beat, loud))
    s.play(
        tune,
        "E5:1.5 D5:.5 C5:1 A4:1 | C5:1.5 D5:.5 C5:1 A4:1 |"
        "G4:1 C5:1 E5:1 G5:1 | D5:2.5 B4:.5 D5:1 |"
        "F5:1.5 E5:.5 D5:1 A4:1 | E5:1.5 C5:.5 A4:2 | A4:.5 C5:.5 F5:1 E5:1 C5:1 | B4:2 G#4:2",
        voices.lead,
        32,
        strength=0.7,
    )
    kick, snare = drums.kick(s.rng, low=50, length=0.22), drums.snare(s.rng, length=0.2)
    hats, crash = drums.hat(s.rng), drums.cymbal(s.rng)
    gated = s.silence()
    for bar in range(4, 16):
        s.drum(beat, "X.......X......." if bar % 4 != 3 else "X.......X.....x.", kick, bar * 4)
        s.drum(gated, "....X.......X...", snare, bar * 4)
        s.drum(tops, "x.o.x.o.x.o.x.oo", hats, bar * 4, pan=0.15)
        if bar in (4, 8, 12):
            s.drum(tops, "X...............", [crash[0] * 0.7], bar * 4, pan=-0.3)
    s.drum(gated, "xxxX", snare, 15)
    hits = [bar * 4 + at for bar in range(4, 16) for at in (0, 2)]
    s.mix(arp + echo(arp, 0.75 * s.beat, 0.3), -23.5, 0.25, 180)
    s.mix(_ducked(s, bass, hits, 0.55, 0.12), -20.5, 0, 35)
    s.mix(_ducked(s, widened(wide), hits, 0.45, 0.16), -24, 0.35, 160)
    s.mix(tune + echo(tune, 0.75 * s.beat, 0.35, 3000), -21, 0.3, 200)
    s.mix(beat, -21.5)
    s.mix(gated, -22, 0.45, 120)
    s.mix(tops, -31, 0.1)
    return s.master(1.6, 5200, fade_in=0.05, fade_out=2.0)


_ROLLS = (
    "x...x...x...x...x...x...x.x.x.x.",
    "x...x...x...x...x...xxxxx...x...",
    "x...x...x.x.x...x...x...x...x.x.",
    "x...x...x...x...x.x.x.x.xoxoxoxo",
)


def trap() -> Audio:
    s = Session(140, 20, seed=22)
    motif = (
        "F5:.75 C5:.75 Ab4:.5 G4:.5 C5:.5 Ab4:1 | F5:.75 C5:.75 Ab4:.5 Bb4:1 G4:1 |"
        "F5:.75 Db5:.75 Ab4:.5 Bb4:.5 C5:.5 Db5:1 | E5:.75 C5:.75 G4:.5 E4:.5 G4:.5 Bb4:1"
    )
    chords = bars("F3 Ab3 C4 | F3 Ab3 C4 | F3 Ab3 Db4 | E3 G3 C4")
    roots = notes("F1 F1 Db2 C2")
    chime, dark, sub, voice = (s.silence() for _ in range(4))
    for turn in range(5):
        s.play(chime, motif, voices.dark_bell, turn * 16, strength=0.7)
        for bar, chord in enumerate(chords):
            at = turn * 16 + bar * 4
            for note in chord:
                s.put(dark, at, voices.pad(note, 4 * s.beat, 0.3))
                if turn >= 3:
                    s.put(voice, at, voices.choir(note + 12, 4 * s.beat, 0.6))
            if turn:
                root = roots[bar]
                for offset, length in ((0, 1.6), (1.75, 0.7), (2.5, 1.3)):
                    if bar % 2 or offset != 1.75:
                        s.put(sub, at + offset, voices.sub808(root, length * s.beat, 0.9))
                if bar == 3:
                    s.put(sub, at + 3.5, voices.sub808(root + 12, 0.45 * s.beat, 0.7))
    kick, clap = drums.kick(s.rng, low=54, snap=0.9, length=0.14), drums.clap(s.rng)
    hats, opened = drums.hat(s.rng, length=0.02), drums.hat(s.rng, length=0.12)
    low, back, tops = s.silence(), s.silence(), s.silence()
    for bar in range(4, 20):
        s.drum(low, "X......x..x....." if bar % 2 else "X.........x.....", kick, bar * 4)
        s.drum(back, "........X.......", clap, bar * 4)
        s.drum(tops, _ROLLS[bar % 4], hats, bar * 4, step=0.125, pan=0.2)
        if bar % 4 == 2:
            s.drum(tops, "..............x.", opened, bar * 4, pan=-0.2)
        if bar % 8 == 7:
            s.drum(back, "..............xX", drums.snare(s.rng, tone=240), bar * 4, pan=0.1)
    s.put(back, 12, drums.swell(s.rng, 4 * s.beat), 0.12)
    s.mix(chime + echo(chime, 0.75 * s.beat, 0.4, 2800), -22, 0.4, 160)
    s.mix(widened(dark), -25, 0.4, 120)
    s.mix(voice, -27, 0.7, 250)
    s.mix(sub, -18.5, 0, 30)
    s.mix(low, -23.5)
    s.mix(back, -23, 0.2, 150)
    s.mix(tops, -29, 0.05)
    return s.master(2.2, 3600, fade_in=0.02, fade_out=1.8)


def house() -> Audio:
    s = Session(122, 16, swing=0.54, seed=23)
    chords = bars("Eb3 G3 Bb3 D4 G4 | C3 Eb3 G3 Bb3 D4 | Ab3 C4 Eb4 G4 | F3 G3 Bb3 D4 F4")
    roots = notes("C2 Ab1 F1 G1")
    stabs, bass, hook, warm = (s.silence() for _ in range(4))
    for bar in range(16):
        chord, root = chords[bar % 4], roots[bar % 4]
        for beat, strength in steps("X..x..x...x..o.."):
            for note in chord:
                sound = voices.electric_piano(note, 0.3 * s.beat, round(strength * 0.9, 1))
                s.put(stabs, bar * 4 + beat + s.late(0.002), sound)
        for note in chord[1:]:
            s.put(warm, bar * 4, voices.pad(note + 12, 4 * s.beat, 0.4))
        if bar >= 4:
            for beat, up, length in ((0.5, 0, 0.4), (0.75, 0, 0.2), (1.5, 12, 0.3), (2.25, 0, 0.2),
                                     (2.5, 0, 0.4), (3.25, 7, 0.2), (3.5, 12, 0.4)):  # fmt: skip
                s.put(bass, bar * 4 + beat, voices.synth_bass(root + up, length * s.beat, 0.5))
    riff = (
        ".:.5 G5:.25 .:.5 Bb5:.25 .:.5 C6:.5 .:.25 Bb5:.25 G5:1 |"
        ".:.5 G5:.25 .:.5 F5:.25 .:.5 Eb5:.5 .:.25 F5:.25 G5:1 |"
        ".:.5 C6:.25 .:.5 Bb5:.25 .:.5 G5:.5 .:.25 Eb5:.25 C5:1 |"
        ".:.5 D5:.25 .:.5 F5:.25 .:.5 G5:.5 .:.25 Bb5:.25 D6:1"
    )
    for start in (32, 48):
        s.play(hook, riff, voices.arpeggio, start, strength=0.7)
    kick = drums.kick(s.rng, low=50, snap=0.6, length=0.24)
    clap, shake = drums.clap(s.rng), drums.shaker(s.rng)
    closed, opened = drums.hat(s.rng), drums.hat(s.rng, length=0.09, low=6500)
    low, back, tops = s.silence(), s.silence(), s.silence()
    for bar in range(16):
        s.drum(low, "X...X...X...X..." if bar % 8 != 7 else "X...X...X.......", kick, bar * 4)
        if bar >= 2:
            s.drum(tops, "x-o-x-o-x-o-x-o-", shake, bar * 4, pan=-0.3)
        if bar >= 4:
            s.drum(back, "....X.......X..." if bar % 4 != 3 else "....X.......X.-o", clap, bar * 4)
            s.drum(tops, "..X...X...X...X.", opened, bar * 4, pan=0.1)
            s.drum(tops, "o..-o..-o..-o..-", closed, bar * 4, pan=0.3)
    hits = [float(beat) for beat in range(64) if beat not in (31, 63)]
    chordal = stabs + echo(stabs, 0.75 * s.beat, 0.35, 3200)
    opening = np.minimum(1, np.arange(s.length) / s.at(16))
    chordal = swept(chordal, 350 * (9000 / 350) ** opening)
    s.mix(_ducked(s, chordal, hits, 0.5, 0.13), -20, 0.2, 130)
    s.mix(_ducked(s, widened(warm), hits, 0.6, 0.17), -29, 0.4, 250)
    s.mix(_ducked(s, bass, hits, 0.4, 0.09), -20.5, 0, 35)
    s.mix(hook + echo(hook, 0.75 * s.beat, 0.4, 3500), -25, 0.35, 250)
    s.mix(low, -20)
    s.mix(back, -25.5, 0.2, 200)
    s.mix(tops, -28.5, 0.08)
    return s.master(1.3, 5000, fade_in=0.02, fade_out=1.6)


_CHIP_LEAD = (
    "E5:.5 G5:.5 C6:1 B5:.5 G5:.5 E5:1 | D5:.5 G5:.5 B5:1 A5:.5 G5:.5 D5:1 |"
    "C5:.5 E5:.5 A5:1 G5:.5 E5:.5 C5:1 | F5:.5 A5:.5 C6:1 A5:1 G5:.5 F5:.5 |"
    "E5:.5 G5:.5 C6:1 D6:.5 C6:.5 G5:1 | B5:1 G5:.5 A5:.5 B5:1 D6:1 |"
    "C6:1 A5:.5 F5:.5 A5:1 C6:1 | B5:1.5 D6:.5 G5:2 |"
    "A5:1.5 C6:.5 B5:.5 A5:.5 E5:1 | F5:1.5 A5:.5 G5:.5 F5:.5 C5:1 |"
    "E5:1.5 G5:.5 C6:1 G5:1 | D5:1 G5:1 B5:1 D6:1 |"
    "E6:1 D6:.5 C6:.5 A5:1 E5:1 | C6:1 A5:.5 C6:.5 F5:1 A5:1 |"
    "D5:.5 F5:.5 A5:.5 D6:.5 C6:.5 A5:.5 F5:1 | G5:.5 A5:.5 B5:.5 D6:.5 B5:1 G5:1"
)


def chiptune() -> Audio:
    s = Session(150, 20, seed=24)
    shapes = {"C": "C4 E4 G4", "G": "B3 D4 G4", "A": "A3 C4 E4", "F": "A3 C4 F4", "D": "A3 D4 F4"}
    roots = {"C": "C3", "G": "G2", "A": "A2", "F": "F2", "D": "D3"}
    lead, harmony, bass, noise = (s.silence() for _ in range(4))
    for bar, name in enumerate("CGAFCGAFCGFGAFCGAFDG"):
        chord = notes(shapes[name])
        for step in range(32):
            sound = voices.chip_soft(chord[step % 3] + 12, 0.12 * s.beat, 0.6)
            pan = 0.35 if step // 2 % 2 else -0.35
            s.put(harmony, bar * 4 + step / 8, sound, 0.6 if bar < 4 else 1.0, pan)
        root = midi(roots[name])
        for beat, up in ((0, 0), (0.5, 0), (1, 12), (1.5, 0), (2, 0), (2.5, 7), (3, 12), (3.5, 7)):
            s.put(bass, bar * 4 + beat, voices.chip_bass(root + up, 0.42 * s.beat, 0.9))
    s.play(lead, _CHIP_LEAD, voices.chip, 16, strength=0.9, hold=0.92)
    snare = drums.chip_noise(s.rng, length=0.07, rate=11_000)
    hats = drums.chip_noise(s.rng, length=0.018, rate=30_000)
    kick = drums.kick(s.rng, low=62, snap=0, length=0.09, drive=2.0)
    for bar in range(20):
        fill = bar % 8 == 3
        s.drum(noise, "x.o.x.o.x.o.x.o.", [h * 0.4 for h in hats], bar * 4)
        if bar >= 2:
            s.drum(noise, "X.......X.x....." if bar % 2 else "X.....x.X.......", kick, bar * 4)
            s.drum(noise, "....X.......X.xx" if fill else "....X.......X...", snare, bar * 4)
    s.mix(lead + echo(lead, 0.75 * s.beat, 0.28, 5000), -19, 0.1)
    s.mix(harmony, -25, 0.08)
    s.mix(bass, -21)
    s.mix(noise, -22.5, 0.04)
    return s.master(0.7, 5000, fade_in=0.005, fade_out=1.2)


def orchestral() -> Audio:
    s = Session(84, 12, seed=25)
    chords = bars(
        "D3 F#3 A3 D4 | C#3 E3 A3 C#4 | B2 F#3 B3 D4 | G2 G3 B3 D4 |"
        "D3 F#3 A3 D4 | C#3 E3 A3 C#4 | B2 F#3 B3 D4 | G2 G3 B3 D4 |"
        "F#2 A3 D4 F#4 | G2 B3 D4 G4 | A2 A3 C#4 E4 | D3 A3 D4 F#4"
    )
    long, short, deep, sung, harp = (s.silence() for _ in range(5))
    for bar, chord in enumerate(chords):
        grown = min(0.9, round(0.4 + bar * 0.05, 1))
        for note in chord:
            s.put(long, bar * 4, voices.strings(note + 12, 4 * s.beat, grown), 0.7 + bar * 0.05)
            if bar >= 8:
                s.put(sung, bar * 4, voices.choir(note + 12, 4 * s.beat, 0.8))
        s.put(deep, bar * 4, voices.strings(chord[0] - 12, 4 * s.beat, 0.6))
        s.put(deep, bar * 4, voices.strings(chord[0], 4 * s.beat, 0.5))
        if bar < 11:
            for step in range(16):
                note = chord[(1, 2, 3, 2)[step % 4]]
                sound = voices.spiccato(note + 12, 0.3, 0.8 if step % 4 == 0 else 0.5)
                s.put(short, bar * 4 + step / 4 + s.late(0.004), sound, s.touch(0.1))
        for step, note in enumerate(
            [*chord, *(n + 12 for n in chord)] if bar < 4 or bar == 11 else []
        ):
            s.put(harp, bar * 4 + step / 4, voices.plucked(note + 12, 2.0, 0.6), 1.0, 0.4)
    tune, reed = s.silence(), s.silence()
    s.play(reed, ".:2 A5:1 F#5:1 | E5:2.5 .:1.5 | .:1 D5:1 F#5:1 B5:1 | A5:1.5 G5:.5 D5:2",
           voices.flute, 0, strength=0.6)  # fmt: skip
    text = (
        "D4:1.5 E4:.5 F#4:1 A4:1 | E4:2.5 C#4:.5 E4:1 | F#4:1.5 G4:.5 F#4:1 D4:1 | B3:1 D4:1 G4:2 |"
        "A4:1.5 B4:.5 A4:1 F#4:1 | G4:1 A4:1 B4:1 D5:1 | E5:2 D5:1 C#5:1 | D5:4"
    )
    s.play(tune, text, voices.horn, 16, strength=0.8)
    high = s.silence()
    s.play(high, text.split("|", 4)[4], lambda n, d, v: voices.strings(n + 12, d, v), 32)
    drum, air = s.silence(), s.silence()
    for beat, name in ((32, "F#2"), (36, "G2"), (40, "A2"), (42, "A2"), (43, "A2"), (44, "D2")):
        s.put(drum, beat, drums.timpani(hz(midi(name)), 0.9), 1.0, -0.15)
    for step in range(12):
        s.put(drum, 30.5 + step / 8, drums.timpani(hz(midi("A2")), 0.6), 0.15 + step * 0.04, -0.15)
    for start in (14, 29, 41):
        s.put(air, start, drums.swell(s.rng, (44 - 41 if start != 14 else 2) * s.beat), 0.5)
    for beat in (32, 44):
        s.put(air, beat, fade(drums.cymbal(s.rng, length=1.4)[0], 0.004, 1.0), 0.5, 0.2)
    s.mix(long, -22.5, 0.4, 120)
    s.mix(short, -26, 0.35, 150)
    s.mix(deep, -24, 0.25)
    s.mix(sung, -26, 0.6, 200)
    s.mix(harp, -29, 0.5, 150)
    s.mix(reed, -26, 0.5, 250)
    s.mix(tune, -20, 0.4, 100)
    s.mix(high, -23, 0.4, 250)
    s.mix(drum, -24.5, 0.35)
    s.mix(air, -31, 0.4)
    return s.master(2.8, 4200, fade_in=0.3, fade_out=2.2, pre_delay=0.03)
