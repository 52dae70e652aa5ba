"""The first-run page: what the app is, and two ways on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.errors import BadApiKey
from whisul_desktop.core.keys import clean_key
from whisul_desktop.ui import wording
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.motif import bar_heights
from whisul_desktop.ui.theme import Look, TypeSize

_WIDEST = 760  # px
_MARGIN = 24  # px around
_SPACING = 8  # px inside the cards
_MESSAGE = 16  # px: a line and its icon
_WIDE = 680  # px: from here on the two ways stand side by side


class Welcome(QWidget):
    """Stands in place of the library until there is a key or the demo was chosen."""

    key_submitted = Signal(str)  # cleaned
    session_requested = Signal(str)  # use this key, store it nowhere
    demo_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._busy = False
        self._title = QLabel(self.tr("Songs from a sentence"))
        self._title.setFont(look.font(TypeSize.TITLE, bold=True))
        intro = QLabel(
            self.tr("Describe the song you want. Whisul has it made, plays it and keeps it safe.")
        )
        intro.setFont(look.font(TypeSize.HEADING))
        intro.setProperty("muted", True)
        for label in (self._title, intro):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(16)
        self._ways.addWidget(self._build_key(), 3)
        self._ways.addWidget(self._build_demo(), 2)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._above = QSpacerItem(0, 0)
        column.addItem(self._above)
        column.addWidget(_Skyline(look))
        column.addSpacing(24)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(intro)
        column.addSpacing(32)
        column.addLayout(self._ways)
        column.addStretch(1)
        self._column = column
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDEST)
        content = QWidget()
        around = QHBoxLayout(content)
        around.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        around.addStretch(1)
        around.addWidget(inner, 100)
        around.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (scroll.viewport(), content, inner):
            part.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setFocusProxy(self._field)
        self._show()

    def set_busy(self, busy: bool) -> None:
        """The key is being stored and tested."""
        self._busy = busy
        if busy:
            self._message.show_text("info", self.tr("Checking the key…"))
            self._session.hide()
        elif self._message.kind == "info":
            self._message.clear()
        self._show()

    def show_problem(self, text: str) -> None:
        """Beside the field."""
        self._message.show_text("danger", text)
        self._field.setFocus()

    def offer_session(self, text: str) -> None:
        """The keyring does not serve: say why, and offer to go on without it."""
        self._message.show_text("warning", text)
        self._session.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sides = QBoxLayout.Direction
        self._ways.setDirection(sides.LeftToRight if self.width() >= _WIDE else sides.TopToBottom)
        self._leave_room_above()

    def _leave_room_above(self) -> None:
        """A third of what is free; not by the layout, which would share what is said later on
        between above and below."""
        width = min(_WIDEST, self.width() - 2 * _MARGIN)
        wanted = self._column.totalHeightForWidth(width) - self._above.sizeHint().height()
        if not self._session.isHidden():
            wanted -= self._session.sizeHint().height() + _SPACING
        free = self.height() - 2 * _MARGIN - wanted
        policy = QSizePolicy.Policy
        self._above.changeSize(0, max(0, free // 3), policy.Minimum, policy.Fixed)
        self._column.invalidate()

    def _build_key(self) -> QFrame:
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("API key"))
        self._field.setPlaceholderText(self.tr("Paste your API key"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.textChanged.connect(self._on_text_changed)
        self._field.returnPressed.connect(self._on_continue)
        self._continue = self._button(self.tr("Continue"), self._on_continue)
        self._continue.setProperty("primary", True)
        self._session = self._button(self.tr("Keep for this session only"), self._on_session)
        self._session.hide()
        self._message = MessageLine(self._look)
        policy = self._message.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what it says moves nothing
        self._message.setSizePolicy(policy)
        self._message.setMinimumHeight(_MESSAGE)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._continue)
        card, column = self._card(
            self.tr("I have an API key"),
            self.tr("Copy it from your dashboard on whisul.com. It goes into the system keyring."),
        )
        column.addLayout(row)
        column.addWidget(self._message)
        column.addWidget(self._session, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return card

    def _build_demo(self) -> QFrame:
        card, column = self._card(
            self.tr("Just looking around"),
            self.tr("Made-up songs, the real app. No account, no network."),
        )
        self._demo = self._button(self.tr("Try the demo"), self.demo_requested.emit)
        column.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return card

    def _card(self, title: str, text: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(_SPACING)
        heading = QLabel(title)
        heading.setFont(self._look.font(TypeSize.HEADING, bold=True))
        words = QLabel(text)
        words.setWordWrap(True)
        words.setProperty("muted", True)
        column.addWidget(heading)
        column.addWidget(words)
        column.addSpacing(8)
        return card, column

    def _button(self, label: str, slot: object) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.clicked.connect(slot)
        return button

    def _show(self) -> None:
        typed = bool(self._field.text().strip())
        self._field.setReadOnly(self._busy)
        self._continue.setEnabled(typed and not self._busy)
        self._session.setEnabled(typed and not self._busy)
        self._demo.setEnabled(not self._busy)

    def _on_text_changed(self) -> None:
        self._message.clear()
        self._session.hide()
        self._show()

    def _on_continue(self) -> None:
        if self._continue.isEnabled():
            self._submit(self.key_submitted)

    def _on_session(self) -> None:
        self._submit(self.session_requested)

    def _submit(self, signal: SignalInstance) -> None:
        try:
            key = clean_key(self._field.text())
        except BadApiKey as error:
            self.show_problem(wording.error_text(error))
        else:
            signal.emit(key)


class _Skyline(QWidget):
    """The motif, wide and calm."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setMinimumHeight(96)
        self.setMaximumHeight(160)
        look.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 140)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        width = min(area.width(), 520.0)
        area = QRectF(area.center().x() - width / 2, area.top(), width, area.height())
        colors = QLinearGradient(area.topLeft(), area.topRight())
        colors.setColorAt(0, self._look.color("accent"))
        colors.setColorAt(1, self._look.color("accent_fill"))
        heights = bar_heights("songs from a sentence", 39)
        step = area.width() / len(heights)
        painter.setBrush(colors)
        for number, height in enumerate(heights):
            thick = step * 0.52
            tall = max(thick, height * area.height())
            left = area.left() + number * step
            bar = QRectF(left, area.center().y() - tall / 2, thick, tall)
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
