"""What rows and tiles of songs draw alike: fonts, colours, the marks of states, lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QStaticText,
    QTextOption,
)

from whisul_desktop.core.types import Job, JobStatus, Transfer
from whisul_desktop.ui import wording
from whisul_desktop.ui.theme import Look, TypeSize

MARK = 10  # side of the mark before a state's word, logical pixels
PAD = 8
DIMMED = 0.4  # covers of rejects
_MOST_SHOWN = 2_000
_ROW_COVER = 40  # side of the cover that the bars are drawn for
_ON_ITS_WAY = (JobStatus.QUEUED, JobStatus.SUBMITTING, JobStatus.RUNNING)
_LOUD = (JobStatus.FAILED, JobStatus.REJECTED, JobStatus.UNCONFIRMED)
_QUIET = (JobStatus.QUEUED, JobStatus.EXPIRED)


class JobMarks:
    """Reads the look once, for a paint has no time to."""

    def __init__(self, look: Look) -> None:
        self._look = look
        # a title runs its own way, whichever the window's is: the dots are at its end
        self._option = QTextOption()
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.read_look()

    def read_look(self) -> None:
        """The colours or fonts are others now."""
        names = ("text", "muted", "accent", "accent_fill", "on_accent", "cover", "border")
        self.colors = {
            name: self._look.color(name) for name in (*names, "selection", "hover", "surface")
        }
        self._state_colors = {
            status: self._look.color(wording.status_token(status)) for status in JobStatus
        }
        self.body = _with_equal_digits(self._look.font())
        self.caption = _with_equal_digits(self._look.font(TypeSize.CAPTION))
        self.body_metrics = QFontMetrics(self.body)
        self.caption_metrics = QFontMetrics(self.caption)
        self._shown: dict[
            tuple[str, int, bool], tuple[QStaticText, float, int]
        ] = {}  # texts as they were cut

    def icon(self, painter: QPainter, name: str, token: str, rect: QRect, side: int) -> None:
        """In the middle of `rect`."""
        icon = self._look.pixmap(name, token, side, painter.device().devicePixelRatioF())
        place = QRect(0, 0, side, side)
        place.moveCenter(rect.center())
        painter.drawPixmap(place, icon)

    def stand_in(self, painter: QPainter, tile: QRect, radius: float, job: Job) -> None:
        """In place of a cover that is not there, or not yet: three bars, which stand still, of
        a song that is still to come."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colors["cover"])
        painter.drawRoundedRect(QRectF(tile), radius, radius)
        scale = min(2.0, tile.width() / _ROW_COVER)
        if job.status not in _ON_ITS_WAY:
            self.icon(painter, "music", "muted", tile, round(18 * scale))
            return
        painter.setBrush(self.colors["muted" if job.status is JobStatus.QUEUED else "accent"])
        center = QPointF(tile.center()) + QPointF(0.5, 0.5)
        for number, height in enumerate((10, 18, 13)):
            x = center.x() + (number * 7 - 9) * scale
            y = center.y() - height * scale / 2
            painter.drawRoundedRect(QRectF(x, y, 4 * scale, height * scale), 2 * scale, 2 * scale)

    def state_color(self, status: JobStatus) -> QColor:
        """Of its word: loud where the user is to do something, quiet where nothing happens."""
        if status in _LOUD:
            return self._state_colors[status]
        return self.colors["muted" if status in _QUIET else "text"]

    def state(self, painter: QPainter, mark: QRect, status: JobStatus, seconds: float) -> None:
        """Full for what has ended, a ring for what waits, a hand that goes round while the
        service works: once a minute, so that it is no promise of progress."""
        color = self._state_colors[status]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(mark)
        if status in (JobStatus.RUNNING, JobStatus.SUBMITTING):
            faint = QColor(color)
            faint.setAlphaF(0.28)
            ring = area.adjusted(1, 1, -1, -1)
            painter.setPen(QPen(faint, 2))
            painter.drawEllipse(ring)
            painter.setPen(QPen(color, 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, round((90 - seconds % 60 * 6) * 16), 100 * 16)
        elif status in (JobStatus.QUEUED, JobStatus.UNCONFIRMED, JobStatus.EXPIRED):
            painter.setPen(QPen(color, 1.5))
            painter.drawEllipse(area.adjusted(1.5, 1.5, -1.5, -1.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def progress(self, painter: QPainter, bar: QRect, part: float) -> None:
        """`part` of the whole: 0 to 1."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colors["border"])
        painter.drawRoundedRect(QRectF(bar), 1.5, 1.5)
        if part > 0:
            painter.setBrush(self.colors["accent"])
            done = QRectF(bar)
            done.setWidth(max(3.0, bar.width() * part))
            painter.drawRoundedRect(done, 1.5, 1.5)
        painter.restore()

    def state_words(
        self,
        painter: QPainter,
        font: QFont,
        place: QRect,
        direction: Qt.LayoutDirection,
        job: Job,
        seconds: float,
    ) -> None:
        """How a job stands, and for how many seconds where it runs."""
        word, side = wording.job_status_text(job), side_of(direction)
        painter.setPen(self.state_color(job.status))
        self.line(painter, font, place, side, word)
        if job.status is not JobStatus.RUNNING:
            return
        metrics = self.body_metrics if font is self.body else self.caption_metrics
        rest = place.adjusted(metrics.horizontalAdvance(word) + PAD, 0, 0, 0)
        if rest.width() > 0:
            painter.setPen(self.colors["muted"])
            after = wording.duration_text(seconds)
            self.line(painter, font, visual(direction, place, rest), side, after)

    def line(
        self, painter: QPainter, font: QFont, rect: QRect, side: Qt.AlignmentFlag, text: str
    ) -> None:
        """One line of text, cut where there is no room."""
        is_body = font is self.body
        shown, width, height = self._laid_out(text, rect.width(), is_body=is_body)
        x = rect.right() + 1 - width if _is_right(side) else rect.left()
        painter.setFont(font)
        painter.drawStaticText(QPointF(x, rect.top() + (rect.height() - height) // 2), shown)

    def _laid_out(self, text: str, width: int, *, is_body: bool) -> tuple[QStaticText, float, int]:
        """Cut where there is no room; what is shown again need not be laid out again."""
        key = (text, width, is_body)
        known = self._shown.get(key)
        if known is None:
            metrics = self.body_metrics if is_body else self.caption_metrics
            shown = QStaticText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextOption(self._option)
            shown.prepare(font=self.body if is_body else self.caption)
            if len(self._shown) >= _MOST_SHOWN:
                del self._shown[next(iter(self._shown))]
            known = self._shown[key] = (shown, shown.size().width(), metrics.height())
        return known


@contextmanager
def painter_of_nothing(ratio: float) -> Iterator[QPainter]:
    """Nobody sees what it paints: as on a screen of that ratio."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    try:
        yield painter
    finally:
        painter.end()


def part_of(transfer: Transfer) -> float:
    """How much of a download is there: 0 to 1; 0 where its size is not known."""
    return min(1.0, transfer.done / transfer.total) if transfer.total else 0.0


@cache  # to combine flags of Qt takes four microseconds
def _is_right(side: Qt.AlignmentFlag) -> bool:
    return bool(side & Qt.AlignmentFlag.AlignRight)


@cache
def side_of(direction: Qt.LayoutDirection, *, at_end: bool = False) -> Qt.AlignmentFlag:
    """Where text of that direction stands: at the start of its place, or at its end."""
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    flags = Qt.AlignmentFlag
    side = flags.AlignRight if at_end != mirrored else flags.AlignLeft
    return side | flags.AlignVCenter | flags.AlignAbsolute


def visual(direction: Qt.LayoutDirection, outer: QRect, rect: QRect) -> QRect:
    """`rect` mirrored inside `outer` where text runs from right to left."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return rect
    return rect.translated(outer.left() + outer.right() - rect.left() - rect.right(), 0)


def _with_equal_digits(font: QFont) -> QFont:
    """Digits of one width, so that what ticks does not tremble."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
