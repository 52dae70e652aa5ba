"""The rating of a song in its row: a heart and five stars, drawn and hit by one geometry."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from whisul_desktop.core.types import Job
from whisul_desktop.ui.theme import Look

HEART = 0  # the parts of a rating: the heart, or that many stars
STARS = 5
_PAD = 8
_END = 12  # where it is the last cell, its row is painted 4 px less wide
SIDE = 16  # of a mark, and from one star to the next
_GAP = 8  # between heart and stars
WIDTH = _PAD + SIDE + _GAP + STARS * SIDE + _END


def part_at(cell: QRect, place: QPoint, *, mirrored: bool) -> int | None:
    """HEART or the number of the star at `place`; as high as the row, for it is easily hit."""
    across = cell.right() - place.x() if mirrored else place.x() - cell.left()
    if not 0 <= place.y() - cell.top() < cell.height():
        return None
    if 0 <= across < _PAD + SIDE + _GAP // 2:
        return HEART
    star = (across - _PAD - SIDE - _GAP) // SIDE + 1
    return max(1, star) if star <= STARS else None


class RatingCell:
    """Paints what is given alone; a row in use also shows what could be given."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(
        self,
        painter: QPainter,
        cell: QRect,
        job: Job,
        *,
        mirrored: bool,
        in_use: bool,
        preview: int | None,
    ) -> None:
        """`in_use`: under the pointer or selected. `preview`: the part that a click would hit."""
        if preview == HEART:
            self._draw(painter, cell, mirrored, HEART, "heart", "accent")
        elif job.is_reject:
            self._draw(painter, cell, mirrored, HEART, "reject", "muted")
        elif job.is_favourite:
            self._draw(painter, cell, mirrored, HEART, "heart-filled", "accent")
        elif in_use:
            self._draw(painter, cell, mirrored, HEART, "heart", "muted")
        given = preview or job.stars
        color = "muted" if job.is_reject and not preview else "accent"
        for star in range(1, STARS + 1):
            if star <= given:
                self._draw(painter, cell, mirrored, star, "star-filled", color)
            elif in_use:
                self._draw(painter, cell, mirrored, star, "star", "muted")

    def _draw(
        self, painter: QPainter, cell: QRect, mirrored: bool, part: int, name: str, color: str
    ) -> None:
        left = _PAD if part == HEART else _PAD + SIDE + _GAP + (part - 1) * SIDE
        x = cell.right() + 1 - left - SIDE if mirrored else cell.left() + left
        mark = self._look.pixmap(name, color, SIDE, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(x, cell.top() + (cell.height() - SIDE) // 2), mark)
