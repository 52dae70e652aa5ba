"""Signal processing on numpy arrays: oscillators, filters, reverb, loudness, the limiter.

Audio is float64 at `RATE`; mono is (n,), stereo is (n, 2). Filters work in the frequency
domain, because numpy alone has no recursive filter that is quick.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float64]
RATE = 44_100


def times(seconds: float) -> Audio:
    """The time of each sample of a sound of that length."""
    return np.arange(max(1, round(seconds * RATE))) / RATE


def fade(sound: Audio, attack: float, release: float) -> Audio:
    """Raised-cosine edges, in seconds; they never overlap."""
    n = len(sound)
    edges = np.ones(n)
    for seconds, part in ((attack, edges), (release, edges[::-1])):
        count = min(n // 2, round(seconds * RATE))
        part[:count] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(count) / max(1, count))
    return sound * (edges if sound.ndim == 1 else edges[:, None])


def blep(phase: Audio, step: Audio) -> Audio:
    """What takes the aliasing off a jump of 2 at phase 0 (two-sample polynomial)."""
    out = np.zeros_like(phase)
    low, high = phase < step, phase > 1 - step
    x = phase[low] / step[low]
    out[low] = 2 * x - x * x - 1
    x = (phase[high] - 1) / step[high]
    out[high] = x * x + 2 * x + 1
    return out


def saw(frequency: Audio | float, n: int, start: float = 0.0) -> Audio:
    step = np.broadcast_to(np.asarray(frequency, float) / RATE, (n,))
    phase = (start + np.cumsum(step)) % 1.0
    return 2 * phase - 1 - blep(phase, step)


def pulse(frequency: Audio | float, n: int, width: float = 0.5, start: float = 0.0) -> Audio:
    return 0.5 * (saw(frequency, n, start) - saw(frequency, n, start + width))


def filtered_saw(frequency: Audio | float, cutoff: Audio, peak: float = 0.0) -> Audio:
    """A sawtooth through a moving two-pole low pass, summed of its harmonics."""
    n = len(cutoff)
    hz = np.broadcast_to(np.asarray(frequency, float), (n,))
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    turn, now, before = 2 * np.cos(phase), np.sin(phase), np.zeros(n)
    out = np.zeros(n)
    for k in range(1, max(2, min(80, int(13_000 / hz.max()))) + 1):
        ratio = k * hz / cutoff
        gain = 1 / (1 + ratio**4)
        if peak:
            gain = gain + peak * np.exp(-((ratio - 1) ** 2) * 12)
        out += now * gain / k
        now, before = turn * now - before, now
    return out * 0.6


def shaped(sound: Audio, response: Callable[[Audio], Audio]) -> Audio:
    """`sound` with each frequency (Hz) multiplied by `response`."""
    n = len(sound)
    size = fast_size(n + RATE // 10)
    gains = response(np.fft.rfftfreq(size, 1 / RATE).astype(np.float64))
    spectrum = np.fft.rfft(sound, size, axis=0)
    spectrum *= gains if sound.ndim == 1 else gains[:, None]
    return np.fft.irfft(spectrum, size, axis=0)[:n]


def fast_size(n: int) -> int:
    """The next length of the form 2^a, 3·2^a or 5·2^a: quick to transform."""
    base = 1 << max(0, n - 1).bit_length()
    return min(size for size in (base, base * 3 // 4, base * 5 // 8) if size >= n)


def low_pass(sound: Audio, cutoff: float, order: int = 2) -> Audio:
    return shaped(sound, lambda f: 1 / np.sqrt(1 + (f / cutoff) ** (2 * order)))


def high_pass(sound: Audio, cutoff: float, order: int = 2) -> Audio:
    def response(f: Audio) -> Audio:
        ratio = (f / cutoff) ** (2 * order)
        return np.sqrt(ratio / (1 + ratio))

    return shaped(sound, response)


def bell(sound: Audio, centre: float, gain_db: float, octaves: float = 1.0) -> Audio:
    """Lift or lower the frequencies around `centre`."""

    def response(f: Audio) -> Audio:
        away = np.log2(np.maximum(f, 1.0) / centre) / octaves
        return 10 ** (gain_db / 20 * np.exp(-4 * away**2))

    return shaped(sound, response)


def swept(sound: Audio, cutoff: Audio) -> Audio:
    """A low pass whose cutoff (Hz, one value a sample) moves: overlapped windows."""
    size, hop = 4096, 1024
    window = np.hanning(size + 1)[:-1]
    freqs = np.fft.rfftfreq(size, 1 / RATE)
    padded = np.pad(sound, ((size, size), (0, 0)))
    out = np.zeros_like(padded)
    for start in range(0, len(padded) - size, hop):
        at = cutoff[min(len(cutoff) - 1, max(0, start - size // 2))]
        gains = window[:, None] * padded[start : start + size]
        spectrum = np.fft.rfft(gains, axis=0) / (1 + (freqs / at) ** 4)[:, None]
        out[start : start + size] += np.fft.irfft(spectrum, size, axis=0) * 0.5
    return out[size : size + len(sound)]


def convolved(sound: Audio, impulse: Audio) -> Audio:
    size = fast_size(len(sound) + len(impulse))
    spectrum = np.fft.rfft(sound, size, axis=0) * np.fft.rfft(impulse, size, axis=0)
    return np.fft.irfft(spectrum, size, axis=0)[: len(sound)]


def room(rng: np.random.Generator, seconds: float, bright: float, pre_delay: float) -> Audio:
    """A stereo impulse response of unit energy: noise whose highs die away sooner.

    `seconds` is the time to fall by 60 dB; `bright` the cutoff in Hz half-way.
    """
    t = times(seconds * 1.1)
    noise = rng.standard_normal((len(t), 2))
    impulse = np.zeros_like(noise)
    for low, high, share in ((150, 800, 1.0), (800, 2500, 0.8), (2500, 9000, 0.45)):
        band = high_pass(low_pass(noise, min(high, bright * 2)), low)
        impulse += band * np.exp(-6.9 * t / (seconds * share))[:, None]
    impulse *= np.minimum(1, t / 0.012)[:, None]  # the first reflections come up softly
    impulse = np.pad(impulse, ((round(pre_delay * RATE), 0), (0, 0)))
    return impulse / np.sqrt((impulse**2).sum(axis=0))


def echo(sound: Audio, seconds: float, feedback: float, cutoff: float = 4000.0) -> Audio:
    """Ping-pong repeats only, each darker and softer than the one before."""
    out = np.zeros_like(sound)
    repeat, shift = sound * feedback, round(seconds * RATE)
    for count in range(1, 9):
        if shift * count >= len(sound) or feedback**count < 0.01:
            break
        repeat = low_pass(repeat, cutoff)[:, ::-1]
        out[shift * count :] += repeat[: len(sound) - shift * count]
        repeat = repeat * feedback
    return out


def widened(sound: Audio, seconds: float = 0.011, depth: float = 0.0025) -> Audio:
    """A slow chorus: each side a copy delayed by a little that moves."""
    n = len(sound)
    at = np.arange(n)
    out = sound.copy()
    for side, rate in ((0, 0.31), (1, 0.43)):
        delay = (seconds + depth * np.sin(2 * np.pi * rate * at / RATE + side)) * RATE
        out[:, side] += 0.6 * np.interp(at - delay, at, sound[:, 1 - side])
    return out


def weighted(sound: Audio) -> Audio:
    """ITU-R BS.1770's K-weighting, its two filters as a magnitude response."""

    def response(f: Audio) -> Audio:
        z = np.exp(-2j * np.pi * f / 48_000)  # the standard gives the filters at 48 kHz
        shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
            1 - 1.69065929318241 * z + 0.73248077421585 * z**2
        )
        cut = (1 - z) ** 2 / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
        return np.abs(shelf * cut)

    return shaped(sound, response)


