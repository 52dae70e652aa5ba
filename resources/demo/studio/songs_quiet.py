"""The quieter half of the demo's songs: lo-fi, ambient, folk, waltz, jazz."""

from __future__ import annotations

import numpy as np

from studio import drums, voices
from studio.score import Session, bars, hz, midi, notes
from studio.sound import RATE, Audio, echo, low_pass, widened


def _wobble(sound: Audio) -> Audio:
    """A worn tape: the pitch drifts by a few cents and the highs are gone."""
    n = len(sound)
    at = np.arange(n)
    drift = 34 * np.sin(2 * np.pi * 0.55 * at / RATE) + 9 * np.sin(2 * np.pi * 3.1 * at / RATE)
    moved = np.stack([np.interp(at - 60 + drift, at, sound[:, side]) for side in (0, 1)], 1)
    return np.tanh(low_pass(moved, 7200, 1) * 2.2) / 2.2


def lofi() -> Audio:
    s = Session(76, 12, swing=0.58, seed=11)
    chords = bars(
        "D3 F3 A3 C4 E4 | G2 F3 A3 B3 E4 | C3 E3 G3 B3 D4 | A2 E3 G3 B3 C4 |"
        "F2 E3 G3 A3 C4 | E3 G3 B3 D4 | D3 F3 A3 C4 E4 | G2 F3 A3 C4 E4"
    )
    roots = notes("D2 G1 C2 A1 F1 E2 D2 G1")
    keys, bass, melody, beat = s.silence(), s.silence(), s.silence(), s.silence()
    for bar in range(12):
        index = bar if bar < 4 else bar - 4
        for offset, length, loud in ((0, 1.4, 0.7), (1.5, 0.9, 0.4), (2.75, 1.2, 0.5)):
            for finger, note in enumerate(chords[index]):
                sound = voices.electric_piano(note, length * s.beat, loud)
                s.put(keys, bar * 4 + offset + finger * 0.012 + s.late(), sound, s.touch())
        if bar >= 2:
            root = roots[index]
            for offset, note, length in ((0, root, 1.4), (2.5, root, 0.5), (3, root + 7, 0.9)):
                s.put(bass, bar * 4 + offset, voices.round_bass(note, length * s.beat, 0.8))
    s.play(
        melody,
        ".:.5 A4:.5 C5:.5 D5:1 C5:.5 A4:1 | .:.5 E5:1 D5:.5 B4:1.5 .:.5 |"
        "G4:1.5 B4:.5 D5:1.5 .:.5 | C5:.5 B4:.5 G4:1 E4:1.5 .:.5 |"
        ".:.5 A4:.5 C5:.5 E5:1 D5:.5 C5:1 | B4:1.5 G4:.5 D5:1.5 .:.5 |"
        "F5:1 E5:.5 D5:.5 C5:1 A4:1 | C5:1.5 A4:.5 G4:2",
        voices.glow_bell,
        16,
    )
    kick = drums.kick(s.rng, low=52, snap=0.25, length=0.2)
    snare = [low_pass(take, 4200, 1) for take in drums.snare(s.rng, tone=170, length=0.11)]
    hats = drums.hat(s.rng, length=0.03, low=6000)
    tops, tap = s.silence(), drums.rim(s.rng)
    for bar in range(2, 12):
        s.drum(tops, "x-o-x-o-x-o-x-oo", hats, bar * 4, pan=0.2)
        if bar >= 4:
            s.drum(beat, "X.....o...x....." if bar % 2 else "X......xo.x.....", kick, bar * 4)
            s.drum(beat, "....X.......X..-", snare, bar * 4)
        else:
            s.drum(tops, "....x.......x...", tap, bar * 4, pan=-0.2)
    s.mix(widened(keys), -19, 0.18, 90)
    s.mix(bass, -20.5)
    s.mix(melody + echo(melody, 0.75 * s.beat, 0.3, 2500), -25, 0.3, 200)
    s.mix(beat, -19, 0.06)
    s.mix(tops, -32, 0.08)
    s.mix(drums.vinyl(s.rng, s.length), -39)
    return s.master(1.1, 3500, fade_in=0.4, fade_out=2.6, finish=_wobble)


