"""About: version, licence and where it comes from."""

from __future__ import annotations

import platform

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop import __version__
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.theme import Look, TypeSize

LINKS = ("https://whisul.com", "https://www.gnu.org/licenses/gpl-3.0.html")
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
NOTICES = "THIRD-PARTY-NOTICES.txt"  # in the resources, from packaging/notices.py


class AboutDialog(QDialog):
    """Everything in it can be selected and copied."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle(self.tr("About Whisul"))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 16)
        column.setSpacing(8)
        column.addWidget(_Mark(look), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        name = QLabel("Whisul Desktop")
        name.setFont(look.font(TypeSize.TITLE, bold=True))
        version = QLabel(self.tr("Version {version}").format(version=__version__))
        what = QLabel(self.tr("Make, follow, play and keep songs with the Whisul API."))
        licence = QLabel(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later. "
                "It comes without any warranty."
            )
        )
        links = [_link(url) for url in LINKS]
        built = QLabel(
            self.tr("With Qt {qt}, Python {python} and the work of others.").format(
                qt=qVersion(), python=platform.python_version()
            )
        )
        for label in (version, licence, built):
            label.setProperty("muted", True)
        for label in (name, version, what, licence, built):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(_SELECTABLE)
        for label in (name, version, what, licence, built, *links):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(16)
        licences = QPushButton(self.tr("Licences…"))
        licences.setAccessibleName(self.tr("Licences…"))
        licences.clicked.connect(self._show_licences)
        close = QPushButton(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(licences)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addLayout(buttons)
        close.setFocus()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, super().sizeHint().height())

    def _show_licences(self) -> None:
        from whisul_desktop.ui.text_dialog import TextDialog

        dialog = TextDialog(
            self._look,
            self.tr("Licences"),
            self.tr("What Whisul is made with, and the terms that it comes under."),
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.set_text((self._look.resources / NOTICES).read_text("utf-8"))
        dialog.open()


def _link(url: str) -> QLabel:
    """One of our own addresses; a click, or Enter, shows it in the browser."""
    markup = f'<a href="{url}">{url}</a>'
    label = QLabel(markup)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAccessibleName(url)
    label.setTextInteractionFlags(
        _SELECTABLE
        | Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    label.linkActivated.connect(_open)
    return label


def _open(address: str) -> None:
    url = QUrl(address)
    if url.scheme() == "https":  # nothing else is for a browser
        QDesktopServices.openUrl(url)


class _Mark(QWidget):
    """The app's icon."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = QIcon(str(look.resources / "icons" / "app" / "app-256.png"))
        self.setFixedSize(88, 88)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._icon.pixmap(self.size(), self.devicePixelRatioF())
        painter.drawPixmap(self.rect(), pixmap)
