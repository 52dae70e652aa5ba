"""Covers that are shapes: paper kites, a signal, a roof terrace, pixels, a stair."""

from __future__ import annotations

from itertools import pairwise

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
    segment,
)


def _kite(picture: Field, x: float, y: float, size: float, turn: float, paint: str) -> Field:
    """Four folded triangles, a shadow, a string with bows."""

    def at(along: float, side: float) -> tuple[float, float]:
        c, s = np.cos(turn), np.sin(turn)
        return x + size * (side * c - along * s), y + size * (side * s + along * c)

    top, right, foot, left, heart = (
        at(-1, 0),
        at(-0.25, 0.68),
        at(1.1, 0),
        at(-0.25, -0.68),
        at(-0.25, 0),
    )
    lift = size * 0.20
    outline = [(px + lift, py + lift * 1.5) for px, py in (top, right, foot, left)]
    picture = over(picture, "#5d4a3c", inside(polygon(outline), size * 0.25) * 0.28)
    tail = [at(1.1 + 0.17 * k, 0.13 * np.sin(k * 1.1) * min(1, k / 3)) for k in range(11)]
    for index, (one, two) in enumerate(pairwise(tail)):
        picture = over(picture, "#4a3f44", inside(segment(*one, *two) - 0.0016, 0.0016) * 0.9)
        if index % 3 == 2:
            for side in (-1, 1):
                dx, dy = two[0] - one[0], two[1] - one[1]
                tip = (two[0] - dy * side * 0.55, two[1] + dx * side * 0.55)
                bow = segment(*two, *tip)
                grow = np.clip(np.hypot(X - two[0], Y - two[1]) / (size * 0.12), 0, 1)
                picture = over(picture, paint, inside(bow - size * 0.045 * grow, 0.002))
    base = color(paint)
    for a, b, tone in (
        (top, right, 1.0),
        (right, foot, 0.86),
        (foot, left, 0.74),
        (left, top, 1.12),
    ):
        shade = np.clip(tone * base + max(0, tone - 1) * 0.6, 0, 1)
        picture = over(picture, shade, inside(polygon([heart, a, b]), 1.6 * PIXEL))
    return picture


def paper_kites() -> Field:
    rng = np.random.default_rng(204)
    picture = ramp(Y + 0.25 * X, (0, "#f9f0dd"), (0.7, "#f5e3c6"), (1.25, "#eccfa8"))
    picture = over(picture, "#f6c9a0", inside(away(0.30, 0.70) - 0.27, 2 * PIXEL) * 0.75)
    for index, (tone, level) in enumerate((("#e2b58a", 0.86), ("#c98f6f", 0.925))):
        hill = level + 0.03 * np.sin(2 * np.pi * (X * (0.9 + 0.3 * index) + 0.2 + 0.45 * index))
        picture = over(picture, tone, inside(hill - Y, 2 * PIXEL))
    for x, y, size, turn, paint in (
        (0.80, 0.60, 0.075, 0.35, "#3f6f8c"),
        (0.17, 0.31, 0.095, -0.45, "#3d8f85"),
        (0.77, 0.185, 0.115, 0.55, "#e0a438"),
        (0.47, 0.40, 0.215, 0.20, "#dd5f4b"),
    ):
        picture = _kite(picture, x, y, size, turn, paint)
    fibres = noise(rng, 0.0025, 3) * 0.008
    return np.clip(grained(picture, rng, 0.006) + fibres[..., None], 0, 1)


