"""Settings: the key is never shown, each trouble has words of its own, problems are inline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from tests.canary import CANARY
from tests.ui.detail_fixtures import is_named, named
from whisul_desktop.core.errors import (
    AuthError,
    BadApiUrl,
    KeyringTrouble,
    KeyringUnavailable,
    TransportError,
)
from whisul_desktop.core.keystate import KeySource, KeyState
from whisul_desktop.core.settings import DEFAULT_API_URL, Theme
from whisul_desktop.ui.key_section import key_state_text
from whisul_desktop.ui.settings_dialog import SettingsDialog
from whisul_desktop.ui.theme import Look

KEY = CANARY
KEPT = KeyState(KeySource.KEYRING, "cdef", None, refused=False, checked=True)


@pytest.fixture
def dialog(qtbot: QtBot, look: Look) -> SettingsDialog:
    made = SettingsDialog(look)
    qtbot.addWidget(made)
    made.set_theme(Theme.DARK)
    made.set_folder("/music")
    made.set_data_folder("/data")
    made.set_api_url(DEFAULT_API_URL)
    made.set_key_state(KeyState())
    made.show()
    return made


def _field(dialog: SettingsDialog, name: str = "API key") -> QLineEdit:
    field = named(dialog, name, QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def _texts(dialog: SettingsDialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    blocks = [block.toPlainText() for block in dialog.findChildren(QTextEdit)]
    return "\n".join(labels + blocks)


def _click(qtbot: QtBot, dialog: SettingsDialog, name: str) -> None:
    qtbot.mouseClick(named(dialog, name, QPushButton), Qt.MouseButton.LeftButton)


def test_each_state_of_the_key_has_words_of_its_own() -> None:
    states = [
        KeyState(),
        KeyState(KeySource.NONE, "", KeyringTrouble.LOCKED),
        KeyState(KeySource.NONE, "", KeyringTrouble.TIMEOUT),
        KeyState(KeySource.NONE, "", KeyringTrouble.MISSING),
        KeyState(KeySource.NONE, "", KeyringTrouble.UNSAFE),
        KeyState(KeySource.KEYRING, "cdef", None, refused=True, checked=True),
        KeyState(KeySource.ENVIRONMENT, "cdef", None, refused=True, checked=True),
        KeyState(KeySource.ENVIRONMENT, "cdef"),
        KeyState(KeySource.SESSION, "cdef"),
        KEPT,
        KeyState(KeySource.NONE, "", KeyringTrouble.NONE_YET),
    ]
    texts = [key_state_text(state)[1] for state in states]
    assert len(set(texts)) == len(states)
    assert "WHISUL_API_KEY" in texts[7]
    assert "wins" in texts[7]
    assert "…cdef" in texts[9]
    assert "accepts" in texts[9]
    assert key_state_text(KeyState(KeySource.NONE, "", KeyringTrouble.FAILED))[1] == texts[2]


def test_a_pasted_key_is_cleaned_and_goes_out_once(qtbot: QtBot, dialog: SettingsDialog) -> None:
    asked: list[str] = []
    dialog.key_set_requested.connect(asked.append)
    assert _field(dialog).echoMode() == QLineEdit.EchoMode.Password
    assert not named(dialog, "Set key").isEnabled()
    _field(dialog).setText(f"  Bearer {KEY}\ufeff ")
    _click(qtbot, dialog, "Set key")
    assert asked == [KEY]
    dialog.set_busy(True)
    qtbot.keyClick(_field(dialog), Qt.Key.Key_Return)
    assert asked == [KEY]
    dialog.set_key_state(KEPT)
    dialog.set_busy(False)
    dialog.show_success("The service accepts this key.")
    assert _field(dialog).text() == ""
    assert KEY not in _texts(dialog)
    assert "…cdef" in _texts(dialog)
    assert "accepts this key" in _texts(dialog)
    assert is_named(dialog, "Replace key")


def test_what_cannot_be_a_key_is_said_beside_the_field(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    asked: list[str] = []
    dialog.key_set_requested.connect(asked.append)
    _field(dialog).setText("ключ-0123")
    qtbot.keyClick(_field(dialog), Qt.Key.Key_Return)
    assert asked == []
    assert "can't be an API key" in _texts(dialog)
    qtbot.keyClicks(_field(dialog), "x")
    assert "can't be an API key" not in _texts(dialog)


def test_test_and_remove_need_a_key(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert not named(dialog, "Test").isEnabled()
    assert not named(dialog, "Remove").isEnabled()
    dialog.set_key_state(KEPT)
    with qtbot.waitSignal(dialog.key_test_requested):
        _click(qtbot, dialog, "Test")
    with qtbot.waitSignal(dialog.key_remove_requested):
        _click(qtbot, dialog, "Remove")


def test_the_environment_wins_and_cannot_be_changed_here(dialog: SettingsDialog) -> None:
    dialog.set_key_state(KeyState(KeySource.ENVIRONMENT, "cdef"))
    assert not _field(dialog).isEnabled()
    assert not is_named(dialog, "Remove")
    assert named(dialog, "Test").isEnabled()


def test_without_a_safe_keyring_a_session_is_offered(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert not is_named(dialog, "Keep for this session only")
    _field(dialog).setText(KEY)
    dialog.set_busy(True)
    dialog.show_error(KeyringUnavailable(KeyringTrouble.UNSAFE))
    dialog.set_busy(False)
    assert "plain text" in _texts(dialog)
    assert _field(dialog).text() == KEY
    with qtbot.waitSignal(dialog.session_requested) as asked:
        _click(qtbot, dialog, "Keep for this session only")
    assert asked.args == [KEY]
    dialog.set_busy(True)
    dialog.set_key_state(KeyState(KeySource.SESSION, "cdef"))
    dialog.set_busy(False)
    assert not is_named(dialog, "Keep for this session only")
    assert _field(dialog).text() == ""


@pytest.mark.parametrize("error", [AuthError(), TransportError("no way", sent=False)])
def test_other_errors_are_said_without_that_offer(
    dialog: SettingsDialog, error: AuthError | TransportError
) -> None:
    _field(dialog).setText(KEY)
    dialog.show_error(error)
    assert "service" in _texts(dialog)
    assert not is_named(dialog, "Keep for this session only")


def test_the_theme_goes_out_when_chosen_only(qtbot: QtBot, dialog: SettingsDialog) -> None:
    asked: list[Theme] = []
    dialog.theme_chosen.connect(asked.append)
    dialog.set_theme(Theme.SYSTEM)
    assert asked == []
    qtbot.mouseClick(named(dialog, "Light", QRadioButton), Qt.MouseButton.LeftButton)
    assert asked == [Theme.LIGHT]
    dark = named(dialog, "Dark", QRadioButton)
    assert isinstance(dark, QRadioButton)
    dark.setChecked(True)  # as assistive technology does
    assert asked == [Theme.LIGHT, Theme.DARK]


def test_the_folder_is_chosen_without_a_loop_of_its_own(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    assert "/music" in _texts(dialog)
    _click(qtbot, dialog, "Choose…")
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    with qtbot.waitSignal(dialog.folder_chosen) as asked:
        chooser.fileSelected.emit("/elsewhere")
    assert asked.args == ["/elsewhere"]
    assert "/elsewhere" in _texts(dialog)
    chooser.close()


def test_the_address_is_checked_beside_its_field(qtbot: QtBot, dialog: SettingsDialog) -> None:
    asked: list[str] = []
    dialog.api_url_chosen.connect(asked.append)
    assert not named(dialog, "Apply").isEnabled()
    _field(dialog, "API address").setText("http://example.org/api")
    _click(qtbot, dialog, "Apply")
    assert asked == []
    assert "unprotected" in _texts(dialog)
    _field(dialog, "API address").setText(" https://API.example.org:443/api/ ")
    assert "unprotected" not in _texts(dialog)
    qtbot.keyClick(_field(dialog, "API address"), Qt.Key.Key_Return)
    assert asked == ["https://api.example.org/api"]
    _click(qtbot, dialog, "Use the default")
    assert asked[-1] == DEFAULT_API_URL
    dialog.show_error(BadApiUrl("x", "it has no host"))
    assert "it has no host" in _texts(dialog)


def test_the_demo_needs_neither(dialog: SettingsDialog) -> None:
    dialog.set_demo(True)
    assert "needs no API key" in _texts(dialog)
    for name in ("API key", "Set key", "Test", "Remove", "Keep for this session only"):
        assert not is_named(dialog, name), name
    assert not _field(dialog, "API address").isEnabled()


@pytest.mark.parametrize(
    ("demo", "state", "name"),
    [
        (False, KeyState(), "API key"),
        (False, KeyState(KeySource.KEYRING, refused=True), "API key"),
        (False, KeyState(KeySource.KEYRING), "Choose…"),
        (True, KeyState(), "Choose…"),
    ],
)
def test_it_opens_where_something_can_be_done(
    qtbot: QtBot, look: Look, demo: bool, state: KeyState, name: str
) -> None:
    made = SettingsDialog(look)
    qtbot.addWidget(made)
    made.set_key_state(state)
    made.set_demo(demo)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    focused = made.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == name


def test_buttons_are_named_by_their_words(dialog: SettingsDialog) -> None:
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName() == button.text()
        assert not button.autoDefault(), button.text()


def test_close_ends_where_the_content_does(qtbot: QtBot, dialog: SettingsDialog) -> None:
    for height in (400, 2_000):
        dialog.resize(600, height)
        qtbot.wait(20)
        card = next(f for f in dialog.findChildren(QFrame) if f.property("card"))
        close = named(dialog, "Close")
        ends = [w.mapTo(dialog, w.rect().topRight()).x() for w in (card, close)]
        assert ends == [dialog.width() - 25] * 2
