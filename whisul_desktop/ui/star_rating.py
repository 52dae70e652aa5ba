"""Judging the song that is shown: a heart, five stars and a reject button in one row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QWidget
from typing_extensions import override

from whisul_desktop.core.job_picking import Thought
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.rating_cell import STARS
from whisul_desktop.ui.theme import Look

_SIDE = 20  # of a star
_STEP = 24  # from one to the next
_PAD = 4


class StarRating(QSlider):
    """Five stars; a real slider, so that keys and screen readers work it.

    It only wishes: what it shows is what `show_stars` was told last.
    """

    wished = Signal(int)  # 0–5: the user wants that many

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._given = 0
        self._preview: int | None = None
        self.setRange(0, STARS)
        self.setPageStep(1)
        self.setAccessibleName(self.tr("Rating"))
        self.setAccessibleDescription(self.tr("Stars, 0 to 5"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self.valueChanged.connect(self._on_value_changed)
        look.changed.connect(self.update)

    def show_stars(self, stars: int) -> None:
        """What is given, or 0."""
        self._given = stars
        with QSignalBlocker(self):
            self.setValue(stars)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * _PAD + (STARS - 1) * _STEP + _SIDE, _SIDE + 8)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_preview(self._star_at(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            star = self._star_at(event.position().x())
            self._show_preview(None)
            self._wish(0 if star == self._given else star)  # the same again takes it away

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not rate

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_preview(None)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        filled = self._look.pixmap("star-filled", "accent", _SIDE, ratio)
        empty = self._look.pixmap("star", "muted", _SIDE, ratio)
        shown = self.value() if self._preview is None else self._preview
        for star in range(1, STARS + 1):
            x = _PAD + (star - 1) * _STEP
            x = self.width() - x - _SIDE if self._mirrored() else x
            painter.drawPixmap(QPoint(x, 4), filled if star <= shown else empty)
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _star_at(self, x: float) -> int:
        across = self.width() - x if self._mirrored() else x
        return max(1, min(STARS, int((across - _PAD) // _STEP) + 1))

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _show_preview(self, stars: int | None) -> None:
        if stars != self._preview:
            self._preview = stars
            self.update()

    def _on_value_changed(self, stars: int) -> None:
        self._wish(stars)  # by keys, or a screen reader

    def _wish(self, stars: int) -> None:
        self.wished.emit(stars)
        self.show_stars(self._given)  # where it was not granted


class RatingRow(QWidget):
    """Of one song, or of several that are judged at once. It only wishes too."""

    stars_wished = Signal(int)
    favourite_wished = Signal(bool)
    reject_wished = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = (False, False)
        self._stars = StarRating(look, self)
        self._stars.wished.connect(self.stars_wished)
        self._favourite = self._button(self.tr("Favourite"))
        self._favourite.clicked.connect(self._on_favourite)
        self._reject = self._button(self.tr("Reject"))
        self._reject.clicked.connect(self._on_reject)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._favourite)
        row.addWidget(self._stars)
        row.addWidget(self._reject)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._show_buttons)
        self._show_buttons()

    def show_thought(self, thought: Thought) -> None:
        self._stars.show_stars(thought.stars)
        shown = thought.is_favourite, thought.is_reject
        if shown != self._shown:
            self._shown = shown
            self._show_buttons()

    def in_tab_order(self) -> list[QWidget]:
        return [self._favourite, self._stars, self._reject]

    def _button(self, label: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(label)
        button.setToolTip(label)
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _on_favourite(self) -> None:
        self.favourite_wished.emit(not self._shown[0])
        self._show_buttons()

    def _on_reject(self) -> None:
        self.reject_wished.emit(not self._shown[1])
        self._show_buttons()

    def _show_buttons(self) -> None:
        favourite, reject = self._shown
        self._favourite.setChecked(favourite)
        self._reject.setChecked(reject)
        name, color = ("heart-filled", "accent") if favourite else ("heart", "muted")
        self._favourite.setIcon(self._look.icon(name, color))
        self._reject.setIcon(self._look.icon("reject", "danger" if reject else "muted"))
