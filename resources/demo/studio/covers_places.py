"""Covers that are places: a lamp-lit window, a neon coast, the sea, a room, a ridge."""

from __future__ import annotations

import numpy as np

from studio.paint import (
    PIXEL,
    SIDE,
    Field,
    X,
    Y,
    away,
    color,
    glow,
    grained,
    inside,
    light,
    noise,
    over,
    polygon,
    ramp,
    ridge,
)


def lamplight() -> Field:
    """A city out of focus behind a wet pane, one warm lamp in front."""
    rng = np.random.default_rng(101)
    picture = ramp(Y, (0, "#14142b"), (0.5, "#2c2348"), (0.8, "#57305a"), (1, "#2a1b37"))
    lamps = ("#ffb46b", "#ff8f6b", "#ffd79a", "#8f7bff", "#ff6f91", "#6fb7ff")
    for _ in range(70):
        x, y = rng.uniform(-0.05, 1.05), np.clip(rng.normal(0.58, 0.14), 0.2, 0.95)
        size = rng.uniform(0.012, 0.055)
        d = away(float(x), float(y)) - size
        disc = inside(d, 0.006) * (0.55 + 0.45 * np.exp(-((d / 0.006) ** 2)))
        picture = light(picture, lamps[int(rng.integers(6))], disc * rng.uniform(0.08, 0.42))
    picture = light(picture, "#ff9d4d", glow(0.69, 0.52, 0.42) * 0.55)
    sill = inside(0.86 - Y, 2 * PIXEL)
    picture = over(picture, "#171022", sill)
    for x in (0.335, 0.97):  # the window's frame
        picture = over(picture, "#1a1126", inside(abs(X - x) - 0.011, 2 * PIXEL) * 0.96)
    picture = over(picture, "#1a1126", inside(abs(Y - 0.30) - 0.008, 2 * PIXEL) * 0.96)
    pool = np.exp(-(((X - 0.69) / 0.30) ** 2 + ((Y - 0.895) / 0.05) ** 2)) * sill
    picture = light(picture, "#ffa95a", pool * 0.8)
    picture = light(picture, "#ff9d4d", glow(0.69, 0.55, 0.26) * 0.22)
    pole = np.maximum(abs(X - 0.69) - 0.007, abs(Y - 0.74) - 0.15)
    picture = over(picture, "#1d0f1f", inside(pole, 2 * PIXEL))
    foot = np.hypot((X - 0.69) / 0.088, (Y - 0.893) / 0.017) - 1
    picture = over(picture, "#1d0f1f", inside(foot, 0.06))
    shade = polygon([(0.605, 0.40), (0.775, 0.40), (0.855, 0.60), (0.525, 0.60)]) - 0.014
    warm = ramp(Y, (0.38, "#ffc77e"), (0.55, "#fff0c8"), (0.62, "#ffdb95"))
    picture = over(picture, warm, inside(shade, 3 * PIXEL))
    return grained(picture, rng)


def neon_meridian() -> Field:
    """A banded sun on the horizon, a glowing grid running up to it."""
    rng = np.random.default_rng(102)
    horizon = 0.62
    picture = ramp(Y / horizon, (0, "#0c0824"), (0.45, "#3a1065"), (0.8, "#c0327f"), (1, "#ff8a5c"))
    stars = rng.uniform(0, 1, (140, 3))
    for x, y, strength in stars:
        picture = light(picture, "#e9dcff", glow(x, y * 0.42, 0.0014 + 0.001 * strength) * strength)
    sun = away(0.5, 0.44) - 0.235
    picture = light(picture, "#ff4fa3", np.exp(-np.maximum(sun, 0) / 0.10) * 0.5)
    gold = ramp(
        (Y - 0.2) / 0.45, (0, "#fff3a8"), (0.4, "#ffb45a"), (0.75, "#ff4f86"), (1, "#d92fa0")
    )
    down = np.clip((Y - 0.40) / (horizon - 0.40), 0, 1)
    gaps = inside(np.abs((Y * 24) % 1 - 0.5) - 0.42 * down, 24 * PIXEL) * (Y > 0.40)
    picture = over(picture, gold, inside(sun, 2 * PIXEL) * (1 - gaps))
    far, near = 0.035 * ridge(rng, 6, 0.5), 0.05 * ridge(rng, 6, 0.55)
    edge = 0.14 * np.abs(X[0] - 0.5) ** 0.8
    picture = over(picture, "#5a1a6e", inside(0.595 + far - edge * 0.7 - Y, 2 * PIXEL))
    picture = over(picture, "#2a0c4a", inside(0.635 + near - edge * 1.1 - Y, 2 * PIXEL))
    ground = np.greater(Y, horizon)
    depth = np.maximum(Y - horizon, 1e-4)
    floor = ramp((Y - horizon) / (1 - horizon), (0, "#3c0f5c"), (0.25, "#1a0836"), (1, "#0a0420"))
    picture = over(picture, floor, ground)
    across = (X - 0.5) / depth * 0.62
    rows = 0.24 / depth
    grid = np.zeros((SIDE, SIDE))
    lean = np.hypot(1, (X - 0.5) / depth)  # lines that run aslant are as thin as the others
    for value, slope in ((across, 0.62 / depth * lean), (rows, 0.24 / depth**2)):
        pixels = np.abs((value + 0.5) % 1 - 0.5) / (slope * PIXEL)
        line = 1.0 + 2.2 * depth / (1 - horizon)
        visible = np.clip(0.10 / (slope * PIXEL) - 0.45, 0, 1)
        grid = np.maximum(grid, (inside(pixels - line, 1.4) + 0.35 * np.exp(-pixels / 7)) * visible)
    picture = light(picture, "#58e6ff", grid * ground * 0.85)
    picture = light(picture, "#ff7ac0", np.exp(-np.abs(Y - horizon) / 0.02) * 0.55 * ground)
    return grained(picture, rng, 0.008)


