"""Notation: notes by name, lines of a melody, steps of a drum pattern, and where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from studio.sound import (
    RATE,
    Audio,
    convolved,
    fade,
    high_pass,
    limited,
    loudness,
    room,
)

STEPS = {"X": 1.0, "x": 0.78, "o": 0.5, "-": 0.28}
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def midi(name: str) -> int:
    """`"A4"` is 69; `#` and `b` raise and lower."""
    return _SEMITONES[name[0]] + name.count("#") - name[1:].count("b") + 12 * (int(name[-1]) + 1)


def hz(note: float) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def notes(text: str) -> list[int]:
    return [midi(name) for name in text.split()]


def bars(text: str) -> list[list[int]]:
    """Chords by `|`, each a list of notes, written out so that the voices lead well."""
    return [notes(bar) for bar in text.split("|")]


def line(text: str) -> Iterator[tuple[float, int, float]]:
    """`"A4:1.5 .:0.5 C5:2"` as (beat, note, beats); `.` rests, `|` is for the reader."""
    beat = 0.0
    for token in text.replace("|", " ").split():
        name, _, length = token.partition(":")
        if name != ".":
            yield beat, midi(name), float(length)
        beat += float(length)


def steps(text: str, step: float = 0.25) -> Iterator[tuple[float, float]]:
    """`"X..x"` as (beat, strength)."""
    for index, mark in enumerate(text.replace(" ", "").replace("|", "")):
        if mark in STEPS:
            yield index * step, STEPS[mark]


class Session:
    """One song in the making: a tempo, a length in whole bars, stems summed to a mix.

    `swing` is where the second of two halves falls (0.5 straight, 0.67 triplets) and
    `swing_beats` the length of the two together.
    """

    def __init__(
        self,
        bpm: float,
        bar_count: int,
        meter: int = 4,
        *,
        swing: float = 0.5,
        swing_beats: float = 0.5,
        seed: int,
    ) -> None:
        self.beat = 60 / bpm
        self.meter = meter
        self.bar_count = bar_count
        self.length = round(bar_count * meter * self.beat * RATE)
        self.rng = np.random.default_rng(seed)
        self._swing, self._swing_beats = swing, swing_beats
        self.dry = self.silence()
        self.sends = self.silence()

    def silence(self) -> Audio:
        return np.zeros((self.length, 2))

    def at(self, beat: float) -> int:
        """The sample of a beat, swung."""
        pair, inside = divmod(beat / self._swing_beats, 1.0)
        if inside < 0.5:
            inside *= 2 * self._swing
        else:
            inside = self._swing + (inside - 0.5) * 2 * (1 - self._swing)
        return round((pair + inside) * self._swing_beats * self.beat * RATE)

    def put(
        self, stem: Audio, beat: float, sound: Audio, gain: float = 1.0, pan: float = 0.0
    ) -> None:
        """Add a sound; `pan` from −1 to 1 at equal power. What rings past the end is cut."""
        start = max(0, self.at(beat))
        sound = sound[: max(0, self.length - start)]
        if sound.ndim == 1:
            angle = (pan + 1) * np.pi / 4
            sound = sound[:, None] * np.array([np.cos(angle), np.sin(angle)]) * 1.414
        stem[start : start + len(sound)] += sound * gain

    def late(self, spread: float = 0.006) -> float:
        """A little human lateness, in beats."""
        return float(abs(self.rng.normal(0, spread))) / self.beat

    def touch(self, spread: float = 0.08) -> float:
        """A little human unevenness, as a factor."""
        return float(1 + self.rng.uniform(-spread, spread))

    def play(
        self,
        stem: Audio,
        text: str,
        voice: Callable[[int, float, float], Audio],
        start: float = 0.0,
        *,
        strength: float = 0.8,
        pan: float = 0.0,
        hold: float = 1.0,
    ) -> None:
        """A melody: `voice(note, seconds, strength)` for each note, from beat `start` on."""
        for beat, note, beats in line(text):
            accent = 1.06 if beat % self.meter == 0 else 0.94
            # strength in tenths: equal notes are rendered once
            loud = round(min(1.0, strength * accent * self.touch()), 1)
            sound = voice(note, round(beats * self.beat * hold, 4), loud)
            self.put(stem, start + beat + self.late(0.004), sound, 1.0, pan)

    def drum(
        self,
        stem: Audio,
        text: str,
        hits: list[Audio],
        start: float = 0.0,
        *,
        step: float = 0.25,
        pan: float = 0.0,
    ) -> None:
        """A pattern, over several takes of one drum so that no two hits are alike."""
        for beat, strength in steps(text, step):
            take = hits[int(self.rng.integers(len(hits)))]
            gain = strength * self.touch(0.06)
            self.put(stem, start + beat + self.late(0.002), take, gain, pan)

    def mix(self, stem: Audio, level: float, wet: float = 0.0, low_cut: float = 0.0) -> None:
        """Into the mix at a loudness of `level` LUFS, with a share `wet` sent to the room."""
        if low_cut:
            stem = high_pass(stem, low_cut)
        stem = stem * 10 ** ((level - loudness(stem)) / 20)
        self.dry += stem
        self.sends += stem * wet

    def master(
        self,
        seconds: float,
        bright: float,
        *,
        fade_in: float = 0.01,
        fade_out: float = 1.5,
        pre_delay: float = 0.018,
        target: float = -16.0,
        finish: Callable[[Audio], Audio] | None = None,
    ) -> Audio:
        """Room added, then `finish`, then brought to `target` LUFS below −2 dB peak."""
        impulse = room(self.rng, seconds, bright, pre_delay)
        mixed = high_pass(self.dry + convolved(high_pass(self.sends, 180), impulse), 26)
        if finish:
            mixed = finish(mixed)
        mixed = fade(mixed, fade_in, fade_out)
        for _ in range(3):  # limiting takes a little loudness: give it back
            mixed = limited(mixed * 10 ** ((target - loudness(mixed)) / 20), -2.0)
        return mixed