def ambient() -> Audio:
    s = Session(60, 10, seed=12)
    chords = bars(
        "D2 A2 F#3 C#4 E4 | B1 F#2 D3 A3 E4 | G2 D3 B3 F#4 C#5 | E2 B2 G3 D4 F#4 | A2 E3 D4 F#4 B4"
    )
    pads, deep, chimes, air = s.silence(), s.silence(), s.silence(), s.silence()
    for index, chord in enumerate(chords):
        for place, note in enumerate(chord):
            strength = 0.45 if place else 0.3
            s.put(pads, index * 8 + place * 0.15, voices.pad(note, 8.6, strength))
            if place >= 2:
                s.put(air, index * 8 + 1.0, voices.choir(note + 12, 6.0, 0.4))
        s.put(deep, index * 8, voices.pad(chord[0], 8.2, 0.2))
    s.play(
        chimes,
        ".:3 F#5:1.5 A5:1.5 E5:2 | .:2.5 D5:1 F#5:1.5 C#6:3 | .:2 B5:1.5 A5:1 F#5:3.5 |"
        ".:2.5 G5:1.5 F#5:1 D5:3 | .:2 E5:1 B5:1.5 A5:3.5",
        voices.glow_bell,
        strength=0.6,
    )
    chimes += echo(chimes, 1.5, 0.55, 3000)
    s.mix(widened(pads, 0.017, 0.004), -19, 0.5, 60)
    s.mix(deep, -25, 0.1)
    s.mix(air, -28, 0.9, 300)
    s.mix(chimes, -25, 0.8, 250)
    s.mix(drums.sea(s.rng, s.length, 10.0), -35, 0.15)
    return s.master(4.5, 3800, fade_in=2.5, fade_out=4.0, pre_delay=0.04)


def _picked(s: Session, stem: Audio, bar: int, chord: list[int]) -> None:
    """Travis picking: the thumb walks between two basses, the fingers fill the off-beats."""
    top = chord[2:]
    fingers = [None, top[1], None, top[2 % len(top)], None, top[0], None, top[1]]
    for eighth, finger in enumerate(fingers):
        beat = bar * 4 + eighth / 2 + s.late(0.003)
        if finger is None:
            thumb = chord[0] if eighth % 4 == 0 else chord[1]
            s.put(stem, beat, voices.guitar(thumb, 2.0, 0.8), s.touch(), -0.15)
        else:
            s.put(stem, beat, voices.guitar(finger, 1.6, 0.6), s.touch(), 0.2)
    s.put(stem, bar * 4 + 0.01, voices.guitar(top[-1], 2.2, 0.7), 0.9, 0.25)


def folk() -> Audio:
    s = Session(96, 12, swing=0.53, seed=13)
    chords = bars(
        "G2 D3 G3 B3 D4 G4 | C3 G3 C4 E4 G4 | G2 D3 G3 B3 D4 G4 | D3 A3 D4 F#4 A4 |"
        "G2 D3 G3 B3 D4 G4 | C3 G3 C4 D4 G4 | E2 B2 G3 B3 D4 G4 | D3 A3 D4 F#4 A4 |"
        "C3 G3 C4 E4 G4 | B2 G3 D4 G4 B4 | C3 G3 C4 E4 G4 | F#2 D3 A3 D4 F#4"
    )
    rhythm, tune, warm, low = s.silence(), s.silence(), s.silence(), s.silence()
    for bar, chord in enumerate(chords):
        _picked(s, rhythm, bar, chord)
        if bar >= 4:
            s.put(low, bar * 4, voices.upright_bass(chord[0] - 12, 2.2 * s.beat, 0.7))
            s.put(low, bar * 4 + 2.5, voices.upright_bass(chord[0] - 12, 1.2 * s.beat, 0.5))
        if bar >= 8:
            for note in chord[-3:]:
                s.put(warm, bar * 4, voices.strings(note, 4 * s.beat, 0.4))
    text = (
        "B4:1.5 D5:.5 B4:1 A4:.5 G4:.5 | E5:1.5 D5:.5 D5:1 .:1 |"
        "B4:1 G4:1 B4:1 D5:1 | A4:2.5 .:.5 F#4:.5 A4:.5 |"
        "G4:1 C5:1 E5:1 D5:1 | D5:1.5 B4:.5 G4:2 |"
        "E5:1 D5:.5 C5:.5 G4:1 C5:1 | D5:1.5 A4:.5 F#4:1 A4:1"
    )
    s.play(tune, text, voices.guitar, 16, strength=0.9)
    shine = s.silence()
    s.play(shine, text.split("|", 4)[4], lambda n, d, v: voices.glow_bell(n + 12, d, v), 32)
    tap, brush = s.silence(), s.silence()
    for bar in range(4, 12):
        s.drum(tap, "X.......X.o.....", drums.kick(s.rng, low=60, snap=0.1, length=0.14), bar * 4)
        s.drum(brush, "o-x-o-x-o-x-o-x-", drums.shaker(s.rng), bar * 4, pan=0.3)
        s.drum(brush, "....x.......x...", drums.brush(s.rng, 0.16), bar * 4, pan=-0.2)
    s.mix(widened(rhythm, 0.009, 0.001), -19, 0.2, 70)
    s.mix(tune, -20.5, 0.3, 150)
    s.mix(low, -24)
    s.mix(warm, -28, 0.5, 200)
    s.mix(shine, -32, 0.5, 400)
    s.mix(tap, -25, 0.1)
    s.mix(brush, -33, 0.15)
    return s.master(1.4, 4500, fade_out=2.2)