def tidewater() -> Field:
    """Swell upon swell of clear water under a pale moon."""
    rng = np.random.default_rng(103)
    picture = ramp(Y, (0, "#cfe4e4"), (0.25, "#e9efe6"), (0.45, "#f6e7d8"), (1, "#f6e7d8"))
    picture = light(picture, "#ffffff", glow(0.66, 0.235, 0.30) * 0.7)
    picture = over(picture, "#fffdf6", inside(away(0.66, 0.235) - 0.105, 3 * PIXEL) * 0.96)
    waters = (
        "#b9dcd6",
        "#93c8c8",
        "#69adb6",
        "#458f9f",
        "#2a7188",
        "#17546e",
        "#0d3a54",
        "#08273d",
    )
    for index, water in enumerate(waters):
        level = 0.345 + 0.082 * index
        x, swell = X, 0.010 + 0.0052 * index
        phase = rng.uniform(0, 6.28, 3)
        line = level + swell * (
            np.sin(2 * np.pi * (1.15 - 0.05 * index) * x + phase[0])
            + 0.5 * np.sin(2 * np.pi * 2.3 * x + phase[1])
            + 0.18 * np.sin(2 * np.pi * 5.1 * x + phase[2])
        )
        under = Y - line
        body = color(water) * (1 - 0.16 * np.clip(under / 0.16, 0, 1))[..., None]
        crest = np.exp(-np.maximum(under, 0) / 0.022) * 0.30
        body = body + (1 - body) * crest[..., None]
        picture = over(picture, "#0a3148", np.exp(-np.maximum(-under, 0) / 0.018) * 0.10)
        picture = over(picture, body, inside(-under, 2 * PIXEL) * 0.93)
    path = np.exp(-(((X - 0.66) / (0.05 + 0.16 * np.clip(Y - 0.35, 0, 1))) ** 2)) * (Y > 0.35)
    glints = np.clip(noise(rng, 0.004, 6) - 0.9, 0, 1.4) * path * np.clip(1.25 - Y, 0, 1)
    picture = light(picture, "#fff4df", glints * 0.55)
    return grained(picture, rng, 0.008)


def _branch() -> Field:
    """The soft shadow of a twig with leaves."""
    out = np.zeros((SIDE, SIDE))
    for index in range(13):
        t = index / 12
        x, y = 0.68 - 0.30 * t, 0.19 + 0.30 * t + 0.05 * np.sin(3 * t)
        out = np.maximum(out, inside(away(x, y) - 0.004, 0.012))
        for side in (-1, 1):
            turn = 2.35 + side * 0.85 + 0.25 * np.sin(index * 2.1)
            lx, ly = x + 0.042 * np.cos(turn), y + 0.042 * np.sin(turn)
            along = (X - lx) * np.cos(turn) + (Y - ly) * np.sin(turn)
            aside = (Y - ly) * np.cos(turn) - (X - lx) * np.sin(turn)
            leaf = np.hypot(along / 0.040, aside / 0.014) - 1
            out = np.maximum(out, inside(leaf, 0.55))
    return out


