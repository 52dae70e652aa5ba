"""What stands in the list's place while there is nothing to list."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look, TypeSize

# heights of the drawn wave, as parts of its whole height
_WAVE = (0.16, 0.3, 0.22, 0.48, 0.74, 0.4, 0.6, 1.0, 0.68, 0.36, 0.56, 0.82, 0.44, 0.26, 0.34, 0.16)
_LEAST_CARD = 64  # px of height: two lines
_BESIDE = 520  # px: from here on the examples stand side by side
_ROOMY = 320  # px of height: below, the wave gives its room to the examples


class NoSongs(QScrollArea):
    """The first thing a new user sees: three prompts to begin with."""

    example_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        examples = (
            self.tr("Lo-fi beat for a rainy evening, warm Rhodes, brushed drums, 78 BPM"),
            self.tr("Dark synthwave chase through neon streets, pulsing bass, no vocals"),
            self.tr("Tender fingerpicked folk song about coming home, soft female voice"),
        )
        content = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(12)
        for text in examples:
            card = _ExampleCard(look, text, content)
            card.clicked.connect(lambda _checked=False, text=text: self.example_chosen.emit(text))
            self._cards.addWidget(card)
        self._wave = _Wave(look, content)
        self._title = _label(self.tr("No songs yet"), content)
        self._hint = _label(self.tr("Describe one above, or begin with one of these:"), content)
        _stack(content, [self._wave, self._title, self._hint], self._cards)
        self._look = look
        look.changed.connect(self._apply_look)
        self._apply_look()  # before it has a parent: the style sheet would undo the font
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        sides = QBoxLayout.Direction
        beside = self.width() >= _BESIDE
        self._cards.setDirection(sides.LeftToRight if beside else sides.TopToBottom)
        self._wave.setVisible(self.height() >= _ROOMY)
        super().resizeEvent(event)

    def in_tab_order(self) -> list[QWidget]:
        return list(self.findChildren(_ExampleCard))

    def _apply_look(self) -> None:
        _dress(self._look, self._title, self._hint)


class NothingFound(QWidget):
    """No job fits the search."""

    clear_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _label(self.tr("Nothing matches"), self)
        self._hint = _label(self.tr("No song fits this search and filter."), self)
        clear = QPushButton(self.tr("Clear search"), self)
        clear.clicked.connect(self.clear_requested)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(clear)
        row.addStretch(1)
        _stack(self, [self._title, self._hint], row)
        self._clear = clear
        self._look = look
        look.changed.connect(self._apply_look)
        self._apply_look()

    def in_tab_order(self) -> list[QWidget]:
        return [self._clear]

    def set_deleted(self, deleted: bool) -> None:
        """Whether it is "Recently deleted" that is empty, or a search that found nothing."""
        if deleted:
            self._title.setText(self.tr("Nothing was deleted"))
            self._hint.setText(self.tr("What you delete stays here for 30 days."))
            self._clear.setText(self.tr("Show all songs"))
        else:
            self._title.setText(self.tr("Nothing matches"))
            self._hint.setText(self.tr("No song fits this search and filter."))
            self._clear.setText(self.tr("Clear search"))

    def _apply_look(self) -> None:
        _dress(self._look, self._title, self._hint)


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label


def _stack(page: QWidget, parts: list[QWidget], below: QBoxLayout) -> None:
    """Everything in the middle, a little above the centre."""
    column = QVBoxLayout()
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    column.addSpacing(12)
    column.addLayout(below)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addLayout(column, 6)
    middle.addStretch(1)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(24, 24, 24, 24)
    outer.addStretch(2)
    outer.addLayout(middle)
    outer.addStretch(3)


def _dress(look: Look, title: QLabel, hint: QLabel) -> None:
    title.setFont(look.font(TypeSize.TITLE, bold=True))
    palette = hint.palette()
    palette.setColor(hint.foregroundRole(), look.color("muted"))
    hint.setPalette(palette)


class _Wave(QWidget):
    """A sound wave of rounded bars that fades out to both sides."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(96)
        look.changed.connect(self.update)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step, bar, high = 14.0, 6.0, self.height() - 24.0
        left = (self.width() - step * len(_WAVE)) / 2
        color = self._look.color("accent")
        faint = QColor(color)
        faint.setAlphaF(0.12)
        ground = QLinearGradient(QPointF(left, 0), QPointF(left + step * len(_WAVE), 0))
        ground.setColorAt(0, faint)
        ground.setColorAt(0.5, color)
        ground.setColorAt(1, faint)
        painter.setBrush(ground)
        for number, part in enumerate(_WAVE):
            height = high * part
            top = (self.height() - height) / 2
            painter.drawRoundedRect(QRectF(left + number * step + 4, top, bar, height), 3, 3)
        painter.end()


class _ExampleCard(QAbstractButton):
    """A prompt on a card; a push button can't wrap its text."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, _LEAST_CARD)  # more by its width, which the layouts ask for

    @override
    def heightForWidth(self, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap
        box = self.fontMetrics().boundingRect(0, 0, width - 32, 10_000, flags, self.text())
        return max(_LEAST_CARD, box.height() + 32)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.underMouse() or self.isDown()
        focused = self.hasFocus()
        edge = self._look.color("accent" if focused or active else "border")
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(self._look.color("hover" if active else "surface"))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        painter.setPen(self._look.color("text"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self.text())
        painter.end()