def loudness(sound: Audio) -> float:
    """Integrated loudness in LUFS with both gates of BS.1770; −99 for silence."""
    power = (weighted(sound) ** 2).sum(axis=1)
    size, hop = round(0.4 * RATE), round(0.1 * RATE)
    sums = np.concatenate(([0.0], np.cumsum(power)))
    starts = np.arange(0, max(1, len(power) - size), hop)
    blocks = (sums[np.minimum(starts + size, len(power))] - sums[starts]) / size
    loud = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if not len(loud):
        return -99.0
    loud = loud[loud > loud.mean() / 10]
    return float(-0.691 + 10 * np.log10(loud.mean()))


def limited(sound: Audio, ceiling_db: float) -> Audio:
    """A look-ahead limiter: the gain is down 3 ms before a peak and comes back in 60 ms."""
    ceiling = 10 ** (ceiling_db / 20)
    need = np.minimum(1.0, ceiling / np.maximum(np.abs(sound).max(axis=1), 1e-9))
    reach = 128
    for power in range(8):  # the least gain within ± 2^8 samples, by doubling
        step = 1 << power
        left = np.concatenate((need[step:], need[-1:].repeat(step)))
        right = np.concatenate((need[:1].repeat(step), need[:-step]))
        need = np.minimum(need, np.minimum(left, right))
    window = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(need, reach, mode="edge")
    gain = np.convolve(padded, window / window.sum(), mode="valid")
    return sound * gain[:, None]
