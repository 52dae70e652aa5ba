"""Instruments that play a pitch: each `voice(note, seconds, strength)` gives one sound.

Equal notes are rendered once. What differs from note to note (noise, phases) comes from a
generator seeded by the note, so that a song does not depend on the order of its notes.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from studio.score import hz
from studio.sound import (
    RATE,
    Audio,
    bell,
    fade,
    filtered_saw,
    high_pass,
    low_pass,
    pulse,
    saw,
    shaped,
    times,
)


def _rng(note: int, strength: float, salt: int) -> np.random.Generator:
    return np.random.default_rng([note, round(strength * 10), salt])


@cache
def electric_piano(note: int, seconds: float, strength: float) -> Audio:
    """FM of two operators, a bell-like tine on top, a slow tremolo from side to side."""
    t, f = times(seconds + 0.25), hz(note)
    body = np.exp(-t / (2.4 * 2 ** ((60 - note) / 24)))
    index = (0.25 + 1.5 * strength**2) * np.exp(-t / 0.45) * min(1.0, 330 / f + 0.3)
    tone = np.sin(2 * np.pi * f * t + index * np.sin(2 * np.pi * f * 1.0006 * t))
    tone += 0.35 * np.sin(2 * np.pi * f * 0.9991 * t)
    tine = 0.10 * strength * np.sin(2 * np.pi * min(14 * f, 9000) * t) * np.exp(-t / 0.04)
    sound = fade((tone * body + tine) * strength, 0.003, 0.2)
    sway = 0.18 * np.sin(2 * np.pi * 4.1 * t)
    return np.stack((sound * (1 + sway), sound * (1 - sway)), axis=1)


@cache
def piano(note: int, seconds: float, strength: float) -> Audio:
    """Partials of a stiff string, two strings a note, a felt hammer; low notes to the left."""
    t, f = times(seconds + 0.35), hz(note)
    stiff = 0.00012 * 2 ** ((note - 48) / 9)
    low, ring = np.zeros(len(t)), 5.0 * 2 ** ((48 - note) / 16)
    other = np.zeros(len(t))
    for k in range(1, 36):
        fk = k * f * np.sqrt(1 + stiff * k * k)
        if fk > 11_000:
            break
        soft = np.exp(-fk / (1100 + 4200 * strength**1.5))
        level = abs(np.sin(np.pi * k / 7.3)) * k**-0.7 * soft
        decay = ring / (1 + 0.16 * k)
        envelope = level * (0.72 * np.exp(-t / (0.28 * decay)) + 0.28 * np.exp(-t / decay))
        low += envelope * np.sin(2 * np.pi * fk * 0.99985 * t + 0.3 * k)
        other += envelope * np.sin(2 * np.pi * fk * 1.00018 * t + 0.7 * k)
    rng = _rng(note, strength, 1)
    thump = low_pass(rng.standard_normal(min(len(t), 3000)), 420, 3)
    thump *= np.exp(-times(1)[: len(thump)] / 0.014) * 0.5 * strength
    for string in (low, other):
        string[: len(thump)] += thump
    pan = np.clip((note - 64) / 48, -0.6, 0.6)
    left, right = low * 0.7 + other * 0.3, low * 0.3 + other * 0.7
    sound = np.stack((left * (1 - 0.5 * pan), right * (1 + 0.5 * pan)), axis=1)
    return fade(sound * (0.35 + 0.65 * strength) * 2, 0.0015, 0.3)


@cache
def plucked(note: int, seconds: float, strength: float) -> Audio:
    """Karplus-Strong: a burst of noise goes round a delay line of one period and softens.

    The line is a whole number of samples long; the result is stretched to the true pitch.
    """
    f = hz(note)
    period = int(RATE / f)
    rng = _rng(note, strength, 2)
    burst = rng.uniform(-1, 1, period)
    burst = low_pass(np.tile(burst, 3), 1500 + 5500 * strength)[period : 2 * period]
    burst -= np.roll(burst, max(1, period // 6)) * 0.75  # picked a sixth along the string
    burst -= burst.mean()
    count = int((seconds + 0.3) * f) + 3
    keep = 0.5 ** (1 / (f * 1.1 * 2 ** ((64 - note) / 30)))  # half as loud after ~1 s
    out = np.empty((count, period))
    out[0] = burst
    for turn in range(1, count):
        before = out[turn - 1]
        out[turn] = keep * (0.72 * before + 0.28 * np.roll(before, 1))
    flat = out.ravel()
    # the softening delays by 0.28 of a sample: the true period of what came out
    ratio = f * (period + 0.28) / RATE
    at = np.arange(int(len(flat) / ratio) - 1) * ratio
    sound = np.interp(at, np.arange(len(flat)), flat)[: round((seconds + 0.3) * RATE)]
    return fade(sound * strength / (np.abs(sound).max() + 1e-9), 0.0006, 0.12)


@cache
def guitar(note: int, seconds: float, strength: float) -> Audio:
    """A plucked string in a wooden body."""
    sound = plucked(note, max(seconds, 1.4), strength)
    for centre, gain, octaves in ((105, 5, 0.7), (215, 4, 0.6), (2600, 3, 1.2)):
        sound = bell(sound, centre, gain, octaves)
    return low_pass(sound, 7500, 1)


@cache
def upright_bass(note: int, seconds: float, strength: float) -> Audio:
    string = low_pass(plucked(note, seconds, strength), 900, 1)
    t = np.arange(len(string)) / RATE
    body = np.sin(2 * np.pi * hz(note) * t) * np.exp(-t / 0.7) * strength * 0.7
    return fade(string * 0.8 + body, 0.006, 0.09)


@cache
def glow_bell(note: int, seconds: float, strength: float) -> Audio:
    """A soft bell of few, nearly harmonic partials."""
    t, f = times(seconds + 1.2), hz(note)
    sound = np.zeros(len(t))
    for ratio, level, decay in (
        (1, 1, 1.6),
        (2.002, 0.35, 0.9),
        (3.01, 0.16, 0.5),
        (5.4, 0.07, 0.2),
    ):
        if ratio * f < 12_000:
            sound += level * np.sin(2 * np.pi * f * ratio * t) * np.exp(-t / decay)
    return fade(sound * strength, 0.004, 0.5)


@cache
def dark_bell(note: int, seconds: float, strength: float) -> Audio:
    """An FM bell at a ratio that is not whole: cold, a little sour."""
    t, f = times(seconds + 0.8), hz(note)
    bend = 1.6 * strength * np.exp(-t / 0.35) * np.sin(2 * np.pi * f * 3.5 * t)
    sound = np.sin(2 * np.pi * f * t + bend) * np.exp(-t / 0.75)
    sound += 0.4 * np.sin(2 * np.pi * f * 0.5 * t) * np.exp(-t / 0.5)
    return fade(sound * strength, 0.002, 0.3)


@cache
def synth_bass(note: int, seconds: float, strength: float) -> Audio:
    t = times(seconds)
    cutoff = 160 + (500 + 1500 * strength) * np.exp(-t / 0.11)
    tone = filtered_saw(hz(note), cutoff, 0.9) + 0.6 * np.sin(2 * np.pi * hz(note) * t)
    return fade(np.tanh(1.4 * tone) * strength, 0.002, 0.03)


@cache
def round_bass(note: int, seconds: float, strength: float) -> Audio:
    """Nearly a sine, with enough second harmonic for small loudspeakers."""
    t, f = times(seconds), hz(note)
    tone = np.sin(2 * np.pi * f * t) + 0.3 * np.sin(4 * np.pi * f * t) * np.exp(-t / 0.3)
    tone += 0.12 * np.sin(6 * np.pi * f * t) * np.exp(-t / 0.12)
    return fade(np.tanh(1.3 * tone) * np.exp(-t / 1.6) * strength, 0.006, 0.06)


@cache
def sub808(note: int, seconds: float, strength: float) -> Audio:
    """A long, bending sine driven until its harmonics speak."""
    t = times(seconds)
    f = hz(note) * (1 + 1.3 * np.exp(-t / 0.022))
    tone = np.sin(2 * np.pi * np.cumsum(f) / RATE) * np.exp(-t / 1.1)
    return fade(np.tanh(2.6 * tone) * strength, 0.001, 0.07)


@cache
def arpeggio(note: int, seconds: float, strength: float) -> Audio:
    t = times(seconds + 0.12)
    cutoff = 500 + 5200 * strength**1.6 * np.exp(-t / 0.13)
    tone = filtered_saw(hz(note), cutoff, 0.7) + 0.7 * filtered_saw(hz(note) * 1.004, cutoff, 0.7)
    return fade(tone * np.exp(-t / 0.35) * strength, 0.002, 0.08)


@cache
def lead(note: int, seconds: float, strength: float) -> Audio:
    """Two saws and a square with a vibrato that comes in late."""
    t = times(seconds + 0.1)
    sway = 1 + 0.0045 * np.sin(2 * np.pi * 5.3 * t) * np.clip((t - 0.25) / 0.3, 0, 1)
    f = hz(note) * sway * (1 - 0.02 * np.exp(-t / 0.03))
    tone = saw(f * 1.003, len(t)) + saw(f * 0.997, len(t), 0.4) + 0.8 * pulse(f, len(t), 0.4)
    return fade(low_pass(tone, 1800 + 1800 * strength) * strength * 0.4, 0.012, 0.1)


def _ensemble(note: int, seconds: float, count: int, spread: float, salt: int) -> Audio:
    """Detuned saws, each side its own, each with its own slow vibrato."""
    t, rng = times(seconds), _rng(note, 0, salt)
    out = np.zeros((len(t), 2))
    for side in (0, 1):
        for _ in range(count):
            cents = rng.normal(0, spread)
            rate, depth = rng.uniform(4.6, 5.8), rng.uniform(0.0008, 0.0026)
            wave = depth * np.sin(2 * np.pi * rate * t + rng.uniform(0, 6.28))
            f = hz(note) * 2 ** (cents / 1200) * (1 + wave * np.minimum(1, t / 0.4))
            out[:, side] += saw(f, len(t), rng.uniform())
    return out / count


@cache
def pad(note: int, seconds: float, strength: float) -> Audio:
    """A wide, slow chord sound; `strength` opens its filter."""
    sound = low_pass(_ensemble(note, seconds + 1.0, 3, 7, 3), 350 + 2200 * strength)
    return fade(sound * strength, min(1.2, seconds * 0.35), 1.0)


@cache
def strings(note: int, seconds: float, strength: float) -> Audio:
    sound = _ensemble(note, seconds + 0.35, 4, 6, 4)
    sound = low_pass(sound, 900 + 3200 * strength, 1)
    for centre, gain in ((450, 2.5), (1100, 2.0), (2800, 1.5)):
        sound = bell(sound, centre, gain, 0.8)
    return fade(sound * strength, min(0.22, seconds * 0.4), 0.35)


@cache
def spiccato(note: int, _seconds: float, strength: float) -> Audio:
    """Strings, the bow bouncing: short."""
    sound = low_pass(_ensemble(note, 0.32, 3, 6, 5), 900 + 3600 * strength, 1)
    t = np.arange(len(sound)) / RATE
    return fade(sound * np.exp(-t / 0.12)[:, None] * strength, 0.008, 0.08)


@cache
def horn(note: int, seconds: float, strength: float) -> Audio:
    """Brass: it brightens as it swells."""
    t = times(seconds + 0.25)
    swell = np.minimum(1, t / 0.16) * (0.9 + 0.1 * np.sin(2 * np.pi * 4.8 * t) * (t > 0.5))
    cutoff = 260 + (500 + 1300 * strength) * swell
    tone = filtered_saw(hz(note), cutoff) + filtered_saw(hz(note) * 1.003, cutoff)
    return fade(tone * swell * strength, 0.05, 0.25)


@cache
def flute(note: int, seconds: float, strength: float) -> Audio:
    t, f = times(seconds + 0.12), hz(note)
    phase = 2 * np.pi * np.cumsum(f * (1 + 0.004 * np.sin(2 * np.pi * 5 * t) * (t > 0.2))) / RATE
    tone = np.sin(phase) + 0.28 * np.sin(2 * phase) + 0.09 * np.sin(3 * phase)
    air = _rng(note, strength, 6).standard_normal(len(t))
    air = low_pass(high_pass(air, f * 1.2), f * 3) * 0.05
    return fade((tone + air) * strength, 0.05, 0.12)


@cache
def choir(note: int, seconds: float, strength: float) -> Audio:
    """Many voices on "ah": saws through the vowel's formants."""
    sound = _ensemble(note, seconds + 0.5, 4, 11, 7)

    def vowel(f: Audio) -> Audio:
        out = np.zeros_like(f)
        for centre, level, width in ((700, 1, 110), (1150, 0.55, 130), (2700, 0.2, 220)):
            out += level * np.exp(-(((f - centre) / width) ** 2) / 2)
        return out + 0.25 * np.exp(-f / 400)

    return fade(shaped(sound, vowel) * strength, min(0.5, seconds * 0.4), 0.5)


