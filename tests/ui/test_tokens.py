"""Colours that have to be told apart."""

from __future__ import annotations

import pytest

from whisul_desktop.ui.tokens import DARK, LIGHT, Tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["surface", "window"])
def test_a_field_is_seen_by_its_border(tokens: Tokens, ground: str):
    assert contrast(tokens.field, getattr(tokens, ground)) >= 3


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it, 1…21."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
