"""Painting on numpy arrays: gradients, soft shapes by distance, smooth noise, grain, JPEG.

A picture is (SIDE, SIDE, 3) of sRGB values from 0 to 1; `X` and `Y` run from 0 to 1, down.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

Field = NDArray[np.float64]
SIDE = 1000
PIXEL = 1 / SIDE
Y, X = (np.mgrid[0:SIDE, 0:SIDE] + 0.5) / SIDE

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)


def color(text: str) -> Field:
    return np.array([int(text[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def _linear(srgb: Field) -> Field:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _srgb(linear: Field) -> Field:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def ramp(t: Field, *stops: tuple[float, str]) -> Field:
    """Colours along `t`, mixed as the eye does (cube roots of cone responses, as Oklab)."""
    places = [place for place, _ in stops]
    cones = np.array([np.cbrt(_TO_LMS @ _linear(color(text))) for _, text in stops])
    mixed = np.stack([np.interp(t, places, cones[:, channel]) for channel in range(3)], -1)
    return _srgb(mixed**3 @ np.linalg.inv(_TO_LMS).T)


def over(picture: Field, paint: str | Field, cover: Field | float) -> Field:
    """`paint` laid over where `cover` is 1."""
    top = color(paint) if isinstance(paint, str) else paint
    alpha = np.clip(np.broadcast_to(cover, picture.shape[:2]), 0, 1)[..., None]
    return picture * (1 - alpha) + top * alpha


def light(picture: Field, paint: str, amount: Field) -> Field:
    """`paint` added as light is (screen)."""
    return 1 - (1 - picture) * (1 - color(paint) * np.clip(amount, 0, 1)[..., None])


def inside(distance: Field, soft: float = PIXEL) -> Field:
    """1 where a signed distance is negative, with an edge `soft` wide."""
    return np.clip(0.5 - distance / soft, 0, 1)


def away(x: float, y: float) -> Field:
    return np.hypot(X - x, Y - y)


def glow(x: float, y: float, size: float) -> Field:
    return np.exp(-((away(x, y) / size) ** 2))


def polygon(points: list[tuple[float, float]]) -> Field:
    """The signed distance to a convex polygon given clockwise (y down)."""
    out = np.full((SIDE, SIDE), -9.0)
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        length = np.hypot(x1 - x0, y1 - y0)
        out = np.maximum(out, ((X - x0) * (y1 - y0) - (Y - y0) * (x1 - x0)) / length)
    return out


def segment(x0: float, y0: float, x1: float, y1: float) -> Field:
    """The distance to a stretch of line."""
    dx, dy = x1 - x0, y1 - y0
    along = np.clip(((X - x0) * dx + (Y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.hypot(X - x0 - along * dx, Y - y0 - along * dy)


def noise(rng: np.random.Generator, scale: float, stretch: float = 1.0) -> Field:
    """Smooth noise of mean 0 and deviation 1; features `scale` of the side, `stretch` wider."""
    spectrum = np.fft.rfft2(rng.standard_normal((SIDE, SIDE)))
    down, across = np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None, :]
    size = scale * SIDE
    spectrum *= np.exp(-((down * size) ** 2 + (across * size * stretch) ** 2) * 2)
    out = np.fft.irfft2(spectrum, (SIDE, SIDE))
    return (out - out.mean()) / out.std()


def ridge(rng: np.random.Generator, octaves: int, rough: float) -> Field:
    """The height of a skyline along x: sums of waves, from −1 to 1 or so."""
    x, out = X[0], np.zeros(SIDE)
    for octave in range(octaves):
        wave = 2.0**octave
        knots = rng.uniform(-1, 1, int(3 * wave) + 4)
        at = x * 3 * wave
        low = at.astype(int)
        part = at - low
        part = part * part * (3 - 2 * part) if octave < 3 else part
        out += (knots[low] * (1 - part) + knots[low + 1] * part) * rough**octave
    return out


def grained(picture: Field, rng: np.random.Generator, amount: float = 0.012) -> Field:
    """Film grain: a little coarser than a pixel, in brightness alone, least in the lights."""
    grain = noise(rng, 0.0011)
    return np.clip(picture + (grain * amount * (1.15 - picture.mean(-1)))[..., None], 0, 1)


def save_jpeg(picture: Field, path: Path, most: int) -> None:
    """The best JPEG of at most `most` bytes; raises OSError where none is that small."""
    pixels = np.ascontiguousarray((np.clip(picture, 0, 1) * 255).round().astype(np.uint8))
    image = QImage(pixels.data, SIDE, SIDE, SIDE * 3, QImage.Format.Format_RGB888)
    for quality in range(90, 55, -2):
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"jpg"))
        writer.setQuality(quality)
        writer.setOptimizedWrite(True)
        writer.setProgressiveScanWrite(True)
        if not writer.write(image):
            raise OSError(f"{path.name}: {writer.errorString()}")
        if data.size() <= most:
            path.write_bytes(data.data())
            return
    raise OSError(f"{path.name} is over {most} bytes")