def cold_signal() -> Field:
    """Contour lines of a frozen ground, disturbed where something answers."""
    rng = np.random.default_rng(205)
    heat = glow(0.63, 0.41, 0.19)
    land = 0.85 * noise(rng, 0.45) + 0.16 * noise(rng, 0.16)
    rings = away(0.63, 0.41)
    height = land * (1 - heat) * 1.15 - 9.0 * rings * np.exp(-rings / 0.30) * 0.9 + 2.4 * heat
    picture = ramp(Y * 0.7 + X * 0.3, (0, "#070a12"), (0.5, "#0d1522"), (1, "#05070d"))
    picture = light(picture, "#1c4668", np.clip(height * 0.12 + 0.25, 0, 0.6) * 0.6)
    picture = light(picture, "#c22340", glow(0.63, 0.41, 0.26) * 0.42)
    down, across = np.gradient(height, PIXEL)
    slope = np.hypot(down, across) + 1e-6
    level = height * 3.4
    distance = np.abs((level + 0.5) % 1 - 0.5) / (3.4 * slope)
    strong = np.round(level) % 4 == 0
    width = np.where(strong, 0.0017, 0.0009)
    line = inside(distance - width, 1.5 * PIXEL) * np.where(strong, 0.95, 0.5)
    ice = ramp(
        rings,
        (0, "#ff3b56"),
        (0.12, "#ff5a68"),
        (0.26, "#b9d4ee"),
        (0.6, "#5fa6d6"),
        (1, "#2b587d"),
    )
    picture = over(picture, ice, line * np.clip(1.1 - 0.75 * rings, 0.25, 1))
    picture = over(picture, "#fff1ee", inside(rings - 0.0135, 2 * PIXEL))
    picture = light(picture, "#ff6a78", np.exp(-rings / 0.028) * 0.8)
    return grained(picture, rng, 0.008)


def sunday_rooftop() -> Field:
    """Tiles of quarter circles, arches and stripes, in the colours of a warm evening."""
    rng = np.random.default_rng(207)
    tones = {"p": "#f7d9c0", "o": "#f2854f", "r": "#d8493f", "b": "#2f6fa3", "n": "#1d3557",
             "y": "#f6b945", "t": "#7fb7b2", "w": "#fdf3e3"}  # fmt: skip
    plan = (
        "bq0y bd-w tq3w ps-o",
        "oq2p yc-r nq1o ra-w",
        "wa-b rq3p os-y tq0n",
        "ns-t pq1b wd-r yq2o",
    )
    picture = np.ones((SIDE, SIDE, 3))
    for row, tiles in enumerate(plan):
        for column, (ground, kind, turn, paint) in enumerate(tiles.split()):
            x, y = X * 4 - column, Y * 4 - row
            tile = (x >= 0) & (x < 1) & (y >= 0) & (y < 1)
            corner = {"0": (0, 0), "1": (1, 0), "2": (1, 1), "3": (0, 1)}.get(turn, (0.5, 0.5))
            d = np.hypot(x - corner[0], y - corner[1])
            soft = 5 * PIXEL
            if kind == "q":
                shape = inside(d - 1, soft) * inside(0.42 - d, soft)
            elif kind == "d":
                shape = inside(d - 0.34, soft)
            elif kind == "c":
                shape = inside(np.abs(d - 0.33) - 0.11, soft)
            elif kind == "a":
                arch = np.hypot(x - 0.5, np.minimum(0, y - 0.45))
                shape = inside(np.abs((arch * 5.2) % 1 - 0.5) - 0.26, soft * 5.2) * inside(
                    arch - 0.48, soft
                )
            else:
                shape = inside(np.abs((y * 5) % 1 - 0.5) - 0.25, soft * 5)
            under = over(np.broadcast_to(color(tones[ground]), picture.shape), tones[paint], shape)
            under = under * (1 - 0.10 * y * (ground != "w"))[..., None]
            picture = np.where(tile[..., None], under, picture)
    picture = light(picture, "#ffb070", glow(0.1, 0.05, 0.9) * 0.16)
    fibres = noise(rng, 0.004) * 0.007
    return np.clip(grained(picture, rng, 0.008) + fibres[..., None], 0, 1)