@cache
def chip(note: int, seconds: float, strength: float) -> Audio:
    """A pulse wave of an eighth to a quarter, its volume in 15 steps as sound chips had."""
    t = times(seconds)
    sway = 1 + 0.005 * np.sin(2 * np.pi * 6 * t) * (t > 0.18)
    tone = pulse(hz(note) * sway, len(t), 0.25)
    volume = np.ceil(15 * (0.45 + 0.55 * np.exp(-t / 0.12))) / 15
    return fade(low_pass(tone, 7000, 1) * volume * strength, 0.001, 0.008)


@cache
def chip_soft(note: int, seconds: float, strength: float) -> Audio:
    t = times(seconds)
    tone = low_pass(pulse(hz(note), len(t), 0.5), 5000, 1)
    return fade(tone * np.exp(-t / 0.25) * strength, 0.001, 0.008)


@cache
def chip_bass(note: int, seconds: float, strength: float) -> Audio:
    """A triangle in 16 steps."""
    t = times(seconds)
    triangle = 2 * np.abs(2 * ((t * hz(note)) % 1.0) - 1) - 1
    return fade(low_pass(np.round(triangle * 7.5) / 7.5, 3000, 1) * strength, 0.002, 0.02)


def forget() -> None:
    """Let go of all rendered notes."""
    for voice in list(globals().values()):
        if hasattr(voice, "cache_clear"):
            voice.cache_clear()