def empty_room() -> Field:
    """Late light through a window that is not in the picture, on a wall and a floor."""
    rng = np.random.default_rng(104)
    floor_at = 0.735
    wall = ramp(X * 0.5 + Y * 0.6, (0, "#6c5168"), (0.5, "#946f78"), (1, "#7d5a6b"))
    boards = ramp((Y - floor_at) / (1 - floor_at), (0, "#5d3f50"), (1, "#3c2a40"))
    depth = np.maximum(Y - floor_at + 0.055, 1e-3)
    seam = np.abs(((X - 0.32) / depth * 0.30 + 0.5) % 1 - 0.5) * depth / 0.30
    boards = boards * (1 - 0.22 * inside(seam - 0.0012, 0.002))[..., None]
    picture = over(wall, boards, inside(floor_at - Y, 2 * PIXEL))
    picture = over(picture, "#6b4c5f", inside(abs(Y - floor_at + 0.018) - 0.018, 2 * PIXEL) * 0.6)
    picture = over(picture, "#4d3842", np.exp(-np.abs(Y - floor_at) / 0.006) * 0.35)
    lit = np.zeros((SIDE, SIDE))
    for column in range(2):
        for row in range(3):
            x0, x1 = 0.30 + 0.205 * column, 0.485 + 0.205 * column
            y0, y1 = 0.13 + 0.175 * row, 0.285 + 0.175 * row
            lean = 0.13

            def slant(x: float) -> float:
                return (x - 0.30) * 0.30

            pane = [
                (x0 + lean * y0, y0 + slant(x0)),
                (x1 + lean * y0, y0 + slant(x1)),
                (x1 + lean * y1, y1 + slant(x1)),
                (x0 + lean * y1, y1 + slant(x0)),
            ]
            lit = np.maximum(lit, inside(polygon(pane), 0.006 + 0.008 * row))
    lit = lit * inside(Y - floor_at + 0.036, 0.003)
    spill = polygon([(0.46, 0.79), (0.86, 0.79), (1.02, 0.955), (0.56, 0.955)])
    bars = np.abs(X - 0.66 - (Y - 0.79) * 0.78) - 0.011
    lit = lit + inside(spill, 0.022) * (1 - inside(bars, 0.014)) * 0.55
    dust = 1 + 0.035 * noise(rng, 0.05) - 0.25 * _branch()
    picture = light(picture, "#ff8a4c", lit * 0.62 * dust)
    picture = light(picture, "#ffd08a", lit * 0.58 * dust)
    picture = light(picture, "#ff9a6a", glow(0.55, 0.42, 0.42) * 0.24)
    shade = np.clip(away(0.55, 0.45) - 0.35, 0, 1)
    picture = picture * (1 - 0.75 * shade)[..., None] + color("#2a1f33") * (0.22 * shade)[..., None]
    return grained(picture, rng, 0.011)


def beyond_the_ridge() -> Field:
    """Ridges one behind the other, the first sun between them, mist in the valleys."""
    rng = np.random.default_rng(110)
    picture = ramp(Y, (0, "#27406f"), (0.22, "#5d6fa3"), (0.4, "#e39a8d"), (0.52, "#ffd9a3"))
    picture = light(picture, "#ffb36b", glow(0.62, 0.43, 0.42) * 0.5)
    picture = light(picture, "#ffe9bf", glow(0.62, 0.43, 0.13) * 0.9)
    picture = over(picture, "#fff6dc", inside(away(0.62, 0.43) - 0.052, 3 * PIXEL))
    streaks = noise(rng, 0.03, 8) + 0.35 * noise(rng, 0.009, 8)
    streaks = np.clip(streaks - 0.4, 0, 1.5) * np.exp(-(((Y - 0.19) / 0.10) ** 2))
    picture = light(picture, "#ffb9a0", streaks * 0.26)
    tones = ("#d99c93", "#b27f8d", "#866785", "#5c5078", "#3a3c64", "#23294b", "#12162f")
    for index, tone in enumerate(tones):
        height = 0.035 + 0.013 * index
        level = 0.475 + 0.073 * index + 0.012 * index * (index > 3)
        line = level - height * np.abs(ridge(rng, 7, 0.5)) * 1.5 + height
        under = Y - line[None, :]
        mist = np.clip((Y - level + 0.02) / (0.11 + 0.015 * index), 0, 1) ** 1.5
        veil = color("#ffd2ad") * (1 - index / 8) + color("#5a5f92") * (index / 8)
        body = color(tone) + (veil - color(tone)) * (mist * (0.62 - 0.075 * index))[..., None]
        warm = np.exp(-np.maximum(under, 0) / 0.012) * np.exp(-(((X - 0.62) / 0.3) ** 2))
        body = body + (color("#ffcf9a") - body) * (warm * (0.4 - 0.05 * index))[..., None]
        picture = over(picture, body, inside(-under, 1.6 * PIXEL))
    return grained(picture, rng, 0.009)
