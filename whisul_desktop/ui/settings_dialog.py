"""Settings: every change takes effect at once, so there is nothing to confirm or cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from whisul_desktop.core.errors import BadApiUrl, WhisulError
from whisul_desktop.core.keystate import KeyState
from whisul_desktop.core.settings import DEFAULT_API_URL, Theme
from whisul_desktop.core.urls import check_api_url
from whisul_desktop.ui import wording
from whisul_desktop.ui.desktop_section import DesktopSection
from whisul_desktop.ui.key_section import KeySection
from whisul_desktop.ui.language_section import LanguageSection
from whisul_desktop.ui.message_line import MessageLine
from whisul_desktop.ui.steady_scroll import SteadyScroll
from whisul_desktop.ui.template_section import TemplateSection
from whisul_desktop.ui.text_block import TextBlock
from whisul_desktop.ui.theme import Look, TypeSize


class SettingsDialog(QDialog):
    """Shows what it is told by its setters; what the user wants goes out as signals."""

    key_set_requested = Signal(str)  # cleaned
    session_requested = Signal(str)  # use this key, store it nowhere
    key_test_requested = Signal()
    key_remove_requested = Signal()
    folder_chosen = Signal(str)
    theme_chosen = Signal(object)  # Theme
    api_url_chosen = Signal(str)  # checked

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._url = ""
        self._busy = False
        self._demo = False
        self._telling = True  # what is set from outside is no wish of the user
        self._data_folder = ""
        self.setWindowTitle(self.tr("Settings"))
        self._key = KeySection(look)
        self._key.set_requested.connect(self.key_set_requested)
        self._key.session_requested.connect(self.session_requested)
        self._key.test_requested.connect(self.key_test_requested)
        self._key.remove_requested.connect(self.key_remove_requested)
        column = QVBoxLayout()
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._card(self.tr("API key"), self._key))
        column.addWidget(self._card(self.tr("Folder for saving"), self._build_folder()))
        self.template = TemplateSection(look)
        column.addWidget(self._card(self.tr("File names"), self.template))
        column.addWidget(self._card(self.tr("Theme"), self._build_theme()))
        self.language = LanguageSection(look)
        column.addWidget(self._card(self.tr("Language"), self.language))
        self.desktop = DesktopSection(look)
        column.addWidget(self._card(self.tr("Desktop"), self.desktop))
        column.addWidget(self._card(self.tr("API address"), self._build_url()))
        column.addWidget(self._card(self.tr("Your library"), self._build_data()))
        column.addStretch(1)
        content = QWidget()
        content.setLayout(column)
        scroll = SteadyScroll()
        scroll.set_content(content)
        close = self._button(self.tr("Close"), self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.setContentsMargins(24, 12, 24, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
        self.resize(QSize(600, 660).boundedTo(self.screen().availableSize() * 0.9))

    def set_key_state(self, state: KeyState) -> None:
        self._key.set_state(state)

    def set_demo(self, demo: bool) -> None:
        """The demo has neither a key nor an address."""
        self._demo = demo
        self._key.set_demo(demo)
        self.desktop.set_demo(demo)
        self._show_url_state()

    def set_busy(self, busy: bool) -> None:
        """Something that was asked for is under way."""
        self._busy = busy
        self._key.set_busy(busy)
        self._show_url_state()

    def show_error(self, error: WhisulError) -> None:
        """What hindered the last wish, beside the field that it came from."""
        if isinstance(error, BadApiUrl):
            self._show_bad_url(error)
        else:
            self._key.show_error(error)

    def show_success(self, text: str) -> None:
        self._key.show_success(text)

    def set_folder(self, path: str) -> None:
        """Where Save… starts; "" is the system's music folder."""
        place = QStandardPaths.StandardLocation.MusicLocation
        self._folder.set_text(path or QStandardPaths.writableLocation(place))

    def set_data_folder(self, path: str) -> None:
        self._data_folder = path
        self._data.set_text(path)

    def set_theme(self, theme: Theme) -> None:
        self._telling = False
        self._themes[theme].setChecked(True)
        self._telling = True

    def set_api_url(self, url: str) -> None:
        self._url = url
        self._url_field.setText(url)
        self._url_problem.clear()
        self._show_url_state()

    def _card(self, title: str, content: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        heading = QLabel(title)
        heading.setFont(self._look.font(TypeSize.BODY, bold=True))
        if (choice := content.focusProxy()) is not None:
            heading.setBuddy(choice)  # Qt tells a screen reader a combo box's name by its label
        column.addWidget(heading)
        column.addWidget(content)
        return card

    def _button(self, label: str, slot: object) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _build_folder(self) -> QWidget:
        self._folder = TextBlock(self._look, self.tr("Folder for saving"))
        self._choose = self._button(self.tr("Choose…"), self._on_choose_folder)
        return _row(self._folder, self._choose)

    def _build_theme(self) -> QWidget:
        labels = {
            Theme.SYSTEM: self.tr("Like the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }
        self._themes = {theme: QRadioButton(label) for theme, label in labels.items()}
        group = QButtonGroup(self)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        for theme, button in self._themes.items():
            button.setAccessibleName(labels[theme])
            group.addButton(button)
            layout.addWidget(button)
            # not `clicked`: assistive technology checks a button without one
            button.toggled.connect(lambda on, theme=theme: self._on_theme(theme, on))
        layout.addStretch(1)
        return row

    def _build_url(self) -> QWidget:
        self._url_field = QLineEdit()
        self._url_field.setAccessibleName(self.tr("API address"))
        self._url_field.textChanged.connect(self._on_url_edited)
        self._url_field.returnPressed.connect(self._on_apply_url)
        self._apply = self._button(self.tr("Apply"), self._on_apply_url)
        self._default = self._button(self.tr("Use the default"), self._on_default_url)
        self._default.setProperty("quiet", True)
        self._url_problem = MessageLine(self._look)
        note = QLabel(self.tr("Each address has a key of its own: a key is never sent to another."))
        note.setWordWrap(True)
        note.setProperty("muted", True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_row(self._url_field, self._apply))
        column.addWidget(self._url_problem)
        column.addWidget(note)
        column.addWidget(self._default, 0, Qt.AlignmentFlag.AlignLeading)
        return box

    def _build_data(self) -> QWidget:
        self._data = TextBlock(self._look, self.tr("Your library"))
        return _row(self._data, self._button(self.tr("Open"), self._on_open_data))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and not self._key.focus_field():
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_theme(self, theme: Theme, chosen: bool) -> None:
        if chosen and self._telling:
            self.theme_chosen.emit(theme)

    def _on_choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for saving"), self._folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder(self, path: str) -> None:
        self.set_folder(path)
        self.folder_chosen.emit(path)

    def _on_open_data(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._data_folder))

    def _on_url_edited(self) -> None:
        self._url_problem.clear()
        self._show_url_state()

    def _on_apply_url(self) -> None:
        if not self._apply.isEnabled():
            return
        try:
            url = check_api_url(self._url_field.text())
        except BadApiUrl as error:
            self._show_bad_url(error)
            return
        self._url = url
        self._url_field.setText(url)
        self._url_problem.show_text("success", self.tr("Applied."))
        self._show_url_state()
        self.api_url_chosen.emit(url)

    def _on_default_url(self) -> None:
        self._url_field.setText(DEFAULT_API_URL)
        self._on_apply_url()

    def _show_bad_url(self, error: BadApiUrl) -> None:
        self._url_problem.show_text("danger", wording.error_text(error))
        self._url_field.setFocus()

    def _show_url_state(self) -> None:
        free = not (self._demo or self._busy)
        text = self._url_field.text().strip()
        self._url_field.setEnabled(not self._demo)
        self._apply.setEnabled(free and text != self._url)
        self._default.setVisible(not self._demo and self._url != DEFAULT_API_URL)
        self._default.setEnabled(free)


def _row(wide: QWidget, button: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(wide, 1, Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row
