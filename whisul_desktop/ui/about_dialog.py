"""About: version, licence and where it comes from."""

from __future__ import annotations

import platform

from PySide6.QtCore import QRectF, QSize, Qt, qVersion
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from whisul_desktop import __version__
from whisul_desktop.ui.guard import guarded
from whisul_desktop.ui.motif import paint_blank_cover
from whisul_desktop.ui.theme import Look, TypeSize

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
        links = QLabel("https://whisul.com\nhttps://www.gnu.org/licenses/gpl-3.0.html")
        built = QLabel(
            self.tr("With Qt {qt}, Python {python} and the work of others.").format(
                qt=qVersion(), python=platform.python_version()
            )
        )
        for label in (version, licence, built, links):
            label.setProperty("muted", True)
        for label in (name, version, what, licence, built, links):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
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


class _Mark(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(88, 88)

    @override
    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_blank_cover(painter, QRectF(self.rect()), self._look, "whisul", radius=20)
