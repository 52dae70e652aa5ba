"""Drums and noises. Each function gives a few takes of one sound, none quite alike."""

from __future__ import annotations

import numpy as np

from studio.sound import RATE, Audio, bell, fade, high_pass, low_pass, times

Rng = np.random.Generator


def kick(
    rng: Rng, *, low: float = 48.0, snap: float = 0.5, length: float = 0.28, drive: float = 1.4
) -> list[Audio]:
    takes = []
    for _ in range(3):
        t = times(length * 1.6)
        pitch = low * (1 + 3.6 * np.exp(-t / 0.018) + 0.5 * np.exp(-t / 0.09))
        body = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-((t / length) ** 1.5) * 2.2)
        click = high_pass(rng.standard_normal(len(t)), 1800) * np.exp(-t / 0.004)
        takes.append(fade(np.tanh(drive * (body + 0.12 * snap * click)), 0.0008, 0.04))
    return takes


def snare(
    rng: Rng, *, tone: float = 185.0, length: float = 0.14, bright: float = 6500.0
) -> list[Audio]:
    takes = []
    for _ in range(3):
        t = times(length * 4)
        noise = low_pass(high_pass(rng.standard_normal(len(t)), 900), bright, 1)
        head = np.sin(2 * np.pi * tone * t * (1 + 0.25 * np.exp(-t / 0.02)))
        head += 0.5 * np.sin(2 * np.pi * tone * 1.78 * t)
        sound = 0.55 * noise * np.exp(-t / length) + 0.6 * head * np.exp(-t / 0.07)
        takes.append(fade(np.tanh(1.5 * sound), 0.0006, 0.03))
    return takes


def clap(rng: Rng, *, length: float = 0.11) -> list[Audio]:
    takes = []
    for _ in range(3):
        t = times(length * 4)
        envelope = np.exp(-np.maximum(0, t - 0.028) / length) * (t >= 0.028)
        for start in (0.0, 0.010, 0.019):
            after = t - start
            envelope += np.exp(-np.abs(after) / 0.004) * (after >= 0)
        noise = bell(low_pass(high_pass(rng.standard_normal(len(t)), 650), 7000), 1300, 7, 0.8)
        takes.append(fade(noise * envelope * 0.35, 0.0005, 0.03))
    return takes


def rim(rng: Rng) -> list[Audio]:
    takes = []
    for _ in range(3):
        t = times(0.09)
        wood = np.sin(2 * np.pi * 820 * t) + 0.7 * np.sin(2 * np.pi * 1710 * t)
        noise = high_pass(rng.standard_normal(len(t)), 2500) * np.exp(-t / 0.004)
        takes.append(fade(wood * np.exp(-t / 0.012) + 0.3 * noise, 0.0005, 0.02))
    return takes


def metal(rng: Rng, length: float, low: float, *, tuned: float = 0.6) -> Audio:
    """Noise and clashing partials above `low` Hz, dying away over `length` seconds."""
    t = times(length * 4.5)
    sound = rng.standard_normal(len(t)) * (1 - tuned)
    for ratio in (2.0, 3.0, 4.16, 5.43, 6.79, 8.21):
        step = ratio * 418 * rng.uniform(0.995, 1.005)
        sound += tuned * 0.35 * np.sign(np.sin(2 * np.pi * step * t + rng.uniform(0, 6)))
    return fade(low_pass(high_pass(sound, low, 3), 12_500, 2) * np.exp(-t / length), 0.0005, 0.02)


def hat(rng: Rng, *, length: float = 0.028, low: float = 7000.0) -> list[Audio]:
    return [metal(rng, length * rng.uniform(0.85, 1.15), low, tuned=0.35) for _ in range(4)]


