"""How the list was left: a picture of it, for the first frame of the next start."""

from __future__ import annotations

from typing import NamedTuple


class Snapshot(NamedTuple):
    """Where it stood in the window, and its pixels. Logical pixels but for `size`."""

    window: tuple[int, int]  # width and height
    place: tuple[int, int, int, int]  # of the list in it: left, top, width, height
    dated: tuple[int, int, int, int]  # what of the list says "Today": on another day it is empty
    day: int  # of the picture, as 20260217
    size: tuple[int, int]  # of the picture, in device pixels
    pixels: bytes  # 32 bits each, as in QImage.Format_RGB32
