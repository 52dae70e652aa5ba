"""How a song looks in the grid: cover, title, and its state or its length below it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from whisul_desktop.core.types import Job, JobColumn, JobStatus
from whisul_desktop.ui import rating_cell, wording
from whisul_desktop.ui.job_cells import cell_text, elapsed, song_facts
from whisul_desktop.ui.job_marks import (
    DIMMED,
    MARK,
    PAD,
    JobMarks,
    painter_of_nothing,
    part_of,
    side_of,
    visual,
)
from whisul_desktop.ui.job_model import JobModel
from whisul_desktop.ui.rating_cell import RatingCell
from whisul_desktop.ui.theme import Look
from whisul_desktop.ui.thumbnails import Thumbnails

COVER = 160  # logical pixels, at least
_ROOM = 6  # around the cover
_SIZES = 16  # from one size that covers are kept in to the next, logical pixels
PLAY = -1  # the part of a tile that plays; the others are those of a rating
_CORNERS = 8
_BUTTON = 40  # the round one on the cover
_ICON = 20
_GIVEN = 14  # side of a heart or star that was given


class SongTile:
    """Draws one tile of a grid, and says where its parts are."""

    def __init__(
        self,
        look: Look,
        model: JobModel,
        thumbnails: Thumbnails,
        cover_path: Callable[[str], Path],
    ) -> None:
        self.awaited: dict[Path, str] = {}  # covers that were not there yet, and their jobs
        self._model = model
        self._thumbnails = thumbnails
        self._cover_path = cover_path
        self._marks = JobMarks(look)
        self._rating = RatingCell(look)
        look.changed.connect(self.read_look)

    def read_look(self) -> None:
        """The colours or fonts are others now."""
        self._marks.read_look()

    def least_size(self) -> QSize:
        """Of a tile with the room around the cover, in logical pixels; a larger one is wider and
        higher by the same."""
        lines = self._marks.body_metrics.height() + 2 + self._under_height()
        return QSize(COVER + 2 * _ROOM, _ROOM + COVER + PAD + lines + PAD)

    def part_at(self, tile: QRect, place: QPoint, job: Job, *, mirrored: bool) -> int | None:
        """PLAY, or a part of the rating, which is shown while the pointer is over the tile."""
        if job.status is not JobStatus.COMPLETED:
            return None
        if not self._model.is_playing(job.id) and self._button(tile, mirrored).contains(place):
            return PLAY
        return rating_cell.part_at(self._rating_place(tile, mirrored), place, mirrored=mirrored)

    def paint(
        self,
        painter: QPainter,
        tile: QRect,
        job: Job,
        *,
        direction: Qt.LayoutDirection,
        selected: bool,
        hovered: bool,
        preview: int | None,
    ) -> None:
        """`preview`: the part that a click would hit."""
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._marks.colors["selection" if selected else "hover"])
            painter.drawRoundedRect(QRectF(tile), _CORNERS + 4, _CORNERS + 4)
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        self._paint_cover(painter, tile, job)
        ready = job.status is JobStatus.COMPLETED
        if self._model.is_heard(job.id):
            self._paint_button(painter, self._button(tile, mirrored), "volume", lit=False)
        elif hovered and ready and not self._model.is_playing(job.id):
            button = self._button(tile, mirrored)
            self._paint_button(painter, button, "play", lit=preview == PLAY)
        self._paint_title(painter, self._title_place(tile), direction, job)
        under = self._under_place(tile)
        if hovered and ready:
            self._rating.paint(
                painter,
                self._rating_place(tile, mirrored),
                job,
                mirrored=mirrored,
                in_use=True,
                preview=None if preview == PLAY else preview,
            )
        elif ready:
            self._paint_facts(painter, under, direction, job)
        else:
            self._paint_state(painter, under, direction, job)

    def prepare(self, job: Job, size: QSize, direction: Qt.LayoutDirection, ratio: float) -> None:
        """As if it were painted."""
        tile = QRect(QPoint(), size)
        with painter_of_nothing(ratio) as painter:
            self._paint_cover(painter, tile, job)
            self._paint_title(painter, self._title_place(tile), direction, job)
            if job.status is JobStatus.COMPLETED:
                self._paint_facts(painter, self._under_place(tile), direction, job)

    def paint_focus(self, painter: QPainter, tile: QRect) -> None:
        """Around the current one while the keyboard is in use."""
        painter.setPen(QPen(self._marks.colors["accent"], 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), _CORNERS + 3, _CORNERS + 3)

    # where its parts are

    def _cover_place(self, tile: QRect) -> QRect:
        side = tile.width() - 2 * _ROOM
        return QRect(tile.left() + _ROOM, tile.top() + _ROOM, side, side)

    def _title_place(self, tile: QRect) -> QRect:
        top = self._cover_place(tile).bottom() + 1 + PAD
        return QRect(
            tile.left() + _ROOM, top, tile.width() - 2 * _ROOM, self._marks.body_metrics.height()
        )

    def _under_place(self, tile: QRect) -> QRect:
        top = self._title_place(tile).bottom() + 3
        return QRect(tile.left() + _ROOM, top, tile.width() - 2 * _ROOM, self._under_height())

    def _under_height(self) -> int:
        return max(self._marks.caption_metrics.height(), rating_cell.SIDE)

    def _rating_place(self, tile: QRect, mirrored: bool) -> QRect:
        """Its heart begins where the title does."""
        under = self._under_place(tile)
        left = under.right() + 1 + PAD - rating_cell.WIDTH if mirrored else under.left() - PAD
        return QRect(left, under.top(), rating_cell.WIDTH, under.height())

    def _button(self, tile: QRect, mirrored: bool) -> QRect:
        cover = self._cover_place(tile)
        left = cover.left() + PAD if mirrored else cover.right() + 1 - PAD - _BUTTON
        return QRect(left, cover.bottom() + 1 - PAD - _BUTTON, _BUTTON, _BUTTON)

    # drawing them

    def cover(self, tile: QRect, job: Job, ratio: float) -> QPixmap | None:
        if not job.cover_file:
            return None
        path = self._cover_path(job.cover_file)
        side = (
            -(-self._cover_place(tile).width() // _SIZES) * _SIZES
        )  # not all that a window passes
        picture = self._thumbnails.request(path, side, ratio, _CORNERS)
        if picture is None:
            self.awaited[path] = job.id
        return picture

    def _paint_cover(self, painter: QPainter, tile: QRect, job: Job) -> None:
        place = self._cover_place(tile)
        picture = self.cover(tile, job, painter.device().devicePixelRatioF())
        if job.is_reject:
            painter.setOpacity(DIMMED)
        if picture is not None:
            painter.drawPixmap(place, picture)
        else:
            self._marks.stand_in(painter, place, _CORNERS, job)
        painter.setOpacity(1.0)
        transfer = self._model.transfer(job.id)
        if transfer is not None:
            bar = QRect(place.left() + PAD, place.bottom() - PAD - 2, place.width() - 2 * PAD, 3)
            self._marks.progress(painter, bar, part_of(transfer))

    def _paint_button(self, painter: QPainter, place: QRect, icon: str, *, lit: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._marks.colors["accent_hover" if lit else "accent_fill"])
        painter.drawEllipse(QRectF(place))
        self._marks.icon(painter, icon, "on_accent", place, _ICON)

    def _paint_title(
        self, painter: QPainter, place: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        name = "muted" if job.is_reject else "text"
        painter.setPen(self._marks.colors["accent" if self._model.is_playing(job.id) else name])
        text = cell_text(job, JobColumn.TITLE, 0, None)
        self._marks.line(painter, self._marks.body, place, side_of(direction), text)

    def _paint_facts(
        self, painter: QPainter, place: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        """Length and speed; at the end what the user thinks of it, and that there is a note."""
        place = self._paint_given(painter, place, direction, job)
        painter.setPen(self._marks.colors["muted"])
        facts = " · ".join(song_facts(job))
        self._marks.line(painter, self._marks.caption, place, side_of(direction), facts)

    def _paint_given(
        self, painter: QPainter, place: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> QRect:
        """Returns the room that is left."""
        marks, left = self._marks, QRect(place)
        color = "muted" if job.is_reject else "accent"
        shown: list[tuple[str, str]] = [("note", "muted")] if job.note else []
        if job.is_reject or job.is_favourite:
            shown.append(("reject" if job.is_reject else "heart-filled", color))
        if job.stars:
            number = wording.number_text(job.stars)
            width = marks.caption_metrics.horizontalAdvance(number)
            words = QRect(left.right() + 1 - width, left.top(), width, left.height())
            painter.setPen(marks.colors[color])
            at_end = side_of(direction, at_end=True)
            marks.line(painter, marks.caption, visual(direction, place, words), at_end, number)
            left.setRight(words.left() - 3)
            shown.append(("star-filled", color))
        for name, token in reversed(shown):
            mark = QRect(left.right() + 1 - _GIVEN, left.top(), _GIVEN, left.height())
            marks.icon(painter, name, token, visual(direction, place, mark), _GIVEN)
            left.setRight(mark.left() - 5)
        return visual(direction, place, left)

    def _paint_state(
        self, painter: QPainter, place: QRect, direction: Qt.LayoutDirection, job: Job
    ) -> None:
        """What the table says of it, with the same mark."""
        marks = self._marks
        seconds = elapsed(job, self._model.now())
        mark = QRect(place.left(), place.center().y() - MARK // 2 + 1, MARK, MARK)
        marks.state(painter, visual(direction, place, mark), job.status, seconds)
        words = visual(direction, place, place.adjusted(MARK + 6, 0, 0, 0))
        marks.state_words(painter, marks.caption, words, direction, job, seconds)