def ride(rng: Rng) -> list[Audio]:
    """A ping over a wash."""
    takes = []
    for _ in range(4):
        wash = metal(rng, 0.32, 4200, tuned=0.55) * 0.5
        t = np.arange(len(wash)) / RATE
        ping = np.zeros(len(t))
        for f, level in ((3130, 1.0), (4270, 0.7), (5390, 0.5), (6710, 0.3)):
            ping += level * np.sin(2 * np.pi * f * t + rng.uniform(0, 6))
        takes.append(fade(wash + 0.3 * ping * np.exp(-t / 0.09), 0.001, 0.05))
    return takes


def cymbal(rng: Rng, *, length: float = 0.9) -> list[Audio]:
    return [metal(rng, length, 3000, tuned=0.3)]


def swell(rng: Rng, seconds: float) -> Audio:
    """A cymbal that rises from nothing and stops."""
    t = times(seconds)
    noise = low_pass(high_pass(rng.standard_normal((len(t), 2)), 2500), 9000)
    return fade(noise * ((t / seconds) ** 3)[:, None], 0.01, 0.05)


def shaker(rng: Rng) -> list[Audio]:
    takes = []
    for _ in range(4):
        t = times(0.11)
        grain = high_pass(rng.standard_normal(len(t)), 5200) * np.sin(np.pi * t / 0.11) ** 2
        takes.append(low_pass(grain, 11_000) * np.exp(-t / 0.05))
    return takes


def brush(rng: Rng, seconds: float) -> list[Audio]:
    """A brush drawn over the snare: noise that leans in and out."""
    takes = []
    for _ in range(3):
        t = times(seconds)
        noise = low_pass(high_pass(rng.standard_normal(len(t)), 1400), 6500)
        takes.append(noise * np.sin(np.pi * np.minimum(1, t / seconds)) ** 1.6)
    return takes


def timpani(note_hz: float, strength: float) -> Audio:
    t = times(1.8)
    sound = np.zeros(len(t))
    for ratio, level, decay in ((1, 1, 0.75), (1.5, 0.6, 0.5), (1.99, 0.4, 0.35), (2.44, 0.2, 0.2)):
        bend = 1 + 0.02 * np.exp(-t / 0.05)
        sound += level * np.sin(2 * np.pi * note_hz * ratio * bend * t) * np.exp(-t / decay)
    return fade(np.tanh(1.3 * sound) * strength, 0.002, 0.3)


def chip_noise(rng: Rng, *, length: float, rate: float) -> list[Audio]:
    """Noise held for a few samples, as a shift register clocked at `rate` Hz makes it."""
    takes = []
    for _ in range(3):
        t = times(length * 4)
        bits = rng.choice([-1.0, 1.0], len(t))
        held = bits[(t * rate).astype(int)]
        volume = np.ceil(15 * np.exp(-t / length)) / 15
        takes.append(fade(low_pass(held, 9000, 1) * volume, 0.0005, 0.004))
    return takes


def vinyl(rng: Rng, n: int) -> Audio:
    """An old record: a bed of hiss, a rumble, crackles now and then."""
    hiss = high_pass(low_pass(rng.standard_normal((n, 2)), 4500, 1), 500) * 0.35
    crackle = np.zeros((n, 2))
    count = n // 5200
    where = rng.integers(0, n, count)
    size = rng.exponential(1.0, count) ** 1.6
    crackle[where, rng.integers(0, 2, count)] = size * rng.choice([-1.0, 1.0], count)
    crackle = bell(low_pass(crackle, 5500), 2500, 6) * 14
    crackle += 0.4 * crackle[:, ::-1]
    return hiss * 0.25 + crackle


def sea(rng: Rng, n: int, period: float) -> Audio:
    """Waves coming in, a little apart on either side."""
    t = np.arange(n) / RATE
    noise = low_pass(high_pass(rng.standard_normal((n, 2)), 180), 1400, 1)
    wave = np.stack([(0.5 - 0.5 * np.cos(2 * np.pi * (t / period - d))) ** 2 for d in (0, 0.12)], 1)
    return noise * (0.12 + wave)