def waltz() -> Audio:
    s = Session(132, 24, 3, seed=14)
    left = bars(
        "A2 E4 A3 C4 | G2 E4 A3 C4 | F2 C4 F3 A3 | E2 D4 G#3 B3 |"
        "A2 E4 A3 C4 | D3 F4 A3 D4 | E2 D4 G#3 B3 | A2 C4 E3 A3 |"
        "C3 E4 G3 C4 | B2 D4 G3 B3 | A2 E4 A3 C4 | E2 E4 G3 B3 |"
        "F2 C4 F3 A3 | E3 C4 G3 E4 | D3 F4 A3 D4 | E2 D4 G#3 B3 |"
        "A2 E4 A3 C4 | G2 E4 A3 C4 | F2 C4 F3 A3 | E2 D4 G#3 B3 |"
        "A2 E4 A3 C4 | D3 F4 A3 D4 | E2 D4 G#3 B3 | A2 C4 E3 A3"
    )
    hands, tune = s.silence(), s.silence()
    for bar, (root, *chord) in enumerate(left):
        swell = 0.05 * np.sin(np.pi * (bar % 8) / 8)
        s.put(hands, bar * 3 + s.late(), voices.piano(root, 2.9 * s.beat, 0.5 + round(swell, 1)))
        for beat, length in ((1, 1.7), (2, 0.9)):
            for note in chord:
                sound = voices.piano(note, length * s.beat, 0.3)
                s.put(hands, bar * 3 + beat + s.late(0.008), sound, s.touch() + swell)
    s.play(
        tune,
        "E5:2 A5:1 | G5:2 E5:1 | F5:1 E5:1 C5:1 | E5:1 D5:1 B4:1 |"
        "C5:2 E5:1 | F5:1 E5:1 D5:1 | G#4:1 B4:1 E5:1 | A4:3 |"
        "G5:2 E5:1 | D5:2 G5:1 | C5:1 E5:1 A5:1 | G5:2 E5:1 |"
        "A5:1 G5:1 F5:1 | E5:2 C5:1 | D5:1 F5:1 A5:1 | G#5:2 B5:1 |"
        "C6:2 A5:1 | G5:1 E5:2 | F5:1 A5:1 C6:1 | B5:2 G#5:1 |"
        "A5:1 E5:1 C5:1 | D5:1 F5:1 E5:.5 D5:.5 | C5:1 B4:1 G#4:1 | A4:3",
        voices.piano,
        strength=0.7,
        hold=1.25,
    )
    s.mix(hands, -20.5, 0.25)
    s.mix(tune, -18.5, 0.3)
    return s.master(2.4, 4200, fade_out=2.0, pre_delay=0.03)


