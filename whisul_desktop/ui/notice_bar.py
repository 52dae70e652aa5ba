"""Calm notices inside the window, for what is not worth stopping anyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMarginsF, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.text_block import announce
from whisul_desktop.ui.theme import Look

_SHOWN = 3
_LONGEST = 1_000  # characters
_WIDEST = 560  # px
_GAP = 12  # px: to what it floats above, and to the sides of the window
_SHADOW = 6  # px around each


@dataclass(frozen=True, slots=True)
class _Kind:
    icon: str
    token: str


_KINDS = {
    "info": _Kind("info", "accent"),
    "success": _Kind("check", "success"),
    "warning": _Kind("warning", "warning"),
    "danger": _Kind("error", "danger"),
}


class NoticeBar(QWidget):
    """The newest three; older ones come back when those are gone. They float above what is
    below them and move nothing; `float_over` says where."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._notices: dict[str, _Notice] = {}
        self._unnamed = 0
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._below: QWidget | None = None
        self.hide()

    def float_over(self, ground: QWidget, below: QWidget) -> None:
        """Stand in `ground`, in its middle and close above `below`, which is in it too."""
        self.setParent(ground)
        self._below = below
        for part in (ground, below):
            part.installEventFilter(self)

    def show_notice(
        self,
        text: str,
        *,
        kind: str = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        key: str = "",
        timeout_s: float | None = None,
    ) -> None:
        """Show it, in place of the one with the same `key`.

        `kind` is info, success, warning or danger. The action's button takes the notice
        away, then calls `on_action`. `timeout_s` waits while the pointer or focus is in it.
        """
        if not key:
            self._unnamed += 1
            key = f"#{self._unnamed}"
        notice = self._notices.get(key)
        if notice is None:
            notice = _Notice(self._look, self)
            notice.closed.connect(lambda: self.dismiss(key))
            self._notices[key] = notice
            self._rows.insertWidget(0, notice)
        notice.set_content(text, _KINDS[kind], action, on_action, timeout_s)
        self._arrange()

    def dismiss(self, key: str) -> None:
        """Take it away, where there is one."""
        notice = self._notices.pop(key, None)
        if notice is not None:
            self._rows.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
            self._arrange()

    def texts(self) -> list[str]:
        """What is shown now, the newest first."""
        newest = list(self._notices.values())[::-1][:_SHOWN]
        return [notice.text() for notice in newest]

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another text, another font
            self._place()
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        for number, notice in enumerate(reversed(self._notices.values())):
            notice.setVisible(number < _SHOWN)
        self.setVisible(bool(self._notices))
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if self._below is None or parent is None:
            return
        ground, shadow = parent.width(), 2 * _SHADOW
        width = min(_WIDEST, ground - 2 * _GAP) + shadow
        height = self._rows.totalHeightForWidth(width)
        bottom = self._below.y() - _GAP + _SHADOW
        self.setGeometry(QRect((ground - width) // 2, bottom - height, width, height))
        self.raise_()


class _Notice(QWidget):
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = _KINDS["info"]
        self._on_action: Callable[[], object] | None = None
        self._drawn = QPixmap()
        self._drawn_as: object = None  # size, scale and colours
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.setProperty("quiet", True)
        self._action.clicked.connect(self._on_action_clicked)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self.closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _SHADOW, 6 + _SHADOW, 6 + _SHADOW, 6 + _SHADOW)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def text(self) -> str:
        return self._words.text()

    def set_content(
        self,
        text: str,
        kind: _Kind,
        action: str,
        on_action: Callable[[], object] | None,
        timeout_s: float | None,
    ) -> None:
        shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
        if shown != self._words.text():
            self._words.setText(shown)
            announce(self, shown)
        if kind is not self._kind:
            self._kind = kind
            self._on_look_changed()
        self._on_action = on_action
        self._action.setText(action.replace("&", "&&"))
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._timer.stop()
        if timeout_s is not None:
            self._timer.start(round(timeout_s * 1000))

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        key = (self.width(), self.height(), ratio, self._kind.token, self._look.is_dark)
        if key != self._drawn_as:
            self._drawn_as = key
            self._drawn = self._drawing(ratio)
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _drawing(self, ratio: float) -> QPixmap:
        """The card and its shadow. Two milliseconds, which each frame of the list below would
        take longer."""
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).marginsRemoved(QMarginsF(*[_SHADOW + 0.5] * 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 24 if self._look.is_dark else 7))
        for wider in range(_SHADOW):
            far = QRectF(area).adjusted(-wider, 1 - wider, wider, wider)
            painter.drawRoundedRect(far, 8 + wider, 8 + wider)
        line = self._look.color(self._kind.token)
        line.setAlphaF(0.5)
        ground = self._look.color(self._kind.token)
        ground.setAlphaF(0.14 if self._look.is_dark else 0.09)
        painter.setBrush(self._look.color("surface"))  # nothing shines through
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 8, 8)
        painter.end()
        return drawn

    def _on_action_clicked(self) -> None:
        wanted = self._on_action
        self.closed.emit()
        if wanted is not None:
            wanted()

    def _on_timeout(self) -> None:
        focus = self.window().focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(1_000)
        else:
            self.closed.emit()

    def _on_look_changed(self) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._look.pixmap(self._kind.icon, self._kind.token, 20, ratio))
        self._close.setIcon(self._look.icon("close", "muted"))
        self.update()
