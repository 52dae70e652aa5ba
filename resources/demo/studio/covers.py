"""Which cover belongs to which song, by the name of their files."""

from __future__ import annotations

from collections.abc import Callable

from studio import covers_places, covers_shapes
from studio.paint import Field

COVERS: dict[str, Callable[[], Field]] = {
    "lamplight": covers_places.lamplight,
    "neon-meridian": covers_places.neon_meridian,
    "tidewater": covers_places.tidewater,
    "paper-kites": covers_shapes.paper_kites,
    "cold-signal": covers_shapes.cold_signal,
    "empty-room": covers_places.empty_room,
    "sunday-rooftop": covers_shapes.sunday_rooftop,
    "pocket-galaxy": covers_shapes.pocket_galaxy,
    "escalier-bleu": covers_shapes.escalier_bleu,
    "beyond-the-ridge": covers_places.beyond_the_ridge,
}