_WALK = (
    "G2 A2 Bb2 B2 | C3 Bb2 G2 E2 | F2 A2 C3 E3 | D3 C3 A2 Ab2 |"
    "G2 Bb2 D3 Db3 | C3 E3 G2 E2 | F2 G2 A2 C3 | F2 A2 C3 B2 |"
    "C3 Eb3 G2 Gb2 | F2 Eb3 C3 A2 | Bb2 D3 F3 E3 | Eb3 D3 Db3 Bb2 |"
    "A2 C3 E3 Eb3 | D3 C3 A2 Ab2 | G2 Bb2 D3 Db3 | C3 Bb2 G2 F#2"
)
_COMP = (
    "F3 A3 Bb3 D4 | E3 A3 Bb3 D4 | E3 G3 A3 C4 | F3 A3 C4 E4 |"
    "F3 A3 Bb3 D4 | E3 A3 Bb3 D4 | E3 G3 A3 C4 | E3 G3 A3 D4 |"
    "Eb3 G3 Bb3 D4 | Eb3 G3 A3 D4 | D3 F3 A3 C4 | Db3 F3 G3 C4 |"
    "G3 A3 C4 E4 | F#3 A3 C4 Eb4 | F3 A3 Bb3 D4 | E3 A3 Bb3 D4"
)
_HEAD = (
    ".:.5 D5:.5 F5:.5 A5:.5 G5:1 .:.5 F5:.5 | E5:.5 G5:.5 Bb5:.5 A5:.5 G5:1 .:1 |"
    ".:.5 C5:.5 E5:.5 G5:.5 A5:1.5 G5:.5 | F5:1 D5:.5 C5:.5 A4:1 .:1 |"
    ".:.5 Bb4:.5 D5:.5 F5:.5 A5:.5 G5:.5 F5:.5 D5:.5 |"
    "E5:.5 F5:.5 F#5:.5 G5:.5 Bb5:1 .:.5 G5:.5 | A5:1.5 F5:.5 C5:2 | .:2 C5:.5 D5:.5 Eb5:.5 D5:.5 |"
    "Eb5:1 G5:.5 Bb5:.5 D6:1 .:.5 C6:.5 | A5:.5 C6:.5 Eb6:.5 D6:.5 C6:.5 A5:.5 F5:1 |"
    ".:.5 D5:.5 F5:.5 A5:.5 C6:1.5 A5:.5 | G5:1 F5:.5 Eb5:.5 Db5:1 .:1 |"
    ".:.5 E5:.5 G5:.5 C6:.5 A5:1 G5:.5 E5:.5 | F#5:.5 A5:.5 C6:.5 Eb6:.5 D6:1 .:.5 C6:.5 |"
    "Bb5:.5 A5:.5 G5:.5 F5:.5 D5:1 .:.5 Bb4:.5 | C5:.5 E5:.5 G5:.5 Bb5:.5 A5:1 G5:1"
)
_COMPING = ("..x....x", "x..x....", "...x..x.", "x....x..")  # in swung eighths


def jazz() -> Audio:
    s = Session(126, 16, swing=0.64, swing_beats=1.0, seed=15)
    bass, comp, head, kit, tops = (s.silence() for _ in range(5))
    for bar, (walk, chord) in enumerate(zip(bars(_WALK), bars(_COMP), strict=True)):
        for beat, note in enumerate(walk):
            loud = 0.9 if beat % 2 else 0.8
            sound = voices.upright_bass(note - 12 if note > midi("E3") else note, s.beat, loud)
            s.put(bass, bar * 4 + beat + s.late(0.004), sound, s.touch())
        for eighth, mark in enumerate(_COMPING[(bar * 3 + bar // 4) % 4]):
            if mark == "x":
                length = s.beat * (0.4 if eighth % 2 else 1.1)
                for note in chord:
                    sound = voices.piano(note, length, 0.5)
                    s.put(comp, bar * 4 + eighth / 2 + s.late(), sound, s.touch())
    s.play(head, _HEAD, voices.piano, strength=0.8)
    ride, foot = drums.ride(s.rng), drums.hat(s.rng, length=0.022, low=6000)
    stir, ghost = drums.brush(s.rng, 0.42), drums.snare(s.rng, tone=210, length=0.08, bright=4500)
    kick = drums.kick(s.rng, low=58, snap=0.1, length=0.16, drive=1.0)
    for bar in range(16):
        s.drum(tops, "x.xox.xo" if bar % 4 != 3 else "x.xoxoxo", ride, bar * 4, step=0.5, pan=0.35)
        s.drum(tops, "..x...x.", foot, bar * 4, step=0.5, pan=-0.35)
        s.drum(kit, "o.o.o.o.", stir, bar * 4, step=0.5, pan=-0.1)
        s.drum(kit, "-.-.-.-.", kick, bar * 4, step=0.5)
        if bar % 4 in (1, 3):
            s.drum(kit, "...-...o", ghost, bar * 4, step=0.5)
    s.mix(bass, -20, 0.06, hz(midi("E1")) * 0.8)
    s.mix(comp, -24, 0.2, 120)
    s.mix(head, -19, 0.22, 120)
    s.mix(tops, -29, 0.15)
    s.mix(kit, -30, 0.15)
    return s.master(1.2, 4200, fade_out=1.8)