def pocket_galaxy() -> Field:
    """A spiral galaxy and a ringed planet, a hundred pixels wide, in sixteen colours."""
    rng = np.random.default_rng(208)
    cells = 100
    y, x = (np.mgrid[0:cells, 0:cells] + 0.5) / cells
    dx, dy = (x - 0.44) * 0.86 + (y - 0.45) * 0.5, (y - 0.45) * 1.45 - (x - 0.44) * 0.62
    r, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    arms = 0.5 + 0.5 * np.cos(2 * angle - 7.5 * np.log(r + 0.05))
    bright = (
        1.1 * np.exp(-((r / 0.085) ** 2))
        + (0.2 + 0.9 * arms**1.6) * np.exp(-((r / 0.27) ** 2)) * 0.8
    )
    bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.47
    palette = [color(c) for c in ("#0b0a1f", "#171238", "#2a1a5e", "#4a2491", "#7a33b8", "#b445c4",
                                  "#f0609e", "#ff9a76", "#ffd27a", "#fff7d6")]  # fmt: skip
    step = np.clip(bright * 8.2 + 0.4 + np.tile(bayer, (25, 25)) * 1.1, 0, 9).round().astype(int)
    small = np.array(palette)[step]
    for _ in range(120):
        cx, cy = rng.integers(2, cells - 2, 2)
        if step[cy, cx] <= 1:
            tone = color(("#8f86d8", "#ffffff", "#7fd7ff", "#ffd27a")[int(rng.integers(4))])
            small[cy, cx] = tone
            if rng.uniform() < 0.09:
                for ox, oy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                    small[cy + oy, cx + ox] = tone * 0.55
    px, py = (x - 0.765) * cells, (y - 0.755) * cells
    ball = np.hypot(px, py) < 11.3
    shade = (px * 0.62 + py * 0.78) / 11.3 + np.sin(py * 0.9 + px * 0.16) * 0.16
    shade = np.clip((shade + 1) * 2 + np.tile(bayer, (25, 25)) * 0.9, 0, 3.49).round().astype(int)
    planet = np.array([color(c) for c in ("#d9fff0", "#5fe0c8", "#2393b5", "#1a3f86")])[
        np.minimum(shade, 3)
    ]
    tilt_x, tilt_y = px * 0.94 - py * 0.34, px * 0.34 + py * 0.94
    orbit = np.hypot(tilt_x, tilt_y * 3.4)
    band = (orbit > 15.2) & (orbit < 21.5) & ~((orbit > 17.6) & (orbit < 18.8))
    ring = np.where((orbit > 18)[..., None], color("#f0609e"), color("#ffd27a"))
    small = np.where((band & (tilt_y < 0))[..., None], ring, small)
    small = np.where(ball[..., None], planet, small)
    small = np.where((band & (tilt_y >= 0))[..., None], ring, small)
    return small.repeat(SIDE // cells, 0).repeat(SIDE // cells, 1)


def escalier_bleu() -> Field:
    """A spiral stair from above, a warm light at the bottom of it."""
    rng = np.random.default_rng(209)
    cx, cy = 0.47, 0.53
    r = away(cx, cy)
    angle = np.arctan2(Y - cy, X - cx) / (2 * np.pi) % 1
    turns = np.log(r / 0.034 + 1e-9) / np.log(2.05) + angle  # grows outwards and round
    flight = np.floor(turns)
    inner = 0.034 * 2.05 ** (flight - angle)
    part = (r / inner - 1) / 1.05  # 0 at a flight's inner edge, 1 at its outer
    count = 22
    step = (angle * count) % 1
    number = flight * count - np.floor(angle * count)
    depth = np.clip((number / count - 0.2) / 4.6, 0, 1)
    picture = ramp(
        depth,
        (0, "#ffe3a6"),
        (0.16, "#8fb6e8"),
        (0.42, "#3f7fd0"),
        (0.7, "#1d4fa3"),
        (1, "#0c2a66"),
    )
    width = np.maximum(2 * np.pi * r / count, 1e-4)
    picture = picture * (1 - 0.42 * (1 - step) ** 1.5)[..., None]
    picture = over(picture, "#061536", np.exp(-step * width / 0.012) * 0.34)
    nose = inside((1 - step) * width - 0.0022, 1.5 * PIXEL)
    picture = light(picture, "#d8ebff", nose * 0.34 * np.clip(r / 0.1, 0, 1))
    wall = np.clip((part - 0.80) / 0.20, 0, 1)
    picture = over(picture, "#05112e", np.exp(-np.abs(part - 0.80) / 0.05) * (part < 0.80) * 0.55)
    rail = ramp(wall, (0, "#e9f3ff"), (0.25, "#9cc4f2"), (1, "#173c80"))
    fade = np.clip(1.15 - depth * 0.75, 0.2, 1)
    picture = over(
        picture, rail * fade[..., None], inside(0.80 - part, np.maximum(1.5 * PIXEL / inner, 1e-3))
    )
    picture = over(picture, "#ffefc4", inside(r - 0.036, 3 * PIXEL))
    picture = light(picture, "#ffcf7a", glow(cx, cy, 0.17) * 0.75)
    picture = light(picture, "#ffb867", glow(cx, cy, 0.42) * 0.16)
    edge = np.clip(r - 0.42, 0, 1)
    picture = picture * (1 - 0.9 * edge)[..., None]
    return grained(picture, rng, 0.009)
