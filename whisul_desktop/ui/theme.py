"""The look: colours by name, four type sizes, a 4 px grid, light and dark, applied live."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from whisul_desktop.core.settings import Theme
from whisul_desktop.ui.icons import SvgIcons
from whisul_desktop.ui.tokens import DARK, LIGHT, Tokens


class TypeSize(Enum):
    """The type scale, as multiples of the system's own font size."""

    CAPTION = 0.88
    BODY = 1.0
    HEADING = 1.3
    TITLE = 1.7


class Look(QObject):
    """The one source of colours, fonts and icons. Whoever paints reads `tokens` as it paints
    and repaints on `changed`; palette and style sheet follow by themselves."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self.app = app
        self.resources = resources
        self._icons = SvgIcons(resources / "icons")
        self._sheet = (resources / "style.qss").read_text(encoding="utf-8")
        self.tokens = LIGHT
        self._applied: Tokens | None = None
        self._theme = Theme.SYSTEM
        app.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def is_dark(self) -> bool:
        return self.tokens is DARK

    def set_theme(self, theme: Theme) -> None:
        """Apply now; `SYSTEM` follows the system from now on, live."""
        self._theme = theme
        scheme = {
            Theme.LIGHT: Qt.ColorScheme.Light,
            Theme.DARK: Qt.ColorScheme.Dark,
            Theme.SYSTEM: Qt.ColorScheme.Unknown,
        }[theme]
        QGuiApplication.styleHints().setColorScheme(scheme)
        self._apply()  # where the scheme stays the same, Qt says nothing

    def color(self, token: str) -> QColor:
        """A colour by the name of its token."""
        return QColor(getattr(self.tokens, token))

    def icon(self, name: str, color: str = "text") -> QIcon:
        """An icon of resources/icons in the colour of a token. Ask again on `changed`."""
        disabled = self.color("muted")
        disabled.setAlphaF(0.45)
        return self._icons.icon(name, self.color(color), disabled)

    def pixmap(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        """The same as a pixmap: `size` in logical pixels."""
        return self._icons.pixmap(name, self.color(color), size, ratio)

    def font(self, size: TypeSize = TypeSize.BODY, *, bold: bool = False) -> QFont:
        font = QFont(self.app.font())
        font.setPointSizeF(font.pointSizeF() * size.value)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()

    def _apply(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        system_dark = self._theme is Theme.SYSTEM and scheme == Qt.ColorScheme.Dark
        # not every platform can be told a scheme (plain X, offscreen): the choice stands
        dark = self._theme is Theme.DARK or system_dark
        tokens = DARK if dark else LIGHT
        if self._applied is tokens:
            return
        self.tokens = self._applied = tokens
        self.app.setPalette(_palette(self.tokens))
        sheet = self._sheet
        for name, color in self.tokens._asdict().items():
            sheet = sheet.replace(f"@{name};", f"{color};")
        self.app.setStyleSheet(sheet)
        self.changed.emit()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, color in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent_fill,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Light: tokens.raised,
        role.Midlight: tokens.border,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.window,
    }.items():
        palette.setColor(key, QColor(color))
    faded = QColor(tokens.muted)
    faded.setAlphaF(0.6)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, faded)
    return palette
