"""The colours by name, for the first frame and for all that follows."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours by what they are for. Text on its ground has a contrast of 4.5:1 or more."""

    window: str  # behind everything
    surface: str  # lists, fields, the detail pane
    raised: str  # chips, buttons, menus
    hover: str
    border: str
    field: str  # the border of what is written into: 3:1 on its ground
    text: str
    muted: str  # secondary text
    accent: str  # text and icons in the accent colour
    accent_fill: str  # filled buttons, progress
    accent_hover: str
    on_accent: str  # text on accent_fill
    selection: str  # a selected row's ground; its text keeps its colour
    success: str
    warning: str
    danger: str
    cover: str  # ground of a cover that is not there yet


LIGHT = Tokens(
    window="#f5f5f8",
    surface="#ffffff",
    raised="#eeeef3",
    hover="#f0eff6",
    border="#dfdfe7",
    field="#8c8c99",
    text="#1a1a21",
    muted="#5c5c69",
    accent="#5546d9",
    accent_fill="#5b4ce0",
    accent_hover="#4a3cc9",
    on_accent="#ffffff",
    selection="#e6e2fd",
    success="#1c7343",
    warning="#855600",
    danger="#bd2b45",
    cover="#e6e5ee",
)
DARK = Tokens(
    window="#111116",
    surface="#18181f",
    raised="#25252f",
    hover="#20202a",
    border="#2d2d38",
    field="#6a6a7a",
    text="#ececf2",
    muted="#a2a2b0",
    accent="#aaa0ff",
    accent_fill="#6a5ae6",
    accent_hover="#6f5fe9",
    on_accent="#ffffff",
    selection="#2d2852",
    success="#63cd92",
    warning="#efba5f",
    danger="#ff8092",
    cover="#24242e",
)
